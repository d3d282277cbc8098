"""The whole text of the article in view, fetched when it is not stored."""

import logging

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.controllers.notices import describe
from desktop.controllers.supply import Supply
from desktop.core.errors import AppError
from desktop.core.model import Article, ArticleBody, StoredBody
from desktop.qt.tasks import Tasks
from desktop.services.open_article import OpenedArticle, teaser
from desktop.storage.reader import ArticleReader

log = logging.getLogger(__name__)

DWELL_MS = 200  # an arrow key held down fetches nothing on its way


class Completion(QObject):
    """Brings texts: from the feed, from the article's page, or the teaser with the reason.

    Signals:
        text_ready(int, Blocks): the whole article.
        teaser_ready(int, Blocks, str): what there is instead, and why in words.
        failed(Exception): something that is not the network's fault.
    """

    text_ready = Signal(object, object)
    teaser_ready = Signal(object, object, str)
    failed = Signal(object)

    def __init__(
        self, queries: ArticleReader, supply: Supply, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queries = queries
        self._supply = supply
        self._tasks = tasks
        self._wanted: Article | None = None
        self._running: set[int] = set()
        self._dwell = QTimer(self, interval=DWELL_MS, singleShot=True)
        self._dwell.timeout.connect(self._begin)

    @property
    def is_busy(self) -> bool:
        """Return whether a text is on its way."""
        return bool(self._running) or self._dwell.isActive()

    def complete(self, article: Article) -> None:
        """Bring the whole text of `article`, unless another one is wanted at once."""
        self._wanted = article
        self._dwell.start()

    def cancel(self) -> None:
        """Bring nothing that was not begun: an article whose text is stored is in view."""
        self._wanted = None
        self._dwell.stop()

    def _begin(self) -> None:
        article = self._wanted
        if article is None or article.id in self._running:
            return
        self._running.add(article.id)
        stored = self._queries.body(article.id)
        self._tasks.run(
            article,
            (self._tasks.foreground, lambda a: self._supply.text(a, stored, is_urgent=True)),
            (self._tasks.database, lambda opened: self._supply.keep_text(article.id, opened)),
            owner=self,
            done=lambda opened: self._on_opened(article.id, opened),
            failed=lambda error: self._on_failed(article, stored, error),
        )

    def _on_opened(self, article_id: int, opened: OpenedArticle) -> None:
        self._running.discard(article_id)
        self.text_ready.emit(article_id, opened.body.blocks)

    def _on_failed(self, article: Article, stored: StoredBody | None, error: Exception) -> None:
        log.info("article %d: %s", article.id, error)
        if not isinstance(error, AppError):
            self.failed.emit(error)
        self._tasks.run(
            article,
            (self._tasks.foreground, lambda a: teaser(a, stored)),
            owner=self,
            done=lambda body: self._on_teaser(article.id, body, error),
            failed=lambda trouble: self._on_no_teaser(article.id, trouble),
        )

    def _on_teaser(self, article_id: int, body: ArticleBody, error: Exception) -> None:
        self._running.discard(article_id)
        only = QCoreApplication.translate("Completion", "Dit is de samenvatting.")
        self.teaser_ready.emit(article_id, body.blocks, f"{describe(error)} {only}")

    def _on_no_teaser(self, article_id: int, error: Exception) -> None:
        self._running.discard(article_id)
        self.failed.emit(error)
