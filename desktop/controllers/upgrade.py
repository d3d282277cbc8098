"""Notices that the program was replaced by another version while it runs."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)


class Upgrade(QObject):
    """Compares the program's file with the one that it was when this began.

    An upgrade puts new files in the place of those that are still to be loaded: the sooner the
    program is started anew, the better.

    Signals:
        done(): there is another program now; told once.
    """

    done = Signal()

    def __init__(self, program: Path | None) -> None:
        """`program` is the installed file; None for one that runs from source."""
        super().__init__()
        self._program = program
        self._known = self._mark()

    def look(self) -> None:
        """Tell if the file is another one; one that is gone may be on its way back."""
        found = self._mark()
        if self._known is None or found is None or found == self._known:
            return
        log.info("the program was replaced by another")
        self._known = None
        self.done.emit()

    def _mark(self) -> tuple[int, int, int] | None:
        """Return what tells one file from its successor, None if there is none."""
        if self._program is None:
            return None
        try:
            state = self._program.stat()
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size
