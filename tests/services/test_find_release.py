"""The newest version is asked for conditionally, and hostile answers say nothing.

A feed of releases is a stranger's: three numbers are taken from it and nothing else.
"""

from collections.abc import Iterator

import pytest

from desktop.assets import resource
from desktop.core.errors import FetchFailed, NotAFeed
from desktop.core.model import ParsedItem
from desktop.net.fetch import Fetcher
from desktop.services.find_release import (
    ReleasePlace,
    ReleaseState,
    find_release,
    is_newer,
    newest_version,
    parse_place,
)
from resources.packaging.release_address import with_address
from tests.server import Received, Reply, Server, redirect

ENTRY = "<entry><id>{0}</id><title>{0}</title><link rel='alternate' href='{0}'/></entry>"
PAGE = "https://github.com/someone/zeelandnet-desktop"
PLACE = ReleasePlace(PAGE, f"{PAGE}/releases.atom")
ATOM = {"Content-Type": "application/atom+xml", "ETag": '"eerste"'}


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    # The host of the test is a private one.
    fetcher = Fetcher("test", private_hosts=["127.0.0.1"])
    yield fetcher
    fetcher.close()


def place_of(server: Server) -> ReleasePlace:
    return ReleasePlace(server.url("/me/it"), server.url("/me/it/releases.atom"))


def feed(*urls: str) -> bytes:
    entries = "".join(ENTRY.format(url) for url in urls)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()


def test_the_newest_version_is_learned_with_its_validators(
    server: Server, fetcher: Fetcher
) -> None:
    place = place_of(server)
    body = feed(place.address("0.3.0"), place.address("0.2.0"), "https://evil.example/v9.9.9")
    server.answer("/me/it/releases.atom", Reply(headers=ATOM, body=body))

    assert find_release(place, ReleaseState(), fetcher) == ReleaseState("0.3.0", '"eerste"')


def test_what_has_not_changed_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    seen: list[Received] = []

    def answer(received: Received) -> Reply:
        seen.append(received)
        return Reply(status=304)

    server.answer("/me/it/releases.atom", answer)
    known = ReleaseState("0.3.0", '"eerste"')

    assert find_release(place_of(server), known, fetcher) == known
    assert seen[0].headers["if-none-match"] == '"eerste"'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x7fELF\x02\x01\x01",
        b"<html><body><a href='/me/it/releases/tag/v9.9.9'>nu</a></body></html>",
        b"<!DOCTYPE f [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><f>&a;</f>",
    ],
)
def test_what_is_no_feed_is_refused(server: Server, fetcher: Fetcher, body: bytes) -> None:
    server.answer("/me/it/releases.atom", Reply(headers=ATOM, body=body))

    try:
        state = find_release(place_of(server), ReleaseState(), fetcher)
    except NotAFeed:
        return
    assert state.version == ""


def test_a_redirect_into_the_house_is_not_followed(server: Server) -> None:
    server.answer("/me/it/releases.atom", redirect("http://192.168.1.1/feed"))
    fetcher = Fetcher("test", private_hosts=["127.0.0.1"])

    with pytest.raises(FetchFailed):
        find_release(place_of(server), ReleaseState(), fetcher)

    fetcher.close()


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
