"""Between values and the columns of a row.

Moments are whole seconds since 1970 in UTC, tuples are lines of one text, and long text of
the cache is packed with zlib (a third of the size, 20 µs for an article).
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from desktop.core.blocks import BLOCKS_VERSION, from_json
from desktop.core.errors import FeedReason, FetchReason
from desktop.core.model import Article, Source, SourceState, StoredBody
from desktop.core.moments import moment_at, seconds
from desktop.core.text import fold
from desktop.storage.connections import Row

# How much earlier an arrival is stored while its clock is doubted, see `arrivals`: no clock
# comes there, and when it was by that clock is not forgotten.
DOUBTED_S = 2**33


class ArticleRow(NamedTuple):
    """An article's columns, the same in the cache and, for a starred one, in the library."""

    id: int
    source_id: str
    source_name: str
    section: str
    title: str
    url: str | None
    summary: str
    places: str
    agencies: str
    authors: str
    published_at: int
    is_dated: int
    arrived_at: int
    image_url: str | None
    version: int


class BodyRow(NamedTuple):
    """The columns of an article's text, packed in the cache."""

    content_html: Any
    blocks: Any  # JSON, or the HTML of before; see `body_of`
    blocks_version: int
    is_full: int
    text: Any  # what the search index holds


class StoredPicture(NamedTuple):
    """A picture as it was fetched; width and height in pixels."""

    url: str
    data: bytes
    width: int
    height: int


ARTICLE_COLUMNS = ", ".join(ArticleRow._fields)
BODY_COLUMNS = ", ".join(BodyRow._fields)
SOURCE_COLUMNS = ", ".join(Source._fields)
STATE_COLUMNS = ", ".join(SourceState._fields)
PICTURE_COLUMNS = ", ".join(StoredPicture._fields)

_REASONS = {reason.value: reason for kind in (FetchReason, FeedReason) for reason in kind}

_WINDOW_BITS, _MEMORY_LEVEL = 12, 5


def without_surrogates(text: str) -> str:
    """Return `text` without the lone surrogates that UTF-8, and so SQLite, cannot hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def pack(text: str | None) -> bytes | None:
    """Return `text` compressed, in small windows.

    zlib's default ones take 260 kB anew for each text, which costs more than the work itself.
    """
    if text is None:
        return None
    compressor = zlib.compressobj(1, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return compressor.compress(text.encode("utf-8", "replace")) + compressor.flush()


def unpack(packed: bytes | None) -> str | None:
    """Return the text that was packed, also as a function of that name in statements.

    None where a bit has flipped: it is fetched anew, as one that never came.
    """
    with suppress(zlib.error, TypeError):
        return zlib.decompress(packed or b"").decode("utf-8", "replace")
    return None


def indexed_text(packed: bytes, is_folded: int) -> str:
    """Return the text that the search index has of the packed one."""
    text = unpack(packed) or ""
    return fold(text) if is_folded else text


def add_text_functions(connection: sqlite3.Connection) -> None:
    """Let statements call `unpack` and, as `indexed`, `indexed_text`."""
    connection.create_function("unpack", 1, unpack, deterministic=True)
    connection.create_function("indexed", 2, indexed_text, deterministic=True)


def lenient_text(raw: bytes) -> str:
    """Return text even where a bit has flipped: the rest of a title rather than no list.

    As a connection's `text_factory`; too slow for lists of thousands.
    """
    return raw.decode("utf-8", "replace")


def fingerprint(text: str) -> int:
    """Return a number that changes with the words of `text`, not with its white space."""
    # Brings OpenSSL, which the first window does without.
    from hashlib import blake2b

    words = text.replace("\n", " ").strip(" ")
    if "  " in words or not words.isprintable():  # no other white space is
        words = " ".join(text.split())
    digest = blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def ids_as_json(ids: Iterable[int]) -> str:
    """Return ids for SQLite's `json_each`: one parameter for any number of them."""
    return str([int(id_) for id_ in ids])


@cache
def insert_into(table: str, columns: str, on_conflict: str = "") -> str:
    """Return a statement that adds a row with `columns`; `on_conflict` is "OR …", if anything."""
    marks = placeholders(columns)
    return f"INSERT {on_conflict} INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608


@cache
def placeholders(columns: str) -> str:
    """Return a question mark for each of `columns`."""
    return ", ".join("?" for _ in columns.split(","))


def article_row(article: Article) -> ArticleRow:
    return ArticleRow._make(_columns(attrgetter(*ArticleRow._fields)(article)))


def article_of(row: Row) -> Article:
    """Return the article of `ARTICLE_COLUMNS`, then is_read and is_starred."""
    return Article(**_fields((*ArticleRow._fields, "is_read", "is_starred"), row))


def body_of(content_html: str, text: str | None, version: int, is_full: int) -> StoredBody:
    """Return the body of unpacked columns; `text` is that of `blocks`."""
    # Before there were blocks it was HTML, which JSON cannot be taken for.
    if text is not None and text.startswith("<"):
        return StoredBody(content_html, is_full=bool(is_full), earlier_html=text)
    blocks = None
    if text and version in (0, BLOCKS_VERSION):
        with suppress(ValueError):  # what another version wrote
            blocks = from_json(text)
    return StoredBody(content_html, blocks, version, bool(is_full))


def state_row(state: SourceState) -> Row:
    """Return the values of `STATE_COLUMNS`."""
    return tuple(_columns(state))


def state_of(row: Row) -> SourceState:
    """Return the state of `STATE_COLUMNS`."""
    return SourceState(**_fields(SourceState._fields, row))


def _columns(values: Iterable[Any]) -> Iterator[Any]:
    """Yield each field's value as its column holds it."""
    for value in values:
        convert = _TO_COLUMN.get(type(value))
        yield value if convert is None else convert(value)


def _fields(names: Iterable[str], columns: Row) -> dict[str, Any]:
    """Return the fields `names` as their columns tell them, None for NULL."""
    fields = dict(zip(names, columns, strict=True))
    for name in _FROM_COLUMN.keys() & fields.keys():
        if fields[name] is not None:
            fields[name] = _FROM_COLUMN[name](fields[name])
    return fields


def _lines(texts: tuple[str, ...]) -> str:
    return without_surrogates("\n".join(" ".join(text.split("\n")) for text in texts))


def _tuple(lines: str) -> tuple[str, ...]:
    return tuple(lines.split("\n")) if lines else ()


def _arrival(seconds_since_1970: int) -> datetime:
    is_doubted = seconds_since_1970 < 0
    return moment_at(seconds_since_1970 + DOUBTED_S if is_doubted else seconds_since_1970)


_TO_COLUMN: dict[type, Callable[[Any], Any]] = {
    str: without_surrogates,
    datetime: seconds,
    tuple: _lines,
    FetchReason: attrgetter("value"),
    FeedReason: attrgetter("value"),
}
_FROM_COLUMN: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("places", "agencies", "authors"), _tuple),
    **dict.fromkeys(("is_dated", "is_read", "is_starred"), bool),
    "published_at": moment_at,
    "arrived_at": _arrival,
    **dict.fromkeys(("validators_at", "checked_at", "changed_at", "next_check_at"), moment_at),
    "asked_at": moment_at,
    "reason": _REASONS.get,
}
