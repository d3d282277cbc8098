"""Whatever was shaped shows in a real QTextBrowser: all of it, within the width, without a hang.

The times are printed by `tests/benchmarks/article_view.py`; here only a hang fails.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, Heading, Paragraph, Picture, Run, pictures
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.render import ArticleHeader, article_html
from tests.reading.article_pages import BASE, View, corpus_articles, letters
from tests.reading.hostile_inputs import HOSTILE_INPUTS
from tests.text_layout import right_edge

HANG_MS = 2_000


def assert_shows(view: View, blocks: Blocks) -> None:
    page = article_html(ArticleHeader(""), blocks, translator("nl"))
    view.asked.clear()

    shown_ms, _ = view.show_article(page)

    assert shown_ms < HANG_MS
    assert re.sub(r"[\W_]+", "", view.toPlainText()) == letters(page)
    assert right_edge(view.document()) <= view.viewport().width()
    assert set(view.asked) <= {picture.address for picture in pictures(blocks)}


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


@pytest.mark.corpus
def test_every_real_page_shows_at_once_and_whole(qtbot: QtBot, corpus: Path) -> None:
    browser = View(width=720)
    qtbot.addWidget(browser)

    for _, blocks in corpus_articles(corpus):
        assert_shows(browser, blocks)


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


def sizes_px(browser: View) -> dict[str, int]:
    """Return the text of each fragment in `browser` with its size."""
    sizes: dict[str, int] = {}
    block = browser.document().begin()
    while block.isValid():
        for piece in block:
            fragment = piece.fragment()
            sizes[fragment.text()] = fragment.charFormat().font().pixelSize()
        block = block.next()
    return sizes
