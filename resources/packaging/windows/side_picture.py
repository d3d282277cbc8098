"""The picture beside the first and the last page of the installer: the icon on the accent."""

from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

WIDTH_PX, HEIGHT_PX = 164, 314  # of the wizard's pages
ICON_TOP_PX = 64
GROUND = "#0b5cad"


def write_side_picture(icon: Path, target: Path) -> Path:
    """Write the bitmap with `icon`, a PNG, to `target` and return it. Raises ValueError."""
    drawing = QImage(str(icon))
    if drawing.isNull() or drawing.width() > WIDTH_PX:
        raise ValueError(f"{icon} is no picture that fits")
    picture = QImage(WIDTH_PX, HEIGHT_PX, QImage.Format.Format_RGB888)
    picture.fill(QColor(GROUND))
    painter = QPainter(picture)
    painter.drawImage((WIDTH_PX - drawing.width()) // 2, ICON_TOP_PX, drawing)
    painter.end()
    if not picture.save(str(target), "BMP"):
        raise ValueError(f"{target} cannot be written")
    return target
