"""Pictures are decoded at the size they are shown, and no picture costs more than that."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage

from desktop.core.errors import PictureRefused
from desktop.core.model import COLUMN_PX
from desktop.qt.images import MAX_DECODED_PIXELS, MAX_DRAWN_PIXELS, Frame, decode, fitted, measure
from tests.picture_files import (
    GIF,
    SVG,
    animated_gif,
    announced_png,
    halves,
    saved,
    see_through,
    turned,
)

URL = "https://pictures.example/1.jpg"
KINDS = ("PNG", "JPEG", "WEBP")


def is_red(colour: QColor) -> bool:
    return colour.red() > 200 and colour.blue() < 60 and colour.alpha() == 255


def is_blue(colour: QColor) -> bool:
    return colour.blue() > 200 and colour.red() < 60 and colour.alpha() == 255


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_fitted_to_the_width_of_its_frame(kind: str, qapp: object) -> None:
    image = decode(saved(halves(800, 400), kind), URL, Frame(200))

    assert image.size() == QSize(200, 100)
    assert is_red(image.pixelColor(20, 50))
    assert is_blue(image.pixelColor(180, 50))


def test_a_sharp_screen_gets_as_many_pixels_as_it_has(qapp: object) -> None:
    image = decode(saved(halves(800, 400), "PNG"), URL, Frame(200, ratio=2.0))

    assert image.size() == QSize(400, 200)
    assert image.devicePixelRatio() == 2.0


def test_a_small_picture_is_not_blown_up(qapp: object) -> None:
    assert decode(saved(halves(40, 20), "PNG"), URL, Frame(200)).size() == QSize(40, 20)


def test_a_thumbnail_is_cut_to_fill_its_frame(qapp: object) -> None:
    image = decode(saved(halves(1000, 200), "PNG"), URL, Frame(72, 54, 1.0, 0))

    assert image.size() == QSize(72, 54)
    assert is_red(image.pixelColor(10, 27))
    assert is_blue(image.pixelColor(60, 27))
    assert all(image.pixelColor(36, y).alpha() == 255 for y in range(54))


def test_the_corners_of_a_frame_are_round(qapp: object) -> None:
    image = decode(saved(halves(100, 100), "PNG"), URL, Frame(72, 54, 1.0, 4))

    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(36, 0).alpha() == 255


def test_what_can_be_seen_through_stays_so(qapp: object) -> None:
    image = decode(saved(see_through(100, 100), "PNG"), URL, Frame(50))

    assert image.pixelColor(25, 25).alpha() == 0


@pytest.mark.parametrize("orientation", [6, 8])
def test_a_photograph_is_turned_as_its_camera_was(orientation: int, qapp: object) -> None:
    data = turned(saved(halves(400, 200), "JPEG"), orientation)

    image = decode(data, URL, Frame(100))

    top, bottom = image.pixelColor(50, 10), image.pixelColor(50, 190)
    assert measure(data, URL) == QSize(200, 400)
    assert image.size() == QSize(100, 200)
    assert (is_red(top), is_blue(bottom)) == (orientation == 6, orientation == 6)
    assert (is_blue(top), is_red(bottom)) == (orientation == 8, orientation == 8)


def test_a_thumbnail_of_a_turned_photograph_fills_its_frame(qapp: object) -> None:
    data = turned(saved(halves(400, 200), "JPEG"), 6)

    image = decode(data, URL, Frame(72, 54))

    assert image.size() == QSize(72, 54)
    assert is_red(image.pixelColor(36, 2))
    assert is_blue(image.pixelColor(36, 52))


@pytest.mark.parametrize(
    "data",
    [
        announced_png(60_000, 60_000),
        announced_png(10_000, 5_001),
        announced_png(1, 5_000),
        announced_png(5_000, 1),
        announced_png(0, 0),
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
        b"",
        b"no picture at all" * 10,
        saved(halves(60, 40), "BMP"),
        saved(halves(100, 100), "PNG")[:30],
    ],
    ids=["huge", "too-many", "high", "wide", "empty", "svg", "none", "text", "bmp", "header-only"],
)
def test_what_is_no_picture_to_show_is_refused(data: bytes, qapp: object) -> None:
    for read in (lambda: measure(data, URL), lambda: decode(data, URL, Frame(100))):
        with pytest.raises(PictureRefused) as refusal:
            read()
        assert refusal.value.args[0] == URL


def test_a_picture_that_lies_about_its_size_is_refused(qapp: object) -> None:
    with pytest.raises(PictureRefused):
        decode(announced_png(4_000, 4_000), URL, Frame(100))


@pytest.mark.qt_log_ignore("Huffman|Corrupt JPEG")
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_breaks_off_is_refused_or_fits_its_frame(kind: str, qapp: object) -> None:
    whole = saved(halves(400, 400), kind)

    for part in range(1, 10):
        try:
            image = decode(whole[: len(whole) * part // 10], URL, Frame(100))
        except PictureRefused:
            continue
        assert image.size() == QSize(100, 100)


def test_the_first_picture_of_a_moving_one_is_shown(qapp: object) -> None:
    image = decode(animated_gif(300, 200), URL, Frame(400, ratio=1.0))

    assert image.size() == QSize(300, 200)
    assert is_red(image.pixelColor(150, 100))
    assert decode(GIF, URL, Frame(50)).size() == QSize(1, 1)


def marked_pixels(image: QImage) -> int:
    return sum(
        not is_red(image.pixelColor(x, y)) for x in range(0, 160, 2) for y in range(100, 198, 2)
    )


def test_a_moving_picture_is_marked_in_an_article_where_there_is_room(qapp: object) -> None:
    moving = animated_gif(300, 200)
    small = decode(animated_gif(60, 40), URL, Frame(600))

    assert marked_pixels(decode(moving, URL, Frame(600))) > 50
    assert marked_pixels(decode(moving, URL, Frame(300, 200))) == 0
    assert all(is_red(small.pixelColor(x, y)) for x in range(60) for y in range(40))


def test_a_picture_that_does_not_move_has_no_mark(qapp: object) -> None:
    image = decode(saved(halves(600, 200), "WEBP"), URL, Frame(600))

    assert marked_pixels(image) == 0


def test_a_drawing_stands_on_paper_as_sharp_as_the_screen(qapp: object) -> None:
    circle = '<circle cx="50" cy="50" r="40" fill="#f00"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{circle}</svg>'

    image = decode(svg.encode(), URL, Frame(600, ratio=2.0))

    assert image.size() == QSize(200, 200)
    assert decode(svg.encode(), URL, Frame(2 * COLUMN_PX)).size() == QSize(200, 200)
    assert is_red(image.pixelColor(100, 100))
    assert image.pixelColor(5, 5) == QColor("white")
    assert measure(SVG, URL) == QSize(10, 10)


def test_a_drawing_that_claims_to_be_huge_is_drawn_no_larger_than_others(qapp: object) -> None:
    attributes = 'width="900000" height="900000" viewBox="0 0 900000000 900000000"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="9" height="9"/></svg>'

    image = decode(svg.encode(), URL, Frame(4_000, ratio=2.0))

    assert image.width() * image.height() <= MAX_DRAWN_PIXELS


@pytest.mark.parametrize(
    ("natural", "frame"),
    [
        (QSize(7_000, 7_000), Frame(7_000)),
        (QSize(7_000, 7_000), Frame(3_500, ratio=2.0)),
        (QSize(2_000, 20_000), Frame(2_000)),
        (QSize(50, 1_000), Frame(3_000, 3_000)),
        (QSize(1, 20), Frame(9_000, 9_000)),
    ],
)
def test_no_more_is_decoded_than_the_cap(natural: QSize, frame: Frame) -> None:
    target = fitted(natural, frame)

    assert 0 < target.width() * target.height() <= MAX_DECODED_PIXELS


@pytest.mark.parametrize("width", [1, 3, 19, 20, 333])
@pytest.mark.parametrize("height", [1, 20, 7])
def test_every_shape_that_is_allowed_can_be_decoded(width: int, height: int, qapp: object) -> None:
    if max(width, height) > 20 * min(width, height):
        return
    data = saved(halves(width, height), "PNG")

    assert not decode(data, URL, Frame(72, 54)).isNull()
    assert decode(data, URL, Frame(9)).width() == min(9, width)


def test_a_frame_keeps_no_more_than_the_format_of_the_screen(qapp: object) -> None:
    image = decode(saved(halves(30, 20), "JPEG"), URL, Frame(30))

    assert image.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert image.scaled(1, 1, Qt.AspectRatioMode.IgnoreAspectRatio).pixelColor(0, 0).alpha() == 255
