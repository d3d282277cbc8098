"""Finds the article in a web page.

trafilatura decides what is text (the best of the libraries compared by
`tests/benchmarks/extraction.py`); pictures and title are found here.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HTMLParser

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, Picture, pictures, plain_text
from desktop.core.images import image_address
from desktop.core.model import ArticleBody
from desktop.core.text import comparison_key, without_site
from desktop.core.urls import resolve
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.leftovers import without_leftovers
from desktop.reading.limits import PAGE_CHARACTERS, PAGE_ELEMENTS, SHORTEST_ARTICLE_CHARACTERS
from desktop.reading.line_breaking import is_blank, printable
from desktop.reading.markup_limits import mend_tags
from desktop.reading.restore import reinsert_images, restore_markup

_LEAD_PICTURE = (
    "//meta[@property='og:image' or @property='og:image:url' or @name='og:image']/@content",
    "//meta[@name='twitter:image' or @property='twitter:image']/@content",
    "//link[@rel='image_src']/@href",
)
_TITLE_META = (
    "//meta[@property='og:title' or @name='og:title']/@content",
    "//meta[@name='twitter:title' or @property='twitter:title']/@content",
)
_SITE_NAME = (
    "//meta[@property='og:site_name' or @name='og:site_name' or @name='application-name']/@content"
)
_STRONG_SEPARATOR = re.compile(r"\s+[|\u00bb\u2022\u00b7]\s+")
_LONGEST_TITLE = 300
_NOT_A_PHOTO = re.compile(r"logo|placeholder|default|favicon|share[-_]?image", re.IGNORECASE)


class ExtractedArticle(ArticleBody):
    """An article that was found in a page."""

    __slots__ = ()

    @property
    def html(self) -> str:
        """Return the text as HTML, the links to players in Dutch."""
        return blocks_to_html(self.blocks, translator("nl"))

    @property
    def text(self) -> str:
        """Return the text without pictures and captions, its blocks parted by blank lines."""
        texts = (plain_text((block,)) for block in self.blocks if not isinstance(block, Picture))
        return "\n\n".join(text for text in texts if text)


def extract_article(html: str, url: str) -> ExtractedArticle | None:
    """Return the article that the page `html` at `url` holds, None if it holds none."""
    page = _parsed(html)
    if page is None:
        return None
    base_url = _base(page, url)
    article = _article(page, url)
    if article is None:
        return None
    restore_markup(article, page)
    reinsert_images(article, page, base_url)
    article.tag = "div"
    markup = etree.tostring(article, encoding="unicode", method="html")
    title = _page_title(page)
    blocks, authors = without_leftovers(html_to_blocks(markup, base_url), title, url)
    found = ExtractedArticle(title, blocks, _picture(page, blocks, base_url), authors)
    return found if len(found.text) >= SHORTEST_ARTICLE_CHARACTERS else None


def _parsed(html: str) -> etree._Element | None:
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    body = mend_tags(printable(html[:PAGE_CHARACTERS])).encode()
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
    found = trafilatura.extract(
        page,
        url=url or None,
        fast=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        output_format="html",
    )
    if not found:
        return None
    tree = etree.fromstring(found.encode(), etree.HTMLParser(encoding="utf-8"))
    return tree.find("body")


def _base(page: etree._Element, url: str) -> str:
    """Return the address that the page's relative addresses start from."""
    named = page.xpath("/html/head/base/@href")
    return (resolve(url, named[0]) or url) if named else url


def _picture(page: etree._Element, blocks: Blocks, base_url: str) -> str | None:
    """Return the picture that stands for the article: its first, else the page's own choice."""
    for picture in pictures(blocks):
        if picture.address.startswith("http"):
            return picture.address
    for path in _LEAD_PICTURE:
        for value in page.xpath(path):
            address = image_address(base_url, str(value))
            if address.startswith("http") and not _NOT_A_PHOTO.search(address):
                return address
    return None


def _page_title(page: etree._Element) -> str:
    """Return the title of the article on `page`, "" if it has none.

    From og:title, <title> and the first <h1>: the site's name is cut off where the page
    tells what it is, where an <h1> shows the title without it, or behind a bar.
    """
    headings = [heading for heading in map(_text, page.iter("h1")) if heading]
    title = next(filter(None, _titles(page)), "")
    if not title:
        return headings[0] if headings else ""
    key = comparison_key(title)
    for heading in headings:
        if key.startswith(comparison_key(heading)) and len(heading) * 3 > len(title):
            return title if key == comparison_key(heading) else heading
    site = next(map(comparison_key, map(str, page.xpath(_SITE_NAME))), "")
    named = without_site(title, lambda part: comparison_key(part) == site != "")
    head, *rest = _STRONG_SEPARATOR.split(title)
    # Behind a bar stands the site's name, also where the page does not tell it.
    return head if named == title and rest and len(head) * 2 > len(title) else named


def _titles(page: etree._Element) -> Iterator[str]:
    for path in _TITLE_META:
        yield from map(_clean, page.xpath(path))
    yield from map(_text, page.xpath("/html/head/title|/html/body/title"))


def _text(element: etree._Element) -> str:
    return _clean("".join(element.itertext()))


def _clean(text: str) -> str:
    text = " ".join(printable(text).split())[:_LONGEST_TITLE]
    return "" if is_blank(text) else text
