"""One look for the tests of this package, put back where a test changed it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    before = qapp.font(), qapp.palette(), qapp.styleSheet()
    theme = Theme(qapp)
    theme.apply(ColourMode.LIGHT, size_percent=100, has_serif=False)
    yield theme
    qapp.setFont(before[0])
    qapp.setPalette(before[1])
    qapp.setStyleSheet(before[2])
