"""A mail server on 127.0.0.1 that answers exactly as told, however badly.

What it says to each command is a tuple of steps: bytes to send (`<tag>` stands for the
command's tag), `HEAR` for a line to wait for, `Pause`, `Flood`, `CLOSE`. What is not
told it does well: an inbox with three unread messages and IDLE.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any


class Step(Enum):
    """A step without facts of its own."""

    HEAR = "hear"
    CLOSE = "close"
    SILENCE = "silence"


HEAR, CLOSE, SILENCE = Step.HEAR, Step.CLOSE, Step.SILENCE


@dataclass(frozen=True)
class Pause:
    """Nothing for so many seconds, so that what follows is a packet of its own."""

    seconds: float


@dataclass(frozen=True)
class Flood:
    """The same, again and again, until the other side ends the connection."""

    piece: bytes
    pause_s: float = 0.0


@dataclass(frozen=True)
class Turns:
    """Another answer each time; the last one from then on. Counts over all connections."""

    answers: tuple[tuple[Any, ...], ...]


Answer = tuple[Any, ...] | Turns

GOOD: dict[str, Answer] = {
    "greeting": (b"* OK ready\r\n",),
    "CAPABILITY": (b"* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\n<tag> OK done\r\n",),
    "AUTHENTICATE": (b"+ \r\n", HEAR, b"<tag> OK in\r\n"),
    "LOGIN": (b"<tag> OK in\r\n",),
    "EXAMINE": (
        b"* FLAGS (\\Seen \\Deleted)\r\n* 9 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] ok\r\n",
        b"* OK [UIDNEXT 30] ok\r\n<tag> OK [READ-ONLY] done\r\n",
    ),
    "UID SEARCH": (b"* SEARCH 3 5 29\r\n<tag> OK done\r\n",),
    "IDLE": (b"+ idling\r\n", HEAR, b"<tag> OK done\r\n"),
    "LOGOUT": (b"* BYE bye\r\n<tag> OK done\r\n", CLOSE),
}
WITHOUT_IDLE: dict[str, Answer] = {
    "CAPABILITY": (b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n<tag> OK done\r\n",)
}
# To AUTHENTICATE: the password is wrong.
REFUSAL: Answer = (b"+ \r\n", HEAR, b"<tag> NO [AUTHENTICATIONFAILED] no\r\n")


class HostileServer:
    """Answers on 127.0.0.1 and writes down what it hears.

    Attributes:
        heard: Each command without its tag, and each line waited for, in order.
        connections: How many were accepted in all.
        greeted: How many of them got past the handshake.
        answers: May be changed while it runs.
    """

    def __init__(self, context: ssl.SSLContext | None, answers: Mapping[str, Answer]) -> None:
        self.heard: list[bytes] = []
        self.connections = 0
        self.greeted = 0
        self._changed = threading.Condition()
        self.answers: dict[str, Answer] = {**GOOD, **answers}
        self._context = context
        self._turn: dict[str, int] = {}
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def commands(self, name: bytes) -> list[bytes]:
        return [line for line in self.heard if line.upper().startswith(name)]

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Return when something was heard, or somebody greeted, and `holds` is true."""
        with self._changed:
            assert self._changed.wait_for(holds, timeout=10), self.heard

    def use(self, context: ssl.SSLContext) -> None:
        """Shake hands by the rules of `context` from now on."""
        self._context = context

    def drop_all(self) -> None:
        """End every connection without a word."""
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop_all()
        self._acceptor.join(timeout=5)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        connection = plain
        try:
            if self._context:
                connection = self._context.wrap_socket(
                    plain, server_side=True, do_handshake_on_connect=False
                )
            with self._lock:
                self._open.add(connection)
            with connection, connection.makefile("rb") as reader:
                if isinstance(connection, ssl.SSLSocket):
                    connection.do_handshake()
                self._talk(connection, reader)
        except (OSError, EOFError, ValueError):
            pass
        finally:
            with self._lock:
                self._open.discard(connection)

    def _talk(self, connection: socket.socket, reader: Any) -> None:
        with self._changed:
            self.greeted += 1
            self._changed.notify_all()
        self._say(connection, reader, "greeting", b"")
        while line := reader.readline():
            tag, _, command = line.strip().partition(b" ")
            self._hear(command)
            words = command.upper().decode("latin-1").split()
            name = " ".join(words[: 2 if words[:1] == ["UID"] else 1])
            self._say(connection, reader, name, tag)

    def _say(self, connection: socket.socket, reader: Any, name: str, tag: bytes) -> None:
        for step in self._answer(name):
            if isinstance(step, bytes):
                connection.sendall(step.replace(b"<tag>", tag))
            elif isinstance(step, Pause):
                self._closing.wait(step.seconds)
            elif isinstance(step, Flood):
                while not self._closing.wait(step.pause_s):
                    connection.sendall(step.piece)
            elif step is HEAR:
                if not (line := reader.readline()):
                    raise EOFError
                self._hear(line.strip())
            elif step is SILENCE:
                reader.read()
                raise EOFError
            else:
                raise EOFError

    def _hear(self, line: bytes) -> None:
        with self._changed:
            self.heard.append(line)
            self._changed.notify_all()

    def _answer(self, name: str) -> tuple[Any, ...]:
        answer = self.answers.get(name, (b"<tag> BAD unknown\r\n",))
        if isinstance(answer, tuple):
            return answer
        turn = self._turn.get(name, 0)
        self._turn[name] = turn + 1
        return answer.answers[min(turn, len(answer.answers) - 1)]


@contextmanager
def hostile(
    certificate: Path | None, answers: Mapping[str, Answer] | None = None
) -> Iterator[HostileServer]:
    """Run a server for the length of a `with` block; without a certificate without TLS."""
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    server = HostileServer(context, answers or {})
    try:
        yield server
    finally:
        server.close()


class Relay:
    """Stands between program and server on 127.0.0.1, and can go silent.

    Attributes:
        port: Where it listens, on `host`: any free one, unless it has to be a certain one.
    """

    def __init__(self, target_port: int, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._target_port = target_port
        self._is_silent = False
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server((host, port), backlog=16)
        self.port: int = self._listener.getsockname()[1]
        self._begin(self._accept)

    def go_silent(self) -> None:
        """Swallow everything from now on, and end nothing."""
        self._is_silent = True

    def speak(self) -> None:
        """Carry new connections again, and end those of before."""
        self._pairs, silent = [], self._pairs
        self._is_silent = False
        self._end(silent)

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._end(self._pairs)
        for thread in self._threads:
            thread.join(5)

    def _end(self, pairs: list[tuple[socket.socket, socket.socket]]) -> None:
        for connection in (one for pair in pairs for one in pair):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _begin(self, call: Callable[..., None], *words: Any) -> None:
        thread = threading.Thread(target=call, args=words, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target_port))
            except OSError:
                near.close()
                continue
            self._pairs.append((near, far))
            self._begin(self._carry, near, far)
            self._begin(self._carry, far, near)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with source, suppress(OSError):
            while piece := source.recv(65536):
                if not self._is_silent:
                    sink.sendall(piece)
            sink.shutdown(socket.SHUT_RDWR)
