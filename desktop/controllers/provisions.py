"""Texts and pictures fetched ahead, so that the news can be read without a network."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from desktop.core.errors import AppError
from desktop.core.model import Article, StoredBody
from desktop.core.page import picture_addresses
from desktop.net.fetch import Fetcher
from desktop.qt.pictures import measure
from desktop.qt.tasks import Tasks
from desktop.reading.maxima import SHAPE_VERSION
from desktop.services.load_picture import load_picture
from desktop.services.open_article import open_article
from desktop.storage.queries import Queries
from desktop.storage.writes import Writes

log = logging.getLogger(__name__)

AHEAD = 20  # articles of the section in view; one is fetched at a time
PICTURES_EACH = 3


class Provisions(QObject):
    """Fetches what the newest articles in view still lack, one after the other."""

    def __init__(
        self,
        queries: Queries,
        writes: Writes,
        fetcher: Fetcher,
        tasks: Tasks,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queries = queries
        self._writes = writes
        self._fetcher = fetcher
        self._tasks = tasks
        self._clock = clock
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
        opened = open_article(article, stored, self._fetcher, self._clock(), is_urgent=False)
        self._tasks.database.submit(
            lambda: quietly(
                lambda: self._writes.save_body(
                    article.id, opened.body, SHAPE_VERSION, opened.is_full
                )
            )
        )
        for url in picture_addresses(opened.body.html)[:PICTURES_EACH]:
            self._load_picture(url)

    def _load_picture(self, url: str) -> None:
        if not url.startswith("http"):
            return
        try:
            data = load_picture(url, self._fetcher)
            size = measure(data, url)
        except AppError as error:
            log.info("not laid in: %s", error)
            return
        self._tasks.database.submit(
            lambda: quietly(
                lambda: self._writes.save_picture(url, data, size.width(), size.height())
            )
        )

    def _on_failed(self, error: Exception) -> None:
        log.info("not laid in: %s", error)
        self._next()


def quietly(write: Callable[[], object]) -> None:
    """Store something that can be fetched again; its failing is only logged."""
    try:
        write()
    except AppError as error:
        log.warning("not laid in: %s", error)
