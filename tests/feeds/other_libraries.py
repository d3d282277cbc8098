"""What feed libraries make of a case, as a ParsedFeed, to compare ours with.

feedparser is needed by the tests, the others only by `tests/benchmarks/feed_libraries.py`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from desktop.core.dates import parse_date
from desktop.core.errors import NotAFeed
from desktop.core.model import ParsedFeed, ParsedItem
from desktop.feeds.parse import parse_feed
from tests.feeds.corpus_cases import Case

Reader = Callable[[Case], ParsedFeed | None]


def ours(case: Case) -> ParsedFeed | None:
    """Return what this program reads, None where it finds no feed."""
    try:
        return parse_feed(case.body, case.url, case.content_type)
    except NotAFeed:
        return None


def feedparser_reader() -> Reader:
    """Return feedparser, spared the work that this program does elsewhere."""
    import feedparser

    def read(case: Case) -> ParsedFeed:
        headers = {"content-location": case.url}
        if case.content_type:
            headers["content-type"] = case.content_type
        result = feedparser.parse(
            case.body,
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        return _from_entries(result.feed, result.entries)

    return read


def feedparser_rs_reader() -> Reader:
    """Return feedparser-rs, which answers in feedparser's form."""
    import feedparser_rs

    def read(case: Case) -> ParsedFeed:
        result = feedparser_rs.parse(case.body)
        return _from_entries(result.feed, result.entries)

    return read


def fastfeedparser_reader() -> Reader:
    """Return fastfeedparser, which refuses what it cannot read."""
    import fastfeedparser

    def read(case: Case) -> ParsedFeed | None:
        try:
            result = fastfeedparser.parse(case.body)
        except Exception:  # noqa: BLE001 - it raises whatever befalls it
            return None
        return _from_entries(result.get("feed", {}), result.get("entries", []))

    return read


def with_fallback(first: Reader, second: Reader) -> Reader:
    """Return `first`, with `second` behind it where the first finds nothing or a wrong number."""

    def read(case: Case) -> ParsedFeed | None:
        feed = first(case)
        starts = max(case.body.count(b"<item>") + case.body.count(b"<item "),
                     case.body.count(b"<entry>") + case.body.count(b"<entry "))  # fmt: skip
        return feed if feed and feed.items and len(feed.items) == starts else second(case)

    return read


def _from_entries(feed: Any, entries: Any) -> ParsedFeed:
    return ParsedFeed(
        title=_value(feed, "title"), items=tuple(_from_entry(entry) for entry in entries)
    )


def _from_entry(entry: Any) -> ParsedItem:
    contents = _get(entry, "content") or [{}]
    url = _value(entry, "link")
    return ParsedItem(
        key=_value(entry, "id") or url,
        title=_value(entry, "title"),
        url=url if url.startswith(("http://", "https://")) else None,
        summary_html=_value(entry, "summary") or _value(entry, "description"),
        content_html=_value(contents[0], "value"),
        published=_moment(entry),
    )


def _moment(entry: Any) -> datetime | None:
    for name in ("published", "updated", "created"):
        parsed = _get(entry, f"{name}_parsed")
        if parsed:
            return datetime(*tuple(parsed)[:6], tzinfo=UTC)
        if not hasattr(entry, "published_parsed") and (text := _get(entry, name)):
            return parse_date(str(text))
    return None


def _get(mapping: Any, name: str) -> Any:
    """Return an entry's value whether it comes as a mapping or as an object."""
    if hasattr(mapping, "get"):
        return mapping.get(name)
    return getattr(mapping, name, None)


def _value(mapping: Any, name: str) -> str:
    return str(_get(mapping, name) or "")
