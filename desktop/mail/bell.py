"""Ends a wait from another thread: for sleeping, for a silent server, for a slow connection."""

import selectors
import socket
import sys
from contextlib import suppress

# Enough to end a read, except on Windows. Ended in both directions, a connection that
# TLS is about to begin on makes `ssl` lose its handle (CPython 3.11).
_ENDS_READING = socket.SHUT_RDWR if sys.platform == "win32" else socket.SHUT_RD


class _Attempt:
    """From one `mend` to the next: what is cut in it is none of the next one's business.

    Attributes:
        is_cut: Whether `cut` was called in it.
        lines: Second handles on its connections. Taking one out of a list is atomic, so
            that no thread closes what another one is about to use.
    """

    def __init__(self) -> None:
        self.is_cut = False
        self.lines: list[socket.socket] = []

    def cut(self) -> None:
        self.is_cut = True
        while (line := self.take_line()) is not None:
            with line, suppress(OSError):
                line.shutdown(_ENDS_READING)

    def take_line(self) -> socket.socket | None:
        try:
            return self.lines.pop()
        except IndexError:
            return None


class Bell:
    """Rung in one thread, heard in the one that waits.

    `ring` and `cut` may be called from any thread, also before and after the wait; all
    else belongs to the thread that waits.
    """

    def __init__(self) -> None:
        self._ear, self._hammer = socket.socketpair()
        self._ear.setblocking(False)
        self._hammer.setblocking(False)
        self._attempt = _Attempt()

    @property
    def was_cut(self) -> bool:
        """Whether `cut` was called since `mend`."""
        return self._attempt.is_cut

    def ring(self) -> None:
        """End the wait that is under way, or else the next one."""
        # A full pipe rings already; a closed one is not waited for.
        with suppress(OSError):
            self._hammer.send(b"!")

    def cut(self) -> None:
        """Ring, and end the connection, so that a read from it ends as well.

        The connection that the other thread makes because of it is spared.
        """
        self._attempt.cut()
        self.ring()

    def mend(self) -> None:
        """Let connections be made again after a `cut`."""
        self._attempt = _Attempt()

    def attach(self, connection: socket.socket) -> None:
        """Make `connection` the one that `cut` ends, or has ended already."""
        self.detach()
        self._attempt.lines.append(connection.dup())
        if self._attempt.is_cut:
            self._attempt.cut()

    def detach(self) -> None:
        """Forget the connection."""
        while (line := self._attempt.take_line()) is not None:
            line.close()

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
