"""One program per profile: a second launch sends its command to the first and ends.

The lock file decides which is the first; the local socket only carries the command, as one
JSON line, and the answer. Whoever connects is a stranger until the line is understood.

On Wayland a window needs a token to be raised. Whoever the user clicked gives one, and Qt
looks for it in the environment when a window is activated; so does a browser that is opened
while no window of ours has the focus. https://wayland.app/protocols/xdg-activation-v1
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
from desktop.qt.process import ProfileLock

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 8 * 1024
MAX_CONNECTIONS = 8
TIMEOUT_MS = 2000
# The first may still be starting, or be busy.
ANSWER_WAIT_S = 5.0
RETRY_MS = 50
# Of a socket's own; the systems allow 103 (macOS) or 107 (Linux).
MAX_PATH_BYTES = 100
ANY_PROCESS = -1  # ASFW_ANY
TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105  a name
MAX_TOKEN_CHARS = 1024
ANSWER = b'{"answer": "ok"}\n'


class LaunchCommand(Enum):
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
    """What a launch says."""

    command: LaunchCommand
    token: object  # for raising the window; may be anything


class SingleInstance(QObject):
    """Holds the profile and receives the commands of later launches.

    Signals:
        command_received(LaunchCommand): another launch asked for this.
    """

    command_received = Signal(LaunchCommand)

    def __init__(self, lock: ProfileLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(lock.folder)
        self._lock = lock
        self._server: QLocalServer | None = None
        self._connections: list[Connection] = []

    def launch(self, command: LaunchCommand, *, seconds: float = ANSWER_WAIT_S) -> Launch:
        """Become the first, or send `command` to it; blocks for `seconds` at most."""
        until_s = time.monotonic() + seconds
        while True:
            if self._lock.acquire():
                return Launch.FIRST
            if send_to_running_instance(self._name, command, seconds=until_s - time.monotonic()):
                return Launch.HANDED_OVER
            if time.monotonic() >= until_s:
                log.warning("another copy holds this profile and does not answer")
                return Launch.NO_ANSWER
            QThread.msleep(RETRY_MS)

    def listen(self) -> None:
        """Listen to later launches from now on. Only for the first, after the first paint."""
        # Brings QtNetwork, which the window does without.
        from PySide6.QtNetwork import QLocalServer

        # The lock is ours, so whatever is there was left behind.
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(MAX_CONNECTIONS)
        server.newConnection.connect(self._on_connection)
        if not server.listen(self._name):
            log.warning("later launches cannot be received: %s", server.errorString())
        self._server = server

    def stop(self) -> None:
        """Listen no more. The lock is released when the files are whole."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        if self._server is not None:
            self._server.close()
            self._server = None

    def _on_connection(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            self._connections = [each for each in self._connections if each.is_connected]
            if len(self._connections) >= MAX_CONNECTIONS:
                self._connections.pop(0).close()  # whoever is honest is done by now
            self._connections.append(Connection(socket, self.command_received.emit, self))


class Connection(QObject):
    """One connection: a line in, an answer out, or else the end of it."""

    def __init__(
        self, socket: "QLocalSocket", on_command: Callable[[LaunchCommand], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.is_connected = True
        self._socket = socket
        self._on_command = on_command
        socket.setParent(self)
        socket.setReadBufferSize(MAX_LINE_BYTES)
        socket.readyRead.connect(self._on_bytes)
        socket.disconnected.connect(self.close)
        QTimer.singleShot(TIMEOUT_MS, self, self.close)
        self._on_bytes()  # what came before anybody listened

    def close(self) -> None:
        """End the connection, now."""
        if self.is_connected:
            self.is_connected = False
            self._socket.abort()
            self.deleteLater()

    def _on_bytes(self) -> None:
        if not self.is_connected:
            return
        if self._socket.canReadLine():
            self._answer(bytes(self._socket.readLine(MAX_LINE_BYTES + 1).data()))
        elif self._socket.bytesAvailable() >= MAX_LINE_BYTES:
            log.info("a connection sends too much")
            self.close()

    def _answer(self, line: bytes) -> None:
        request = read_request(line)
        if request is None:
            log.info("a connection sends what makes no sense")
            self.close()
            return
        use_token(request.token)
        self._socket.readyRead.disconnect(self._on_bytes)
        self._socket.write(ANSWER)
        self._socket.flush()
        log.info("another launch asks for: %s", request.command.value)
        self._on_command(request.command)


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
    is_usable = runtime.is_absolute() and len(os.fsencode(path)) <= MAX_PATH_BYTES
    return path if sys.platform != "win32" and is_usable and runtime.is_dir() else name


def send_to_running_instance(name: str, command: LaunchCommand, *, seconds: float) -> bool:
    """Return whether the program that listens at `name` took `command`."""
    # A first launch does without either.
    import json

    from PySide6.QtNetwork import QLocalSocket

    deadline = QDeadlineTimer(max(1, round(seconds * 1000)))
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(deadline.remainingTime()):
        return False
    let_first_raise_its_window()
    request = {"verb": command.value, "token": given_token()}
    socket.write(json.dumps(request).encode() + b"\n")
    socket.flush()
    while not socket.canReadLine() and socket.bytesAvailable() < MAX_LINE_BYTES:
        if not socket.waitForReadyRead(deadline.remainingTime()):
            break
    answer = bytes(socket.readLine(MAX_LINE_BYTES).data())
    socket.abort()
    return answer == ANSWER


def let_first_raise_its_window() -> None:
    """Allow the first to raise its window: Windows asks the program just started."""
    if sys.platform == "win32":
        import ctypes  # needed nowhere else

        ctypes.windll.user32.AllowSetForegroundWindow(ANY_PROCESS)


def read_request(line: bytes) -> Request | None:
    """Return what a line asks for, None if it makes no sense."""
    import json  # see `send_to_running_instance`

    try:
        said = json.loads(line)
        return Request(LaunchCommand(said["verb"]), said.get("token"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def given_token() -> str:
    """Return the token that this launch was given, "" for none."""
    token = os.environ.get(TOKEN_VARIABLE, "")
    return token if _is_token(token) else ""


def use_token(token: object) -> None:
    """Raise the window with `token` next time; what cannot be one is left alone."""
    if isinstance(token, str) and _is_token(token):
        os.environ[TOKEN_VARIABLE] = token


def _is_token(text: str) -> bool:
    return 0 < len(text) <= MAX_TOKEN_CHARS and text.isascii() and text.isprintable()
