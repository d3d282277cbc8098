"""The icon in the forms of Windows and macOS is the one that was drawn."""

import struct
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QImageReader

from desktop.assets import resource
from resources.packaging.icon_files import ICNS_TYPES, ICO_SIZES_PX, write_icns, write_ico

DRAWINGS = resource("icons", "app")
NAME = "zeelandnet-desktop"
PNG = b"\x89PNG\r\n\x1a\n"


def drawn(size: int) -> QImage:
    return QImage(str(DRAWINGS / f"{NAME}-{size}.png"))


def test_an_ico_has_every_size_as_it_was_drawn(tmp_path: Path) -> None:
    reader = QImageReader(str(write_ico(DRAWINGS, NAME, tmp_path / "icon.ico")))

    pictures = {}
    for place in range(reader.imageCount()):
        reader.jumpToImage(place)
        picture = reader.read()
        pictures[picture.width()] = picture

    assert sorted(pictures) == sorted(ICO_SIZES_PX)
    for size, picture in pictures.items():
        for x, y in ((size // 2, size // 3), (size // 8, size // 2), (0, 0)):
            expected, found = drawn(size).pixelColor(x, y), picture.pixelColor(x, y)
            assert is_near(found, expected), (size, x, y)


def test_an_icns_has_every_size_as_it_was_drawn(tmp_path: Path) -> None:
    content = write_icns(DRAWINGS, NAME, tmp_path / "icon.icns").read_bytes()

    assert content[:4] == b"icns"
    assert struct.unpack_from(">I", content, 4) == (len(content),)
    found, place = {}, 8
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place + 4)
        found[content[place : place + 4].decode()] = content[place + 8 : place + length]
        place += length
    for size, kinds in ICNS_TYPES.items():
        for kind in kinds:
            assert found[kind].startswith(PNG)
            assert QImage.fromData(found[kind]).width() == size


def test_a_drawing_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is no picture"):
        write_ico(tmp_path, NAME, tmp_path / "icon.ico")


def is_near(one: QColor, other: QColor) -> bool:
    if not one.alpha() and not other.alpha():
        return True
    pairs = zip(one.getRgb(), other.getRgb(), strict=True)
    return all(abs(a - b) <= 2 for a, b in pairs)
