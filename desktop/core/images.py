"""Pictures: which address of an element is fetched, and what is no picture.

One set of rules for feeds, pages, articles and lists. Elements come as mappings of their
attributes, so that nothing here knows how markup was parsed. Which formats are shown is a
matter of `desktop.core.image_kinds`, which screen they are for of `desktop.core.media_queries`.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from desktop.core.image_kinds import Hint, hint, image_size
from desktop.core.media_queries import matches_screen
from desktop.core.model import COLUMN_PX
from desktop.core.text import unescape
from desktop.core.urls import ADDRESS_CHARACTERS, parts_of, resolve

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
    *_LAZY_SETS, "srcset", *_LAZY_ADDRESSES, "src", "alt", "width", "height", "style", "class",
    "hidden",
)  # fmt: skip
_OTHER_THAN_SRC = frozenset((*_LAZY_SETS, "srcset", *_LAZY_ADDRESSES))
SOURCE_ATTRIBUTES = (*_LAZY_SETS, "srcset", "type", "media")
# Of the <source> elements around a picture so many are looked at.
MOST_SOURCES = 12

# Qt decodes data: pictures itself, on the GUI thread and without a limit of its own.
_DATA_CHARACTERS = 100_000
_DATA_PIXELS = 500_000
_SMALLEST_PX = 3
_ICON_PX = 40
_EM_PX = 16
_EMOJI_ALT_CHARACTERS = 4
_WIDEST_PX = 2000  # wider ones are printing originals: slow to fetch, no gain on a screen
_TELLING_NAME_CHARACTERS = 12  # with the ending: many files are called "image.jpg"
_SEARCHED_CHARACTERS = 200_000
_SEARCHED_TAGS = 300

_REST = r"(?=[\s/>])((?:[^<>\"']++|\"[^<\"]*+\"|'[^<']*+'|[\"'])*+)>"
_IMG = re.compile(rf"<(img){_REST}", re.IGNORECASE)
# Takes five times as long, and most texts have no other pictures than <img>.
_ANY_PICTURE = re.compile(rf"<(?:amp-)?(img|source|/?picture|video|audio){_REST}", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_SRCSET = re.compile(r"([^\s,]\S*+)(?:(?<=,)|\s*+(?:([\d.]++)([wxh]))?[^,]*+)", re.ASCII)
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*", re.IGNORECASE | re.ASCII)
_LONGEST_PIXELS = 5  # digits
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s%]+)$", re.IGNORECASE)
_SIZE_IN_NAME = re.compile(r"[-_@](?:\d{2,4}x\d{2,4}|[1-4]x|\d{2,4}(?:px|w))(?=[-_.]|$)", re.ASCII)
# Not "16x9" and "1x1", which name a shape.
_SIDE_IN_NAME = re.compile(r"[/_.-]([1-9]\d)x\1(?=[/_.-])", re.ASCII)
_SIDE_IN_STYLE = re.compile(
    r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*(\d{1,5}(?:\.\d{0,9})?|\.\d{1,9})(px|r?em)",
    re.IGNORECASE | re.ASCII,
)
_EMOJI = re.compile(r"emoji|smil(?:ey|ie)", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:placeholder|spacer|blank|transparent|lazy(?:load)?|loading|pixel|clear|empty|"
    r"grey|gray|dummy|1x1|1px|trans|no-?(?:image|photo|picture)|geen-?(?:foto|afbeelding))"
    r"\.(?:gif|png|svg|jpe?g|webp|avif)$",
    re.IGNORECASE,
)
_LONGEST_PLACEHOLDER = 24
_TRACKER_HOST = re.compile(
    r"(?:^|\.)(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|"
    r"scorecardresearch\.com|quantserve\.com|feedsportal\.com|pixel\.wp\.com|(?:stats|feeds)\.wordpress\.com|"
    r"chartbeat\.net|imrworldwide\.com|hits\.[a-z]+\.[a-z]+|pixel\.[a-z0-9-]+\.[a-z]+|"
    r"counter\.[a-z0-9-]+\.[a-z]+|list-manage\.com|sendgrid\.net|mailtrack\.io|"
    r"adnxs\.com|criteo\.com|parsely\.com|outbrain\.com|taboola\.com|omtrdc\.net|2o7\.net|"
    r"statcounter\.com|histats\.com|hotjar\.com|moatads\.com|yieldmo\.com|ioam\.de|"
    r"vgwort\.de|met\.vgwort\.de|webtrekk\.net|rss-tracker\.[a-z.]+)$"
)  # fmt: skip
_TRACKER_PATH = re.compile(
    r"/~r/|/~ff/|/~4/|/tr/?\?|/(?:pixel|beacon|track(?:er|ing)?|impression|counter|count|hit|collect|"
    r"piwik|matomo|open)(?:\.(?:php|gif|png|aspx|ashx|jpg))?(?:\?|$)|/b\.gif\?|/__utm\.gif|"
    r"^https?://[^/]+/(?:tracker/|~/i/)|[?&](?:w|width|h|height)=1&(?:w|width|h|height)=1(?:&|$)|"
    r"(?:^|[/_.-])(?:1x1|(?:tracking|rss|feed|counting|count|zaehl|tel)[-_]?pixel|pixel-?tracker)\b",
    re.IGNORECASE,
)
# Without one of these no address fits the pattern, which takes ten times as long.
_TRACKER_WORDS = (
    "~", "/tr", "pixel", "beacon", "impress", "count", "hit", "collect", "piwik", "matomo", "open",
    "/b.gif", "__utm", "1x1", "=1",
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


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
    absolute; small data: pictures come as they are. One in a format that is not shown comes
    only where there is no other.
    """
    return _best(base, attributes, sources)[0]


