"""When sources are asked for news, and what came of it."""

import logging
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.controllers.change_batcher import ChangeBatcher
from desktop.controllers.sections import Sections
from desktop.controllers.source_queue import SourceQueue
from desktop.core.errors import NO_NETWORK, AppError, FetchFailed, FetchReason, StoreFailed
from desktop.core.model import Changes, FeedBytes, Source, SourceState
from desktop.core.schedule import is_due, is_told_to_wait
from desktop.models.article_list import ListState
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks

if TYPE_CHECKING:
    from desktop.net.fetch import Fetcher
    from desktop.storage.incoming import FeedArticles, FeedUpdate
    from desktop.storage.writer import ArticleWriter

log = logging.getLogger(__name__)

CHECK_EVERY_MS = 30_000
ASLEEP_AFTER_S = 120  # a check that comes this late was held up by sleep
WAKING_DELAY_MS = 10_000  # the network comes up after the machine does
MOST_READ_HERE = 50  # sources; a process that reads them takes longer to start than it saves
STATE_EVERY_MS = 100
WIDEN_EVERY_MS = 150


class Refresher(QObject):
    """Decides when sources are refreshed and reports what came of it.

    One host is asked one thing at a time; sources of the section in view come first. Who does
    not answer soon is asked once more after all others, and only then waited for: whatever the
    number of silent servers, they take some of the places and not all.
    """

    started = Signal(int)  # how many sources are being refreshed
    # ListState: none is being refreshed any more; what an empty list means now.
    finished = Signal(object)
    # Changes: articles added, altered or removed, by one source or several.
    changed = Signal(object)
    failed = Signal(object)  # Exception: why a source could not be refreshed; the others go on
    state_changed = Signal()  # the state of some source is another one now; of many, now and then
    section_answered = Signal()  # the same, and every source of the section in view has been asked

    def __init__(
        self,
        sections: Sections,
        states: Mapping[str, SourceState],
        settings: Settings,
        parent: QObject | None = None,
        *,
        tasks: Tasks,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(parent)
        self._sections = sections
        self._states = dict(states)
        self._tasks = tasks
        self._clock = clock
        self._settings = settings
        self._batcher = ChangeBatcher(self)
        self._batcher.changed.connect(self.changed)
        self.is_offline = False  # whether nobody at all is reached
        self.is_busy = False  # whether any source is being refreshed
        self.was_started = False
        self._queue = SourceQueue()
        self._widening = QTimer(self, interval=WIDEN_EVERY_MS)
        self._widening.timeout.connect(self._widen)
        self._is_anybody_reached = False  # since the last round began
        self._reached_at: datetime | None = None
        self._checked_at = clock()
        self._timer = QTimer(self, interval=CHECK_EVERY_MS)
        self._timer.timeout.connect(self._on_timer)
        self._round = 0  # of the cache: what was asked before it was lost is asked again
        self._has_other_state = False
        self._state_pause = QTimer(self, interval=STATE_EVERY_MS, singleShot=True)
        self._state_pause.timeout.connect(self._tell_state)

    def state_of(self, source: Source) -> SourceState:
        """Return how the fetching of `source` stands."""
        return self._states.get(source.id) or SourceState(source.id)

    def start(self, fetcher: "Fetcher", writes: "ArticleWriter") -> None:
        """Ask what is due now, and from now on whenever something is."""
        self._fetcher = fetcher
        # As nothing of the network, see `_load`.
        from desktop.services.feed_process import FeedReading
        from desktop.services.save_updates import UpdateSaver

        self._reading = FeedReading(self._tasks.cpu_lock)
        self._writes = writes
        self._saver = UpdateSaver(writes)
        self.was_started = True
        self._timer.start()
        self.refresh_due()

    def stop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()
        self._queue.clear()
        self._widening.stop()
        if self.was_started:
            self._reading.stop()

    def begin_anew(self) -> None:
        """Ask every source for everything: what was stored of them is lost.

        What is on its way may be the answer that nothing is new, and is asked again.
        """
        self._states.clear()
        self._round += 1
        self.request_refresh()

    def flush_changes(self) -> None:
        """Pass on what was fetched so far, instead of waiting for more."""
        self._batcher.flush()

    def refresh_due(self) -> None:
        """Ask the sources whose time has come."""
        now = self._clock()
        self._refresh(s for s in self._sections.sources if is_due(self.state_of(s), now))

    def request_refresh(self) -> None:
        """Ask every source once what the user sees has been painted."""
        QTimer.singleShot(0, self, self.refresh_all)

    def refresh_all(self) -> None:
        """Ask every source because the user wants it, except where a host asked for quiet."""
        self._refresh(s for s in self._sections.sources if not self._is_told_to_wait(s))

    def _refresh(self, sources: Iterable[Source]) -> None:
        queued = self._queue.ids()
        wanted = [s for s in sources if s.id not in queued]
        wanted.sort(key=lambda s: s.section != self._sections.current)
        for source in wanted:
            was_silent = self.state_of(source).reason is FetchReason.TIMEOUT
            self._queue.add(source, is_silent=was_silent)
        if wanted:
            if not self._queue.is_asking:
                self._is_anybody_reached = False
                self._queue.begin()
            self._widening.start()
            self.is_busy = True
            log.info("refreshing %d sources", len(wanted))
            if len(wanted) > MOST_READ_HERE:
                self._reading.is_wanted = True
                self._tasks.network.submit(self._reading.follow)
            self.started.emit(len(wanted))
        self._ask_next()

    def _ask_next(self) -> None:
        for source, is_silent in self._queue.take():
            self._ask(source, is_brief=not is_silent)
        if self.is_busy and not self._queue.is_asking:
            self.is_busy = False
            self._widening.stop()
            self._reading.is_wanted = False
            self._tasks.network.submit(self._reading.follow)
            self._batcher.flush()
            self.finished.emit(self._empty_reason())

    def _widen(self) -> None:
        if not self._queue.widen():
            self._widening.stop()
        self._ask_next()

    def _ask(self, source: Source, *, is_brief: bool) -> None:
        minutes = self._settings.refresh_minutes
        self._tasks.run(
            source,
            (self._tasks.network, lambda s: self._load(s, minutes, is_brief=is_brief)),
            (self._tasks.database, self._save),
            owner=self,
            done=partial(self._on_done, self._round),
            failed=lambda error: self._on_answer_missing(source, error, is_brief=is_brief),
        )

    def _load(self, source: Source, base_minutes: int, *, is_brief: bool) -> "FeedUpdate":
        # Nothing of the network is loaded before the first paint.
        from desktop.services.update_feed import update_feed

        update = update_feed(
            source,
            self.state_of(source),
            self._fetcher,
            self._clock(),
            base_minutes=base_minutes,
            jitter=random.uniform(-1, 1),  # noqa: S311 - spreads load, guards nothing
            read=self._read,
            is_brief=is_brief,
        )
        return self._saver.add(update)

    def _read(self, given: FeedBytes) -> "FeedArticles":
        self._queue.note_answer(given.source)
        return self._reading.read(given)

    def _save(self, update: "FeedUpdate") -> "tuple[FeedUpdate, Changes]":
        with self._tasks.cpu_lock:  # without it stalls of the window are half as long again
            return update, self._saver.save(update)

    def _on_done(self, asked_in: int, result: "tuple[FeedUpdate, Changes]") -> None:
        update, changes = result
        if asked_in != self._round:
            self._queue.add(update.source, is_silent=False)
            self._free(update.source)
            return
        self._states[update.source.id] = update.state
        self._note_reached()
        if changes:
            self._batcher.add(changes)
        self._end(update.source)

    def _on_answer_missing(self, source: Source, error: Exception, *, is_brief: bool) -> None:
        """Ask once more, after all others, where it was only not waited for; else it failed."""
        was_silent = isinstance(error, FetchFailed) and error.is_silence
        if is_brief and was_silent:
            log.info("source %s is slow: asked again later", source.id)
            self._queue.add(source, is_silent=True)
            self._free(source)
        else:
            self._on_failed(source, error)

    def _on_failed(self, source: Source, error: Exception) -> None:
        from desktop.services.update_feed import failed_state  # see `_load`

        if isinstance(error, AppError):
            log.warning("source %s: %s", source.id, error)
        else:
            log.error("source %s", source.id, exc_info=error)
        minutes = self._settings.refresh_minutes
        state = failed_state(self.state_of(source), error, self._clock(), base_minutes=minutes)
        if isinstance(error, StoreFailed):
            state = state._replace(reason=None)  # the source did answer, the disk refused
        self._states[source.id] = state
        self._judge_network(error)
        step = (self._tasks.database, self._writes.save_state)
        self._tasks.run(state, step, owner=self, done=lambda _: None, failed=self.failed.emit)
        self.failed.emit(error)
        self._end(source)

    def _end(self, source: Source) -> None:
        self._emit_state()
        self._free(source)

    def _free(self, source: Source) -> None:
        """Let the next one have the place of `source`."""
        self._queue.release(source)
        self._ask_next()

    def _emit_state(self) -> None:
        self._has_other_state = True
        if not self._state_pause.isActive():
            self._tell_state()
        states = map(self.state_of, self._sections.sources_in_view())
        if all(state.checked_at or state.reason for state in states):
            self.section_answered.emit()

    def _tell_state(self) -> None:
        """Tell of what changed since the last time, and then not for a while."""
        if self._has_other_state:
            self._has_other_state = False
            self._state_pause.start()
            self.state_changed.emit()

    def _empty_reason(self) -> ListState:
        """Return what it means if there is no news in the section in view."""
        if self.is_offline:
            return ListState.OFFLINE
        states = [self.state_of(source) for source in self._sections.sources]
        if any(s.reason for s in states) and not any(s.checked_at for s in states):
            return ListState.UNREACHABLE
        return ListState.EMPTY

    def _judge_network(self, error: Exception) -> None:
        """Call it offline only while nobody at all is reached."""
        if not isinstance(error, FetchFailed) or error.reason not in NO_NETWORK:
            self._note_reached()
        elif not self._is_anybody_reached and self._is_nobody_there(error.reason):
            self._set_offline(is_offline=True)

    def _is_nobody_there(self, reason: FetchReason) -> bool:
        """Return whether it is the network; a name that is gone, asked alone, proves nothing."""
        recently = self._clock() - timedelta(minutes=2 * self._settings.refresh_minutes)
        if reason is FetchReason.OFFLINE or self._reached_at is None or self._reached_at < recently:
            return True
        return all(
            self.state_of(source).reason in NO_NETWORK or self._is_told_to_wait(source)
            for source in self._sections.sources
        )

    def _note_reached(self) -> None:
        self._is_anybody_reached = True
        self._reached_at = self._clock()
        self._set_offline(is_offline=False)

    def _set_offline(self, *, is_offline: bool) -> None:
        if is_offline != self.is_offline:
            self.is_offline = is_offline
            self._emit_state()

    def _is_told_to_wait(self, source: Source) -> bool:
        return is_told_to_wait(self.state_of(source), self._clock())

    def _on_timer(self) -> None:
        now = self._clock()
        passed, self._checked_at = now - self._checked_at, now
        if passed.total_seconds() > ASLEEP_AFTER_S:
            log.info("woken up: waiting for the network")
            QTimer.singleShot(WAKING_DELAY_MS, self, self.refresh_due)
        else:
            self.refresh_due()
