"""One program per profile: a second launch hands its wish to the first and ends.

The lock file decides which is the first; the local socket only carries the wish, as one
JSON line, and the answer. Whoever connects is a stranger until the line is understood.
"""

import logging
import os
import sys
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCryptographicHash, QDeadlineTimer, QObject, QThread, QTimer, Signal

from desktop import APPLICATION_ID
from desktop.qt.activation import given_token, use_token
from desktop.qt.profile_lock import ProfileLock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

LONGEST_LINE_BYTES = 8 * 1024
MOST_CALLERS = 8
PATIENCE_MS = 2000
# The first may still be starting, or be busy.
ANSWER_WAIT_S = 5.0
RETRY_MS = 50
# Of a socket's own; the systems allow 103 (macOS) or 107 (Linux).
LONGEST_PATH_BYTES = 100
ANY_PROCESS = -1  # ASFW_ANY
ANSWER = b'{"answer": "ok"}\n'


class Wish(Enum):
    """What a launch asks of the program."""

    SHOW = "show"
    WEBMAIL = "webmail"
    COMPOSE = "compose"


class Launch(Enum):
    """What became of a launch."""

    FIRST = "first"  # go on: this is the program
    HANDED_OVER = "handed-over"  # the first has answered: end with 0
    NO_ANSWER = "no-answer"  # another one holds the profile and does not answer


class Request(NamedTuple):
    """What a launch says.

    Attributes:
        wish: What it asks for.
        token: What it gives for coming to the front, see `activation`.
    """

    wish: Wish
    token: object


class SingleInstance(QObject):
    """Holds the profile and hears what later launches wish.

    Signals:
        wished(Wish): another launch asked for this.
    """

    wished = Signal(Wish)

    def __init__(self, lock: ProfileLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(lock.folder)
        self._lock = lock
        self._server: QLocalServer | None = None
        self._callers: list[Caller] = []

    def launch(self, wish: Wish, *, seconds: float = ANSWER_WAIT_S) -> Launch:
        """Become the first, or hand `wish` to the one that is; blocks for so long at most."""
        until_s = time.monotonic() + seconds
        while True:
            if self._lock.take():
                return Launch.FIRST
            if hand_over(self._name, wish, seconds=until_s - time.monotonic()):
                return Launch.HANDED_OVER
            if time.monotonic() >= until_s:
                log.warning("another copy holds this profile and does not answer")
                return Launch.NO_ANSWER
            QThread.msleep(RETRY_MS)

    def listen(self) -> None:
        """Hear later launches from now on. Only for the first, after the first paint."""
        # Brings QtNetwork, which the window does without.
        from PySide6.QtNetwork import QLocalServer

        # The lock is ours, so whatever is there was left behind.
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(MOST_CALLERS)
        server.newConnection.connect(self._on_connection)
        if not server.listen(self._name):
            log.warning("later launches cannot be heard: %s", server.errorString())
        self._server = server

    def stop(self) -> None:
        """Hear nobody any more. The lock is let go of when the files are whole."""
        for caller in self._callers:
            caller.dismiss()
        self._callers.clear()
        if self._server is not None:
            self._server.close()
            self._server = None

    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            self._callers = [caller for caller in self._callers if caller.is_present]
            if len(self._callers) >= MOST_CALLERS:
                self._callers.pop(0).dismiss()  # whoever is honest is done by now
            self._callers.append(Caller(socket, self.wished.emit, parent=self))


class Caller(QObject):
    """One connection: a line in, an answer out, or else the end of it.

    Attributes:
        is_present: Whether the connection is still there.
    """

    def __init__(
        self, socket: "QLocalSocket", on_wish: Callable[[Wish], None], *, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.is_present = True
        self._socket = socket
        self._on_wish = on_wish
        socket.setParent(self)
        socket.setReadBufferSize(LONGEST_LINE_BYTES)
        socket.readyRead.connect(self._on_bytes)
        socket.disconnected.connect(self.dismiss)
        QTimer.singleShot(PATIENCE_MS, self, self.dismiss)
        self._on_bytes()  # what came before anybody listened

    def dismiss(self) -> None:
        """End the connection, now."""
        if self.is_present:
            self.is_present = False
            self._socket.abort()
            self.deleteLater()

    def _on_bytes(self) -> None:
        if not self.is_present:
            return
        if self._socket.canReadLine():
            self._answer(bytes(self._socket.readLine(LONGEST_LINE_BYTES + 1).data()))
        elif self._socket.bytesAvailable() >= LONGEST_LINE_BYTES:
            log.info("a caller said too much")
            self.dismiss()

    def _answer(self, line: bytes) -> None:
        request = read_request(line)
        if request is None:
            log.info("a caller said what makes no sense")
            self.dismiss()
            return
        use_token(request.token)
        self._socket.readyRead.disconnect(self._on_bytes)
        self._socket.write(ANSWER)
        self._socket.flush()
        log.info("another launch wishes: %s", request.wish.value)
        self._on_wish(request.wish)


def socket_name(folder: Path) -> str:
    """Return the name of the socket that belongs to a profile folder.

    In the user's own runtime folder where there is one: other users cannot reach it.
    """
    # Not `hashlib`, which brings OpenSSL: the window waits for this.
    sha256 = QCryptographicHash.Algorithm.Sha256
    digest = QCryptographicHash.hash(os.fsencode(folder.resolve()), sha256).toHex().data()
    name = f"{APPLICATION_ID}-{bytes(digest).decode()[:16]}"
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    path = str(runtime / name)
    is_usable = runtime.is_absolute() and len(os.fsencode(path)) <= LONGEST_PATH_BYTES
    return path if sys.platform != "win32" and is_usable and runtime.is_dir() else name


def hand_over(name: str, wish: Wish, *, seconds: float) -> bool:
    """Return whether the program that listens at `name` took `wish`."""
    # A first launch does without either.
    import json

    from PySide6.QtNetwork import QLocalSocket

    deadline = QDeadlineTimer(max(1, round(seconds * 1000)))
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(deadline.remainingTime()):
        return False
    let_first_come_forward()
    request = {"verb": wish.value, "token": given_token()}
    socket.write(json.dumps(request).encode() + b"\n")
    socket.flush()
    while not socket.canReadLine() and socket.bytesAvailable() < LONGEST_LINE_BYTES:
        if not socket.waitForReadyRead(deadline.remainingTime()):
            break
    answer = bytes(socket.readLine(LONGEST_LINE_BYTES).data())
    socket.abort()
    return answer == ANSWER


def let_first_come_forward() -> None:
    """Allow the first to raise its window: Windows asks the program just started."""
    if sys.platform == "win32":
        import ctypes  # needed nowhere else

        ctypes.windll.user32.AllowSetForegroundWindow(ANY_PROCESS)


def read_request(line: bytes) -> Request | None:
    """Return what a line asks for, None if it makes no sense."""
    import json  # see `hand_over`

    try:
        said = json.loads(line)
        return Request(Wish(said["verb"]), said.get("token")) if isinstance(said, dict) else None
    except (ValueError, KeyError, RecursionError):
        return None
