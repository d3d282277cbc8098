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
    FILE_ENDINGS,
    START_TIMEOUT_S,
    apply_migrations,
    attach,
    clear,
    column,
    connect,
    delete_with_log,
    file_errors,
    free_name,
    has_schema,
    mark_cache,
    number_in_header,
    quick_check,
    transaction,
    version_of,
)
from desktop.storage.schema import CACHE, DAMAGE_MARK, LIBRARY, RESTORED_NAME, Schema
from desktop.storage.whole import header_finding, is_sealed, seal

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
    CACHE_DAMAGED = "cache-damaged"  # found while running, and renewed
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
    folder: Path,
    now: datetime,
    *,
    library: Schema = LIBRARY,
    cache: Schema = CACHE,
    trusts_seal: bool = True,
) -> Preparation:
    """Make the two files in the profile `folder` ready for `ArticleReader` and `ArticleWriter`.

    Nothing may have them open. A library left by a run that ended well is not checked again,
    unless it is not to be trusted: because damage was met while running.

    Raises StoreFailed: NEWER for a library of a later program, which is left alone; LOCKED when
    something else keeps hold of a file.
    """
    events: list[StorageEvent] = []
    try:
        with file_errors(folder / library.file_name):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        events += _prepare_library(folder / library.file_name, library, now, trusts_seal)
        events += _prepare_cache(folder / cache.file_name, cache)
    except StoreFailed as failure:
        if failure.reason not in _UNWRITABLE:
            raise
        events.append(StorageEvent(_UNWRITABLE[failure.reason], failure.path, failure.detail))
        return Preparation(tuple(events), is_read_only=True)
    return Preparation(tuple(events))


def check_files(folder: Path) -> tuple[StorageEvent, ...]:
    """Read through both files; report damage of the cache, which is then rebuilt when made ready.

    For a thread that holds nothing up: takes 0.2 s for 100,000 articles.
    Raises StoreFailed: DAMAGED for the library; where a file cannot be read at all just now.
    """
    library = folder / LIBRARY.file_name
    if finding := _finding(library):
        raise StoreFailed(library, StoreReason.DAMAGED, finding)
    return check_cache(folder)


def check_cache(folder: Path) -> tuple[StorageEvent, ...]:
    """Read through the cache alone, see `check_files`."""
    path = folder / CACHE.file_name
    finding = _finding(path)
    if not finding:
        return ()
    mark_cache(folder)
    return (StorageEvent(StorageEventKind.CACHE_DAMAGED, path, finding),)


def _finding(path: Path) -> str:
    try:
        with file_errors(path), closing(connect(path, mode="rw")) as connection:
            return quick_check(connection)
    except StoreFailed as failure:
        if failure.reason is not StoreReason.DAMAGED:
            raise
        return failure.detail or "damaged"


def seal_library(folder: Path) -> None:
    """Note how the library is left, now that nobody has it open: the next start can trust it."""
    seal(folder / LIBRARY.file_name)


def _prepare_library(
    path: Path, schema: Schema, now: datetime, trusts_seal: bool
) -> list[StorageEvent]:
    try:
        if os.path.lexists(path.with_name(RESTORED_NAME)):
            from desktop.storage import recovery  # not needed on an ordinary day

            recovery.complete_replacement(path, schema, now)
        return _open_library(path, schema, trusts_seal)
    except StoreFailed as failure:
        if failure.reason is not StoreReason.DAMAGED or failure.path != path:  # a copy's, say
            raise
        return [_restore_library(path, schema, now, failure.detail)]


