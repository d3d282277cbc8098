"""Which address a picture is fetched from: sizes, lazy loading, placeholders and trackers."""

import base64
import binascii
import re
import struct
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlsplit

from desktop.core.urls import resolve
from desktop.reading.maxima import (
    ADDRESS_CHARACTERS,
    DATA_PICTURE_CHARACTERS,
    DATA_PICTURE_PIXELS,
)

# Attributes in which scripts that load pictures late keep the true address, best first.
LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
LAZY_ADDRESSES = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-orig-file", "data-large-file",
    "data-full-src", "data-hi-res-src", "data-image", "data-url", "data-img-src", "data-lazyload",
    "data-actualsrc", "data-echo", "data-delayed-url", "data-runner-src", "data-native-src",
    "data-li-src",
)  # fmt: skip

# The column is 660 px wide, 1320 on a screen of double density.
_COLUMN_PX = 660
_SHARP_PX = 1320

_SRCSET = re.compile(r"([^\s,]\S*+)(?:(?<=,)|\s*+(?:([\d.]++)([wxh]))?[^,]*+)", re.ASCII)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:placeholder|spacer|blank|transparent|lazy(?:load)?|loading|pixel|clear|empty|"
    r"grey|gray|dummy|1x1|1px|trans)\.(?:gif|png|svg|jpe?g|webp)$",
    re.IGNORECASE,
)
_TRACKER_HOST = re.compile(
    r"(?:^|\.)(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|"
    r"scorecardresearch\.com|quantserve\.com|feedsportal\.com|pixel\.wp\.com|stats\.wordpress\.com|"
    r"chartbeat\.net|imrworldwide\.com|hits\.[a-z]+\.[a-z]+|pixel\.[a-z0-9-]+\.[a-z]+|"
    r"counter\.[a-z0-9-]+\.[a-z]+|list-manage\.com|sendgrid\.net|mailtrack\.io|"
    r"adnxs\.com|criteo\.com|parsely\.com|outbrain\.com|taboola\.com|omtrdc\.net|2o7\.net|"
    r"statcounter\.com|histats\.com|hotjar\.com|moatads\.com|yieldmo\.com|ioam\.de|"
    r"vgwort\.de|met\.vgwort\.de|webtrekk\.net|rss-tracker\.[a-z.]+)$"
)  # fmt: skip
_TRACKER_PATH = re.compile(
    r"/~r/|/~ff/|/~4/|/tr/?\?|/(?:pixel|beacon|track(?:er|ing)?|impression|counter|count|hit|collect|"
    r"piwik|matomo|open)(?:\.(?:php|gif|png|aspx|ashx|jpg))?(?:\?|$)|/b\.gif\?|/__utm\.gif|"
    r"(?:^|[/_.-])(?:1x1|tracking[-_]?pixel|pixel-?tracker)\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01]px",
    re.IGNORECASE,
)
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s%]+)$", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", re.IGNORECASE | re.ASCII)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SMALL_PX = 3
_ICON_PX = 40


def best_address(base: str, attributes: Mapping[str, str], sources: list[str]) -> str:
    """Return the address to fetch a picture from, "" if it names none.

    `attributes` are those of <img>; `sources` the srcset values of the <source> elements
    around it, in order. Http(s) addresses are absolute; small data: pictures come as they are.
    """
    for candidate in _candidates(attributes, sources):
        if address := usable(base, candidate):
            return address
    return ""


def usable(base: str, candidate: str) -> str:
    """Return `candidate` as an address a picture may have, "" if it is none or a placeholder."""
    candidate = candidate.strip()
    if candidate[:5].lower() == "data:":
        return _data_picture(candidate)
    address = resolve(base, candidate)
    if address is None or len(address) > ADDRESS_CHARACTERS:
        return ""
    if _PLACEHOLDER.search(urlsplit(address).path):
        return ""
    # QUrl composes letters that are not escaped, so that the view would ask for another address.
    return _NOT_ASCII.sub(lambda letters: quote(letters[0]), address)


