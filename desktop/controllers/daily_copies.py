"""When what the user made is copied."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import StoreFailed
from desktop.qt.settings import Settings
from desktop.qt.settings_copy import as_bytes
from desktop.qt.tasks import Tasks
from desktop.services.keep_copies import copy_today
from desktop.threads import new_lock

COPY_AFTER_MS = 15_000  # the start is over, and a short visit is not
LOOK_EVERY_MS = 10 * 60_000  # a program that is left running meets another day


class DailyCopies(QObject):
    """Has everything copied once a day: soon after the start, or else at the end."""

    failed = Signal(object)  # Exception: why there is no copy; once for each reason

    def __init__(
        self,
        profile: Path,
        own_list: Path,
        settings: Settings,
        tasks: Tasks,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._own_list = own_list
        self._settings = settings
        self._tasks = tasks
        self._clock = clock
        self._copying = new_lock()
        self._told: set[str] = set()
        self._timer = QTimer(self, interval=COPY_AFTER_MS)
        self._timer.timeout.connect(self.run)
        self._timer.start()

    def run(self) -> None:
        """Make today's copy, if there is none; off the lane of writes, which it does not stop."""
        self._timer.setInterval(LOOK_EVERY_MS)
        step = (self._tasks.foreground, self._copy)
        settings = as_bytes(self._settings)
        self._tasks.run(settings, step, owner=self, done=lambda _: None, failed=self._on_failure)

    def stop(self) -> None:
        """Have the copy made before the program ends; one that is being made is waited for."""
        self._timer.stop()
        self._tasks.database.submit(partial(self._copy, as_bytes(self._settings)))

    def _copy(self, settings: bytes | None) -> None:
        with self._copying:
            copy_today(self._profile, self._own_list, settings, self._clock())

    def _on_failure(self, error: Exception) -> None:
        reason = str(error.reason if isinstance(error, StoreFailed) else error)
        if reason not in self._told:
            self._told.add(reason)
            self.failed.emit(error)
