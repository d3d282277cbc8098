"""The program's icon as Windows and macOS want it, made of the PNGs that draw_icons.py draws.

An .ico holds small pictures as bitmaps, since not every part of Windows reads PNG there,
and the largest as PNG. An .icns holds PNGs under a name for each size.
"""

import struct
from pathlib import Path

from PySide6.QtGui import QImage

ICO_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
PNG_FROM_PX = 256
# Names of Apple's icon types; a size with a second name is also that of half the points at 2x.
ICNS_TYPES = {
    16: ("icp4",),
    32: ("icp5", "ic11"),
    64: ("ic12",),
    128: ("ic07",),
    256: ("ic08", "ic13"),
    512: ("ic09", "ic14"),
}


def write_ico(folder: Path, name: str, target: Path) -> Path:
    """Write the .ico of the PNGs `name`-SIZE.png in `folder` to `target` and return it."""
    pictures = [(size, _ico_picture(folder / f"{name}-{size}.png")) for size in ICO_SIZES_PX]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in pictures:
        side = size % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return _write(target, head + entries + b"".join(picture for _, picture in pictures))


def write_icns(folder: Path, name: str, target: Path) -> Path:
    """Write the .icns of the PNGs `name`-SIZE.png in `folder` to `target` and return it."""
    parts = b""
    for size, kinds in ICNS_TYPES.items():
        picture = (folder / f"{name}-{size}.png").read_bytes()
        for kind in kinds:
            parts += kind.encode("ascii") + struct.pack(">I", 8 + len(picture)) + picture
    return _write(target, b"icns" + struct.pack(">I", 8 + len(parts)) + parts)


def _ico_picture(file: Path) -> bytes:
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_ARGB32)
    size = image.width()
    if not size:
        raise ValueError(f"{file} is no picture")
    if size >= PNG_FROM_PX:
        return file.read_bytes()
    # Twice as high as it is, because a mask of one bit a pixel follows; alpha says it all.
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = bytes(image.constBits())
    line = image.bytesPerLine()
    colours = b"".join(rows[y * line : y * line + 4 * size] for y in reversed(range(size)))
    mask = bytes((size + 31) // 32 * 4 * size)
    return head + colours + mask


def _write(target: Path, content: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target
