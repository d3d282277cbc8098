"""A copy of a profile for one run: what a refresh would make of it, with the profile only read."""

import json
import logging
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing, suppress
from pathlib import Path

from desktop.storage.connections import (
    READ_TIMEOUT_S,
    connect,
    delete_with_log,
    store_errors,
    version_of,
)
from desktop.storage.opened_for_reading import attach_for_reading
from desktop.storage.opened_store import open_for_writing
from desktop.storage.rows import without_surrogates
from desktop.storage.schema import CACHE, LIBRARY

log = logging.getLogger(__name__)

_READ_MODES = ("ro", "ro&immutable=1")
# Copied in part or made anew, or by a trigger; nothing lists pictures or older words.
_NOT_WHOLE = frozenset({"bodies", "search", "pictures", "versions", "mark_pages"})


def copy_profile(profile: Path, folder: Path, source_ids: Collection[str]) -> None:
    """Fill the empty files in `folder` with what a list needs of those in `profile`.

    That is every article, what the user did with it, and the texts of `source_ids`, the
    sources that are about to be stored. A file that cannot be read counts as empty, as for
    `ArticleReader`. Never waits for a program that has the profile open, nor makes it wait.
    Raises StoreFailed.
    """
    with closing(open_for_writing(folder)) as connection, store_errors(connection, folder):
        if attach_for_reading(connection, profile / LIBRARY.file_name, LIBRARY, "kept_library"):
            _copy(connection, "library", LIBRARY.tables - _NOT_WHOLE)
        if attach_for_reading(connection, profile / CACHE.file_name, CACHE, "kept_cache"):
            _copy_cache(connection, source_ids)


def copy_older(profile: Path, folder: Path) -> None:
    """Copy the files that an earlier version of the program wrote whole, before `prepare`.

    It brings the copies up to date, as it will the profile when the window opens next.
    """
    for schema in (CACHE, LIBRARY):
        # A file that is not there, or cannot be read, counts as empty.
        with (
            suppress(sqlite3.DatabaseError),
            closing(connect(profile / schema.file_name, mode="rw")) as kept,
        ):
            if 0 < version_of(kept) < schema.version:
                with closing(connect(folder / schema.file_name)) as copy:
                    kept.backup(copy)


def copy_whole(profile: Path, folder: Path) -> None:
    """Copy both files whole into `folder`, before `prepare`; nothing in `profile` is altered.

    Nothing is waited for. A file that cannot be read, or for which there is no room, is
    missing from the copy.
    """
    for schema in (LIBRARY, CACHE):
        copy = folder / schema.file_name
        if not any(_is_copied(profile / schema.file_name, copy, mode) for mode in _READ_MODES):
            log.warning("%s is not in the copy", schema.file_name)
            delete_with_log(copy)


def _is_copied(file: Path, copy: Path, mode: str) -> bool:
    try:
        with closing(connect(file, mode=mode, timeout_s=READ_TIMEOUT_S)) as kept:
            # `backup` would wait for ever for a lock; who reads already needs none.
            kept.execute("BEGIN")
            kept.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            with closing(connect(copy)) as copied:
                kept.backup(copied)
    except sqlite3.DatabaseError as error:
        log.info("%s not copied as %s: %s", file.name, mode, error)
        return False
    return True


def _copy_cache(connection: sqlite3.Connection, source_ids: Collection[str]) -> None:
    # Not `transaction`, which would take the lock of every file, the profile's too.
    connection.execute("BEGIN")
    _copy(connection, "cache", CACHE.tables - _NOT_WHOLE, into="main")
    connection.execute(
        """INSERT INTO main.bodies SELECT b.* FROM kept_cache.bodies AS b
            JOIN main.articles USING (number)
            WHERE source_id IN (SELECT value FROM json_each(?))""",
        (json.dumps([without_surrogates(id_) for id_ in source_ids]),),
    )
    connection.execute(
        "INSERT INTO search (rowid, text) SELECT number, indexed(text, is_folded) FROM bodies"
    )
    connection.execute("COMMIT")


def _copy(connection: sqlite3.Connection, name: str, tables: Iterable[str], into: str = "") -> None:
    for table in sorted(tables):
        connection.execute(
            f"INSERT INTO {into or name}.{table} SELECT * FROM kept_{name}.{table}"  # noqa: S608
        )
