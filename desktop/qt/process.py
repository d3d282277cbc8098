"""The program as a process of the system: when it is to end, and what the task bar calls it."""

import logging
import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from desktop import APPLICATION_ID

log = logging.getLogger(__name__)

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class TerminationSignals(QObject):
    """The system's request to end: at shutdown, at logging out, or by Ctrl+C in a terminal.

    Left alone, SIGTERM ends a process between two instructions, and Python hears of a signal
    only when Qt next calls into it. Windows has no such signals.

    Signals:
        quit_requested(): the program is to end, in order.
    """

    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "win32":
            return
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        os.set_blocking(self._write_end, False)  # set_wakeup_fd asks for it
        self._notifier = QSocketNotifier(self._read_end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        signal.set_wakeup_fd(self._write_end, warn_on_full_buffer=False)
        for name in SIGNALS:
            signal.signal(getattr(signal, name), ignore_signal)

    def _on_signal(self) -> None:
        os.read(self._read_end, 64)
        log.info("the system asks to end")
        self.quit_requested.emit()


def ignore_signal(_number: int, _frame: object) -> None:
    """Do nothing: that there is a handler sends the signal's number down the pipe."""


def name_for_task_bar() -> None:
    """Tell Windows which program this is, before its first window: own icon, one button for all.

    Without it, Windows goes by the file that runs, and notifications have no sender.
    """
    if sys.platform == "win32":
        # There only, and it takes 10 ms to load.
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APPLICATION_ID)
