"""What every kind of feed needs for its items: titles as plain text, and each item once.

The one thing to know: feeds do not agree on whether a title is text or HTML, so the
text itself decides: markup that is closed or cannot be words counts as HTML.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from desktop.core.model import ParsedItem
from desktop.core.text import (
    DIRECTION_OVERRIDES,
    NO_XML,
    PRIVATE_USE,
    unescape,
    without_cdata_marks,
)
from desktop.core.urls import without_tracking

Entry = TypeVar("Entry")

# Twenty times a long article; what is longer is a mistake or an attack on the store.
LONGEST_HTML = 1_000_000
LONGEST_KEY = 2000
MOST_AUTHORS = 64
_LONGEST = 4000
_LOOKED_AT = 9
_LARGEST_FEED = 5000  # the largest feeds met have some hundreds
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# The elements that a headline may hold; other words in angle brackets are words.
_KNOWN = (
    "a|abbr|acronym|address|article|b|bdi|bdo|big|blockquote|body|br|center|cite|code|del|dfn|div|"
    "em|font|h[1-6]|hr|html|i|img|ins|kbd|label|li|mark|nobr|ol|p|pre|q|s|samp|section|small|"
    "span|strike|strong|sub|sup|table|tbody|td|th|time|tr|tt|u|ul|var|wbr"
)
_TAG = re.compile(rf"</?(?:{_KNOWN})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:/p|/div|/li|/h[1-6]|br|hr|p|div|li)(?:[\s/][^<>]*)?>", re.IGNORECASE)
# A closing tag, or one that stands alone, can hardly be meant as words.
_TELLTALE = re.compile(r"</[a-zA-Z][\w-]*\s*>|<(?:br|hr|img|wbr)(?:[\s/][^<>]*)?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)
_CONTROL = re.compile(rf"[{NO_XML}\x7f]")
_UNCLEAN = re.compile(rf"[{NO_XML}\x7f-\x9f]")
_NOT_IN_TITLE = re.compile(f"[{DIRECTION_OVERRIDES}{PRIVATE_USE}]")
# Characters 128-159 are windows-1252 bytes that were numbered as if they were Unicode.
_MISNUMBERED = {byte: str(bytes([byte]), "cp1252", "ignore") or None for byte in range(0x80, 0xA0)}


def title_text(source: str) -> str:
    """Return `source`, which may be text or HTML, as text on one line.

    Entities are decoded once, and again where the result still holds some (feeds often
    escape twice); the tags of a headline go if `source` looks like HTML.
    """
    return plain_title_text(_without_tags(_decoded_once(_without_tags(source[:_LONGEST]))))


def plain_title_text(source: str) -> str:
    """Return `source` on one line, its tags kept and its entities decoded."""
    text = without_cdata_marks(_decoded_once(_decoded_once(source[:_LONGEST])))
    return " ".join(_NOT_IN_TITLE.sub("", clean(text)).split())


def clean(text: str) -> str:
    """Return `text` without characters that cannot be stored or shown."""
    # Removing and translating take far longer than looking whether there is anything to do.
    return _CONTROL.sub("", text).translate(_MISNUMBERED) if _UNCLEAN.search(text) else text


def _without_tags(text: str) -> str:
    if "<" not in text or not _TELLTALE.search(text):
        return text
    return _TAG.sub("", _BREAK.sub(" ", _UNSEEN.sub("", text)))


def _decoded_once(text: str) -> str:
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def newest(entries: Sequence[Entry], published: Callable[[Entry], datetime | None]) -> list[Entry]:
    """Return the newest of `entries` in their order, judged by the dates at either end."""
    if len(entries) <= _LARGEST_FEED:
        return list(entries)
    ends = (entries[:_LOOKED_AT], entries[-_LOOKED_AT:])
    first, last = (sorted(filter(None, map(published, end))) for end in ends)
    is_ascending = bool(first and last) and first[len(first) // 2] < last[len(last) // 2]
    return list(entries[-_LARGEST_FEED:] if is_ascending else entries[:_LARGEST_FEED])


def feed_items(items: Iterable[ParsedItem]) -> tuple[ParsedItem, ...]:
    """Return the first `_LARGEST_FEED` of `items` with a key each, and each key once.

    The key is the publisher's, else the address without tracking, with the title where several
    items have that address, else a hash of title and date, or of all that the item says: never
    empty, and the same for the same item on every machine. Some publishers give one key to
    different articles; the later one then takes the next of these, so that no news is lost. What
    says the same under the same key is left out.
    """
    listed = list(islice(items, _LARGEST_FEED))
    shared = _shared_addresses(listed)
    seen: dict[str, ParsedItem] = {}
    kept: list[ParsedItem] = []
    for item in listed:
        for key in filter(None, _keys(item, shared)):
            if key not in seen:
                kept.append(item._replace(key=key))
            if _said(seen.setdefault(key, item)) == _said(item):
                break
    return tuple(kept)


def _shared_addresses(items: Iterable[ParsedItem]) -> frozenset[str]:
    """Return the addresses by which items without a key cannot be told apart."""
    titles: dict[str, set[str]] = {}
    for item in items:
        if item.url and not item.key:
            titles.setdefault(without_tracking(item.url), set()).add(item.title)
    return frozenset(address for address, found in titles.items() if len(found) > 1)


def _keys(item: ParsedItem, shared: frozenset[str]) -> Iterator[str | None]:
    """Yield what may serve as the key of `item`, the best first; few items need more than one."""
    yield item.key
    address = item.url and without_tracking(item.url)
    if address and address in shared:
        yield item.title and f"{address} {item.title}"
    else:
        yield address
    moment = item.published.isoformat() if item.published else ""
    if item.title and not address:
        yield _hash(item.title, moment)
    yield _hash(item.title, item.summary_html, item.content_html, moment, *item.authors)


def _hash(*parts: str) -> str:
    digest = blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=16)
    return f"hash:{digest.hexdigest()}"


def _said(item: ParsedItem) -> tuple[object, ...]:
    """Return what `item` says, whatever its key and address."""
    texts = (item.title, item.summary_html, item.content_html)
    return (*texts, item.published, item.authors)
