"""RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 and CDF: an XML text to a ParsedFeed.

The one thing to know: the dialects are not told apart. Each field is looked for under
every name that a dialect gives it, the most exact first, because real feeds mix them.
Sources: https://www.rssboard.org/rss-specification, RFC 4287, https://www.rssboard.org/media-rss.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lxml import etree

from desktop.core.dates import parse_date
from desktop.core.image_kinds import is_enclosed_picture
from desktop.core.images import Enclosure, best_enclosure, first_image, photo_address, pixels
from desktop.core.model import ParsedFeed, ParsedItem
from desktop.core.urls import resolve
from desktop.feeds.bases import base_of, names_base, resolve_within, with_base
from desktop.feeds.fields import (
    FieldNames,
    Fields,
    attribute,
    html_of,
    is_base64,
    keep_first,
    split_name,
    text_of,
)
from desktop.feeds.items import (
    LONGEST_HTML,
    LONGEST_KEY,
    clean,
    feed_items,
    newest,
    plain_title_text,
    title_text,
)
from desktop.feeds.lenient_xml import read_tree

_ITEMS = {"item", "entry"}
# Where items stand; an item within an item is what a forgotten end tag leaves behind.
_CONTAINERS = {"rss", "rdf:rdf", "rdf", "feed", "channel", "items", *_ITEMS}
_TITLES = ("title", "dc:title", "media:title", "itunes:title")
_SUMMARIES = ("summary", "description", "abstract", "dc:description", "media:description",
              "itunes:summary", "itunes:subtitle")  # fmt: skip
_CONTENTS = ("content:encoded", "content", "encoded", "xhtml:body", "body", "xhtml:div", "fullitem")
_DATES = (
    "pubdate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created",
    "dcterms:available", "date", "updated", "modified", "dcterms:modified", "lastbuilddate",
)  # fmt: skip
_AUTHORS = ("author", "dc:creator", "dc:author", "creator")
# Where an <image> names its address, as an attribute or in a child element.
_PICTURE_PARTS = ("url", "href", "src", "loc", "img")
_ABOUT = ("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "about")
_ALTERNATE = re.compile(r"(?:.*/)?alternate", re.IGNORECASE)
_MAIL_AND_NAME = re.compile(r"\s*(?:mailto:)?[^\s@()<>]+@[^\s()<>]+\s*\((?P<name>[^()]+)\)\s*")
_NAME_AND_MAIL = re.compile(r"\s*(?P<name>[^<>()@]+?)\s*[<(][^\s@<>()]+@[^\s<>()]+[>)]\s*")
_PERIOD_MINUTES = {
    "hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600,
}  # fmt: skip
_LONGEST_CREDIT = 500
_MOST_PARTS = 20  # of an author or a picture
_LONGEST_TTL_MINUTES = 525_600
# Widths of pictures that come without one: of the article itself, or a mere thumbnail.
_USUAL_PX = 600
_THUMBNAIL_PX = 150
_SHARP_PX = 144  # narrower ones are blurred in the row of a sharp screen


def read_syndication(text: str, url: str) -> ParsedFeed | None:
    """Return the feed whose root element, at `url`, `text` begins with; None if unreadable."""
    root = read_tree(text)
    if root is None:
        return None
    names = FieldNames(root)
    base = base_of(root, url)
    about = _about(root, names, base)
    page = _item_url(about)
    item_base = base if base != url else page or url
    authors = _authors(about) if names.of(root) == "feed" else ()
    elements = newest(
        list(_item_elements(root, names, item_base)),
        lambda found: _published(names.fields(found[0], ""), found[0]),
    )
    items = (
        _item(names.fields(element, base_of(element, around)), element, authors)
        for element, around in elements
    )
    return ParsedFeed(_title(about), feed_items(items), _ttl_minutes(about))


def _about(root: etree._Element, names: FieldNames, base: str) -> Fields:
    """Return what the feed says of itself: a channel's children, or the root's."""
    channel = next((child for child in root if names.of(child) == "channel"), root)
    return names.fields(channel, base_of(channel, base) if channel is not root else base)


def _item_elements(
    root: etree._Element, names: FieldNames, base: str
) -> Iterator[tuple[etree._Element, str]]:
    """Yield each item in the order of the document, with the base address around it."""
    waiting = [(iter([root]), base)]
    while waiting:
        elements, around = waiting[-1]
        element = next(elements, None)
        if element is None:
            waiting.pop()
            continue
        name = names.of(element)
        # Some feeds leave an empty <item/> within each item.
        if name in _ITEMS and (len(element) or names.of(element.getparent()) not in _ITEMS):
            yield element, around
        if name in _CONTAINERS:
            within = base_of(element, around) if element is not root else around
            waiting.append((iter(element), within))


def _item(fields: Fields, element: etree._Element, feed_authors: tuple[str, ...]) -> ParsedItem:
    # RDF ("about") and CDF ("href") put the address on the item itself.
    own_address = attribute(element, *_ABOUT, "href", "HREF")
    url = _item_url(fields) or (resolve(fields.base, own_address) if own_address else None)
    key = fields.text("guid", "id") or attribute(element, *_ABOUT)
    summary_html, content_html = _texts(fields, has_address=url is not None)
    return ParsedItem(
        key=clean((key or fields.text("dc:identifier"))[:LONGEST_KEY]),
        title=_title(fields),
        url=url,
        summary_html=summary_html,
        content_html=content_html,
        published=_published(fields, element),
        authors=_authors(fields) or feed_authors,
        image_url=_image_url(fields, content_html or summary_html, url or fields.base),
    )


def _image_url(fields: Fields, html: str, base: str) -> str | None:
    """Return the best picture beside the text, or the first in it if that one is tiny."""
    enclosed = best_enclosure(_pictures(fields))
    if enclosed is not None and enclosed.width_px >= _SHARP_PX:
        return enclosed.url
    return first_image(html, base) or (enclosed and enclosed.url)


def _title(fields: Fields) -> str:
    """Return the first title as plain text; Atom says itself whether it is text or HTML."""
    for element in fields.all(*_TITLES):
        kind = (element.get("type") or "").lower()
        text = html_of(element) if is_base64(element) else text_of(element)
        title = plain_title_text(text) if kind in {"text", "xhtml"} else title_text(text)
        if title:
            return title
    return ""


def _texts(fields: Fields, *, has_address: bool) -> tuple[str, str]:
    """Return teaser and whole text as HTML; of two teasers the longer is the text.

    Addresses in them are relative to the item's own, unless the feed names a base or the item
    has no address.
    """

    def htmls(elements: list[etree._Element]) -> list[str]:
        found = (_html(element, fields.base, has_address=has_address) for element in elements)
        return [html for html in found if html]

    contents, summaries = htmls(fields.all(*_CONTENTS)), htmls(fields.all(*_SUMMARIES))
    summary = summaries[0] if summaries else ""
    if not contents:
        others = htmls(fields.elements.get("description", [])[1:])
        contents = [html for html in others if html != summary]
    return clean(summary), clean(max(contents, key=len, default=""))


def _html(element: etree._Element, around: str, *, has_address: bool) -> str:
    base = base_of(element, around)
    if len(element):
        keep_first(element)
        resolve_within(element, base)
    is_based = not has_address or names_base(element)
    html = html_of(element)[:LONGEST_HTML]
    return with_base(html, base) if is_based else html


def _item_url(fields: Fields) -> str | None:
    """Return the page that the item or feed stands for: its link, else its key.

    A counting service's link is kept: every other reader opens it, and the origin that
    Feedburner names beside it is not always there. It serves where the link is missing.
    """
    found = (fields.address(element, address) for element, address in _links(fields))
    return next(filter(None, found), None) or _permalink(fields)


def _links(fields: Fields) -> Iterator[tuple[etree._Element, str]]:
    """Yield (element, address) of what may be the item's page, the likeliest first."""
    pages: list[tuple[etree._Element, str]] = []
    others: list[tuple[etree._Element, str]] = []
    for element in reversed(fields.all("link")):
        address = attribute(element, "href")
        if not address:
            pages.append((element, text_of(element)))
        elif _ALTERNATE.fullmatch((attribute(element, "rel") or "alternate").strip()):
            is_page = "html" in (attribute(element, "type") or "html")
            (pages if is_page else others).append((element, address))
    yield from pages
    yield from others
    for element in fields.all("feedburner:origlink"):
        yield element, text_of(element)


