"""A notification is shown by whatever means there are. On a real bus: tests/end_to_end."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pytestqt.qtbot import QtBot

from desktop.qt.notifications import Look, Notifications
from tests.builders import inline_tasks

LOOK = Look(icon=Path("zeelandnet.png"), open_label="Openen")
only_linux = pytest.mark.linux(reason="only Linux has D-Bus")
Make = Callable[[str], Notifications]


@pytest.fixture
def shown() -> list[tuple[str, str]]:
    """Return what the tray's own means were asked to show."""
    return []


@pytest.fixture
def make(qapp: object, shown: list[tuple[str, str]]) -> Iterator[Make]:
    """Return what makes notifications for a system; all are stopped."""
    tasks = inline_tasks()
    made: list[Notifications] = []

    def make(system: str) -> Notifications:
        made.append(Notifications(tasks, lambda *text: shown.append(text), LOOK, system=system))
        return made[-1]

    yield make
    for notifications in made:
        notifications.stop()


@pytest.fixture
def deaf_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Return a socket where the bus should be, which nobody answers."""
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{folder}/bus")
        listening.listen()
        listening.settimeout(10)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder}/bus")
        yield listening


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_show_plain_text_by_their_own_means(
    make: Make, shown: list[tuple[str, str]], system: str
) -> None:
    notifications = make(system)

    notifications.show("1 nieuw bericht", "a & <b>")
    notifications.close_shown()

    assert shown == [("1 nieuw bericht", "a & <b>")]


@only_linux
@pytest.mark.parametrize(
    "address", [None, "", "unix:path=/none", "tcp:host=127.0.0.1", "onzin", "unix:;;", ":,="]
)
def test_without_a_bus_it_is_shown_by_other_means(
    make: Make,
    shown: list[tuple[str, str]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    address: str | None,
) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    notifications = make("linux")

    notifications.show("1 nieuw", "a")
    notifications.show("2 nieuw", "b")

    qtbot.waitUntil(lambda: len(shown) == 2)
    assert shown == [("1 nieuw", "a"), ("2 nieuw", "b")]


@only_linux
def test_a_bus_that_says_nothing_is_not_waited_for_long(
    make: Make, shown: list[tuple[str, str]], qtbot: QtBot, deaf_bus: socket.socket
) -> None:
    notifications = make("linux")

    notifications.show("1 nieuw", "")

    qtbot.waitUntil(lambda: shown == [("1 nieuw", "")], timeout=5000)


@only_linux
def test_a_bus_that_hangs_up_is_survived(
    make: Make, shown: list[tuple[str, str]], qtbot: QtBot, deaf_bus: socket.socket
) -> None:
    notifications = make("linux")
    notifications.show("1 nieuw", "")

    deaf_bus.accept()[0].close()

    qtbot.waitUntil(lambda: shown == [("1 nieuw", "")], timeout=5000)


@only_linux
def test_what_was_not_shown_before_the_end_is_not_shown_after_it(
    make: Make, shown: list[tuple[str, str]], qtbot: QtBot, deaf_bus: socket.socket
) -> None:
    notifications = make("linux")
    notifications.show("1 nieuw", "")
    connection = deaf_bus.accept()[0]

    notifications.stop()
    connection.close()

    qtbot.wait(50)
    assert shown == []


def test_stopping_what_never_showed_anything_does_nothing(
    make: Make, shown: list[tuple[str, str]]
) -> None:
    notifications = make("linux")

    notifications.close_shown()
    notifications.stop()

    assert shown == []
