"""Rows of the cache: inserting and deleting articles, which are duplicates, and pictures.

Articles of one section with the same address in different sources are duplicates. The one
seen first is canonical and is listed; the others are not, until it is gone.
All functions run inside the caller's transaction, on a connection with both files.
"""

import sqlite3
from collections.abc import Iterable

from desktop.core.model import article_id
from desktop.storage import search
from desktop.storage.rows import (
    ARTICLE_COLUMNS,
    BODY_COLUMNS,
    ArticleRow,
    BodyRow,
    StoredPicture,
    ids_as_json,
    pack,
    placeholders,
    unpack,
    without_surrogates,
)

_COLUMNS = f"{ARTICLE_COLUMNS}, is_read, duplicate_of, duplicate_key, fingerprint"


def insert(
    connection: sqlite3.Connection, row: ArticleRow, body: BodyRow, words: int, *, is_read: bool
) -> int | None:
    """Add an article; return what it is a duplicate of, if any.

    The texts of `body` are plain here; `words` is the fingerprint of the feed's, 0 if unknown.
    """
    canonical = canonical_of(connection, row)
    number = connection.execute(
        f"INSERT INTO articles ({_COLUMNS}) VALUES ({placeholders(_COLUMNS)})",  # noqa: S608
        (*row, is_read, canonical, duplicate_key(row), words),
    ).lastrowid
    assert number is not None  # noqa: S101 - an INSERT always has one
    packed = body._replace(
        content_html=pack(body.content_html), blocks=pack(body.blocks), text=pack(body.text)
    )
    connection.execute(
        f"INSERT INTO bodies (number, {BODY_COLUMNS})"  # noqa: S608
        f" VALUES (?, {placeholders(BODY_COLUMNS)})",
        (number, *packed),
    )
    search.add(connection, number, body.text)
    return canonical


def delete(connection: sqlite3.Connection, numbers: Iterable[int]) -> tuple[int, ...]:
    """Remove articles with all that belongs to them; return the ids that are listed instead."""
    wanted = ids_as_json(numbers)
    rows = connection.execute(
        "SELECT number, id, text FROM articles JOIN bodies USING (number)"
        " WHERE number IN (SELECT value FROM json_each(?))",
        (wanted,),
    ).fetchall()
    for number, _, packed in rows:
        search.remove(connection, number, unpack(packed) or "")
    for table in ("articles", "bodies", "versions"):
        connection.execute(
            f"DELETE FROM {table} WHERE number IN (SELECT value FROM json_each(?))",  # noqa: S608
            (wanted,),
        )
    return promote_duplicates(connection, [id_ for _, id_, _ in rows])


def promote_duplicates(connection: sqlite3.Connection, removed: Iterable[int]) -> tuple[int, ...]:
    """Make the earliest duplicate of each of `removed` canonical; return the ids of these."""
    orphaned = connection.execute(
        "SELECT duplicate_of, min(number) FROM articles"
        " WHERE duplicate_of IN (SELECT value FROM json_each(?)) GROUP BY duplicate_of",
        (ids_as_json(removed),),
    ).fetchall()
    promoted = []
    for former, number in orphaned:
        ((id_,),) = connection.execute(
            "UPDATE articles SET duplicate_of = NULL WHERE number = ? RETURNING id", (number,)
        ).fetchall()
        connection.execute(
            "UPDATE articles SET duplicate_of = ? WHERE duplicate_of = ?", (id_, former)
        )
        promoted.append(id_)
    return tuple(promoted)


def canonical_of(connection: sqlite3.Connection, row: ArticleRow) -> int | None:
    """Return the id of the article that is listed instead of `row`, None if it is listed."""
    found = connection.execute(
        "SELECT id FROM articles"
        " WHERE duplicate_key = ? AND duplicate_of IS NULL AND source_id <> ? AND id <> ? LIMIT 1",
        (duplicate_key(row), row.source_id, row.id),
    ).fetchall()
    return found[0][0] if found else None


def duplicate_key(row: ArticleRow) -> int | None:
    """Return the number that duplicates share, None for an article without an address."""
    return article_id(row.section, row.url) if row.url else None


def save_picture(connection: sqlite3.Connection, picture: StoredPicture, now_s: int) -> None:
    """Store `picture` in place of an earlier one of the same address."""
    connection.execute(
        "INSERT OR REPLACE INTO pictures (url, width, height, byte_count, used_at, data)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            without_surrogates(picture.url),
            picture.width,
            picture.height,
            len(picture.data),
            now_s,
            picture.data,
        ),
    )


def record_picture_use(connection: sqlite3.Connection, urls: Iterable[str], now_s: int) -> None:
    """Remember that the pictures at `urls` were shown."""
    connection.executemany(
        "UPDATE pictures SET used_at = ? WHERE url = ?",
        [(now_s, without_surrogates(url)) for url in urls],
    )


def drop_least_used_pictures(connection: sqlite3.Connection, byte_limit: int) -> int:
    """Delete the longest unused pictures until the rest fits `byte_limit`; return how many.

    The picture of a starred article stays.
    """
    return connection.execute(
        """DELETE FROM pictures WHERE number IN (
            SELECT number FROM (
                SELECT number, url, sum(byte_count) OVER
                    (ORDER BY used_at DESC, number DESC) AS bytes_so_far
                FROM pictures
            )
            WHERE bytes_so_far > ? AND url NOT IN
                (SELECT image_url FROM library.stars WHERE image_url IS NOT NULL)
        )""",
        (byte_limit,),
    ).rowcount
