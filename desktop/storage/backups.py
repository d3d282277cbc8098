"""Copies of what the user made: one a day, the last seven kept; one before each migration.

A copy is a library with, beside it, the settings and the list of own sources of that moment.
The library gets its name last, once all of it is on the disk, was read back and found whole:
every library with the name of a copy was good on its day.

Copies are numbered, and by their numbers put in order: a clock may be wrong. What an earlier
version of the program made has a day in place of a number, and is older than all that have one.
"""

import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from desktop.core.ages import AMSTERDAM, clock_time
from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.connections import connect, file_errors, free_name, quick_check
from desktop.storage.durable import UNFINISHED, flush, write_whole
from desktop.storage.schema import LIBRARY

log = logging.getLogger(__name__)

FOLDER = "backups"
DAYS_KEPT = 7
LASTS_AHEAD = 30  # copies that are made after one whose day is still to come, before it goes
OTHERS_KEPT = 2  # of those before migrations, and of those before a copy was put back

_DAILY = "daily"
_UNDO = "undo"  # of what was there before a copy was put back
_STAMPED = re.compile(r"library-(\d{1,9})-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)-(daily|undo)\.sqlite")
_DATED = re.compile(r"library-(\d{4}-\d\d-\d\d)\.sqlite")
_BEFORE_MIGRATION = re.compile(r"library-v(\d{1,9})\.sqlite")
_BESIDE = re.compile(r"(?:settings|bronnen)(-.+)\.(?:json|toml)")


class Files(NamedTuple):
    """What a copy has beside the library; None for what there is not, or is not sound."""

    settings: bytes | None = None  # as JSON
    sources: bytes | None = None  # as TOML


_NO_FILES = Files()


class Copy(NamedTuple):
    """One copy; `day` and `clock` ("09:12", "" if unknown) are those of Amsterdam."""

    library: Path
    number: int
    day: date
    clock: str
    is_undo: bool = False

    @property
    def settings(self) -> Path:
        return self._beside("settings", "json")

    @property
    def sources(self) -> Path:
        return self._beside("bronnen", "toml")

    def _beside(self, name: str, ending: str) -> Path:
        stamp = self.library.stem.removeprefix("library")
        return self.library.with_name(f"{name}{stamp}.{ending}")


def make_daily(
    folder: Path, now: datetime, files: Files = _NO_FILES, *, is_renewed: bool = False
) -> Copy | None:
    """Copy the library in the profile `folder` unless the newest copy is of today.

    With `is_renewed` today's copy is made anew where there is one. Returns the copy, None if
    none was made. Only then are copies deleted: an earlier one of the same day and the oldest
    beyond seven, both only where there was one too many. One dated after `now` stays until
    thirty have followed it: of two clocks, nobody knows which was wrong.

    Raises StoreFailed where the library is damaged (then no copy is touched) or the disk full.
    """
    _clear(folder)
    if has_todays(folder, now) and not is_renewed:
        return None
    today = now.astimezone(AMSTERDAM).date()
    copies = [copy for copy in all_copies(folder) if not copy.is_undo]
    made = _make(folder, now, files, _DAILY)
    others = [copy for copy in copies if copy.day <= today]
    again = [copy for copy in others if copy.day == today][-1:]
    others = [copy for copy in others if copy not in again]
    ahead = [copy for copy in copies if copy.day > today]
    outlived = [copy for copy in ahead if made.number - copy.number > LASTS_AHEAD]
    for copy in (*again, *others[DAYS_KEPT - 1 :][-1:], *outlived[-1:]):
        _delete(copy)
    return made


def has_todays(folder: Path, now: datetime) -> bool:
    """Return whether the newest copy is of today."""
    newest = next((copy for copy in all_copies(folder) if not copy.is_undo), None)
    return newest is not None and newest.day == now.astimezone(AMSTERDAM).date()


def make_undo(folder: Path, now: datetime, files: Files) -> Copy:
    """Copy everything before an older copy is put back in its place; raises StoreFailed."""
    made = _make(folder, now, files, _UNDO)
    for copy in [copy for copy in all_copies(folder) if copy.is_undo][OTHERS_KEPT:]:
        _delete(copy)
    return made


def make_before_migration(library: Path, version: int) -> None:
    """Copy `library`, which is at `version`, before it is brought to a later one."""
    _copy_library(library, library.parent / FOLDER / f"library-v{version}.sqlite")
    _drop_migrations(library.parent)


