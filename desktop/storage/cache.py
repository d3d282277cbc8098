"""Rows of the cache: articles, which are duplicates, their words, pictures, and what goes first.

Articles of one section with the same address in different sources are duplicates. The one
seen first is canonical and is listed; the others are not, until it is gone.

The full-text index holds folded text (`desktop.core.text.fold`); every word must occur, the last
as a prefix. It is contentless: to take a text out of it, the very text that went in must be given
again, which is why `bodies.text` holds it, and `bodies.is_folded` whether it went in folded: what
an earlier version of the program indexed did not, until `fold_index` reached it.
Source: https://www.sqlite.org/fts5.html#contentless_tables

All functions run inside the caller's transaction, on a connection with both files; where text
leaves the cache, on one with the functions of `rows.add_text_functions`.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.core.model import Changes
from desktop.core.text import fold
from desktop.storage.connections import column
from desktop.storage.incoming import Incoming
from desktop.storage.keys import duplicate_key
from desktop.storage.rows import (
    ARTICLE_COLUMNS,
    BODY_COLUMNS,
    PICTURE_COLUMNS,
    ArticleRow,
    BodyRow,
    StoredPicture,
    ids_as_json,
    insert_into,
    pack,
    without_surrogates,
)

MOST_WORDS = 32

_COLUMNS = f"{ARTICLE_COLUMNS}, is_read, duplicate_of, duplicate_key, fingerprint, place, story_key"
# What FTS5 takes for one word, so that quoting a word never makes a phrase of it, which an
# index without positions refuses: letters and digits, but for the vowel signs of New Tai Lue
# that became letters only after the Unicode 6.1 of SQLite's tables.
_WORD = re.compile(r"[^\W_\u19b0-\u19c9]+")
# Accents that stand by themselves are part of a word and count for nothing.
_LONE_ACCENTS = re.compile(r"[\u0300-\u0331]")


class Limits(NamedTuple):
    """How much the cache may hold; what belongs to starred articles stays beyond it."""

    keep_days: int | None = 365  # since the arrival of an article, None for ever
    per_source: int = 20  # the newest of each source, kept in any case
    picture_bytes: int = 300_000_000  # of all pictures together
    text_bytes: int = 2_000_000_000  # of the file, before it forgets the texts of old pages


class Arrival(NamedTuple):
    """An article that comes into the cache; blocks and version are those of its body."""

    item: Incoming
    is_read: bool
    place: int = 0
    blocks: str | None = None
    blocks_version: int = 0
    is_full: int = 0


def insert(connection: sqlite3.Connection, arrivals: Sequence[Arrival]) -> list[int | None]:
    """Add articles of one source; return what each is a duplicate of, if any."""
    items = [one.item for one in arrivals]
    first = column(connection, "SELECT coalesce(max(number), 0) + 1 FROM articles")[0]
    listed = _listed_by_key(connection, items)
    canonical = [listed.get(item.duplicate_key) for item in items]
    numbered = list(enumerate(zip(arrivals, items, canonical, strict=True), first))
    articles = [
        (n, *it.row, one.is_read, other, it.duplicate_key, it.fingerprint, one.place, it.story_key)
        for n, (one, it, other) in numbered
    ]
    connection.executemany(insert_into("articles", f"number, {_COLUMNS}"), articles)
    bodies = [(n, *_body(one), 1) for n, (one, _, _) in numbered]
    connection.executemany(insert_into("bodies", f"number, {BODY_COLUMNS}, is_folded"), bodies)
    texts = [(n, it.folded or fold(it.text)) for n, (_, it, _) in numbered]
    connection.executemany(insert_into("search", "rowid, text"), texts)
    return canonical


def replace_text(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Have the article `number` found by `text` instead of what it was found by."""
    _remove_from_index(connection, [number])
    connection.execute(insert_into("search", "rowid, text"), (number, fold(text)))
    connection.execute(
        "UPDATE bodies SET text = ?, is_folded = 1 WHERE number = ?", (pack(text), number)
    )


def fold_index(connection: sqlite3.Connection, at_once: int) -> bool:
    """Index `at_once` of the articles anew that were never folded; return if there were any."""
    select = "SELECT number FROM bodies WHERE is_folded = 0 ORDER BY number DESC LIMIT ?"
    numbers = column(connection, select, (at_once,))
    if not numbers:
        return False
    _remove_from_index(connection, numbers)
    of_them = "WHERE number IN (SELECT value FROM json_each(?))"
    for statement in (
        f"INSERT INTO search (rowid, text) SELECT number, indexed(text, 1) FROM bodies {of_them}",  # noqa: S608
        f"UPDATE bodies SET is_folded = 1 {of_them}",  # noqa: S608
    ):
        connection.execute(statement, (ids_as_json(numbers),))
    return True


def match_expression(text: str, *, is_all_folded: bool) -> str | None:
    """Return what FTS5 is asked for the user's `text`, None if it names no word.

    Each word is quoted, so that operators and column names mean themselves. Words beyond
    `MOST_WORDS` narrow nothing any more. What is not folded in the index yet is found as typed.
    """
    text = without_surrogates(text).lower()
    folded, typed = _all_words(fold(text)), _all_words(_LONE_ACCENTS.sub("", text))
    if is_all_folded or folded is None or typed in (folded, None):
        return folded
    return f"({folded}) OR ({typed})"


