"""One refresh of one source: ask, read, and make articles of what is there.

Nothing is stored here; the result says what to store. A failure is raised, and
`failed_state` says how the source stands after it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from desktop.core.errors import FeedReason, FetchFailed, FetchReason, NotAFeed
from desktop.core.model import FeedBytes, Source, SourceState
from desktop.core.schedule import next_check, validators, was_clock_wrong
from desktop.net.fetch import Fetcher, Kind, NotModified, Request, Response
from desktop.storage.incoming import FeedArticles, FeedUpdate

Read = Callable[[FeedBytes], FeedArticles]

DEFAULT_BASE_MINUTES = 15


def update_feed(
    source: Source,
    state: SourceState,
    fetcher: Fetcher,
    now: datetime,
    *,
    base_minutes: float = DEFAULT_BASE_MINUTES,
    jitter: float = 0.0,
    read: Read | None = None,
    is_brief: bool = False,
) -> FeedUpdate:
    """Return what a source has now, and its new state.

    `base_minutes` and `jitter` (-1 to 1) are those of `desktop.core.schedule.next_check`.
    `read` does what `desktop.services.read_feed` does, perhaps elsewhere; None for that itself.
    `is_brief` is that of `desktop.net.fetch.Request`. Raises FetchFailed and NotAFeed.
    """
    etag, last_modified = validators(state, now)
    answer = fetcher.fetch(Request(source.url, Kind.FEED, etag, last_modified, is_brief=is_brief))
    read = read or _read_here
    ttl_minutes = None
    if isinstance(answer, NotModified):
        # The pair keeps its age: a server that says 304 for ever is asked in full some day.
        state = state._replace(etag=answer.etag, last_modified=answer.last_modified)
        update = FeedUpdate(source, state, is_changed=False)
    else:
        try:
            update, ttl_minutes = _read(source, state, answer, now, read)
        except NotAFeed as page:
            answer = _named_feed(page, fetcher)
            update, ttl_minutes = _read(source, state, answer, now, read)
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
    """Return how a source stands after `error`; having no network is not counted as its failure."""
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
    read: Read,
) -> tuple[FeedUpdate, int | None]:
    """Return what a feed holds, nothing if it is as before, and the minutes it says to wait."""
    has_any = answer.etag or answer.last_modified
    state_now = state._replace(
        etag=answer.etag,
        last_modified=answer.last_modified,
        validators_at=now if has_any else None,
        body_hash=blake2b(answer.body, digest_size=16).hexdigest(),
    )
    # What a wrong clock has dated is looked at again.
    if state_now.body_hash == state.body_hash and not was_clock_wrong(state, now):
        return FeedUpdate(source, state_now, is_changed=False), None
    found = read(FeedBytes(source, answer.body, answer.url, answer.content_type, now))
    changed = state_now._replace(changed_at=now)
    update = FeedUpdate(source, changed, found.articles, prepared=found.prepared)
    return update, found.ttl_minutes


def _read_here(given: FeedBytes) -> FeedArticles:
    # Brings lxml, which the first window does without.
    from desktop.services.read_feed import read_feed

    return read_feed(given)
