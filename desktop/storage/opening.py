"""Opening the two files together: for reading come what may, for writing on firm ground only.

Both ways the connection is to the cache, and the library's tables are `library.…`.
"""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.storage.connections import READ_TIMEOUT_S, attach_library, connect, file_errors
from desktop.storage.migrations import apply_migrations, version_of
from desktop.storage.rows import add_text_functions
from desktop.storage.schema import CACHE, LIBRARY, Schema

log = logging.getLogger(__name__)

# In a folder that cannot be written SQLite cannot make the files beside a database that
# its log needs; with "immutable" it does without them.
_MODES = ("rw", "ro", "ro&immutable=1")


def open_for_reading(folder: Path) -> sqlite3.Connection:
    """Return a connection to the cache with the library attached, unable to write.

    A file that cannot be read in any way is replaced by an empty one in memory.
    """
    connection = _open_cache(folder / CACHE.file_name)
    _attach_library(connection, folder / LIBRARY.file_name)
    connection.execute("PRAGMA query_only = 1")
    return connection


def open_for_writing(folder: Path) -> sqlite3.Connection:
    """Return a connection to both files that `prepare.prepare` has made ready.

    What the user made waits for the disk at the end of each transaction, what can be
    fetched again only when the log is emptied.

    Raises:
        StoreFailed: A file cannot be opened; writing itself may still be refused.
    """
    with file_errors(folder / CACHE.file_name):
        connection = connect(folder / CACHE.file_name, mode="rw")
    try:
        add_text_functions(connection)
        with file_errors(folder / CACHE.file_name):
            connection.execute("PRAGMA main.synchronous = NORMAL")
        with file_errors(folder / LIBRARY.file_name):
            attach_library(connection, folder / LIBRARY.file_name)
            connection.execute("PRAGMA library.synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _open_cache(path: Path) -> sqlite3.Connection:
    for mode in _MODES:
        try:
            connection = connect(path, mode=mode, timeout_s=READ_TIMEOUT_S)
        except sqlite3.DatabaseError:
            continue
        if _is_usable(connection, CACHE, "main"):
            return connection
        connection.close()
    log.error("%s cannot be read", path)
    connection = sqlite3.connect(":memory:", uri=True, isolation_level=None)
    connection.deserialize(_empty(CACHE))
    return connection


def _attach_library(connection: sqlite3.Connection, path: Path) -> None:
    for mode in _MODES:
        try:
            attach_library(connection, path, mode=mode)
        except sqlite3.DatabaseError:
            continue
        if _is_usable(connection, LIBRARY, "library"):
            return
        connection.execute("DETACH library")
    log.error("%s cannot be read", path)
    connection.execute("ATTACH ':memory:' AS library")
    connection.deserialize(_empty(LIBRARY), name="library")


def _is_usable(connection: sqlite3.Connection, schema: Schema, name: str) -> bool:
    try:
        return version_of(connection, name) == schema.version
    except sqlite3.DatabaseError:
        return False


def _empty(schema: Schema) -> bytes:
    """Return an empty file of `schema`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply_migrations(connection, schema)
        return connection.serialize()
