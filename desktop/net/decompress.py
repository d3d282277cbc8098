"""A stream of bytes to one body: decompressed step by step, counted, never cut off unnoticed.

Written out here because urllib3 takes a gzip stream that ends early for a whole one,
and because a bomb must stop at the cap and not after it.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

from desktop.net.errors import BodyDamagedError, BodyTooLargeError

_STEP_BYTES = 256 * 1024
_GZIP_MARK = b"\x1f\x8b"
_GZIP_BITS = 16 + zlib.MAX_WBITS
_PLAIN_CODINGS = frozenset({"", "identity", "none", "utf-8", "8bit", "binary"})
_MOST_CODINGS = 2


def read_body(chunks: Iterable[bytes], content_encoding: str, *, limit_bytes: int) -> bytes:
    """Return the decompressed body that `chunks` make up.

    Raises BodyTooLargeError, without having unpacked more than a step beyond the limit, and
    BodyDamagedError for what cannot be unpacked or ends too early.
    """
    codings = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in codings if name not in _PLAIN_CODINGS]
    if len(codings) > _MOST_CODINGS:
        raise BodyDamagedError("compressed too many times")
    chunks = _counted(chunks, limit_bytes)
    # The last coding was applied last (RFC 9110 section 8.4).
    for name in reversed(codings):
        chunks = _counted(_unpacked(chunks, name), limit_bytes)
    return b"".join(chunks)


def _counted(chunks: Iterable[bytes], limit_bytes: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit_bytes:
            raise BodyTooLargeError(f"more than {limit_bytes} bytes")
        yield chunk


def _unpacked(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise BodyDamagedError(f"content coding {coding[:20]!r} that was not asked for")
    try:
        yield from _inflated(iter(chunks)) if coding == "deflate" else _gunzipped(chunks)
    except zlib.error as error:
        raise BodyDamagedError(f"damaged {coding}") from error


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the content of one or more gzip members; what follows the last is ignored."""
    member = zlib.decompressobj(_GZIP_BITS)
    has_begun = False
    for chunk in chunks:
        has_begun = True
        yield from _pieces(member, chunk)
        while member.eof and member.unused_data.startswith(_GZIP_MARK):
            rest, member = member.unused_data, zlib.decompressobj(_GZIP_BITS)
            yield from _pieces(member, rest)
    if has_begun and not member.eof:
        raise BodyDamagedError("gzip cut off")


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the content of a deflate stream, with the zlib header or, as some send it, without."""
    head = b""
    while len(head) < 2 and (chunk := next(chunks, b"")):
        head += chunk
    if not head:
        return
    # The first two bytes tell.
    has_header = len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2]) % 31 == 0
    stream = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
    for chunk in chain([head], chunks):
        yield from _pieces(stream, chunk)
    if not stream.eof:
        raise BodyDamagedError("deflate cut off")


def _pieces(stream: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """Yield what `data` unpacks to, in pieces of bounded size."""
    while not stream.eof:
        piece = stream.decompress(data, _STEP_BYTES)
        data = stream.unconsumed_tail
        if piece:
            yield piece
        if not data and len(piece) < _STEP_BYTES:
            return
