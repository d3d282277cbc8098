"""Makes the HTML of strangers safe for the article view, and quick to show.

Four steps: `tame` bounds the markup, ammonia (through nh3) parses it as browsers do and drops
what is not allowed, `flatten` reads blocks out of it and `shape` fits them. `write` then makes
new markup, so that nothing of the input's own can slip through. Shaping twice changes nothing.
"""

import functools
import re

import nh3
from lxml import etree

from desktop.core.images import IMG_ATTRIBUTES, SOURCE_ATTRIBUTES
from desktop.reading.blocks import Block
from desktop.reading.flatten import flatten
from desktop.reading.maxima import INPUT_CHARACTERS
from desktop.reading.maxima import SHAPE_VERSION as SHAPE_VERSION
from desktop.reading.shape import shape
from desktop.reading.tame import tame
from desktop.reading.words import printable
from desktop.reading.write import write

_TAGS = frozenset({
    "a", "abbr", "acronym", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big",
    "blockquote", "br", "caption", "center", "cite", "code", "data", "dd", "del", "details",
    "dfn", "dir", "div", "dl", "dt", "em", "embed", "figcaption", "figure", "font", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "iframe", "img", "ins", "kbd",
    "label", "li", "main", "mark", "menu", "nav", "noscript", "ol", "p", "picture", "pre", "q",
    "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strike", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt",
    "u", "ul", "var", "video", "wbr",
})  # fmt: skip
_SOURCE = {"src", "data-src"}
_ATTRIBUTES = {
    "*": {"dir"},
    "a": {"href"},
    "img": set(IMG_ATTRIBUTES),
    "source": {*SOURCE_ATTRIBUTES, "src", "data-src"},
    "iframe": _SOURCE,
    "embed": _SOURCE,
    "audio": _SOURCE,
    "video": {*_SOURCE, "poster"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}  # fmt: skip
_ANY_TAG = re.compile(r"</?[a-zA-Z!]")


def sanitize_html(html: str, base_url: str, *, language: str = "nl") -> str:
    """Return `html` as a fragment that the article view shows safely and at once.

    Addresses are made absolute against `base_url`; `language` ("nl" or "en") words the links
    that stand for players. Text without tags becomes paragraphs.
    """
    return write(shaped_blocks(html, base_url, language=language))


def shaped_blocks(html: str, base_url: str, *, language: str = "nl") -> list[Block]:
    """Return the blocks that `sanitize_html` writes."""
    is_cut = len(html) > INPUT_CHARACTERS
    html = printable(html[:INPUT_CHARACTERS])
    if not _ANY_TAG.search(html):
        html = _paragraphs_of_text(html)
    body = _parsed(_cleaner().clean(tame(html)))
    if body is None:
        return []
    return shape(flatten(body, base_url, language=language), is_cut=is_cut)


@functools.cache
def _cleaner() -> nh3.Cleaner:
    """Return the cleaner, made at the first call: making one costs more than using it."""
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes={"p": {"caption"}},
        clean_content_tags={"script", "style"},
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


def _parsed(html: str) -> etree._Element | None:
    """Return the <body> of `html`, None if there is nothing in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)
    return None if root is None else root.find("body")


def _paragraphs_of_text(text: str) -> str:
    """Return plain text as markup: blank lines part paragraphs, other line ends stay."""
    text = text.replace("<", "&lt;").strip()
    text = re.sub(r"\n[ \t]*\n\s*", "<p>", text).replace("\n", "<br>")
    return f"<p>{text}"
