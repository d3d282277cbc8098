"""Opening the two files together, and reporting damage that is found while they are in use.

Opening for reading never fails; opening for writing does unless both files are sound. Either
way the connection is to the cache, and the library's tables are `library.…`. A damaged file is
replaced at the next start, not before: two threads have it open, and perhaps a virus scanner.
"""

import logging
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.connections import (
    READ_TIMEOUT_S,
    attach_library,
    connect,
    file_errors,
    quick_check,
    reason_of,
)
from desktop.storage.rows import add_text_functions
from desktop.storage.schema import CACHE, LIBRARY, Schema, apply_migrations, version_of

log = logging.getLogger(__name__)

_MARK = "cache.damaged"
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


def mark_cache(folder: Path) -> None:
    """Have the cache in `folder` rebuilt at the next start."""
    log.error("the cache in %s is damaged", folder)
    try:
        (folder / _MARK).touch()
    except OSError as error:  # it will be found again
        log.warning("the damage could not be noted: %s", error)


def is_cache_marked(folder: Path) -> bool:
    return (folder / _MARK).exists()


def unmark_cache(folder: Path) -> None:
    (folder / _MARK).unlink(missing_ok=True)


@contextmanager
def store_errors(connection: sqlite3.Connection, folder: Path) -> Iterator[None]:
    """Raise `StoreFailed` for what the disk does to a statement, and mark a damaged cache.

    `connection` is to the cache with the library attached.
    """
    try:
        yield
    except (sqlite3.DatabaseError, zlib.error) as error:
        reason = _reason_of(error, folder)
        if reason is None:
            raise
        path = folder
        if reason is StoreReason.DAMAGED:
            path = _damaged_file(connection, folder)
            if path.name == CACHE.file_name:
                mark_cache(folder)
        raise StoreFailed(path, reason, str(error)) from error


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


def _reason_of(error: Exception, folder: Path) -> StoreReason | None:
    if isinstance(error, sqlite3.DatabaseError):
        return reason_of(error, folder)
    return StoreReason.DAMAGED


def _damaged_file(connection: sqlite3.Connection, folder: Path) -> Path:
    """Return the file that is to blame: SQLite does not say, but the library is soon checked."""
    try:
        is_whole = not quick_check(connection, "library")
    except sqlite3.DatabaseError:
        is_whole = False
    return folder / (CACHE if is_whole else LIBRARY).file_name
