"""Which pictures the program shows: what is said of a file is a hint, its bytes decide.

A kind that is decoded one day has its place in `KINDS`, `_SUBTYPES` and `_ENDINGS`, in
`image_kind`, and in the Accept header of `desktop.net.fetch`.
"""

import base64
import re
import struct
from enum import IntEnum
from typing import Final
from urllib.parse import urlsplit

from desktop.core.urls import parts_of

# What the program decodes, as `image_kind` names it.
KINDS: Final = frozenset({"png", "jpeg", "gif", "webp", "svg"})

_SUBTYPES: Final = frozenset({
    "jpeg", "jpg", "pjpeg", "jfif", "png", "x-png", "apng", "vnd.mozilla.apng", "gif", "webp",
})  # fmt: skip
_ENDINGS: Final = frozenset({"jpg", "jpeg", "jpe", "jfif", "png", "apng", "gif", "webp"})
# What files are called that are something else.
_OTHER_ENDINGS: Final = frozenset({
    "avif", "avifs", "heic", "heif", "jxl", "jp2", "j2k", "jpx", "jxr", "tif", "tiff", "bmp", "ico",
    "psd", "eps", "dng", "svgz", "pdf", "mp4", "m4v", "webm", "mov", "ogv", "mp3", "m4a",
    "ogg", "wav", "zip",
})  # fmt: skip
# Types by which servers and feeds say that they do not know.
_NO_TYPE: Final = frozenset({
    "", "image", "image/", "image/*", "image/unknown", "unknown", "application/octet-stream",
    "binary/octet-stream", "application/unknown", "application/force-download",
})  # fmt: skip
# Servers that make a picture in the format an address asks for: "?fm=avif", "/f_jpg,w_600/".
_PARAMETER: Final = re.compile(
    r"(?:^|[?&;,/_])(?:f|fm|fmt|format)[=_:/]([a-z0-9]{3,5})(?![a-z0-9])"
)
_ENDING: Final = re.compile(r"\.([a-z0-9]{2,5})$")
_SMALLEST_BYTES: Final = 20
_SVG_TYPE: Final = "image/svg+xml"
_SVG: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?+(?:\s++|<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->|<!DOCTYPE\s+svg[^>\[]*+>)*+"
    rb"<svg[\s>]",
    re.DOTALL,
)
_SVG_BEGINNING_BYTES: Final = 3_000
_MOST_SEGMENTS: Final = 1_000  # before the size of a JPEG


class Hint(IntEnum):
    """What is known of a picture before its bytes are; the less, the better."""

    SHOWN = 0
    UNKNOWN = 1
    NOT_SHOWN = 2


def hint(address: str, mime_type: str = "") -> Hint:
    """Return whether the picture at `address` can be shown, by its declared type or its name."""
    kind = mime_type.partition(";")[0].strip().lower()
    if kind in _NO_TYPE:
        return _named(address)
    if kind == _SVG_TYPE:
        return Hint.UNKNOWN  # some are more than is drawn
    main, _, subtype = kind.rpartition("/")
    return Hint.SHOWN if main in ("image", "") and subtype in _SUBTYPES else Hint.NOT_SHOWN


def is_enclosed_picture(address: str, mime_type: str, medium: str) -> bool:
    """Return whether what a feed encloses can be shown, by its type or else its name."""
    known, kind, medium = hint(address, mime_type), mime_type.strip().lower(), medium.lower()
    if known is Hint.NOT_SHOWN or medium not in ("", "image"):
        return False
    return known is Hint.SHOWN or medium == "image" or kind.startswith("image")


def image_kind(data: bytes) -> str | None:
    """Return which of `KINDS` the first bytes of a picture tell, None for anything else."""
    if len(data) < _SMALLEST_BYTES:
        return None
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return "svg" if _SVG.match(data[:_SVG_BEGINNING_BYTES]) else None


def image_size(data: bytes) -> tuple[int, int]:
    """Return the (width, height) in px of a picture's header, unturned; (0, 0) if it names none."""
    try:
        match image_kind(data):
            case "png":
                return struct.unpack(">II", data[16:24])
            case "gif":
                return struct.unpack("<HH", data[6:10])
            case "jpeg":
                return _jpeg_size(data)
            case "webp":
                return _webp_size(data)
    except (struct.error, IndexError):
        pass
    return 0, 0


def inline_image(url: str) -> bytes:
    """Return the bytes of a base64 `data:` address, none if it is not one or a drawing."""
    _, _, text = url.partition(";base64,")
    try:
        data = base64.b64decode(text)
    except ValueError:
        return b""
    return b"" if image_kind(data) == "svg" else data


def _named(address: str) -> Hint:
    """Return what an address tells: the format it asks a server for, else its ending."""
    if address.startswith("data:"):
        return Hint.SHOWN  # others are no addresses of pictures, see `desktop.core.images`
    try:
        path, query = _path_and_query(address.lower())
    except ValueError:
        return Hint.NOT_SHOWN
    asked = _PARAMETER.findall(f"{path}?{query}")
    for name in (*reversed(asked), *_ENDING.findall(path)):
        if name in _ENDINGS:
            return Hint.SHOWN
        if name in _OTHER_ENDINGS:
            return Hint.NOT_SHOWN
        if name == "auto":  # the server goes by what the request says
            break
    return Hint.UNKNOWN


def _path_and_query(address: str) -> tuple[str, str]:
    """Return the two of an address as a feed or page gives it. Raises ValueError."""
    if address.startswith(("http://", "https://")) and "[" not in address and address.isprintable():
        return parts_of(address)[1:]
    parts = urlsplit(address)
    return parts.path, parts.query


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Read the start-of-frame segment (ITU T.81, B.2.2)."""
    here = 2
    for _ in range(_MOST_SEGMENTS):
        if data[here] != 0xFF:
            break
        marker, length = struct.unpack(">BH", data[here + 1 : here + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[here + 5 : here + 9])
            return width, height
        here += 2 + length
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read the first chunk: VP8X, VP8L or VP8 (RFC 9649)."""
    if data[12:16] == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF
