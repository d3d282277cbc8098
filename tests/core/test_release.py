"""A feed of releases is a stranger's: three numbers are taken from it and nothing else."""

import pytest

from desktop.assets import resource
from desktop.core.model import ParsedItem
from desktop.core.release import ReleasePlace, is_newer, newest_version, parse_place
from resources.packaging.release_address import with_address

PAGE = "https://github.com/someone/zeelandnet-desktop"
PLACE = ReleasePlace(PAGE, f"{PAGE}/releases.atom")


def item(url: str | None) -> ParsedItem:
    return ParsedItem(key=url or "-", title="v9.9.9 <b>nu downloaden</b>", url=url)


def test_the_highest_version_is_found_wherever_it_stands() -> None:
    urls = [PLACE.address(version) for version in ("0.9.0", "0.10.0", "0.2.0")]

    assert newest_version(map(item, urls), PLACE) == "0.10.0"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "https://evil.example/releases/tag/v9.9.9",
        f"{PAGE}/releases/tag/v9.9.9/../../../../evil",
        f"{PAGE}/releases/tag/v9.9.9?x=https://evil.example",
        f"{PAGE}/releases/tag/v9.9.9-rc1",
        f"{PAGE}/releases/tag/v9.9",
        f"{PAGE}/releases/tag/v09.9.9",
        f"{PAGE}/releases/tag/v9.9.999999999999",
        f"{PAGE}/releases/tag/v٩.9.9",
        f"{PAGE}.evil.example/releases/tag/v9.9.9",
        f"http{PAGE[5:]}/releases/tag/v9.9.9",
    ],
)
def test_what_is_no_version_of_this_program_is_refused(url: str | None) -> None:
    assert newest_version([item(url)], PLACE) == ""


@pytest.mark.parametrize(
    ("version", "than", "answer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10.0", "0.9.9", True),
        ("0.1.0", "0.1.0", False),
        ("0.0.9", "0.1.0", False),
        ("", "0.1.0", False),
        ("nu downloaden", "0.1.0", False),
    ],
)
def test_is_newer(version: str, than: str, answer: bool) -> None:
    assert is_newer(version, than) is answer


def test_a_place_is_read() -> None:
    assert parse_place(f'page = "{PAGE}"\nfeed = "{PAGE}/releases.atom"') == PLACE


@pytest.mark.parametrize(
    "text",
    [
        'page = ""\nfeed = ""',
        "",
        f'page = "{PAGE}"\nfeed = "https://elsewhere.example/releases.atom"',
        'page = "http://example.org/a"\nfeed = "http://example.org/a/releases.atom"',
    ],
)
def test_without_a_whole_and_safe_place_nobody_is_asked(text: str) -> None:
    assert parse_place(text) is None


def test_the_file_that_comes_along_names_its_place_once_it_is_filled_in() -> None:
    text = resource("releases.toml").read_text(encoding="utf-8")

    assert parse_place(with_address(text, PAGE)) == PLACE
