"""JSON Feed 1 and 1.1 to a ParsedFeed.

The one thing to know: a value of the wrong kind counts as absent, and a text that
breaks off gives the items that are whole. Source: https://www.jsonfeed.org/version/1.1/.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from desktop.core.dates import parse_date
from desktop.core.images import first_image
from desktop.core.model import ParsedFeed, ParsedItem
from desktop.core.text import escape
from desktop.core.urls import resolve
from desktop.feeds.items import LARGEST_FEED, clean, deduplicated_items, plain_title_text

_ITEMS_START = re.compile(r"\"items\"\s*:\s*\[")
_BETWEEN = re.compile(r"[\s,]*")


def read_json_feed(text: str, url: str) -> ParsedFeed | None:
    """Return the feed in `text`, None if it is JSON of another kind or none at all."""
    try:
        feed = json.loads(text)
    # A number of thousands of digits is a ValueError, nesting of thousands a RecursionError.
    except (ValueError, RecursionError):
        feed = _broken_off(text)
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if "jsonfeed.org" not in _text(feed, "version") and "version" in feed:
        return None
    base = resolve(url, _text(feed, "home_page_url")) or url
    authors = _authors(feed)
    items = (
        _item(item, base, authors)
        for item in islice(feed["items"], LARGEST_FEED)
        if isinstance(item, dict)
    )
    return ParsedFeed(
        title=plain_title_text(_text(feed, "title")), items=tuple(deduplicated_items(items))
    )


def _item(item: dict[str, Any], base: str, feed_authors: tuple[str, ...]) -> ParsedItem:
    url = resolve(base, _text(item, "url")) or resolve(base, _text(item, "external_url"))
    # A paragraph per line: the text has no markup of its own.
    as_text = escape(_text(item, "content_text"), quote=False).replace("\n", "<br>")
    content_html = clean(_text(item, "content_html") or as_text)
    summary_html = clean(escape(_text(item, "summary"), quote=False))
    published = parse_date(_text(item, "date_published")) or parse_date(
        _text(item, "date_modified")
    )
    image_url = resolve(base, _text(item, "image")) or resolve(base, _text(item, "banner_image"))
    return ParsedItem(
        key=clean(_text(item, "id")),
        title=plain_title_text(_text(item, "title")),
        url=url,
        summary_html=summary_html,
        content_html=content_html,
        published=published,
        authors=_authors(item) or feed_authors,
        image_url=image_url or first_image(content_html, url or base),
    )


def _text(values: dict[str, Any], name: str) -> str:
    """Return the text or number called `name`, "" for anything else."""
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value.strip() if isinstance(value, str) else repr(value)


def _authors(values: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of `authors` (1.1) and `author` (1)."""
    several = values.get("authors")
    people = several if isinstance(several, list) else []
    people = [person for person in [*people, values.get("author")] if isinstance(person, dict)]
    names = (plain_title_text(_text(person, "name")) for person in people)
    return tuple(dict.fromkeys(name for name in names if name))


def _broken_off(text: str) -> dict[str, Any] | None:
    """Return the whole items of a feed that breaks off, None if there are none."""
    start = _ITEMS_START.search(text)
    if "jsonfeed.org" not in text or not start:
        return None
    # Everything before the items, closed: the title and the other facts about the feed.
    head = text[: start.start()].rstrip().rstrip(",") + "}"
    try:
        feed = json.loads(head, strict=False)
    except (ValueError, RecursionError):
        feed = {}
    return {**feed, "items": list(_whole_items(text, start.end()))}


def _whole_items(text: str, place: int) -> Iterator[object]:
    decoder = json.JSONDecoder(strict=False)
    while match := _BETWEEN.match(text, place):
        try:
            item, place = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            return
        yield item