def canonical_of(connection: sqlite3.Connection, row: ArticleRow) -> int | None:
    """Return the id of the article that is listed instead of `row`, None if it is listed."""
    select = """SELECT id FROM articles
        WHERE duplicate_key = ? AND duplicate_of IS NULL AND source_id <> ? AND id <> ? LIMIT 1"""
    key = duplicate_key(row.section, row.url)
    found = column(connection, select, (key, row.source_id, row.id))
    return found[0] if found else None


def _listed_by_key(
    connection: sqlite3.Connection, items: Sequence[Incoming]
) -> dict[int | None, int]:
    """Return by their keys what is listed instead of `items`, which are of one source."""
    select = """SELECT duplicate_key, id FROM articles
        WHERE duplicate_key IN (SELECT value FROM json_each(?))
            AND duplicate_of IS NULL AND source_id <> ? ORDER BY number DESC"""
    keys = ids_as_json(filter(None, (item.duplicate_key for item in items)))
    return dict(connection.execute(select, (keys, items[0].row.source_id)).fetchall())


def promote_duplicates(connection: sqlite3.Connection, removed: Iterable[int]) -> tuple[int, ...]:
    """Make the earliest duplicate of each of `removed` canonical; return the ids of these."""
    # Of each group SQLite gives the id in the row with the least number.
    orphaned = connection.execute(
        "SELECT duplicate_of, id, min(number) FROM articles"
        " WHERE duplicate_of IN (SELECT value FROM json_each(?)) GROUP BY duplicate_of",
        (ids_as_json(removed),),
    ).fetchall()
    for former, id_, _ in orphaned:
        connection.execute("UPDATE articles SET duplicate_of = NULL WHERE id = ?", (id_,))
        connection.execute(
            "UPDATE articles SET duplicate_of = ? WHERE duplicate_of = ?", (id_, former)
        )
    return tuple(id_ for _, id_, _ in orphaned)


def drop(connection: sqlite3.Connection, articles: list[tuple[int, int]], now_s: int) -> Changes:
    """Delete articles, given as (number, id), and remember that they were there."""
    connection.execute(
        """INSERT OR REPLACE INTO tombstones (id, seen_at, story_key)
            SELECT id, ?, story_key FROM articles
            WHERE number IN (SELECT value FROM json_each(?))""",
        (now_s, ids_as_json(number for number, _ in articles)),
    )
    return _delete(connection, articles)


def drop_source(connection: sqlite3.Connection, source_id: str) -> Changes:
    """Delete the articles of a source that the user removed, but for the starred ones."""
    connection.execute("DELETE FROM states WHERE source_id = ?", (source_id,))
    found = connection.execute(
        "SELECT number, id FROM articles"
        " WHERE source_id = ? AND id NOT IN (SELECT id FROM library.stars)",
        (source_id,),
    )
    return _delete(connection, found.fetchall())


def save_picture(connection: sqlite3.Connection, picture: StoredPicture, now_s: int) -> None:
    """Store `picture` in place of an earlier one of the same address."""
    connection.execute(
        insert_into("pictures", f"{PICTURE_COLUMNS}, byte_count, used_at", "OR REPLACE"),
        (*picture, len(picture.data), now_s),
    )


def record_picture_use(connection: sqlite3.Connection, urls: Iterable[str], now_s: int) -> None:
    """Remember that the pictures at `urls` were shown."""
    connection.executemany(
        "UPDATE pictures SET used_at = ? WHERE url = ?",
        [(now_s, without_surrogates(url)) for url in urls],
    )


def _delete(connection: sqlite3.Connection, articles: list[tuple[int, int]]) -> Changes:
    """Remove articles, given as (number, id), with all that belongs to them."""
    numbers, ids = [number for number, _ in articles], tuple(id_ for _, id_ in articles)
    _remove_from_index(connection, numbers)
    for table in ("articles", "bodies", "versions"):
        connection.execute(
            f"DELETE FROM {table} WHERE number IN (SELECT value FROM json_each(?))",  # noqa: S608
            (ids_as_json(numbers),),
        )
    return Changes(updated=promote_duplicates(connection, ids), removed=ids)


def _body(arrival: Arrival) -> BodyRow:
    item, blocks = arrival.item, pack(arrival.blocks)
    html, text = pack(item.content_html), pack(item.text)
    return BodyRow(html, blocks, arrival.blocks_version, arrival.is_full, text)


def _remove_from_index(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    connection.execute(
        "INSERT INTO search (search, rowid, text)"
        " SELECT 'delete', number, indexed(text, is_folded)"
        " FROM bodies WHERE number IN (SELECT value FROM json_each(?))",
        (ids_as_json(numbers),),
    )


def _all_words(text: str) -> str | None:
    words = _WORD.findall(text)[:MOST_WORDS]
    return " ".join(f'"{word}"' for word in words) + "*" if words else None
