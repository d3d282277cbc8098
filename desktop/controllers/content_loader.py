"""Texts and pictures from their publishers into the store: for now, or for later."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.core.attribution import place_of
from desktop.core.blocks import BLOCKS_VERSION, pictures
from desktop.core.error_words import why_only_a_part, why_only_a_summary
from desktop.core.errors import AppError, PictureRefused
from desktop.core.image_kinds import image_kind
from desktop.core.model import Article, ArticleBody, StoredBody
from desktop.net.fetch import Fetcher, Kind, Request, Response
from desktop.qt.images import measure
from desktop.qt.tasks import Tasks
from desktop.services.open_article import open_article, teaser
from desktop.storage.reader import ArticleReader
from desktop.storage.rows import StoredPicture
from desktop.storage.writer import ArticleWriter

log = logging.getLogger(__name__)
translate = QCoreApplication.translate

DWELL_MS = 200  # an arrow key held down fetches nothing on its way; see `FullTextLoader.hurry`
AHEAD = 20  # articles of the section in view; one is fetched at a time
PICTURES_EACH = 3


class ContentLoader(NamedTuple):
    """Fetches what an article consists of, and keeps it."""

    queries: ArticleReader
    tasks: Tasks
    fetcher: Fetcher
    writes: ArticleWriter
    clock: Callable[[], datetime]

    def fetch_text(
        self, article: Article, stored: StoredBody | None, *, is_urgent: bool
    ) -> ArticleBody:
        """Return the whole text of an article; see `open_article` for what it raises."""
        return open_article(article, stored, self.fetcher, self.clock(), is_urgent=is_urgent)

    def store_text(self, article_id: int, body: ArticleBody) -> ArticleBody:
        """Store a text if that is possible, and return it: it can be read all the same."""
        try:
            is_full = body.reason is None
            self.writes.save_body(article_id, body, BLOCKS_VERSION, is_full=is_full)
        except AppError as error:
            log.warning("text not stored: %s", error)
        return body

    def fetch_picture(self, url: str) -> StoredPicture:
        """Return a picture that can be decoded. Raises FetchFailed and PictureRefused."""
        data = load_picture(url, self.fetcher)
        size = measure(data, url)
        return StoredPicture(url, data, size.width(), size.height())

    def store_picture(self, picture: StoredPicture) -> None:
        """Store a picture if that is possible."""
        try:
            self.writes.save_picture(*picture)
        except AppError as error:
            log.warning("picture not stored: %s", error)


def load_picture(url: str, fetcher: Fetcher) -> bytes:
    """Return a PNG, JPEG, GIF, WebP or SVG as its publisher sent it.

    What it is is read off its first bytes: servers announce pictures as anything, and a web
    page in a picture's place must not reach a decoder.
    Raises FetchFailed and PictureRefused.
    """
    answer = fetcher.fetch(Request(url, Kind.PICTURE))
    if not isinstance(answer, Response):
        raise PictureRefused(url, "not sent")
    if image_kind(answer.body) is None:
        raise PictureRefused(url, f"{len(answer.body)} bytes of an unknown kind")
    return answer.body


class FullTextLoader(QObject):
    """Brings texts: from the feed, from the article's page, or the teaser with the reason."""

    text_ready = Signal(object, object)  # int, Blocks: the whole article
    # int, Blocks, str: what there is of it or instead, and why in words.
    teaser_ready = Signal(object, object, str)
    failed = Signal(object)  # Exception: something that is not the network's fault

    def __init__(self, loader: ContentLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._tasks = loader.tasks
        self._wanted: Article | None = None
        self._running: set[int] = set()
        self._dwell = QTimer(self, interval=DWELL_MS, singleShot=True)
        self._dwell.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Return whether a text is on its way."""
        return bool(self._running) or self._dwell.isActive()

    def load(self, article: Article) -> None:
        """Bring the whole text of `article`, unless another one is wanted at once."""
        self._wanted = article
        self._dwell.start()

    def hurry(self) -> None:
        """Begin with what is wanted: it was clicked, not passed on the way to another."""
        if self._dwell.isActive():
            self._dwell.stop()
            self._begin()

    def cancel(self) -> None:
        """Bring nothing that was not begun: an article whose text is stored is in view."""
        self._wanted = None
        self._dwell.stop()

    def _begin(self) -> None:
        article = self._wanted
        if article is None or article.id in self._running:
            return
        self._running.add(article.id)
        stored = self._loader.queries.body(article.id)
        self._tasks.run(
            article,
            (self._tasks.foreground, lambda a: self._loader.fetch_text(a, stored, is_urgent=True)),
            (self._tasks.database, lambda body: self._loader.store_text(article.id, body)),
            owner=self,
            done=lambda body: self._on_opened(article, body),
            failed=lambda error: self._on_failed(article, stored, error),
        )

    def _on_opened(self, article: Article, body: ArticleBody) -> None:
        self._running.discard(article.id)
        if body.reason is None:
            self.text_ready.emit(article.id, body.blocks)
            return
        why = why_only_a_part(body.reason, place_of(article), translate)
        self.teaser_ready.emit(article.id, body.blocks, why)

    def _on_failed(self, article: Article, stored: StoredBody | None, error: Exception) -> None:
        log.info("article %d: %s", article.id, error)
        if not isinstance(error, AppError):
            self.failed.emit(error)
        self._tasks.run(
            article,
            (self._tasks.foreground, lambda a: teaser(a, stored)),
            owner=self,
            done=lambda body: self._on_teaser(article, body, error),
            failed=lambda trouble: self._on_no_teaser(article.id, trouble),
        )

    def _on_teaser(self, article: Article, body: ArticleBody, error: Exception) -> None:
        self._running.discard(article.id)
        why = why_only_a_summary(error, place_of(article), translate)
        self.teaser_ready.emit(article.id, body.blocks, why)

    def _on_no_teaser(self, article_id: int, error: Exception) -> None:
        self._running.discard(article_id)
        self.failed.emit(error)


class Prefetcher(QObject):
    """Fetches what the newest articles in view still lack, one after the other."""

    def __init__(self, loader: ContentLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._tasks = loader.tasks
        self._waiting: deque[int] = deque()
        self._tried: set[int] = set()
        self._is_running = False

    def prefetch(self, ids: Sequence[int]) -> None:
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
            article = self._loader.queries.article(article_id)
            stored = self._loader.queries.body(article_id)
            if article is not None and not (stored and stored.is_full):
                self._fetch(article, stored)
                return

    def _fetch(self, article: Article, stored: StoredBody | None) -> None:
        self._is_running = True
        step = (self._tasks.network, lambda a: self._load(a, stored))
        self._tasks.run(
            article, step, owner=self, done=lambda _: self._next(), failed=self._on_failed
        )

    def _load(self, article: Article, stored: StoredBody | None) -> None:
        body = self._loader.fetch_text(article, stored, is_urgent=False)
        self._tasks.database.submit(lambda: self._loader.store_text(article.id, body))
        addresses = (picture.address for picture in pictures(body.blocks))
        fetched = (address for address in addresses if address.startswith("http"))
        for url in islice(fetched, PICTURES_EACH):
            try:
                picture = self._loader.fetch_picture(url)
            except AppError as error:
                log.info("not prefetched: %s", error)
            else:
                self._tasks.database.submit(partial(self._loader.store_picture, picture))

    def _on_failed(self, error: Exception) -> None:
        log.info("not prefetched: %s", error)
        self._next()
