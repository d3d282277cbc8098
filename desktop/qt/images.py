"""Decoding pictures at the size they are shown, away from the GUI thread.

The reader is asked for the scaled size, so that a small file cannot cost the memory
of the large picture it holds.
"""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter, QPainterPath

from desktop.core.errors import PictureRefused
from desktop.core.image_kinds import KINDS

MAX_PIXELS = 50_000_000  # announced by the file; more is refused unread
MAX_DECODED_PIXELS = 16_000_000
MAX_ASPECT = 20  # a line of pixels is no picture
ALLOCATION_MB = 256


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
    reader, buffer = open_reader(data)
    natural = natural_size(reader, url)
    target = fitted(natural, frame)
    reader.setScaledSize(target.transposed() if is_turned(reader) else target)
    image = reader.read()
    buffer.close()
    if image.isNull():
        raise PictureRefused(url, reader.errorString())
    return framed(image, frame)


def measure(data: bytes, url: str) -> QSize:
    """Return the picture's own size without decoding it; PictureRefused if it has none."""
    reader, buffer = open_reader(data)
    size = natural_size(reader, url)
    buffer.close()
    return size


def open_reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    """Return a reader over `data` and the buffer that must outlive it."""
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
        raise PictureRefused(url, "not a JPEG, PNG, GIF or WebP picture")
    size = reader.size().transposed() if is_turned(reader) else reader.size()
    if not size.isValid() or size.isEmpty():
        raise PictureRefused(url, reader.errorString() or "no size")
    if size.width() * size.height() > MAX_PIXELS:
        raise PictureRefused(url, f"{size.width()} x {size.height()} pixels")
    if max(size.width(), size.height()) > MAX_ASPECT * min(size.width(), size.height()):
        raise PictureRefused(url, f"shape {size.width()} x {size.height()}")
    return size


def fitted(natural: QSize, frame: Frame) -> QSize:
    """Return the size to decode to: never larger than the picture itself or the cap."""
    if box := frame.device_size():
        target = natural.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    else:
        width = min(natural.width(), round(frame.width * frame.ratio))
        target = natural.scaled(width, natural.height(), Qt.AspectRatioMode.KeepAspectRatio)
    if target.width() * target.height() > MAX_DECODED_PIXELS:
        side = int(MAX_DECODED_PIXELS**0.5)
        target = target.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    return target.expandedTo(QSize(1, 1))


def framed(image: QImage, frame: Frame) -> QImage:
    """Return `image` cut to the frame and with its corners rounded."""
    size = frame.device_size() or image.size()
    result = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    radius = frame.radius * frame.ratio
    path.addRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    painter.setClipPath(path)
    left = (size.width() - image.width()) // 2
    painter.drawImage(left, (size.height() - image.height()) // 2, image)
    painter.end()
    result.setDevicePixelRatio(frame.ratio)
    return result
