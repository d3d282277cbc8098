"""Connections are made in time, and ended from another thread."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.mail.bell import Bell
from desktop.mail.wire import Interrupted, dial
from tests.mail.builders import trusting
from tests.mail.hostile_server import hostile


@pytest.fixture
def bell() -> Iterator[Bell]:
    bell = Bell()
    yield bell
    bell.close()


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
    unreachable: int, good: Path, bell: Bell
) -> None:
    with pytest.raises(TimeoutError):
        dial("127.0.0.1", unreachable, trusting(good), bell=bell, seconds=0.3)


def test_a_ring_of_before_ends_no_attempt(unreachable: int, good: Path, bell: Bell) -> None:
    """`mend` leaves it in the pipe, and whoever asks for a count rings as well."""
    bell.cut()
    bell.mend()
    bell.ring()
    with pytest.raises(TimeoutError):
        dial("127.0.0.1", unreachable, trusting(good), bell=bell, seconds=0.3)


def test_a_cut_ends_an_attempt_at_once(unreachable: int, good: Path, bell: Bell) -> None:
    bell.cut()
    with pytest.raises(Interrupted):
        dial("127.0.0.1", unreachable, trusting(good), bell=bell, seconds=60)


def test_a_silent_address_leaves_time_for_the_next(
    unreachable: int, good: Path, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hostile(good) as server:
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
            for port in (unreachable, server.port)
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        wire = dial("127.0.0.1", 993, trusting(good), bell=bell, seconds=1.0)
        wire.allow(2.0)

        assert wire.readline() == b"* OK ready\r\n"
        wire.close()


def test_a_full_pipe_of_rings_does_not_block() -> None:
    bell = Bell()
    for _ in range(100_000):
        bell.ring()
    bell.wait(5)
    bell.close()
    bell.ring()
    bell.cut()


def test_a_connection_made_after_the_cut_is_ended_as_well(bell: Bell) -> None:
    here, there = socket.socketpair()
    bell.cut()
    bell.attach(here)

    assert here.recv(1) == b""
    for one in (here, there):
        one.close()


class QuickBell(Bell):
    """Heard by a thread that makes its next connection before `cut` has returned."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._next = connection

    def ring(self) -> None:
        self.mend()
        self.attach(self._next)


def test_a_cut_spares_the_connection_that_is_made_because_of_it() -> None:
    here, there = socket.socketpair()
    bell = QuickBell(here)

    bell.cut()

    there.send(b"!")
    assert here.recv(1) == b"!"
    for one in (here, there):
        one.close()
    bell.close()
