"""What is no picture of the window is told from one."""

from itertools import product

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextOption

from resources.packaging.check_picture import SIZE, fault_of

TEXT = "Sphinx of black quartz, judge my vow: “Lijn 7 rijdt weer, zegt Börje.” " * 12
SIZES_PX = (13, 15, 22)


def page(text: str, *, scale: int = 1) -> QImage:
    """Return a page with a photograph, or what stands for one, and a text in some sizes."""
    picture = QImage(SIZE[0] * scale, SIZE[1] * scale, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ffffff"))
    for x, y in product(range(60), range(60)):
        picture.setPixelColor(x, y, QColor(4 * x, 4 * y, 200))
    painter = QPainter(picture)
    for number, size_px in enumerate(SIZES_PX):
        font = QFont(painter.font())
        font.setPixelSize(size_px * scale)
        painter.setFont(font)
        place = QRectF(320, number * 240, SIZE[0] * scale - 340, 230)
        painter.drawText(place, text, QTextOption())
    painter.end()
    return picture


@pytest.mark.parametrize("scale", [1, 2])
def test_a_page_of_letters_is_one(qapp: object, scale: int) -> None:
    assert fault_of(page(TEXT, scale=scale)) == ""


def test_boxes_in_the_place_of_letters_are_told(qapp: object) -> None:
    boxes = "".join("▯" if letter.strip() else letter for letter in TEXT)

    assert "no letters" in fault_of(page(boxes))


def test_an_empty_window_is_told(qapp: object) -> None:
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ffffff"))

    assert "nothing is drawn" in fault_of(picture)


def test_a_picture_of_something_else_is_told(qapp: object) -> None:
    assert "no size of the window" in fault_of(page(TEXT).scaled(300, 300))


def test_no_picture_at_all_is_told() -> None:
    assert fault_of(QImage())
