"""Picture files, some of them small, made to cost a decoder much time or memory."""

import struct
import zlib
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from tests.picture_files import GIF, announced_png, chunk

PNG = b"\x89PNG\r\n\x1a\n"
END = chunk(b"IEND", b"")


def png(
    *, width: int = 100, height: int = 100, before: bytes = b"", behind: bytes = b"",
    packed: bytes | None = None,
) -> bytes:  # fmt: skip
    """Return a PNG with chunks `before` and `behind` its pixels, which may be others `packed`."""
    if packed is None:
        packed = zlib.compress((b"\0" + b"\x80\x40\x20" * width) * height)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return PNG + header + before + chunk(b"IDAT", packed) + behind + END


def zeros(size: int) -> bytes:
    """Return `size` zeros, compressed."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b"\0" * min(50_000_000, size - n)) for n in range(0, size, 50_000_000)]
    return b"".join([*parts, packer.flush()])


def text_bomb() -> bytes:
    return chunk(b"zTXt", b"Comment\0\0" + zeros(7_900_000))


def jpeg(width: int, height: int) -> bytes:
    """Return a progressive JPEG of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setProgressiveScanWrite(True)
    assert writer.write(image)
    return bytes(content.data())


def scanned_again(file: bytes, times: int) -> bytes:
    """Return a progressive JPEG whose last scan is there some more `times`."""
    last = file[file.rindex(b"\xff\xda") : -2]
    return file[:-2] + last * times + file[-2:]


def behind_start(file: bytes, extra: bytes) -> bytes:
    return file[:2] + extra + file[2:]


PICTURES: dict[str, Callable[[], bytes]] = {
    "texts before the pixels": lambda: png(before=text_bomb() * 350),
    "texts behind the pixels": lambda: png(behind=text_bomb() * 350),
    "international texts": lambda: png(
        before=chunk(b"iTXt", b"Comment\0\1\0\0\0" + zeros(7_900_000)) * 350
    ),
    "a profile of 8 MB": lambda: png(before=chunk(b"iCCP", b"a\0\0" + zeros(7_900_000))),
    "100 profiles": lambda: png(before=chunk(b"iCCP", b"a\0\0" + zeros(900_000)) * 100),
    "a profile that is none": lambda: png(before=chunk(b"iCCP", b"a\0\0rubbish")),
    "200,000 texts": lambda: png(before=chunk(b"tEXt", b"a\0b") * 200_000),
    "200,000 chunks nobody knows": lambda: png(before=chunk(b"abCd", b"") * 200_000),
    "200,000 empty pieces of pixels": lambda: png(before=chunk(b"IDAT", b"") * 200_000),
    "300 MB of pixels in 10,000": lambda: png(packed=zeros(300_000_000)),
    "300 MB of pixels in a million": lambda: png(
        width=1000, height=1000, packed=zeros(300_000_000)
    ),
    "EXIF of 10 MB": lambda: png(before=chunk(b"eXIf", b"MM\0*" + b"\0" * 10_000_000)),
    "a chunk longer than the file": lambda: png()[:60] + b"\x7f\xff\xff\xffIDATx",
    "size announced without pixels": lambda: announced_png(7_000, 7_000),
    "3,000 scans of a JPEG": lambda: scanned_again(jpeg(1_000, 1_000), 3_000),
    "50 scans of a large JPEG": lambda: scanned_again(jpeg(8_000, 6_000), 50),
    "2 million comments of a JPEG": lambda: behind_start(
        jpeg(100, 100), b"\xff\xfe\0\x02" * 2_000_000
    ),
    "10 MB of filling in a JPEG": lambda: behind_start(jpeg(100, 100), b"\xff" * 10_000_000),
    "notes of a camera, 10 MB": lambda: behind_start(
        jpeg(100, 100), (b"\xff\xe1\xff\xff" + b"Exif\0\0".ljust(65_533, b"\0")) * 150
    ),
    "a GIF with 10 MB behind it": lambda: GIF[:-1] + b"\x21\xfe\x01a\0" * 2_000_000 + b";",
    "a GIF of 300,000 pictures": lambda: GIF[:-1] + GIF[19:-1] * 300_000 + b";",
    "a drawing of 100,000 paths": lambda: (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">'
        + b'<path d="M0 0L99 99"/>' * 100_000
        + b"</svg>"
    ),
    "a drawing within itself": lambda: (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">'
        + b"<g>" * 50_000
        + b"</svg>"
    ),
}
