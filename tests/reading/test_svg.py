"""A drawing keeps its shapes, words and colours, and can neither reach out nor grow."""

import pytest
from lxml import etree

from desktop.reading.svg import harmless_svg

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SHAPE = '<path d="M0 0h9v9"/>'


def harmless(inside: str, attributes: str = 'width="90" height="60"') -> str | None:
    drawing = harmless_svg(f"<svg {NAMES} {attributes}>{inside}</svg>".encode())
    return None if drawing is None else drawing.decode()


def test_shapes_words_and_colours_stay() -> None:
    inside = (
        "<defs><linearGradient id='a'><stop offset='0' stop-color='#f00'/></linearGradient>"
        "<linearGradient id='b' xlink:href='#a'/><g id='c'><circle r='3'/></g></defs>"
        "<style>.d{fill:#0f0;stroke-width:2}</style><a><rect class='d' fill='url(#b)'/></a>"
        "<use href='#c' x='4'/><text>Een <tspan font-weight='bold'>kaart</tspan> Goes</text>"
    )

    drawing = harmless(inside)

    assert drawing is not None
    root = etree.fromstring(drawing)
    tags = [etree.QName(element).localname for element in root.iter()]
    assert tags == [
        "svg", "defs", "linearGradient", "stop", "linearGradient", "g", "circle", "style", "g",
        "rect", "use", "text", "tspan",
    ]  # fmt: skip
    assert "".join(root.itertext()).endswith("Een kaart Goes")
    for kept in ('fill="url(#b)"', 'xlink:href="#c"', 'xlink:href="#a"', "fill:#0f0", 'width="90'):
        assert kept in drawing


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<script xlink:href='https://x.example/a.js'/>",
        "<rect onload='alert(1)' onclick='alert(1)'/>",
        "<use xlink:href='https://x.example/a.svg#b'/>",
        "<use xlink:href='file:///etc/passwd#b'/>",
        "<rect fill='url(https://x.example/a.svg#b)'/>",
        "<rect style='fill:url(file:///etc/passwd#b)'/>",
        "<style>@import url(https://x.example/a.css);</style>",
        "<style>rect{fill:u\\72l(https://x.example)}</style>",
        "<style>@font-face{src:url(https://x.example/a.woff)}</style>",
        "<a href='javascript:alert(1)'><rect/></a>",
        "<filter id='a'><feImage href='file:///etc/passwd'/></filter>",
        "<animate attributeName='d' href='https://x.example'/>",
        "<path stroke-dasharray='0.0001' d='M0 0h9'/><style>path{stroke-dasharray:.01}</style>",
        "<x:image xmlns:x='https://x.example' href='https://x.example/a.png'/>",
        "<switch><foreignObject>alert</foreignObject><text>Tekst</text></switch>",
    ],
)
def test_what_reaches_out_runs_or_takes_long_is_left_out(inside: str) -> None:
    drawing = harmless(SHAPE + inside)

    assert drawing is not None
    assert 'd="M0 0h9v9"' in drawing
    for evil in ("alert", "x.example", "passwd", "onload", "dash", "script", "feImage"):
        assert evil not in drawing.removeprefix(f"<svg {NAMES}")


