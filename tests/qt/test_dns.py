"""The name service answers in its time, or nothing does."""

import socket
import struct
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QHostAddress
from pytestqt.qtbot import QtBot

from desktop.qt import dns
from desktop.qt.dns import NameService

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks at port 53 alone")
SRV, MX = 33, 15


def name(text: str) -> bytes:
    labels = [label for label in text.split(".") if label]
    return b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"


def service(priority: int, port: int, target: str) -> tuple[int, bytes]:
    return SRV, struct.pack(">HHH", priority, 0, port) + name(target)


def exchanger(preference: int, host: str) -> tuple[int, bytes]:
    return MX, struct.pack(">H", preference) + name(host)


class NameServer:
    """Answers every question on 127.0.0.1 with the records it has; silent without any."""

    def __init__(self) -> None:
        self.records: list[tuple[int, bytes]] | None = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            question, who = self._socket.recvfrom(2000)
            if not question:
                return
            if self.records is None:
                continue
            ends = question.index(b"\0", 12) + 5
            head = question[:2] + struct.pack(">HHHHH", 0x8180, 1, len(self.records), 0, 0)
            answers = b"".join(
                b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(content)) + content
                for kind, content in self.records
            )
            self._socket.sendto(head + question[12:ends] + answers, who)


@pytest.fixture
def server() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.close()


def told(server: NameServer, kind: int, qtbot: QtBot) -> list[str]:
    """Return what a question is answered with."""
    names = NameService(server=QHostAddress("127.0.0.1"), port=server.port)
    answers: list[list[str]] = []
    parent = QObject()
    if kind == SRV:
        names.ask_service("_imaps._tcp.elders.nl", 993, answers.append, parent)
    else:
        names.ask_exchangers("elders.nl", answers.append, parent)
    qtbot.waitUntil(lambda: bool(answers), timeout=15_000)
    return answers[0]


def test_the_hosts_of_a_service_are_told_best_first(server: NameServer, qtbot: QtBot) -> None:
    server.records = [
        service(20, 993, "twee.elders.nl"),
        service(10, 993, "Een.elders.nl"),
        service(1, 143, "zonder-tls.elders.nl"),
        service(5, 993, "."),
    ]

    assert told(server, SRV, qtbot) == ["een.elders.nl", "twee.elders.nl"]


def test_the_exchangers_of_a_domain_are_told_best_first(server: NameServer, qtbot: QtBot) -> None:
    server.records = [exchanger(20, "mx2.elders.nl"), exchanger(10, "mx1.elders.nl")]

    assert told(server, MX, qtbot) == ["mx1.elders.nl", "mx2.elders.nl"]


@pytest.mark.parametrize("kind", [SRV, MX])
def test_a_domain_without_them_has_none(kind: int, server: NameServer, qtbot: QtBot) -> None:
    assert told(server, kind, qtbot) == []


def test_only_so_many_hosts_are_looked_at(server: NameServer, qtbot: QtBot) -> None:
    server.records = [exchanger(number, f"m{number}.nl") for number in range(25)]

    assert len(told(server, MX, qtbot)) == 20


def test_silence_is_no_answer_once_the_time_is_up(
    server: NameServer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dns, "LIMIT_MS", 100)
    server.records = None

    assert told(server, SRV, qtbot) == []
