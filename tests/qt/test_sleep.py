"""The end of the machine's sleep is heard from logind, and from nobody who only says so."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop.qt.sleep import INTERFACE, MEMBER, PATH, SERVICE
from tests.end_to_end.session_bus import SessionBus, session_bus
from tests.end_to_end.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has logind")

# A process of its own: Qt keeps its first connection to the bus for good.
LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop.qt.sleep import Sleep
from desktop.qt.tasks import Tasks
application, sleep = QCoreApplication([]), Sleep()
sleep.ended.connect(lambda: print("awake", flush=True))
sleep.start(Tasks.threaded(), system=sys.argv[1])
print("started", flush=True)
application.exec()
"""


class Listener:
    """A process that prints a line each time the machine has woken up."""

    def __init__(self, bus: SessionBus, *, system: str = "linux") -> None:
        self._output = bus.folder / f"listener-{system}"
        with self._output.open("wb") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-c", LISTENER, system],
                env={**bus.environment, "DBUS_SYSTEM_BUS_ADDRESS": bus.address},
                stdout=sink,
                stderr=sink,
            )

    def lines(self) -> list[str]:
        return self._output.read_text().splitlines()

    def times_awake(self) -> int:
        return self.lines().count("awake")


@contextmanager
def listening(bus: SessionBus, *, system: str = "linux") -> Iterator[Listener]:
    listener = Listener(bus, system=system)
    try:
        wait_until(lambda: "started" in listener.lines(), "a listener")
        yield listener
    finally:
        listener.process.kill()
        listener.process.wait(5)


class Speaker:
    """Owns a name on the bus and says in it that sleep begins, or has ended."""

    def __init__(self, bus: SessionBus, name: str) -> None:
        from jeepney import message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        self.connection = open_dbus_connection(bus.address)
        self._bus = Proxy(message_bus, self.connection)
        assert self._bus.RequestName(name) == (1,)

    def say(self, *, begins: bool) -> None:
        from jeepney import DBusAddress, new_signal

        signal = new_signal(DBusAddress(PATH, interface=INTERFACE), MEMBER, "b", (begins,))
        self.connection.send(signal)
        self._bus.GetId()  # the bus has passed it on by now


@pytest.fixture
def bus() -> Iterator[SessionBus]:
    with session_bus() as bus:
        yield bus


def test_waking_up_is_heard_from_logind_alone(bus: SessionBus) -> None:
    logind, other = Speaker(bus, SERVICE), Speaker(bus, "nl.voorbeeld.Ander")
    with logind.connection, other.connection, listening(bus) as listener:
        said = 0

        def is_heard() -> bool:
            nonlocal said
            said += 1
            logind.say(begins=False)
            return listener.times_awake() > 0

        wait_until(is_heard, "a listener that hears")
        logind.say(begins=True)
        before = listener.times_awake()
        for _ in range(said + 20):
            other.say(begins=False)
        logind.say(begins=False)
        wait_until(lambda: listener.times_awake() > before, "waking up once more")

        assert listener.times_awake() <= said + 1


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_a_system_that_does_not_tell_is_no_fault(system: str, bus: SessionBus) -> None:
    bus.address = "unix:path=/nowhere"
    with listening(bus, system=system) as listener:
        # What went wrong would have been printed by the time of another thread's start.
        wait_until(lambda: listener.lines() == ["started"], "a quiet listener")
        assert listener.process.poll() is None
