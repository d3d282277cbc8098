"""Ends a wait from another thread: for sleeping, for a silent server, for a slow connection."""

import selectors
import socket
import sys
from contextlib import suppress
from threading import Lock

# Enough to end a read, except on Windows. Ended in both directions, a connection that
# TLS is about to begin on makes `ssl` lose its handle (CPython 3.11).
_ENDS_READING = socket.SHUT_RDWR if sys.platform == "win32" else socket.SHUT_RD


class Bell:
    """Rung in one thread, heard in the one that waits.

    `ring` and `cut` may be called from any thread, also before and after the wait.

    Attributes:
        was_cut: Whether `cut` was called since `mend`.
    """

    def __init__(self) -> None:
        self.was_cut = False
        self._ear, self._hammer = socket.socketpair()
        self._ear.setblocking(False)
        self._hammer.setblocking(False)
        # Second handle on the connection, None when there is none to cut.
        self._line: socket.socket | None = None
        # A cut is seen whole or not at all: one that is only half done would end the
        # connection that the other thread makes because of it.
        self._cutting = Lock()

    def ring(self) -> None:
        """End the wait that is under way, or else the next one."""
        # A full pipe rings already; a closed one is not waited for.
        with suppress(OSError):
            self._hammer.send(b"!")

    def cut(self) -> None:
        """Ring, and end the connection, so that a read from it ends as well."""
        with self._cutting:
            self.was_cut = True
            self._cut_line()
        self.ring()

    def mend(self) -> None:
        """Let connections be made again after a `cut`."""
        with self._cutting:
            self.was_cut = False

    def attach(self, connection: socket.socket) -> None:
        """Make `connection` the one that `cut` ends, or has ended already."""
        with self._cutting:
            self._drop_line()
            self._line = connection.dup()
            if self.was_cut:
                self._cut_line()

    def detach(self) -> None:
        """Forget the connection."""
        with self._cutting:
            self._drop_line()

    def wait(
        self, seconds: float, connection: socket.socket | None = None, *, writable: bool = False
    ) -> None:
        """Wait until the bell rings, `connection` has something to read, or time is up.

        `writable` waits until the connection can be written to instead.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(self._ear, selectors.EVENT_READ)
            if connection is not None:
                event = selectors.EVENT_WRITE if writable else selectors.EVENT_READ
                selector.register(connection, event)
            selector.select(max(0.0, seconds))
        with suppress(BlockingIOError):
            while self._ear.recv(64):
                pass

    def close(self) -> None:
        """Give the handles back; nothing can be waited for any more."""
        self.detach()
        self._ear.close()
        self._hammer.close()

    def _cut_line(self) -> None:
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(_ENDS_READING)
            self._drop_line()

    def _drop_line(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
