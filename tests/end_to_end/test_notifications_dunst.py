"""Notifications on a real bus: what is sent, byte for byte, and whose clicks count."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from desktop.qt.notifications import Look, Notifications
from desktop.qt.single_instance import TOKEN_VARIABLE
from desktop.qt.tasks import Tasks
from tests.end_to_end.dunst import CONFIGURATION, NOTIFIER
from tests.end_to_end.session_bus import SessionBus, require, session_bus
from tests.end_to_end.waiting import wait_until
from tests.end_to_end.x_session import XSession

if TYPE_CHECKING:
    from tests.end_to_end.notification_server import NotificationServer

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has D-Bus"),
]

BODY = "Zeeuws & Zoon <b>vet</b>: 1 < 2\nRegel 2 “één”"
ESCAPED = "Zeeuws &amp; Zoon &lt;b&gt;vet&lt;/b&gt;: 1 &lt; 2\nRegel 2 “één”"
TITLE = "2 nieuwe <i>berichten</i> & meer"
Started = Callable[[], AbstractContextManager[Notifications]]


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    with session_bus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


@pytest.fixture
def otherwise() -> list[tuple[str, str]]:
    """Return what was shown by other means than the bus."""
    return []


@pytest.fixture
def started(qapp: object, tmp_path: Path, otherwise: list[tuple[str, str]]) -> Started:
    """Return what makes notifications that are stopped with the block."""

    @contextmanager
    def started() -> Iterator[Notifications]:
        tasks = Tasks.threaded()
        look = Look(icon=tmp_path / "zee net.png", open_label="Openen")
        notifications = Notifications(tasks, lambda *text: otherwise.append(text), look)
        try:
            yield notifications
        finally:
            notifications.stop()
            tasks.stop()

    return started


@pytest.mark.parametrize(
    ("abilities", "body", "actions"),
    [
        (("body",), BODY, []),
        (("body", "body-markup"), ESCAPED, []),
        (("actions",), BODY, ["default", "Openen", "open", "Openen"]),
        (("body-markup", "actions"), ESCAPED, ["default", "Openen", "open", "Openen"]),
    ],
)
def test_text_is_escaped_exactly_when_the_server_reads_markup(
    bus: SessionBus,
    started: Started,
    qtbot: QtBot,
    abilities: tuple[str, ...],
    body: str,
    actions: list[str],
) -> None:
    with recording(bus, *abilities) as server, started() as notifications:
        notifications.show(TITLE, BODY)

        qtbot.waitUntil(lambda: bool(server.notified))
        (sent,) = server.notified
    assert sent.signature == "susssasa{sv}i"
    assert (sent.title, sent.body, sent.actions) == (TITLE, body, actions)
    assert sent.application == "ZeelandNet Desktop"
    assert sent.icon.startswith("file:///")
    assert sent.icon.endswith("/zee%20net.png")
    assert sent.hints["desktop-entry"] == ("s", "nl.zeelandnet.Desktop")


def test_what_d_bus_cannot_carry_is_left_out(
    bus: SessionBus, started: Started, qtbot: QtBot, otherwise: list[tuple[str, str]]
) -> None:
    with recording(bus) as server, started() as notifications:
        notifications.show("a\0b\ud800c", "d\udcffe\x07")

        qtbot.waitUntil(lambda: bool(server.notified))
    assert (server.notified[0].title, server.notified[0].body) == ("abc", "de")
    assert otherwise == []


def test_each_notification_takes_the_place_of_the_one_before(
    bus: SessionBus, started: Started, qtbot: QtBot
) -> None:
    with recording(bus, first_number=41) as server, started() as notifications:
        for count in (1, 2, 3):
            notifications.show(f"{count} nieuw", "")
        qtbot.waitUntil(lambda: len(server.notified) == 3)

    assert [sent.replaces for sent in server.notified] == [0, 41, 41]


def test_a_notification_that_is_gone_is_not_replaced(
    bus: SessionBus, started: Started, qtbot: QtBot
) -> None:
    with recording(bus, "actions", first_number=7) as server, started() as notifications:
        notifications.show("1 nieuw", "")
        qtbot.waitUntil(lambda: bool(server.notified))
        with qtbot.waitSignal(notifications.opened, timeout=10_000):
            server.close(5)  # another program's
            server.click(7, "open")
        server.close(7)
        # Heard in order: once this click could count, the one before it was too late.
        with qtbot.assertNotEmitted(notifications.opened, wait=100):
            server.click(7, "open")

        notifications.show("2 nieuw", "")
        qtbot.waitUntil(lambda: len(server.notified) == 2)

    assert server.notified[1].replaces == 0


def test_another_server_does_not_get_the_number_of_the_one_before(
    bus: SessionBus, started: Started, qtbot: QtBot
) -> None:
    with started() as notifications:
        with recording(bus, first_number=7) as server:
            notifications.show("1 nieuw", "")
            qtbot.waitUntil(lambda: bool(server.notified))
        with recording(bus, first_number=1) as another:
            notifications.show("2 nieuw", "")
            qtbot.waitUntil(lambda: bool(another.notified))

    assert another.notified[0].replaces == 0


@pytest.mark.parametrize("action", ["default", "open"])
def test_a_click_is_told(bus: SessionBus, started: Started, qtbot: QtBot, action: str) -> None:
    with recording(bus, "actions", first_number=9) as server, started() as notifications:
        notifications.show("1 nieuw", "")
        qtbot.waitUntil(lambda: bool(server.notified))

        with qtbot.waitSignal(notifications.opened, timeout=10_000):
            server.click(9, action)


def test_a_click_brings_the_token_for_coming_to_the_front(
    bus: SessionBus, started: Started, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "before")
    with recording(bus, "actions", first_number=9) as server, started() as notifications:
        notifications.show("1 nieuw", "")
        qtbot.waitUntil(lambda: bool(server.notified))

        with qtbot.waitSignal(notifications.opened, timeout=10_000):
            server.click(9, "open", token="from-the-shell")

    assert os.environ[TOKEN_VARIABLE] == "from-the-shell"


def test_clicks_on_others_and_by_others_do_nothing(
    bus: SessionBus, started: Started, qtbot: QtBot
) -> None:
    from tests.end_to_end.notification_server import pretend

    heard: list[None] = []
    with recording(bus, "actions", first_number=9) as server, started() as notifications:
        notifications.opened.connect(lambda: heard.append(None))
        notifications.show("1 nieuw", "")
        qtbot.waitUntil(lambda: bool(server.notified))

        server.click(8, "open")  # another program's notification
        server.click(9, "reply")  # an action that is none of ours
        pretend(bus.address, 9, "open")  # not the server
        pretend(bus.address, 9, "open", to=server.caller)
        server.click(9, "open")

        qtbot.waitUntil(lambda: bool(heard))
        qtbot.wait(50)
    assert len(heard) == 1


def test_it_is_taken_away_when_asked_and_at_the_end(
    bus: SessionBus, started: Started, qtbot: QtBot
) -> None:
    with recording(bus) as server:
        with started() as notifications:
            notifications.show("1 nieuw", "")
            notifications.close_shown()
            notifications.close_shown()
            notifications.show("2 nieuw", "")
            qtbot.waitUntil(lambda: len(server.notified) == 2)
            assert server.closed == [1]

        qtbot.waitUntil(lambda: server.closed == [1, 2])


def test_without_a_server_it_is_shown_by_other_means(
    bus: SessionBus, started: Started, qtbot: QtBot, otherwise: list[tuple[str, str]]
) -> None:
    with started() as notifications:
        notifications.show("1 nieuw", "a & b")
        notifications.show("2 nieuw", "")

        qtbot.waitUntil(lambda: len(otherwise) == 2)
        assert otherwise == [("1 nieuw", "a & b"), ("2 nieuw", "")]
        with recording(bus) as server:
            notifications.show("3 nieuw", "")
            qtbot.waitUntil(lambda: bool(server.notified))
    assert len(otherwise) == 2


def test_a_bus_that_goes_away_is_survived(
    started: Started,
    qtbot: QtBot,
    otherwise: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with started() as notifications:
        with session_bus() as bus:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
            with recording(bus) as server:
                notifications.show("1 nieuw", "")
                qtbot.waitUntil(lambda: bool(server.notified))

        def is_shown() -> bool:
            notifications.show("2 nieuw", "")
            return bool(otherwise)

        qtbot.waitUntil(is_shown)
    assert set(otherwise) == {("2 nieuw", "")}


@pytest.fixture
def dunst(bus: SessionBus, x_session: XSession, tmp_path: Path) -> Iterator[None]:
    """Run dunst on a screen."""
    require({"dunst": "dunst", "dunstctl": "dunst"})
    configuration = tmp_path / "dunstrc"
    configuration.write_text(CONFIGURATION)
    screen = {"DISPLAY": x_session.environment["DISPLAY"]}
    with bus.program("dunst", "-conf", str(configuration), environment=screen):
        wait_until(lambda: bus.has(NOTIFIER), "dunst")
        yield


def shown_by_dunst(x_session: XSession, bus: SessionBus) -> str:
    return x_session.run("dunstctl", "count", "displayed", **bus.environment).strip()


def test_a_click_in_dunst_is_told_and_another_program_s_is_not(
    dunst: None, bus: SessionBus, x_session: XSession, started: Started, qtbot: QtBot
) -> None:
    with started() as notifications:
        notify = ("dunstify", "--action=open,Openen", "Van een ander", "programma")
        with bus.program(
            *notify, environment={"DISPLAY": x_session.environment["DISPLAY"]}
        ) as other:
            qtbot.waitUntil(lambda: shown_by_dunst(x_session, bus) == "1", timeout=10_000)
            with qtbot.assertNotEmitted(notifications.opened):
                x_session.click(60, 50)
                qtbot.waitUntil(lambda: other.poll() is not None, timeout=10_000)
        notifications.show("1 nieuw bericht", BODY)
        qtbot.waitUntil(lambda: shown_by_dunst(x_session, bus) == "1", timeout=10_000)

        with qtbot.waitSignal(notifications.opened, timeout=10_000):
            x_session.click(60, 50)

        qtbot.waitUntil(lambda: shown_by_dunst(x_session, bus) == "0", timeout=10_000)


def test_dunst_shows_one_of_many(
    dunst: None, bus: SessionBus, x_session: XSession, started: Started, qtbot: QtBot
) -> None:
    with started() as notifications:
        for count in (1, 2, 3):
            notifications.show(f"{count} nieuw", BODY)
        qtbot.waitUntil(lambda: shown_by_dunst(x_session, bus) == "1", timeout=10_000)
        qtbot.wait(100)
        assert shown_by_dunst(x_session, bus) == "1"

    qtbot.waitUntil(lambda: shown_by_dunst(x_session, bus) == "0", timeout=10_000)


@contextmanager
def recording(
    bus: SessionBus, *abilities: str, first_number: int = 1
) -> Iterator["NotificationServer"]:
    """Run a server that writes down what it is sent."""
    # There is no jeepney but on Linux.
    from tests.end_to_end.notification_server import NotificationServer

    with NotificationServer(bus.address, *abilities, first_number=first_number) as server:
        yield server
