"""A connection to a mail server that can neither flood, nor stall, nor pose as another.

Bytes are counted before they are kept: a literal of 1.5 GB announced in a greeting cost
`imaplib` a MemoryError. Time counts for a whole answer, because a server that drips
a byte a second never exceeds a time-out on single reads (measured with IMAPClient 4.1).
"""

import errno
import os
import socket
import ssl
import time
from contextlib import suppress

from desktop.mail.interrupter import Interrupter

# The answer to a search is one line: room for some 500,000 unread messages.
LONGEST_LINE_BYTES = 4 * 1024 * 1024
LARGEST_LITERAL_BYTES = 256 * 1024
# For one command: flags, one search, a handful of headers.
LARGEST_ANSWER_BYTES = 5 * 1024 * 1024
# Mail that was read elsewhere is told of line by line, in one answer.
MOST_LINES = 15_000
# Headers come as literals, one each; each costs as much of the allowance as so many lines.
_LINES_A_LITERAL = 100
_PIECE_BYTES = 16 * 1024
_SAFE_VERSIONS = ("TLSv1.2", "TLSv1.3")


class LimitExceeded(Exception):
    """The server sends, or announces, more than is taken from it."""


class Interrupted(Exception):
    """An `abort` came while a connection was being made."""


class BoundedConnection:
    """One TLS connection, read in bounded portions."""

    def __init__(self, host: str, connection: ssl.SSLSocket, interrupter: Interrupter) -> None:
        self.host = host  # the name that its certificate was checked for
        self.socket = connection  # for waiting only
        self.last_line = b""  # the last line that was read, without its end
        self._interrupter = interrupter
        self._buffer = bytearray()
        self._until_s = 0.0
        self._allowance_bytes = 0
        self._allowance_lines = 0

    def start_exchange(self, seconds: float) -> None:
        """Begin an exchange that has to end within `seconds` and the limits above."""
        self._until_s = time.monotonic() + seconds
        self._allowance_bytes = LARGEST_ANSWER_BYTES
        self._allowance_lines = MOST_LINES

    def send(self, text: bytes) -> None:
        """Send `text`, all of it."""
        self.socket.settimeout(self._left_s())
        self.socket.sendall(text)

    def readline(self) -> bytes:
        """Return the next line with its end; waits for it."""
        self._spend_lines(1)
        start = 0
        while (end := self._buffer.find(b"\n", start)) < 0:
            start = len(self._buffer)
            self._receive(self._left_s())
        line = self._pop(end + 1)
        self.last_line = line.rstrip(b"\r\n")
        return line

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, a literal; waits for them."""
        if size > LARGEST_LITERAL_BYTES:
            raise LimitExceeded(f"a literal of {size} bytes")
        self._spend_lines(_LINES_A_LITERAL)
        while len(self._buffer) < size:
            self._receive(self._left_s())
        return self._pop(size)

    def line_at_hand(self) -> bytes | None:
        """Return the next line if it has arrived as a whole; never waits.

        Raises ConnectionError where the server has ended the connection.
        """
        # What TLS has decrypted already is not seen by a wait for the socket.
        while b"\n" not in self._buffer:
            try:
                self._receive(0.0)
            except (ssl.SSLWantReadError, BlockingIOError):
                return None
        return self.readline()

    def close(self) -> None:
        """End the connection without a word."""
        self._interrupter.detach()
        with suppress(OSError):
            self.socket.close()

    def _left_s(self) -> float:
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("no whole answer in time")
        return left_s

    def _receive(self, timeout_s: float) -> None:
        """Receive more, where the buffer holds only the beginning of a line or literal."""
        if len(self._buffer) > LONGEST_LINE_BYTES:
            raise LimitExceeded(f"a line of more than {LONGEST_LINE_BYTES} bytes")
        # What has arrived can be read on Linux after reading was ended.
        if self._interrupter.was_aborted:
            raise ConnectionAbortedError(errno.ECONNABORTED, "the connection was aborted")
        self.socket.settimeout(timeout_s)
        piece = self.socket.recv(_PIECE_BYTES)
        if not piece:
            raise ConnectionResetError(errno.ECONNRESET, "the server ended the connection")
        self._allowance_bytes -= len(piece)
        if self._allowance_bytes < 0:
            raise LimitExceeded(f"an answer of more than {LARGEST_ANSWER_BYTES} bytes")
        self._buffer += piece

    def _spend_lines(self, lines: int) -> None:
        self._allowance_lines -= lines
        if self._allowance_lines < 0:
            raise LimitExceeded(f"an answer of more than {MOST_LINES} lines")

    def _pop(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken


def connect(
    host: str, port: int, context: ssl.SSLContext, *, interrupter: Interrupter, seconds: float
) -> BoundedConnection:
    """Return a connection to `host`, whose certificate `context` has found to be in order.

    `seconds` are for connecting and once more for the handshake; looking up the name
    takes what the system takes. Raises OSError (ssl.SSLError among them) or Interrupted.
    """
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise ValueError("a context that does not check certificates")
    plain = _connected(host, port, interrupter, time.monotonic() + seconds)
    try:
        plain.settimeout(seconds)
        interrupter.attach(plain)
        secure = context.wrap_socket(plain, server_hostname=host)
    except BaseException:
        interrupter.detach()
        plain.close()
        raise
    bounded = BoundedConnection(host, secure, interrupter)
    if secure.version() not in _SAFE_VERSIONS:
        bounded.close()
        raise ssl.SSLError(f"{secure.version()} is not safe")
    return bounded


def has_network() -> bool:
    """Return whether there is a way to the internet from here; sends nothing, waits for nothing."""
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))  # finds a route, which is all that UDP does
            return True
    return False


def _connected(host: str, port: int, interrupter: Interrupter, until_s: float) -> socket.socket:
    """Return a connection to the first address of `host` that takes one."""
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: OSError = ConnectionRefusedError(errno.ECONNREFUSED, "no address")
    for index, (family, kind, protocol, _, address) in enumerate(addresses):
        connection = socket.socket(family, kind, protocol)
        # A silent address, often that of IPv6, leaves time for the others.
        now_s = time.monotonic()
        own_until_s = now_s + (until_s - now_s) / (len(addresses) - index)
        try:
            _connect(connection, address, interrupter, own_until_s)
            return connection
        except OSError as error:
            connection.close()
            failure = error
        except Interrupted:
            connection.close()
            raise
    raise failure


def _connect(
    connection: socket.socket, address: object, interrupter: Interrupter, until_s: float
) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setblocking(False)
    with suppress(BlockingIOError):
        connection.connect(address)  # type: ignore[arg-type]
    while not _is_connected(connection):
        if interrupter.was_aborted:
            raise Interrupted
        left_s = until_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError(errno.ETIMEDOUT, "no connection in time")
        interrupter.wait(left_s, connection, writable=True)  # a `wake` ends it as well


def _is_connected(connection: socket.socket) -> bool:
    """Return whether it is, False while it is being made; raises OSError if that has failed."""
    code = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, os.strerror(code))
    try:
        connection.getpeername()
    except OSError:
        return False
    return True
