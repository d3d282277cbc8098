"""The program closed within its first seconds: by its window, by the system, or at a log-out."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tests.faults.profiles import (
    assert_read_marks,
    options_for,
    used_profile,
    write_own_sources,
)
from tests.faults.program import run_program
from tests.faults.trials import Kind, Trial

ROOT = Path(__file__).resolve().parents[2]
CLOSINGS = 300
LATEST_MS = 2_500
STARTED_ANEW = 20  # one of so many is a start from nothing, and not a fork
SOURCES = 12
WAYS = {
    "window": lambda: [window.close() for window in QApplication.topLevelWidgets()],
    "quit": QApplication.quit,
    "SIGTERM": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "SIGHUP": lambda: os.kill(os.getpid(), signal.SIGHUP),
}


def close(way: str, after_ms: int, folder: Path) -> None:
    """Close the program while connections to servers that keep silent are being made."""
    profile = used_profile(folder / "profile")

    def close_later(application: QApplication) -> None:
        QTimer.singleShot(after_ms, application, WAYS[way])

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        write_own_sources(profile, *(f"https://127.0.0.1:{port}/{n}.xml" for n in range(SOURCES)))
        seen = run_program(
            options_for(profile), with_application=close_later, settled_ms=LATEST_MS * 2
        )
    assert seen.exit_code == 0, f"exit code {seen.exit_code}: {seen.printed}"
    assert "Traceback" not in seen.printed, seen.printed
    assert_read_marks(profile)


def close_real(after_s: float, folder: Path) -> None:
    """Start the program as from a terminal and end it as the system does."""
    profile = used_profile(folder / "profile")
    command = [sys.executable, "-m", "desktop", "--profile", str(profile)]
    with (folder / "printed").open("wb") as sink:
        process = subprocess.Popen(command, cwd=ROOT, stdout=sink, stderr=subprocess.STDOUT)
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            process.terminate()
        code = process.wait(30)
    printed = (folder / "printed").read_text(errors="replace")
    # On a slow machine the program may not have come to heed it: then it ends by it.
    assert code in (0, -signal.SIGTERM), f"exit code {code}: {printed}"
    assert "Traceback" not in printed, printed


def trials(chance: random.Random) -> Iterator[Trial]:
    for number in range(CLOSINGS):
        after_ms = chance.randrange(LATEST_MS)
        if number % STARTED_ANEW == 0:
            yield Trial(f"a start from nothing, after {1000 + after_ms} ms",
                        partial(close_real, 1 + after_ms / 1000))  # fmt: skip
            continue
        way = list(WAYS)[number % len(WAYS)]
        yield Trial(f"{way}, after {after_ms} ms", partial(close, way, after_ms))


KIND = Kind(
    "closings",
    "The program is closed within its first seconds",
    trials,
    short=5,
)
