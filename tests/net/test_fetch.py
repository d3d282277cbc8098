"""Addresses to bytes: what is sent, what comes back, what is refused."""

import contextlib
import gzip
import socket
import subprocess
import sys
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from desktop.core.errors import FetchFailed, FetchReason
from desktop.net.fetch import Fetched, Fetcher, Kind, Limits, Request, Unchanged
from tests.server import Received, Reply, Server, gzipped, redirect, running, self_signed


def failure(fetcher: Fetcher, request: Request) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        fetcher.fetch(request)
    return raised.value


def fetched(fetcher: Fetcher, request: Request) -> Fetched:
    outcome = fetcher.fetch(request)
    assert isinstance(outcome, Fetched)
    return outcome


# What comes back


def test_body_type_validators_and_freshness_are_returned(server: Server, fetcher: Fetcher) -> None:
    headers = {
        "Content-Type": "application/rss+xml",
        "ETag": 'W/"een"',
        "Last-Modified": "gisteren",
        "Cache-Control": "public, max-age=600",
    }
    url = server.answer("/feed", Reply(headers=headers, body=b"<rss/>"))

    outcome = fetched(fetcher, Request(url))

    assert outcome == Fetched(
        url=url,
        body=b"<rss/>",
        content_type="application/rss+xml",
        etag='W/"een"',
        last_modified="gisteren",
        fresh_for_s=600.0,
        status=200,
    )


@pytest.mark.parametrize("length", [0, 1, 70_000])
@pytest.mark.parametrize("is_chunked", [False, True])
@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "raw deflate"])
def test_every_framing_and_coding_gives_the_same_bytes(
    server: Server, fetcher: Fetcher, length: int, is_chunked: bool, coding: str
) -> None:
    body = bytes(i * i % 251 for i in range(length))
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    sent = {
        "": body,
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw deflate": bare.compress(body) + bare.flush(),
    }[coding]
    headers = {"Content-Encoding": coding.removeprefix("raw ")} if coding else {}
    reply = Reply(headers=headers, body=sent, is_chunked=is_chunked)
    # An empty chunk is the end of a chunked body.
    url = server.answer("/feed", reply if sent else Reply(headers=headers))

    assert fetched(fetcher, Request(url)).body == body


def test_gzip_in_several_members_with_padding_is_one_body(server: Server, fetcher: Fetcher) -> None:
    packed = gzip.compress(b"een ") + gzip.compress(b"twee") + b"\0\0\0"
    url = server.answer("/feed", Reply(headers={"Content-Encoding": "gzip"}, body=packed))

    assert fetched(fetcher, Request(url)).body == b"een twee"


def test_a_body_without_length_ends_with_the_connection(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(body=b"tot hier", length=-1))

    assert fetched(fetcher, Request(url)).body == b"tot hier"


# What is sent


def test_the_user_agent_and_no_cookie_ever_are_sent(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(headers={"Set-Cookie": "spoor=1; Path=/"}))

    fetcher.fetch(Request(url))
    fetcher.fetch(Request(url))

    assert server.received[0].headers["user-agent"] == "ZeelandNetDesktop/0 (test)"
    assert all("cookie" not in received.headers for received in server.received)


