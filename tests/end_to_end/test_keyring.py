"""Passwords in a real Secret Service: unlocked, locked, absent, and one that never answers."""

import gc
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from threading import enumerate as enumerate_threads

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from desktop.controllers.mail.passwords import Passwords
from desktop.core.mail import Credential, MailAccount, PasswordStatus
from desktop.mail.credentials import Credentials, keyring_name, open_system_keyring
from desktop.qt.tasks import Tasks
from tests.end_to_end.session_bus import SessionBus, require, session_bus
from tests.end_to_end.waiting import wait_until

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a Secret Service"),
]

SECRETS = "org.freedesktop.secrets"
JAN = MailAccount("jan@voorbeeld.nl", "mail.voorbeeld.nl", "jan")
PASSWORD = "geheim & één"
TICK_MS = 5
SILENT_MS = 5000


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    with session_bus() as bus:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "HOME"):
            monkeypatch.setenv(name, bus.environment[name])
        yield bus
        # `keyring` leaves its connection behind when a keyring stays locked or goes away.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


@contextmanager
def gnome_keyring(bus: SessionBus, password: str | None) -> Iterator[None]:
    """Run gnome-keyring, unlocked with `password`, or locked for None."""
    require({"gnome-keyring-daemon": "gnome-keyring"})
    command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
    command += [] if password is None else ["--unlock"]
    with bus.program(*command, said=password or ""):
        wait_until(lambda: bus.has(SECRETS), "a keyring")
        yield
    wait_until(lambda: not bus.has(SECRETS), "the end of the keyring")


def test_an_unlocked_keyring_keeps_gives_and_forgets(bus: SessionBus) -> None:
    with gnome_keyring(bus, "hoofd"):
        credentials = Credentials()
        assert credentials.load(JAN).status is PasswordStatus.NONE

        assert credentials.save(JAN, "oud").status is PasswordStatus.OK
        assert credentials.save(JAN, PASSWORD).status is PasswordStatus.OK

        assert Credentials().load(JAN) == (PasswordStatus.OK, PASSWORD, PasswordStatus.OK)
        assert (
            Credentials().load(JAN._replace(server="kwaad.example")).status is PasswordStatus.NONE
        )
        assert credentials.remove(JAN).status is PasswordStatus.NONE
        assert Credentials().load(JAN).status is PasswordStatus.NONE


def test_a_password_is_there_in_the_next_session(bus: SessionBus) -> None:
    with gnome_keyring(bus, "hoofd"):
        Credentials().save(JAN, PASSWORD)

    with gnome_keyring(bus, "hoofd"):
        assert Credentials().load(JAN) == (PasswordStatus.OK, PASSWORD, PasswordStatus.OK)


def test_the_secret_service_is_what_keeps_passwords(bus: SessionBus) -> None:
    with gnome_keyring(bus, "hoofd"):
        assert keyring_name(open_system_keyring()) == "keyring.backends.SecretService.Keyring"


def test_a_locked_keyring_keeps_the_password_for_the_session(bus: SessionBus) -> None:
    with gnome_keyring(bus, "hoofd"):
        Credentials().save(JAN, "van vroeger")

    with gnome_keyring(bus, None):
        credentials = Credentials()
        assert credentials.load(JAN) == (PasswordStatus.LOCKED, None, PasswordStatus.LOCKED)
        assert credentials.save(JAN, PASSWORD) == (
            PasswordStatus.SESSION,
            PASSWORD,
            PasswordStatus.LOCKED,
        )
        assert credentials.load(JAN) == (PasswordStatus.SESSION, PASSWORD, PasswordStatus.LOCKED)


def test_a_keyring_that_is_unlocked_later_is_used_again(bus: SessionBus) -> None:
    with gnome_keyring(bus, "hoofd"):
        Credentials().save(JAN, PASSWORD)
    credentials = Credentials()
    with gnome_keyring(bus, None):
        assert credentials.load(JAN).status is PasswordStatus.LOCKED

    with gnome_keyring(bus, "hoofd"):
        assert credentials.load(JAN) == (PasswordStatus.OK, PASSWORD, PasswordStatus.OK)