def photo_address(
    base: str, attributes: Mapping[str, str], sources: Sequence[Mapping[str, str]] = ()
) -> str:
    """Return `best_address` if it is a photo on a server, neither counter nor icon, else ""."""
    address, known = _best(base, attributes, sources)
    is_shown = address.startswith("http") and known is not Hint.NOT_SHOWN
    is_photo = not is_tracker(address, attributes) and not is_icon(address, attributes)
    return address if is_shown and is_photo else ""


def image_address(base: str, candidate: str) -> str:
    """Return `candidate` as an address a picture may have, "" if it is none or a placeholder."""
    candidate = candidate.strip()
    if candidate[:5].lower() == "data:":
        return _data_address(candidate)
    address = resolve(base, candidate)
    if address is None or len(address) > ADDRESS_CHARACTERS:
        return ""
    path = parts_of(address)[1]
    if _PLACEHOLDER.search(path, max(0, len(path) - _LONGEST_PLACEHOLDER)):
        return ""
    if address.isascii():
        return address
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


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Return whether a browser shows nothing of an element, by its own word."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def is_tracker(address: str, attributes: Mapping[str, str]) -> bool:
    """Return whether a picture only tells its sender that the article was opened."""
    if is_hidden(attributes) or any(size < _SMALLEST_PX for size in _sides("", attributes)):
        return True
    if not address.startswith("http"):
        return False
    lowered = address.lower()
    if _is_tracker_host(parts_of(lowered)[0]):
        return True
    is_like_one = any(word in lowered for word in _TRACKER_WORDS)
    return is_like_one and bool(_TRACKER_PATH.search(address))


def is_icon(address: str, attributes: Mapping[str, str]) -> bool:
    """Return whether a picture is as small as a letter: a smiley whose alt text says it all."""
    if any(size <= _ICON_PX for size in _sides(address, attributes)):
        return True
    alt = " ".join(attributes.get("alt", "").split())
    if len(alt) > _EMOJI_ALT_CHARACTERS:
        return False
    return bool(_EMOJI.search(address) or _EMOJI.search(attributes.get("class", "")))


