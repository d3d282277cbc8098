"""The system's request to end: at shutdown, at logging out, or by Ctrl+C in a terminal.

Left alone, SIGTERM ends a process between two instructions, and Python hears of a signal
only when Qt next calls into it.
"""

import logging
import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal

log = logging.getLogger(__name__)

REQUESTS = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Hears the system ask for an end; does nothing on Windows, which has no such signals.

    Signals:
        asked(): the program is to end, in order.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "win32":
            return
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.set_blocking(self._writing, False)  # set_wakeup_fd asks for it
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_request)
        signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        for name in REQUESTS:
            signal.signal(getattr(signal, name), heard)

    def _on_request(self) -> None:
        os.read(self._reading, 64)
        log.info("the system asks to end")
        self.asked.emit()


def heard(_number: int, _frame: object) -> None:
    """Do nothing: that there is a handler sends the signal's number down the pipe."""
