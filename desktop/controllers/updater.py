"""When sources are asked for news, and what came of it."""

import logging
import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import AppError, FetchFailed, FetchReason, StoreFailed
from desktop.core.model import Changes, FeedUpdate, Source, SourceState
from desktop.core.schedule import is_due
from desktop.core.urls import host_of
from desktop.qt.tasks import Tasks

if TYPE_CHECKING:
    from desktop.net.fetch import Fetcher
    from desktop.storage.writer import ArticleWriter

log = logging.getLogger(__name__)

CHECK_EVERY_MS = 30_000
ASLEEP_AFTER_S = 120  # a check that comes this late was held up by sleep
WAKING_DELAY_MS = 10_000  # the network comes up after the machine does
NO_NETWORK = frozenset({FetchReason.OFFLINE, FetchReason.DNS})
SILENT = frozenset(reason.value for reason in NO_NETWORK)


class Updater(QObject):
    """Decides when sources are refreshed and reports what came of it.

    One host is asked one thing at a time; sources of the section in view come first.

    Signals:
        started(int): how many sources are being refreshed.
        finished(): none is being refreshed any more.
        changed(Changes): articles added, altered or removed by one source.
        failed(Source, Exception): one source that could not be refreshed; the others go on.
        state_changed(): the state of some source is another one now.
    """

    started = Signal(int)
    finished = Signal()
    changed = Signal(object)
    failed = Signal(object, object)
    state_changed = Signal()

    def __init__(
        self,
        states: Mapping[str, SourceState],
        *,
        tasks: Tasks,
        clock: Callable[[], datetime],
        base_minutes: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.sources: tuple[Source, ...] = ()
        self._states = dict(states)
        self._tasks = tasks
        self._clock = clock
        self.base_minutes = base_minutes
        self.section = ""
        self.is_offline = False
        self.was_started = False
        self._is_running = False
        self._queues: dict[str, deque[Source]] = {}
        self._busy: dict[str, str] = {}  # id and host of each source that is being asked
        self._is_anybody_reached = False  # since the last round began
        self._reached_at: datetime | None = None
        self._checked_at = clock()
        self._timer = QTimer(self, interval=CHECK_EVERY_MS)
        self._timer.timeout.connect(self._on_timer)

    @property
    def is_busy(self) -> bool:
        """Return whether any source is being refreshed."""
        return self._is_running

    def state_of(self, source: Source) -> SourceState:
        """Return how the fetching of `source` stands."""
        return self._states.get(source.id) or SourceState(source.id)

    def start(self, fetcher: "Fetcher", writes: "ArticleWriter") -> None:
        """Ask what is due now, and from now on whenever something is."""
        self._fetcher = fetcher
        self._writes = writes
        self.was_started = True
        self._timer.start()
        self.refresh_due()

    def stop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()
        self._queues.clear()

    def refresh_due(self) -> None:
        """Ask the sources whose time has come."""
        now = self._clock()
        self._refresh(s for s in self.sources if is_due(self.state_of(s), now))

    def refresh_all(self) -> None:
        """Ask every source because the user wants it, except where a host asked for quiet."""
        self._refresh(s for s in self.sources if not self._is_told_to_wait(s))

    def _refresh(self, sources: Iterable[Source]) -> None:
        queued = {s.id for queue in self._queues.values() for s in queue}
        wanted = [s for s in sources if s.id not in queued and s.id not in self._busy]
        wanted.sort(key=lambda s: s.section != self.section)
        for source in wanted:
            self._queues.setdefault(host_of(source.url), deque()).append(source)
        if wanted:
            self._is_anybody_reached = bool(self._busy) and self._is_anybody_reached
            self._is_running = True
            log.info("refreshing %d sources", len(wanted))
            self.started.emit(len(wanted))
        for host in list(self._queues):
            self._next(host)

    def _next(self, host: str) -> None:
        """Ask the next source of `host`, unless one is being asked."""
        queue = self._queues.get(host)
        if queue and host not in self._busy.values():
            source = queue.popleft()
            self._busy[source.id] = host
            self._ask(source)
        elif not queue:
            self._queues.pop(host, None)
        if self._is_running and not self._busy and not self._queues:
            self._is_running = False
            self.finished.emit()

    def _ask(self, source: Source) -> None:
        self._tasks.run(
            source,
            (self._tasks.network, self._load),
            (self._tasks.database, self._save),
            owner=self,
            done=self._on_done,
            failed=lambda error: self._on_failed(source, error),
        )

    def _load(self, source: Source) -> FeedUpdate:
        # Nothing of the network is loaded before the first paint.
        from desktop.services.update_feed import update_feed

        return update_feed(
            source,
            self.state_of(source),
            self._fetcher,
            self._clock(),
            base_minutes=self.base_minutes,
            jitter=random.uniform(-1, 1),  # noqa: S311 - spreads load, guards nothing
            turn=self._tasks.turn,
        )

    def _save(self, update: FeedUpdate) -> tuple[FeedUpdate, Changes]:
        with self._tasks.turn:
            return update, self._writes.save(update)

    def _on_done(self, result: tuple[FeedUpdate, Changes]) -> None:
        update, changes = result
        self._states[update.source.id] = update.state
        self._note_reached()
        if changes:
            self.changed.emit(changes)
        self._end(update.source)

    def _on_failed(self, source: Source, error: Exception) -> None:
        from desktop.services.update_feed import failed_state  # see `_load`

        if isinstance(error, AppError):
            log.warning("source %s: %s", source.id, error)
        else:
            log.error("source %s", source.id, exc_info=error)
        state = failed_state(
            self.state_of(source), error, self._clock(), base_minutes=self.base_minutes
        )
        if isinstance(error, StoreFailed):
            state = state._replace(problem="")  # the source did answer, the disk refused
        self._states[source.id] = state
        self._judge_network(error)
        self._tasks.run(
            state,
            (self._tasks.database, self._writes.save_state),
            owner=self,
            done=ignore,
            failed=lambda trouble: self.failed.emit(source, trouble),
        )
        self.failed.emit(source, error)
        self._end(source)

    def _end(self, source: Source) -> None:
        self._busy.pop(source.id, None)
        self.state_changed.emit()
        self._next(host_of(source.url))

    def _judge_network(self, error: Exception) -> None:
        """Call it offline only while nobody at all is reached."""
        if not isinstance(error, FetchFailed) or error.reason not in NO_NETWORK:
            self._note_reached()
        elif not self._is_anybody_reached and self._is_nobody_there(error.reason):
            self._set_offline(is_offline=True)

    def _is_nobody_there(self, reason: FetchReason) -> bool:
        """Return whether it is the network; a name that is gone, asked alone, proves nothing."""
        recently = self._clock() - timedelta(minutes=2 * self.base_minutes)
        if reason is FetchReason.OFFLINE or self._reached_at is None or self._reached_at < recently:
            return True
        return all(
            self.state_of(s).problem in SILENT or self._is_told_to_wait(s) for s in self.sources
        )

    def _note_reached(self) -> None:
        self._is_anybody_reached = True
        self._reached_at = self._clock()
        self._set_offline(is_offline=False)

    def _set_offline(self, *, is_offline: bool) -> None:
        if is_offline != self.is_offline:
            self.is_offline = is_offline
            self.state_changed.emit()

    def _is_told_to_wait(self, source: Source) -> bool:
        state = self.state_of(source)
        is_refused = state.problem in ("status 429", "status 503")
        return is_refused and not is_due(state, self._clock())

    def _on_timer(self) -> None:
        now = self._clock()
        held_up = (now - self._checked_at).total_seconds() > ASLEEP_AFTER_S
        self._checked_at = now
        if held_up:
            log.info("woken up: waiting for the network")
            QTimer.singleShot(WAKING_DELAY_MS, self, self.refresh_due)
        else:
            self.refresh_due()


def ignore(_result: object) -> None:
    """Take a result that nobody waits for."""
