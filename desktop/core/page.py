"""An article ready to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.core.model import ReadingPosition

START = ReadingPosition()


@dataclass(frozen=True, slots=True)
class ArticlePage:
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
    picture_sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
