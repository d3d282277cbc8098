"""What leaves the program is a plain address, and only what was opened is told as opened."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop.qt import browser as module
from desktop.qt.browser import Browser, is_openable
from desktop.qt.tasks import Tasks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="opens by the system's own call")
PAGE = "https://news.example/a?b=c%20d&e=%2F#f"


class UrlHandler(QObject):
    """Is asked in place of the system when Qt opens an address."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show_page(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


class Machine:
    """A computer with the programs that a test puts on it, and what they were asked to open."""

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        self.folder = folder
        self.browser = Browser(tasks)
        self.taken: list[bool] = []
        self.refused: list[str] = []
        self.browser.failed.connect(self.refused.append)

    def install(self, name: str, script: str) -> None:
        program = self.folder / name
        note = f'printf "%s\\n" "$*" >>"{self.folder}/{name}.asked"'
        program.write_text(f"#!/bin/sh\n{note}\n{script}\n")
        program.chmod(0o755)

    def asked(self, name: str) -> list[str]:
        notes = self.folder / f"{name}.asked"
        return notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []

    def open(self, url: str) -> None:
        self.browser.open(url, lambda: self.taken.append(True))


@pytest.fixture
def machine(tmp_path: Path, tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(module, "OPENERS", (("xdg-open",), ("gio", "open")))
    return Machine(tmp_path, tasks)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "//server/share",
        "/etc/passwd",
        "news.html",
        "javascript:alert(1)",
        "data:text/html,<b>",
        "ftp://files.example/",
        "https://user@news.example/",
        "https://user:secret@news.example/",
        "mailto:reader@mail.example?attach=/etc/passwd",
        "mailto:reader@mail.example?%61ttach=/etc/passwd",
        "mailto:reader@mail.example?subject=x& ATTACH=/etc/passwd",
        "mailto:reader@mail.example?subject=x&ATTACHMENT=/etc/passwd",
        "https://",
        "https:///path",
        "http:news.example",
        "https://news example/",
        "--help",
        "",
        " ",
    ],
)
def test_an_address_that_could_do_harm_is_not_opened(url: str, machine: Machine) -> None:
    machine.install("xdg-open", "exit 0")

    machine.open(url)

    assert machine.refused == [url]
    assert machine.asked("xdg-open") == []


@pytest.mark.parametrize(
    ("url", "opened"),
    [
        (PAGE, PAGE),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/"),
        ("HTTPS://NEWS.example/", "https://news.example/"),
        ("https://nieuws.example/zeeën/café", "https://nieuws.example/zee%C3%ABn/caf%C3%A9"),
        ("https://nieuws.example/$(id);id", "https://nieuws.example/$(id);id"),
        ("mailto:reader@mail.example?subject=Boot", "mailto:reader@mail.example?subject=Boot"),
        ("mailto:a@b.example?subject=De boot", "mailto:a@b.example?subject=De%20boot"),
        (" MailTo:a@b.example?body=Dag Jan", "MailTo:a@b.example?body=Dag%20Jan"),
    ],
)  # fmt: skip
def test_a_plain_address_is_opened_as_it_is(
    url: str, opened: str, machine: Machine, qtbot: QtBot
) -> None:
    machine.install("xdg-open", "exit 0")

    machine.open(url)

    qtbot.waitUntil(lambda: machine.taken == [True])
    assert [told.lower() for told in machine.asked("xdg-open")] == [opened.lower()]
    assert machine.refused == []


@pytest.mark.parametrize("code", [1, 3, 4])
def test_where_one_way_fails_the_next_is_taken(code: int, machine: Machine, qtbot: QtBot) -> None:
    machine.install("xdg-open", f"exit {code}")
    machine.install("gio", "exit 0")

    machine.open(PAGE)

    qtbot.waitUntil(lambda: machine.taken == [True])
    assert machine.asked("gio") == [f"open {PAGE}"]


@pytest.mark.parametrize("programs", [{}, {"xdg-open": 3}, {"gio": 2}, {"xdg-open": 4, "gio": 1}])
def test_where_nothing_answers_nothing_counts_as_opened(
    programs: dict[str, int], machine: Machine, qtbot: QtBot
) -> None:
    for name, code in programs.items():
        machine.install(name, f"exit {code}")

    machine.open(PAGE)

    qtbot.waitUntil(lambda: machine.refused == [PAGE])
    assert machine.taken == []


def test_a_browser_that_stays_has_taken_the_address(
    machine: Machine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REFUSAL_S", 0.1)
    stays = machine.folder / "stays"
    os.mkfifo(stays)
    machine.install("xdg-open", f'read line <"{stays}"\nexit 4')

    machine.open(PAGE)

    qtbot.waitUntil(lambda: machine.taken == [True])
    stays.write_text("end\n")
    assert machine.refused == []


@pytest.mark.parametrize(
    ("answer", "way"), [("firefox.desktop", "Qt"), ("", "xdg-open"), (None, "Qt")]
)
def test_on_wayland_qt_hands_on_the_token_where_a_browser_is_set(
    answer: str | None, way: str, machine: Machine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wayland = SimpleNamespace(platformName=lambda: "wayland")
    monkeypatch.setattr(module, "QGuiApplication", wayland)
    machine.install("xdg-open", "exit 0")
    if answer is not None:
        machine.install("xdg-mime", f"echo {answer}")
    handler = UrlHandler()
    QDesktopServices.setUrlHandler("https", handler, "show_page")

    machine.open(PAGE)

    qtbot.waitUntil(lambda: machine.taken == [True])
    QDesktopServices.unsetUrlHandler("https")
    assert handler.opened == [PAGE] * (way == "Qt")
    assert machine.asked("xdg-open") == [PAGE] * (way == "xdg-open")


def test_nothing_of_an_address_that_was_refused_is_logged(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.open("https://user:secret@news.example/?token=abc")

    assert "refused" in caplog.text
    assert "secret" not in caplog.text
    assert "abc" not in caplog.text


def test_an_invalid_address_is_not_openable() -> None:
    assert not is_openable(QUrl("https://[::1", QUrl.ParsingMode.StrictMode))
