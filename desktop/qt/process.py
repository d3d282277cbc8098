"""The program as a process: the lock on its profile, when to end, its name for the task bar.

What a second launch says to the first is in `single_instance`, which a start does without.
"""

import errno
import logging
import os
import signal
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import (
    QCoreApplication,
    QCryptographicHash,
    QObject,
    QSocketNotifier,
    Signal,
)

from desktop import APPLICATION_ID
from desktop.threads import run_in_own_thread

log = logging.getLogger(__name__)

LOCK_FILE = "instance.lock"
SOCKET = "instance.socket"
# Of a socket's own; the systems allow 103 (macOS) or 107 (Linux).
MAX_PATH_BYTES = 100
if sys.platform == "win32":
    import msvcrt

    # A folder cannot be locked.
    _PLACES = ((LOCK_FILE, os.O_RDWR | os.O_CREAT),)

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno == errno.EINVAL:  # a file system without locks
                raise
            raise PermissionError from error  # Wine gives another reason, or none
else:
    import fcntl

    # The folder itself, for which no file can be in the way; and a file, for file systems that
    # lock no folders and for earlier builds, one of which may still run during an update.
    _PLACES = (
        ("", os.O_RDONLY | os.O_DIRECTORY),
        (LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY),
    )

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class ProfileLock:
    """A lock of the system on a profile folder, which is made if need be.

    It ends with its process, however that ends, and no file says who holds the profile: what
    lies there may be a leftover, a copy, or another machine's. No program that this one starts
    inherits it (PEP 446).
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._handles: list[int] = []

    def acquire(self) -> bool:
        """Return whether no other program is known to hold the profile; never waits.

        True as well where nothing can be locked: that keeps nobody from reading the news.
        """
        self.release()
        # A folder that cannot be made is told later, by whoever wants to keep something there.
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, flags in _PLACES:
            handle = _open_place(self.folder / name, flags)
            if handle is None:
                continue
            self._handles.append(handle)
            try:
                _lock(handle)
            except (BlockingIOError, PermissionError):  # the latter on Windows and some NFS
                self.release()
                return False
            except OSError as error:  # a file system without locks
                log.warning("no lock on %s: %s", name or "the profile", error)
                os.close(self._handles.pop())
        return True

    def release(self) -> None:
        """Let go of the profile."""
        for handle in self._handles:
            os.close(handle)
        self._handles.clear()


def socket_names(folder: Path) -> list[str]:
    """Return where the program of a profile folder can be spoken to, the best place first.

    In the folder itself, for which the environments of two launches need not agree; in the
    user's runtime folder, out of other users' reach; and in the one for what passes.
    """
    # Not `hashlib`, which brings OpenSSL: the window waits for this.
    sha256 = QCryptographicHash.Algorithm.Sha256
    real = Path(os.path.realpath(folder))  # `resolve` raises where a link leads to itself
    digest = QCryptographicHash.hash(os.fsencode(real), sha256).toHex().data()
    name = f"{APPLICATION_ID}-{bytes(digest).decode()[:16]}"
    if sys.platform == "win32":
        return [name]
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    paths = [real / SOCKET, Path(os.environ.get("TMPDIR") or "/tmp") / name]  # noqa: S108
    if runtime.is_absolute():
        paths.insert(1, runtime / name)
    return [str(path) for path in paths if len(os.fsencode(path)) <= MAX_PATH_BYTES]


def names_to_ask(folder: Path) -> list[str]:
    """Return where a program may listen for what is asked of this profile; no other user's."""
    names = socket_names(folder)
    return names if sys.platform == "win32" else [name for name in names if _is_own_socket(name)]


def _is_own_socket(name: str) -> bool:
    try:
        found = Path(name).stat()
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def _open_place(path: Path, flags: int) -> int | None:
    """Return a handle of what is to be locked, None for what cannot be or has two names."""
    try:
        handle = os.open(path, flags, 0o600)
    except OSError:
        return None
    found = os.fstat(handle)
    if stat.S_ISDIR(found.st_mode) or (stat.S_ISREG(found.st_mode) and found.st_nlink == 1):
        return handle
    os.close(handle)
    return None


class TerminationSignals(QObject):
    """The system's request to end: at shutdown, at logging out, or by Ctrl+C in a terminal.

    Left alone, SIGTERM ends a process between two instructions, and Python hears of a signal
    only when Qt next calls into it. Windows has no such signals.
    """

    quit_requested = Signal()  # the program is to end, in order

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


def run_and_end(run: Callable[[], int]) -> NoReturn:
    """End the process with what `run` returns; with 1 after an exception, once it is told.

    An exception that left the interpreter by itself would take it down under its threads.
    """
    code = 1
    try:
        code = run()
    finally:
        kind, error, trace = sys.exc_info()
        if kind is not None and error is not None:
            sys.excepthook(kind, error, trace)
        end_process(code)


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


def end_process_after(delay_s: float) -> None:
    """End this process then, wherever its threads hang: on a disk that no longer answers, say."""

    def end() -> None:
        time.sleep(delay_s)
        os._exit(1)

    run_in_own_thread(end, name="end")


def name_for_task_bar() -> None:
    """Tell Windows which program this is, before its first window: own icon, one button for all.

    Without it, Windows goes by the file that runs, and notifications have no sender.
    """
    if sys.platform == "win32":
        # There only, and it takes 10 ms to load.
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APPLICATION_ID)
