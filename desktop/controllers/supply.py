"""Texts and pictures from their publishers, and into the store: for now, or for later.

No signals and no threads here: each function is a step that a controller gives to
`desktop.qt.tasks`. Fetching raises; keeping does not, as it all can be fetched again.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from desktop.core.blocks import BLOCKS_VERSION
from desktop.core.errors import AppError
from desktop.core.model import Article, StoredBody
from desktop.net.fetch import Fetcher
from desktop.qt.images import measure
from desktop.services.load_picture import load_picture
from desktop.services.open_article import OpenedArticle, open_article
from desktop.storage.writer import ArticleWriter

log = logging.getLogger(__name__)


class FetchedPicture(NamedTuple):
    """A picture as its publisher sent it; width and height in pixels."""

    url: str
    data: bytes
    width: int
    height: int


class Supply:
    """Fetches what an article consists of, and keeps it."""

    def __init__(
        self, fetcher: Fetcher, writes: ArticleWriter, clock: Callable[[], datetime]
    ) -> None:
        self._fetcher = fetcher
        self._writes = writes
        self._clock = clock

    def text(
        self, article: Article, stored: StoredBody | None, *, is_urgent: bool
    ) -> OpenedArticle:
        """Return the whole text of an article; see `open_article` for what it raises."""
        return open_article(article, stored, self._fetcher, self._clock(), is_urgent=is_urgent)

    def keep_text(self, article_id: int, opened: OpenedArticle) -> OpenedArticle:
        """Store a text if that is possible, and return it: it can be read all the same."""
        try:
            self._writes.save_body(article_id, opened.body, BLOCKS_VERSION, opened.is_full)
        except AppError as error:
            log.warning("text not kept: %s", error)
        return opened

    def picture(self, url: str) -> FetchedPicture:
        """Return a picture that can be decoded. Raises FetchFailed and PictureRefused."""
        data = load_picture(url, self._fetcher)
        size = measure(data, url)
        return FetchedPicture(url, data, size.width(), size.height())

    def keep_picture(self, picture: FetchedPicture) -> None:
        """Store a picture if that is possible."""
        try:
            self._writes.save_picture(*picture)
        except AppError as error:
            log.warning("picture not kept: %s", error)
