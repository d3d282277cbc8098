"""What the user made besides stars: read marks, reading positions, own sources.

All functions run inside the caller's transaction, on a connection with both files.
"""

import sqlite3
from collections.abc import Iterable

from desktop.core.model import ReadingPosition, Source
from desktop.storage.rows import SOURCE_COLUMNS, ids_as_json, placeholders, without_surrogates

OWN_SOURCES = f"SELECT {SOURCE_COLUMNS} FROM library.sources ORDER BY added_at, rowid"  # noqa: S608


def mark_read(connection: sqlite3.Connection, ids: Iterable[int], now_s: int) -> tuple[int, ...]:
    """Mark articles as read; return those that were not."""
    wanted = ids_as_json(ids)
    rows = connection.execute(
        "INSERT OR IGNORE INTO library.read_marks (id, read_at)"
        " SELECT value, ? FROM json_each(?) RETURNING id",
        (now_s, wanted),
    ).fetchall()
    _mirror(connection, wanted, is_read=True)
    return tuple(id_ for (id_,) in rows)


def mark_unread(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[int, ...]:
    """Take the read marks off; return the articles that had one."""
    wanted = ids_as_json(ids)
    rows = connection.execute(
        "DELETE FROM library.read_marks WHERE id IN (SELECT value FROM json_each(?)) RETURNING id",
        (wanted,),
    ).fetchall()
    _mirror(connection, wanted, is_read=False)
    return tuple(id_ for (id_,) in rows)


def save_position(
    connection: sqlite3.Connection, article_id: int, position: ReadingPosition, now_s: int
) -> None:
    """Remember where the reader left an article; its very beginning is not worth a row."""
    if position == ReadingPosition():
        connection.execute("DELETE FROM library.positions WHERE id = ?", (article_id,))
        return
    connection.execute(
        "INSERT OR REPLACE INTO library.positions (id, block, offset_px, saved_at)"
        " VALUES (?, ?, ?, ?)",
        (article_id, position.block, position.offset_px, now_s),
    )


def add_source(connection: sqlite3.Connection, source: Source, now_s: int) -> None:
    """Store a source of the user's own; one with that id is overwritten in its place."""
    connection.execute(
        f"""INSERT INTO library.sources ({SOURCE_COLUMNS}, added_at)
            VALUES ({placeholders(SOURCE_COLUMNS)}, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url,
                section = excluded.section""",  # noqa: S608
        (*map(without_surrogates, source), now_s),
    )


def own_sources(connection: sqlite3.Connection) -> list[Source]:
    """Return the sources that the user added, in that order."""
    return [Source._make(row) for row in connection.execute(OWN_SOURCES).fetchall()]


def _mirror(connection: sqlite3.Connection, wanted: str, *, is_read: bool) -> None:
    connection.execute(
        "UPDATE articles SET is_read = ?1 WHERE is_read <> ?1"
        " AND id IN (SELECT value FROM json_each(?2))",
        (int(is_read), wanted),
    )
