"""The title of a web page, without the name of its site."""

import re
from collections.abc import Iterator

from lxml import etree

from desktop.reading.text import letters
from desktop.reading.words import is_blank, printable

_META = (
    "//meta[@property='og:title' or @name='og:title']/@content",
    "//meta[@name='twitter:title' or @property='twitter:title']/@content",
)
_SITE_NAME = (
    "//meta[@property='og:site_name' or @name='og:site_name' or @name='application-name']/@content"
)
_SEPARATOR = re.compile(r"\s+[|\u00bb\u2022\u00b7/]\s+|\s+[-\u2013\u2014:]\s+")
_STRONG_SEPARATOR = re.compile(r"\s+[|\u00bb\u2022\u00b7]\s+")
_LONGEST = 300


def page_title(page: etree._Element) -> str:
    """Return the title of the article on `page`, "" if it has none.

    From og:title, <title> and the first <h1>: the site's name is cut off where the page
    tells what it is, where an <h1> shows the title without it, or behind a bar.
    """
    headings = [_clean("".join(h.itertext())) for h in page.iter("h1")]
    headings = [heading for heading in headings if heading]
    titles = [title for title in map(_clean, _titles(page)) if title]
    if not titles:
        return headings[0] if headings else ""
    site = next(map(letters, map(str, page.xpath(_SITE_NAME))), "")
    title = titles[0]
    for heading in headings:
        if letters(title).startswith(letters(heading)) and len(heading) * 3 > len(title):
            return heading if letters(title) != letters(heading) else title
    return _without_site(title, site)


def _titles(page: etree._Element) -> Iterator[str]:
    for path in _META:
        yield from map(str, page.xpath(path))
    yield from (
        "".join(title.itertext()) for title in page.xpath("/html/head/title|/html/body/title")
    )


def _without_site(title: str, site: str) -> str:
    """Return `title` without a first or last part that is the site's name."""
    for separator in _SEPARATOR.finditer(title):
        head, tail = title[: separator.start()], title[separator.end() :]
        if site and letters(tail) == site:
            return head
        if site and letters(head) == site:
            return tail
    head, *rest = _STRONG_SEPARATOR.split(title)
    return head if rest and len(head) * 2 > len(title) else title


def _clean(text: str) -> str:
    text = " ".join(printable(text).split())[:_LONGEST]
    return "" if is_blank(text) else text
