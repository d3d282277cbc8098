"""Everything that can go wrong outside the program, as typed errors that hold their facts.

Each is raised once, where the facts are, and turned into words in one place
(`desktop.core.error_words`). What is not an `AppError` is a bug.
"""

from enum import Enum
from pathlib import Path

# With these a host asks to be left alone for a while.
BUSY_STATUSES = frozenset({429, 503})


class AppError(Exception):
    """Base of every error that a user can meet; its `args` are what the log may know."""

    def __str__(self) -> str:
        return ": ".join(str(fact) for fact in self.args if fact)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (other.args, vars(other)) == (self.args, vars(self))

    def __hash__(self) -> int:
        return hash((type(self), str(self)))


class FetchReason(Enum):
    """Why an address gave no bytes."""

    OFFLINE = "offline"  # this machine has no network at all
    DNS = "dns"  # the host name is not known
    CONNECT = "connect"  # refused, reset, unreachable
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    STATUS = "status"  # an HTTP status of 400 and above; see `FetchFailed.status`
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"  # too many, or in a circle
    ADDRESS = "address"  # not http(s), with user info, or a private host behind a public one
    CONTENT = "content"  # cannot be decompressed, cut off, or not what was announced


# With these it may be this machine that nobody reaches.
NO_NETWORK = frozenset({FetchReason.OFFLINE, FetchReason.DNS})


class FetchFailed(AppError):
    """An address could not be fetched."""

    def __init__(
        self,
        url: str,
        reason: FetchReason,
        detail: str = "",
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(_bare(url), reason.value, detail)
        self.url = url  # the address that was asked for
        self.reason = reason
        self.detail = detail  # the fact in English, for the log; never a query string or secret
        self.status = status  # the HTTP status, if one came
        self.retry_after_s = retry_after_s  # seconds the host asks to wait, None if it did not say

    @property
    def is_silence(self) -> bool:
        """Return whether the server did not begin to answer in time."""
        return self.reason is FetchReason.TIMEOUT and self.status is None


class FeedReason(Enum):
    """Why bytes are no feed."""

    EMPTY = "empty"
    WEB_PAGE = "web-page"  # HTML that is neither a section page nor names a feed
    DAMAGED = "damaged"  # XML or JSON that cannot be read at all
    BUG = "bug"  # the program failed on them; the log says how


class NotAFeed(AppError):
    """The bytes of a source are no list of news; the page may name a `feed_url`."""

    def __init__(
        self, url: str, reason: FeedReason, feed_url: str | None = None, detail: str = ""
    ) -> None:
        super().__init__(_bare(url), reason.value, detail)
        self.url = url
        self.reason = reason
        self.feed_url = feed_url


class PageReason(Enum):
    """What a page shows instead of the article, or of the end of it."""

    CONSENT = "consent"  # asks for a choice about cookies first
    SCRIPT = "script"  # needs JavaScript
    CHALLENGE = "challenge"  # wants to see that a human reads
    LOG_IN = "log-in"
    FRONT_PAGE = "front-page"  # or a section: a list of other articles
    NOT_FOUND = "not-found"  # says so, but with status 200
    PAYWALL = "paywall"  # the rest is for subscribers
    OTHER = "other"  # nothing that can be told to be the article


class NoArticleText(AppError):
    """A page was fetched but holds no article that can be told from its surroundings."""

    def __init__(self, url: str, reason: PageReason = PageReason.OTHER) -> None:
        detail = "" if reason is PageReason.OTHER else reason.value
        super().__init__(_bare(url), "no article text", detail)
        self.url = url
        self.reason = reason


class PictureRefused(AppError):
    """A picture is damaged, of an unknown kind, or larger than the program decodes."""

    def __init__(self, url: str, detail: str = "") -> None:
        super().__init__(_bare(url), detail)
        self.url = url


class SourceReason(Enum):
    """What is wrong with one entry of a user's list of sources."""

    UNREADABLE = "unreadable"  # the file cannot be read, is not UTF-8, or is far too large
    SYNTAX = "syntax"  # the file is not TOML
    MISSING = "missing"  # a field that every entry needs
    TYPE = "type"  # a field holds another kind of value
    CHARACTERS = "characters"  # control characters
    LENGTH = "length"
    ADDRESS = "address"  # not a plain http(s) address
    DUPLICATE = "duplicate"  # an earlier entry has the same id


class InvalidSource(AppError):
    """One entry of a list of sources that cannot be used; the others can."""

    def __init__(self, file: Path, entry: str, reason: SourceReason) -> None:
        super().__init__(file, entry, reason.value)
        self.file = file
        # Its id, or its number in the list ("entry 3") when it has none; "line 3" or "file" where
        # the list itself cannot be read.
        self.entry = entry
        self.reason = reason


class NoSourceList(AppError):
    """Bytes that were to be a list of sources are none."""


class AddressReason(Enum):
    """Why a webmail address that was typed in is not taken."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTERS = "characters"  # blanks, control characters, backslashes
    NOT_HTTPS = "not-https"
    USER_INFO = "user-info"  # a name or password before an @
    HOST = "host"  # no host name with a dot in it, or a port that is none
    PRIVATE = "private"  # this machine or the local network


class InvalidAddress(AppError):
    """An address typed in cannot be a webmail; it is not kept, as it may hold a password."""

    def __init__(self, reason: AddressReason) -> None:
        super().__init__("webmail address refused", reason.value)
        self.reason = reason


class StoreReason(Enum):
    """What keeps the profile folder from being used."""

    READ_ONLY = "read-only"
    FULL = "full"
    DAMAGED = "damaged"
    NEWER = "newer"  # written by a later version of the program
    LOCKED = "locked"


class StoreFailed(AppError):
    """The profile's files, or the one at `path`, could not be read or written."""

    def __init__(self, path: Path, reason: StoreReason, detail: str = "") -> None:
        super().__init__(path, reason.value, detail)
        self.path = path
        self.reason = reason
        self.detail = detail

    @property
    def is_mended_soon(self) -> bool:
        """Return whether it is a database that is damaged: the program mends those by itself."""
        return self.reason is StoreReason.DAMAGED and self.path.suffix == ".sqlite"


class AutostartFailed(AppError):
    """Starting with the user's session could not be switched on or off, or not be looked up."""

    def __init__(self, place: str, detail: str = "") -> None:
        """Name the file or the key of the registry."""
        super().__init__(place, detail)


def _bare(url: str) -> str:
    """Return `url` for the log: a query string can hold a secret."""
    return url.partition("#")[0].partition("?")[0]
