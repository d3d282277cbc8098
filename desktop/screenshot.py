"""A picture of the window once the list and the first article are there (`--screenshot`)."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import Program, new_application
from desktop.options import Options

log = logging.getLogger(__name__)

CHECK_EVERY_MS = 100
QUIET_CHECKS = 5  # in a row without news on its way
LONGEST_WAIT_MS = 20_000
SIZE = (1180, 760)


def take_screenshot(options: Options, path: Path) -> int:
    """Run the program until it can be looked at, write the picture, return the exit code."""
    application = new_application()
    program = Program(application, options)
    picture = Screenshot(program, path)
    program.open()
    picture.start()
    try:
        return application.exec()
    finally:
        program.stop()


class Screenshot(QObject):
    """Waits until nothing is on its way any more, writes the picture and ends the program."""

    def __init__(self, program: Program, path: Path) -> None:
        super().__init__()
        self._program = program
        self._path = path
        self._checks = self._quiet_checks = 0
        self._timer = QTimer(self, interval=CHECK_EVERY_MS)
        self._timer.timeout.connect(self._check)

    def start(self) -> None:
        """Show the window at its usual size, whatever the screen, and wait."""
        window = self._program.foreground.window
        if not self._program.foreground.settings.geometry:
            window.resize(*SIZE)
        window.show()
        self._timer.start()

    def _check(self) -> None:
        self._checks += 1
        self._quiet_checks = self._quiet_checks + 1 if self._is_quiet() else 0
        is_late = self._checks * CHECK_EVERY_MS >= LONGEST_WAIT_MS
        if is_late or self._quiet_checks >= QUIET_CHECKS:
            self._timer.stop()
            self._take()

    def _is_quiet(self) -> bool:
        refresher, background = self._program.foreground.refresher, self._program.background
        if background is None or not refresher.was_started:
            return False
        working = (refresher, background.full_text, background.images)
        return not any(each.is_busy for each in working)

    def _take(self) -> None:
        if is_written := self._write():
            print(self._path)
        else:
            log.error("could not write %s", self._path)
            print(f"{self._path}: cannot be written", file=sys.stderr)
        QApplication.exit(0 if is_written else 1)

    def _write(self) -> bool:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        return self._program.foreground.window.grab().save(str(self._path))
