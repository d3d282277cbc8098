"""One look for the tests of this package, put back where a test changed it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.qt.tasks import Tasks
from desktop.qt.theme import Theme
from tests.builders import look


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    with look(qapp) as theme:
        yield theme


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    """Return the executors of the program, stopped with the test."""
    tasks = Tasks.threaded()
    yield tasks
    tasks.stop()