def _permalink(fields: Fields) -> str | None:
    """Return the key if it is an address by which the item can be read."""
    for element in fields.all("guid"):
        is_link = attribute(element, "isPermaLink", "ispermalink").strip().lower() != "false"
        if is_link and (url := resolve("", text_of(element))):
            return url
    return resolve("", fields.text("id"))


def _published(fields: Fields, element: etree._Element) -> datetime | None:
    """Return when the item appeared, or was last changed; of a date given twice the last."""
    for name in _DATES:
        for date in reversed(fields.elements.get(name, ())):
            if moment := parse_date(text_of(date)):
                return moment
    return parse_date(attribute(element, "LASTMOD", "lastmod"))


def _authors(fields: Fields) -> tuple[str, ...]:
    """Return each author once; what podcasts say only where nobody else says anything."""
    names = [_author(element) for element in fields.all(*_AUTHORS)]
    if not any(names):
        names = [_author(element) for element in fields.all("itunes:author")]
    return tuple(dict.fromkeys(filter(None, names)))


def _author(element: etree._Element) -> str:
    """Return the name in `element`, its mail address if it holds nothing else."""
    if len(element):
        parts = {split_name(child.tag)[1].lower(): text_of(child) for child in
                 islice(element.iterchildren("*"), _MOST_PARTS)}  # fmt: skip
        return title_text(parts.get("name") or parts.get("email") or text_of(element))
    text = text_of(element)[:_LONGEST_CREDIT]
    named = _MAIL_AND_NAME.fullmatch(text) or _NAME_AND_MAIL.fullmatch(text)
    return title_text(named["name"] if named else text)


