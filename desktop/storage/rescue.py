"""Noticing that a file of the store is no longer where it was opened, and writing it anew.

A file that was deleted, renamed or replaced, or whose folder or disk went away, stays readable
for the connection that has it open; SQLite never looks, and what it writes from then on would
be gone with the process. (Windows lets nobody delete a file that is open.)
"""

import logging
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage import recovery
from desktop.storage.connections import connect, delete_with_log, file_errors, quick_check
from desktop.storage.durable import flush
from desktop.storage.schema import CACHE, LIBRARY, RESTORED_NAME

log = logging.getLogger(__name__)

Mark = tuple[int, ...]

_CACHE_ANEW = "cache.building.sqlite"
_UNKNOWN: Mark = (-1,)


class Place:
    """A database file and its log, as they were on opening.

    Of the file itself also its size and time count, which only the store's own writing may alter.
    """

    def __init__(self, path: Path) -> None:
        self._parts = [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm")]
        self._marks = [_mark(_state(part)) for part in self._parts]
        self._content: Mark | None = None
        self.note_content()

    def is_kept(self) -> bool:
        """Return whether the very files that were opened are there."""
        found = (_mark(_state(part)) for part in self._parts)
        return all(
            before is None or now in (before, _UNKNOWN)
            for before, now in zip(self._marks, found, strict=True)
        )

    def is_untouched(self) -> bool:
        """Return whether nobody wrote to the file since `note_content`."""
        return self._content in (_content(self._parts[0]), _UNKNOWN)

    def note_content(self) -> None:
        """Take the file as it is now for what the store has written."""
        self._content = _content(self._parts[0])


def write_library_anew(connection: sqlite3.Connection, folder: Path, now: datetime) -> None:
    """Put what `connection` has open as `library` where it belongs; set aside what is there.

    Raises StoreFailed: READ_ONLY or FULL, and DAMAGED for what could not all be read.
    """
    path, restored = folder / LIBRARY.file_name, folder / RESTORED_NAME
    log.error("the library is not where it was: it is written anew")
    _copy(connection, "library", restored)
    recovery.complete_replacement(path, LIBRARY, now)


def write_cache_anew(connection: sqlite3.Connection, folder: Path) -> None:
    """Put the cache that `connection` has open where it belongs, in the place of what is there."""
    path, unfinished = folder / CACHE.file_name, folder / _CACHE_ANEW
    log.error("the cache is not where it was: it is written anew")
    _copy(connection, "main", unfinished)
    with file_errors(path):
        delete_with_log(path)
        unfinished.replace(path)
        flush(path)


def _copy(connection: sqlite3.Connection, name: str, target: Path) -> None:
    """Make `target` of what `connection` has open as `name`: all of it, or there is none."""
    try:
        with file_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            delete_with_log(target)
            with closing(connect(target)) as copy:
                connection.backup(copy, name=name)
                finding = quick_check(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, to be renamed
            flush(target)
        if finding:
            raise StoreFailed(target, StoreReason.DAMAGED, finding)
    except StoreFailed:
        with file_errors(target):
            delete_with_log(target)
        raise


def _state(path: Path) -> os.stat_result | OSError:
    try:
        return path.stat()
    except OSError as error:
        return error


def _mark(state: os.stat_result | OSError) -> Mark | None:
    """Return what tells a file from another, None for none; a folder may not let itself be read."""
    if isinstance(state, OSError):
        return None if isinstance(state, FileNotFoundError | NotADirectoryError) else _UNKNOWN
    return state.st_dev, state.st_ino


def _content(path: Path) -> Mark | None:
    state = _state(path)
    return _mark(state) if isinstance(state, OSError) else (state.st_size, state.st_mtime_ns)
