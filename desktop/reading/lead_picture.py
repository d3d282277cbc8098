"""The picture that stands for the article of a page, in a list or above a text without any."""

import re
from collections.abc import Iterator

from lxml import etree

from desktop.core.blocks import Blocks, pictures
from desktop.core.images import photo_address

_NAMED = (
    "//meta[@property='og:image' or @property='og:image:url' or @name='og:image']/@content",
    "//meta[@name='twitter:image' or @property='twitter:image']/@content",
    "//link[@rel='image_src']/@href",
)
_PRELOADED = "/html/head/link[@rel='preload' and @as='image']"
_NOT_A_PHOTO = re.compile(r"logo|placeholder|default|favicon|share[-_]?image", re.IGNORECASE)


def lead_picture(page: etree._Element, blocks: Blocks, base_url: str) -> str | None:
    """Return the address of the article's first picture, else of the page's own choice."""
    for picture in pictures(blocks):
        if address := photo_address("", {"src": picture.address}):
            return address
    fitting = (found for found in _choices(page, base_url) if not _NOT_A_PHOTO.search(found))
    return next(filter(None, fitting), None)


def _choices(page: etree._Element, base_url: str) -> Iterator[str]:
    """Yield what the head of `page` names, "" for what is not worth showing."""
    for path in _NAMED:
        for value in page.xpath(path):
            yield photo_address(base_url, {"src": str(value)})
    for link in page.xpath(_PRELOADED):
        attributes = {name: link.get(name, "") for name in ("type", "media")}
        srcset = link.get("imagesrcset") or link.get("href", "")
        yield photo_address(base_url, {}, [{"srcset": srcset, **attributes}])
