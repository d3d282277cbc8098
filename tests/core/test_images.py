"""A picture is fetched in the size of the column, from its true address, or not at all."""

import base64
import struct

import pytest

from desktop.core.images import (
    Enclosure,
    best_address,
    best_enclosure,
    best_of_srcset,
    first_image,
    image_address,
    is_icon,
    is_same_picture,
    is_tracker,
    photo_address,
    pixels,
)

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
    assert best_of_srcset(srcset)[0] == expected


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
        ({"srcset": "/a.jpg 2x"}, [], "a.jpg"),
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

    assert best_address(BASE, attributes, [{"srcset": srcset} for srcset in sources]) == absolute


def in_order(*sources: dict[str, str], **attributes: str) -> str:
    """Return what is chosen of an <img> with <source> elements around it, without the host."""
    return best_address("https://x.example.org/", attributes, sources)[22:]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ([{"srcset": "a.avif", "type": "image/avif"}], "a.jpg"),
        ([{"srcset": "a.avif 600w, b.avif 1200w"}], "a.jpg"),
        ([{"srcset": "a.jxl"}, {"srcset": "a.avif"}, {"srcset": "a.webp"}], "a.webp"),
        ([{"srcset": "a?1", "type": "image/jxl"}, {"srcset": "a?2", "type": "image/jpeg"}], "a?2"),
        ([{"srcset": "a.jpg?fm=avif"}, {"srcset": "b.avif?fm=png"}], "b.avif?fm=png"),
        ([{"srcset": "f_heic/a", "data-srcset": "f_webp/a"}], "f_webp/a"),
        ([{"srcset": "beeld/8"}, {"srcset": "b.png"}], "b.png"),
        ([{"srcset": "beeld/8"}], "beeld/8"),
        ([{"srcset": "phone.png", "media": "(max-width: 600px)"}], "a.jpg"),
        ([{"srcset": "paper.png", "media": "print"}], "a.jpg"),
        ([{"srcset": "dark.png", "media": "(prefers-color-scheme: dark)"}], "a.jpg"),
        (
            [
                {"srcset": "phone.png", "media": "(max-width: 40em)"},
                {"srcset": "wide.png", "media": "(min-width: 40.01em)"},
            ],
            "wide.png",
        ),
    ],
)
def test_a_source_is_taken_if_it_can_be_shown_on_a_wide_light_screen(
    sources: list[dict[str, str]], expected: str
) -> None:
    assert in_order(*sources, src="a.jpg") == expected


def test_a_format_that_is_not_shown_is_taken_only_where_there_is_no_other() -> None:
    alone = {"srcset": "a", "type": "image/avif"}

    assert in_order(alone, alt="Brug") == "a"
    assert in_order(src="a.avif") == "a.avif"
    assert photo_address(BASE, {"src": "a.avif"}) == photo_address(BASE, {}, [alone]) == ""


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
        ("https://x.example.org/a.gif", {"style": "width:1px; height:1px"}),
        ("https://x.example.org/rss-pixel.png?story=8", {}),
        ("https://blog.example.org/tracker/12/posts/34", {}),
        ("https://x.example.org/meet?h=1&w=1", {}),
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
        "https://krant.example.org/beeld?id=3&w=660&h=0",
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
    assert bool(image_address(BASE, address)) is is_kept


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


@pytest.mark.parametrize(
    ("address", "attributes"),
    [
        ("https://x.example.org/a.png", {"width": "16"}),
        ("https://x.example.org/a.png", {"height": "40px"}),
        ("https://s.w.org/images/core/emoji/1f600.svg", {"alt": "😀"}),
        ("https://forum.example.org/smileys/wink.gif", {"alt": " ;-) "}),
        ("https://x.example.org/1f600.png", {"class": "wp-smiley", "alt": ""}),
        ("https://x.example.org/a.png", {"style": "height: 1em; max-height: 1em"}),
        ("https://x.example.org/deel-32x32.png", {}),
    ],
)
def test_a_picture_as_small_as_a_letter_is_an_icon(
    address: str, attributes: dict[str, str]
) -> None:
    assert is_icon(address, attributes)


@pytest.mark.parametrize(
    ("address", "attributes"),
    [
        ("https://x.example.org/a.png", {"width": "41", "height": "300"}),
        ("https://x.example.org/a.png", {"width": "10%"}),
        ("https://x.example.org/emoji.png", {"alt": "Alle nieuwe emoji op een rij"}),
        ("https://x.example.org/1x1/16x9/a-600x600.png", {"style": "max-width: 100%"}),
    ],
)
def test_an_ordinary_picture_is_no_icon(address: str, attributes: dict[str, str]) -> None:
    assert not is_icon(address, attributes)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>Tekst</p><img src="/a.jpg">', "a.jpg"),
        ("<IMG alt='x' SRC='/a.jpg?b=1&amp;c=2'>", "a.jpg?b=1&c=2"),
        ('<img src="/teller.gif" width="1"><img src="/a.jpg">', "a.jpg"),
        ('<img src="https://pixel.wp.com/b.gif?v=1"><img src="/a.jpg">', "a.jpg"),
        ('<img src="/lach.png" width=16 height=16><img src="/a.jpg">', "a.jpg"),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/a.jpg">', "a.jpg"),
        ('<img srcset="/s.jpg 300w, /m.jpg 900w">', "m.jpg"),
        ('<picture><source srcset="/a.avif"><img src="/b.jpg"></picture>', "b.jpg"),
        ("<picture><source media='(width > 9px)' srcset=/a.webp><img src=/b.jpg>", "a.webp"),
        ("<video><source src=/a.mp4 srcset=/c.png></video><img src=/b.jpg>", "b.jpg"),
        ('<img hidden src="/a.jpg"><amp-img src="/b.jpg"></amp-img>', "b.jpg"),
        ('<img src="/a.avif"><img src="/b.jpg">', "b.jpg"),
        (f'<img src="{png(400, 300)}">', None),
        ("<p>Tekst</p>", None),
        ("img src=/a.jpg", None),
    ],
)
def test_the_first_picture_of_a_text_is_neither_counter_nor_icon(
    html: str, expected: str | None
) -> None:
    absolute = expected and f"https://krant.example.org/{expected}"

    assert first_image(html, BASE) == absolute


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ("/beeld/brug-bij-goes.jpg", True),
        ("/klein/brug-bij-goes-640x360.jpg?v=2", True),
        ("/brug-bij-goes@2x.jpg", True),
        ("/beeld/brug-bij-veere.jpg", False),
        ("/beeld/brug-bij-goes.png", False),
    ],
)
def test_one_picture_in_two_sizes_is_the_same(other: str, *, is_same: bool) -> None:
    assert (
        is_same_picture("https://x.nl/beeld/brug-bij-goes.jpg", f"https://y.nl{other}") == is_same
    )


def test_a_name_that_many_pictures_have_makes_none_the_same() -> None:
    assert not is_same_picture("https://x.nl/1/image.jpg", "https://x.nl/2/image.jpg")


@pytest.mark.parametrize(
    ("widths", "expected"),
    [((150, 900, 600), 900), ((900, 4000), 900), ((5000, 4000), 4000), ((), None)],
)
def test_the_widest_enclosure_that_fits_a_screen_is_taken(
    widths: tuple[int, ...], expected: int | None
) -> None:
    enclosures = [Enclosure(f"https://x.example.org/{width}", width) for width in widths]

    best = best_enclosure(enclosures)

    assert (best and best.width_px) == expected
