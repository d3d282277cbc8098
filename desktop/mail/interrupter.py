"""Ends a wait from another thread: for sleeping, for a silent server, for a slow connection."""

import selectors
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress

# Enough to end a read, except on Windows. Ended in both directions, a connection that
# TLS is about to begin on makes `ssl` lose its handle (CPython 3.11).
_ENDS_READING = socket.SHUT_RDWR if sys.platform == "win32" else socket.SHUT_RD


class _Attempt:
    """What lies between two calls of `reset`: to abort one does not touch the next."""

    def __init__(self) -> None:
        self.is_aborted = False
        # Second handles on its connections. Taking one out of a list is atomic, so that no thread
        # closes what another one is about to use.
        self.sockets: list[socket.socket] = []

    def abort(self) -> None:
        self.is_aborted = True
        for connection in self.pop_sockets():
            with connection, suppress(OSError):
                connection.shutdown(_ENDS_READING)

    def pop_sockets(self) -> Iterator[socket.socket]:
        with suppress(IndexError):
            while True:
                yield self.sockets.pop()


class Interrupter:
    """Ends, from any thread, the wait or the read of another one (a self-pipe).

    `wake` and `abort` may be called from any thread, also before and after the wait; all
    else belongs to the waiting thread.
    """

    def __init__(self) -> None:
        self._read_end, self._write_end = socket.socketpair()
        self._read_end.setblocking(False)
        self._write_end.setblocking(False)
        self._attempt = _Attempt()

    @property
    def was_aborted(self) -> bool:
        """Whether `abort` was called since `reset`."""
        return self._attempt.is_aborted

    def wake(self) -> None:
        """End the wait that is under way, or else the next one."""
        # A full pipe wakes already; nobody waits for a closed one.
        with suppress(OSError):
            self._write_end.send(b"!")

    def abort(self) -> None:
        """Wake the thread, and end the connection, so that a read from it ends as well.

        The connection that the other thread makes because of it is spared.
        """
        self._attempt.abort()
        self.wake()

    def reset(self) -> None:
        """Let connections be made again after an `abort`."""
        self._attempt = _Attempt()

    def attach(self, connection: socket.socket) -> None:
        """Make `connection` the one that `abort` ends, or has ended already."""
        self.detach()
        self._attempt.sockets.append(connection.dup())
        if self._attempt.is_aborted:
            self._attempt.abort()

    def detach(self) -> None:
        """Forget the connection."""
        for connection in self._attempt.pop_sockets():
            connection.close()

    def wait(
        self, seconds: float, connection: socket.socket | None = None, *, writable: bool = False
    ) -> None:
        """Wait until `wake` or `abort`, until `connection` has something to read, or time is up.

        `writable` waits until the connection can be written to instead.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(self._read_end, selectors.EVENT_READ)
            if connection is not None:
                event = selectors.EVENT_WRITE if writable else selectors.EVENT_READ
                selector.register(connection, event)
            selector.select(max(0.0, seconds))
        with suppress(BlockingIOError):
            while self._read_end.recv(64):
                pass

    def close(self) -> None:
        """Give the handles back; nothing can be waited for any more."""
        self.detach()
        self._read_end.close()
        self._write_end.close()