def _pictures(fields: Fields) -> Iterator[Enclosure]:
    """Yield every picture that the item's own elements name."""
    for element in fields.all("media:content", "enclosure", "link"):
        if not (address := attribute(element, "url", "href")):
            continue
        said = attribute(element, "type"), element.get("medium", "")
        is_enclosed = (attribute(element, "rel") or "enclosure") == "enclosure"
        if is_enclosed and is_enclosed_picture(address, *said):
            yield from _as_picture(fields, element, address, _USUAL_PX)
    for element in fields.all("media:thumbnail"):
        address = attribute(element, "url") or text_of(element)
        yield from _as_picture(fields, element, address, _THUMBNAIL_PX)
    for element in fields.all("itunes:image", "image"):
        children = islice(element.iterchildren("*"), _MOST_PARTS)
        inner = {split_name(child.tag)[1].lower(): child for child in children}
        named = next((inner[name] for name in _PICTURE_PARTS if name in inner), None)
        text = "" if inner else text_of(element)
        within = "" if named is None else text_of(named) or attribute(named, *_PICTURE_PARTS)
        address = attribute(element, *_PICTURE_PARTS) or within or text
        yield from _as_picture(fields, element, address, _THUMBNAIL_PX)


def _as_picture(
    fields: Fields, element: etree._Element, address: str, usual_px: int
) -> Iterator[Enclosure]:
    sides = {name: element.get(name, "") for name in ("width", "height")}
    url = photo_address("", {"src": fields.address(element, address) or "", **sides})
    if url:
        width = pixels(sides["width"])
        yield Enclosure(url, usual_px if width is None else width)


def _ttl_minutes(fields: Fields) -> int | None:
    """Return how long the feed calls itself fresh, at most a year; None if unsaid."""
    said = _leading_number(fields.text("ttl"))
    if said <= 0:
        period = _PERIOD_MINUTES.get(fields.text("sy:updateperiod").lower(), 0)
        said = period // max(1, _leading_number(fields.text("sy:updatefrequency")))
    return min(said, _LONGEST_TTL_MINUTES) if said > 0 else None


def _leading_number(text: str) -> int:
    """Return the whole number at the start of `text`, 0 if there is none."""
    digits = re.match(r"\d{1,6}(?![\d%])", text)
    return int(digits[0]) if digits else 0
