"""Links within an article lead to their places in it, others to the page."""

import re

import pytest

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, List, Paragraph, Run
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.reading.fit_blocks import TRUNCATED
from desktop.reading.html_to_blocks import html_to_blocks

BASE = "https://krant.example.org/nieuws/"
FOOTNOTE = (
    '<p>Woord<sup id="ref1"><a href="#fn1">1</a></sup></p><ol><li id="fn1">Noot '
    '<a href="#ref1">terug</a></ol>'
)


def blocks_of(markup: str) -> Blocks:
    return html_to_blocks(markup, BASE)


def test_a_footnote_and_the_way_back_lead_within_the_article() -> None:
    text, notes = blocks_of(FOOTNOTE)

    assert text == Paragraph((Run("Woord"), Run("1", ("sup",), "#fn1", "ref1")))
    assert isinstance(notes, List)
    assert notes.items[0].blocks == (
        Paragraph((Run("Noot ", names="fn1"), Run("terug", href="#ref1"))),
    )


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#fn:1", '<p id="fn:1">Noot'),
        ("#fn%3A1", '<p id="fn:1">Noot'),
        ("#n", '<p><a name="n"></a>Noot'),
        ("#n", '<div id="n"><p><img src="/a.jpg"></p>Noot</div>'),
        ("#n", '<table><tr id="n"><td>Noot<td>b<tr><td>c<td>d</table>'),
        ("#n", '<table><tr><td>a<td id="n">Noot<tr><td>c<td>d</table>'),
        ("#n", '<h2 id="n">Noot</h2>'),
        ("/nieuws/#n", '<p id="n">Noot'),
        (f"{BASE}#n", '<p id="n">Noot'),
        ("#één", '<p id="één">Noot'),
    ],
)
def test_a_link_to_a_place_on_the_same_page_leads_to_its_text(href: str, target: str) -> None:
    html = blocks_to_html(blocks_of(f'<p><a href="{href}">naar</a></p>{target}'), translator("nl"))

    name = re.findall('<a name="([^"]+)"></a>Noot', html)
    assert re.findall('href="#([^"]+)"', html) == name != []


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<a href='#weg'>naar</a>", f"{BASE}#weg"),
        ("<a href='#weg'>naar</a><p id='weg'></p>", f"{BASE}#weg"),
        ("<a href='/ander#n'>naar</a><p id='n'>b</p>", "https://krant.example.org/ander#n"),
        ("<p id='n'>b</p><a href='#'>naar</a>", None),
    ],
)
def test_a_link_to_a_place_that_is_not_in_the_article_leads_to_the_page(
    markup: str, address: str | None
) -> None:
    html = blocks_to_html(blocks_of(markup), translator("nl"))

    assert re.findall('href="([^"]+)"', html) == ([address] if address else [])


def test_a_link_to_a_place_that_was_cut_off_leads_to_the_page() -> None:
    blocks = blocks_of("<a href='#n'>naar</a>" + "<p>Een zin.</p>" * 9_000 + "<p id=n>Noot</p>")

    assert blocks[-1] == TRUNCATED
    assert blocks[0] == Paragraph((Run("naar", href=f"{BASE}#n"),))
