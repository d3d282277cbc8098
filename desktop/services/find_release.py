"""Asks where the program is released for its newest version; downloads and runs nothing.

What a feed says is a stranger's. All that is taken from it is three numbers; the address that
is shown is made of them and of the page that the program came with.
"""

import re
import tomllib
from collections.abc import Iterable
from typing import NamedTuple

from desktop.core.model import ParsedItem
from desktop.core.urls import is_http
from desktop.net.fetch import Fetcher, Kind, NotModified, Request

# No leading zeros: two spellings of one version would be two versions.
_NUMBER = r"(?:0|[1-9]\d{0,4})"
_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")


class ReleasePlace(NamedTuple):
    """Where versions are announced: a repository's page and the Atom feed of its releases."""

    page: str  # without a slash at the end
    feed: str

    def address(self, version: str) -> str:
        """Return the page of one version."""
        return f"{self.page}/releases/tag/v{version}"


class ReleaseState(NamedTuple):
    """The newest version that was announced, and the validators of that answer; "" if unknown."""

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
    # Brings lxml and nh3, which the window's thread would wait for.
    from desktop.feeds.parse import parse_feed

    feed = parse_feed(answer.body, place.feed, answer.content_type)
    version = newest_version(feed.items, place)
    return ReleaseState(version, answer.etag or "", answer.last_modified or "")


def parse_place(text: str) -> ReleasePlace | None:
    """Return the place that a TOML text names, None while it names none."""
    fields = tomllib.loads(text)
    page, feed = str(fields.get("page", "")).rstrip("/"), str(fields.get("feed", ""))
    is_safe = all(is_http(url) and url.startswith("https:") for url in (page, feed))
    return ReleasePlace(page, feed) if is_safe and feed.startswith(f"{page}/") else None


def newest_version(items: Iterable[ParsedItem], place: ReleasePlace) -> str:
    """Return the highest version that has its page at `place`, "" if there is none."""
    beginning = place.address("")
    versions = [
        item.url.removeprefix(beginning)
        for item in items
        if item.url and item.url.startswith(beginning)
    ]
    return max(filter(_VERSION.fullmatch, versions), key=_numbers, default="")


def is_newer(version: str, than: str) -> bool:
    """Return whether `version` comes after `than`; what is no version never does."""
    return bool(_VERSION.fullmatch(version)) and _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
