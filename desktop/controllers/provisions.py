"""Texts and pictures fetched ahead, so that the news can be read without a network."""

import logging
from collections import deque
from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import QObject

from desktop.controllers.supply import Supply
from desktop.core.blocks import pictures
from desktop.core.errors import AppError
from desktop.core.model import Article, StoredBody
from desktop.qt.tasks import Tasks
from desktop.storage.reader import ArticleReader

log = logging.getLogger(__name__)

AHEAD = 20  # articles of the section in view; one is fetched at a time
PICTURES_EACH = 3


class Provisions(QObject):
    """Fetches what the newest articles in view still lack, one after the other."""

    def __init__(
        self, queries: ArticleReader, supply: Supply, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queries = queries
        self._supply = supply
        self._tasks = tasks
        self._waiting: deque[int] = deque()
        self._tried: set[int] = set()
        self._is_running = False

    def lay_in(self, ids: Sequence[int]) -> None:
        """Fetch the texts of the first of these articles, unless they are stored."""
        self._waiting = deque(i for i in ids[:AHEAD] if i not in self._tried)
        if not self._is_running:
            self._next()

    def stop(self) -> None:
        """Fetch nothing more."""
        self._waiting.clear()

    def _next(self) -> None:
        self._is_running = False
        while self._waiting:
            article_id = self._waiting.popleft()
            self._tried.add(article_id)
            article = self._queries.article(article_id)
            stored = self._queries.body(article_id)
            if article is not None and not (stored and stored.is_full):
                self._fetch(article, stored)
                return

    def _fetch(self, article: Article, stored: StoredBody | None) -> None:
        self._is_running = True
        self._tasks.run(
            article,
            (self._tasks.network, lambda a: self._load(a, stored)),
            owner=self,
            done=lambda _: self._next(),
            failed=self._on_failed,
        )

    def _load(self, article: Article, stored: StoredBody | None) -> None:
        opened = self._supply.text(article, stored, is_urgent=False)
        self._tasks.database.submit(lambda: self._supply.keep_text(article.id, opened))
        addresses = (picture.address for picture in pictures(opened.body.blocks))
        fetched = (address for address in addresses if address.startswith("http"))
        for url in islice(fetched, PICTURES_EACH):
            self._load_picture(url)

    def _load_picture(self, url: str) -> None:
        try:
            picture = self._supply.picture(url)
        except AppError as error:
            log.info("not laid in: %s", error)
        else:
            self._tasks.database.submit(lambda: self._supply.keep_picture(picture))

    def _on_failed(self, error: Exception) -> None:
        log.info("not laid in: %s", error)
        self._next()
