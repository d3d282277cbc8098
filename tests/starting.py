"""The program as a process of its own, on no screen, which tells when its window was painted."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The window's first paint starts the rest of the program, which is told here on a line; a box
# that asks something instead, with what it says.
TELL = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from desktop import app
from desktop.__main__ import parse
from desktop.qt.process import end_process

build = app.Program._start_background
def told(self):
    build(self)
    print("window:", self.foreground.window.windowTitle(), flush=True)
app.Program._start_background = told

def ask(box):
    words = [box.text(), *(button.text() for button in box.buttons())]
    print("asked:", " | ".join(words), flush=True)
    wanted = sys.stdin.readline().strip()
    (button,) = (each for each in box.buttons() if each.text() == wanted)
    QTimer.singleShot(0, button.click)
    return real(box)
real = QMessageBox.exec
QMessageBox.exec = ask
end_process(app.run(parse(sys.argv[1:])))
"""


class StartedProgram:
    """One run of the program.

    Attributes:
        process: The process; it hears on its input which button is clicked.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def said(self, *, seconds: float = 20.0) -> str:
        """Return what it tells next: "window: …", "asked: …", or "" once it has ended."""
        assert self.process.stdout is not None
        began_s = time.monotonic()
        line = self.process.stdout.readline().strip()
        assert time.monotonic() - began_s < seconds, line
        return line

    def click(self, button: str) -> None:
        """Click the button of this name in the box that asks."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{button}\n")
        self.process.stdin.flush()

    def stand_still(self) -> None:
        """Live, and answer nothing; all of its threads stand still once this returns."""
        self.process.send_signal(signal.SIGSTOP)
        os.waitpid(self.process.pid, os.WUNTRACED)

    def quit(self) -> int:
        """End it as the system does at the end of a session; return its exit code."""
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        return self.process.wait(20)


@contextmanager
def started(
    profile: Path,
    *arguments: str,
    environment: Mapping[str, str | None] | None = None,
    wrapper: Sequence[str] = (),
) -> Iterator[StartedProgram]:
    """Start the program on its embedded edition, and kill what is left of it in the end."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    for name, value in (environment or {}).items():
        variables.pop(name, None)
        if value is not None:
            variables[name] = value
    command = [sys.executable, "-c", TELL, "--demo", "--profile", str(profile), *arguments]
    with subprocess.Popen(
        [*wrapper, *command],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=variables,
    ) as process:  # fmt: skip
        try:
            yield StartedProgram(process)
        finally:
            process.kill()
