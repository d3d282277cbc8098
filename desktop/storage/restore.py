"""Making the library what it was in a copy, at the user's wish, while the program runs.

It is one transaction on the connection that writes: after a power cut all of it has happened,
or nothing. What the cache lists is brought into line with it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import Changes
from desktop.storage import library
from desktop.storage.connections import (
    apply_migrations,
    attach,
    column,
    connect,
    delete_with_log,
    file_errors,
    transaction,
    version_of,
)
from desktop.storage.schema import LIBRARY

# What else the library holds follows from these.
_TABLES = ("sources", "stars", "read_marks", "positions")
_UNFINISHED = "library.restoring.sqlite"
_LAST_NUMBER = 2**63 - 1


def restore_library(connection: sqlite3.Connection, folder: Path, copy: Path) -> Changes:
    """Replace all that the user made by that of `copy`; return the ids. Raises StoreFailed."""
    with _brought_up_to_date(folder, copy) as kept:
        attach(connection, kept, "kept", mode="ro")
        try:
            with transaction(connection):
                altered = _starred_in_one(connection)
                for table in _TABLES:
                    connection.execute(f"DELETE FROM library.{table}")  # noqa: S608
                    connection.execute(
                        f"INSERT INTO library.{table} SELECT * FROM kept.{table}"  # noqa: S608
                    )
                library.copy_stars_to_cache(connection)
                altered |= set(library.align_read_marks(connection, 0, _LAST_NUMBER))
        finally:
            connection.execute("DETACH kept")
    return Changes(updated=tuple(altered))


@contextmanager
def _brought_up_to_date(folder: Path, copy: Path) -> Iterator[Path]:
    """Give a file of this program's version with what is in `copy`, for as long as it is used."""
    kept = folder / _UNFINISHED
    with file_errors(kept):
        delete_with_log(kept)
        kept.write_bytes(copy.read_bytes())
        try:
            with closing(connect(kept)) as connection:
                if version_of(connection) > LIBRARY.version:
                    raise StoreFailed(copy, StoreReason.NEWER)
                apply_migrations(connection, LIBRARY)
                connection.execute("PRAGMA journal_mode = DELETE")
            yield kept
        finally:
            delete_with_log(kept)


def _starred_in_one(connection: sqlite3.Connection) -> set[int]:
    """Return the articles that have a star now or in the copy, but not in both."""
    now = set(column(connection, "SELECT id FROM library.stars"))
    then = set(column(connection, "SELECT id FROM kept.stars"))
    return now ^ then
