"""What the user does with articles: reads, keeps, stops half way."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.model import Article, Changes, ReadingPosition
from desktop.qt.settings import ReadWhen
from desktop.qt.tasks import Tasks
from desktop.storage.writer import ArticleWriter

SOON_MS = 2000


class ArticleStateController(QObject):
    """Stores read marks, stars and reading positions."""

    # Changes: a mark was stored, or a star that could not be is to go back.
    changed = Signal(object)
    failed = Signal(object)  # Exception: what the user did could not be stored

    def __init__(
        self,
        writes: ArticleWriter,
        tasks: Tasks,
        read_when: Callable[[], ReadWhen],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._writes = writes
        self._tasks = tasks
        self._read_when = read_when
        self.is_at_end: Callable[[], bool] = bool  # whether the end of the article is in view
        self._article: Article | None = None
        self._is_visible = True
        self._is_used = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._mark_seen)

    def set_current(self, article: Article | None) -> None:
        """Look after `article`, which is in view from now on."""
        if article is None:
            return
        is_other = self._article is None or self._article.id != article.id
        self._article = article
        if is_other or article.is_read:
            self._timer.stop()
        if is_other:
            self._is_used = False

    def use(self) -> None:
        """Count the article in view as read, at the moment that the user has chosen.

        The user has opened it or gone on in it: one that came into view by itself stays unread.
        """
        self._is_used = True
        self._wait()

    def set_window_visible(self, is_visible: bool) -> None:
        """Tell whether the window can be seen: nothing is read while it cannot."""
        self._is_visible = is_visible
        if is_visible:
            self._wait()
        else:
            self._timer.stop()

    def star_current(self, is_starred: bool) -> None:
        """Keep the article in view for good, or no longer."""
        if self._article is not None:
            self.star(self._article.id, is_starred)

    def star(self, article_id: int, is_starred: bool) -> None:
        """Keep an article for good, or no longer."""
        failed = partial(self._on_star_failed, article_id)
        self._store(lambda _: self._writes.star(article_id, is_starred), failed)

    def turn_mark(self) -> None:
        """Mark the article in view as unread if it was read, else as read."""
        if self._article is not None:
            self.mark([self._article.id], not self._article.is_read)

    def mark(self, ids: Sequence[int], is_read: bool = True) -> None:
        """Mark articles as read or unread; one in view stays so until the user goes on in it."""
        if self._article is not None and self._article.id in ids:
            self._timer.stop()
            self._is_used = False
        if ids:
            self._store(lambda _: self._writes.mark_read(ids, is_read))

    def store_position(self, article_id: int, position: ReadingPosition) -> None:
        """Keep how far an article was read; who goes on in the one in view reads it."""
        if self._article is not None and self._article.id == article_id:
            self.use()
        self._store(lambda _: self._writes.save_position(article_id, position))

    def _wait(self) -> None:
        """Have the article in view count as read in a moment, if it may."""
        is_unread = self._article is not None and not self._article.is_read
        when = self._read_when()
        if is_unread and self._is_used and self._is_visible and when is not ReadWhen.BY_HAND:
            self._timer.start(0 if when is ReadWhen.AT_ONCE else SOON_MS)

    def _mark_seen(self) -> None:
        if self._article is not None and (
            self._read_when() is not ReadWhen.AT_END or self.is_at_end()
        ):
            self.mark([self._article.id])

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
