"""Streams to bodies."""

import gzip
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.net.decompress import read_body
from desktop.net.errors import BodyDamagedError, BodyTooLargeError

LIMIT = 1_000_000
PACKERS = {
    "": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "gzip, deflate": lambda body: zlib.compress(gzip.compress(body)),
}


def cut(body: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(body) + 1) for place in places), len(body)]
    return [body[a:b] for a, b in pairwise(edges) if a < b]


@pytest.mark.parametrize("coding", PACKERS)
@given(body=st.binary(max_size=3000), places=st.lists(st.integers(0, 5000), max_size=8))
def test_a_body_is_whole_however_it_arrives(coding: str, body: bytes, places: list[int]) -> None:
    chunks = cut(PACKERS[coding](body), places)

    assert read_body(iter(chunks), coding, limit_bytes=LIMIT) == body


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@given(body=st.binary(max_size=500), keep=st.integers(1, 400))
def test_a_body_that_ends_early_is_never_taken_for_whole(
    coding: str, body: bytes, keep: int
) -> None:
    packed = PACKERS[coding](body)
    short = packed[: keep % len(packed)]

    if short:
        with pytest.raises(BodyDamagedError):
            read_body([short], coding, limit_bytes=LIMIT)


@given(chunks=st.lists(st.binary(min_size=1, max_size=40), max_size=5))
def test_rubbish_under_any_coding_is_damaged_or_unpacked(chunks: list[bytes]) -> None:
    for coding in ("gzip", "deflate", "gzip, gzip"):
        try:
            body = read_body(chunks, coding, limit_bytes=LIMIT)
        except BodyDamagedError:
            continue
        assert len(body) <= LIMIT


@pytest.mark.parametrize("size", [LIMIT, LIMIT + 1])
@pytest.mark.parametrize("coding", PACKERS)
def test_the_limit_is_exact(coding: str, size: int) -> None:
    packed = PACKERS[coding](b"\0" * size)

    if size > LIMIT:
        with pytest.raises(BodyTooLargeError):
            read_body([packed], coding, limit_bytes=LIMIT)
    else:
        assert len(read_body([packed], coding, limit_bytes=LIMIT)) == size


def test_no_more_is_read_once_the_limit_is_passed() -> None:
    given = []

    def endless():
        while True:
            given.append(1)
            yield b"x" * 10_000

    with pytest.raises(BodyTooLargeError):
        read_body(endless(), "", limit_bytes=LIMIT)

    assert len(given) == 101


@pytest.mark.parametrize("coding", ["identity", "UTF-8", "none", " "])
def test_a_coding_that_packs_nothing_is_passed_over(coding: str) -> None:
    assert read_body([b"tekst"], coding, limit_bytes=LIMIT) == b"tekst"


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, br"])
def test_a_coding_that_was_not_asked_for_is_damage(coding: str) -> None:
    with pytest.raises(BodyDamagedError):
        read_body([b"tekst"], coding, limit_bytes=LIMIT)
