"""An article ready to be shown."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from desktop.core.model import ReadingPosition

START = ReadingPosition()
# The column of text, and the same on a screen of double density.
COLUMN_PX = 660
SHARP_COLUMN_PX = 2 * COLUMN_PX
# As CSS writes them, the first that is installed counts.
SERIF_FAMILIES = "'Noto Serif', 'Source Serif 4', Charter, Georgia, 'DejaVu Serif', serif"
# Of links within the program: "article:" and the id of the article.
ARTICLE_SCHEME = "article"


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