def pixels(value: str | None) -> int | None:
    """Return the px that a width or height attribute names, None if it names none."""
    if not value:
        return None
    if len(value) <= _LONGEST_PIXELS and value.isascii() and value.isdigit():  # as nearly all are
        return int(value)
    number = _PIXELS.fullmatch(value)
    return int(number[1]) if number else None


def first_image(html: str, base: str) -> str | None:
    """Return the first `photo_address` of `html`, None without one; searched only, not parsed."""
    if "<" not in html:
        return None
    tags = _ANY_PICTURE if "<source" in html or "<amp-img" in html else _IMG
    sources: list[dict[str, str]] = []
    is_within_picture = False
    for tag in islice(tags.finditer(html[:_SEARCHED_CHARACTERS]), _SEARCHED_TAGS):
        name = tag[1].lower()
        if name == "img":
            if address := photo_address(base, _attributes(tag[2]), sources):
                return address
            sources.clear()
        elif name == "source" and is_within_picture and len(sources) < MOST_SOURCES:
            sources.append(_attributes(tag[2]))
        elif name != "source":
            is_within_picture = name == "picture"
            sources.clear()
    return None


def best_enclosure(enclosures: Iterable[Enclosure]) -> Enclosure | None:
    """Return the widest picture that still fits a screen, None without any."""
    known = list(enclosures)
    fitting = [picture for picture in known if picture.width_px <= _WIDEST_PX]
    if fitting:
        return max(fitting, key=lambda picture: picture.width_px)
    return min(known, key=lambda picture: picture.width_px, default=None)


def _best(
    base: str, attributes: Mapping[str, str], sources: Sequence[Mapping[str, str]]
) -> tuple[str, Hint]:
    """Return the best candidate, those surely shown first, and what is known of it."""
    found = [
        (known is Hint.NOT_SHOWN, not is_of_set, known if is_of_set else 0, address, known)
        for candidate, mime_type, is_of_set in _candidates(attributes, sources)
        if (address := image_address(base, candidate))
        for known in [hint(address, mime_type)]
    ]
    if not found:
        return "", Hint.NOT_SHOWN
    *_, address, known = min(found, key=lambda choice: choice[:3])
    return address, known


def _candidates(
    attributes: Mapping[str, str], sources: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, str, bool]]:
    """Yield (address, type, whether it is of a srcset), as a browser on a wide screen chooses."""
    if not sources and attributes.keys().isdisjoint(_OTHER_THAN_SRC):  # as most are
        if address := attributes.get("src"):
            yield address, "", False
        return
    looked_at = sources[:MOST_SOURCES]
    fitting = (source for source in looked_at if matches_screen(source.get("media", "")))
    for element in (*fitting, attributes):
        # What a script shows later goes before what is there at first.
        for srcset in filter(None, map(element.get, (*_LAZY_SETS, "srcset"))):
            kind = "" if element is attributes else element.get("type", "")
            yield from ((address, kind, True) for address in best_of_srcset(srcset))
    for name in (*_LAZY_ADDRESSES, "src"):
        if address := attributes.get(name):
            yield address, "", False


def _attributes(source: str) -> dict[str, str]:
    """Return the attributes in the source text of a tag; one without a value has ""."""
    return {
        name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(source)
    }


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


@lru_cache(maxsize=1000)
def _is_tracker_host(host: str) -> bool:
    """Return whether `host`, perhaps with user and port, counts who looks at its pictures."""
    name = host.rpartition("@")[2].partition(":")[0]
    return bool(_TRACKER_HOST.search(name))


def _sides(address: str, attributes: Mapping[str, str]) -> list[float]:
    """Return width and height, in px, as markup, style or the file's name tell them."""
    sizes = [pixels(attributes.get(name)) for name in ("width", "height")]
    style = attributes.get("style")
    styled = _SIDE_IN_STYLE.findall(style) if style else ()
    return [
        *(size for size in sizes if size is not None),
        *(float(size) * (1 if unit.lower() == "px" else _EM_PX) for size, unit in styled),
        *map(float, _SIDE_IN_NAME.findall(address)),
    ]


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
