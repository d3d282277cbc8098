"""Putting a damaged library aside and a whole one in its place.

The new library is built beside the old one, and the old one moved away only once the new
one is complete and named so; a power cut in between is made good at the next start.
"""

import logging
import os
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.storage.backups import flush, is_good, newest_first
from desktop.storage.connections import (
    FILE_ENDINGS,
    connect,
    delete_with_log,
    file_errors,
    transaction,
)
from desktop.storage.migrations import apply_migrations, version_of
from desktop.storage.salvage import salvage
from desktop.storage.schema import RESTORED_NAME, Schema

log = logging.getLogger(__name__)

_UNFINISHED = "library.building.sqlite"
_SET_ASIDE = "library-damaged-*.sqlite"
_SET_ASIDE_KEPT = 3


@dataclass(frozen=True)
class Recovery:
    """What was put in a damaged library's place.

    Attributes:
        set_aside: The damaged file under its new name, None if there was only nothing.
        copy: The daily copy that was restored, None if there was no good one.
        salvaged: How many rows could still be read of the damaged file.
    """

    set_aside: Path | None
    copy: Path | None
    salvaged: int


def restore_library(library: Path, schema: Schema, now: datetime) -> Recovery:
    """Replace `library` by its newest good copy and what can be read of it today.

    Raises:
        StoreFailed: READ_ONLY or FULL; the damaged file is then where it was.
    """
    with file_errors(library):
        unfinished = library.with_name(_UNFINISHED)
        delete_with_log(unfinished)
        copy = _restore_newest_copy(library.parent, schema, unfinished)
        salvaged = _add_salvaged(library, unfinished, schema)
        flush(unfinished)
        unfinished.replace(library.with_name(RESTORED_NAME))
        set_aside = complete_replacement(library, now)
    log.error("library was damaged: copy %s, %d rows salvaged", copy, salvaged)
    return Recovery(set_aside, copy, salvaged)


def complete_replacement(library: Path, now: datetime) -> Path | None:
    """Put a finished new library in its place, if there is one; return the old one's new name."""
    finished = library.with_name(RESTORED_NAME)
    if not finished.exists():
        return None
    set_aside = _free_name(library, now) if library.exists() else None
    for ending in FILE_ENDINGS:
        old = library.with_name(f"{library.name}{ending}")
        if old.exists():
            if set_aside is None:
                set_aside = _free_name(library, now)
            old.replace(library.with_name(f"{set_aside.name}{ending}"))
    finished.replace(library)
    flush(library)
    return set_aside


def prune_set_aside(folder: Path) -> None:
    """Delete all but the newest few damaged libraries that were set aside."""
    with file_errors(folder):
        for path in sorted(folder.glob(_SET_ASIDE), reverse=True)[_SET_ASIDE_KEPT:]:
            delete_with_log(path)


def _restore_newest_copy(folder: Path, schema: Schema, target: Path) -> Path | None:
    """Make `target` a library of this version, out of the newest good copy if there is one."""
    copy = next((path for path in newest_first(folder) if _is_usable(path, schema)), None)
    if copy:
        target.write_bytes(copy.read_bytes())
    with closing(connect(target)) as connection:
        apply_migrations(connection, schema)
        connection.execute("PRAGMA journal_mode = DELETE")
    return copy


def _is_usable(copy: Path, schema: Schema) -> bool:
    if not is_good(copy):
        return False
    with closing(connect(copy, mode="ro&immutable=1")) as connection:
        return 0 < version_of(connection) <= schema.version


def _add_salvaged(library: Path, target: Path, schema: Schema) -> int:
    if not library.is_file():
        return 0
    with closing(connect(target)) as connection, transaction(connection):
        return salvage(library, connection, target, schema)


def _free_name(library: Path, now: datetime) -> Path:
    stem = f"library-damaged-{now:%Y%m%d-%H%M%S}"
    name = library.with_name(f"{stem}.sqlite")
    number = 2
    while os.path.lexists(name):
        name = library.with_name(f"{stem}-{number}.sqlite")
        number += 1
    return name