def is_tracker(address: str, attributes: Mapping[str, str]) -> bool:
    """Return whether a picture only tells its sender that the article was opened."""
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return True
    sizes = [pixels(attributes.get(name)) for name in ("width", "height")]
    if any(size is not None and size < _SMALL_PX for size in sizes):
        return True
    if not address.startswith("http"):
        return False
    host = (urlsplit(address).hostname or "").lower()
    return bool(_TRACKER_HOST.search(host) or _TRACKER_PATH.search(address))


def is_icon(attributes: Mapping[str, str]) -> bool:
    """Return whether a picture is as small as a letter: a smiley whose alt text says it all."""
    sizes = [pixels(attributes.get(name)) for name in ("width", "height")]
    return any(size is not None and size <= _ICON_PX for size in sizes)


def pixels(value: str | None) -> int | None:
    """Return the px that a width or height attribute names, None if it names none."""
    number = _PIXELS.fullmatch(value or "")
    return int(number[1]) if number else None


def _candidates(attributes: Mapping[str, str], sources: list[str]) -> Iterator[str]:
    sets = [attributes[name] for name in (*LAZY_SETS, "srcset") if attributes.get(name)]
    for srcset in (*sets, *sources):
        yield from best_of_set(srcset)
    for name in (*LAZY_ADDRESSES, "src"):
        yield attributes.get(name, "")


def best_of_set(srcset: str) -> list[str]:
    """Return the addresses of a srcset, the one that fits the column best first."""
    found = [
        (_fitness(match[2], match[3]), match[1].rstrip(","))
        for match in _SRCSET.finditer(srcset[: 10 * ADDRESS_CHARACTERS])
    ]
    return [address for _, address in sorted(found, key=lambda pair: pair[0])][:4]


def _fitness(number: str | None, unit: str | None) -> tuple[int, float]:
    """Return a sort key: widest within the column first, then the next wider, then narrower."""
    try:
        size = float(number or 1)
    except ValueError:
        size = 1.0
    width = size if unit == "w" else _COLUMN_PX * min(size, 3.0) if unit != "h" else size
    if _COLUMN_PX <= width <= _SHARP_PX:
        return 0, -width
    return (1, width) if width > _SHARP_PX else (2, -width)


def _data_picture(address: str) -> str:
    """Return a data: address that is cheap to decode and more than a placeholder, else ""."""
    if len(address) > DATA_PICTURE_CHARACTERS or not (match := _DATA.match(address)):
        return ""
    try:
        body = base64.b64decode(re.sub(r"\s|%20", "", match[1]), validate=True)
    except binascii.Error:
        return ""
    width, height = _measure(body)
    if width * height > DATA_PICTURE_PIXELS or min(width, height) < _SMALL_PX:
        return ""
    kind = address[11 : address.index(";")].lower().replace("jpg", "jpeg")
    return f"data:image/{kind};base64,{base64.b64encode(body).decode()}"


def _measure(body: bytes) -> tuple[int, int]:
    """Return the (width, height) a picture's header names, (0, 0) if it cannot be read."""
    try:
        if body.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack(">II", body[16:24])
        if body.startswith((b"GIF87a", b"GIF89a")):
            return struct.unpack("<HH", body[6:10])
        if body.startswith(b"\xff\xd8"):
            return _measure_jpeg(body)
        if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            return _measure_webp(body)
    except (struct.error, IndexError):
        pass
    return 0, 0


def _measure_jpeg(body: bytes) -> tuple[int, int]:
    """Read the start-of-frame segment (ITU T.81, B.2.2)."""
    here = 2
    while body[here] == 0xFF:
        marker, length = struct.unpack(">BH", body[here + 1 : here + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[here + 5 : here + 9])
            return width, height
        here += 2 + length
    return 0, 0


def _measure_webp(body: bytes) -> tuple[int, int]:
    """Read the first chunk: VP8X, VP8L or VP8 (RFC 9649)."""
    if body[12:16] == b"VP8X":
        return (
            int.from_bytes(body[24:27], "little") + 1,
            int.from_bytes(body[27:30], "little") + 1,
        )
    if body[12:16] == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", body[26:30])
    return width & 0x3FFF, height & 0x3FFF
