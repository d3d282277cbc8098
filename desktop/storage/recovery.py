"""Replacing a damaged library by its newest copy and what can still be read of it.

The new library is built beside the old one, and the old one renamed only once the new one is
complete and has its name; after a power cut in between, the next start finishes the work.

What the newest copy lacks is read out of the damaged file. SQLite gives up at the first bad
page, so a table is read from both ends and then around each gap: a bad page loses the rows on
it and no others. Where the first page is gone, that of the new library stands in for it: the
places of the tables differ little from one day to the next, and a table that lies elsewhere
yields nothing that the strict types of the library would accept.
Source: https://www.sqlite.org/fileformat2.html
"""

import logging
import os
import sqlite3
from collections import deque
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from desktop.storage.backups import flush, is_good, newest_first
from desktop.storage.connections import (
    FILE_ENDINGS,
    Row,
    apply_migrations,
    column,
    connect,
    delete_with_log,
    file_errors,
    transaction,
    version_of,
)
from desktop.storage.rows import insert_into, lenient_text
from desktop.storage.schema import RESTORED_NAME, Schema

log = logging.getLogger(__name__)

_UNFINISHED = "library.building.sqlite"
_READABLE = "library.salvage.sqlite"
_SET_ASIDE = "library-damaged-*.sqlite"
_SET_ASIDE_KEPT = 3
_SMALLEST_ID, _LARGEST_ID = -(2**63), 2**63 - 1
_MOST_GAPS = 400  # read around per table: some milliseconds
_PAGE_COUNT = slice(28, 32)  # in the header of a database file


class Recovery(NamedTuple):
    """What was put in a damaged library's place."""

    set_aside: Path | None  # the damaged file under its new name, if there was one
    copy: Path | None  # the copy that was restored, if there was a good one
    salvaged: int  # how many values of rows could still be read of the damaged file


def restore_library(library: Path, schema: Schema, now: datetime) -> Recovery:
    """Replace `library` by its newest good copy and what can be read of it today.

    Raises StoreFailed: READ_ONLY or FULL; the damaged file is then where it was.
    """
    with file_errors(library):
        unfinished = library.with_name(_UNFINISHED)
        copies = ((path, _usable_version(path, schema)) for path in newest_first(library.parent))
        copy, version = next((found for found in copies if found[1]), (None, 1))
        salvaged = _rebuild(library, unfinished, copy, schema, version)
        flush(unfinished)
        unfinished.replace(library.with_name(RESTORED_NAME))
        set_aside = complete_replacement(library, now)
    log.error("library was damaged: copy %s, %d values salvaged", copy, salvaged)
    return Recovery(set_aside, copy, salvaged)


def complete_replacement(library: Path, now: datetime) -> Path | None:
    """Put the finished new library in place; return the old one's new name."""
    set_aside = None
    with file_errors(library):
        for ending in FILE_ENDINGS:
            old = library.with_name(f"{library.name}{ending}")
            if old.exists():
                set_aside = set_aside or _free_name(library, now)
                old.replace(library.with_name(f"{set_aside.name}{ending}"))
        library.with_name(RESTORED_NAME).replace(library)
        flush(library)
    return set_aside


def prune_set_aside(folder: Path) -> None:
    """Delete all but the newest few damaged libraries that were set aside."""
    with file_errors(folder):
        for path in sorted(folder.glob(_SET_ASIDE), reverse=True)[_SET_ASIDE_KEPT:]:
            delete_with_log(path)


def _usable_version(copy: Path, schema: Schema) -> int:
    """Return the version of a good copy that this program can read, else 0."""
    if not is_good(copy):
        return 0
    with closing(connect(copy, mode="ro&immutable=1")) as connection:
        version = version_of(connection)
    return version if 0 < version <= schema.version else 0


def _rebuild(library: Path, target: Path, copy: Path | None, schema: Schema, oldest: int) -> int:
    """Make `target` of `copy` and what `library` still holds; return how many values that is.

    Of which version `library` was may be past telling, so each is tried, from `oldest` on:
    most is read with the columns that it had.
    """
    versions = range(oldest, schema.version + 1)
    salvaged = {version: _build(library, target, copy, schema, version) for version in versions}
    best = max(versions, key=lambda version: salvaged[version])
    if best != versions[-1]:
        _build(library, target, copy, schema, best)
    with closing(connect(target)) as connection:
        apply_migrations(connection, schema)
        connection.execute("PRAGMA journal_mode = DELETE")
    return salvaged[best]


