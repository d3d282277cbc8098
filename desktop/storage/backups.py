"""Copies of the library: one a day, the last seven kept; one before each migration.

A copy gets its name only once it was read back and found whole, so every file with the name
of a copy was good on its day.
"""

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.connections import connect, file_errors, quick_check

FOLDER = "backups"
DAYS_KEPT = 7

_DAILY = re.compile(r"library-(\d{4}-\d\d-\d\d)\.sqlite")
_BEFORE_MIGRATION = re.compile(r"library-v(\d+)\.sqlite")


def make_daily(library: Path, now: datetime) -> Path | None:
    """Copy `library` unless today's copy exists; return the copy, None if there was one.

    Only then are the oldest copies deleted, and those dated after `now`, which a clock gone
    wrong has left and which would pass for the newest, and for that of their day when it comes.
    While there are such, today's may be of that time as well and is made anew.

    Raises StoreFailed where the library is damaged (then no copy is touched) or the disk full.
    """
    copy = library.parent / FOLDER / f"library-{now.date().isoformat()}.sqlite"
    if copy.exists() and not _is_any_later(library.parent, now.date()):
        return None
    _copy(library, copy)
    with file_errors(copy):
        dated = _daily(library.parent)
        kept = [path for day, path in dated if day <= now.date()][:DAYS_KEPT]
        for path in {path for _, path in dated}.difference(kept):
            path.unlink(missing_ok=True)
    return copy


def make_before_migration(library: Path, version: int) -> None:
    """Copy `library`, which is at `version`, before it is brought to a later one."""
    _copy(library, library.parent / FOLDER / f"library-v{version}.sqlite")


def newest_first(folder: Path) -> list[Path]:
    """Return the copies in the profile `folder`: the daily ones, then those before migrations."""
    if not (folder / FOLDER).is_dir():
        return []
    migrations = ((int(match[1]), path) for match, path in _named(folder, _BEFORE_MIGRATION))
    return [path for _, path in (*_daily(folder), *sorted(migrations, reverse=True))]


def is_good(copy: Path) -> bool:
    """Return whether `copy` can be read and SQLite finds nothing wrong with it."""
    try:
        with closing(connect(copy, mode="ro&immutable=1")) as connection:
            return not quick_check(connection) and copy.stat().st_size > 0
    except (sqlite3.DatabaseError, OSError):
        return False


def flush(path: Path) -> None:
    """Wait until the disk has `path`, and the folder its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    if os.name == "posix":  # Windows opens no folders and has no need to
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _copy(library: Path, copy: Path) -> None:
    unfinished = copy.with_suffix(".unfinished")
    with file_errors(copy):
        copy.parent.mkdir(exist_ok=True)
        unfinished.unlink(missing_ok=True)
    with file_errors(library), closing(connect(library, mode="rw")) as connection:
        finding = quick_check(connection)
        if finding:
            raise StoreFailed(library, StoreReason.DAMAGED, finding)
        with file_errors(copy), closing(connect(unfinished)) as target:
            connection.backup(target)
            # One file, that can be read where nothing can be written.
            target.execute("PRAGMA journal_mode = DELETE")
    with file_errors(copy):
        if not is_good(unfinished):
            raise StoreFailed(copy, StoreReason.DAMAGED, "the copy cannot be read back")
        flush(unfinished)
        unfinished.replace(copy)
        flush(copy)


def _daily(folder: Path) -> list[tuple[date, Path]]:
    """Return the daily copies with their days, newest first."""
    dated = []
    for match, path in _named(folder, _DAILY):
        with suppress(ValueError):  # a file that somebody named so: not ours
            dated.append((date.fromisoformat(match[1]), path))
    return sorted(dated, reverse=True)


def _is_any_later(folder: Path, today: date) -> bool:
    return any(day > today for day, _ in _daily(folder))


def _named(folder: Path, pattern: re.Pattern[str]) -> list[tuple[re.Match[str], Path]]:
    matches = ((pattern.fullmatch(path.name), path) for path in (folder / FOLDER).iterdir())
    return [(match, path) for match, path in matches if match]