def _open_library(path: Path, schema: Schema, trusts_seal: bool) -> list[StorageEvent]:
    """Check the library and migrate it; one that is gone but was not always is damaged."""
    has_content = _has_content(path)
    if not has_content and _has_history(path):
        raise StoreFailed(path, StoreReason.DAMAGED, "gone or empty")
    is_trusted = trusts_seal and has_content and is_sealed(path)
    with file_errors(path), closing(connect(path, timeout_s=START_TIMEOUT_S)) as connection:
        version = _checked_version(connection, path, schema)
        finding = "" if is_trusted else _finding_in(connection, schema, version)
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
    """Return the file's version, never above this program's; raises StoreFailed: NEWER, DAMAGED."""
    version = version_of(connection)
    mark = number_in_header(connection, "application_id")
    if not schema.is_marked(version, mark):
        raise StoreFailed(path, StoreReason.DAMAGED, f"version {version}, mark {mark}")
    if version > schema.version:
        raise StoreFailed(path, StoreReason.NEWER, f"version {version}")
    names = set(column(connection, "SELECT name FROM sqlite_schema"))
    missing = _names_in(schema, version) - names
    if missing or (version == 0 and names):
        detail = f"no {sorted(missing)}" if missing else "tables but no version"
        raise StoreFailed(path, StoreReason.DAMAGED, detail)
    return version


def _finding_in(connection: sqlite3.Connection, schema: Schema, version: int) -> str:
    finding = quick_check(connection)
    if not finding and version and not has_schema(connection, schema.at(version)):
        finding = "altered text of the schema"
    return finding


def _names_in(schema: Schema, version: int) -> frozenset[str]:
    """Return what a file of `version` must have; an older one, all that a migration may name."""
    if version == schema.version:
        return schema.tables
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply_migrations(connection, schema.at(version))
        return frozenset(column(connection, "SELECT name FROM sqlite_schema"))


def _has_content(path: Path, *, is_vacuumed: bool = False) -> bool:
    """Return whether SQLite may open `path`: for an empty file it would delete the log.

    What stands in the place of the log and the rest and is no file is moved away. Raises
    StoreFailed where something else has the name of the file itself, or it has a bad header.
    """
    with file_errors(path):
        for ending in FILE_ENDINGS:
            part = path.with_name(path.name + ending)
            if part != path and os.path.lexists(part) and not _is_plain_file(part):
                part.replace(free_name(part))
        if os.path.lexists(path) and not path.is_file():
            raise StoreFailed(path, StoreReason.DAMAGED, "not a file")
        if not path.exists() or path.stat().st_size == 0:
            return False
        if finding := header_finding(path, is_vacuumed=is_vacuumed):
            raise StoreFailed(path, StoreReason.DAMAGED, finding)
        return True


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


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
    """Make the cache usable; one that is damaged or of a later program is made anew."""
    mark = path.with_name(DAMAGE_MARK)
    try:
        if os.path.lexists(mark):
            raise StoreFailed(path, StoreReason.DAMAGED, "found damaged while running")
        _open_cache(path, schema)
    except StoreFailed as failure:
        if failure.reason not in (StoreReason.DAMAGED, StoreReason.NEWER):
            raise
        log.error("the cache is rebuilt: %s", failure)
        with file_errors(path):
            delete_with_log(path)
            _open_cache(path, schema)
            clear(mark)
        return [StorageEvent(StorageEventKind.CACHE_RENEWED, path, failure.detail)]
    return []


def _open_cache(path: Path, schema: Schema) -> None:
    """Create the cache or migrate it; without a copy, as all of it can be fetched again."""
    if not _has_content(path, is_vacuumed=True):
        with file_errors(path):
            delete_with_log(path)  # the log of a cache that somebody deleted
    with file_errors(path), closing(connect(path, timeout_s=START_TIMEOUT_S)) as connection:
        version = _checked_version(connection, path, schema)
        if version < schema.version or not number_in_header(connection, "application_id"):
            apply_migrations(connection, schema)
        if version < schema.version:
            _fill_cache(connection, path.with_name(LIBRARY.file_name), is_new=version == 0)
        connection.text_factory = bytes  # a flipped bit in a title is no reason to lose it all
        for statement in schema.first_reads:
            connection.execute(statement).fetchall()


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
