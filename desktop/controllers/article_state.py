"""What the user does with articles: reads, keeps, stops half way."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.model import Article, Changes, ReadingPosition
from desktop.qt.tasks import Tasks
from desktop.storage.writer import ArticleWriter


class ArticleStateController(QObject):
    """Stores read marks, stars and reading positions."""

    # Changes: a mark was stored, or a star that could not be is to go back.
    changed = Signal(object)
    failed = Signal(object)  # Exception: what the user did could not be stored

    def __init__(
        self, writes: ArticleWriter, tasks: Tasks, *, delay_s: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._writes = writes
        self._tasks = tasks
        self._article: Article | None = None
        self._is_visible = True
        self._timer = QTimer(self, interval=delay_s * 1000, singleShot=True)
        self._timer.timeout.connect(self._mark_seen)

    def set_current(self, article: Article | None) -> None:
        """Mark `article` read once it has been in view for a moment."""
        if article is None:
            return
        is_other = self._article is None or self._article.id != article.id
        self._article = article
        if article.is_read:
            self._timer.stop()
        elif is_other and self._is_visible:
            self._timer.start()

    def set_window_visible(self, is_visible: bool) -> None:
        """Tell whether the window can be seen: nothing is read while it cannot."""
        self._is_visible = is_visible
        if not is_visible:
            self._timer.stop()
        elif self._article is not None and not self._article.is_read:
            self._timer.start()

    def star(self, is_starred: bool) -> None:
        """Keep the article in view for good, or no longer."""
        if (article := self._article) is not None:
            failed = partial(self._on_star_failed, article.id)
            self._store(lambda _: self._writes.star(article.id, is_starred), failed)

    def mark_read(self, ids: Sequence[int]) -> None:
        """Mark articles as read."""
        if ids:
            self._store(lambda _: self._writes.mark_read(ids))

    def store_position(self, article_id: int, position: ReadingPosition) -> None:
        """Keep how far an article was read."""
        self._store(lambda _: self._writes.save_position(article_id, position))

    def _mark_seen(self) -> None:
        if self._article is not None:
            self.mark_read([self._article.id])

    def _store(
        self, write: Callable[[object], object], failed: Callable[[Exception], None] | None = None
    ) -> None:
        step, failed = (self._tasks.database, write), failed or self.failed.emit
        self._tasks.run(None, step, owner=self, done=self._on_stored, failed=failed)

    def _on_star_failed(self, article_id: int, error: Exception) -> None:
        """Show what is stored again: the button had the star set or off already."""
        self.failed.emit(error)
        self.changed.emit(Changes(updated=(article_id,)))

    def _on_stored(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes:
            self.changed.emit(changes)
