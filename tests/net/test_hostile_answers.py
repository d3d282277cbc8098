"""No server, however it answers, costs more than its time, and a flood not even that."""

import time
from contextlib import suppress

import pytest

from desktop.core.errors import FetchFailed, FetchReason
from desktop.net.fetch import Fetcher, Kind, Limits, Request
from tests.hostile.answers import ANSWERS
from tests.net.fetching import failure, fetched
from tests.server import Reply, Server

FLOODS = [
    "endless 100 Continue",
    "endless 100 with headers of 60 kB",
    "endless headers",
    "endless header",
    "endless status line",
    "endless folded header",
    "headers behind 100 without end",
    "99 headers of 60 kB",
    "endless body",
    "endless chunks",
    "endless chunks of a byte",
    "endless chunk extension",
    "chunk extensions of 60 kB",
    "endless zeros as chunk size",
    "chunk of an exabyte",
    "endless trailers",
    "endless trailer",
    "length of 5,000 digits",
    "endless empty gzip members",
    "endless empty deflate blocks",
]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_is_an_outcome_or_a_failure_in_time(
    server: Server, fetcher: Fetcher, name: str
) -> None:
    server.otherwise = ANSWERS[name]()
    began = time.monotonic()

    with suppress(FetchFailed):
        fetcher.fetch(Request(server.url("/")))

    assert time.monotonic() - began < 10


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_given_up_by_its_bytes_and_not_by_its_time(server: Server, name: str) -> None:
    server.otherwise = ANSWERS[name]()
    fetcher = Fetcher("test", limits=Limits(read_s=60.0, whole_s=60.0))

    failed = failure(fetcher, Request(server.url("/"), Kind.FEED))

    assert failed.reason in (FetchReason.TOO_LARGE, FetchReason.CONTENT)
    fetcher.close()


def test_a_flood_behind_an_answer_that_nobody_wants_is_not_read(server: Server) -> None:
    server.otherwise = ANSWERS["endless trailers of a 404"]()
    fetcher = Fetcher("test", limits=Limits(read_s=60.0, whole_s=60.0))

    failed = failure(fetcher, Request(server.url("/")))

    assert (failed.reason, failed.status) == (FetchReason.STATUS, 404)
    fetcher.close()


@pytest.mark.parametrize("size", [1, 40, 5_000])
def test_a_body_in_small_chunks_arrives_whole(server: Server, size: int) -> None:
    repeats = 40_000 // size
    url = server.answer("/feed", Reply(body=b"x" * size, repeats=repeats, is_chunked=True))
    fetcher = Fetcher("test")

    assert fetched(fetcher, Request(url)).body == b"x" * (size * repeats)
    fetcher.close()


def test_a_body_as_large_as_allowed_arrives_behind_large_headers(server: Server) -> None:
    headers = {f"X-{index}": "y" * 1_000 for index in range(60)}
    url = server.answer("/feed", Reply(headers=headers, body=b"x" * 1_000, repeats=14_000))
    fetcher = Fetcher("test")

    assert len(fetched(fetcher, Request(url)).body) == 14_000_000
    fetcher.close()
