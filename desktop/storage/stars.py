"""Stars: the starred article's row and text, kept in the library for good.

All functions run inside the caller's transaction, on a connection with both files that
knows `pack` and `unpack` (see `rows.add_text_functions`).
"""

import sqlite3

from desktop.storage import articles
from desktop.storage.rows import ARTICLE_COLUMNS, ArticleRow, ids_as_json

_BODY_COLUMNS = "content_html, html, shape, is_full, text"
_UNPACKED = "unpack(content_html), unpack(html), shape, is_full, unpack(text)"


def add(connection: sqlite3.Connection, id_: int, now_s: int) -> bool:
    """Star the article `id_`; return False if it was starred, or is not known."""
    return _copy_to_library(connection, id_, now_s, "OR IGNORE")


def remove(connection: sqlite3.Connection, id_: int) -> bool:
    """Take the star off; return False if there was none. The article stays in the cache."""
    copy_stars_to_cache(connection)
    return connection.execute("DELETE FROM library.stars WHERE id = ?", (id_,)).rowcount > 0


def refresh(connection: sqlite3.Connection, id_: int) -> None:
    """Bring the text kept with a star up to date with the cache, if `id_` is starred."""
    found = connection.execute(
        "SELECT starred_at FROM library.stars WHERE id = ?", (id_,)
    ).fetchall()
    if found:
        _copy_to_library(connection, id_, found[0][0], "OR REPLACE")


def copy_stars_to_cache(connection: sqlite3.Connection) -> None:
    """Put the starred articles that the cache has lost back into it, to be listed and found."""
    lost = connection.execute(
        "SELECT id FROM library.stars AS s"
        " WHERE NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.id = s.id)"
    ).fetchall()
    if not lost:
        return
    rows = connection.execute(
        f"""SELECT EXISTS (SELECT 1 FROM library.read_marks AS r WHERE r.id = s.id),
            {_BODY_COLUMNS}, {ARTICLE_COLUMNS}
            FROM library.stars AS s WHERE id IN (SELECT value FROM json_each(?))
            ORDER BY arrived_at, published_at""",  # noqa: S608
        (ids_as_json(id_ for (id_,) in lost),),
    ).fetchall()
    for is_read, content_html, html, shape, is_full, text, *columns in rows:
        kept = articles.Text(
            content_html=content_html,
            search_text=text,
            fingerprint=0,
            html=html,
            shape=shape,
            is_full=bool(is_full),
        )
        articles.insert(connection, ArticleRow._make(columns), kept, is_read=bool(is_read))


def _copy_to_library(
    connection: sqlite3.Connection, id_: int, starred_at: int, on_conflict: str
) -> bool:
    return (
        connection.execute(
            f"""INSERT {on_conflict} INTO library.stars
                (starred_at, {ARTICLE_COLUMNS}, {_BODY_COLUMNS})
                SELECT ?, {ARTICLE_COLUMNS}, {_UNPACKED}
                FROM articles JOIN bodies USING (number) WHERE id = ?""",  # noqa: S608
            (starred_at, id_),
        ).rowcount
        > 0
    )
