"""The care that the store needs while the program runs: copies, limits, a check."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.model import Changes
from desktop.qt.tasks import Tasks
from desktop.storage.prepare import StorageEvent, check_cache
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter

log = logging.getLogger(__name__)

FIRST_AFTER_MS = 3 * 60_000  # when the start and the first refresh are long over
EVERY_MS = 3 * 3_600_000


class Maintenance(QObject):
    """Makes the daily copy, keeps the files within their limits, looks for damage.

    Signals:
        changed(Changes): old articles were dropped.
        found(tuple[StorageEvent, ...]): the check met damage.
        failed(Exception): the store could not be written.
    """

    changed = Signal(object)
    found = Signal(object)
    failed = Signal(object)

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
        self._timer = QTimer(self, interval=FIRST_AFTER_MS)
        self._timer.timeout.connect(self.run)
        self._is_checked = False

    def start(self) -> None:
        """Begin in some minutes, then go on every few hours."""
        self._timer.start()

    def stop(self) -> None:
        """Do nothing more."""
        self._timer.stop()

    def run(self) -> None:
        """Do everything now."""
        self._timer.setInterval(EVERY_MS)
        used = self._queries.pop_used_pictures()
        self._tasks.run(
            None,
            (self._tasks.database, lambda _: self._writes.maintain(self._clock(), used)),
            owner=self,
            done=self._on_done,
            failed=self.failed.emit,
        )
        if not self._is_checked:
            self._is_checked = True
            self._check()

    def _check(self) -> None:
        self._tasks.run(
            self._folder,
            (self._tasks.network, check_cache),  # reads only, and takes a second
            owner=self,
            done=self._on_checked,
            failed=self.failed.emit,
        )

    def _on_done(self, changes: Changes) -> None:
        if changes:
            self.changed.emit(changes)

    def _on_checked(self, events: tuple[StorageEvent, ...]) -> None:
        if events:
            self.found.emit(events)
