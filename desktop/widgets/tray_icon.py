"""The picture in the tray: an envelope, and by its shape how things stand with the mail.

The drawings are `resources/icons/tray`, made by `resources/icons/draw_icons.py`; only the
number on one of them is drawn here.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPainterPath, QPixmap

from desktop.assets import resource
from desktop.core.mail import Indicator

# What panels ask for, at the densities there are: 16 to 64, and twice that.
SIZES_PX = (16, 20, 22, 24, 28, 32, 36, 40, 44, 48, 64, 96, 128)
GRIDS_PX = (16, 20, 22, 24)  # there are drawings of these sizes, their edges on whole pixels
NUMBER_TOP = 5 / 16  # of the size; the disc behind the number reaches to the corner
NUMBER_WIDTH, MANY_WIDTH = 11 / 16, 14 / 16


def tray_icon(indicator: Indicator, *, is_mask: bool = False) -> QIcon:
    """Return the picture in every size; as a mask only its shape counts (macOS)."""
    icon = QIcon()
    for size_px in SIZES_PX:
        icon.addPixmap(tray_pixmap(indicator, size_px, is_mask=is_mask))
    icon.setIsMask(is_mask)
    return icon


def tray_pixmap(indicator: Indicator, size_px: int, *, is_mask: bool = False) -> QPixmap:
    """Return the picture in one size, on a transparent ground."""
    fitting = (grid for grid in GRIDS_PX if size_px % grid == 0)
    folder = "mask" if is_mask else str(next(fitting, GRIDS_PX[-1]))
    many = "-many" if len(indicator.text) > 1 else ""
    path = resource("icons", "tray", folder, f"{indicator.kind.value}{many}.svg")
    pixmap = QIcon(str(path)).pixmap(QSize(size_px, size_px), 1.0)
    if indicator.text:
        draw_number(pixmap, indicator.text, is_mask=is_mask)
    return pixmap


def draw_number(pixmap: QPixmap, text: str, *, is_mask: bool) -> None:
    """Draw `text` onto the disc of a picture; through it in a mask."""
    size = pixmap.width()
    left = 1 - (MANY_WIDTH if len(text) > 1 else NUMBER_WIDTH)
    box = QRectF(QPointF(round(left * size), round(NUMBER_TOP * size)), QPointF(size, size))
    font = QFont()
    font.setBold(True)
    font.setPixelSize(max(1, round(box.height() * 0.86)))
    glyphs = QPainterPath()
    glyphs.addText(0, 0, font, text)
    glyphs.translate(box.center() - glyphs.boundingRect().center())
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_mask:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillPath(glyphs, Qt.GlobalColor.white)
