"""What a page says of itself: titles, authors, whether it is an article, and whether it is free.

Read from its <meta> elements and its structured data (JSON-LD of schema.org), both bounded.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from lxml import etree

from desktop.core.text import comparison_key, without_site
from desktop.core.urls import resolve
from desktop.reading.line_breaking import is_blank, printable

# In the order of trust; a page gives them as `property` or as `name`.
_TITLE_NAMES = ("og:title", "twitter:title")
_SITE_NAMES = ("og:site_name", "application-name")
_AUTHOR_NAMES = ("author", "article:author", "dc.creator", "parsely-author")
_AUTHOR_MARKS = "//*[@itemprop='author' or @rel='author']"
_CANONICAL = "//link[@rel='canonical']/@href"
_STRUCTURED = "//script[contains(@type, 'ld+json')]/text()"
_STRONG_SEPARATOR = re.compile(r"\s+[|\u00bb\u2022\u00b7]\s+")
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Review)$")
_ROOT = re.compile(r"/?(?:(?:[a-z]{2}|home|index\.\w+|startpagina|voorpagina)/?)?$")
_LONGEST_TITLE = 300
_LONGEST_SCRIPT = 400_000
_MOST_SCRIPTS = 12
_MOST_NODES = 2_000
_MOST_AUTHORS = 12


# The contents of a page's <meta> elements by name, in small letters.
Metas: TypeAlias = dict[str, list[str]]


class PageFacts(NamedTuple):
    """What a page says of itself."""

    title: str  # of its article, without the site's name; "" for none
    titles: tuple[str, ...]  # everything that names the page: og:title, <title>, each <h1>
    headline: str = ""
    authors: tuple[str, ...] = ()
    is_article: bool = False
    is_front: bool = False  # whether it says that its address is that of the site's front page
    # False where it says that the text is for subscribers, None if it is silent.
    is_free: bool | None = None
    paid_parts: tuple[str, ...] = ()  # CSS selectors of what only subscribers get
    word_count: int = 0  # of the whole article, 0 if unsaid


def read_facts(page: etree._Element, base_url: str) -> PageFacts:
    """Return what `page` says of itself."""
    metas = _metas(page)
    nodes = list(islice(_structured(page), _MOST_NODES))
    articles = [node for node in nodes if _is_article_node(node)]
    titles = list(_titles(page, metas))
    headings = list(filter(None, map(_text, page.iter("h1"))))
    kind = "".join(metas.get("og:type", ())[:1]).strip().lower()
    own = [str(address) for address in page.xpath(_CANONICAL)[:1]] + metas.get("og:url", [])[:1]
    addresses = [resolve(base_url, address) or "" for address in own]
    is_article = bool(articles) or kind == "article" or "article:published_time" in metas
    return PageFacts(
        title=_page_title(titles, headings, metas),
        titles=tuple(dict.fromkeys((*titles, *headings))),
        headline=next(iter(headings), ""),
        authors=_authors(page, metas, articles),
        is_article=is_article,
        is_front=any(map(is_front_address, addresses)) and not is_front_address(base_url),
        is_free=_is_free(metas, articles),
        paid_parts=tuple(islice(_paid_parts(articles), _MOST_SCRIPTS)),
        word_count=max((_number(node.get("wordCount")) for node in articles), default=0),
    )


def _metas(page: etree._Element) -> Metas:
    metas: Metas = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name")
        if name and meta.get("content"):
            metas.setdefault(name.strip().lower(), []).append(meta.get("content"))
    return metas


def is_front_address(url: str) -> bool:
    """Return whether `url` is that of a site's front page, by its path."""
    parts = urlsplit(url)
    return bool(parts.netloc) and not parts.query and bool(_ROOT.fullmatch(parts.path.lower()))


