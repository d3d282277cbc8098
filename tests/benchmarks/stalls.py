"""How long the window stands still, at most, while 50 sources of 30 items refresh."""

import gc
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from desktop.app import SWITCH_INTERVAL_S, Program, new_application
from desktop.options import Options
from tests.benchmarks.profiles import SOURCES, make_profile, source_list
from tests.benchmarks.pulse import Pulse, say
from tests.benchmarks.stand import standing

ARTICLES = 10_000
REST_MS = 3000  # after the last source: shaping and storing texts for later
LONGEST_WAIT_MS = 60_000


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


def measure(folder: Path, sources: Path) -> None:
    """Run the program and print its gaps."""
    application = new_application()
    program = Program(application, Options(profile=folder, sources=sources))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    program.open()
    program.foreground.window.show()
    let_run(REST_MS)
    gc.freeze()  # as `main` does
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
        with standing(SOURCES) as stand:
            sources.write_text(source_list(stand.addresses), encoding="utf-8")
            measure(profile, sources)


if __name__ == "__main__":
    report()
