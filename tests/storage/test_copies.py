"""A run can refresh a copy of the profile; the profile itself stays as it was."""

from datetime import timedelta
from pathlib import Path

from desktop.core.blocks import Paragraph, Run
from desktop.core.model import ArticleBody
from desktop.storage.copies import copy_older, copy_profile
from desktop.storage.prepare import prepare
from desktop.storage.schema import CACHE, LIBRARY
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import (
    ABROAD,
    NOW,
    id_of,
    ids_in,
    new_article,
    open_store,
    put_version,
    update_of,
)

LATER = NOW + timedelta(hours=1)


def copied(folder: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of the profile `folder`."""
    copy = tmp_path / "copy"
    prepare(copy, NOW)
    copy_profile(folder, copy, [ABROAD.id])
    return copy


def test_what_the_user_did_and_the_order_are_those_of_the_profile(
    folder: Path, writer: ArticleWriter, tmp_path: Path
) -> None:
    old, undated = new_article("old", age=timedelta(days=2)), new_article("undated", is_dated=False)
    writer.save(update_of(undated, old))
    writer.mark_read([id_of("old")])
    writer.star(id_of("undated"), is_starred=True)

    with open_store(copied(folder, tmp_path)) as (copy, reader):
        newer = new_article("newer", arrived=LATER, age=timedelta(minutes=1))
        again = new_article("undated", arrived=LATER, age=timedelta(0), is_dated=False)
        changes = copy.save(update_of(newer, again, old))
        listed = reader.articles(ids_in(reader.article_ids("Buitenland")))

    assert changes.new == (id_of("newer"),)
    assert [a.id for a in listed] == [id_of("newer"), id_of("undated"), id_of("old")]
    assert [(a.is_read, a.is_starred) for a in listed] == [
        (False, False), (False, True), (True, False),
    ]  # fmt: skip


def test_a_text_that_changes_is_found_by_its_new_words(
    folder: Path, writer: ArticleWriter, tmp_path: Path
) -> None:
    writer.save(update_of(new_article("a", content="De oude brug.")))

    with open_store(copied(folder, tmp_path)) as (copy, reader):
        copy.save(update_of(new_article("a", content="De nieuwe sluis.", arrived=LATER)))

        assert ids_in(reader.search_ids("sluis")) == [id_of("a")]
        assert ids_in(reader.search_ids("brug")) == []


def test_the_profile_stays_as_it_was_while_another_writes_to_it(
    folder: Path, writer: ArticleWriter, tmp_path: Path
) -> None:
    writer.save(update_of(new_article("a")))
    before = sorted(path.name for path in folder.iterdir())

    with open_store(copied(folder, tmp_path)) as (copy, _):
        copy.save(update_of(new_article("b")))
        writer.save_body(
            id_of("a"), ArticleBody("", (Paragraph((Run("Heel."),)),)), 1, is_full=True
        )

    assert sorted(path.name for path in folder.iterdir()) == before
    with open_store(folder) as (_, reader):
        assert ids_in(reader.article_ids()) == [id_of("a")]


def test_a_profile_that_is_not_there_counts_as_empty_and_is_not_made(tmp_path: Path) -> None:
    profile = tmp_path / "nowhere"

    with open_store(copied(profile, tmp_path)) as (_, reader):
        assert reader.article_ids() == []
    assert not profile.exists()


def test_an_article_is_found_at_its_address(
    folder: Path, writer: ArticleWriter, tmp_path: Path
) -> None:
    entry = new_article("a")
    writer.save(update_of(entry))

    with open_store(folder) as (_, reader):
        assert reader.id_at(entry.article.url or "") == entry.article.id
        assert reader.id_at("https://elders.example/") is None


def test_what_an_earlier_version_wrote_is_brought_up_to_date_in_the_copy(tmp_path: Path) -> None:
    profile, copy = tmp_path / "profile", tmp_path / "copy"
    for folder in (profile, copy):
        folder.mkdir()
    for schema in (CACHE, LIBRARY):
        put_version(1, profile, schema)
    before = [(profile / schema.file_name).read_bytes() for schema in (CACHE, LIBRARY)]

    copy_older(profile, copy)
    prepare(copy, NOW)
    copy_profile(profile, copy, [ABROAD.id])

    with open_store(copy) as (_, reader):
        assert reader.article_ids()
        assert reader.starred_ids()
    assert [(profile / schema.file_name).read_bytes() for schema in (CACHE, LIBRARY)] == before
