"""The one place where work leaves the GUI thread, and comes back to it.

Services are plain functions that know of no threads; controllers say here in which executor
each of them runs. The threads themselves are those of `desktop.threads`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Self

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from desktop.threads import (
    REFRESH_THREADS,
    Call,
    Executor,
    GoesOn,
    ThreadExecutor,
    is_patient,
    new_lock,
    run_in_own_thread,
)

FOREGROUND_THREADS = 3  # what the user waits for never queues behind a refresh


Step = tuple[Executor, Callable[[Any], Any]]


class Tasks(QObject):
    """The executors of background work, whose results arrive on the GUI thread."""

    _arrived = Signal(object)  # Call, to be run on the GUI thread

    def __init__(self, network: Executor, foreground: Executor, database: Executor) -> None:
        super().__init__()
        self.network = network  # refreshing of sources; must not touch the database
        self.foreground = foreground  # what the user waits for: an article, its pictures
        self.database = database  # one job at a time, in order; owns the writing connection
        # Held by whoever computes for long, so that the GUI thread shares the interpreter with one
        # other thread and not with seven.
        self.cpu_lock: AbstractContextManager[object] = new_lock()
        self._is_stopped = False
        self._emitting = new_lock()
        self._arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def threaded(cls, goes_on: GoesOn = is_patient) -> Self:
        """Return the application's executors; `goes_on`: whether to wait on for the database."""
        return cls(
            ThreadExecutor("network", count=REFRESH_THREADS, waits_on_shutdown=False),
            ThreadExecutor("foreground", count=FOREGROUND_THREADS, waits_on_shutdown=False),
            ThreadExecutor("database", count=1, waits_on_shutdown=True, goes_on=goes_on),
        )

    def run(
        self,
        start: object,
        *steps: Step,
        owner: QObject,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Hand `start` to the first step, its result to the next, the last to `done`.

        Each step runs in its own executor without passing through the GUI thread; the
        first to raise ends the run and its exception goes to `failed`. `done` and
        `failed` run on the GUI thread, and not at all once `owner` is deleted.
        """

        def submit(value: Any, rest: tuple[Step, ...]) -> None:
            if rest and not self._is_stopped:
                executor, function = rest[0]
                executor.submit(lambda: perform(function, value, rest[1:]))
            elif not rest:
                self.call_in_gui_thread(owner, partial(done, value))

        def perform(function: Callable[[Any], Any], value: Any, rest: tuple[Step, ...]) -> None:
            try:
                result = function(value)
            except Exception as error:  # the GUI thread decides what it means
                self.call_in_gui_thread(owner, partial(failed, error))
            else:
                submit(result, rest)

        submit(start, steps)

    def call_in_gui_thread(self, owner: QObject, call: Call) -> None:
        """Have `call` run on the GUI thread, from any, unless `owner` is deleted first."""
        # A signal that is underway while Qt is taken down would crash the process.
        with self._emitting:
            if not self._is_stopped and isValid(self):
                self._arrived.emit(lambda: call() if isValid(owner) else None)

    def run_in_own_thread(self, function: Call, *, name: str) -> None:
        """Run `function` in a daemon thread of its own until it returns by itself."""
        run_in_own_thread(function, name=name)

    def _call(self, call: Call) -> None:
        if not self._is_stopped:  # since it was emitted
            call()

    def close(self) -> None:
        """Take no further step of any run: what was handed to an executor is the last of it.

        No result arrives after this: who waited for it is being taken down.
        """
        with self._emitting:
            self._is_stopped = True

    def stop(self) -> None:
        """Drop what has not started; let what was handed to the database reach it."""
        self.close()
        for executor in (self.network, self.foreground, self.database):
            executor.stop()
