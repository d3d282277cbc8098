"""The bytes of one source to articles: what a refresh computes, in whichever process.

Nothing is fetched or stored here.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from desktop.core.dateline import parse_dateline
from desktop.core.model import Article, FeedBytes, NewArticle, ParsedItem, Source, article_id
from desktop.core.text import first_words, one_line, plain_text, shorten
from desktop.core.urls import resolve, without_tracking
from desktop.feeds.parse import parse_feed
from desktop.storage.incoming import FeedArticles, prepared

SUMMARY_CHARS = 300
TITLE_WORDS = 12
LONGEST_TITLE_CHARS = 500
# Twenty times a long article; what is longer is a mistake or an attack on the store.
LONGEST_CONTENT_CHARS = 1_000_000
# Dates before the web mean that the publisher's program had none ("1 January 1970").
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
EDITION = r"\A(https?://[^#]+)#[0-9]{1,3}\Z"


def read_feed(given: FeedBytes) -> FeedArticles:
    """Return the articles of a feed. Raises NotAFeed."""
    articles, ttl_minutes = _read(given)
    return FeedArticles(articles, ttl_minutes=ttl_minutes)


def read_and_prepare(given: FeedBytes) -> FeedArticles:
    """Return the articles of a feed as the store takes them. Raises NotAFeed."""
    articles, ttl_minutes = _read(given)
    return FeedArticles(prepared=tuple(map(prepared, articles)), ttl_minutes=ttl_minutes)


def _read(given: FeedBytes) -> tuple[tuple[NewArticle, ...], int | None]:
    feed = parse_feed(given.body, given.url, given.content_type, now=given.now)
    items = _with_lasting_keys(feed.items)
    articles = filter(None, (_article(given.source, item, given.now) for item in items))
    return tuple(articles), feed.ttl_minutes


def _with_lasting_keys(items: Sequence[ParsedItem]) -> Iterator[ParsedItem]:
    """Yield items with keys that outlast a new edition, where these are unique."""
    bare = [re.sub(EDITION, r"\1", item.key) for item in items]
    uses = Counter(bare)
    for item, key in zip(items, bare, strict=True):
        yield item._replace(key=key) if key != item.key and uses[key] == 1 else item


def _article(source: Source, item: ParsedItem, now: datetime) -> NewArticle | None:
    """Return the article that an item makes, None for an item without title and text."""
    content_html = (item.content_html or item.summary_html)[:LONGEST_CONTENT_CHARS]
    content = plain_text(content_html)
    summary_html = item.summary_html[:LONGEST_CONTENT_CHARS]
    teaser = content if summary_html == content_html else plain_text(summary_html)
    lead = " ".join((teaser or content).split())
    dateline = parse_dateline(lead)
    story = dateline.rest if dateline else lead
    title = one_line(item.title) or first_words(story, TITLE_WORDS)
    if not title:
        return None
    published = item.published if item.published and item.published >= EARLIEST else None
    article = Article(
        id=article_id(source.id, item.key),
        source_id=source.id,
        source_name=source.name,
        section=source.section,
        title=shorten(title, LONGEST_TITLE_CHARS),
        url=_address(item.url),
        summary=shorten(story, SUMMARY_CHARS),
        places=dateline.places if dateline else (),
        agencies=dateline.agencies if dateline else (),
        published_at=min(published or now, now),
        is_dated=published is not None and not item.is_estimate,
        arrived_at=now,
        image_url=resolve("", item.image_url or ""),
        authors=item.authors,
    )
    return NewArticle(article, content_html, _searchable(title, teaser, content))


def _address(url: str | None) -> str | None:
    whole = resolve("", url or "")
    return without_tracking(whole) if whole else None


def _searchable(title: str, teaser: str, content: str) -> str:
    parts = [title, teaser, content if content != teaser else ""]
    return "\n".join(part for part in parts if part)
