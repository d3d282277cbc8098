"""Lists of sources on disk, the shipped one among them."""

from pathlib import Path

import pytest

from desktop.assets import resource
from desktop.core.errors import SourceReason, StoreFailed
from desktop.core.sources import SourceList
from desktop.services.read_sources import LARGEST_BYTES, begin_own_list, read_sources


def test_a_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bronnen.toml"
    path.write_text(
        '[[source]]\nid="a"\nname="Één"\nurl="http://a.example/"\nsection="B"\n', "utf-8"
    )

    assert [source.name for source in read_sources(path).sources] == ["Één"]


@pytest.mark.parametrize(
    "body",
    [None, b'name = "\xff\xfe\0"', b"#" * (LARGEST_BYTES + 1)],
    ids=["missing", "no text", "far too large"],
)
def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path, body: bytes | None) -> None:
    path = tmp_path / "bronnen.toml"
    if body is not None:
        path.write_bytes(body)

    found = read_sources(path)

    assert found.sources == ()
    assert [(fault.file, fault.reason) for fault in found.errors] == [
        (path, SourceReason.UNREADABLE)
    ]


def test_a_list_of_an_old_editor_is_read_with_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "bronnen.toml"
    path.write_bytes(
        b'[[source]]\nid="a"\nname="\xc9\xe9n"\nurl="http://a.example/"\nsection="B"\n'
    )

    assert [source.name for source in read_sources(path).sources] == ["Één"]


def test_the_shipped_list_is_sound_and_begins_abroad() -> None:
    found = read_sources(resource("sources.toml"))

    assert found.errors == ()
    assert found.sources[0].id == "zeelandnet-buitenland"
    sections = list(dict.fromkeys(source.section for source in found.sources))
    assert sections[:3] == ["Buitenland", "Zeeland", "Binnenland"]


def test_no_address_is_read_twice() -> None:
    urls = [source.url for source in read_sources(resource("sources.toml")).sources]

    assert len(urls) == len(set(urls))


def test_an_own_list_begins_with_an_example_that_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bronnen.toml"

    begin_own_list(path)

    assert read_sources(path) == SourceList()
    assert "[[source]]" in path.read_text(encoding="utf-8")


def test_an_own_list_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bronnen.toml"
    path.write_text("# van mij\n", encoding="utf-8")

    begin_own_list(path)

    assert path.read_text(encoding="utf-8") == "# van mij\n"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed):
        begin_own_list(tmp_path / "gone" / "bronnen.toml")
