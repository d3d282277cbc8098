"""The program as a process: the lock on its profile, when to end, its name for the task bar.

What a second launch says to the first is in `single_instance`, which a start does without.
"""

import logging
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QCoreApplication, QLockFile, QObject, QSocketNotifier, Signal

from desktop import APPLICATION_ID

log = logging.getLogger(__name__)

LOCK_FILE = "instance.lock"
SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class ProfileLock:
    """A lock on a profile folder, which is made if need be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = QLockFile(str(folder / LOCK_FILE))
        # A program runs for days: only a process that is gone makes a lock stale.
        self._lock.setStaleLockTime(0)

    def acquire(self) -> bool:
        """Return whether no other program holds the profile; never waits."""
        if self._lock.tryLock(0):
            return True
        if not self.folder.exists():
            return self._acquire_new()
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        # A folder that cannot be written to keeps nobody from reading the news.
        log.warning("the profile cannot be locked: %s", self._lock.error().name)
        return True

    def release(self) -> None:
        """Let go of the profile."""
        self._lock.unlock()

    def _acquire_new(self) -> bool:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True  # told later, by whoever wants to keep something there
        return self.folder.is_dir() and self.acquire()


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
        for name in SIGNALS:  # that there is a handler sends the number down the pipe
            signal.signal(getattr(signal, name), lambda _number, _frame: None)

    def _on_signal(self) -> None:
        os.read(self._read_end, 64)
        log.info("the system asks to end")
        self.quit_requested.emit()


def end_process(code: int) -> NoReturn:
    """End this process at once, with all that it keeps in its files already.

    A way out through the interpreter takes the libraries down under the threads that still
    wait for a server, and one that is within OpenSSL by then crashes.
    """
    if (application := QCoreApplication.instance()) is not None:
        application.shutdown()  # leaves to the system what was copied to the clipboard
    if sys.stdout is not None:  # there is no console on Windows
        sys.stdout.flush()
    os._exit(code)


def name_for_task_bar() -> None:
    """Tell Windows which program this is, before its first window: own icon, one button for all.

    Without it, Windows goes by the file that runs, and notifications have no sender.
    """
    if sys.platform == "win32":
        # There only, and it takes 10 ms to load.
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APPLICATION_ID)
