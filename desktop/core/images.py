"""Images: which address of an element is fetched, what is no picture, kind and size of bytes.

One set of rules for feeds, articles, lists and the decoder. Elements come as mappings of their
attributes, so that nothing here knows how markup was parsed. A rule on formats has its place
in `_candidates` (the attributes of each `<source>` are there) and in `KINDS`.
"""

import base64
import binascii
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from desktop.core.model import COLUMN_PX
from desktop.core.text import unescape
from desktop.core.urls import ADDRESS_CHARACTERS, resolve

# What the program decodes, as `image_kind` names it.
KINDS = frozenset({"png", "jpeg", "gif", "webp"})

# Attributes in which scripts that load pictures late keep the true address, best first.
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_LAZY_ADDRESSES = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-orig-file", "data-large-file",
    "data-full-src", "data-hi-res-src", "data-image", "data-url", "data-img-src", "data-lazyload",
    "data-actualsrc", "data-echo", "data-delayed-url", "data-runner-src", "data-native-src",
    "data-li-src",
)  # fmt: skip
# The attributes of <img>, and of the <source> elements around it, that these rules ask for.
IMG_ATTRIBUTES = (
    *_LAZY_SETS, "srcset", *_LAZY_ADDRESSES, "src", "alt", "width", "height", "style", "hidden",
)  # fmt: skip
SOURCE_ATTRIBUTES = ("data-srcset", "srcset")

# Qt decodes data: pictures itself, on the GUI thread and without a limit of its own.
_DATA_CHARACTERS = 100_000
_DATA_PIXELS = 500_000
_SMALLEST_BYTES = 20
_SMALLEST_PX = 3
_ICON_PX = 40
_EMOJI_ALT_CHARACTERS = 4
_WIDEST_PX = 2000  # wider ones are printing originals: slow to fetch, no gain on a screen
_TELLING_NAME_CHARACTERS = 12  # with the ending: many files are called "image.jpg"
_SEARCHED_CHARACTERS = 200_000

_IMG = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_SRCSET = re.compile(r"([^\s,]\S*+)(?:(?<=,)|\s*+(?:([\d.]++)([wxh]))?[^,]*+)", re.ASCII)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", re.IGNORECASE | re.ASCII)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s%]+)$", re.IGNORECASE)
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#].*)?$", re.IGNORECASE | re.DOTALL)
_SIZE_IN_NAME = re.compile(r"[-_@](?:\d{2,4}x\d{2,4}|[1-4]x|\d{2,4}(?:px|w))(?=[-_.]|$)", re.ASCII)
_EMOJI_PATH = re.compile(r"emoji|smil(?:ey|ie)", re.IGNORECASE)
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


class Enclosure(NamedTuple):
    """A picture that a feed names beside an item's text; its width may be a guess."""

    url: str
    width_px: int


def best_address(
    base: str, attributes: Mapping[str, str], sources: Sequence[Mapping[str, str]] = ()
) -> str:
    """Return the address to fetch a picture from, "" if it names none.

    `attributes` are those of <img> (`IMG_ATTRIBUTES` are asked for), `sources` those of the
    <source> elements around it (`SOURCE_ATTRIBUTES`), in order. Http(s) addresses are
    absolute; small data: pictures come as they are.
    """
    for candidate in _candidates(attributes, sources):
        if address := image_address(base, candidate):
            return address
    return ""


def photo_address(
    base: str, attributes: Mapping[str, str], sources: Sequence[Mapping[str, str]] = ()
) -> str:
    """Return `best_address` if it is on a server and neither counter nor icon, else ""."""
    address = best_address(base, attributes, sources)
    is_shown = address.startswith("http") and not is_tracker(address, attributes)
    return address if is_shown and not is_icon(address, attributes) else ""


def image_address(base: str, candidate: str) -> str:
    """Return `candidate` as an address a picture may have, "" if it is none or a placeholder."""
    candidate = candidate.strip()
    if candidate[:5].lower() == "data:":
        return _data_address(candidate)
    address = resolve(base, candidate)
    if address is None or len(address) > ADDRESS_CHARACTERS:
        return ""
    if _PLACEHOLDER.search(urlsplit(address).path):
        return ""
    # QUrl composes letters that are not escaped, so that the view would ask for another address.
    return _NOT_ASCII.sub(lambda letters: quote(letters[0]), address)


def is_same_picture(one: str, other: str) -> bool:
    """Return whether two addresses name one file, perhaps in two sizes ("brug-1200x630.jpg")."""
    paths = (urlsplit(address).path for address in (one, other))
    names = {_SIZE_IN_NAME.sub("", path.rpartition("/")[2]) for path in paths}
    return one == other or (len(names) == 1 and len(min(names)) >= _TELLING_NAME_CHARACTERS)


