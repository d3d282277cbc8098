"""The picture that belongs to an item, out of the several that a feed may name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from desktop.core.urls import resolve

_WIDEST_PX = 2000  # wider ones are printing originals: slow to fetch, no gain on a screen
_SEARCHED = 200_000
_IMG = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_PICTURE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?#].*)?$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """A candidate.

    Attributes:
        url: Absolute http(s).
        width_px: As the feed says, or a guess from the kind of element.
    """

    url: str
    width_px: int


def largest_picture(pictures: Iterable[Picture]) -> str | None:
    """Return the address of the widest picture that still fits a screen, None without any."""
    known = list(pictures)
    fitting = [picture for picture in known if picture.width_px <= _WIDEST_PX]
    if fitting:
        return max(fitting, key=lambda picture: picture.width_px).url
    return min(known, key=lambda picture: picture.width_px).url if known else None


def picture_in(html: str, base: str) -> str | None:
    """Return the first picture of `html` that is worth showing, None if there is none.

    Passed over: pictures of one or two pixels, which only count readers, and addresses
    that are no http(s), such as the placeholder of a picture that loads late.
    """
    if "<" not in html:
        return None
    for match in _IMG.finditer(html[:_SEARCHED]):
        attributes = {
            name.lower(): unescape(value.strip("\"'"))
            for name, value in _ATTRIBUTE.findall(match[1])
        }
        if any(0 <= pixels(attributes.get(side)) <= 2 for side in ("width", "height")):
            continue
        for name in ("src", "data-src", "data-original"):
            if url := resolve(base, attributes.get(name, "")):
                return url
    return None


def pixels(text: str | None) -> int:
    """Return the whole number at the start of `text`, -1 if there is none."""
    digits = re.match(r"\s*(\d{1,6})(?![\d%])", text or "")
    return int(digits[1]) if digits else -1


def is_picture_name(url: str) -> bool:
    """Return whether `url` ends as the address of a picture usually does."""
    return bool(_PICTURE_NAME.search(url))
