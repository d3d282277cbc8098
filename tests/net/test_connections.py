"""How hosts are connected to: rarely, safely, and never for long in vain."""

import errno
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.errors import FetchFailed, FetchReason
from desktop.net.fetch import Fetcher, Kind, Limits, Request
from tests.certificates import make_certificate
from tests.net.fetching import failure, fetched
from tests.server import (
    Received,
    Reply,
    Server,
    gzipped,
    redirect,
    running,
)


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
        (OSError(errno.ENETUNREACH, "Network is unreachable"), FetchReason.OFFLINE),
        (OSError(errno.EHOSTUNREACH, "No route to host"), FetchReason.CONNECT),
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


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=304),
        Reply(status=404, body=b"Die is er niet." * 100),
        Reply(status=500, body=b"Het gaat even niet.", is_chunked=True),
        gzipped(Reply(status=503, body=b"Te druk." * 1000)),
        Reply(status=204),
        Reply(status=206, body=b"<rss"),
        redirect("/feed"),
        replace(redirect("/feed"), body=b"<p>Hij is verhuisd.</p>" * 40),
        redirect("ftp://elders.example/"),
    ],
)
def test_a_connection_is_kept_after_an_answer_without_a_body_to_use(
    server: Server, fetcher: Fetcher, reply: Reply
) -> None:
    server.answer("/feed", Reply(body=b"<rss/>"))
    url = server.answer("/ander", reply)

    for _ in range(10):
        with suppress(FetchFailed):
            fetcher.fetch(Request(url, etag='"1"', is_urgent=True))

    assert len(server.received) >= 10
    assert server.connections == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404, body=b"Die is er niet." * 1000, repeats=1000),
        Reply(status=404, body=b"." * 1000, is_chunked=True, repeats=10_000),
    ],
)
def test_no_long_page_is_read_to_keep_a_connection(
    server: Server, fetcher: Fetcher, reply: Reply
) -> None:
    url = server.answer("/weg", reply)

    failures = [failure(fetcher, Request(url)).status for _ in range(2)]

    assert failures == [404, 404]
    assert server.connections == 2


def test_no_page_that_drips_is_waited_for_to_keep_a_connection(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.answer(
        "/weg", Reply(status=404, body=b"." * 5000, piece_bytes=60, piece_delay_s=0.5)
    )
    server.answer("/snel", Reply(status=404, body=b"." * 500, length=1000))
    began = time.monotonic()

    statuses = [failure(fetcher, Request(a)).status for a in (url, server.url("/snel"))]

    assert statuses == [404, 404]
    # Half a minute would pass before the limit of the whole.
    assert time.monotonic() - began < 15


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


def test_what_the_user_waits_for_does_not_queue_behind_a_slow_feed(server: Server) -> None:
    fetcher = Fetcher("test")
    is_asked, may_answer = threading.Event(), threading.Event()

    def slow(_: Received) -> Reply:
        is_asked.set()
        may_answer.wait(timeout=20)
        return Reply(body=b"<rss/>")

    server.answer("/feed", slow)
    server.answer("/bericht", Reply(body=b"<p>tekst"))
    fetcher.fetch(Request(server.url("/bericht")))  # a feed on the host makes its pages allowed
    with ThreadPoolExecutor(2) as pool:
        feeds = [pool.submit(fetched, fetcher, Request(server.url("/feed"))) for _ in range(2)]
        assert is_asked.wait(timeout=10)

        page = fetched(fetcher, Request(server.url("/bericht"), Kind.PAGE, is_urgent=True))
        asked = [received.path for received in server.received]
        may_answer.set()

        assert page.body == b"<p>tekst"
        assert asked == ["/bericht", "/feed", "/bericht"]  # the second feed waits its turn
        assert [feed.result().body for feed in feeds] == [b"<rss/>"] * 2
    assert server.most_at_once == 2
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
    server.answer("/feed", Reply(body=b"<rss/>", delay_s=0.5))
    fetcher = Fetcher("test", limits=Limits(read_s=2, whole_s=2))

    with ThreadPoolExecutor(5) as pool:
        urls = [server.url("/feed")] * 5
        outcomes = list(pool.map(lambda url: fetched(fetcher, Request(url)), urls))

    assert len(outcomes) == 5
    fetcher.close()


def test_a_certificate_nobody_trusts_is_refused(fetcher: Fetcher, tmp_path: Path) -> None:
    with running(make_certificate(tmp_path)) as server:
        url = server.answer("/feed", Reply(body=b"<rss/>"))

        failed = failure(fetcher, Request(url))

    assert failed.reason is FetchReason.CERTIFICATE
    assert server.received == []


@pytest.mark.linux(reason="Windows and macOS ask no file but their own store")
def test_a_certificate_the_system_trusts_is_accepted(
    fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("public.pem")))
    with running(certificate) as server:
        url = server.answer("/feed", Reply(body=b"<rss/>"))

        assert fetched(fetcher, Request(url)).body == b"<rss/>"


def test_a_plain_server_behind_https_is_a_failed_connection(
    server: Server, fetcher: Fetcher
) -> None:
    url = server.url("/feed").replace("http:", "https:")

    assert failure(fetcher, Request(url)).reason in (FetchReason.CONNECT, FetchReason.TIMEOUT)


def test_a_silent_tls_server_does_not_hold_up_another(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    fetcher = Fetcher("test", limits=Limits(connect_s=3))
    silent = socket.create_server(("127.0.0.1", 0))
    with running(certificate) as server, silent, ThreadPoolExecutor(1) as pool:
        port = silent.getsockname()[1]
        slow = pool.submit(failure, fetcher, Request(f"https://127.0.0.1:{port}/"))
        with silent.accept()[0]:
            failure(fetcher, Request(server.url("/feed")))
            is_held_up = slow.done()

        slow.result()
    assert not is_held_up
    fetcher.close()


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
