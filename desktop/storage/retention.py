"""Keeping the files within limits: what is deleted first, and what never is.

All functions run inside the caller's transaction, on a connection with both files.
"""

import sqlite3
from typing import NamedTuple

from desktop.core.model import Changes
from desktop.storage import cache
from desktop.storage.rows import ids_as_json

_YEAR_S = 365 * 24 * 3600
_MONTH_S = 30 * 24 * 3600


class Limits(NamedTuple):
    """How much the cache may hold.

    Attributes:
        articles: Rows; starred ones and the newest of each source stay beyond it.
        per_source: How many of its newest articles each source keeps in any case.
        at_once: How many articles go in one transaction, at about 0.2 ms each.
        picture_bytes: Of all pictures together; those of starred articles stay beyond it.
    """

    articles: int = 100_000
    per_source: int = 20
    at_once: int = 5_000
    picture_bytes: int = 300_000_000


def drop_oldest(connection: sqlite3.Connection, limits: Limits, now_s: int) -> Changes:
    """Delete the articles that arrived first, beyond the limit.

    Their ids are remembered, so that a feed that still has them does not bring them back.
    """
    ((count,),) = connection.execute("SELECT count(*) FROM articles").fetchall()
    if count <= limits.articles:
        return Changes()
    rows = connection.execute(
        """SELECT number, id FROM (
            SELECT number, id, row_number() OVER
                (PARTITION BY source_id ORDER BY number DESC) AS place
            FROM articles
        )
        WHERE place > ? AND id NOT IN (SELECT id FROM library.stars)
        ORDER BY number LIMIT ?""",
        (limits.per_source, min(count - limits.articles, limits.at_once)),
    ).fetchall()
    connection.executemany(
        "INSERT OR REPLACE INTO tombstones (id, seen_at) VALUES (?, ?)",
        [(id_, now_s) for _, id_ in rows],
    )
    promoted = cache.delete(connection, [number for number, _ in rows])
    return Changes(updated=promoted, removed=tuple(id_ for _, id_ in rows))


def drop_source(connection: sqlite3.Connection, source_id: str) -> Changes:
    """Delete the articles of a source that the user removed, but for the starred ones."""
    rows = connection.execute(
        "SELECT number, id FROM articles"
        " WHERE source_id = ? AND id NOT IN (SELECT id FROM library.stars)",
        (source_id,),
    ).fetchall()
    promoted = cache.delete(connection, [number for number, _ in rows])
    connection.execute("DELETE FROM states WHERE source_id = ?", (source_id,))
    return Changes(updated=promoted, removed=tuple(id_ for _, id_ in rows))


def drop_old_marks(connection: sqlite3.Connection, now_s: int) -> None:
    """Delete what is known of articles that have been gone for over a year.

    Nothing while the cache is younger than a month: what it lacks may just not have been
    fetched again yet.
    """
    ((oldest,),) = connection.execute("SELECT min(arrived_at) FROM articles").fetchall()
    if oldest is None or oldest > now_s - _MONTH_S:
        return
    long_ago = now_s - _YEAR_S
    for table, column in (("read_marks", "read_at"), ("positions", "saved_at")):
        connection.execute(
            f"""DELETE FROM library.{table} WHERE {column} < ?
                AND id NOT IN (SELECT id FROM articles)
                AND id NOT IN (SELECT id FROM tombstones WHERE seen_at >= ?)
                AND id NOT IN (SELECT id FROM library.stars)""",  # noqa: S608
            (long_ago, long_ago),
        )
    connection.execute("DELETE FROM tombstones WHERE seen_at < ?", (long_ago,))


def align_read_marks(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Make the cache's copy of the read marks true again; return the ids that were wrong.

    They differ after a power cut, or after a copy of the library was restored.
    """
    rows = connection.execute(
        """SELECT number, id, is_read FROM articles
            WHERE is_read <> EXISTS
                (SELECT 1 FROM library.read_marks AS r WHERE r.id = articles.id)"""
    ).fetchall()
    connection.execute(
        "UPDATE articles SET is_read = 1 - is_read"
        " WHERE number IN (SELECT value FROM json_each(?))",
        (ids_as_json(number for number, _, _ in rows),),
    )
    return tuple(id_ for _, id_, _ in rows)