def test_credentials_of_a_netrc_file_are_not_sent(
    server: Server, fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login lezer password geheim\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    url = server.answer("/feed", Reply())

    fetcher.fetch(Request(url))

    assert "authorization" not in server.received[0].headers


def test_validators_are_sent_back_as_they_came(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(status=304, headers={"Cache-Control": "max-age=60"}))

    outcome = fetcher.fetch(Request(url, etag='W/"een"', last_modified="ooit"))

    assert outcome == Unchanged(etag='W/"een"', last_modified="ooit", fresh_for_s=60.0)
    assert server.received[0].headers["if-none-match"] == 'W/"een"'
    assert server.received[0].headers["if-modified-since"] == "ooit"


def test_validators_survive_a_redirect(server: Server, fetcher: Fetcher) -> None:
    server.answer("/oud", redirect("/nieuw"))
    server.answer("/nieuw", Reply(status=304))

    outcome = fetcher.fetch(Request(server.url("/oud"), etag='"een"'))

    assert outcome == Unchanged(etag='"een"')


def test_304_nobody_asked_for_is_a_failure(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(status=304))

    assert failure(fetcher, Request(url)).reason is FetchReason.CONTENT


def test_the_system_proxy_is_used(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url("/").rstrip("/"))
    server.answer("http://nieuws.example/feed", Reply(body=b"<rss/>"))

    outcome = fetched(fetcher, Request("http://nieuws.example/feed"))

    assert outcome.body == b"<rss/>"


# Status


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 502, 503, 599])
def test_a_status_from_400_on_is_a_failure_that_names_it(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    url = server.answer("/feed", Reply(status=status, body=b"nee"))

    failed = failure(fetcher, Request(url))

    assert (failed.reason, failed.status) == (FetchReason.STATUS, status)
    assert failed.url == url


@pytest.mark.parametrize("status", [206, 300, 305])
def test_a_status_out_of_place_is_a_failure(server: Server, fetcher: Fetcher, status: int) -> None:
    url = server.answer("/feed", Reply(status=status, body=b"deel"))

    assert failure(fetcher, Request(url)).reason is FetchReason.CONTENT


def test_retry_after_is_read_as_seconds(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(status=503, headers={"Retry-After": "120"}))

    assert failure(fetcher, Request(url)).retry_after_s == 120.0


def test_retry_after_is_read_as_a_date(server: Server, fetcher: Fetcher) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    headers = {
        "Date": format_datetime(now, usegmt=True),
        "Retry-After": format_datetime(now + timedelta(minutes=7), usegmt=True),
    }
    url = server.answer("/feed", Reply(status=429, headers=headers))

    assert failure(fetcher, Request(url)).retry_after_s == 420.0


def test_a_busy_host_is_not_asked_again_for_its_other_feeds(
    server: Server, fetcher: Fetcher
) -> None:
    server.answer("/een", Reply(status=429, headers={"Retry-After": "900"}))
    server.answer("/twee", Reply(body=b"<rss/>"))

    failure(fetcher, Request(server.url("/een")))
    second = failure(fetcher, Request(server.url("/twee")))

    assert len(server.received) == 1
    assert second.status == 429
    assert second.retry_after_s == pytest.approx(900, abs=10)


def test_a_page_the_user_asks_for_is_fetched_from_a_busy_host(
    server: Server, fetcher: Fetcher
) -> None:
    server.answer("/feed", Reply(status=503))
    server.answer("/bericht", Reply(body=b"<p>tekst"))

    failure(fetcher, Request(server.url("/feed")))
    outcome = fetched(fetcher, Request(server.url("/bericht"), Kind.PAGE))

    assert outcome.body == b"<p>tekst"


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


# Size


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"x" * 1000, length=100_000_000),
        Reply(body=b"x" * 10_000, repeats=10_000),
        Reply(body=b"x" * 10_000, repeats=10_000, is_chunked=True),
        Reply(body=b"x" * 10_000, repeats=10_000, length=-1),
        gzipped(Reply(body=b"\0" * 100_000, repeats=1000)),
    ],
    ids=["announced", "with length", "chunked", "endless", "gzip bomb"],
)
def test_a_body_of_100_mb_is_given_up_at_the_limit(
    server: Server, fetcher: Fetcher, reply: Reply
) -> None:
    url = server.answer("/feed", reply)

    assert failure(fetcher, Request(url)).reason is FetchReason.TOO_LARGE


def test_a_deflate_bomb_is_given_up_at_the_limit(server: Server, fetcher: Fetcher) -> None:
    packed = zlib.compress(b"\0" * 20_000_000)
    url = server.answer("/feed", Reply(headers={"Content-Encoding": "deflate"}, body=packed))

    assert failure(fetcher, Request(url)).reason is FetchReason.TOO_LARGE


def test_a_bomb_within_a_bomb_is_given_up_at_the_limit(server: Server, fetcher: Fetcher) -> None:
    packed = gzip.compress(gzip.compress(b"\0" * 20_000_000))
    url = server.answer("/feed", Reply(headers={"Content-Encoding": "gzip, gzip"}, body=packed))

    assert failure(fetcher, Request(url)).reason is FetchReason.TOO_LARGE


def test_pictures_have_a_limit_of_their_own(server: Server, fetcher: Fetcher) -> None:
    server.answer("/beeld", Reply(body=b"x" * 60_000))

    fetcher.fetch(Request(server.url("/beeld")))
    failed = failure(fetcher, Request(server.url("/beeld"), Kind.PICTURE))

    assert failed.reason is FetchReason.TOO_LARGE


# Damage


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=b"<rss>", length=500),
        Reply(body=b"<rss>", is_chunked=True, is_cut=True),
        Reply(headers={"Content-Encoding": "gzip"}, body=gzip.compress(b"x" * 999)[:-9]),
        Reply(headers={"Content-Encoding": "gzip"}, body=b"<rss/>"),
        Reply(headers={"Content-Encoding": "deflate"}, body=zlib.compress(b"x" * 999)[:9]),
        Reply(headers={"Content-Encoding": "br"}, body=b"\x1b\x0e\x00"),
        Reply(headers={"Content-Encoding": "gzip, gzip, gzip"}, body=b"x"),
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n"),
        Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
        Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n"),
        Reply(raw=b"SSH-2.0-server\r\n"),
    ],
    ids=[
        "shorter than announced",
        "no last chunk",
        "gzip cut off",
        "no gzip at all",
        "deflate cut off",
        "brotli nobody asked for",
        "three layers",
        "no chunk length",
        "200 headers",
        "endless header",
        "no HTTP",
    ],
)
def test_a_damaged_answer_is_a_failure_of_content(
    server: Server, fetcher: Fetcher, reply: Reply
) -> None:
    url = server.answer("/feed", reply)

    assert failure(fetcher, Request(url)).reason is FetchReason.CONTENT


