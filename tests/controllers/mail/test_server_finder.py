"""The name service is asked first, then the domain itself; whose server it is decides the rest."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.controllers.mail.server_finder import ServerFinder
from desktop.core.mail import MailAccount
from desktop.core.providers import Login, MailAdvice, Provider
from desktop.qt.dns import NameService
from tests.builders import inline_tasks

ADDRESS = "jan+krant@elders.nl"
DICHT = Provider(
    "dicht", "Dichtmail", ("dicht.nl",), mx=("dicht.nl",), server="imap.dicht.nl",
    login=Login.REFUSED,
)  # fmt: skip
Answer = Callable[[list[str]], None]


class Names(NameService):
    """Stands in for the name service."""

    def __init__(self, services: list[str], exchangers: list[str]) -> None:
        super().__init__()
        self.services = services
        self.exchangers = exchangers
        self.asked: list[str] = []

    def ask_service(self, name: str, port: int, answer: Answer, _parent: QObject) -> None:
        self.asked.append(f"{name}:{port}")
        answer(self.services)

    def ask_exchangers(self, domain: str, answer: Answer, _parent: QObject) -> None:
        self.asked.append(domain)
        answer(self.exchangers)


def search(address: str) -> MailAccount | None:
    return MailAccount(address, "imap.elders.nl", "gezocht")


def nothing(_address: str) -> MailAccount | None:
    return None


def broken(_address: str) -> MailAccount | None:
    raise RuntimeError("a bug")


@pytest.mark.parametrize(
    ("services", "exchangers", "searched", "server", "user", "provider", "asked"),
    [
        (["post.hoster.nl", "b.nl"], [], broken, "post.hoster.nl", "jan@elders.nl", None, 1),
        (["imap.dicht.nl"], [], broken, "imap.dicht.nl", "jan@elders.nl", DICHT, 1),
        (["nas.local"], [], search, "imap.elders.nl", "gezocht", None, 2),
        ([], ["mx.dicht.nl"], broken, "imap.dicht.nl", "jan@elders.nl", DICHT, 2),
        ([], ["mx.elders.nl"], search, "imap.elders.nl", "gezocht", None, 2),
    ],
)
def test_what_is_found_first_is_told(
    services: list[str],
    exchangers: list[str],
    searched: Callable[[str], MailAccount | None],
    server: str,
    user: str,
    provider: Provider | None,
    asked: int,
    qtbot: QtBot,
) -> None:
    names = Names(services, exchangers)
    finder = ServerFinder([DICHT], inline_tasks(), searched, names)

    with qtbot.waitSignal(finder.found) as told:
        finder.find(ADDRESS)

    assert told.args == [ADDRESS, MailAdvice(MailAccount(ADDRESS, server, user), provider)]
    assert names.asked == ["_imaps._tcp.elders.nl:993", "elders.nl"][:asked]


def test_nothing_found_is_told_as_well(qtbot: QtBot) -> None:
    finder = ServerFinder([DICHT], inline_tasks(), nothing, Names([], []))

    with qtbot.waitSignal(finder.found) as told:
        finder.find(ADDRESS)

    assert told.args == [ADDRESS, None]


def test_a_bug_is_logged_and_leaves_the_user_the_field(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    finder = ServerFinder([DICHT], inline_tasks(), broken, Names([], []))

    with qtbot.waitSignal(finder.found) as told:
        finder.find(ADDRESS)

    assert told.args == [ADDRESS, None]
    assert "a bug" in caplog.text
    caplog.clear()
