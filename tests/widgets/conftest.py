"""One look for the tests of this package, put back where a test changed it."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.qt.theme import Theme
from tests.builders import look
from tests.widgets.account_desk import Desk
from tests.widgets.reading import Reading


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication) -> Iterator[None]:
    """Let the windows of one test go before the next begins.

    Garbage that is collected while Qt puts a style sheet on all widgets takes some of them
    away from under it. The pointer that a test left would hover over the next one's buttons.
    """
    screen = qapp.primaryScreen()
    QCursor.setPos(screen, screen.geometry().bottomRight())
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if QApplication.topLevelWidgets():
        gc.collect()  # takes 30 ms, so not after tests that leave nothing


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    with look(qapp) as theme:
        yield theme


@pytest.fixture
def reading(qtbot: QtBot, theme: Theme) -> Reading:
    """Return an article view on the screen."""
    return Reading(qtbot, theme)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    """Return the account dialog on the screen, for a new account."""
    return Desk(qtbot, theme)
