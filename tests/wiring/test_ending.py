"""The end of the program waits for what is on its way to the disk, and says so."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import delete, isValid

from desktop import app
from desktop.app import Program
from desktop.options import Options
from desktop.widgets.saving_window import SavingWindow
from tests.builders import settle

NEVER_S = 30


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Return what a write waits for, until the end of the test at most."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def begin(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Program]]:
    """Return what starts the program; it says soon what it waits for."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    monkeypatch.setattr(app, "SAVING_SHOWN_AFTER_S", 0.1)

    begun: list[Program] = []

    def begin() -> Program:
        program = Program(qapp, Options(profile=tmp_path, demo=True))
        begun.append(program)
        program.open()
        program.foreground.window.show()
        return program

    yield begin
    for program in begun:
        if isValid(program.foreground):  # it was given up
            delete(program.foreground)
    settle()


def lines() -> list[str]:
    """Return what the windows say that are in view while the program ends."""
    found = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert all(isinstance(window, SavingWindow) for window in found)
    return [label.text() for window in found for label in window.findChildren(QLabel)]


def test_a_slow_disk_is_waited_for_and_the_window_says_so(
    begin: Callable[[], Program], gate: threading.Event
) -> None:
    program, written, seen = begin(), [], []
    program.foreground.tasks.database.submit(lambda: written.append(gate.wait(NEVER_S)))
    QTimer.singleShot(50, lambda: seen.append(lines()))
    QTimer.singleShot(500, lambda: seen.append(lines()))
    QTimer.singleShot(600, gate.set)

    program.stop()

    assert seen == [[], ["Even geduld: je leesgeschiedenis wordt opgeslagen…"]]
    assert written == [True]
    assert not any(window.isVisible() for window in QApplication.topLevelWidgets())


@pytest.mark.parametrize("session_ends", [False, True])
def test_a_disk_that_is_gone_does_not_keep_the_program_alive(
    begin: Callable[[], Program], gate: threading.Event, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, session_ends: bool,
) -> None:  # fmt: skip
    ends: list[float] = []
    monkeypatch.setattr(app, "end_process_after", ends.append)
    monkeypatch.setattr(app, "SESSION_PATIENCE_S" if session_ends else "PATIENCE_S", 0.3)
    program = begin()
    if session_ends:
        program.hurry()
    program.foreground.tasks.database.submit(lambda: gate.wait(NEVER_S))

    program.stop()

    assert ends == [app.LAST_STEPS_S]
    assert "given up" in caplog.text
