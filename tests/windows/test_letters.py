"""The letters of the window on Windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.qt.theme import Theme
from tests.builders import look

pytestmark = pytest.mark.windows

# Qt asks Windows for a font of each of these.
KINDS = ["QMenu", "QMenuBar", "QToolTip", "QMessageBox", "QStatusBar", "QTitleBar", "QTipLabel"]


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Iterator[Theme]:
    with look(qapp) as theme:
        yield theme


def drawn(letter: str, font: QFont) -> bytes:
    """Return a letter as it is painted."""
    picture = QImage(40, 40, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return bytes(picture.constBits())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_window_has_the_letters_of_the_program(theme: Theme, kind: str) -> None:
    assert QApplication.font(kind) == QApplication.font()


def test_letters_are_letters_and_no_boxes(theme: Theme) -> None:
    font = theme.font(15)
    metrics = QFontMetricsF(font)
    letters = "abdeghkmrstyABGRSW069é€ë"

    assert len({drawn(letter, font) for letter in letters}) == len(letters)
    assert metrics.horizontalAdvance("iiiii") < metrics.horizontalAdvance("WWWWW") / 2


def test_the_letters_have_the_size_that_was_asked_for(theme: Theme) -> None:
    assert QFontInfo(theme.font(15)).pixelSize() == theme.px(15)
