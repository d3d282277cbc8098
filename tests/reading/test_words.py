"""Every word that a browser shows of an article's markup is in its blocks, once."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from desktop.core.blocks import (
    Blocks,
    Heading,
    Paragraph,
    Picture,
    Preformatted,
    Table,
    text_of,
    walk,
)
from desktop.reading.html_to_blocks import html_to_blocks

BASE = "https://krant.example.org/nieuws/brug"
PICTURE = '<img src="/a.jpg" alt="beschrijving">'

# Elements that hold text of any kind, within a line and as blocks, known and unknown.
HOLDERS = [
    "p", "div", "span", "b", "em", "a href='/x'", "a href='#n1'", "h1", "h3", "h6", "blockquote",
    "ul", "ol", "ol reversed", "li", "li value=0", "dl", "dt", "dd", "details", "summary",
    "figure", "figcaption", "table", "caption", "thead", "tfoot", "tbody", "tr", "td",
    "td rowspan=2", "td rowspan=0", "th colspan=3", "td colspan=9", "pre", "code", "section",
    "aside", "article", "header", "center", "font", "small class=credit", "sup id=n1", "mark",
    "ruby", "rt", "rp", "q", "cite", "form", "fieldset", "legend", "button", "label", "select",
    "option", "object", "svg", "text", "tspan", "g", "math", "mi", "mn",
    "mrow", "msup", "mfrac", "msqrt", "mtext", "x-onbekend", "blink", "nobr", "canvas", "video-x",
    "main", "address", "time", "menu", "dir", "p dir=rtl", "div id=n1",
]  # fmt: skip
UNSEEN = ["script", "style", "template", "p hidden", "div style='display: none'",
          "b style='visibility:hidden'"]  # fmt: skip
# What a browser shows elsewhere than where it is written: parts of a table, captions.
MOVED = frozenset(
    {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figcaption", "small"}
)
OPEN = ["p", "li", "td", "tr", "b", "div", "span", "dd", "h2", "blockquote", "x-onbekend"]

words = st.integers(min_value=0, max_value=9999).map(" w{} ".format)
hidden = st.builds(
    lambda tag, word: f"<{tag}>{word}</{tag.split()[0]}>", st.sampled_from(UNSEEN), words
)
small = st.sampled_from(
    [
        PICTURE,
        f"<noscript> w1 {PICTURE}</noscript>",
        "<noscript> w2 </noscript>",
        "<textarea> w3 </textarea>",
        "<br>",
        "<hr>",
        "<!-- c -->",
    ]
)
ends = st.just("</>")


def closed(pieces: list[str]) -> str:
    """Return `pieces` as markup in which every element ends; "</>" ends the innermost."""
    markup, still_open = "", list[str]()
    for piece in [*pieces, *["</>"] * len(pieces)]:
        if piece == "</>":
            markup += f"</{still_open.pop()}>" if still_open else ""
            continue
        markup += piece
        if piece[1:-1] in HOLDERS:
            still_open.append(piece[1:-1].split()[0])
    return markup


def nested(without: frozenset[str] = frozenset()) -> st.SearchStrategy[str]:
    holders = [holder for holder in HOLDERS if holder.split()[0] not in without]
    starts = st.sampled_from(holders).map("<{}>".format)
    pieces = st.one_of(words, words, starts, starts, ends, hidden, small)
    return st.lists(pieces, min_size=12, max_size=40).map(closed)


unclosed = st.lists(
    st.one_of(words, words, st.sampled_from(OPEN).map("<{}>".format)), max_size=30
).map("".join)


def shown_by_a_browser(source: str) -> list[str]:
    root = lxml_html.fromstring(f"<div>{source}</div>")
    for part in list(root.iter("script", "style", "template", "noscript", "title")):
        if part.tag != "noscript" or part.find(".//img") is not None:
            part.drop_tree()
    for part in root.xpath(
        "//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')]"
    ):
        if part.getparent() is not None:
            part.drop_tree()
    return words_of(root.text_content())


def words_of(text: str) -> list[str]:
    return re.findall(r"w\d+", unicodedata.normalize("NFKC", text))


def texts(blocks: Blocks) -> Iterator[str]:
    for block in walk(blocks):
        if isinstance(block, Table):
            yield text_of(block.caption)
            yield from (text_of(cell.runs) for row in block.rows for cell in row)
        elif isinstance(block, Picture):
            yield from (text_of(block.caption), block.credit)
        elif isinstance(block, Heading | Paragraph | Preformatted):
            yield text_of(block.runs)


def in_blocks(source: str) -> list[str]:
    return [word for text in texts(html_to_blocks(source, BASE)) for word in words_of(text)]


@settings(max_examples=300)
@given(nested())
def test_every_word_that_a_browser_shows_is_in_the_blocks_once(source: str) -> None:
    assert Counter(in_blocks(source)) == Counter(shown_by_a_browser(source))


@settings(max_examples=150)
@given(nested(without=MOVED))
def test_words_keep_their_order(source: str) -> None:
    assert in_blocks(source) == shown_by_a_browser(source)


@settings(max_examples=150)
@given(unclosed)
def test_words_survive_where_elements_are_not_closed(source: str) -> None:
    assert Counter(in_blocks(source)) == Counter(shown_by_a_browser(source))
