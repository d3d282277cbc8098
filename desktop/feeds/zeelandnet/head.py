"""What a page says about itself for machines: its head, its linked data, its address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from desktop.core.text import fold, one_line, plain_text, without_site
from desktop.core.urls import display_host, resolve
from desktop.reading.markup_limits import mend_tags

_MOST_CHARACTERS: Final = 2_000_000
_FEED_TYPES: Final = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_ARTICLE_TYPES: Final = frozenset({"newsarticle", "article", "reportagenewsarticle", "blogposting"})
_LONGEST_LINKED_DATA: Final = 300_000
_LONGEST_TITLE: Final = 500
_NO_SLUG: Final = re.compile(r"[^a-z0-9\s-]")
_BLANKS: Final = re.compile(r"[\s-]+")
# Sites append this to the address of a second article with the same title.
_SLUG_SUFFIX: Final = re.compile(r"-(?:anp)?\d{6,}$")


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself."""

    titles: tuple[str, ...]  # of its article, the most trusted first; none may be right
    slugs: frozenset[str]  # the last parts of its own addresses
    image_url: str | None  # the leading picture, absolute
    text: tuple[str, ...]  # the article's paragraphs from linked data


def parse_html(html: str) -> etree._Element | None:
    """Return the root of `html`, cut at `_MOST_CHARACTERS`; None if nothing can be read."""
    text = mend_tags(html[:_MOST_CHARACTERS].replace("\0", ""))
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and isinstance(root.tag, str) else None


def slug(text: str) -> str:
    """Return `text` as the site writes it in an address: "regio's groter" is "regios-groter"."""
    return _BLANKS.sub("-", _NO_SLUG.sub("", fold(text))).strip("-")


def slug_of(url: str) -> str:
    """Return the slug at the end of `url`, without the suffix of a repeated title."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    last = unquote(path.rstrip("/").rpartition("/")[2]).lower()
    return _SLUG_SUFFIX.sub("", last.removesuffix(".html"))


def read_head(root: etree._Element, url: str) -> Head:
    """Return what the page at `url` says about itself."""
    meta = _meta(root)
    data = next(filter(_is_article, _linked_data(root)), {})
    page_title = root.xpath("string((//title)[1])")
    names = [data.get("headline"), meta.get("og:title"), meta.get("twitter:title"), page_title]
    said = [one_line(plain_text(name))[:_LONGEST_TITLE] for name in names if isinstance(name, str)]
    host = display_host(url)
    site = {fold(meta.get("og:site_name", "")), host, *host.split(".")[:-1]}

    def is_site(name: str) -> bool:
        return fold(name) in site or fold(name).startswith("zeelandnet")

    titles = [without_site(title, is_site) for title in said if title and not is_site(title)]
    canonical = (
        link.get("href") or ""
        for link in root.iter("link")
        if (link.get("rel") or "").lower() == "canonical"
    )
    slugs = map(slug_of, (url, meta.get("og:url", ""), *canonical))
    image = _image(data.get("image")) or meta.get("og:image") or meta.get("twitter:image") or ""
    text = data.get("articleBody")
    return Head(
        titles=tuple(dict.fromkeys(titles)),
        slugs=frozenset(filter(None, slugs)),
        image_url=resolve(url, image),
        text=tuple(plain_text(text).splitlines()) if isinstance(text, str) else (),
    )


def alternate_feed(html: str, url: str) -> str | None:
    """Return the feed that `html` names in `<link rel="alternate">`, absolute; None if none."""
    root = parse_html(html)
    for link in () if root is None else root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        is_feed = kind in _FEED_TYPES and "alternate" in (link.get("rel") or "").lower().split()
        address = resolve(_base(root, url), link.get("href") or "") if is_feed else None
        if address is not None:
            return address
    return None


def _base(root: etree._Element, url: str) -> str:
    base = next((element.get("href") for element in root.iter("base")), None)
    return (resolve(url, base) if base else None) or url


def _meta(root: etree._Element) -> dict[str, str]:
    """Return the first content of each name or property."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            meta.setdefault(name, content)
    return meta


def _linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the things that the page's linked data describes: one, a list, or a graph."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            try:
                data = json.loads((script.text or "")[:_LONGEST_LINKED_DATA], strict=False)
            except (ValueError, RecursionError):
                continue
            graph = data.get("@graph") if isinstance(data, dict) else data
            things = [data, *graph] if isinstance(graph, list) else [data]
            yield from (thing for thing in things if isinstance(thing, dict))


def _is_article(thing: dict[str, Any]) -> bool:
    said = thing.get("@type")
    kinds = said if isinstance(said, list) else [said]
    return any(str(kind).lower() in _ARTICLE_TYPES for kind in kinds)


def _image(image: Any) -> str | None:
    """Return the address of a linked-data picture: a string, an object or a list of them."""
    if isinstance(image, list):
        image = image[0] if image else None
    if isinstance(image, dict):
        image = image.get("url") or image.get("contentUrl")
    return image if isinstance(image, str) else None
