"""The values that travel through the program: sources, parsed feeds, articles, changes.

All are immutable. Moments are aware and in UTC; an address is an absolute str;
`html` in a name says what kind of text it holds. An article's id is the same on
every machine and for ever, see `article_id`.

They are named tuples because these are made in a sixth of the time that frozen
dataclasses take (1.4 ms against 9 ms for this file), and every start waits for that.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from desktop.core.blocks import BLOCKS_VERSION, Blocks, plain_text
from desktop.core.errors import FeedReason, FetchReason, PageReason

# The column of an article's text.
COLUMN_PX = 660
# As CSS writes them, the first that is installed counts.
SERIF_FAMILIES = "'Noto Serif', 'Source Serif 4', Charter, Georgia, 'DejaVu Serif', serif"
# Of links within the program: "article:" and the id of the article.
ARTICLE_SCHEME = "article"


class Source(NamedTuple):
    """One address that gives news: a feed or section page, http(s); `id` is short and stable."""

    id: str
    name: str
    url: str
    section: str


class Dateline(NamedTuple):
    """The opening of an agency report, as printed: `PLACE[/PLACE] [(AGENCY[/AGENCY])] - rest`."""

    places: tuple[str, ...]
    agencies: tuple[str, ...]
    rest: str


class ParsedItem(NamedTuple):
    """One item of a feed or section page, as its publisher gave it."""

    key: str  # what identifies the item within its source: guid, id, link or a hash
    title: str  # plain text; "" where the publisher gives none
    url: str | None = None
    # Raw, unsafe HTML of the teaser and the whole; "" if absent.
    summary_html: str = ""
    content_html: str = ""
    published: datetime | None = None  # None if the publisher gives no usable date
    authors: tuple[str, ...] = ()
    image_url: str | None = None
    is_estimate: bool = False  # whether `published` was counted back from an age ("3 uur geleden")


class ParsedFeed(NamedTuple):
    """What one fetch of a source holds, in the publisher's order, each key once."""

    title: str
    items: tuple[ParsedItem, ...]
    # How long the publisher says the list stays fresh, None if unsaid.
    ttl_minutes: int | None = None


class Article(NamedTuple):
    """One article as a row of the list shows it."""

    id: int  # see `article_id`
    source_id: str
    source_name: str
    section: str
    title: str  # plain text, never empty (the summary's first words if need be)
    url: str | None
    summary: str  # plain text without its dateline, at most some 300 characters
    places: tuple[str, ...]
    agencies: tuple[str, ...]
    published_at: datetime  # never later than `arrived_at`; equal to it where nothing is known
    # Whether the publisher gave a usable date. Without one `published_at` was counted back from an
    # age, or is the arrival; it may become earlier, and never later.
    is_dated: bool
    arrived_at: datetime
    image_url: str | None = None
    authors: tuple[str, ...] = ()
    is_read: bool = False
    is_starred: bool = False
    version: int = 1  # counts how often the publisher changed title or summary, from 1


class NewArticle(NamedTuple):
    """An article on its way into the store."""

    article: Article  # the row; `arrived_at` is kept from the first time if it was seen before
    content_html: str  # raw, unsafe HTML from the feed; shaped on opening
    text: str  # plain text for the search index: title, summary and content


class FeedBytes(NamedTuple):
    """What a server sent for a source: the bytes, where they came from, and what it calls them."""

    source: Source
    body: bytes
    url: str
    content_type: str | None
    now: datetime


class ArticleBody(NamedTuple):
    """An article's text, safe and fit for the article view; `blocks` are without the title."""

    title: str
    blocks: Blocks
    image_url: str | None = None
    authors: tuple[str, ...] = ()
    # Why `blocks` is only a part of the article, None if it is all of it.
    reason: PageReason | None = None

    @property
    def text(self) -> str:
        """Return the text as it is searched."""
        return plain_text(self.blocks)


class StoredBody(NamedTuple):
    """What the store has of an article's text."""

    content_html: str  # raw, unsafe HTML as the feed gave it
    blocks: Blocks | None = None  # the text, None until it was opened once
    blocks_version: int = 0  # of the rules that made `blocks`; 0 where it is due to be made again
    is_full: bool = False  # whether `blocks` is the whole article rather than the feed's teaser
    earlier_html: str = ""  # what was kept before there were blocks; "" for none

    @property
    def is_current(self) -> bool:
        """Return whether the text was made by the rules in force."""
        return self.blocks is not None and self.blocks_version == BLOCKS_VERSION


class SourceState(NamedTuple):
    """How the fetching of one source stands; a moment is None where it never came."""

    source_id: str
    # Opaque validators, a pair, as the server sent them.
    etag: str | None = None
    last_modified: str | None = None
    validators_at: datetime | None = None  # when the pair was received; it is dropped after 8 days
    body_hash: str = ""  # of the last body parsed; "" before the first
    checked_at: datetime | None = None
    changed_at: datetime | None = None  # the last time its news changed
    next_check_at: datetime | None = None  # not before this, None for at once
    failures: int = 0  # failed checks in a row (having no network does not count)
    reason: FetchReason | FeedReason | None = None
    status: int | None = None  # the HTTP status where `reason` is FetchReason.STATUS
    asked_at: datetime | None = None  # when `next_check_at` was set, whatever came of the check


class Changes(NamedTuple):
    """What an operation altered in the store: ids of articles."""

    new: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.updated or self.removed)

    def plus(self, later: "Changes") -> "Changes":
        """Return what this and a later operation altered together."""
        return Changes(*(before + after for before, after in zip(self, later, strict=True)))


class ReadingPosition(NamedTuple):
    """Where the reader was in an article: a text block and the part of it scrolled past."""

    block: int = 0
    offset_px: int = 0


class ArticlePage(NamedTuple):
    """What the article view is to show: safe HTML, beginning at `position`."""

    article_id: int  # whose page it is; 0 for none
    title: str
    html: str
    css: str
    position: ReadingPosition = ReadingPosition()
    # Address to (width, height) of pictures whose size is known.
    picture_sizes: Mapping[str, tuple[int, int]] = MappingProxyType({})


class NoticeAction(Enum):
    """What the button on a notice does."""

    NONE = "none"
    OPEN_LOG = "open-log"
    COPY_ADDRESS = "copy-address"
    OPEN_FOLDER = "open-folder"
    OPEN_ADDRESS = "open-address"


class Export(Enum):
    """What can be written into a file of the user's; the value is the ending of its name."""

    SOURCES = "opml"
    PAGE = "html"  # what was starred, to be read
    DATA = "json"  # the same for other programs


class Notice(NamedTuple):
    """A sentence for the user, with at most one thing to do about it."""

    key: str  # notices of one key replace each other
    text: str
    action: NoticeAction = NoticeAction.NONE
    action_text: str = ""
    subject: str = ""  # what the action is about: an address or a path


def article_id(source_id: str, key: str) -> int:
    """Return the id of article `key`, a positive 63-bit int: the same when it is fetched again."""
    # Brings OpenSSL, which the first window does without.
    from hashlib import blake2b

    digest = blake2b(f"{source_id}\n{key}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest()) >> 1
