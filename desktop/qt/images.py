"""Decoding pictures at the size they are shown, away from the GUI thread.

The reader is asked for the scaled size, so that a small file cannot cost the memory
of the large picture it holds. Of a moving picture the first one is shown, with a mark; a
drawing (SVG) is made harmless first and stands on white paper.
"""

import math
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QImageIOHandler,
    QImageReader,
    QPainter,
    QPainterPath,
)

from desktop.core.errors import PictureRefused
from desktop.core.harmless_pictures import is_harmless_jpeg, without_extras
from desktop.core.image_kinds import KINDS, image_kind, image_size
from desktop.core.model import COLUMN_PX

MAX_PIXELS = 50_000_000  # announced by the file; more is refused unread
MAX_DECODED_PIXELS = 16_000_000
MAX_ASPECT = 20  # a line of pixels is no picture
MAX_DRAWN_PIXELS = 2_000_000  # of a drawing, which takes time for each
ALLOCATION_MB = 256
MARK_SIZE, MARK_MARGIN = 12, 8


@dataclass(frozen=True, slots=True)
class Frame:
    """The room a picture has, in pixels of the interface."""

    width: int
    height: int | None = None  # None to keep the proportions, else the picture is cut to fill
    ratio: float = 1.0  # device pixels per pixel of the interface
    radius: int = 0  # of the rounded corners

    def device_size(self) -> QSize | None:
        """Return the size in device pixels, None where the height follows the picture's."""
        if self.height is None:
            return None
        return QSize(round(self.width * self.ratio), round(self.height * self.ratio))


def decode(data: bytes, url: str, frame: Frame) -> QImage:
    """Return the picture fitted to `frame`; PictureRefused if it cannot be shown."""
    is_drawing = image_kind(data) == "svg"
    reader, buffer = open_reader(data, url)
    natural = natural_size(reader, url)
    if is_drawing:
        # As sharp as the screen is, and as large as the words around it.
        natural *= frame.ratio * max(1.0, frame.width / COLUMN_PX)
    target = fitted(natural, frame, MAX_DRAWN_PIXELS if is_drawing else MAX_DECODED_PIXELS)
    reader.setScaledSize(target.transposed() if is_turned(reader) else target)
    mark = bytes(reader.format().data()).decode().upper() if is_moving(reader) else ""
    image = reader.read()
    buffer.close()
    if image.isNull():
        raise PictureRefused(url, reader.errorString())
    return framed(image, frame, mark=mark, is_on_paper=is_drawing)


def measure(data: bytes, url: str) -> QSize:
    """Return the picture's own size without decoding it; PictureRefused if it has none."""
    reader, buffer = open_reader(data, url)
    size = natural_size(reader, url)
    buffer.close()
    return size


def open_reader(data: bytes, url: str) -> tuple[QImageReader, QBuffer]:
    """Return a reader over `data` and the buffer that must outlive it."""
    kind = image_kind(data)
    if kind == "svg":
        from desktop.reading.svg import harmless_svg  # lxml, for few pictures

        drawing = harmless_svg(data)
        if drawing is None:
            raise PictureRefused(url, "more than a drawing")
        data = drawing
    elif kind == "png":
        data = without_extras(data) or b""
    elif kind == "jpeg" and not is_harmless_jpeg(data, math.prod(image_size(data))):
        raise PictureRefused(url, "more scans than a photograph has")
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    return reader, buffer


def is_turned(reader: QImageReader) -> bool:
    """Return whether width and height change places when the picture is shown."""
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)


def natural_size(reader: QImageReader, url: str) -> QSize:
    """Return the size the file announces, turned as its EXIF says."""
    if bytes(reader.format().data()).decode() not in KINDS:
        raise PictureRefused(url, "not a JPEG, PNG, GIF, WebP or SVG picture")
    size = reader.size().transposed() if is_turned(reader) else reader.size()
    if not size.isValid() or size.isEmpty():
        raise PictureRefused(url, reader.errorString() or "no size")
    if size.width() * size.height() > MAX_PIXELS:
        raise PictureRefused(url, f"{size.width()} x {size.height()} pixels")
    if max(size.width(), size.height()) > MAX_ASPECT * min(size.width(), size.height()):
        raise PictureRefused(url, f"shape {size.width()} x {size.height()}")
    return size


def is_moving(reader: QImageReader) -> bool:
    """Return whether there is more than one picture in the file."""
    return reader.supportsAnimation() and reader.imageCount() > 1


def fitted(natural: QSize, frame: Frame, most_pixels: int = MAX_DECODED_PIXELS) -> QSize:
    """Return the size to decode to: never larger than the picture itself or the cap."""
    if box := frame.device_size():
        target = natural.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    else:
        width = min(natural.width(), round(frame.width * frame.ratio))
        target = natural.scaled(width, natural.height(), Qt.AspectRatioMode.KeepAspectRatio)
    if target.width() * target.height() > most_pixels:
        side = int(most_pixels**0.5)
        target = target.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    return target.expandedTo(QSize(1, 1))


def framed(image: QImage, frame: Frame, *, mark: str = "", is_on_paper: bool = False) -> QImage:
    """Return `image` cut to the frame, its corners rounded, with `mark` in one if it has room."""
    size = frame.device_size() or image.size()
    result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    radius = frame.radius * frame.ratio
    path.addRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    painter.setClipPath(path)
    if is_on_paper:
        painter.fillRect(result.rect(), QColor("white"))
    left = (size.width() - image.width()) // 2
    painter.drawImage(left, (size.height() - image.height()) // 2, image)
    if mark and frame.height is None:
        write_mark(painter, size, mark, frame.width * frame.ratio / COLUMN_PX)
    painter.end()
    result.setDevicePixelRatio(frame.ratio)
    return result


def write_mark(painter: QPainter, size: QSize, mark: str, scale: float) -> None:
    """Write `mark` on a dark ground in the lower left corner, unless it takes a third of it."""
    font = QFont()
    font.setPixelSize(max(1, round(MARK_SIZE * scale)))
    font.setWeight(QFont.Weight.Bold)
    metrics, margin = QFontMetrics(font), MARK_MARGIN * scale
    width = metrics.horizontalAdvance(mark) + 2 * margin
    height = metrics.height() + margin
    if width + margin > size.width() / 3 or height + margin > size.height() / 3:
        return
    place = QRectF(margin, size.height() - margin - height, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 180))
    painter.drawRoundedRect(place, margin / 2, margin / 2)
    painter.setPen(QColor("white"))
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark)
