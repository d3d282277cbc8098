"""The desktop around the program: network, sleep and tray, as far as the system tells of them."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from desktop.qt.system import (
    LOGIND,
    LOGIND_INTERFACE,
    LOGIND_PATH,
    LOGIND_SIGNAL,
    Network,
    TrayAvailability,
)
from desktop.qt.tasks import Tasks
from tests.end_to_end.session_bus import SessionBus, session_bus
from tests.end_to_end.waiting import wait_until

only_linux = pytest.mark.linux(reason="only Linux has logind")
Reachability = QNetworkInformation.Reachability


def test_where_the_system_says_nothing_there_is_a_network(qapp: object) -> None:
    network = Network()

    network.set_reachability(Reachability.Unknown)

    assert network.has_network()


def test_there_is_no_network_only_where_the_system_is_sure(qapp: object) -> None:
    network = Network()
    there: list[bool] = []

    for reachability in (
        Reachability.Disconnected,
        Reachability.Local,
        Reachability.Site,
        Reachability.Online,
    ):
        network.set_reachability(reachability)
        there.append(network.has_network())

    assert there == [False, True, True, True]


def test_a_network_that_comes_back_is_told_once(qtbot: QtBot) -> None:
    network = Network()
    network.set_reachability(Reachability.Disconnected)

    with qtbot.waitSignal(network.went_online):
        network.set_reachability(Reachability.Online)
    with qtbot.assertNotEmitted(network.went_online):
        network.set_reachability(Reachability.Site)
        network.set_reachability(Reachability.Online)


def test_a_tray_that_appears_and_disappears_is_told_each_time_once(qtbot: QtBot) -> None:
    is_there = False
    tray = TrayAvailability(lambda: is_there)
    told: list[str] = []
    tray.appeared.connect(lambda: told.append("appeared"))
    tray.disappeared.connect(lambda: told.append("disappeared"))

    for is_there in (False, True, True, False, True):
        assert tray.check() is is_there

    assert told == ["appeared", "disappeared", "appeared"]
    assert tray.check()


# A process of its own: Qt keeps its first connection to the bus for good.
LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop.qt.system import ResumeMonitor
from desktop.qt.tasks import Tasks
application, monitor = QCoreApplication([]), ResumeMonitor()
monitor.resumed.connect(lambda: print("awake", flush=True))
monitor.start(Tasks.threaded(), system=sys.argv[1])
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


class SlowSystem(QObject):
    """Stands for `QNetworkInformation` of a system that answers when it likes."""

    Feature = QNetworkInformation.Feature
    Reachability = QNetworkInformation.Reachability
    reachabilityChanged = Signal(object)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.answers = threading.Event()
        self.asking_thread: threading.Thread | None = None

    def loadBackendByFeatures(self, _features: object) -> bool:  # noqa: N802
        self.asking_thread = threading.current_thread()
        return self.answers.wait(timeout=10)

    def instance(self) -> "SlowSystem":
        return self

    def reachability(self) -> Reachability:
        return Reachability.Disconnected


def test_a_system_that_takes_its_time_keeps_nobody_waiting(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowSystem()
    monkeypatch.setattr("desktop.qt.system.QNetworkInformation", slow)
    network = Network()

    network.start(tasks)
    assert network.has_network()  # as long as nothing is known

    slow.answers.set()
    qtbot.waitUntil(lambda: not network.has_network())
    with qtbot.waitSignal(network.went_online):
        slow.reachabilityChanged.emit(Reachability.Online)
    qtbot.waitUntil(lambda: network._loop is not None and network._loop.isRunning())
    network.stop()
    assert slow.asking_thread is not None
    slow.asking_thread.join(timeout=10)
    assert not slow.asking_thread.is_alive()


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

        signal = new_signal(
            DBusAddress(LOGIND_PATH, interface=LOGIND_INTERFACE), LOGIND_SIGNAL, "b", (begins,)
        )
        self.connection.send(signal)
        self._bus.GetId()  # the bus has passed it on by now


@pytest.fixture
def bus() -> Iterator[SessionBus]:
    with session_bus() as bus:
        yield bus


@only_linux
def test_waking_up_is_heard_from_logind_alone(bus: SessionBus) -> None:
    logind, other = Speaker(bus, LOGIND), Speaker(bus, "nl.voorbeeld.Ander")
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


@only_linux
@pytest.mark.parametrize("system", ["linux", "win32"])
def test_a_system_that_does_not_tell_is_no_fault(system: str, bus: SessionBus) -> None:
    bus.address = "unix:path=/nowhere"
    with listening(bus, system=system) as listener:
        # What went wrong would have been printed by the time of another thread's start.
        wait_until(lambda: listener.lines() == ["started"], "a quiet listener")
        assert listener.process.poll() is None
