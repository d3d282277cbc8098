"""How long the window stands still, at most, while 50 sources of 30 items refresh."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from desktop.app import SWITCH_INTERVAL_S, Program, new_application
from desktop.options import Options
from tests.benchmarks.measuring import environment
from tests.benchmarks.profiles import SECTION, SOURCES, make_profile

ARTICLES = 10_000
TICK_MS = 5
REST_MS = 3000  # after the last source: shaping and storing texts for later
LIMIT_MS = 50
LONGEST_WAIT_MS = 60_000


class Pulse(QObject):
    """A timer that notes how late it is.

    Attributes:
        gaps_ms: Between one beat and the next.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def take(self) -> list[float]:
        """Return the gaps since the last time."""
        taken, self.gaps_ms = self.gaps_ms, []
        return taken

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


def source_list(addresses: list[str]) -> str:
    """Return a list of the sources at `addresses`."""
    return "\n".join(
        f'[[source]]\nid = "bron-{n}"\nname = "Bron {n}"\nurl = "{url}"\nsection = "{SECTION}"\n'
        for n, url in enumerate(addresses)
    )


def let_run(ms: int) -> None:
    """Run the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def refresh(program: Program, *, by_user: bool) -> None:
    """Refresh every source and return when the last one is done."""
    loop = QEventLoop()
    program.foreground.refresher.finished.connect(loop.quit)
    QTimer.singleShot(LONGEST_WAIT_MS, loop.quit)
    if by_user:
        program.foreground.window.sidebar.refresh_wanted.emit()
    else:
        program.foreground.refresher.refresh_all()
    loop.exec()


def say(name: str, gaps: list[float]) -> None:
    """Print the longest gap against its limit."""
    print(
        f"{name}: longest {max(gaps):.0f} ms (at most {LIMIT_MS}), median"
        f" {statistics.median(gaps):.1f} ms, {sum(g > LIMIT_MS for g in gaps)} above the limit"
    )


def measure(folder: Path, sources: Path) -> None:
    """Run the program and print its gaps."""
    application = new_application()
    program = Program(application, Options(profile=folder, sources=sources))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    program.open()
    program.foreground.window.show()
    let_run(REST_MS)
    pulse = Pulse()
    for name, by_user in (("a refresh by itself", False), ("a refresh by the user", True)):
        let_run(100)
        pulse.take()
        before = len(program.foreground.article_list.listed_ids())
        started = time.perf_counter()
        refresh(program, by_user=by_user)
        taken = time.perf_counter() - started
        say(f"{name}, {taken:.1f} s", pulse.take())
        let_run(REST_MS)
        say(f"    the {REST_MS / 1000:.0f} s after it", pulse.take())
        print(f"    {len(program.foreground.article_list.listed_ids()) - before} rows came")
    program.stop()


def report() -> None:
    """Print the longest gaps of the event loop."""
    with TemporaryDirectory() as folder:
        profile, sources = Path(folder) / "profile", Path(folder) / "sources.toml"
        make_profile(profile, ARTICLES)
        command = [sys.executable, "-m", "tests.benchmarks.refresh", str(SOURCES)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment()
        ) as stand:
            assert stand.stdout is not None
            addresses = [stand.stdout.readline().strip() for _ in range(SOURCES)]
            sources.write_text(source_list(addresses), encoding="utf-8")
            measure(profile, sources)
            stand.communicate()


if __name__ == "__main__":
    report()
