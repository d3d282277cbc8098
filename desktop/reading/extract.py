"""Finds the article in a web page.

trafilatura decides what is text (the best of the libraries compared by
`tests/benchmarks/extraction.py`); pictures and title are found here.
"""

import re
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HTMLParser

from desktop.core.images import image_address
from desktop.core.model import ArticleBody
from desktop.core.urls import resolve
from desktop.reading.blocks import Block
from desktop.reading.illustrate import illustrate
from desktop.reading.maxima import PAGE_CHARACTERS, PAGE_ELEMENTS, SHORTEST_ARTICLE_CHARACTERS
from desktop.reading.restore import restore
from desktop.reading.sanitize import shaped_blocks
from desktop.reading.tame import few_attributes
from desktop.reading.text import letters
from desktop.reading.titles import page_title
from desktop.reading.words import ZERO_WIDTH_SPACE, printable
from desktop.reading.write import write

_LEAD_PICTURE = (
    "//meta[@property='og:image' or @property='og:image:url' or @name='og:image']/@content",
    "//meta[@name='twitter:image' or @property='twitter:image']/@content",
    "//link[@rel='image_src']/@href",
)
_BLOCKS_BEFORE_TEXT = 4
_NOT_A_PHOTO = re.compile(r"logo|placeholder|default|favicon|share[-_]?image", re.IGNORECASE)


def extract_article(html: str, url: str) -> ArticleBody | None:
    """Return the article that the page `html` at `url` holds, None if it holds none.

    Its text is that of its html without captions, paragraphs parted by blank lines.
    """
    page = _parsed(html)
    if page is None:
        return None
    base_url = _base(page, url)
    article = _article(page, url)
    if article is None:
        return None
    restore(article, page)
    illustrate(article, page, base_url)
    markup = etree.tostring(article, encoding="unicode", method="html")
    title = page_title(page)
    blocks = _without_title(shaped_blocks(f"<div>{markup}</div>", base_url), title)
    text = _text(blocks)
    if len(text) < SHORTEST_ARTICLE_CHARACTERS:
        return None
    return ArticleBody(title, write(blocks), text, _picture(page, blocks, base_url))


def _parsed(html: str) -> etree._Element | None:
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    body = few_attributes(printable(html[:PAGE_CHARACTERS])).encode()
    page = etree.fromstring(body, parser) if body.strip() else None
    if page is not None:
        for element in list(islice(page.iter(), PAGE_ELEMENTS, None)):
            element.getparent().remove(element)
    return page


def _article(page: etree._Element, url: str) -> etree._Element | None:
    """Return a <body> with the paragraphs of the article, None if there are none."""
    # 0.2 s to import, and babel, dateparser and justext with it: only when a page is opened.
    import trafilatura

    for quotation in page.iter("q"):
        # The extractor takes it for a block of its own.
        quotation.tag = "span"
        quotation.text, quotation.tail = f"“{quotation.text or ''}", f"”{quotation.tail or ''}"
    options: dict[str, Any] = {
        "fast": True,
        "include_comments": False,
        "include_formatting": True,
        "include_links": True,
        "output_format": "html",
    }
    found = trafilatura.extract(page, url=url or None, **options)
    if not found:
        return None
    tree = etree.fromstring(found.encode(), etree.HTMLParser(encoding="utf-8"))
    return tree.find("body")


def _base(page: etree._Element, url: str) -> str:
    """Return the address that the page's relative addresses start from."""
    for href in page.xpath("/html/head/base/@href"):
        return resolve(url, href) or url
    return url


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """Return `blocks` without a heading before the text that repeats the title."""
    for place, block in enumerate(blocks[:_BLOCKS_BEFORE_TEXT]):
        if block.runs and letters(block.text) == letters(title) != "":
            return blocks[:place] + blocks[place + 1 :]
    return blocks


def _text(blocks: list[Block]) -> str:
    texts = (block.text for block in blocks if block.kind != "caption")
    return "\n\n".join(text for text in texts if text).replace(ZERO_WIDTH_SPACE, "")


def _picture(page: etree._Element, blocks: list[Block], base_url: str) -> str | None:
    """Return the picture that stands for the article: its first, else the page's own choice."""
    for block in blocks:
        if block.picture and block.picture.src.startswith("http"):
            return block.picture.src
    for path in _LEAD_PICTURE:
        for value in page.xpath(path):
            address = image_address(base_url, str(value))
            if address.startswith("http") and not _NOT_A_PHOTO.search(address):
                return address
    return None
