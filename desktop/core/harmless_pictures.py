"""Pictures without what makes a small file cost much: judged by their bytes, before a decoder is.

A decoder reads all of a file before it tells the size, and holds the interpreter while it does.
Sources: PNG (third edition) section 5 and 11; ITU T.81 annex B.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

# Of the PNG's chunks, these say how it looks; the others are texts, dates and the like, 8 MB of
# which fit into 8 kB each.
_PNG_SHOWN: Final = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"cICP",
    b"pHYs", b"eXIf", b"iCCP",
})  # fmt: skip
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS: Final = 20_000
_LARGEST_PROFILE_BYTES: Final = 2_000_000
_LARGEST_NOTE_BYTES: Final = 64_000  # EXIF
# A progressive JPEG has some 10 scans, each of which is a pass over all pixels (10 ns each).
_MOST_SCANS: Final = 60
_MOST_SCANNED_PIXELS: Final = 500_000_000
_MOST_SEGMENTS: Final = 2_000
_SCAN: Final = 0xDA
# In the data of a scan, what is neither a byte 0xFF nor a restart.
_MARKER: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def without_extras(png: bytes) -> bytes | None:
    """Return a PNG with what is shown of it alone; None for one of more chunks than any has."""
    parts = [_PNG_START]
    for number, (kind, start, end) in enumerate(_chunks(png)):
        if number == _MOST_CHUNKS:
            return None
        if kind in _PNG_SHOWN and _is_fit(kind, memoryview(png)[start + 8 : end - 4]):
            parts.append(png[start:end])
    return b"".join(parts)


def is_harmless_jpeg(jpeg: bytes, pixels: int) -> bool:
    """Return whether a JPEG of so many pixels takes no more passes over them than others do."""
    scans, segments, here = 0, 0, 2
    while marker := _MARKER.search(jpeg, here):
        segments += 1
        kind = jpeg[marker.start() + 1]
        scans += kind == _SCAN
        if segments > _MOST_SEGMENTS or scans > _MOST_SCANS:
            return False
        here = marker.end()
        if kind not in (0x01, 0xD8, 0xD9):
            here += int.from_bytes(jpeg[here : here + 2])
    return scans * pixels <= _MOST_SCANNED_PIXELS


def _chunks(png: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield each chunk's kind, and where it begins and ends; the last may be cut off."""
    here = len(_PNG_START)
    while here + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, here)
        end = here + 12 + length
        yield kind, here, min(end, len(png))
        here = end


def _is_fit(kind: bytes, content: memoryview) -> bool:
    if kind == b"eXIf":
        return len(content) <= _LARGEST_NOTE_BYTES
    if kind != b"iCCP":
        return True
    packed = bytes(content).partition(b"\0")[2][1:]
    try:
        profile = zlib.decompressobj()
        profile.decompress(packed, _LARGEST_PROFILE_BYTES)
    except zlib.error:
        return False
    return not profile.unconsumed_tail
