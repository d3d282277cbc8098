"""Picture files made byte by byte: sound, turned, damaged, lying about their size."""

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter

ORIENTATION_TAG = 0x0112


def halves(width: int, height: int) -> QImage:
    """Return a picture whose left half is red and whose right half is blue."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, Qt.GlobalColor.red)
    painter.end()
    return image


def see_through(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    return image


def saved(image: QImage, kind: str) -> bytes:
    """Return `image` as a file of `kind`, "PNG" or "JPEG" or "WEBP"."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(content.data())


def turned(jpeg: bytes, orientation: int) -> bytes:
    """Return a JPEG whose EXIF says that it is to be shown turned (6: by a quarter)."""
    entry = struct.pack(">HHIHH", ORIENTATION_TAG, 3, 1, orientation, 0)
    directory = struct.pack(">H", 1) + entry + struct.pack(">I", 0)
    exif = b"Exif\0\0" + b"MM\0*" + struct.pack(">I", 8) + directory
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return jpeg[:2] + segment + jpeg[2:]


def announced_png(width: int, height: int) -> bytes:
    """Return a PNG whose header announces a size that its data does not have."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


GIF = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")


def animated_gif(width: int, height: int) -> bytes:
    """Return a GIF of two pictures, the first one red."""
    screen = struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\xff\0\0\0\0\xff"
    pictures = b"".join(_gif_picture(width, height, index) for index in (0, 1))
    return b"GIF89a" + screen + pictures + b";"


def _gif_picture(width: int, height: int, index: int) -> bytes:
    # Codes of three bits, begun anew (4) after each two pixels, before the table grows.
    codes = [4, index, index] * (width * height // 2) + [5]
    bits = sum(code << 3 * place for place, code in enumerate(codes))
    data = bits.to_bytes(len(codes) * 3 // 8 + 1, "little")
    blocks = b"".join(
        bytes([len(part)]) + part
        for part in (data[start : start + 255] for start in range(0, len(data), 255))
    )
    delay = b"\x21\xf9\x04\0\x0a\0\0\0"
    return delay + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02" + blocks + b"\0"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9"/></svg>'
