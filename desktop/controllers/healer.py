"""Mends the profile's files while the program runs, where damage shows only in use."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import StoreFailed, StoreReason
from desktop.qt.tasks import Tasks
from desktop.storage.prepare import Preparation, StorageEvent, StorageEventKind, prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter

log = logging.getLogger(__name__)

MOST_TIMES = 3  # in one run: a disk that damages faster than that cannot be helped


class Healer(QObject):
    """Has both files made ready anew, while nobody has them open, as at a start.

    For a moment every list is empty; then the stars and read marks are there again, and of the
    articles what was not damaged.
    """

    mended = Signal()  # everything is to be read again
    emptied = Signal()  # and what can be fetched again is to be
    told = Signal(object)  # tuple[StorageEvent, ...]: what was mended
    failed = Signal(object)  # Exception: it could not be

    def __init__(
        self,
        folder: Path,
        queries: ArticleReader,
        writes: ArticleWriter,
        tasks: Tasks,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._queries = queries
        self._writes = writes
        self._tasks = tasks
        self._clock = clock
        self.is_busy = False  # whether the files are being mended
        self._times = 0
        queries.on_damage = self._on_damage
        writes.call_on_damage(self._on_damage)

    def start(self) -> None:
        """Mend what was met before there was anybody to do so."""
        if self._queries.damage is not None:
            self.heal()

    def on_failure(self, error: Exception) -> None:
        """Mend what a check found damaged."""
        if isinstance(error, StoreFailed) and error.reason is StoreReason.DAMAGED:
            self.heal()

    def heal(self) -> None:
        """Have both files checked, and mended where they are damaged."""
        if self.is_busy:
            return
        if self._times == MOST_TIMES:
            self.failed.emit(StoreFailed(self._folder, StoreReason.DAMAGED, "again and again"))
            return
        self.is_busy = True
        self._times += 1
        self._queries.leave()
        step = (self._tasks.database, self._mend)
        self._tasks.run(None, step, owner=self, done=self._on_mended, failed=self._on_failed)

    def _mend(self, _: object) -> Preparation:
        with suppress(StoreFailed):  # of the damage
            self._writes.stop()
        return prepare(self._folder, self._clock(), trusts_seal=False)

    def _on_damage(self, failure: StoreFailed) -> None:
        """Come back to it from any thread, and not while a row is being painted."""
        log.warning("to be mended: %s", failure)
        self._tasks.call_in_gui_thread(self, partial(QTimer.singleShot, 0, self, self.heal))

    def _on_mended(self, preparation: Preparation) -> None:
        self._end()
        events: tuple[StorageEvent, ...] = preparation.events
        if any(event.kind is StorageEventKind.CACHE_RENEWED for event in events):
            self.emptied.emit()
        if events:
            self.told.emit(events)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._queries.reopen()
        self.is_busy = False
        self.mended.emit()
