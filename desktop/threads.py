"""Threads without Qt: THE place where they are made.

No other module imports `threading`. The window gets its results through `desktop.qt.tasks`;
what runs in a terminal uses these executors as they are.

They are not `concurrent.futures` pools: the interpreter joins those at exit, so that one slow
server would keep the program from closing.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import SimpleQueue
from typing import Protocol

log = logging.getLogger(__name__)

Call = Callable[[], object]

REFRESH_THREADS = 25  # hides the latency of servers; each host is asked one thing at a time
PATIENCE_S = 120.0  # a disk that ends no job for so long is not coming back
LOOK_EVERY_S = 0.03

# Given for how long a stopped executor is waited for, and for how long none of its jobs has
# ended, both in seconds: whether to wait on.
GoesOn = Callable[[float, float], bool]


def is_patient(_waited_s: float, quiet_s: float) -> bool:
    """Return whether to wait on: as long as jobs come to an end, however many there are."""
    return quiet_s < PATIENCE_S


class Executor(Protocol):
    """Runs jobs; see `ThreadExecutor`. The tests have one without threads."""

    def submit(self, call: Call) -> None:
        """Have `call` run, now or later; it must not raise."""

    def stop(self) -> None:
        """Take no more jobs."""


class ThreadExecutor:
    """An executor of up to `count` daemon threads that start with the first jobs.

    `waits_on_shutdown`: whether `stop` waits until what was submitted is done, or `goes_on`,
    called time and again meanwhile, says that it is enough.
    """

    def __init__(
        self, name: str, *, count: int, waits_on_shutdown: bool, goes_on: GoesOn = is_patient
    ) -> None:
        self._name = name
        self._count = count
        self._waits_on_shutdown = waits_on_shutdown
        self._goes_on = goes_on
        self._ended_at_s = 0.0  # of the last job, on the monotonic clock
        self._jobs: SimpleQueue[Call | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        # Jobs come from several threads, and two writers would be one too many.
        self._starting = threading.Lock()
        self._is_stopped = False

    def submit(self, call: Call) -> None:
        """Queue `call`; it is dropped once the executor is stopped."""
        if self._is_stopped:
            return
        self._jobs.put(call)
        with self._starting:
            if len(self._threads) < self._count:
                name = f"{self._name}-{len(self._threads) + 1}"
                thread = threading.Thread(target=self._work, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()

    def stop(self) -> None:
        """Take no more jobs; finish or drop what waits, as `waits_on_shutdown` says."""
        self._is_stopped = True
        for _ in self._threads:
            self._jobs.put(None)
        if self._waits_on_shutdown:
            self._wait()

    def _wait(self) -> None:
        began_s = time.monotonic()
        for thread in self._threads:
            while thread.is_alive():
                thread.join(LOOK_EVERY_S)
                now_s = time.monotonic()
                quiet_s = now_s - max(began_s, self._ended_at_s)
                if thread.is_alive() and not self._goes_on(now_s - began_s, quiet_s):
                    log.error("executor %s: what it still had to do is given up", self._name)
                    return

    def _work(self) -> None:
        while (call := self._jobs.get()) is not None:
            if self._waits_on_shutdown or not self._is_stopped:
                self._do(call)
                self._ended_at_s = time.monotonic()

    def _do(self, call: Call) -> None:
        try:
            call()
        except Exception:  # the jobs behind it still want to be done
            log.exception("a job in executor %s", self._name)


def run_in_own_thread(function: Call, *, name: str) -> None:
    """Run `function` in a daemon thread of its own until it returns by itself."""
    threading.Thread(target=function, name=name, daemon=True).start()


def new_lock() -> AbstractContextManager[object]:
    """Return a lock for a `with` statement."""
    return threading.Lock()
