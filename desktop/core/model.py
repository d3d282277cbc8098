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
    """One item of a feed or section page, as its publisher gave it.

    Attributes:
        key: What identifies the item within its source: guid, id, link or a hash.
        title: Plain text; "" where the publisher gives none.
        summary_html, content_html: Raw, unsafe HTML of the teaser and the whole; "" if absent.
        published: None if the publisher gives no usable date.
        is_estimate: Whether `published` was counted back from an age ("3 uur geleden").
    """

    key: str
    title: str
    url: str | None = None
    summary_html: str = ""
    content_html: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    image_url: str | None = None
    is_estimate: bool = False


class ParsedFeed(NamedTuple):
    """What one fetch of a source holds, in the publisher's order, each key once.

    Attributes:
        ttl_minutes: How long the publisher says the list stays fresh, None if unsaid.
    """

    title: str
    items: tuple[ParsedItem, ...]
    ttl_minutes: int | None = None


class Article(NamedTuple):
    """One article as a row of the list shows it.

    Attributes:
        id: See `article_id`.
        title: Plain text, never empty (the summary's first words if need be).
        summary: Plain text without its dateline, at most some 300 characters.
        published_at: Never later than `arrived_at`; equal to it where nothing is known.
        is_dated: Whether the publisher gave a usable date. Without one `published_at` was counted
            back from an age, or is the arrival; it may become earlier, and never later.
        version: Counts how often the publisher changed title or summary, from 1.
    """

    id: int
    source_id: str
    source_name: str
    section: str
    title: str
    url: str | None
    summary: str
    places: tuple[str, ...]
    agencies: tuple[str, ...]
    published_at: datetime
    is_dated: bool
    arrived_at: datetime
    image_url: str | None = None
    authors: tuple[str, ...] = ()
    is_read: bool = False
    is_starred: bool = False
    version: int = 1


class NewArticle(NamedTuple):
    """An article on its way into the store.

    Attributes:
        article: The row; `arrived_at` is kept from the first time if it was seen before.
        content_html: Raw, unsafe HTML from the feed; shaped on opening.
        text: Plain text for the search index: title, summary and content.
    """

    article: Article
    content_html: str
    text: str


class FeedBytes(NamedTuple):
    """What a server sent for a source: the bytes, where they came from, and what it calls them."""

    source: Source
    body: bytes
    url: str
    content_type: str | None
    now: datetime


class ArticleBody(NamedTuple):
    """An article's text, safe and fit for the article view; `blocks` are without the title.

    Attributes:
        reason: Why `blocks` is only a part of the article, None if it is all of it.
    """

    title: str
    blocks: Blocks
    image_url: str | None = None
    authors: tuple[str, ...] = ()
    reason: PageReason | None = None

    @property
    def text(self) -> str:
        """Return the text as it is searched."""
        return plain_text(self.blocks)


class StoredBody(NamedTuple):
    """What the store has of an article's text.

    Attributes:
        content_html: Raw, unsafe HTML as the feed gave it.
        blocks: The text, None until it was opened once.
        blocks_version: Of the rules that made `blocks`; 0 where it is due to be made again.
        is_full: Whether `blocks` is the whole article rather than the feed's teaser.
        earlier_html: What was kept before there were blocks; "" for none.
    """

    content_html: str
    blocks: Blocks | None = None
    blocks_version: int = 0
    is_full: bool = False
    earlier_html: str = ""

    @property
    def is_current(self) -> bool:
        """Return whether the text was made by the rules in force."""
        return self.blocks is not None and self.blocks_version == BLOCKS_VERSION


class SourceState(NamedTuple):
    """How the fetching of one source stands; a moment is None where it never came.

    Attributes:
        etag, last_modified: Opaque validators, a pair, as the server sent them.
        validators_at: When the pair was received; it is dropped after 8 days.
        body_hash: Of the last body parsed; "" before the first.
        changed_at: The last time its news changed.
        next_check_at: Not before this, None for at once.
        failures: Failed checks in a row (having no network does not count).
        status: The HTTP status where `reason` is FetchReason.STATUS.
        asked_at: When `next_check_at` was set, whatever came of the check.
    """

    source_id: str
    etag: str | None = None
    last_modified: str | None = None
    validators_at: datetime | None = None
    body_hash: str = ""
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    next_check_at: datetime | None = None
    failures: int = 0
    reason: FetchReason | FeedReason | None = None
    status: int | None = None
    asked_at: datetime | None = None


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
    """What the article view is to show: safe HTML, beginning at `position`.

    Attributes:
        article_id: Whose page it is; 0 for none.
        picture_sizes: Address to (width, height) of pictures whose size is known.
    """

    article_id: int
    title: str
    html: str
    css: str
    position: ReadingPosition = ReadingPosition()
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
    """A sentence for the user, with at most one thing to do about it.

    Attributes:
        key: Notices of one key replace each other.
        subject: What the action is about: an address or a path.
    """

    key: str
    text: str
    action: NoticeAction = NoticeAction.NONE
    action_text: str = ""
    subject: str = ""


def article_id(source_id: str, key: str) -> int:
    """Return the id of article `key`, a positive 63-bit int: the same when it is fetched again."""
    # Brings OpenSSL, which the first window does without.
    from hashlib import blake2b

    digest = blake2b(f"{source_id}\n{key}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest()) >> 1
