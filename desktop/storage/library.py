"""What the user made: stars with the starred text, read marks, reading positions, own sources.

All functions run inside the caller's transaction, on a connection with both files; where text
leaves the cache, on one that knows `unpack` (see `rows.unpack`).
"""

import sqlite3
from collections.abc import Iterable

from desktop.core.model import ReadingPosition, Source
from desktop.storage import cache, checksums
from desktop.storage.connections import column
from desktop.storage.incoming import Incoming
from desktop.storage.keys import duplicate_key, story_key
from desktop.storage.rows import (
    ARTICLE_COLUMNS,
    BODY_COLUMNS,
    SOURCE_COLUMNS,
    ArticleRow,
    BodyRow,
    ids_as_json,
    insert_into,
    without_surrogates,
)

_UNPACKED = (
    "coalesce(unpack(content_html), '') AS content_html, unpack(blocks) AS blocks,"
    " blocks_version, is_full, coalesce(unpack(text), '') AS text"
)


def add_star(connection: sqlite3.Connection, id_: int, now_s: int) -> bool:
    """Star the article `id_`; return False if it was starred, or is not known."""
    return _copy_to_library(connection, id_, now_s, "OR IGNORE")


def remove_star(connection: sqlite3.Connection, id_: int) -> bool:
    """Take the star off; return False if there was none. The article stays in the cache."""
    copy_stars_to_cache(connection)
    return connection.execute("DELETE FROM library.stars WHERE id = ?", (id_,)).rowcount > 0


def refresh_star(connection: sqlite3.Connection, id_: int) -> None:
    """Bring the text kept with a star up to date with the cache, if `id_` is starred."""
    select = "SELECT starred_at FROM library.stars WHERE id = ?"
    for starred_at in column(connection, select, (id_,)):
        _copy_to_library(connection, id_, starred_at, "OR REPLACE")


def restamp_star(connection: sqlite3.Connection, id_: int, starred_at: int) -> None:
    """Let the star of `id_` be of another moment."""
    connection.execute("UPDATE library.stars SET starred_at = ? WHERE id = ?", (starred_at, id_))
    checksums.stamp(connection, "stars", id_)


def copy_stars_to_cache(connection: sqlite3.Connection) -> None:
    """Put the starred articles that the cache has lost back into it, to be listed and found."""
    lost = connection.execute(
        f"""SELECT EXISTS (SELECT 1 FROM library.read_marks AS r WHERE r.id = s.id),
            {ARTICLE_COLUMNS}, {BODY_COLUMNS} FROM library.stars AS s
            WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.id = s.id)
            ORDER BY arrived_at, published_at"""  # noqa: S608
    ).fetchall()
    width = len(ArticleRow._fields)
    for is_read, *columns in lost:
        row, body = ArticleRow._make(columns[:width]), BodyRow._make(columns[width:])
        keys = story_key(row.source_id, row.url, row.title), duplicate_key(row.section, row.url)
        item = Incoming(row, 0, *keys, body.content_html, body.text)
        blocks = (body.blocks, body.blocks_version, body.is_full)
        cache.insert(connection, [cache.Arrival(item, bool(is_read), 0, *blocks)])


def mark_read(connection: sqlite3.Connection, ids: Iterable[int], now_s: int) -> tuple[int, ...]:
    """Mark articles as read; return those that were not."""
    wanted = ids_as_json(ids)
    _mirror(connection, wanted, is_read=True)
    insert = """INSERT OR IGNORE INTO library.read_marks (id, read_at)
        SELECT value, ? FROM json_each(?) RETURNING id"""
    return tuple(column(connection, insert, (now_s, wanted)))


def mark_unread(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[int, ...]:
    """Take the read marks off; return the articles that had one."""
    wanted = ids_as_json(ids)
    _mirror(connection, wanted, is_read=False)
    delete = """DELETE FROM library.read_marks
        WHERE id IN (SELECT value FROM json_each(?)) RETURNING id"""
    return tuple(column(connection, delete, (wanted,)))


def align_read_marks(connection: sqlite3.Connection, first: int, last: int) -> tuple[int, ...]:
    """Make the cache's copy of the read marks true again; return the ids that were wrong.

    Of the articles numbered `first` to `last`. They differ after a power cut, or after a copy of
    the library was restored.
    """
    update = """UPDATE articles SET is_read = 1 - is_read
        WHERE number BETWEEN ? AND ? AND
            is_read <> EXISTS (SELECT 1 FROM library.read_marks AS r WHERE r.id = articles.id)
        RETURNING id"""
    return tuple(column(connection, update, (first, last)))


def drop_old(
    connection: sqlite3.Connection,
    table: str,
    moment: str,
    ids: tuple[int, int],
    span_s: tuple[int, int],
) -> None:
    """Delete from `table` what has a `moment` within `span_s`, of articles that are long gone.

    Of those from the first to the last of `ids`.
    """
    connection.execute(
        f"""DELETE FROM library.{table} WHERE id BETWEEN ? AND ? AND {moment} BETWEEN ? AND ?
            AND id NOT IN (SELECT id FROM articles)
            AND id NOT IN (SELECT id FROM tombstones WHERE seen_at >= ?)
            AND id NOT IN (SELECT id FROM library.stars)""",  # noqa: S608
        (*ids, *span_s, span_s[1]),
    )


def save_position(
    connection: sqlite3.Connection, article_id: int, position: ReadingPosition, now_s: int
) -> None:
    """Remember where the reader left an article; its very beginning is not worth a row."""
    if position == ReadingPosition():
        connection.execute("DELETE FROM library.positions WHERE id = ?", (article_id,))
        return
    connection.execute(
        insert_into("library.positions", "id, block, offset_px, saved_at", "OR REPLACE"),
        (article_id, *position, now_s),
    )
    checksums.stamp(connection, "positions", article_id)


def add_source(connection: sqlite3.Connection, source: Source, now_s: int) -> None:
    """Store a source of the user's own; one with that id is overwritten in its place."""
    connection.execute(
        insert_into("library.sources", f"{SOURCE_COLUMNS}, added_at")
        + " ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, url = excluded.url, section = excluded.section",
        (*map(without_surrogates, source), now_s),
    )
    checksums.stamp(connection, "sources", without_surrogates(source.id))


def _copy_to_library(
    connection: sqlite3.Connection, id_: int, starred_at: int, on_conflict: str
) -> bool:
    columns = f"starred_at, {ARTICLE_COLUMNS}, {BODY_COLUMNS}"
    copied = connection.execute(
        f"""INSERT {on_conflict} INTO library.stars ({columns}, checksum)
            SELECT {columns}, {checksums.sum_of("stars")} FROM (
                SELECT ? AS starred_at, {ARTICLE_COLUMNS}, {_UNPACKED}
                FROM articles JOIN bodies USING (number) WHERE id = ?
            )""",  # noqa: S608
        (starred_at, id_),
    )
    return copied.rowcount > 0


def _mirror(connection: sqlite3.Connection, wanted: str, *, is_read: bool) -> None:
    connection.execute(
        "UPDATE articles SET is_read = ?1 WHERE is_read <> ?1"
        " AND id IN (SELECT value FROM json_each(?2))",
        (int(is_read), wanted),
    )