def all_copies(folder: Path) -> list[Copy]:
    """Return the copies in the profile `folder`, but for those before migrations; newest first."""
    return sorted(_found(folder), key=lambda copy: (copy.number, copy.day), reverse=True)


def newest_first(folder: Path) -> list[Path]:
    """Return the libraries of all copies: the daily ones, then those made before something."""
    return [*(copy.library for copy in daily_first(folder)), *_before_migrations(folder)]


def daily_first(folder: Path) -> list[Copy]:
    """Return the copies in the order in which they are put back where something is damaged."""
    return sorted(all_copies(folder), key=lambda copy: copy.is_undo)


def is_good(copy: Path) -> bool:
    """Return whether `copy` can be read and SQLite finds nothing wrong with it."""
    try:
        with closing(connect(copy, mode="ro&immutable=1")) as connection:
            return not quick_check(connection) and copy.stat().st_size > 0
    except (sqlite3.DatabaseError, OSError, UnicodeDecodeError):
        return False


def _make(folder: Path, now: datetime, files: Files, kind: str) -> Copy:
    number = max((copy.number for copy in all_copies(folder)), default=0) + 1
    local = now.astimezone(AMSTERDAM)
    name = f"library-{number:04}-{local:%Y-%m-%d-%H%M}-{kind}.sqlite"
    copy = Copy(folder / FOLDER / name, number, local.date(), clock_time(now), kind == _UNDO)
    with file_errors(copy.library):
        _make_folder(folder)
        for path, content in ((copy.settings, files.settings), (copy.sources, files.sources)):
            if content is not None:
                write_whole(path, content)
    _copy_library(folder / LIBRARY.file_name, copy.library)
    return copy


def _make_folder(folder: Path) -> None:
    place = folder / FOLDER
    if os.path.lexists(place) and not place.is_dir():
        place.replace(free_name(folder / f"{FOLDER}-set-aside"))
    place.mkdir(mode=0o700, exist_ok=True)


def _copy_library(library: Path, copy: Path) -> None:
    unfinished = copy.with_suffix(UNFINISHED)
    try:
        _copy_by_way_of(unfinished, library, copy)
    except StoreFailed:
        _unlink(unfinished)  # the disk may be full
        raise


def _copy_by_way_of(unfinished: Path, library: Path, copy: Path) -> None:
    with file_errors(copy):
        _make_folder(library.parent)
        for path in (copy, unfinished):
            if path.is_dir():
                path.replace(free_name(path.with_name(f"{path.name}-set-aside")))
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


def _clear(folder: Path) -> None:
    """Delete what a run that was cut off left behind, and all but the newest migrations' copies."""
    stamps = {copy.library.stem.removeprefix("library") for copy in _found(folder)}
    for path in _paths(folder):
        match = _BESIDE.fullmatch(path.name)
        if path.suffix == UNFINISHED or (match and match[1] not in stamps):
            _unlink(path)
    _drop_migrations(folder)


def _drop_migrations(folder: Path) -> None:
    for path in _before_migrations(folder)[OTHERS_KEPT:]:
        _unlink(path)


def _delete(copy: Copy) -> None:
    for path in (copy.library, copy.settings, copy.sources):
        _unlink(path)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:  # one copy too many does no harm
        log.warning("%s could not be deleted: %s", path.name, error)


def _found(folder: Path) -> Iterator[Copy]:
    for path in _paths(folder):
        with suppress(ValueError):  # a day that does not exist: not ours
            if match := _STAMPED.fullmatch(path.name):
                number, day, hour, minute, kind = match.groups()
                clock = f"{hour}:{minute}"
                yield Copy(path, int(number), date.fromisoformat(day), clock, kind == _UNDO)
            elif match := _DATED.fullmatch(path.name):
                yield Copy(path, 0, date.fromisoformat(match[1]), "")


def _before_migrations(folder: Path) -> list[Path]:
    """Return the copies before migrations, that of the latest version first."""
    matches = ((_BEFORE_MIGRATION.fullmatch(path.name), path) for path in _paths(folder))
    found = [(int(match[1]), path) for match, path in matches if match]
    return [path for _, path in sorted(found, reverse=True)]


def _paths(folder: Path) -> list[Path]:
    try:
        return list((folder / FOLDER).iterdir())
    except OSError:  # there is none, or it cannot be read
        return []
