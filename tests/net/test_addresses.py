"""Which addresses are asked: redirects are followed, what is private is not."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.errors import FetchReason
from desktop.net.fetch import Fetcher, Kind, Request
from tests.certificates import make_certificate
from tests.net.fetching import failure, fetched
from tests.server import Received, Reply, Server, redirect, running

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
def lead(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what has the resolver lead a public name to the addresses given."""
    lookup = socket.getaddrinfo

    def lead_to(*addresses: str) -> str:
        def misled(host: object, port: object, *args: object) -> object:
            if host != "nieuws.example":
                return lookup(host, port, *args)  # type: ignore[arg-type]
            kinds = {True: socket.AF_INET6, False: socket.AF_INET}
            return [
                (kinds[":" in address], socket.SOCK_STREAM, 6, "", (address, port))
                for address in addresses
            ]

        monkeypatch.setattr(socket, "getaddrinfo", misled)
        return "nieuws.example"

    return lead_to


@pytest.mark.parametrize("kind", list(Kind))
def test_a_public_name_that_leads_to_a_private_address_gets_no_connection(
    server: Server, fetcher: Fetcher, lead: Callable[..., str], kind: Kind
) -> None:
    failed = failure(fetcher, Request(server.url("/feed", lead("127.0.0.1")), kind))

    assert failed.reason is FetchReason.ADDRESS
    assert server.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "192.168.1.1", "172.31.255.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "::1", "::", "fe80::1%eth0", "fd12::1", "fec0::1", "::ffff:192.168.1.1",
        "::ffff:0:192.168.1.1", "64:ff9b::192.168.1.1", "64:ff9b:1::1", "2002:c0a8:101::",
        "::192.168.1.1", "ff02::1", "255.255.255.255",
    ],
)  # fmt: skip
def test_no_address_of_a_public_name_may_be_private(
    fetcher: Fetcher, lead: Callable[..., str], address: str
) -> None:
    """Connecting to any of them fails the test."""
    name = lead("192.0.2.1", address, "203.0.113.9")

    assert failure(fetcher, Request(f"http://{name}/feed")).reason is FetchReason.ADDRESS


def test_a_name_is_looked_up_once_for_a_connection(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere the second time has nothing to mislead."""
    lookup, asked = socket.getaddrinfo, []

    def counted(host: object, *args: object) -> object:
        asked.append(host)
        return lookup(host, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", counted)
    fetcher.fetch(Request(server.answer("/feed", Reply(body=b"<rss/>"))))

    assert asked == ["127.0.0.1"]


def test_silent_addresses_share_the_time_to_connect(
    fetcher: Fetcher, lead: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given_s: list[float] = []

    def silent(self: socket.socket, address: object) -> None:
        given_s.append(self.gettimeout() or 0.0)
        raise TimeoutError

    monkeypatch.setattr(socket.socket, "connect", silent)
    name = lead(*(f"93.184.216.{number}" for number in range(1, 51)))

    assert failure(fetcher, Request(f"http://{name}/")).reason is FetchReason.TIMEOUT
    assert len(given_s) == 8
    assert given_s[0] < 0.1  # an eighth of the half second that connecting may take


@pytest.mark.parametrize(
    "host",
    [
        "fritz.box", "nas.local", "router.lan", "tv.home.arpa", "db.internal", "printer",
        "wiki.corp", "0x7f.1", "2130706433", "127.1", "0177.0.0.1", "[::1]", "[::ffff:10.0.0.1]",
        "127.0.0.1.", "localhost.", "１２７.0.0.1", "127。0。0。1", "127%2E0%2E0%2E1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("has_proxy", [True, False])
def test_a_private_host_is_not_asked_for_however_it_is_spelled(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, host: str, has_proxy: bool
) -> None:
    if has_proxy:
        monkeypatch.setenv("http_proxy", server.url("/").rstrip("/"))
        monkeypatch.setenv("no_proxy", "nothing.example")
    server.otherwise = Reply(body=b"geheim")

    failed = failure(fetcher, Request(f"http://{host}:{server.port}/", Kind.PAGE))

    assert failed.reason is FetchReason.ADDRESS
    assert server.connections == 0


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


def test_private_hosts_can_be_named_later(server: Server, fetcher: Fetcher) -> None:
    page = Request(server.answer("/bericht", Reply(body=b"<p>tekst")), Kind.PAGE)
    assert failure(fetcher, page).reason is FetchReason.ADDRESS

    fetcher.allow_private(["localhost"])

    assert fetched(fetcher, page).body == b"<p>tekst"


@pytest.mark.parametrize("target", ["http://127.0.0.2:{}/x", "http://10.0.0.9/", "http://nas.lan/"])
def test_a_private_source_leads_to_no_other_private_host(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.setenv("http_proxy", server.url("/").rstrip("/"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.answer("http://printer.lan/feed", redirect(target.format(server.port)))
    fetcher.fetch(Request(server.answer("/eigen", Reply(body=b"<rss/>"))))

    failed = failure(fetcher, Request("http://printer.lan/feed"))

    assert failed.reason is FetchReason.ADDRESS
    assert [received.path for received in server.received][1:] == ["http://printer.lan/feed"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1"])
def test_a_private_source_leads_to_its_own_host_however_it_is_spelled(
    server: Server, fetcher: Fetcher, host: str
) -> None:
    url = server.answer("/feed", redirect(server.url("/nieuw", host)))
    server.answer("/nieuw", Reply(body=b"<rss/>"))

    assert fetched(fetcher, Request(url)).body == b"<rss/>"


# What tells where mail is


def test_settings_of_mail_are_asked_for_by_https_alone(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/config", Reply(body=b"<clientConfig/>"))

    failed = failure(fetcher, Request(url, Kind.MAIL_SETTINGS, is_found=True))

    assert failed.reason is FetchReason.ADDRESS
    assert server.received == []


@pytest.mark.linux(reason="Windows and macOS ask no file but their own store")
@pytest.mark.parametrize("target", ["http", "private"])
def test_settings_of_mail_are_not_followed_to_http_or_into_the_house(
    target: str, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("public.pem")))
    targets = {
        "http": server.answer("/config", Reply(body=b"<clientConfig/>")),
        "private": "https://192.168.1.1/config",
    }
    fetcher = Fetcher("test", private_hosts=["127.0.0.1"])
    with running(certificate) as secure:
        url = secure.answer("/config", redirect(targets[target]))
        failed = failure(fetcher, Request(url, Kind.MAIL_SETTINGS, is_found=True))
        asked = len(secure.received)
    fetcher.close()

    assert failed.reason is FetchReason.ADDRESS
    assert asked == 1
    assert server.received == []


@pytest.mark.linux(reason="Windows and macOS ask no file but their own store")
def test_settings_of_mail_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("public.pem")))
    fetcher = Fetcher("test", private_hosts=["127.0.0.1"])
    with running(certificate) as secure:
        small = secure.answer("/small", Reply(body=b"x" * 65_000))
        large = secure.answer("/large", Reply(body=b"x" * 66_000))
        told = fetched(fetcher, Request(small, Kind.MAIL_SETTINGS))
        failed = failure(fetcher, Request(large, Kind.MAIL_SETTINGS))
    fetcher.close()

    assert len(told.body) == 65_000
    assert failed.reason is FetchReason.TOO_LARGE
