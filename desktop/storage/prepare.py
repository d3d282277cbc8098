"""Making the two files ready for use: created, checked, migrated, repaired.

`prepare` runs once on the GUI thread before the window, so it reads as little as it can;
`check_cache` reads the whole cache later, in the database executor.

Where the profile folder cannot be written or the disk is full, `prepare` says so in its
result and the program runs on: `ArticleReader` shows what is stored (or nothing), `ArticleWriter`
refuses with `StoreFailed`. Who wants to go on with fresh news prepares a temporary folder.
"""

import logging
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.connections import (
    START_TIMEOUT_S,
    apply_migrations,
    attach,
    column,
    connect,
    delete_with_log,
    file_errors,
    mark_cache,
    quick_check,
    transaction,
    version_of,
)
from desktop.storage.schema import CACHE, DAMAGE_MARK, LIBRARY, RESTORED_NAME, Schema

log = logging.getLogger(__name__)

# Costs no write, and fails where none is possible; a mere BEGIN IMMEDIATE does not.
_WRITE_NOTHING = "DELETE FROM stars WHERE 0"
# What takes 0.3 s, once; the rest follows when the window has been there for a while.
_FOLDED_AT_START = 2_000


class StorageEventKind(Enum):
    """What the user is told, once."""

    LIBRARY_RESTORED = "library-restored"  # damaged; a copy and what could be read put back
    LIBRARY_SALVAGED = "library-salvaged"  # damaged, no copy; what could be read was kept
    LIBRARY_LOST = "library-lost"  # damaged, no copy, nothing to be read
    LIBRARY_UPDATED = "library-updated"  # brought to this version, after a copy was made
    CACHE_RENEWED = "cache-renewed"  # damaged; its articles are fetched again
    CACHE_DAMAGED = "cache-damaged"  # found while running: renewed at the next start
    READ_ONLY = "read-only"  # nothing can be stored
    FULL = "full"  # nothing can be stored: no room on the disk


_UNWRITABLE = {
    StoreReason.READ_ONLY: StorageEventKind.READ_ONLY,
    StoreReason.FULL: StorageEventKind.FULL,
}


class StorageEvent(NamedTuple):
    """Something about the files that the user should know."""

    kind: StorageEventKind
    path: Path  # the file it happened to; the one set aside where there is one
    detail: str = ""  # in English, for the log: the copy restored, values salvaged


class Preparation(NamedTuple):
    """What came of `prepare`: what happened, and whether every write will be refused."""

    events: tuple[StorageEvent, ...] = ()
    is_read_only: bool = False


def prepare(
    folder: Path, now: datetime, *, library: Schema = LIBRARY, cache: Schema = CACHE
) -> Preparation:
    """Make the two files in the profile `folder` ready for `ArticleReader` and `ArticleWriter`.

    Raises StoreFailed: NEWER for files of a later program, which are left alone; LOCKED when
    something else keeps hold of them.
    """
    events: list[StorageEvent] = []
    try:
        with file_errors(folder / library.file_name):
            folder.mkdir(parents=True, exist_ok=True)
        events += _prepare_library(folder / library.file_name, library, now)
        events += _prepare_cache(folder / cache.file_name, cache)
    except StoreFailed as failure:
        if failure.reason not in _UNWRITABLE:
            raise
        events.append(StorageEvent(_UNWRITABLE[failure.reason], failure.path, failure.detail))
        return Preparation(tuple(events), is_read_only=True)
    return Preparation(tuple(events))


def check_cache(folder: Path) -> tuple[StorageEvent, ...]:
    """Read through the whole cache and report damage; it is renewed at the next start.

    For the database executor: takes 0.2 s for 100,000 articles.
    Raises StoreFailed where the file cannot be read at all just now.
    """
    path = folder / CACHE.file_name
    try:
        with file_errors(path), closing(connect(path, mode="rw")) as connection:
            finding = quick_check(connection)
    except StoreFailed as failure:
        if failure.reason is not StoreReason.DAMAGED:
            raise
        finding = failure.detail
    if not finding:
        return ()
    mark_cache(folder)
    return (StorageEvent(StorageEventKind.CACHE_DAMAGED, path, finding),)


def _prepare_library(path: Path, schema: Schema, now: datetime) -> list[StorageEvent]:
    try:
        if path.with_name(RESTORED_NAME).exists():
            from desktop.storage import recovery  # not needed on an ordinary day

            recovery.complete_replacement(path, now)
        return _open_library(path, schema)
    except StoreFailed as failure:
        if failure.reason is not StoreReason.DAMAGED:
            raise
        return [_restore_library(path, schema, now, failure.detail)]


def _open_library(path: Path, schema: Schema) -> list[StorageEvent]:
    """Check the library and migrate it; one that is gone but was not always is damaged."""
    if not _has_content(path) and _has_history(path):
        raise StoreFailed(path, StoreReason.DAMAGED, "gone or empty")
    with file_errors(path), closing(connect(path, timeout_s=START_TIMEOUT_S)) as connection:
        version = _checked_version(connection, path, schema)
        finding = quick_check(connection)
        if finding:
            raise StoreFailed(path, StoreReason.DAMAGED, finding)
        if version == schema.version:
            connection.execute(_WRITE_NOTHING)
            return []
        return _update_library(connection, path, schema, version)


