"""What a page says of itself: titles, authors, whether it is an article, and whether it is free.

Read from its <meta> elements and its structured data (JSON-LD of schema.org), both bounded.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from desktop.core.text import comparison_key, without_site
from desktop.core.urls import resolve
from desktop.reading.line_breaking import is_blank, printable

_TITLE_META = (
    "//meta[@property='og:title' or @name='og:title']/@content",
    "//meta[@name='twitter:title' or @property='twitter:title']/@content",
)
_SITE_NAME = (
    "//meta[@property='og:site_name' or @name='og:site_name' or @name='application-name']/@content"
)
_AUTHOR_META = (
    "//meta[@name='author' or @name='article:author' or @property='article:author'"
    " or @name='dc.creator' or @name='DC.creator' or @name='parsely-author']/@content"
)
_AUTHOR_MARKS = "//*[@itemprop='author' or @rel='author']"
_CANONICAL = "//link[@rel='canonical']/@href|//meta[@property='og:url']/@content"
_TYPE = "//meta[@property='og:type']/@content"
_TIER = "//meta[@property='article:content_tier' or @name='article:content_tier']/@content"
_PUBLISHED = "//meta[@property='article:published_time']"
_STRUCTURED = "//script[contains(@type, 'ld+json')]/text()"
_STRONG_SEPARATOR = re.compile(r"\s+[|\u00bb\u2022\u00b7]\s+")
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Review)$")
_ROOT = re.compile(r"/?(?:(?:[a-z]{2}|home|index\.\w+|startpagina|voorpagina)/?)?$")
_LONGEST_TITLE = 300
_LONGEST_SCRIPT = 400_000
_MOST_SCRIPTS = 12
_MOST_NODES = 2_000
_MOST_AUTHORS = 12


class PageFacts(NamedTuple):
    """What a page says of itself.

    Attributes:
        title: Of its article, without the site's name; "" for none.
        titles: Everything that names the page: og:title, <title>, each <h1>.
        headline: The first <h1>, "" for none.
        authors: As printed.
        is_article: Whether it calls itself an article.
        is_front: Whether it says that its address is that of the site's front page.
        is_free: False where it says that the text is for subscribers, None if it is silent.
        paid_parts: CSS selectors of what only subscribers get.
        word_count: Of the whole article, 0 if unsaid.
    """

    title: str
    titles: tuple[str, ...]
    headline: str = ""
    authors: tuple[str, ...] = ()
    is_article: bool = False
    is_front: bool = False
    is_free: bool | None = None
    paid_parts: tuple[str, ...] = ()
    word_count: int = 0


def read_facts(page: etree._Element, base_url: str) -> PageFacts:
    """Return what `page` says of itself."""
    nodes = list(islice(_structured(page), _MOST_NODES))
    articles = [node for node in nodes if _is_article_node(node)]
    kind = "".join(page.xpath(_TYPE)[:1]).strip().lower()
    own = [resolve(base_url, str(address)) or "" for address in page.xpath(_CANONICAL)[:2]]
    return PageFacts(
        title=_page_title(page),
        titles=tuple(dict.fromkeys((*_titles(page), *_headings(page)))),
        headline=next(iter(_headings(page)), ""),
        authors=_authors(page, articles),
        is_article=bool(articles) or kind == "article" or bool(page.xpath(_PUBLISHED)),
        is_front=any(map(is_front_address, own)) and not is_front_address(base_url),
        is_free=_is_free(page, articles),
        paid_parts=tuple(islice(_paid_parts(articles), _MOST_SCRIPTS)),
        word_count=max((_number(node.get("wordCount")) for node in articles), default=0),
    )


def is_front_address(url: str) -> bool:
    """Return whether `url` is that of a site's front page, by its path."""
    parts = urlsplit(url)
    return bool(parts.netloc) and not parts.query and bool(_ROOT.fullmatch(parts.path.lower()))


def _page_title(page: etree._Element) -> str:
    """Return the title of the article on `page`, "" if it has none.

    From og:title, <title> and the first <h1>: the site's name is cut off where the page
    tells what it is, where an <h1> shows the title without it, or behind a bar.
    """
    headings = _headings(page)
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


def _headings(page: etree._Element) -> list[str]:
    return [heading for heading in map(_text, page.iter("h1")) if heading]


def _structured(page: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, outer ones first."""
    for script in page.xpath(_STRUCTURED)[:_MOST_SCRIPTS]:
        try:
            waiting = [json.loads(script[:_LONGEST_SCRIPT], strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, dict):
                yield value
                waiting.extend(v for v in value.values() if isinstance(v, dict | list))
            elif isinstance(value, list):
                waiting.extend(value)


def _is_article_node(node: dict[str, Any]) -> bool:
    # Of a list's items only the names are given: they are other pages.
    return _has_type(node, _ARTICLE_TYPE) and ("author" in node or "datePublished" in node)


def _has_type(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and pattern.search(kind) for kind in named)


def _authors(page: etree._Element, articles: list[dict[str, Any]]) -> tuple[str, ...]:
    found = [name for node in articles[:1] for name in _names(node.get("author"))]
    found = found or [str(name) for name in page.xpath(_AUTHOR_META)]
    found = found or [_text(element) for element in page.xpath(_AUTHOR_MARKS)[:_MOST_AUTHORS]]
    names = (_clean(name) for name in found if "://" not in name)
    return tuple(dict.fromkeys(filter(None, names)))[:_MOST_AUTHORS]


def _names(value: Any) -> Iterator[str]:
    for author in value if isinstance(value, list) else [value]:
        name = author.get("name") if isinstance(author, dict) else author
        yield from (n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str))


def _is_free(page: etree._Element, articles: list[dict[str, Any]]) -> bool | None:
    if "locked" in (str(tier).strip().lower() for tier in page.xpath(_TIER)):
        return False
    said = [node["isAccessibleForFree"] for node in articles if "isAccessibleForFree" in node]
    parts = [part for node in articles for part in _parts(node)]
    said = said or [part.get("isAccessibleForFree") for part in parts]
    values = [str(value).rpartition("/")[2].strip().lower() for value in said]
    return False if "false" in values else True if "true" in values else None


def _parts(node: dict[str, Any]) -> list[dict[str, Any]]:
    parts = node.get("hasPart")
    return [part for part in (parts if isinstance(parts, list) else [parts]) if type(part) is dict]


def _paid_parts(articles: list[dict[str, Any]]) -> Iterator[str]:
    for part in (part for node in articles for part in _parts(node)):
        if str(part.get("isAccessibleForFree")).rpartition("/")[2].strip().lower() == "false":
            selectors = part.get("cssSelector")
            named = selectors if isinstance(selectors, list) else [selectors]
            yield from (selector for selector in named if isinstance(selector, str))


def _number(value: object) -> int:
    return (
        int(value) if isinstance(value, int | str) and re.fullmatch(r"\d{1,6}", str(value)) else 0
    )


def _text(element: etree._Element) -> str:
    return _clean("".join(element.itertext()))


def _clean(text: str) -> str:
    text = " ".join(printable(text).split())[:_LONGEST_TITLE]
    return "" if is_blank(text) else text