def test_without_a_secret_service_the_password_is_kept_for_the_session(bus: SessionBus) -> None:
    credentials = Credentials()

    assert credentials.save(JAN, PASSWORD) == (
        PasswordStatus.SESSION,
        PASSWORD,
        PasswordStatus.NONE,
    )
    assert credentials.load(JAN) == (PasswordStatus.SESSION, PASSWORD, PasswordStatus.NONE)


def test_a_service_that_goes_away_is_a_refusal(bus: SessionBus) -> None:
    credentials = Credentials()
    with gnome_keyring(bus, "hoofd"):
        credentials.save(JAN, "oud")

    saved = credentials.save(JAN, PASSWORD)

    assert saved.status is PasswordStatus.SESSION
    assert saved.fallback_reason in {PasswordStatus.DENIED, PasswordStatus.LOCKED}
    assert credentials.load(JAN).password == PASSWORD


def test_a_keyring_that_blocks_leaves_the_password_in_memory(bus: SessionBus) -> None:
    credentials = Credentials()
    is_back = Event()
    with silent_service(bus) as is_asked:
        blocked = Thread(
            target=lambda: (credentials.save(JAN, PASSWORD), is_back.set()), daemon=True
        )
        blocked.start()
        assert is_asked.wait(10)

        assert not is_back.wait(0.3)
        at_hand = (PasswordStatus.SESSION, PASSWORD, PasswordStatus.LOCKED)
        assert credentials.without_keyring(JAN) == at_hand
        assert credentials.load(JAN).password == PASSWORD
        assert not is_back.is_set()
    # Without the service the silence ends, and what could not be kept stays in memory.
    assert is_back.wait(10)
    blocked.join(5)
    assert credentials.load(JAN).password == PASSWORD


class Pulse(QObject):
    """A timer that counts its beats."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = 0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        self.beats += 1


def test_the_window_does_not_wait_for_a_silent_keyring(bus: SessionBus, qtbot: QtBot) -> None:
    answers: list[Credential] = []
    tasks = Tasks.threaded()
    passwords = Passwords(Credentials(), tasks, timeout_ms=SILENT_MS)
    with silent_service(bus) as is_asked:
        pulse = Pulse()
        passwords.load(JAN, answers.append)
        qtbot.waitUntil(is_asked.is_set, timeout=10_000)
        at_asking, beats = list(answers), pulse.beats
        qtbot.waitUntil(lambda: bool(answers), timeout=SILENT_MS + 10_000)
    # Without the service the silence ends, and with it the thread that was left behind.
    qtbot.waitUntil(lambda: "keyring" not in [t.name for t in enumerate_threads()], timeout=10_000)
    tasks.stop()

    assert at_asking == []
    # The second is the late answer of the thread, which is used as well.
    assert {answer.status for answer in answers} == {PasswordStatus.LOCKED}
    assert pulse.beats - beats >= SILENT_MS // TICK_MS // 4  # none, did the window wait


@contextmanager
def silent_service(bus: SessionBus) -> Iterator[Event]:
    """Own the name of the Secret Service and answer nothing; tells when it was asked."""
    # There is no jeepney but on Linux.
    from jeepney import MessageType, message_bus
    from jeepney.io.blocking import Proxy, open_dbus_connection

    is_asked, is_over = Event(), Event()

    def serve() -> None:
        while not is_over.is_set():
            try:
                message = connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                is_asked.set()

    connection = open_dbus_connection(bus.address)
    assert Proxy(message_bus, connection).RequestName(SECRETS) == (1,)
    server = Thread(target=serve, daemon=True)
    server.start()
    try:
        yield is_asked
    finally:
        is_over.set()
        server.join(10)
        connection.close()
