"""A day of use in a minute: nothing piles up."""

import gc
import random
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import psutil

from desktop import app
from desktop.options import Options
from tests.faults.program import WatchedProgram, run_program
from tests.faults.serving import serving, write_list
from tests.faults.trials import Kind, Trial

SOURCES = 12
STEP = timedelta(minutes=15)
STEPS_AN_HOUR = 4
MOST_MEMORY = 1.25  # times that of the first hour
LONGEST_S = 400.0
EXECUTORS = frozenset({"network", "foreground", "database"})


def use_for(hours: int, folder: Path) -> None:
    """Refresh, read, star and hide for some hours of a fast clock."""
    passed = timedelta()

    def clock() -> datetime:
        return datetime.now(UTC) + passed

    def use(program: WatchedProgram) -> Iterator[int]:
        nonlocal passed
        measured = []
        for step in range(hours * STEPS_AN_HOUR):
            passed += STEP
            yield from use_once(program, step)
            if step == STEPS_AN_HOUR - 1 or step == hours * STEPS_AN_HOUR - 1:
                yield 500
                measured.append(measure())
        return measured

    def set_clock() -> None:
        app.utc_now = clock

    with serving(["good"] * SOURCES) as addresses:
        options = Options(profile=folder / "p", sources=write_list(folder / "l.toml", addresses))
        seen = run_program(options, before=set_clock, act=use, longest_s=LONGEST_S)

    seen.assert_started()
    first, last = seen.answer
    assert last["memory"] <= first["memory"] * MOST_MEMORY, f"memory: {first} then {last}"
    for what in ("threads", "files", "sockets"):
        assert last[what] <= first[what], f"{what}: {first[what]} then {last[what]}"


def use_once(program: WatchedProgram, step: int) -> Iterator[int]:
    """Do what a reader does in a quarter of an hour."""
    front, back = program.foreground, program.background
    assert back is not None
    front.refresher.refresh_all()
    yield 30
    ends_at_s = time.monotonic() + 30
    while front.refresher.is_busy and time.monotonic() < ends_at_s:
        yield 10
    front.window.sidebar.new_items_wanted.emit()
    ids = [id_ for id_, _ in front.queries.article_ids(limit=10)]
    for id_ in ids[:3]:
        front.reader.open(id_)
        yield 20
    if front.reader.article is not None:
        back.article_state.set_current(front.reader.article)
        back.article_state.star_current(step % 2 == 0)
    back.article_state.mark(ids)
    if step % 8 == 0:
        back.maintenance.run()
        front.window.hide()
        yield 30
        front.window.show()
    yield 20


def measure() -> dict[str, int]:
    """Return what this process holds, but for executors' threads, which start as they are needed.

    There are never more of those than an executor was made with.
    """
    gc.collect()
    process = psutil.Process()
    of_executors = [
        thread for thread in threading.enumerate() if thread.name.rpartition("-")[0] in EXECUTORS
    ]
    return {
        "memory": process.memory_info().rss,
        "threads": process.num_threads() - len(of_executors),
        "files": process.num_fds(),
        "sockets": len(process.net_connections(kind="all")),
    }


def trials(_chance: random.Random) -> Iterator[Trial]:
    for hours in (3, 24):
        yield Trial(f"{hours} hours of use", partial(use_for, hours), count=hours)


KIND = Kind(
    "day",
    "Hours of use, up to 24 on end: memory at most 1.25 of the first's, no thread or file more",
    trials,
    short=1,
)
