"""A web server on 127.0.0.1 that answers exactly as told, however badly.

Written on bare sockets, because the standard library's server is too well-behaved:
it cannot lie about a length, drip its headers or never end.
"""

import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Received:
    """One request: its path with query, and its headers under lower-case names."""

    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Reply:
    """What is sent for a path.

    Attributes:
        length: The Content-Length to announce, whatever the body has; None for its own,
            -1 for none at all (the closed connection ends the body).
        delay_s: Before the first byte.
        piece_bytes, piece_delay_s: Send head and body in pieces with a pause after each.
        is_chunked: Chunked transfer coding.
        is_cut: Close without the last chunk.
        repeats: Send the body this many times (the announced length counts them all).
        raw: Sent instead of everything else.
        stream: Makes what is sent instead of everything else; it may never end.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    length: int | None = None
    delay_s: float = 0.0
    piece_bytes: int = 0
    piece_delay_s: float = 0.0
    is_chunked: bool = False
    is_cut: bool = False
    repeats: int = 1
    raw: bytes | None = None
    stream: Callable[[], Iterator[bytes]] | None = None


Answer = Reply | Callable[[Received], Reply]


class Server:
    """Answers on a loopback host and keeps count.

    Attributes:
        received: Every request, in order.
        connections: How many were accepted in all.
        most_at_once: How many were open at the same time at most.
        otherwise: What is answered where nothing was set.
    """

    def __init__(self, certificate: Path | None = None, *, host: str = "127.0.0.1") -> None:
        self.received: list[Received] = []
        self.connections = 0
        self.most_at_once = 0
        self.otherwise: Answer = Reply(status=404)
        self._open: set[socket.socket] = set()
        self._answers: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._tls = _server_context(certificate) if certificate else None
        self._listener = socket.create_server((host, 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def answer(self, path: str, answer: Answer) -> str:
        """Set what `path` answers and return its address."""
        self._answers[path] = answer
        return self.url(path)

    def close(self) -> None:
        self._closing.set()
        # Closing alone does not wake a thread that waits in accept.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self._acceptor.join(timeout=5)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(connection)
                self.connections += 1
                self.most_at_once = max(self.most_at_once, len(self._open))
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        plain = connection
        try:
            with connection:
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                with connection, connection.makefile("rb") as reader:
                    while (received := _read_request(reader)) and self._reply(connection, received):
                        pass
        except OSError:
            pass
        finally:
            with self._lock:
                self._open.discard(plain)

    def _reply(self, connection: socket.socket, received: Received) -> bool:
        """Send the answer and return whether the connection may be kept."""
        self.received.append(received)
        answer = self._answers.get(received.path.partition("?")[0], self.otherwise)
        reply = answer if isinstance(answer, Reply) else answer(received)
        self._closing.wait(reply.delay_s)
        for piece in _pieces(reply):
            connection.sendall(piece)
            if reply.piece_delay_s and self._closing.wait(reply.piece_delay_s):
                return False
        is_told = reply.raw is None and reply.stream is None and reply.length is None
        return is_told and not reply.is_cut


def _server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _read_request(reader: "socket.SocketIO") -> Received | None:
    first = reader.readline().split()
    if len(first) < 2:
        return None
    headers = {}
    while (line := reader.readline().strip()) != b"":
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    return Received(first[1].decode("latin-1"), headers)


def _pieces(reply: Reply) -> Iterator[bytes]:
    for part in _parts(reply):
        step = reply.piece_bytes or len(part) or 1
        for start in range(0, len(part), step):
            yield part[start : start + step]


def _parts(reply: Reply) -> Iterator[bytes]:
    if reply.stream is not None:
        yield from reply.stream()
        return
    if reply.raw is not None:
        yield reply.raw
        return
    yield _head(reply)
    if reply.status in (204, 304):
        return
    for _ in range(reply.repeats):
        chunk = b"%x\r\n%b\r\n" % (len(reply.body), reply.body)
        yield chunk if reply.is_chunked else reply.body
    if reply.is_chunked and not reply.is_cut:
        yield b"0\r\n\r\n"


def _head(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} Because"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    if reply.is_chunked:
        lines.append("Transfer-Encoding: chunked")
    elif reply.length is None:
        lines.append(f"Content-Length: {len(reply.body) * reply.repeats}")
    elif reply.length >= 0:
        lines.append(f"Content-Length: {reply.length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@contextmanager
def running(certificate: Path | None = None, *, host: str = "127.0.0.1") -> Iterator[Server]:
    """Run a server for the length of a `with` block."""
    server = Server(certificate, host=host)
    try:
        yield server
    finally:
        server.close()


def redirect(target: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": target})


def gzipped(reply: Reply) -> Reply:
    """Return a reply with its body, all repeats of it, compressed."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    packed = [packer.compress(reply.body) for _ in range(reply.repeats)]
    body = b"".join([*packed, packer.flush()])
    headers = {**reply.headers, "Content-Encoding": "gzip"}
    return replace(reply, headers=headers, body=body, repeats=1)
