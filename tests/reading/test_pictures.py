"""A picture is fetched in the size of the column, from its true address, or not at all."""

import base64
import struct

import pytest

from desktop.reading.pictures import best_address, best_of_set, is_tracker, pixels, usable

BASE = "https://krant.example.org/nieuws/"


def png(width: int, height: int) -> str:
    body = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"
    return "data:image/png;base64," + base64.b64encode(body).decode()


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.jpg 320w, b.jpg 800w, c.jpg 1280w, d.jpg 3000w", "c.jpg"),
        ("a.jpg 320w, d.jpg 3000w, e.jpg 2000w", "e.jpg"),
        ("a.jpg 320w,b.jpg 500w", "b.jpg"),
        ("a.jpg, b.jpg 2x, c.jpg 4x", "b.jpg"),
        ("w_300,h_200/a.jpg 300w, w_900,h_600/a.jpg 900w", "w_900,h_600/a.jpg"),
        ("a.jpg", "a.jpg"),
        (" , a.jpg ...w", "a.jpg"),
    ],
)
def test_the_width_nearest_to_a_sharp_column_is_chosen(srcset: str, expected: str) -> None:
    assert best_of_set(srcset)[0] == expected


@pytest.mark.parametrize(
    ("attributes", "sources", "expected"),
    [
        ({"src": "a.jpg"}, [], "nieuws/a.jpg"),
        ({"src": "//cdn.example.org/a.jpg"}, [], "https://cdn.example.org/a.jpg"),
        ({"src": "spacer.gif", "data-src": "/a.jpg"}, [], "a.jpg"),
        ({"src": "laag.jpg", "data-original": "/a.jpg"}, [], "a.jpg"),
        ({"src": "/a.jpg", "srcset": "/b.jpg 900w"}, [], "b.jpg"),
        ({"src": "/a.jpg", "data-srcset": "/b.jpg 900w", "srcset": "/c.jpg 900w"}, [], "b.jpg"),
        ({"src": "/a.jpg"}, ["/d.webp 700w"], "d.webp"),
        ({"src": "/img/placeholder.png"}, [], ""),
        ({"src": "file:///etc/passwd"}, [], ""),
        ({"src": "data:image/svg+xml;base64,PHN2Zz4="}, [], ""),
        ({}, [], ""),
    ],
)
def test_the_true_address_is_found(
    attributes: dict[str, str], sources: list[str], expected: str
) -> None:
    absolute = (
        expected if not expected or "//" in expected else ("https://krant.example.org/" + expected)
    )

    assert best_address(BASE, attributes, sources) == absolute


@pytest.mark.parametrize(
    ("address", "attributes"),
    [
        ("https://x.example.org/a.gif", {"width": "1", "height": "1"}),
        ("https://x.example.org/a.gif", {"height": "0"}),
        ("https://x.example.org/a.gif", {"style": "display: none"}),
        ("https://x.example.org/a.gif", {"hidden": ""}),
        ("https://pixel.wp.com/b.gif?v=noscript", {}),
        ("https://www.facebook.com/tr?id=1", {}),
        ("https://feeds.example.org/~r/krant/~4/abc", {}),
        ("https://stats.example.org/piwik.php?idsite=1", {}),
    ],
)
def test_a_picture_that_counts_readers_is_a_tracker(
    address: str, attributes: dict[str, str]
) -> None:
    assert is_tracker(address, attributes)


@pytest.mark.parametrize(
    "address",
    [
        "https://krant.example.org/beeld/pixelkunst.jpg",
        "https://krant.example.org/2024/tracking-a-storm.jpg",
        "https://counters.example.org/teller.jpg",
    ],
)
def test_an_ordinary_picture_is_no_tracker(address: str) -> None:
    assert not is_tracker(address, {"width": "660", "style": "max-width: 100%"})


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        (png(400, 300), True),
        (png(20_000, 20_000), False),
        (png(1, 1), False),
        ("data:image/png;base64,AAAA", False),
        ("data:image/svg+xml;base64,AAAA", False),
        ("data:text/html;base64,AAAA", False),
        ("data:image/png;base64," + "A" * 200_000, False),
    ],
)
def test_only_data_pictures_that_are_cheap_to_decode_are_kept(address: str, is_kept: bool) -> None:
    assert bool(usable(BASE, address)) is is_kept


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("300", 300),
        ("300px", 300),
        ("30.5", 30),
        ("100%", None),
        ("", None),
        (None, None),
        ("٣", None),
    ],
)
def test_a_size_is_read_only_where_it_is_in_px(value: str | None, expected: int | None) -> None:
    assert pixels(value) == expected