@pytest.mark.parametrize(
    "inside",
    [
        "<image xlink:href='file:///etc/passwd'/>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<foreignObject><p>Tekst</p></foreignObject>",
        "<g>" * 40 + "</g>" * 40,
        "<g>" * 100_000,
        "<rect/>" * 4_000,
        "<g opacity='.9'><rect/></g>" * 100,
        "<g id='a'><rect/></g>" + "<use href='#a' opacity='.9'/>" * 100,
        "<style>g{opacity:.9}</style>" + "<g><rect/></g>" * 100,
        "<rect " + " ".join(f"a{n}='1'" for n in range(500)) + "/>",
        "<path d='" + "M0 0" * 200_000 + "'/>",
        "&lt;&unknown;",
        "<rect>",
    ],
    ids=lambda inside: inside[:30],
)
def test_what_is_more_than_a_drawing_is_refused(inside: str) -> None:
    assert harmless(SHAPE + inside) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<html/>",
        f"<svg {NAMES}><title>Leeg</title></svg>".encode(),
        f"<svg {NAMES}>{SHAPE}</svg>".encode("utf-16"),
        f'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg {NAMES}>{SHAPE}</svg>'.encode(),
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg {NAMES}>'
        f"<text>&a;</text></svg>".encode(),
    ],
    ids=["nothing", "broken", "page", "empty", "two-bytes", "laughs", "file"],
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    assert harmless_svg(data) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<g id='a'><rect/><use xlink:href='#a'/></g>",
        "<g id='a'><rect/></g><g id='b'>" + "<use xlink:href='#a'/>" * 9 + "</g>"
        "<use xlink:href='#b'/>",
        "<g id='a'>" + "<rect/>" * 900 + "</g>" + "<use xlink:href='#a'/>" * 900,
        "<linearGradient id='a' xlink:href='#a'/><rect fill='url(#a)'/>",
    ],
    ids=["itself", "nested", "often", "gradient"],
)
def test_no_part_is_drawn_without_end(inside: str) -> None:
    drawing = harmless(inside)

    assert drawing is not None
    assert drawing.count("xlink:href=") <= 9


@pytest.mark.parametrize(
    ("attributes", "width", "height"),
    [
        ('width="90" height="60"', 90, 60),
        ('width="10cm" viewBox="0 0 200 100"', 377.95, 188.98),
        ('height="50px" viewBox="0,0,200,100"', 100, 50),
        ('viewBox="0 0 24 24"', 600, 600),
        ('width="100%" height="100%" viewBox="0 0 200 100"', 600, 300),
        ('viewBox="0 0 2e2 1e2"', 600, 300),
        ('viewBox="0 0 1e300 1e300"', 600, 600),
        ('viewBox="0 0 0 0"', 600, 600),
        ("", 600, 600),
        ('width="900000" height="450000"', 4000, 2000),
        ('width="1e9" height="nan" viewBox="a b c d"', 600, 600),
    ],
)
def test_a_drawing_has_a_size_in_px(attributes: str, width: float, height: float) -> None:
    root = etree.fromstring(harmless(SHAPE, attributes) or "")

    assert (float(root.get("width")), float(root.get("height"))) == (width, height)
    assert root.get("viewBox")


ZIGZAG = "M0 0" + "".join(f"L{n * 7919 % 1000} {n * 104729 % 1000}" for n in range(1000))
SMALL = "m0 0" + "l1 0v1h-1z" * 1000
LARGE = 'viewBox="0 0 1000 1000"'


@pytest.mark.parametrize(
    ("inside", "is_drawn"),
    [
        (f'<path d="{SMALL}"/>', True),
        (f'<path d="{ZIGZAG}"/>', False),
        (f'<g transform="scale(.01)"><path d="{ZIGZAG}"/></g>', True),
        (f'<g transform="translate(1) scale(100)"><path d="{SMALL}"/></g>', False),
        (f'<g transform="matrix(99 0 0 99 0 0)"><path d="{SMALL}"/></g>', False),
        (f'<g transform="skewX(89.9)"><path d="{SMALL}"/></g>', False),
        (f'<path d="{"H999H0" * 500}"/>', False),
        (f'<path d="M0 0{"a1 1 0 0 1 999 0" * 500}"/>', False),
        (f'<polyline points="{"0,0 999,999 " * 500}"/>', False),
        ('<circle r="3"/>' * 2000, True),
        ('<circle r="99%"/>' * 500, False),
        ('<rect width="99in" height="1"/>' * 500, False),
        ('<line x2="999" y2="0"/>' * 60, True),
        ('<line x2="999" y2="0"/>' * 2000, False),
        (f"<text>{'woord ' * 300}</text>", True),
        (f"<text font-size='300'>{'woord ' * 300}</text>", False),
        (f"<style>.a{{font-size:300px}}</style><text class='a'>{'woord ' * 300}</text>", False),
        ("<g id='a'><circle r='300'/></g>" + "<use href='#a'/>" * 900, False),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_drawing_has_no_more_to_paint_than_takes_seconds(inside: str, *, is_drawn: bool) -> None:
    assert (harmless(inside, LARGE) is not None) is is_drawn