def _page_title(titles: list[str], headings: list[str], metas: Metas) -> str:
    """Return the title of og:title, <title> or <h1>, without the site's name; "" for none."""
    title = next(iter(titles), "")
    if not title:
        return headings[0] if headings else ""
    key = comparison_key(title)
    for heading in headings:
        if key.startswith(comparison_key(heading)) and len(heading) * 3 > len(title):
            return title if key == comparison_key(heading) else heading
    site = next((comparison_key(name) for key in _SITE_NAMES for name in metas.get(key, ())), "")
    named = without_site(title, lambda part: comparison_key(part) == site != "")
    head, *rest = _STRONG_SEPARATOR.split(title)
    # Behind a bar stands the site's name, also where the page does not tell it.
    return head if named == title and rest and len(head) * 2 > len(title) else named


def _titles(page: etree._Element, metas: Metas) -> Iterator[str]:
    for name in _TITLE_NAMES:
        yield from filter(None, map(_clean, metas.get(name, ())))
    yield from filter(None, map(_text, page.xpath("/html/head/title|/html/body/title")))


def _structured(page: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, outer ones first."""
    for script in page.xpath(_STRUCTURED)[:_MOST_SCRIPTS]:
        try:
            waiting = deque[Any]([[json.loads(script[:_LONGEST_SCRIPT], strict=False)]])
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.popleft()
            if isinstance(value, dict):
                yield value
            inner = value.values() if isinstance(value, dict) else value
            waiting.extend(v for v in inner if isinstance(v, dict | list))


def _is_article_node(node: dict[str, Any]) -> bool:
    kinds = (kind for kind in _listed(node.get("@type")) if isinstance(kind, str))
    # Of a list's items only the names are given: they are other pages.
    is_whole = "author" in node or "datePublished" in node
    return is_whole and any(map(_ARTICLE_TYPE.search, kinds))


def _authors(page: etree._Element, metas: Metas, articles: list[dict[str, Any]]) -> tuple[str, ...]:
    found = [name for node in articles[:1] for name in _names(node.get("author"))]
    found = found or [name for key in _AUTHOR_NAMES for name in metas.get(key, ())]
    found = found or [_text(element) for element in page.xpath(_AUTHOR_MARKS)[:_MOST_AUTHORS]]
    names = (_clean(name) for name in found if "://" not in name)
    return tuple(dict.fromkeys(filter(None, names)))[:_MOST_AUTHORS]


def _names(value: Any) -> Iterator[str]:
    for author in _listed(value):
        name = author.get("name") if isinstance(author, dict) else author
        yield from (n for n in _listed(name) if isinstance(n, str))


def _is_free(metas: Metas, articles: list[dict[str, Any]]) -> bool | None:
    if "locked" in (tier.strip().lower() for tier in metas.get("article:content_tier", ())):
        return False
    said = [_free(node) for node in articles if "isAccessibleForFree" in node]
    said = said or [_free(part) for part in _parts(articles)]
    return False if "false" in said else True if "true" in said else None


def _parts(articles: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in (part for node in articles for part in _listed(node.get("hasPart"))):
        if isinstance(part, dict):
            yield part


def _free(part: dict[str, Any]) -> str:
    """Return "true" or "false" for what anybody or only a subscriber may read."""
    return str(part.get("isAccessibleForFree")).rpartition("/")[2].strip().lower()


def _paid_parts(articles: list[dict[str, Any]]) -> Iterator[str]:
    for part in _parts(articles):
        if _free(part) == "false":
            selectors = _listed(part.get("cssSelector"))
            yield from (selector for selector in selectors if isinstance(selector, str))


def _listed(value: Any) -> list[Any]:
    """Return what JSON-LD gives for a property, of which there may be one or several."""
    return value if isinstance(value, list) else [value]


def _number(value: object) -> int:
    return (
        int(value) if isinstance(value, int | str) and re.fullmatch(r"\d{1,6}", str(value)) else 0
    )


def _text(element: etree._Element) -> str:
    return _clean("".join(element.itertext()))


def _clean(text: str) -> str:
    text = " ".join(printable(text).split())[:_LONGEST_TITLE]
    return "" if is_blank(text) else text
