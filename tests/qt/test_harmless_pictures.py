"""A small file makes no decoder work for long."""

import struct
import time
import zlib
from contextlib import suppress

import pytest
from PySide6.QtGui import QColorSpace

from desktop.core.errors import PictureRefused
from desktop.core.harmless_pictures import is_harmless_jpeg, without_extras
from desktop.qt.images import Frame, decode, measure
from tests.hostile.pictures import END, PICTURES, jpeg, png, scanned_again, text_bomb, zeros
from tests.picture_files import chunk, halves, saved, turned

URL = "https://bode.example/a.png"


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", PICTURES)
def test_a_costly_picture_is_shown_or_refused_in_time(name: str, qapp: object) -> None:
    data = PICTURES[name]()
    began = time.monotonic()

    for look in (lambda: measure(data, URL), lambda: decode(data, URL, Frame(100))):
        with suppress(PictureRefused):
            look()

    assert time.monotonic() - began < 20


def test_a_png_loses_its_texts_and_keeps_its_look() -> None:
    texts = chunk(b"tEXt", b"Author\0Roos") + text_bomb()
    size = chunk(b"pHYs", struct.pack(">IIB", 2_835, 2_835, 1))

    assert without_extras(png(before=size + texts, behind=texts)) == png(before=size)


def test_a_sound_png_is_left_as_it_is(qapp: object) -> None:
    image = halves(60, 40)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    file = saved(image, "PNG")

    assert without_extras(file) == file
    assert b"iCCP" in file


@pytest.mark.parametrize("packed", [zeros(7_900_000), b"rubbish"])
def test_a_profile_that_is_a_bomb_or_none_is_left_out(packed: bytes) -> None:
    assert without_extras(png(before=chunk(b"iCCP", b"a\0\0" + packed))) == png()


def test_a_png_that_is_cut_off_stays_cut_off() -> None:
    for length in range(len(png()) + 1):
        found = without_extras(png()[:length])
        assert found is not None
        assert png().startswith(found) or not found


def test_a_png_of_countless_chunks_is_refused() -> None:
    assert without_extras(png(before=chunk(b"IDAT", b"") * 30_000)) is None


def test_many_pieces_of_pixels_are_one_picture() -> None:
    packed = zlib.compress(b"\0" * 999)
    pieces = b"".join(chunk(b"IDAT", packed[n : n + 1]) for n in range(len(packed)))
    file = png().partition(b"\0\0\x01")[0] + pieces + END

    assert without_extras(file) is not None


@pytest.mark.parametrize(("times", "pixels", "is_harmless"), [
    (0, 48_000_000, True), (20, 1_000_000, True), (20, 48_000_000, False), (99, 10_000, False),
])  # fmt: skip
def test_the_scans_of_a_jpeg_are_counted(
    times: int, pixels: int, is_harmless: bool, qapp: object
) -> None:
    assert is_harmless_jpeg(scanned_again(jpeg(40, 30), times), pixels) is is_harmless


def test_photographs_are_harmless(qapp: object) -> None:
    for file in (saved(halves(800, 400), "JPEG"), turned(saved(halves(80, 40), "JPEG"), 6)):
        assert is_harmless_jpeg(file, 320_000)
