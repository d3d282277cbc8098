"""The bytes of a source, whatever they are, to a ParsedFeed; JSON Feeds are read here.

The one thing to know: the bytes alone decide what they are (servers announce feeds as
anything), and nothing but `NotAFeed` is ever raised.
"""

import json
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from desktop.core.charset import decode
from desktop.core.dates import parse_date
from desktop.core.errors import FeedReason, NotAFeed
from desktop.core.image_kinds import is_enclosed_picture
from desktop.core.images import first_image, photo_address
from desktop.core.model import ParsedFeed, ParsedItem
from desktop.core.text import escape
from desktop.core.urls import resolve
from desktop.feeds import zeelandnet
from desktop.feeds.bases import with_base
from desktop.feeds.items import (
    LONGEST_HTML,
    LONGEST_KEY,
    MOST_AUTHORS,
    clean,
    feed_items,
    newest,
    plain_title_text,
)
from desktop.feeds.lenient_xml import root_start
from desktop.feeds.syndication import read_syndication

_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|a|table|h[1-6])[\s>/]",
    re.IGNORECASE,
)
_MOST_MEMBERS = 100
_GZIP_MARK = b"\x1f\x8b\x08"
# As of a feed that a server compresses, see `desktop.net.fetch`.
_LARGEST_BYTES = 15_000_000
# ZeelandNet's pages have some 100,000 characters; each says early on that it is one.
_LONGEST_PAGE = 2_000_000
_LONGEST_PAGE_START = 200_000
# The reader of JSON holds the interpreter, and with it the window, until it is done: a longer feed
# is read item by item. One of more values than this is none.
_LONGEST_AT_ONCE = 500_000
_MOST_VALUES = 500_000
_MOST_ITEMS = 20_000
_MOST_ATTACHMENTS = 64
_ITEMS_START = re.compile(r"\"items\"\s*:\s*\[")
_BETWEEN = re.compile(r"[\s,]*")


def parse_feed(
    body: bytes, url: str, content_type: str | None, now: datetime | None = None
) -> ParsedFeed:
    """Return the list of news in `body`, which came from `url`.

    Reads RSS, RDF, Atom, CDF, JSON Feed and ZeelandNet's section pages. `content_type` is
    only asked for its charset. `now` is what the ages on a section page are counted from,
    the present by default. Of bytes that break off, the items that are whole are given.

    Raises:
        NotAFeed: `EMPTY`; `WEB_PAGE`, with the feed that the page names; or `DAMAGED`.
    """
    text = decode(_unpacked(body), content_type).strip()
    if not text:
        raise NotAFeed(url, FeedReason.EMPTY)
    start = root_start(text)
    if start is not None:
        feed = read_syndication(text[start:], url)
    elif text[0] in "{[":
        feed = read_json_feed(text, url)
    elif _PAGE.search(text, 0, _LONGEST_PAGE_START):
        return _read_page(text, url, now or datetime.now(UTC))
    else:
        feed = None
    if feed is None:
        raise NotAFeed(url, FeedReason.DAMAGED, detail=f"{len(body)} bytes, {text[:20]!r}")
    return feed


def _unpacked(body: bytes) -> bytes:
    """Return what a file compressed with gzip holds, as far as it is whole; else `body`."""
    whole, rest = b"", body
    for _ in range(_MOST_MEMBERS):
        if not rest.startswith(_GZIP_MARK) or len(whole) >= _LARGEST_BYTES:
            break
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            whole += member.decompress(rest, _LARGEST_BYTES - len(whole))
        except zlib.error:
            break
        rest = member.unused_data
    return whole or body


def _read_page(html: str, url: str, now: datetime) -> ParsedFeed:
    html = html[:_LONGEST_PAGE]
    if section := zeelandnet.read_section_page(html, url, now):
        return section
    raise NotAFeed(url, FeedReason.WEB_PAGE, feed_url=zeelandnet.alternate_feed(html, url))


