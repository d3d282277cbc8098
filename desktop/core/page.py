"""An article ready to be shown, and the pictures in it."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from desktop.core.model import ReadingPosition
from desktop.core.text import unescape

START = ReadingPosition()
# The column of text, and the same on a screen of double density.
COLUMN_PX = 660
SHARP_COLUMN_PX = 2 * COLUMN_PX
# As CSS writes them, the first that is installed counts.
SERIF_FAMILIES = "'Noto Serif', 'Source Serif 4', Charter, Georgia, 'DejaVu Serif', serif"
# Of links within the program: "article:" and the id of the article.
ARTICLE_SCHEME = "article"
_PICTURE = re.compile(r'<img [^>]*?src="([^"]+)"[^>]*>')
_PIXELS = {name: re.compile(rf' {name}="(\d+)"') for name in ("width", "height")}


class ArticlePage(NamedTuple):
    """What the article view is to show.

    Attributes:
        article_id: Whose page it is; 0 for none.
        title: Plain text, for the screen reader.
        html: Safe HTML (see `desktop.reading.render`).
        css: Style sheet of the article.
        position: Where to begin.
        picture_sizes: Address to (width, height) of pictures whose size is known.
    """

    article_id: int
    title: str
    html: str
    css: str
    position: ReadingPosition = START
    picture_sizes: Mapping[str, tuple[int, int]] = MappingProxyType({})


def picture_addresses(html: str) -> list[str]:
    """Return the addresses of the pictures in a shaped article."""
    return [unescape(address) for address in _PICTURE.findall(html)]


def without_sizes(html: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return a shaped article whose pictures name no size, and the sizes they named.

    A picture that names its size keeps it in a window that is narrower.
    """
    sizes: dict[str, tuple[int, int]] = {}

    def strip(match: re.Match[str]) -> str:
        width, height = (_PIXELS[name].search(match[0]) for name in ("width", "height"))
        if width and height:
            sizes[unescape(match[1])] = (int(width[1]), int(height[1]))
        return _PIXELS["height"].sub("", _PIXELS["width"].sub("", match[0]))

    return _PICTURE.sub(strip, html), sizes
