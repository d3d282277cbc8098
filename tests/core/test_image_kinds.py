"""What is said of a picture is a hint, its first bytes tell what it is."""

import base64
import struct

import pytest

from desktop.core.image_kinds import (
    KINDS,
    Hint,
    hint,
    image_kind,
    image_size,
    inline_image,
    is_enclosed_picture,
)
from tests.picture_files import GIF, SVG, halves, saved


@pytest.mark.parametrize(
    ("address", "mime_type", "expected"),
    [
        ("a.JPG?w=3#b", "", Hint.SHOWN),
        ("a.jpg", "image/avif", Hint.NOT_SHOWN),
        ("a.avif", "Image/JPEG; q=1", Hint.SHOWN),
        ("a", "", Hint.UNKNOWN),
        ("beeld.php?id=3", "", Hint.UNKNOWN),
        ("a.jpg.avif", "", Hint.NOT_SHOWN),
        ("a.avif?format=jpeg", "", Hint.SHOWN),
        ("format/avif/a.jpg", "", Hint.NOT_SHOWN),
        ("f_auto,q_80/a.avif", "", Hint.UNKNOWN),
        ("pdf_avif.png", "", Hint.SHOWN),
        ("a.mp4", "", Hint.NOT_SHOWN),
        ("[", "", Hint.UNKNOWN),
        ("kaart.svg", "", Hint.UNKNOWN),
        ("kaart", "image/svg+xml", Hint.UNKNOWN),
    ],
)
def test_type_and_name_tell_what_can_be_shown(address: str, mime_type: str, expected: Hint) -> None:
    assert hint(f"https://x.example.org/{address}", mime_type) is expected


@pytest.mark.parametrize(
    ("mime_type", "medium", "url", "is_image"),
    [
        ("image/jpeg", "", "https://x.example.org/a", True),
        ("Image/PNG", "", "https://x.example.org/a", True),
        ("", "image", "https://x.example.org/a", True),
        ("", "", "https://x.example.org/a.JPG?w=3", True),
        ("audio/mpeg", "", "https://x.example.org/a.jpg", False),
        ("", "video", "https://x.example.org/a.jpg", False),
        ("", "", "https://x.example.org/a", False),
        ("image/avif", "", "https://x.example.org/a.jpg", False),
        ("image/jxl", "image", "https://x.example.org/a", False),
        ("", "image", "https://x.example.org/a.heic", False),
        ("", "", "https://x.example.org/a.avif", False),
        ("application/octet-stream", "", "https://x.example.org/a.jpeg", True),
        ("image/*", "", "https://x.example.org/a", True),
        ("jpeg", "", "https://x.example.org/a", True),
        ("video/mp4", "image", "https://x.example.org/a", False),
    ],
)
def test_an_enclosure_is_a_picture_by_its_type_or_else_its_name(
    mime_type: str, medium: str, url: str, *, is_image: bool
) -> None:
    assert is_enclosed_picture(url, mime_type, medium) is is_image


@pytest.mark.parametrize("kind", sorted(KINDS - {"gif", "svg"}))
def test_kind_and_size_are_read_off_the_first_bytes(kind: str) -> None:
    data = saved(halves(300, 200), kind.upper())

    assert (image_kind(data), image_size(data)) == (kind, (300, 200))


def test_kind_and_size_of_a_gif_are_read_off_the_first_bytes() -> None:
    assert (image_kind(GIF), image_size(GIF)) == ("gif", (1, 1))


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\xef\xbb\xbf\n",
        b'<?xml version="1.0"?>\n<!-- > -- -->\n',
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">',
    ],
)
def test_a_drawing_is_known_by_its_first_element(before: bytes) -> None:
    assert image_kind(before + SVG) == "svg"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><svg></svg>" + bytes(9),
        b"<svgs></svgs>" + bytes(40),
        b"\x89PNG\r\n\x1a\n",
        b"BM" + bytes(40),
        b"RIFF\x20\0\0\0WAVEfmt " + bytes(40),
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(40),
    ],
    ids=["empty", "page", "xml", "beginning-of-a-png", "bmp", "sound", "avif"],
)
def test_other_bytes_have_neither_kind_nor_size(data: bytes) -> None:
    assert (image_kind(data), image_size(data)) == (None, (0, 0))


def test_a_picture_that_breaks_off_in_its_header_has_no_size() -> None:
    assert image_size(saved(halves(300, 200), "JPEG")[:40]) == (0, 0)


PNG = (
    "data:image/png;base64,"
    + base64.b64encode(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 300) + b"\x08\x02\0\0\0"
    ).decode()
)


def test_a_picture_within_an_address_comes_as_bytes() -> None:
    assert image_size(inline_image(PNG)) == (400, 300)
    assert inline_image("data:image/png;base64,A") == b""
    assert inline_image("data:image/png;base64,é") == b""
    assert inline_image("https://x.example.org/a.png") == b""
    assert inline_image(f"data:image/png;base64,{base64.b64encode(SVG).decode()}") == b""


def test_the_letters_of_a_picture_within_an_address_name_no_format() -> None:
    assert hint("data:image/png;base64,AA/f/avif/AA==") is Hint.SHOWN