def read_json_feed(text: str, url: str) -> ParsedFeed | None:
    """Return the JSON Feed (1 or 1.1) in `text`, None if it is other JSON or none at all.

    A value of the wrong kind counts as absent, and a text that breaks off gives the items that
    are whole. Source: https://www.jsonfeed.org/version/1.1/.
    """
    if sum(map(text.count, '{[,"')) > _MOST_VALUES:
        return None
    feed = _loaded(text) if len(text) <= _LONGEST_AT_ONCE else None
    feed = _by_items(text) if feed is None else feed
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if "jsonfeed.org" not in _text(feed, "version") and "version" in feed:
        return None
    base = resolve(url, _text(feed, "home_page_url")) or url
    authors = _authors(feed)
    known = newest([item for item in feed["items"] if isinstance(item, dict)], _published)
    items = (_item(item, base, authors) for item in known)
    return ParsedFeed(plain_title_text(_text(feed, "title")), feed_items(items))


def _item(item: dict[str, Any], base: str, feed_authors: tuple[str, ...]) -> ParsedItem:
    url = resolve(base, _text(item, "url")) or resolve(base, _text(item, "external_url"))
    # A paragraph per line: the text has no markup of its own.
    as_text = escape(_text(item, "content_text"), quote=False).replace("\n", "<br>")
    content_html = clean((_text(item, "content_html") or as_text)[:LONGEST_HTML])
    summary_html = clean(escape(_text(item, "summary")[:LONGEST_HTML], quote=False))
    if url is None:
        content_html = with_base(content_html, base)
    return ParsedItem(
        key=clean(_text(item, "id")[:LONGEST_KEY]),
        title=plain_title_text(_text(item, "title")),
        url=url,
        summary_html=summary_html,
        content_html=content_html,
        published=_published(item),
        authors=_authors(item) or feed_authors,
        image_url=_picture(item, base) or first_image(content_html, url or base),
    )


def _published(item: dict[str, Any]) -> datetime | None:
    dates = map(parse_date, (_text(item, "date_published"), _text(item, "date_modified")))
    return next(filter(None, dates), None)


def _picture(item: dict[str, Any], base: str) -> str:
    """Return the picture that an item names beside its text, "" for none."""
    attached = item.get("attachments")
    addresses = [_text(item, "image"), _text(item, "banner_image")]
    for one in attached[:_MOST_ATTACHMENTS] if isinstance(attached, list) else ():
        address = _text(one, "url") if isinstance(one, dict) else ""
        if address and is_enclosed_picture(address, _text(one, "mime_type"), ""):
            addresses.append(address)
    return next(filter(None, (photo_address(base, {"src": one}) for one in addresses)), "")


def _text(values: dict[str, Any], name: str) -> str:
    """Return the text or number called `name`, "" for anything else."""
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value.strip() if isinstance(value, str) else repr(value)


def _authors(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of `authors` (1.1) and `author` (1)."""
    several = values.get("authors")
    people = several[:MOST_AUTHORS] if isinstance(several, list) else []
    people = [person for person in [*people, values.get("author")] if isinstance(person, dict)]
    names = (plain_title_text(_text(person, "name")) for person in people)
    return tuple(dict.fromkeys(name for name in names if name))


def _loaded(text: str) -> Any:
    """Return the value that `text` is in JSON, None if it is not."""
    try:
        return json.loads(text, strict=False)
    # A number of thousands of digits is a ValueError, nesting of thousands a RecursionError.
    except (ValueError, RecursionError):
        return None


def _by_items(text: str) -> dict[str, Any] | None:
    """Return the whole items of a feed that is long or breaks off, None if there are none."""
    start = _ITEMS_START.search(text)
    if "jsonfeed.org" not in text or not start:
        return None
    found = list(islice(_whole_items(text, start.end()), _MOST_ITEMS))
    items, end = [item for item, _ in found], found[-1][1] if found else start.end()
    # Everything around the items, closed: the title and the other facts about the feed.
    before = text[: start.start()].rstrip().rstrip(",") + "}"
    behind = "{" + text[end:].lstrip().removeprefix("]").lstrip().removeprefix(",")
    return {**(_loaded(behind) or {}), **(_loaded(before) or {}), "items": items}


def _whole_items(text: str, place: int) -> Iterator[tuple[object, int]]:
    """Yield each item from `place` on, and where it ends."""
    decoder = json.JSONDecoder(strict=False)
    while match := _BETWEEN.match(text, place):
        try:
            item, place = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            return
        yield item, place
