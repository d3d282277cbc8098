"""What is looked after every few hours: the store's files, and newer versions of the program."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.model import Changes
from desktop.core.moments import is_within
from desktop.qt.settings import Keep, Settings
from desktop.qt.tasks import Tasks
from desktop.services.find_release import ReleasePlace, ReleaseState, is_newer
from desktop.services.install_channel import Channel
from desktop.storage.cache import Limits
from desktop.storage.prepare import StorageEvent, check_files
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter

log = logging.getLogger(__name__)

BEGIN_AFTER_MS = 3 * 60_000  # when the start and the first refresh are long over
AGAIN_EVERY_MS = 3 * 3_600_000
SETTLE_MS = 20_000  # after another choice, which may be taken back
CHECK_EVERY = timedelta(days=1)
ASK_AFTER_MS = 2 * 60_000
LOOK_EVERY_MS = 6 * 3_600_000
ASK_EVERY = timedelta(days=7)
Ask = Callable[[ReleasePlace, ReleaseState], ReleaseState]
KEEP_DAYS = {Keep.MONTH: 31, Keep.YEAR: 365, Keep.ALWAYS: None}


class Maintenance(QObject):
    """Keeps the files where they belong and within their limits, looks for damage once a day."""

    changed = Signal(object)  # Changes: old articles were dropped, or starred ones mended
    found = Signal(object)  # tuple[StorageEvent, ...]: the check met damage
    failed = Signal(object)  # Exception: the store could not be written

    def __init__(
        self,
        folder: Path,
        queries: ArticleReader,
        writes: ArticleWriter,
        settings: Settings,
        tasks: Tasks,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._queries = queries
        self._writes = writes
        self._settings = settings
        self._tasks = tasks
        self._clock = clock
        self._timer = QTimer(self, interval=BEGIN_AFTER_MS)
        self._timer.timeout.connect(self.run)
        self._timer.start()
        self._checked_at: datetime | None = None
        self._is_busy = False
        self._altered = Changes()
        settings.changed.connect(self._on_setting)

    def run(self) -> None:
        """Do everything now, a step at a time, between what else is written."""
        self._timer.setInterval(AGAIN_EVERY_MS)
        if self._is_busy:
            return
        self._is_busy = True
        limits = Limits(keep_days=KEEP_DAYS[self._settings.keep])
        used = self._queries.pop_used_pictures()
        now = self._clock()
        is_due = not is_within(self._checked_at, now, CHECK_EVERY)
        self._take(partial(self._writes.upkeep, limits, now, used, is_first=is_due))
        if is_due:
            self._checked_at = now
            check = (self._tasks.network, check_files)  # reads only, and takes a second
            self._tasks.run(
                self._folder, check, owner=self, done=self._on_checked, failed=self.failed.emit
            )

    def _take(self, begin: Callable[[], Iterator[Changes]]) -> None:
        """Take the next step of what `begin` returns."""

        def step(_: object) -> tuple[Iterator[Changes], Changes | None]:
            with self._tasks.cpu_lock:
                steps = begin()
                return steps, next(steps, None)

        self._tasks.run(
            None, (self._tasks.database, step), owner=self, done=self._on_step,
            failed=self._on_failed,
        )  # fmt: skip

    def _on_step(self, result: tuple[Iterator[Changes], Changes | None]) -> None:
        steps, changes = result
        if changes is None:
            self._end()
        else:
            self._altered = self._altered.plus(changes)
            self._take(lambda: steps)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        """Tell what was altered, all at once: each time the list has to follow."""
        self._is_busy = False
        altered, self._altered = self._altered, Changes()
        if altered:
            self.changed.emit(altered)

    def _on_setting(self, key: str) -> None:
        if key == Settings.keep.key:
            self._timer.start(SETTLE_MS)

    def keep_files(self) -> None:
        """See to it that the files are where they belong, while nothing is written."""
        step = (self._tasks.database, lambda _: self._writes.keep())
        self._tasks.run(None, step, owner=self, done=lambda _: None, failed=self.failed.emit)

    def _on_checked(self, events: tuple[StorageEvent, ...]) -> None:
        if events:
            self.found.emit(events)


class UpdateChecker(QObject):
    """Asks for the newest version and compares it with the one that runs."""

    # str, str, Channel: a newer version, the address of its page, and how it comes.
    found = Signal(str, str, object)

    def __init__(
        self,
        place: ReleasePlace | None,
        settings: Settings,
        tasks: Tasks,
        clock: Callable[[], datetime],
        *,
        ask: Ask,
        version: str,
        channel: Channel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.is_offered = place is not None  # whether there is a place to ask
        self._place = place
        self._settings = settings
        self._tasks = tasks
        self._clock = clock
        self._ask = ask
        self._version = version
        self._channel = channel
        self._timer = QTimer(self, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        settings.changed.connect(self._on_setting)

    def check(self) -> None:
        """Ask, if that is wanted and the last time is a week ago."""
        self._timer.setInterval(LOOK_EVERY_MS)
        place, settings, now = self._place, self._settings, self._clock()
        if place is None or not settings.tells_of_releases or not is_due(settings, now):
            return
        # Before the answer: a place that does not answer is left alone for a week as well.
        settings.releases_asked_at = now.isoformat()
        known = ReleaseState(
            settings.releases_version, settings.releases_etag, settings.releases_last_modified
        )
        step = (self._tasks.network, lambda state: self._ask(place, state))
        self._tasks.run(known, step, owner=self, done=self._on_answer, failed=self._on_failure)

    def _on_answer(self, state: ReleaseState) -> None:
        settings, place = self._settings, self._place
        settings.releases_version = state.version
        settings.releases_etag = state.etag
        settings.releases_last_modified = state.last_modified
        is_wanted = settings.tells_of_releases and is_newer(state.version, self._version)
        if place is not None and is_wanted:
            self.found.emit(state.version, place.address(state.version), self._channel)

    def _on_failure(self, error: Exception) -> None:
        log.info("no answer on newer versions: %s", type(error).__name__)

    def _on_setting(self, key: str) -> None:
        if key == Settings.tells_of_releases.key:
            self.check()


class ReplacedProgramDetector(QObject):
    """Compares the program's file with the one that it was when this began.

    An upgrade puts new files in the place of those that are still to be loaded: the sooner the
    program is started anew, the better.
    """

    detected = Signal()  # there is another program now; told once

    def __init__(self, program: Path | None, parent: QObject | None = None) -> None:
        """`program` is the installed file; None for one that runs from source."""
        super().__init__(parent)
        self._program = program
        self._known = self._mark()

    def check(self) -> None:
        """Tell if the file is another one; one that is gone may be on its way back."""
        found = self._mark()
        if self._known is None or found is None or found == self._known:
            return
        log.info("the program was replaced by another")
        self._known = None
        self.detected.emit()

    def _mark(self) -> tuple[int, int, int] | None:
        """Return what tells one file from its successor, None if there is none."""
        if self._program is None:
            return None
        try:
            state = self._program.stat()
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size


def is_due(settings: Settings, now: datetime) -> bool:
    """Return whether a week has gone by; a moment to come was set by a clock that was wrong."""
    try:
        asked_at = datetime.fromisoformat(settings.releases_asked_at)
        return not is_within(asked_at, now, ASK_EVERY)
    except (ValueError, TypeError):  # never asked, or no moment with a zone
        return True
