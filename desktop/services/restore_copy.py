"""Which copies there are, and putting one back at the user's wish."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import StoreFailed
from desktop.core.model import Changes
from desktop.services.keep_copies import files_to_copy, list_in
from desktop.storage import backups
from desktop.storage.backups import Copy
from desktop.storage.connections import connect, file_errors
from desktop.storage.durable import write_whole
from desktop.storage.writer import ArticleWriter


class Choice(NamedTuple):
    """A copy that can be put back, and what is in it."""

    copy: Copy
    stars: int
    sources: int | None  # of the user's own; None where the copy says nothing of them


class Restored(NamedTuple):
    """What came of putting a copy back: articles altered, and settings to take over, if any."""

    choice: Choice
    changes: Changes
    settings: bytes | None


def list_choices(folder: Path) -> tuple[Choice, ...]:
    """Return the good copies in the profile `folder`, the newest first."""
    return tuple(_choices(folder))


def restore_copy(
    choice: Choice,
    writes: ArticleWriter,
    folder: Path,
    own_list: Path,
    settings: bytes | None,
    now: datetime,
) -> Restored:
    """Put a copy back after everything was copied as it is now; for the database executor.

    `settings` are those in force; those of the copy are for the caller to take over. Today's
    copy is made anew, for whatever may be damaged later today.
    Raises StoreFailed; where there is no room for a copy of now, nothing was altered.
    """
    backups.make_undo(folder, now, files_to_copy(folder, own_list, settings))
    copy = choice.copy
    changes = writes.restore(copy.library)
    with file_errors(own_list):
        if copy.sources.exists():
            write_whole(own_list, copy.sources.read_bytes())
        content = copy.settings.read_bytes() if copy.settings.exists() else None
    with suppress(StoreFailed):  # tomorrow's will do
        files = files_to_copy(folder, own_list, content or settings)
        backups.make_daily(folder, now, files, is_renewed=True)
    return Restored(choice, changes, content)


def _choices(folder: Path) -> Iterator[Choice]:
    for copy in backups.all_copies(folder):
        if backups.is_good(copy.library):
            found = list_in(copy.sources)
            yield Choice(copy, _stars_in(copy.library), len(found.ids) if found else None)


def _stars_in(library: Path) -> int:
    try:
        with closing(connect(library, mode="ro&immutable=1")) as connection:
            (count,) = connection.execute("SELECT count(*) FROM stars").fetchone()
    except sqlite3.DatabaseError:
        return 0
    return int(count)
