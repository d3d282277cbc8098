"""Opening addresses in the user's own browser or mail program, and the program's own files.

That a program was started says nothing yet: the tools of the system tell by their exit code
whether anything answers, so they are waited for, in a thread.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, QUrlQuery, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.qt.tasks import Tasks

log = logging.getLogger(__name__)

# Some mail programs take "attach" as well, which sends a file of the user's along.
MAIL_FIELDS = frozenset({"to", "cc", "bcc", "subject", "body", "in-reply-to"})
# xdg-open(1): 3, a program is missing; 4, it failed. The next one is tried in either case.
OPENERS = (("open",),) if sys.platform == "darwin" else (("xdg-open",), ("gio", "open"))
# Without a desktop, xdg-open is there for as long as the browser that it started.
REFUSAL_S = 4.0


class Browser(QObject):
    """The user's browser or mail program."""

    failed = Signal(str)  # nothing on this machine answers for this address

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def open(self, url: str, on_opened: Callable[[], None] | None = None) -> None:
        """Open `url` outside the program; `on_opened` is called once something took it.

        Only http, https and mailto are opened, and no address that carries a user name.
        """
        address = outside_address(url)
        if address is None:
            self.failed.emit(url)
            return
        log.info("opening %s in the browser", address.host() or address.scheme())

        def tell(is_opened: bool) -> None:
            self._tasks.call_in_gui_thread(self, partial(finish, is_opened))

        def finish(is_opened: bool) -> None:
            if not is_opened:
                log.warning("nothing opens %s", address.scheme())
                self.failed.emit(url)
            elif on_opened is not None:
                on_opened()

        def ask_qt() -> None:
            self._tasks.call_in_gui_thread(self, lambda: finish(QDesktopServices.openUrl(address)))

        # Qt alone can give the browser the token that brings its window to the front.
        is_wayland = QGuiApplication.platformName().startswith("wayland")
        encoded = bytes(address.toEncoded().data()).decode()
        work = partial(_open, encoded, tell, ask_qt if is_wayland else None)
        self._tasks.run_in_own_thread(work, name="browser")


def outside_address(url: str) -> QUrl | None:
    """Return `url` as what may leave the program, None if it may not."""
    if url.strip()[:7].lower() == "mailto:":
        url = url.strip().replace(" ", "%20")  # written by hand in many pages
    address = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not is_openable(address):
        log.warning("refused to open an address of scheme %r", address.scheme())
        return None
    return address


def open_path(path: Path) -> bool:
    """Show a file or folder of the program's own with what the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def is_openable(address: QUrl) -> bool:
    """Return whether `address` may leave the program."""
    if not address.isValid() or address.userInfo():
        return False
    if address.scheme() == "mailto":
        fields = QUrlQuery(address).queryItems(QUrl.ComponentFormattingOption.FullyDecoded)
        return all(name.lower() in MAIL_FIELDS for name, _ in fields)
    return address.scheme() in ("http", "https") and bool(address.host())


def _open(url: str, tell: Callable[[bool], None], ask_qt: Callable[[], None] | None) -> None:
    """Have the system open `url`; blocks for as long as what is started stays."""
    if sys.platform == "win32":
        tell(_open_on_windows(url))
    elif ask_qt is not None and _has_program(url.partition(":")[0]):
        ask_qt()
    else:
        for opener in OPENERS:
            process = _start(*opener, url)
            if process is not None and _is_taken(process):
                tell(True)
                process.wait()  # no process is left that has ended and is still listed
                return
        tell(False)


def _start(*command: str) -> "subprocess.Popen[bytes] | None":
    """Start a program that outlives this one, None if there is none of that name."""
    silent = subprocess.DEVNULL
    try:
        return subprocess.Popen(  # noqa: S603
            command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
        )
    except OSError:
        return None


def _is_taken(process: "subprocess.Popen[bytes]") -> bool:
    try:
        return process.wait(REFUSAL_S) == 0
    except subprocess.TimeoutExpired:
        return True


def _has_program(scheme: str) -> bool:
    """Return whether a program is set for `scheme`, or nobody can tell."""
    asked = ("xdg-mime", "query", "default", f"x-scheme-handler/{scheme}")
    try:
        answer = subprocess.run(asked, capture_output=True, timeout=REFUSAL_S, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return True
    return bool(answer.stdout.strip())


def _open_on_windows(url: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes  # of one system

    # What opens an address may be a COM object, which needs a thread that is ready for one.
    ctypes.windll.ole32.CoInitializeEx(None, 2)  # COINIT_APARTMENTTHREADED
    try:
        os.startfile(url)  # noqa: S606
    except OSError:
        return False
    return True
