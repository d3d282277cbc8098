"""Damage met while running: which file it is, and the mark that has the cache made anew.

The files are open in two threads, and perhaps a virus scanner, so nothing is replaced
before the next start.
"""

import logging
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.connections import quick_check, reason_of
from desktop.storage.schema import CACHE, LIBRARY

log = logging.getLogger(__name__)

_MARK = "cache.damaged"


def mark_cache(folder: Path) -> None:
    """Have the cache in `folder` made anew at the next start."""
    log.error("the cache in %s is damaged", folder)
    try:
        (folder / _MARK).touch()
    except OSError as error:  # it will be met again
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
