"""A body that is too large, damaged or slow is given up."""

import gzip
import time
import zlib

import pytest

from desktop.core.errors import FetchReason
from desktop.net.fetch import Fetcher, Kind, Limits, Request
from tests.net.fetching import failure, fetched
from tests.server import Received, Reply, Server, gzipped, redirect

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


def test_a_brief_request_gives_up_on_a_silent_server(server: Server) -> None:
    fetcher = Fetcher("test", limits=Limits(brief_s=0.3, read_s=20.0, whole_s=20.0))
    url = server.answer("/feed", Reply(body=b"<rss/>", delay_s=10.0))
    began = time.monotonic()

    failed = failure(fetcher, Request(url, is_brief=True))

    assert failed.is_silence
    assert time.monotonic() - began < 5
    fetcher.close()


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_server_that_does_not_end_its_answer_is_not_silent(
    server: Server, is_chunked: bool
) -> None:
    fetcher = Fetcher("test", limits=Limits(brief_s=0.5, read_s=1.0, whole_s=1.0))
    drip = Reply(body=b"x", repeats=9999, is_chunked=is_chunked, piece_delay_s=0.05)

    failed = failure(fetcher, Request(server.answer("/feed", drip), is_brief=True))

    assert (failed.reason, failed.is_silence) == (FetchReason.TIMEOUT, False)
    fetcher.close()


def test_a_brief_request_takes_its_time_once_the_server_answers(server: Server) -> None:
    fetcher = Fetcher("test", limits=Limits(brief_s=0.4, read_s=5.0, whole_s=10.0))
    slow = Reply(body=b"<rss/>" * 10, piece_bytes=50, piece_delay_s=0.2, repeats=3)
    url = server.answer("/feed", slow)

    answer = fetched(fetcher, Request(url, is_brief=True))

    assert len(answer.body) == 180
    fetcher.close()


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
