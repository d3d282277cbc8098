"""Asks where the program is released for its newest version; downloads and runs nothing."""

from typing import NamedTuple

from desktop.core.release import ReleasePlace, newest_version
from desktop.feeds.parse import parse_feed
from desktop.net.fetch import Fetcher, Kind, NotModified, Request


class ReleaseState(NamedTuple):
    """What was learned the last time.

    Attributes:
        version: The newest one that was announced, "" if unknown.
        etag, last_modified: Validators of that answer, "" if there were none.
    """

    version: str = ""
    etag: str = ""
    last_modified: str = ""


def find_release(place: ReleasePlace, known: ReleaseState, fetcher: Fetcher) -> ReleaseState:
    """Return what is known after asking once. Raises FetchFailed or NotAFeed."""
    request = Request(
        place.feed,
        Kind.FEED,
        etag=known.etag or None,
        last_modified=known.last_modified or None,
        is_found=True,  # never leads to a private host
    )
    answer = fetcher.fetch(request)
    if isinstance(answer, NotModified):
        return known
    feed = parse_feed(answer.body, place.feed, answer.content_type)
    version = newest_version(feed.items, place)
    return ReleaseState(version, answer.etag or "", answer.last_modified or "")
