"""How long the window and the lane of writes stand still while 5,000 of 300,000 articles go.

Run: python -m tests.benchmarks.retention [COUNT]
"""

import gc
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from desktop.app import SWITCH_INTERVAL_S, Program, new_application
from desktop.options import Options
from tests.benchmarks.profiles import make_profile
from tests.benchmarks.pulse import LIMIT_MS, Pulse, say

ARTICLES, OLD = 300_000, 5_000
LONG_AGO_S = 400 * 24 * 3600
REST_MS = 5000
LONGEST_WAIT_MS = 300_000
MARK_EVERY_MS = 100


class Lane:
    """The lane of writes, which notes how long each job has held it."""

    def __init__(self, program: Program) -> None:
        self.held_ms: list[float] = []
        executor = program.foreground.tasks.database
        submit = executor.submit

        def timed(call: Callable[[], object]) -> Callable[[], None]:
            def run() -> None:
                began = time.perf_counter()
                call()
                self.held_ms.append((time.perf_counter() - began) * 1000)

            return run

        executor.submit = lambda call: submit(timed(call))  # type: ignore[method-assign]


class Marker:
    """Marks articles as read all the time, and notes how long it takes until that is kept."""

    def __init__(self, program: Program) -> None:
        self.waited_ms: list[float] = []
        self._program = program
        self._ids = iter(program.foreground.article_list.listed_ids()[:2000])
        self._timer = QTimer(interval=MARK_EVERY_MS)
        self._timer.timeout.connect(self._mark)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _mark(self) -> None:
        background = self._program.background
        assert background is not None
        began, id_ = time.perf_counter(), next(self._ids)
        tasks = self._program.foreground.tasks
        step = (tasks.database, lambda _: background.writes.mark_read([id_]))
        tasks.run(
            None, step, owner=background, failed=print,
            done=lambda _: self.waited_ms.append((time.perf_counter() - began) * 1000),
        )  # fmt: skip


def age(folder: Path) -> None:
    """Let the first articles have arrived long ago."""
    with closing(sqlite3.connect(folder / "cache.sqlite")) as store, store:
        update = "UPDATE articles SET arrived_at = arrived_at - ? WHERE number <= ?"
        store.execute(update, (LONG_AGO_S, OLD))


def let_run(ms: int) -> None:
    """Run the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def measure(folder: Path) -> None:
    """Run the program on the profile and print its gaps."""
    program = Program(
        new_application(), Options(profile=folder, sources=folder / "bronnen-meting.toml")
    )
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    program.open()
    program.foreground.window.show()
    let_run(REST_MS)
    gc.freeze()  # as `main` does
    back, rows = program.background, program.foreground.article_list
    assert back is not None
    before, size = rows.count(), (folder / "cache.sqlite").stat().st_size
    pulse, lane, marker = Pulse(), Lane(program), Marker(program)
    loop, removed = QEventLoop(), []
    back.maintenance.changed.connect(lambda changes: removed.append(len(changes.removed)))
    back.maintenance.changed.connect(lambda _: QTimer.singleShot(500, loop.quit))
    QTimer.singleShot(LONGEST_WAIT_MS, loop.quit)
    began = time.perf_counter()
    back.maintenance.run()
    loop.exec()
    marker.stop()
    taken = time.perf_counter() - began
    print(f"{before:,} rows, {sum(removed):,} went in {taken:.1f} s, {len(lane.held_ms)} steps;"
          f" {before - rows.count():,} left the list")  # fmt: skip
    say("the window", pulse.take())
    held, waited = sorted(lane.held_ms), sorted(marker.waited_ms)
    print(f"the lane: held for {held[-1]:.0f} ms at most (at most {LIMIT_MS}),"
          f" {sum(ms > LIMIT_MS for ms in held)} above the limit")  # fmt: skip
    print(f"a read mark: kept after {waited[len(waited) // 2]:.0f} ms, {waited[-1]:.0f} at most")
    freed = size - (folder / "cache.sqlite").stat().st_size
    print(f"the disk got {freed / 1e6:.1f} of {size / 1e6:.0f} MB back")
    program.stop()


def report(count: int) -> None:
    """Fill a profile and measure."""
    with TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        make_profile(profile, count)
        age(profile)
        measure(profile)


if __name__ == "__main__":
    report(int(sys.argv[1]) if sys.argv[1:] else ARTICLES)
