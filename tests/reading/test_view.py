"""Whatever was shaped shows in a real QTextBrowser: all of it, within the width, without a hang.

The pages of the corpus are shown in `test_corpus.py`.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock
from pytestqt.qtbot import QtBot

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, Cell, Heading, Paragraph, Picture, Run, Table
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.render import ArticleHeader, article_html
from tests.reading.article_pages import BASE, View, assert_shows
from tests.reading.hostile_inputs import HOSTILE_INPUTS


@pytest.fixture(params=[720, 1180])
def view(request: pytest.FixtureRequest, qtbot: QtBot) -> View:
    browser = View(width=request.param)
    qtbot.addWidget(browser)
    return browser


@cache
def blocks_of(name: str) -> Blocks:
    return html_to_blocks(HOSTILE_INPUTS[name](), BASE)


@pytest.mark.parametrize("name", HOSTILE_INPUTS)
def test_hostile_input_shows_at_once_and_whole(view: View, name: str) -> None:
    assert_shows(view, blocks_of(name))


def test_a_feeds_markup_is_shown_with_its_figures_numbers_captions_and_films(view: View) -> None:
    markup = (
        "<table><tr><th rowspan=2>Melk<th colspan=2>Prijs in euro<tr><td>€ 1,20<td>€ 1,35"
        "<tr><td>Brood<td>2,10<td>2,40</table>"
        "<ol start=7 type=a><li>zeven<p>eronder</p><li value=3>drie</ol>"
        "<figure><img src=/a.jpg><figcaption>De brug <cite>Foto: ANP</cite></figcaption></figure>"
        "<iframe title='Storm op zee' src='https://www.youtube.com/embed/q'></iframe>"
    )
    blocks = html_to_blocks(markup, BASE)

    view.show_article(article_html(ArticleHeader(""), blocks, translator("nl")))

    lines = [line for line in view.toPlainText().split("\n") if line and line != "\ufffc"]
    assert lines == [
        "Melk",
        "Prijs in euro",
        "€ 1,20",
        "€ 1,35",
        "Brood",
        "2,10",
        "2,40",
        "zeven",
        "eronder",
        "drie",
        "De brug · Foto: ANP",
        "Bekijk de video op youtube.com: Storm op zee",
    ]
    assert numbers_of(view) == {"zeven": "g.", "drie": "c."}
    assert {text for text in aligned_right(view) if text} == {"€ 1,20", "€ 1,35", "2,10", "2,40"}


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        ("<ol reversed><li>x<li>y<li>z</ol>", "3. 2. 1."),
        ("<ol start=-1><li>x<li>y<li>z</ol>", "-1. 0. 1."),
        ("<ol start=0 type=a><li>x<li>y</ol>", "0. a."),
        ("<ol reversed start=1 type=I><li>x<li>y<li>z</ol>", "I. 0. -1."),
        ("<ol type=A start=26><li>x<li>y</ol>", "Z. AA."),
        ("<ol type=i><li>x<li value=9>y<li>z</ol>", "i. ix. x."),
        ("<ol><li>x<ol type=a><li>y</ol><li>z</ol>", "1. a. 2."),
    ],
)
def test_the_items_of_a_list_are_marked_as_in_a_browser(
    view: View, markup: str, marks: str
) -> None:
    blocks = html_to_blocks(markup, BASE)

    view.show_article(article_html(ArticleHeader(""), blocks, translator("nl")))

    shown = numbers_of(view)
    assert [shown[letter] for letter in "xyz" if letter in shown] == marks.split()


def test_a_table_keeps_its_distance_from_the_text_above_and_below(qtbot: QtBot) -> None:
    browser = View(width=1180)
    qtbot.addWidget(browser)
    table = Table(((Cell((Run("Goes"),)),),))
    above, below = Paragraph((Run("boven"),)), Paragraph((Run("onder"),))

    browser.show_article(article_html(ArticleHeader(""), (above, table, below), translator("nl")))

    layout = browser.document().documentLayout()
    edges = {b.text(): layout.blockBoundingRect(b) for b in text_blocks(browser)}
    assert edges["Goes"].top() - edges["boven"].bottom() >= 16
    assert edges["onder"].top() - edges["Goes"].bottom() >= 16


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_everything_around_the_text_grows_with_the_scale(qtbot: QtBot, scale: float) -> None:
    browser = View(width=1180, scale=scale)
    qtbot.addWidget(browser)
    header = ArticleHeader("Molen draait", section="Buitenland", dateline="OSLO (ANP)")
    picture = Picture("https://x.example.org/a.jpg", caption=(Run("bijschrift"),))
    blocks = (Paragraph((Run("tekst"),)), picture, Heading((Run("kop"),)))

    browser.setHtml(article_html(header, blocks, translator("nl")))

    assert sizes_px(browser) == {
        "Buitenland": round(13 * scale),
        "Molen draait": round(32 * scale),
        "OSLO (ANP)": round(15 * scale),
        " – tekst": round(17 * scale),
        "bijschrift": round(13 * scale),
        "kop": round(20 * scale),
    }


def text_blocks(browser: View) -> Iterator[QTextBlock]:
    block = browser.document().begin()
    while block.isValid():
        yield block
        block = block.next()


def numbers_of(browser: View) -> dict[str, str]:
    """Return the text of each item of a list with what is printed before it."""
    found = ((block, block.textList()) for block in text_blocks(browser))
    return {block.text(): items.itemText(block) for block, items in found if items}


def aligned_right(browser: View) -> set[str]:
    right = Qt.AlignmentFlag.AlignRight
    blocks = text_blocks(browser)
    return {block.text() for block in blocks if block.blockFormat().alignment() & right}


def sizes_px(browser: View) -> dict[str, int]:
    """Return the text of each fragment in `browser` with its size."""
    sizes: dict[str, int] = {}
    for block in text_blocks(browser):
        for piece in block:
            fragment = piece.fragment()
            if not fragment.charFormat().isImageFormat():
                sizes[fragment.text()] = fragment.charFormat().font().pixelSize()
    return sizes
