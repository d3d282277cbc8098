"""How long 500 sources of 30 new items take, beside Newsboat and what no reader can do without.

Each program runs in turn, in a process of its own with what it stored before. Measured is the
time from the first request until everything is stored.
"""

import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from lxml import etree
from PySide6.QtCore import QTimer

from desktop.app import SWITCH_INTERVAL_S, Program, new_application
from desktop.options import Options
from desktop.threads import REFRESH_THREADS
from tests.benchmarks.measuring import environment, medians
from tests.benchmarks.profiles import source_list
from tests.benchmarks.pulse import LIMIT_MS, Pulse
from tests.benchmarks.stand import Stand, standing

FEEDS = 500
ROUNDS = 3
LIMIT = 0.7  # of Newsboat's time
NEWSBOAT = "newsboat"
LONGEST_S = 300
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


class Contestant(NamedTuple):
    """One way to refresh; `run` returns figures by name, among them `ended_at_s`."""

    name: str
    run: Callable[[], dict[str, float]]


def run_ours(profile: Path, sources: Path) -> dict[str, float]:
    """Refresh in a process of its own: see `measure_ours`."""
    command = [sys.executable, "-m", "tests.benchmarks.refresh", str(profile), str(sources)]
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=True, timeout=LONGEST_S
    )
    return {name: float(value) for name, value in map(str.split, done.stdout.splitlines())}


def measure_ours(profile: Path, sources: Path) -> None:
    """Run the program as it starts, have it refresh every source and print the figures."""
    application = new_application()
    program = Program(application, Options(profile=profile, sources=sources))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    program.open()
    program.foreground.window.show()
    refresher, pulse = program.foreground.refresher, Pulse()
    figures = {"reader_mb": 0.0}
    sampling = QTimer(application, interval=100)

    def sample() -> None:
        figures["reader_mb"] = max(figures["reader_mb"], children_mb())

    def begin() -> None:
        if not refresher.was_started:  # still before the first paint
            QTimer.singleShot(10, begin)
            return
        figures["cpu_s"] = -cpu_s()
        refresher.refresh_all()
        pulse.take()

    def end() -> None:
        figures["ended_at_s"] = time.monotonic()
        figures["longest_gap_ms"] = max(pulse.take())
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        application.quit()

    refresher.finished.connect(end)
    sampling.timeout.connect(sample)
    sampling.start()
    QTimer.singleShot(0, begin)
    QTimer.singleShot(LONGEST_S * 1000, application.quit)
    application.exec()
    program.stop()
    figures["cpu_s"] += cpu_s()
    for name, value in figures.items():
        print(name, value)


def cpu_s() -> float:
    """Return the seconds that this process has computed, with the processes it started."""
    both = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def children_mb() -> float:
    """Return the memory that the processes started by this one have had at most, on Linux."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    status = "".join(Path("/proc", child, "status").read_text() for child in children)
    return sum(map(int, re.findall(r"VmHWM:\s*(\d+) kB", status))) / 1024


def run_newsboat(folder: Path, addresses: list[str], threads: int) -> dict[str, float]:
    """Have Newsboat reload every feed in `threads` threads, and end."""
    folder.mkdir(exist_ok=True)
    urls, config = folder / "urls", folder / "config"
    urls.write_text("\n".join(addresses), encoding="utf-8")
    config.write_text(f"reload-threads {threads}\n", encoding="utf-8")
    command = [NEWSBOAT, "-q", "-u", urls, "-C", config, "-c", folder / "cache.db", "-x", "reload"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, timeout=LONGEST_S, env={**os.environ, "HOME": str(folder)})
    ended_at_s, after = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"ended_at_s": ended_at_s, "cpu_s": cpu_s}


def run_floor(file: Path, addresses: list[str]) -> dict[str, float]:
    """Do what no reader can do without: ask, parse as XML and store the text of each item."""
    cpu_s = time.process_time()
    with closing(sqlite3.connect(file)) as store:
        store.execute("PRAGMA journal_mode = WAL")
        store.execute("CREATE TABLE IF NOT EXISTS items (address PRIMARY KEY, title, text)")
        for address in addresses:
            host, _, path = address.removeprefix("http://").partition("/")
            with closing(HTTPConnection(host)) as connection:
                connection.request("GET", f"/{path}")
                items = etree.fromstring(connection.getresponse().read()).iter("item")
            rows = [[i.findtext(n) for n in ("guid", "title", _CONTENT)] for i in items]
            with store:
                store.executemany("INSERT INTO items VALUES (?, ?, ?)", rows)
    return {"ended_at_s": time.monotonic(), "cpu_s": time.process_time() - cpu_s}


def contestants(folder: Path, addresses: list[str]) -> list[Contestant]:
    """Return who takes part: the floor, this program, and Newsboat where it is installed."""
    sources = folder / "sources.toml"
    sources.write_text(source_list(addresses), encoding="utf-8")
    found = [
        Contestant("floor", partial(run_floor, folder / "floor.sqlite", addresses)),
        Contestant("this program", partial(run_ours, folder / "profile", sources)),
    ]
    if shutil.which(NEWSBOAT) is None:
        print(f"{NEWSBOAT} is not installed: left out")
        return found
    for threads in (1, REFRESH_THREADS):
        run = partial(run_newsboat, folder / f"{NEWSBOAT}-{threads}", addresses, threads)
        found.append(Contestant(f"{NEWSBOAT}, {threads} at once", run))
    return found


def measure(stand: Stand, taking_part: list[Contestant]) -> dict[str, dict[str, float]]:
    """Let them refresh A B C A B C …; return the medians of each."""
    found: dict[str, list[dict[str, float]]] = {c.name: [] for c in taking_part}
    for _ in range(ROUNDS):
        for contestant in taking_part:
            figures = contestant.run()
            figures["span_s"] = figures["ended_at_s"] - stand.begun_at_s()
            found[contestant.name].append(figures)
    return {name: medians(figures) for name, figures in found.items()}


def report(found: dict[str, dict[str, float]]) -> None:
    """Print the medians, each against the floor and, where it took part, Newsboat as it comes."""
    floor, newsboat = found["floor"], found.get(f"{NEWSBOAT}, 1 at once")
    for name, figures in found.items():
        against = f"{figures['span_s'] / floor['span_s']:.2f} x the floor"
        if newsboat is not None:
            against += f", {figures['span_s'] / newsboat['span_s']:.2f} x {NEWSBOAT}"
        print(f"{name}: {figures['span_s']:.2f} s, CPU {figures['cpu_s']:.2f} s, {against}")
    ours = found["this program"]
    print(
        f"this program: longest gap {ours['longest_gap_ms']:.0f} ms (at most {LIMIT_MS}),"
        f" peak {ours['peak_mb']:.0f} MB, and {ours['reader_mb']:.0f} MB of the process that reads;"
        f" at most {LIMIT} x {NEWSBOAT} is aimed at"
    )


def main() -> None:
    """Measure `FEEDS` sources and print."""
    with TemporaryDirectory() as name, standing(FEEDS) as stand:
        report(measure(stand, contestants(Path(name), stand.addresses)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure_ours(*map(Path, sys.argv[1:]))
    else:
        main()