def best_of_srcset(srcset: str) -> list[str]:
    """Return the addresses of a srcset, the one that fits the column best first."""
    found = [
        (_fitness(match[2], match[3]), match[1].rstrip(","))
        for match in _SRCSET.finditer(srcset[: 10 * ADDRESS_CHARACTERS])
    ]
    return [address for _, address in sorted(found, key=lambda pair: pair[0])][:4]


def is_tracker(address: str, attributes: Mapping[str, str]) -> bool:
    """Return whether a picture only tells its sender that the article was opened."""
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return True
    if any(size < _SMALLEST_PX for size in _sides(attributes)):
        return True
    if not address.startswith("http"):
        return False
    host = (urlsplit(address).hostname or "").lower()
    return bool(_TRACKER_HOST.search(host) or _TRACKER_PATH.search(address))


def is_icon(address: str, attributes: Mapping[str, str]) -> bool:
    """Return whether a picture is as small as a letter: a smiley whose alt text says it all."""
    if any(size <= _ICON_PX for size in _sides(attributes)):
        return True
    alt = " ".join(attributes.get("alt", "").split())
    return len(alt) <= _EMOJI_ALT_CHARACTERS and bool(_EMOJI_PATH.search(address))


def pixels(value: str | None) -> int | None:
    """Return the px that a width or height attribute names, None if it names none."""
    number = _PIXELS.fullmatch(value or "")
    return int(number[1]) if number else None


def first_image(html: str, base: str) -> str | None:
    """Return the address of the first picture of `html` that is worth showing in a list.

    See `photo_address`; None if there is none. The markup is only searched, not parsed, as this
    is done for every item of a feed.
    """
    if "<" not in html:
        return None
    for match in _IMG.finditer(html[:_SEARCHED_CHARACTERS]):
        attributes = {
            name.lower(): unescape(value.strip("\"'"))
            for name, value in _ATTRIBUTE.findall(match[1])
        }
        if address := photo_address(base, attributes):
            return address
    return None


def is_image_enclosure(mime_type: str, medium: str, url: str) -> bool:
    """Return whether what a feed encloses is a picture, by what it says of it or by its name."""
    kind, medium = mime_type.lower(), medium.lower()
    if kind or medium:
        return kind.startswith("image/") or medium == "image"
    return bool(_IMAGE_NAME.search(url))


def best_enclosure(enclosures: Iterable[Enclosure]) -> str | None:
    """Return the address of the widest picture that still fits a screen, None without any."""
    known = list(enclosures)
    fitting = [picture for picture in known if picture.width_px <= _WIDEST_PX]
    if fitting:
        return max(fitting, key=lambda picture: picture.width_px).url
    return min(known, key=lambda picture: picture.width_px).url if known else None


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
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def image_size(data: bytes) -> tuple[int, int]:
    """Return the (width, height) in px that a picture's header names, (0, 0) if it names none.

    It is the size before a camera's note on how the picture is to be turned.
    """
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
    """Return the bytes of a base64 `data:` address, none if it is not one."""
    _, _, text = url.partition(";base64,")
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return b""


def _candidates(
    attributes: Mapping[str, str], sources: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """Yield the addresses that an <img> and the <source> elements around it name, best first."""
    sets = [attributes[name] for name in (*_LAZY_SETS, "srcset") if attributes.get(name)]
    # What a source's late attribute holds goes before what it shows at first.
    named = (filter(None, map(source.get, SOURCE_ATTRIBUTES)) for source in sources)
    for srcset in (*sets, *(next(values, "") for values in named)):
        yield from best_of_srcset(srcset)
    yield from filter(None, map(attributes.get, (*_LAZY_ADDRESSES, "src")))


def _fitness(number: str | None, unit: str | None) -> tuple[int, float]:
    """Return a sort key: widest within the column first, then the next wider, then narrower."""
    try:
        size = float(number or 1)
    except ValueError:
        size = 1.0
    width = size if unit == "w" else COLUMN_PX * min(size, 3.0) if unit != "h" else size
    if COLUMN_PX <= width <= 2 * COLUMN_PX:
        return 0, -width
    return (1, width) if width > 2 * COLUMN_PX else (2, -width)


def _sides(attributes: Mapping[str, str]) -> list[int]:
    """Return those of width and height, in px, that the markup names."""
    sizes = (pixels(attributes.get(name)) for name in ("width", "height"))
    return [size for size in sizes if size is not None]


def _data_address(address: str) -> str:
    """Return a data: address that is cheap to decode and more than a placeholder, else ""."""
    if len(address) > _DATA_CHARACTERS or not (match := _DATA.match(address)):
        return ""
    try:
        data = base64.b64decode(re.sub(r"\s|%20", "", match[1]), validate=True)
    except binascii.Error:
        return ""
    width, height = image_size(data)
    if width * height > _DATA_PIXELS or min(width, height) < _SMALLEST_PX:
        return ""
    kind = address[11 : address.index(";")].lower().replace("jpg", "jpeg")
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Read the start-of-frame segment (ITU T.81, B.2.2)."""
    here = 2
    while data[here] == 0xFF:
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
