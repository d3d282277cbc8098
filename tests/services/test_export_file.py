"""What the user kept, as files that others can read."""

import json
from pathlib import Path

import pytest
from lxml import etree, html

from desktop.core.blocks import BLOCKS_VERSION, Paragraph, Run
from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import ArticleBody, Export
from desktop.services.export_file import export_to
from desktop.services.opml import read_opml
from desktop.storage.prepare import prepare
from desktop.storage.writer import ArticleWriter
from tests.builders import ABROAD, NOW, SPORT, id_of, stored_article, update_of

HOSTILE = '</title><script>alert("x")</script> & "\'\u202e\ud800'


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return a profile with three stars: a whole text, a teaser, and one full of markup."""
    profile = tmp_path / "profile"
    prepare(profile, NOW)
    writer = ArticleWriter(profile, clock=NOW.timestamp)
    writer.save(
        update_of(
            stored_article("a", image_url="https://world.example/a.jpg"),
            stored_article("b", content="<p>Uit de feed.</p>", url=None),
            stored_article("c", title=HOSTILE, summary=HOSTILE, authors=(HOSTILE,)),
            stored_article("d"),
        )
    )
    body = ArticleBody("Bericht a", (Paragraph((Run("De hele tekst."),)),))
    writer.save_body(id_of("a"), body, BLOCKS_VERSION, True)
    for key in "abc":
        writer.star(id_of(key), True)
    writer.stop()
    return profile


def export(profile: Path, kind: Export, path: Path, language: str = "nl") -> bytes:
    assert export_to(path, kind, profile, (ABROAD, SPORT), language, NOW) == path
    return path.read_bytes()


def test_stars_become_one_complete_page(profile: Path, tmp_path: Path) -> None:
    content = export(profile, Export.PAGE, tmp_path / "page.html")

    page = html.document_fromstring(content.decode("utf-8"))
    text = page.text_content()
    assert (page.get("lang"), page.findtext("head/title")) == ("nl", "Bewaarde artikelen")
    assert "De hele tekst." in text
    assert "Uit de feed." in text
    assert "Bericht d" not in text
    assert page.xpath("//h2/a/@href") == ["https://abroad.example/a", "https://abroad.example/c"]
    assert {link.removeprefix("#") for link in page.xpath("//nav//a/@href")} == set(
        page.xpath("//article/@id")
    )
    assert page.xpath("//img/@src") == ["https://world.example/a.jpg"]


def test_nothing_that_a_publisher_wrote_becomes_markup(profile: Path, tmp_path: Path) -> None:
    content = export(profile, Export.PAGE, tmp_path / "page.html")

    page = html.document_fromstring(content.decode("utf-8"))
    assert not page.xpath("//script | //iframe | //link | //@onclick | //@onerror")
    assert any("<script>" in heading.text_content() for heading in page.xpath("//h2"))
    (policy,) = page.xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'")
    assert b"<dateline>" not in content


def test_stars_become_json_with_the_promised_fields(profile: Path, tmp_path: Path) -> None:
    stars = json.loads(export(profile, Export.DATA, tmp_path / "stars.json"))

    assert {star["title"] for star in stars} >= {"Bericht a", "Bericht b"}
    (whole,) = [star for star in stars if star["title"] == "Bericht a"]
    assert whole["is_full"] is whole["is_starred"] is True
    assert whole["url"] == "https://abroad.example/a"
    assert {"kind": "paragraph", "text": "OSLO (ANP) – De hele tekst."} in whole["blocks"]


def test_sources_become_opml(profile: Path, tmp_path: Path) -> None:
    content = export(profile, Export.SOURCES, tmp_path / "sources.opml", "en")

    assert etree.fromstring(content).findtext("head/title") == "News sources"
    assert [(entry.name, entry.folder) for entry in read_opml(content)] == [
        ("Wereldbericht", "Buitenland"),
        ("Sportblad", "Sport"),
    ]


@pytest.mark.parametrize("kind", Export)
def test_a_profile_without_anything_gives_whole_files(tmp_path: Path, kind: Export) -> None:
    prepare(tmp_path / "new", NOW)

    export_to(tmp_path / "file", kind, tmp_path / "new", (), "nl", NOW)

    assert (tmp_path / "file").stat().st_size > 2


def test_a_file_that_is_there_is_replaced_whole_and_nothing_else_stays(
    profile: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "stars.json"
    target.parent.mkdir()
    target.write_text("x" * 1_000_000)

    export(profile, Export.DATA, target)

    assert json.loads(target.read_bytes())
    assert list(target.parent.iterdir()) == [target]


def test_where_nothing_can_be_written_nothing_half_written_stays(
    profile: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    taken = tmp_path / "out" / "stars.json"
    (taken / "folder").mkdir(parents=True)

    with pytest.raises(StoreFailed):
        export_to(taken, Export.DATA, profile, (), "nl", NOW)
    with pytest.raises(StoreFailed) as failure:
        export_to(tmp_path / "gone" / "x.json", Export.DATA, profile, (), "nl", NOW)

    assert failure.value.reason is StoreReason.READ_ONLY
    assert list((tmp_path / "out").iterdir()) == [taken]
