"""Between values and the columns of a row.

Moments are whole seconds since 1970 in UTC, tuples are lines of one text, and long text of
the cache is packed with zlib (a third of the size, 20 µs for an article).
"""

import sqlite3
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.core.model import Article, ReadingPosition, Source, SourceState, StoredBody

Row = tuple[Any, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What a date can hold in every zone: a flipped bit in a moment must not be more than that.
_EARLIEST_S, _LATEST_S = -62_070_000_000, 253_300_000_000  # the years 3 and 9996
_SECOND = timedelta(seconds=1)
_WINDOW_BITS, _MEMORY_LEVEL = 13, 6


def seconds(moment: datetime) -> int:
    """Return `moment` (aware) as whole seconds since 1970, negative before."""
    return (moment - _EPOCH) // _SECOND


def moment(seconds_since_1970: int) -> datetime:
    """Return the moment in UTC; unlike `fromtimestamp`, also before 1970 on Windows."""
    seconds_since_1970 = max(_EARLIEST_S, min(seconds_since_1970, _LATEST_S))
    return _EPOCH + timedelta(seconds=seconds_since_1970)


def without_surrogates(text: str) -> str:
    """Return `text` without the lone surrogates that UTF-8, and so SQLite, cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def pack(text: str | None) -> bytes | None:
    """Return `text` compressed, in small windows.

    zlib's default ones take 260 kB anew for each text, which costs more than the work itself.
    """
    if text is None:
        return None
    compressor = zlib.compressobj(1, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return compressor.compress(text.encode("utf-8", "replace")) + compressor.flush()


def unpack(packed: bytes | None) -> str | None:
    return None if packed is None else zlib.decompress(packed).decode("utf-8", "replace")


def lenient_text(raw: bytes) -> str:
    """Return text even where a bit has flipped: the rest of a title rather than no list.

    As a connection's `text_factory`; too slow for lists of thousands.
    """
    return raw.decode("utf-8", "replace")


def add_text_functions(connection: sqlite3.Connection) -> None:
    """Let statements call `pack` and `unpack`, as text goes from one file to the other."""
    connection.text_factory = lenient_text
    connection.create_function("pack", 1, pack, deterministic=True)
    connection.create_function("unpack", 1, unpack, deterministic=True)


def fingerprint(text: str) -> int:
    """Return a number that changes with the words of `text`, not with its white space."""
    # Brings OpenSSL, which the first window does without.
    from hashlib import blake2b

    words = " ".join(text.split()).encode("utf-8", "replace")
    return int.from_bytes(blake2b(words, digest_size=8).digest()) >> 1


def ids_as_json(ids: object) -> str:
    """Return ids for SQLite's `json_each`: one parameter for any number of them."""
    return str([int(id_) for id_ in ids])  # type: ignore[attr-defined]


def article_row(article: Article) -> Row:
    """Return the values of `schema.ARTICLE_COLUMNS`."""
    return (
        article.id,
        without_surrogates(article.source_id),
        without_surrogates(article.source_name),
        without_surrogates(article.section),
        without_surrogates(article.title),
        _text_or_none(article.url),
        without_surrogates(article.summary),
        _lines(article.places),
        _lines(article.agencies),
        _lines(article.authors),
        seconds(article.published_at),
        int(article.is_dated),
        seconds(article.arrived_at),
        _text_or_none(article.image_url),
        article.version,
    )


def article_of(row: Row) -> Article:
    """Return the article of `schema.ARTICLE_COLUMNS` followed by is_read and is_starred."""
    return Article(
        id=row[0],
        source_id=row[1],
        source_name=row[2],
        section=row[3],
        title=row[4],
        url=row[5],
        summary=row[6],
        places=_tuple(row[7]),
        agencies=_tuple(row[8]),
        authors=_tuple(row[9]),
        published_at=moment(row[10]),
        is_dated=bool(row[11]),
        arrived_at=moment(row[12]),
        image_url=row[13],
        version=row[14],
        is_read=bool(row[15]),
        is_starred=bool(row[16]),
    )


def body_of(row: Row) -> StoredBody:
    """Return the body of content_html, html, shape, is_full."""
    return StoredBody(content_html=row[0], html=row[1], shape=row[2], is_full=bool(row[3]))


def source_of(row: Row) -> Source:
    """Return the source of id, name, url, section."""
    return Source(*row)


def position_of(row: Row) -> ReadingPosition:
    return ReadingPosition(block=row[0], offset_px=row[1])


def state_row(state: SourceState) -> Row:
    """Return the values of the table `states`, in its order."""
    return (
        without_surrogates(state.source_id),
        _text_or_none(state.etag),
        _text_or_none(state.last_modified),
        _seconds_or_none(state.validators_at),
        without_surrogates(state.body_hash),
        _seconds_or_none(state.checked_at),
        _seconds_or_none(state.changed_at),
        _seconds_or_none(state.next_check_at),
        state.failures,
        without_surrogates(state.problem),
    )


def state_of(row: Row) -> SourceState:
    """Return the state of a row of `states`."""
    return SourceState(
        source_id=row[0],
        etag=row[1],
        last_modified=row[2],
        validators_at=_moment_or_none(row[3]),
        body_hash=row[4],
        checked_at=_moment_or_none(row[5]),
        changed_at=_moment_or_none(row[6]),
        next_check_at=_moment_or_none(row[7]),
        failures=row[8],
        problem=row[9],
    )


def _text_or_none(text: str | None) -> str | None:
    return None if text is None else without_surrogates(text)


def _seconds_or_none(moment: datetime | None) -> int | None:
    return None if moment is None else seconds(moment)


def _moment_or_none(seconds_since_1970: int | None) -> datetime | None:
    return None if seconds_since_1970 is None else moment(seconds_since_1970)


def _lines(texts: tuple[str, ...]) -> str:
    return without_surrogates("\n".join(" ".join(text.split("\n")) for text in texts))


def _tuple(lines: str) -> tuple[str, ...]:
    return tuple(lines.split("\n")) if lines else ()
