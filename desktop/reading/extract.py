"""Finds the article in a web page.

trafilatura decides what is text (the best of the libraries compared by
`tests/benchmarks/extraction.py`); pictures and title are found here.
"""

from functools import partial
from itertools import islice
from typing import NamedTuple

from lxml import etree
from lxml.html import HTMLParser

from desktop.catalogue import translator
from desktop.core.blocks import Blocks, Embed, Picture, plain_text
from desktop.core.errors import PageReason
from desktop.core.model import ArticleBody
from desktop.core.text import comparison_key
from desktop.core.urls import resolve
from desktop.reading.blocks_to_html import blocks_to_html
from desktop.reading.candidates import best_article
from desktop.reading.formulas import formulas_as_text
from desktop.reading.html_to_blocks import html_to_blocks
from desktop.reading.lead_picture import lead_picture
from desktop.reading.leftovers import without_leftovers
from desktop.reading.limits import (
    PAGE_CHARACTERS,
    PAGE_ELEMENTS,
    SHORTEST_ANNOUNCED_CHARACTERS,
    SHORTEST_ARTICLE_CHARACTERS,
)
from desktop.reading.line_breaking import printable
from desktop.reading.markup_limits import mend_tags
from desktop.reading.page_facts import PageFacts, read_facts
from desktop.reading.page_kinds import is_plain_text, page_kind, same_title
from desktop.reading.paywall import cut_offers, free_part, has_paid_text
from desktop.reading.restore import reinsert_images, restore_markup, restore_shapes


class ExtractedArticle(ArticleBody):
    """An article that was found in a page."""

    __slots__ = ()

    @property
    def html(self) -> str:
        """Return the text as HTML, the links to players in Dutch."""
        return blocks_to_html(self.blocks, translator("nl"))

    @property
    def text(self) -> str:
        """Return the text without pictures and players, its blocks parted by blank lines."""
        told = (block for block in self.blocks if not isinstance(block, Picture | Embed))
        texts = (plain_text((block,)) for block in told)
        return "\n\n".join(text for text in texts if text)


class PageReading(NamedTuple):
    """What a page holds."""

    # None if the page holds none; of one that ends early `reason` says why.
    article: ExtractedArticle | None = None
    # What the page shows in the article's place, None if it does not say.
    reason: PageReason | None = None
    titles: tuple[str, ...] = ()  # everything that names the page


def extract_article(html: str, url: str) -> ExtractedArticle | None:
    """Return the article that the page `html` at `url` holds, None if it holds none."""
    return read_page(html, url).article


def read_page(html: str, url: str, announced: str = "") -> PageReading:
    """Return what the page `html` at `url` holds; `announced` is the title that its feed gave."""
    page = _parsed(html)
    if page is None:
        return PageReading()
    base_url = _base(page, url)
    facts = read_facts(page, url)
    is_walled = cut_offers(page, facts)
    blocks = _blocks(page, facts.title, url, base_url)
    text = plain_text(blocks)
    kind = page_kind(page, facts, text, url, announced)
    if kind is not None:
        return PageReading(None, kind, facts.titles)
    ends_early = False
    if facts.is_free is not False or not has_paid_text(page, facts, text):
        blocks, ends_early = free_part(blocks, facts, is_walled=is_walled)
    reason = PageReason.PAYWALL if ends_early else None
    blocks, credited = without_leftovers(blocks, (facts.title, facts.headline), url, facts.authors)
    picture = lead_picture(page, blocks, base_url)
    found = ExtractedArticle(facts.title, blocks, picture, facts.authors or credited, reason)
    if not _is_enough(found.text, facts, announced, is_part=ends_early):
        return PageReading(None, reason, facts.titles)
    return PageReading(found, reason, facts.titles)


def _is_enough(text: str, facts: PageFacts, announced: str, *, is_part: bool) -> bool:
    """Return whether a text is long enough for an article, or for one under an announced title."""
    if len(text) >= SHORTEST_ARTICLE_CHARACTERS:
        return True
    if comparison_key(text) in map(comparison_key, facts.titles):
        return False
    is_announced = any(same_title(title, announced) for title in facts.titles)
    is_sure = is_part or (is_announced and is_plain_text(text))
    return is_sure and len(text) >= SHORTEST_ANNOUNCED_CHARACTERS


def _blocks(page: etree._Element, title: str, url: str, base_url: str) -> Blocks:
    """Return the text and pictures of the article, leftovers included; () if there is none."""
    _prepare_quotations(page)
    formulas_as_text(page)  # the extractor drops them
    article = best_article(page, title, partial(_article, url=url))
    if article is None:
        return ()
    restore_shapes(article, page)
    restore_markup(article, page)
    reinsert_images(article, page, base_url)
    article.tag = "div"
    markup = etree.tostring(article, encoding="unicode", method="html")
    return html_to_blocks(markup, base_url)


def _parsed(html: str) -> etree._Element | None:
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    body = mend_tags(_printable_lines(html[:PAGE_CHARACTERS])).encode()
    page = etree.fromstring(body, parser) if body.strip() else None
    if page is not None:
        for element in list(islice(page.iter(), PAGE_ELEMENTS, None)):
            element.getparent().remove(element)
    return page


def _printable_lines(html: str) -> str:
    """Return what `printable` does, line by line: most lines of a page pass its quick test."""
    lines = html.replace("\r\n", "\n").split("\n")
    is_plain = (line.replace("\t", " ").isprintable() and "\ufffc" not in line for line in lines)
    return "\n".join(
        line if plain else printable(line) for line, plain in zip(lines, is_plain, strict=True)
    )


def _prepare_quotations(page: etree._Element) -> None:
    """Have the extractor keep what is quoted, such as posts that are embedded."""
    for quotation in page.iter("q"):
        # It takes it for a block of its own.
        quotation.tag = "span"
        quotation.text, quotation.tail = f"“{quotation.text or ''}", f"”{quotation.tail or ''}"
    for quotation in page.iter("blockquote"):
        # It passes over a frame for its name ("social-embed"), the quotation in it as well.
        frame = quotation
        while frame is not None and frame.tag in ("blockquote", "div", "figure", "section"):
            for name in ("class", "id"):
                frame.attrib.pop(name, None)
            parent, framed = frame.getparent(), frame
            is_frame = parent is not None and all(e is framed or e.tag == "script" for e in parent)
            frame = parent if is_frame else None


def _article(page: etree._Element, url: str) -> etree._Element | None:
    """Return a <body> with the paragraphs of the article, None if there are none."""
    # 0.2 s to import, and babel, dateparser and justext with it: only when a page is opened.
    import trafilatura

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
    named = page.xpath("(//base[@href])[1]/@href")
    return (resolve(url, named[0]) or url) if named else url
