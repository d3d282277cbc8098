"""The newest version is asked for conditionally, and hostile answers say nothing."""

from collections.abc import Iterator

import pytest

from desktop.core.errors import FetchFailed, NotAFeed
from desktop.core.release import ReleasePlace
from desktop.net.fetch import Fetcher
from desktop.services.find_release import ReleaseState, find_release
from tests.server import Received, Reply, Server, redirect, running

ENTRY = "<entry><id>{0}</id><title>{0}</title><link rel='alternate' href='{0}'/></entry>"
ATOM = {"Content-Type": "application/atom+xml", "ETag": '"eerste"'}


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


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
