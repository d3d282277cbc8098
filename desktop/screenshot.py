"""A picture of the window once the list and the first article are there (`--screenshot`)."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from desktop.app import Program, new_application
from desktop.options import Options

log = logging.getLogger(__name__)

LOOK_EVERY_MS = 100
STILL_FOR = 5  # looks in a row without news on its way
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
        self._still = 0
        self._looks = 0
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Show the window at its usual size, whatever the screen, and wait."""
        window = self._program.foreground.window
        if not self._program.foreground.settings.geometry:
            window.resize(*SIZE)
        window.show()
        self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        is_ready = self._is_ready()
        self._still = self._still + 1 if is_ready else 0
        if self._still >= STILL_FOR or self._looks * LOOK_EVERY_MS >= LONGEST_WAIT_MS:
            self._timer.stop()
            self._take()

    def _is_ready(self) -> bool:
        face, background = self._program.foreground, self._program.background
        if background is None or not face.refresher.was_started or face.refresher.is_busy:
            return False
        return not background.full_text.is_busy and not background.images.is_busy

    def _take(self) -> None:
        is_written = save(self._program.foreground.window.grab(), self._path)
        if is_written:
            print(self._path)
        else:
            log.error("could not write %s", self._path)
            print(f"{self._path}: cannot be written", file=sys.stderr)
        QApplication.exit(0 if is_written else 1)


def save(picture: QPixmap, path: Path) -> bool:
    """Write `picture`, with the folders above it, and return whether that was possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return picture.save(str(path))
