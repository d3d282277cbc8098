"""How soon 200 sources are fresh beside 50 that are silent and 50 that refuse, asked first.

Prints the time from the first request, and that of the same 200 sources alone in the same run.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer

from desktop.app import SWITCH_INTERVAL_S, Program, new_application
from desktop.options import Options
from tests.benchmarks.measuring import environment
from tests.benchmarks.profiles import source_list
from tests.benchmarks.stand import standing

GOOD, OTHERS = 200, 50
LIMIT_S = 15
LONGEST_S = 120


def measure(profile: Path, sources: Path) -> None:
    """Start the program; print when the last `GOOD` sources have been asked, if they have."""
    application = new_application()
    program = Program(application, Options(profile=profile, sources=sources))
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    program.open()
    program.foreground.window.show()
    refresher, sections = program.foreground.refresher, program.foreground.sections

    def look() -> None:
        good = sections.sources[-GOOD:]
        if refresher.was_started and all(refresher.state_of(s).checked_at for s in good):
            timer.stop()  # writes are waited for at the end, in a loop of their own
            print(time.monotonic())
            application.quit()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(LONGEST_S * 1000, application.quit)
    application.exec()
    program.stop()


def ended_at_s(folder: Path, addresses: list[str]) -> float:
    """Measure in a process of its own."""
    folder.mkdir()
    sources = folder / "sources.toml"
    sources.write_text(source_list(addresses), encoding="utf-8")
    command = [sys.executable, "-m", "tests.benchmarks.silent", str(folder / "profile"), sources]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True)
    return float(done.stdout)


def address_of(listener: socket.socket) -> str:
    """Return the address of a feed at a socket."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}/rss"


def main() -> None:
    """Measure with and without the others, and print."""
    with TemporaryDirectory() as name, standing(GOOD) as stand, ExitStack() as open_sockets:
        # A connection to a socket that nobody accepts from stands, and nothing ever comes.
        silent = [socket.create_server(("127.0.0.1", 0)) for _ in range(OTHERS)]
        for listener in silent:
            open_sockets.enter_context(listener)
        refusing = []
        for _ in range(OTHERS):
            with socket.create_server(("127.0.0.1", 0)) as closed:
                refusing.append(address_of(closed))
        others = [*map(address_of, silent), *refusing]
        alone_s = ended_at_s(Path(name) / "alone", stand.addresses) - stand.begun_at_s()
        began_s = time.monotonic()
        both_s = ended_at_s(Path(name) / "both", [*others, *stand.addresses]) - began_s
    print(
        f"{GOOD} sources: alone {alone_s:.1f} s, with {OTHERS} silent and {OTHERS} refusing ones"
        f" before them {both_s:.1f} s, the program's start included (at most {LIMIT_S} s)"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(*map(Path, sys.argv[1:]))
    else:
        main()