def test_a_server_that_hangs_up_is_asked_once_more(server: Server, fetcher: Fetcher) -> None:
    def at_the_second_time(received: Received) -> Reply:
        return Reply(body=b"<rss/>") if len(server.received) > 1 else Reply(raw=b"")

    url = server.answer("/feed", at_the_second_time)

    assert fetched(fetcher, Request(url)).body == b"<rss/>"


def test_a_server_that_always_hangs_up_is_a_failed_connection(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.answer("/feed", Reply(raw=b""))

    assert failure(fetcher, Request(url)).reason is FetchReason.CONNECT
    assert len(server.received) == 2


# Time


@pytest.mark.parametrize(
    "reply",
    [
        Reply(delay_s=60),
        Reply(body=b"x" * 9999, piece_bytes=1, piece_delay_s=0.05),
        Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 9999, piece_bytes=1, piece_delay_s=0.05),
        Reply(body=b"x", repeats=9999, is_chunked=True, piece_delay_s=0.05),
        Reply(body=b"halverwege", piece_delay_s=60),
    ],
    ids=["silence", "dripping body", "dripping head", "dripping chunks", "silence halfway"],
)
def test_a_slow_server_is_given_up_in_time(server: Server, fetcher: Fetcher, reply: Reply) -> None:
    url = server.answer("/feed", reply)
    began = time.monotonic()

    failed = failure(fetcher, Request(url))

    assert failed.reason is FetchReason.TIMEOUT
    assert time.monotonic() - began < 2.5


def test_slow_redirects_share_one_time(server: Server, fetcher: Fetcher) -> None:
    drip = {"piece_bytes": 4, "piece_delay_s": 0.05}
    server.answer("/een", redirect("/twee"))
    server.answer("/twee", Reply(status=302, headers={"Location": "/drie"}, **drip))
    server.answer("/drie", Reply(status=302, headers={"Location": "/vier"}, **drip))

    failed = failure(fetcher, Request(server.url("/een")))

    assert failed.reason is FetchReason.TIMEOUT


def test_a_connection_is_as_patient_after_a_hurried_answer(server: Server) -> None:
    server.answer("/traag", Reply(body=b"x" * 5, piece_bytes=60, piece_delay_s=0.4))
    server.answer("/feed", Reply(body=b"<rss/>", delay_s=0.4))
    fetcher = Fetcher("test", limits=Limits(read_s=1.0, whole_s=1.5))

    fetcher.fetch(Request(server.url("/traag")))
    outcome = fetched(fetcher, Request(server.url("/feed")))

    assert outcome.body == b"<rss/>"
    assert server.connections == 1
    fetcher.close()


# Connections


def test_an_unknown_host_is_a_dns_failure(fetcher: Fetcher) -> None:
    failed = failure(fetcher, Request("http://bestaat-niet.example/feed"))

    assert failed.reason is FetchReason.DNS


def test_an_unknown_host_without_network_is_offline() -> None:
    fetcher = Fetcher("test", has_network=lambda: False)

    failed = failure(fetcher, Request("http://nieuws.example/feed"))

    assert failed.reason is FetchReason.OFFLINE


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "again"), FetchReason.OFFLINE),
        (OSError(101, "Network is unreachable"), FetchReason.OFFLINE),
        (OSError(113, "No route to host"), FetchReason.CONNECT),
        (TimeoutError("timed out"), FetchReason.TIMEOUT),
    ],
)
def test_what_the_system_says_about_the_network_is_told_apart(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: FetchReason
) -> None:
    def lookup(*_args: object, **_kwargs: object) -> object:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", lookup)

    assert failure(fetcher, Request("http://nieuws.example/feed")).reason is reason


def test_a_closed_port_is_a_failed_connection(fetcher: Fetcher) -> None:
    with running() as gone:
        url = gone.url("/feed")

    failed = failure(fetcher, Request(url))

    assert failed.reason is FetchReason.CONNECT
    assert "refused" in failed.detail.lower()


def test_a_connection_is_kept_for_the_next_request(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(body=b"<rss/>"))

    for _ in range(5):
        fetcher.fetch(Request(url))

    assert (len(server.received), server.connections) == (5, 1)


