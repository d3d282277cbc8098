"""One look for the tests of this package, put back where a test changed it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.qt.theme import Theme
from tests.builders import look


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    with look(qapp) as theme:
        yield theme