def _build(library: Path, target: Path, copy: Path | None, schema: Schema, version: int) -> int:
    delete_with_log(target)
    if copy:
        target.write_bytes(copy.read_bytes())
    with closing(connect(target)) as connection:
        apply_migrations(connection, schema._replace(migrations=schema.migrations[:version]))
        connection.execute("PRAGMA journal_mode = DELETE")
        if not library.is_file():
            return 0
        with transaction(connection):
            return _salvage(library, connection, target)


def _salvage(damaged: Path, into: sqlite3.Connection, target: Path) -> int:
    """Copy what can be read of `damaged` into `target`; return how many values.

    Rows that both have are taken from `damaged`, being newer.
    """
    (page_size,) = column(into, "PRAGMA page_size")
    tables = column(into, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    readable = damaged.with_name(_READABLE)
    for first_page in (b"", target.read_bytes()[:page_size]):
        _copy_for_reading(damaged, readable, first_page, page_size)
        with closing(connect(readable)) as source:
            source.text_factory = lenient_text
            salvaged = sum(_salvage_table(source, into, table) for table in tables)
        delete_with_log(readable)
        if salvaged:
            return salvaged
    return 0


def _copy_for_reading(damaged: Path, readable: Path, first_page: bytes, page_size: int) -> None:
    """Copy `damaged` with its log, with `first_page` in place of its own if given."""
    delete_with_log(readable)
    content = bytearray(damaged.read_bytes())
    content[: len(first_page)] = first_page
    page_count = -(-len(content) // page_size)  # fewer than it says in a cut-off file
    content[_PAGE_COUNT] = page_count.to_bytes(4)
    readable.write_bytes(content)
    log_file = damaged.with_name(f"{damaged.name}-wal")
    if log_file.exists():
        readable.with_name(f"{readable.name}-wal").write_bytes(log_file.read_bytes())


def _salvage_table(source: sqlite3.Connection, into: sqlite3.Connection, table: str) -> int:
    try:
        theirs = _columns(source, table)
    except sqlite3.DatabaseError:
        return 0
    columns = [name for name in _columns(into, table) if name in theirs]
    if not columns:
        return 0
    insert = insert_into(table, ", ".join(columns), "OR REPLACE")
    salvaged = 0
    for row in _readable_rows(source, table, columns):
        with suppress(sqlite3.IntegrityError):  # not of the column's type, or NULL: garbage
            into.execute(insert, row)
            salvaged += len(row)
    return salvaged


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def _readable_rows(source: sqlite3.Connection, table: str, columns: list[str]) -> Iterable[Row]:
    """Return every row of `table` that lies on a readable page."""
    select = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid BETWEEN "  # noqa: S608
    found: dict[int, Row] = {}
    gaps = deque([(_SMALLEST_ID, _LARGEST_ID)])
    for _ in range(_MOST_GAPS):
        if not gaps:
            break
        low, high = gaps.popleft()
        first, is_all = _rows_until_damage(source, f"{select} {low} AND {high} ORDER BY rowid")
        if not is_all:
            low = max(first, default=low - 1) + 1
            last, _ = _rows_until_damage(source, f"{select} {low} AND {high} ORDER BY rowid DESC")
            high = min(last, default=high + 1) - 1
            if low < high:
                middle = (low + high) // 2
                gaps.extend([(low, middle), (middle + 1, high)])
            found |= last
        found |= first
    return found.values()


def _rows_until_damage(source: sqlite3.Connection, select: str) -> tuple[dict[int, Row], bool]:
    """Return rows by their ids up to the first bad page, and whether there was none."""
    rows: dict[int, Row] = {}
    with suppress(sqlite3.DatabaseError):
        for id_, *row in source.execute(select):
            rows[id_] = tuple(row)
        return rows, True
    return rows, False


def _free_name(library: Path, now: datetime) -> Path:
    stem = f"library-damaged-{now:%Y%m%d-%H%M%S}"
    numbers = chain([""], (f"-{number}" for number in count(2)))
    names = (library.with_name(f"{stem}{number}.sqlite") for number in numbers)
    return next(name for name in names if not os.path.lexists(name))
