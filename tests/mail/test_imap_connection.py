"""Connections are made in time, and ended from another thread."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.mail.imap_connection import Interrupted, connect
from desktop.mail.interrupter import Interrupter
from tests.mail.builders import trusting
from tests.mail.hostile_server import hostile


@pytest.fixture
def interrupter() -> Iterator[Interrupter]:
    interrupter = Interrupter()
    yield interrupter
    interrupter.close()


@pytest.fixture
def unreachable() -> Iterator[int]:
    """Return a port where nobody ever answers a call."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        yield address[1]
        for one in waiting:
            one.close()


def test_a_host_that_cannot_be_reached_is_given_up_in_time(
    unreachable: int, good: Path, interrupter: Interrupter
) -> None:
    with pytest.raises(TimeoutError):
        connect("127.0.0.1", unreachable, trusting(good), interrupter=interrupter, seconds=0.3)


def test_an_earlier_wake_ends_no_attempt(
    unreachable: int, good: Path, interrupter: Interrupter
) -> None:
    """`reset` leaves it in the pipe, and whoever asks for a count wakes as well."""
    interrupter.abort()
    interrupter.reset()
    interrupter.wake()
    with pytest.raises(TimeoutError):
        connect("127.0.0.1", unreachable, trusting(good), interrupter=interrupter, seconds=0.3)


def test_an_abort_ends_an_attempt_at_once(
    unreachable: int, good: Path, interrupter: Interrupter
) -> None:
    interrupter.abort()
    with pytest.raises(Interrupted):
        connect("127.0.0.1", unreachable, trusting(good), interrupter=interrupter, seconds=60)


def test_a_silent_address_leaves_time_for_the_next(
    unreachable: int, good: Path, interrupter: Interrupter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile(good) as server:
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
            for port in (unreachable, server.port)
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        connection = connect("127.0.0.1", 993, trusting(good), interrupter=interrupter, seconds=1.0)
        connection.start_exchange(2.0)

        assert connection.readline() == b"* OK ready\r\n"
        connection.close()


def test_a_full_pipe_of_wakes_does_not_block() -> None:
    interrupter = Interrupter()
    for _ in range(100_000):
        interrupter.wake()
    interrupter.wait(5)
    interrupter.close()
    interrupter.wake()
    interrupter.abort()


def test_a_connection_made_after_the_abort_is_ended_as_well(interrupter: Interrupter) -> None:
    here, there = socket.socketpair()
    interrupter.abort()
    interrupter.attach(here)

    try:
        assert here.recv(1) == b""
    except BrokenPipeError:
        assert sys.platform == "win32"  # says it in this way
    for one in (here, there):
        one.close()


class QuickInterrupter(Interrupter):
    """Wakes a thread that makes its next connection before `abort` has returned."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._next = connection

    def wake(self) -> None:
        self.reset()
        self.attach(self._next)


def test_an_abort_spares_the_connection_that_is_made_because_of_it() -> None:
    here, there = socket.socketpair()
    interrupter = QuickInterrupter(here)

    interrupter.abort()

    there.send(b"!")
    assert here.recv(1) == b"!"
    for one in (here, there):
        one.close()
    interrupter.close()
