"""One refresh of one source: ask, read, and make articles of what is there.

Nothing is stored here; the result says what to store. A failure is raised, and
`failed_state` says how the source stands after it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b

from desktop.core.dateline import parse_dateline
from desktop.core.errors import FeedReason, FetchFailed, FetchReason, NotAFeed
from desktop.core.model import (
    Article,
    FeedUpdate,
    NewArticle,
    ParsedItem,
    Source,
    SourceState,
    article_id,
)
from desktop.core.schedule import next_check, validators
from desktop.core.text import first_words, one_line, plain_text, shorten
from desktop.core.urls import resolve, without_tracking
from desktop.net.fetch import Fetcher, Kind, NotModified, Request, Response

SUMMARY_CHARS = 300
TITLE_WORDS = 12
LONGEST_TITLE_CHARS = 500
# Twenty times a long article; what is longer is a mistake or an attack on the store.
LONGEST_CONTENT_CHARS = 1_000_000
# Dates before the web mean that the publisher's program had none ("1 January 1970").
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
DEFAULT_BASE_MINUTES = 15
EDITION = r"\A(https?://[^#]+)#[0-9]{1,3}\Z"


def update_feed(
    source: Source,
    state: SourceState,
    fetcher: Fetcher,
    now: datetime,
    *,
    base_minutes: float = DEFAULT_BASE_MINUTES,
    jitter: float = 0.0,
    cpu_lock: AbstractContextManager[object] | None = None,
    is_brief: bool = False,
) -> FeedUpdate:
    """Return what a source has now, and its new state.

    `base_minutes` and `jitter` (-1 to 1) are those of `desktop.core.schedule.next_check`.
    `cpu_lock` is held while reading what was fetched, None where nobody else computes.
    `is_brief` is that of `desktop.net.fetch.Request`. Raises FetchFailed and NotAFeed.
    """
    etag, last_modified = validators(state, now)
    answer = fetcher.fetch(Request(source.url, Kind.FEED, etag, last_modified, is_brief=is_brief))
    lock = cpu_lock or nullcontext()
    ttl_minutes = None
    if isinstance(answer, NotModified):
        # The pair keeps its age: a server that says 304 for ever is asked in full some day.
        state = state._replace(etag=answer.etag, last_modified=answer.last_modified)
        update = FeedUpdate(source, state, is_changed=False)
    else:
        try:
            update, ttl_minutes = _read(source, state, answer, now, lock)
        except NotAFeed as page:
            answer = _named_feed(page, fetcher)
            update, ttl_minutes = _read(source, state, answer, now, lock)
    moment = next_check(
        now,
        base_minutes=base_minutes,
        ttl_minutes=ttl_minutes,
        fresh_for_s=answer.fresh_for_s,
        jitter=jitter,
    )
    checked = update.state._replace(
        checked_at=now, asked_at=now, next_check_at=moment, failures=0, reason=None, status=None
    )
    return update._replace(state=checked)


def failed_state(
    state: SourceState, error: Exception, now: datetime, base_minutes: float = DEFAULT_BASE_MINUTES
) -> SourceState:
    """Return how a source stands after `error`.

    Having no network is not the source's failure: it is not counted, and the source
    stays due.
    """
    if isinstance(error, FetchFailed) and error.reason is FetchReason.OFFLINE:
        return state._replace(reason=error.reason, status=None)
    failures = state.failures + 1
    moment = next_check(
        now,
        base_minutes=base_minutes,
        retry_after_s=error.retry_after_s if isinstance(error, FetchFailed) else None,
        failures=failures,
    )
    return state._replace(
        failures=failures,
        reason=error.reason if isinstance(error, FetchFailed | NotAFeed) else FeedReason.BUG,
        status=error.status if isinstance(error, FetchFailed) else None,
        next_check_at=moment,
        asked_at=now,
    )


def _named_feed(page: NotAFeed, fetcher: Fetcher) -> Response:
    """Return the feed that a page names, without validators: they would be sent to the page."""
    if page.feed_url is None:
        raise page
    found = fetcher.fetch(Request(page.feed_url, Kind.FEED, is_found=True))
    if isinstance(found, NotModified):
        raise NotAFeed(page.feed_url, FeedReason.EMPTY) from page
    return replace(found, etag=None, last_modified=None)


def _read(
    source: Source,
    state: SourceState,
    answer: Response,
    now: datetime,
    lock: AbstractContextManager[object],
) -> tuple[FeedUpdate, int | None]:
    """Return what a feed holds, nothing if it is the one of before, and how long it says to wait.

    That is in minutes, None if it does not say.
    """
    has_any = answer.etag or answer.last_modified
    read = state._replace(
        etag=answer.etag,
        last_modified=answer.last_modified,
        validators_at=now if has_any else None,
        body_hash=blake2b(answer.body, digest_size=16).hexdigest(),
    )
    if read.body_hash == state.body_hash:
        return FeedUpdate(source, read, is_changed=False), None
    # feeds brings lxml, which the first window does without.
    from desktop.feeds.parse import parse_feed

    with lock:
        feed = parse_feed(answer.body, answer.url, answer.content_type, now=now)
        items = _with_lasting_keys(feed.items)
        articles = tuple(filter(None, (_article(source, item, now) for item in items)))
    return FeedUpdate(source, read._replace(changed_at=now), articles), feed.ttl_minutes


def _with_lasting_keys(items: Sequence[ParsedItem]) -> Iterator[ParsedItem]:
    """Yield items with keys that outlast a new edition, which some publishers count behind "#".

    Where several keys of a feed differ by that alone they name places of one page, and stay.
    """
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
