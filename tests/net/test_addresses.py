"""Which addresses are asked: redirects are followed, what is private is not."""

import socket

import pytest

from desktop.core.errors import FetchReason
from desktop.net.fetch import Fetcher, Kind, Request
from tests.net.fetching import failure, fetched
from tests.server import Received, Reply, Server, redirect

# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_told(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    server.answer("/een", redirect("twee?a=1#stuk", status))
    server.answer("/twee", Reply(body=b"hier"))

    outcome = fetched(fetcher, Request(server.url("/een")))

    assert (outcome.url, outcome.body) == (server.url("/twee?a=1"), b"hier")


def test_redirects_in_a_circle_are_given_up(server: Server, fetcher: Fetcher) -> None:
    server.answer("/een", redirect("/twee"))
    server.answer("/twee", redirect("/een"))

    failed = failure(fetcher, Request(server.url("/een")))

    assert failed.reason is FetchReason.REDIRECTS
    assert len(server.received) == 2


def test_endless_redirects_are_given_up(server: Server, fetcher: Fetcher) -> None:
    def further(received: Received) -> Reply:
        return redirect(f"/weg?{len(server.received)}")

    server.answer("/weg", further)

    failed = failure(fetcher, Request(server.url("/weg")))

    assert failed.reason is FetchReason.REDIRECTS
    assert len(server.received) == 4


def test_a_redirect_to_nowhere_is_a_failure(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/een", Reply(status=302))

    assert failure(fetcher, Request(url)).reason is FetchReason.REDIRECTS


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://lezer:geheim@127.0.0.1/",
        "http://lezer@127.0.0.1/",
        "http://[::1/",
        "http://:80/",
        "http://127.0.0.1:99999/",
    ],
)
def test_a_redirect_to_anything_but_a_plain_web_address_is_refused(
    server: Server, fetcher: Fetcher, target: str
) -> None:
    url = server.answer("/een", redirect(target))

    assert failure(fetcher, Request(url)).reason is FetchReason.ADDRESS
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nieuws",
        "/nieuws",
        "file:///etc/passwd",
        "ftp://nieuws.example/",
        "//nieuws.example/",
        "http://",
        "http://lezer:geheim@nieuws.example/",
        "http://nieuws.example:0/",
        "http://[::1",
        "http://nieuws..example/",
        "http://" + "a" * 70 + ".example/",
    ],
)
def test_an_address_that_is_no_plain_web_address_is_refused(fetcher: Fetcher, url: str) -> None:
    assert failure(fetcher, Request(url)).reason in (FetchReason.ADDRESS, FetchReason.DNS)


# Private hosts


@pytest.fixture
def public_name(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a public host name that the resolver leads to this machine."""
    lookup = socket.getaddrinfo

    def misled(host: object, *args: object, **kwargs: object) -> object:
        return lookup("127.0.0.1" if host == "nieuws.example" else host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", misled)
    return "nieuws.example"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_public_name_that_resolves_to_a_private_address_gets_no_request(
    server: Server, fetcher: Fetcher, public_name: str, kind: Kind
) -> None:
    server.answer("/feed", Reply(body=b"geheim"))

    failed = failure(fetcher, Request(server.url("/feed", public_name), kind))

    assert failed.reason is FetchReason.ADDRESS
    assert server.received == []


def test_a_public_source_does_not_lead_to_a_private_host(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url("/").rstrip("/"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.answer("http://nieuws.example/feed", redirect(server.url("/router")))
    server.answer("/router", Reply(body=b"geheim"))

    failed = failure(fetcher, Request("http://nieuws.example/feed"))

    assert failed.reason is FetchReason.ADDRESS
    assert [received.path for received in server.received] == ["http://nieuws.example/feed"]


@pytest.mark.parametrize("kind", [Kind.PAGE, Kind.PICTURE])
def test_pages_and_pictures_on_a_private_host_are_refused(
    server: Server, fetcher: Fetcher, kind: Kind
) -> None:
    url = server.answer("/router", Reply(body=b"geheim"))

    assert failure(fetcher, Request(url, kind)).reason is FetchReason.ADDRESS
    assert server.received == []


def test_a_feed_that_a_page_names_is_refused_on_a_private_host(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.answer("/router", Reply(body=b"geheim"))

    assert failure(fetcher, Request(url, is_found=True)).reason is FetchReason.ADDRESS


def test_pages_on_the_private_host_of_a_users_own_source_are_fetched(
    server: Server, fetcher: Fetcher
) -> None:
    server.answer("/feed", Reply(body=b"<rss/>"))
    server.answer("/bericht", Reply(body=b"<p>tekst"))

    fetcher.fetch(Request(server.url("/feed")))
    outcome = fetched(fetcher, Request(server.url("/bericht", "localhost"), Kind.PAGE))

    assert outcome.body == b"<p>tekst"


def test_private_hosts_can_be_named_beforehand(server: Server) -> None:
    url = server.answer("/bericht", Reply(body=b"<p>tekst"))
    fetcher = Fetcher("test", private_hosts=["127.0.0.1"])

    outcome = fetched(fetcher, Request(url, Kind.PAGE))

    assert outcome.body == b"<p>tekst"
    fetcher.close()