def _update_library(
    connection: sqlite3.Connection, path: Path, schema: Schema, version: int
) -> list[StorageEvent]:
    """Create the tables of a new library, or migrate an older one after copying it."""
    from desktop.storage import backups  # not needed on an ordinary day

    if version == 0:
        if backups.newest_first(path.parent):
            raise StoreFailed(path, StoreReason.DAMAGED, "no tables")
        apply_migrations(connection, schema)
        return []
    backups.make_before_migration(path, version)
    apply_migrations(connection, schema)
    detail = f"from version {version} to {schema.version}"
    return [StorageEvent(StorageEventKind.LIBRARY_UPDATED, path, detail)]


def _checked_version(connection: sqlite3.Connection, path: Path, schema: Schema) -> int:
    """Return the file's version, never above this program's.

    Raises StoreFailed: NEWER for a whole file of a later program, DAMAGED for a version that
    only a damaged header names, or when tables are missing.
    """
    version = version_of(connection)
    if version > schema.version or version < 0:
        finding = quick_check(connection) if version > 0 else "negative version"
        reason = StoreReason.DAMAGED if finding else StoreReason.NEWER
        raise StoreFailed(path, reason, finding or f"version {version}")
    names = set(column(connection, "SELECT name FROM sqlite_schema"))
    missing = _names_in(schema, version) - names
    if missing or (version == 0 and names):
        detail = f"no {sorted(missing)}" if missing else "tables but no version"
        raise StoreFailed(path, StoreReason.DAMAGED, detail)
    return version


def _names_in(schema: Schema, version: int) -> frozenset[str]:
    """Return what a file of `version` must have; an older one, all that a migration may name."""
    if version == schema.version:
        return schema.tables
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply_migrations(connection, schema._replace(migrations=schema.migrations[:version]))
        return frozenset(column(connection, "SELECT name FROM sqlite_schema"))


def _has_content(path: Path) -> bool:
    """Return whether SQLite may open `path`: for an empty file it would delete the log.

    A folder of that name counts as damage, not as a missing file.
    """
    with file_errors(path):
        if path.exists() and not path.is_file():
            raise StoreFailed(path, StoreReason.DAMAGED, "not a file")
        return path.exists() and path.stat().st_size > 0


def _has_history(path: Path) -> bool:
    """Return whether there are copies or a log of the library `path`."""
    from desktop.storage import backups  # not needed on an ordinary day

    has_log = path.with_name(f"{path.name}-wal").exists()
    return has_log or bool(backups.newest_first(path.parent))


def _restore_library(path: Path, schema: Schema, now: datetime, finding: str) -> StorageEvent:
    from desktop.storage import recovery  # not needed on an ordinary day

    restored = recovery.restore_library(path, schema, now)
    if restored.copy:
        kind = StorageEventKind.LIBRARY_RESTORED
    elif restored.salvaged:
        kind = StorageEventKind.LIBRARY_SALVAGED
    else:
        kind = StorageEventKind.LIBRARY_LOST
    copy = restored.copy.name if restored.copy else "none"
    detail = f"{finding}; copy {copy}; {restored.salvaged} values salvaged"
    return StorageEvent(kind, restored.set_aside or path, detail)


def _prepare_cache(path: Path, schema: Schema) -> list[StorageEvent]:
    """Make the cache usable; a damaged one is replaced by an empty one."""
    try:
        if path.with_name(DAMAGE_MARK).exists():
            raise StoreFailed(path, StoreReason.DAMAGED, "found damaged while running")
        _open_cache(path, schema)
    except StoreFailed as failure:
        if failure.reason is not StoreReason.DAMAGED:
            raise
        log.error("the cache is rebuilt: %s", failure)
        with file_errors(path):
            _discard(path)
            _open_cache(path, schema)
            path.with_name(DAMAGE_MARK).unlink(missing_ok=True)
        return [StorageEvent(StorageEventKind.CACHE_RENEWED, path, failure.detail)]
    return []


def _open_cache(path: Path, schema: Schema) -> None:
    """Create the cache or migrate it; without a copy, as all of it can be fetched again."""
    if not _has_content(path):
        _discard(path)  # the log of a cache that somebody deleted
    with file_errors(path), closing(connect(path, timeout_s=START_TIMEOUT_S)) as connection:
        version = _checked_version(connection, path, schema)
        if version < schema.version:
            apply_migrations(connection, schema)
            _fill_cache(connection, path.with_name(LIBRARY.file_name), is_new=version == 0)
        connection.text_factory = bytes  # a flipped bit in a title is no reason to lose it all
        for statement in schema.first_reads:
            connection.execute(statement).fetchall()


def _discard(path: Path) -> None:
    """Delete a cache with its log, or move away a folder that has its name."""
    with file_errors(path):
        if path.is_dir():
            path.replace(path.with_name(f"{path.name}.{os.getpid()}"))
        delete_with_log(path)


def _fill_cache(connection: sqlite3.Connection, library_file: Path, *, is_new: bool) -> None:
    """Put the starred articles into a new cache; index the newest of an older one anew."""
    from desktop.storage import cache, library, rows  # not needed on an ordinary day

    connection.text_factory = rows.lenient_text
    rows.add_text_functions(connection)
    if is_new:
        attach(connection, library_file, "library")
    with transaction(connection):
        if is_new:
            library.copy_stars_to_cache(connection)
        else:
            cache.fold_index(connection, _FOLDED_AT_START)
