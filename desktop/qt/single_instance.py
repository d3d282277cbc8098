"""One program per profile: a second launch sends its command to the first and ends.

The lock decides which is the first; a local socket only carries the command, as one JSON
line, and the answer. Where nothing can be locked, whoever answers is the first. Whoever
connects is a stranger until the line is understood.

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
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, QTimer, Signal

from desktop.qt.process import ProfileLock, names_to_ask, socket_names

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 8 * 1024
MAX_CONNECTIONS = 8
TIMEOUT_MS = 2000
# The first may still be starting, or be busy.
ANSWER_WAIT_S = 3.0
RETRY_MS = 50
FREE_WAIT_S = 1.0  # for an answer where nobody has the lock
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
    READ_ONLY = "read-only"  # nor that, but the user opens the profile for reading


class Request(NamedTuple):
    """What a launch says."""

    command: LaunchCommand
    token: object  # for raising the window; may be anything


class SingleInstance(QObject):
    """Holds the profile and receives the commands of later launches."""

    command_received = Signal(LaunchCommand)  # another launch asked for this

    def __init__(self, lock: ProfileLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._servers: list[QLocalServer] = []
        self._connections: list[Connection] = []

    def launch(self, command: LaunchCommand, *, seconds: float = ANSWER_WAIT_S) -> Launch:
        """Become the first, or send `command` to it; blocks for `seconds` at most."""
        until_s = time.monotonic() + seconds
        while True:
            is_free = self._lock.acquire()
            for name in names_to_ask(self._lock.folder):
                left_s = min(until_s - time.monotonic(), FREE_WAIT_S if is_free else seconds)
                if send_to_running_instance(name, command, seconds=left_s):
                    self._lock.release()
                    return Launch.HANDED_OVER
            if is_free:
                return Launch.FIRST
            if time.monotonic() >= until_s:
                log.warning("another copy holds this profile and does not answer")
                return Launch.NO_ANSWER
            QThread.msleep(RETRY_MS)

    def listen(self) -> None:
        """Listen to later launches from now on. Only for the first, after the first paint."""
        # Brings QtNetwork, which the window does without.
        from PySide6.QtNetwork import QLocalServer

        for name in socket_names(self._lock.folder):
            # The lock is ours, so whatever is there was left behind.
            QLocalServer.removeServer(name)
            server = QLocalServer(self)
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            server.setMaxPendingConnections(MAX_CONNECTIONS)
            server.newConnection.connect(self._on_connection)
            if server.listen(name):
                self._servers.append(server)
            else:
                log.info("no later launch is heard at %s: %s", name, server.errorString())
        if not self._servers:
            log.warning("later launches cannot be received")

    def stop(self) -> None:
        """Listen no more. The lock is released when the files are whole."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        for server in self._servers:
            server.close()
        self._servers.clear()

    def _on_connection(self) -> None:
        for server in self._servers:
            while socket := server.nextPendingConnection():
                self._hear(socket)

    def _hear(self, socket: "QLocalSocket") -> None:
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
