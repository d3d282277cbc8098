"""The bytes of a source, whatever they are, to a ParsedFeed.

The one thing to know: the bytes alone decide what they are (servers announce feeds as
anything), and nothing but `NotAFeed` is ever raised.
"""

import re
from datetime import UTC, datetime

from desktop.core.charset import decode
from desktop.core.errors import FeedReason, NotAFeed
from desktop.core.model import ParsedFeed
from desktop.feeds import zeelandnet
from desktop.feeds.json_feed import read_json_feed
from desktop.feeds.lenient_xml import root_start
from desktop.feeds.syndication import read_syndication

_PAGE = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|a|table|h[1-6])[\s>/]",
    re.IGNORECASE,
)
# ZeelandNet's pages have some 100,000 characters.
_LONGEST_PAGE = 2_000_000


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
    text = decode(body, content_type).strip()
    if not text:
        raise NotAFeed(url, FeedReason.EMPTY)
    start = root_start(text)
    if start is not None:
        feed = read_syndication(text[start:], url)
    elif text[0] in "{[":
        feed = read_json_feed(text, url)
    elif _PAGE.search(text):
        return _read_page(text, url, now or datetime.now(UTC))
    else:
        feed = None
    if feed is None:
        raise NotAFeed(url, FeedReason.DAMAGED, detail=f"{len(body)} bytes, {text[:20]!r}")
    return feed


def _read_page(html: str, url: str, now: datetime) -> ParsedFeed:
    html = html[:_LONGEST_PAGE]
    section = zeelandnet.read_section_page(html, url, now)
    if section is not None:
        return section
    raise NotAFeed(url, FeedReason.WEB_PAGE, feed_url=zeelandnet.alternate_feed(html, url))