def test_many_threads_have_one_connection_per_host(server: Server) -> None:
    fetcher = Fetcher("test")
    server.answer("/feed", Reply(body=b"<rss/>" * 1000, delay_s=0.02))
    with running() as other:
        other.answer("/feed", Reply(body=b"<rss/>", delay_s=0.02))
        urls = [server.url("/feed"), other.url("/feed")] * 12

        with ThreadPoolExecutor(12) as pool:
            outcomes = list(pool.map(lambda url: fetched(fetcher, Request(url)), urls))

        assert len(outcomes) == 24
        assert (server.most_at_once, other.most_at_once) == (1, 1)
    fetcher.close()


def test_a_failed_request_frees_the_hosts_connection(server: Server, fetcher: Fetcher) -> None:
    server.answer("/stuk", Reply(body=b"x", length=99))
    server.answer("/groot", Reply(body=b"x" * 10_000, repeats=100))
    server.answer("/traag", Reply(delay_s=60))
    server.answer("/goed", Reply(body=b"goed"))

    for path in ("/stuk", "/groot", "/traag", "/niets"):
        failure(fetcher, Request(server.url(path)))

    assert fetched(fetcher, Request(server.url("/goed"))).body == b"goed"


def test_waiting_for_the_hosts_connection_is_not_held_against_a_request(server: Server) -> None:
    server.answer("/feed", Reply(body=b"<rss/>", delay_s=0.2))
    fetcher = Fetcher("test", limits=Limits(read_s=0.5, whole_s=0.5))

    with ThreadPoolExecutor(5) as pool:
        urls = [server.url("/feed")] * 5
        outcomes = list(pool.map(lambda url: fetched(fetcher, Request(url)), urls))

    assert len(outcomes) == 5
    fetcher.close()


def test_a_certificate_nobody_trusts_is_refused(fetcher: Fetcher, tmp_path: Path) -> None:
    with running(self_signed(tmp_path)) as server:
        url = server.answer("/feed", Reply(body=b"<rss/>"))

        failed = failure(fetcher, Request(url))

    assert failed.reason is FetchReason.CERTIFICATE
    assert server.received == []


def test_a_certificate_the_system_trusts_is_accepted(
    fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("certificate.pem")))
    with running(certificate) as server:
        url = server.answer("/feed", Reply(body=b"<rss/>"))

        assert fetched(fetcher, Request(url)).body == b"<rss/>"


def test_a_plain_server_behind_https_is_a_failed_connection(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.url("/feed").replace("http:", "https:")

    assert failure(fetcher, Request(url)).reason in (FetchReason.CONNECT, FetchReason.TIMEOUT)


def test_a_silent_tls_server_does_not_hold_up_another(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    fetcher = Fetcher("test", limits=Limits(connect_s=1.5))
    silent = socket.create_server(("127.0.0.1", 0))
    with running(certificate) as server, silent, ThreadPoolExecutor(1) as pool:
        port = silent.getsockname()[1]
        slow = pool.submit(failure, fetcher, Request(f"https://127.0.0.1:{port}/"))
        with silent.accept()[0]:
            began = time.monotonic()

            failure(fetcher, Request(server.url("/feed")))
            took_s = time.monotonic() - began

        slow.result()
    assert took_s < 1.0
    fetcher.close()


# Manners of the module itself


def test_a_closed_fetcher_asks_nobody(server: Server, fetcher: Fetcher) -> None:
    url = server.answer("/feed", Reply(body=b"<rss/>"))

    fetcher.close()
    failure(fetcher, Request(url))

    assert server.received == []


def test_closing_ends_the_waiting_for_a_hosts_connection(server: Server) -> None:
    asked = threading.Event()

    def silent(received: Received) -> Reply:
        asked.set()
        return Reply(delay_s=60)

    url = server.answer("/feed", silent)
    fetcher = Fetcher("test", limits=Limits(read_s=0.5))
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(failure, fetcher, Request(url)) for _ in range(3)]
        asked.wait(timeout=5)

        fetcher.close()

        assert len([done.result(timeout=5) for done in waiting]) == 3


def test_no_query_string_reaches_the_log_or_the_message(
    server: Server, fetcher: Fetcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    server.answer("/feed", Reply(status=302, headers={"Location": "http://127.0.0.1:9/?a=geheim"}))
    server.answer("/kop", Reply(raw=b"HTTP/1.1 200 OK\r\nzonder dubbele punt\r\n\r\n"))

    first = failure(fetcher, Request(server.url("/feed?sleutel=geheim")))
    with contextlib.suppress(FetchFailed):
        fetcher.fetch(Request(server.url("/kop?sleutel=geheim")))

    assert "geheim" not in str(first)
    assert "geheim" not in first.detail
    assert "geheim" not in caplog.text


def test_importing_the_fetcher_loads_neither_requests_nor_the_mail_package() -> None:
    program = (
        "import sys, desktop.net.fetch as f; f.Fetcher('x'); "
        "print([m for m in ('requests', 'urllib3', 'ssl', 'email') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert done.stdout.strip() == b"[]"
