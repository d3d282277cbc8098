"""Replacing a damaged library by its newest copy and what can still be read of it.

The new library is built beside the old one, and the old one renamed only once the new one is
complete and has its name; after a power cut in between, the next start finishes the work.

What the newest copy lacks is read out of the damaged file, under a header that is known to be
good: by SQLite as far as it comes, from both ends of each table, and then from the pages of file
and log themselves (`desktop.storage.pages`), so that a bad page loses the rows on it and no others.
A row is taken for what its table holds by its number of values and their types, and a row whose
checksum tells that it was damaged never takes the place of one from a copy.
Source: https://www.sqlite.org/fileformat2.html
"""

import logging
import os
import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from desktop.storage import checksums, pages
from desktop.storage.backups import is_good, newest_first
from desktop.storage.connections import (
    FILE_ENDINGS,
    FILE_TROUBLES,
    apply_migrations,
    column,
    connect,
    delete_with_log,
    file_errors,
    free_name,
    has_schema,
    number_in_header,
    quick_check,
    transaction,
    version_of,
)
from desktop.storage.durable import flush
from desktop.storage.pages import PageRow, Value
from desktop.storage.rows import insert_into, lenient_text
from desktop.storage.schema import RESTORED_NAME, Schema
from desktop.storage.whole import HEADER_BYTES, PAGE_BYTES

log = logging.getLogger(__name__)

_UNFINISHED = "library.building.sqlite"
_READABLE = "library.salvage.sqlite"
_SET_ASIDE = "library-damaged-*.sqlite"
_SET_ASIDE_KEPT = 3
_PAGE_COUNT = slice(28, 32)  # in the header of a database file
_VERSIONS = slice(18, 20)
_FREE_PAGES = slice(32, 40)
_WITH_LOG = b"\2\2"
_TYPES = {"INTEGER": int, "TEXT": str}
_DERIVED = frozenset({"mark_pages"})  # made anew
_LARGEST_VALUE = 100_000_000


Named = dict[str, Any]  # a row: values by the names of its columns


class Recovery(NamedTuple):
    """What was put in a damaged library's place."""

    set_aside: Path | None  # the damaged file under its new name, if there was one
    copy: Path | None  # the copy that was restored, if there was a good one
    salvaged: int  # how many values of rows could still be read of the damaged file


class Wreck(NamedTuple):
    """What is there of a damaged library."""

    content: bytes
    log: bytes
    strays: tuple[PageRow, ...]  # on pages of file and log, whether SQLite finds them or not


class _Column(NamedTuple):
    """A column as `PRAGMA table_info` describes it."""

    name: str
    type: str
    is_filled: int
    default: str | None
    place_in_key: int

    @property
    def is_id(self) -> bool:
        """Return whether it is another name for the row's id, and NULL in the row itself."""
        return bool(self.place_in_key) and self.type == "INTEGER"

    def takes(self, value: Value) -> bool:
        if value is None:
            return self.is_id or not self.is_filled
        return not self.is_id and isinstance(value, _TYPES[self.type])


def restore_library(library: Path, schema: Schema, now: datetime) -> Recovery:
    """Replace `library` by its newest good copy and what can be read of it today.

    Raises StoreFailed: READ_ONLY or FULL; the damaged file is then where it was.
    """
    with file_errors(library):
        unfinished = library.with_name(_UNFINISHED)
        copies = ((path, _usable_version(path, schema)) for path in newest_first(library.parent))
        copy, version = next((found for found in copies if found[1]), (None, 1))
        salvaged = _rebuild(_examine(library, copy), unfinished, copy, schema, version)
        flush(unfinished)
        restored = library.with_name(RESTORED_NAME)
        delete_with_log(restored)
        unfinished.replace(restored)
        set_aside = complete_replacement(library, schema, now)
    log.error("library was damaged: copy %s, %d values salvaged", copy, salvaged)
    return Recovery(set_aside, copy, salvaged)


def complete_replacement(library: Path, schema: Schema, now: datetime) -> Path | None:
    """Put the finished new library in place; return the old one's new name.

    What has the new one's name and is none, nobody knows from where, is taken away.
    """
    set_aside = None
    restored = library.with_name(RESTORED_NAME)
    with file_errors(library):
        if not restored.is_file() or not _usable_version(restored, schema):
            delete_with_log(restored)
            return None
        for ending in FILE_ENDINGS:
            old = library.with_name(f"{library.name}{ending}")
            if os.path.lexists(old):
                name = f"library-damaged-{now:%Y%m%d-%H%M%S}.sqlite"
                set_aside = set_aside or free_name(library.with_name(name))
                old.replace(library.with_name(f"{set_aside.name}{ending}"))
        restored.replace(library)
        flush(library)
    return set_aside


def prune_set_aside(folder: Path) -> None:
    """Delete all but the newest few damaged libraries that were set aside."""
    with file_errors(folder):
        for path in sorted(folder.glob(_SET_ASIDE), reverse=True)[_SET_ASIDE_KEPT:]:
            delete_with_log(path)


def _usable_version(copy: Path, schema: Schema) -> int:
    """Return the version of a good copy that this program can read, else 0."""
    with suppress(*FILE_TROUBLES, OSError):
        if is_good(copy):
            with closing(connect(copy, mode="ro&immutable=1")) as connection:
                version = version_of(connection)
                mark = number_in_header(connection, "application_id")
                is_ours = schema.is_marked(version, mark) and 0 < version <= schema.version
                return version if is_ours and has_schema(connection, schema.at(version)) else 0
    return 0


def _examine(library: Path, copy: Path | None) -> Wreck:
    content = pages.read_file(library)
    log_content = pages.read_file(library.with_name(f"{library.name}-wal"))
    own = pages.pages_of(content, log_content)
    free = pages.free_pages(own)
    # Of a file that was cut off, a long row may go on where the copy still has it.
    all_pages = pages.pages_of(copy.read_bytes() if copy else b"") | own
    found = (
        pages.rows_on(page, all_pages, is_first=number == 1)
        for number, page in own.items()
        if number not in free
    )
    return Wreck(content, log_content, tuple(row for rows in found for row in rows))


def _rebuild(wreck: Wreck, target: Path, copy: Path | None, schema: Schema, oldest: int) -> int:
    """Make `target` of `copy` and the wreck, of whatever version; return how many values it had."""
    versions = range(oldest, schema.version + 1)
    salvaged = {version: _build(wreck, target, copy, schema, version) for version in versions}
    best = max(versions, key=lambda version: salvaged[version])
    if best != versions[-1]:
        _build(wreck, target, copy, schema, best)
    with closing(connect(target)) as connection:
        apply_migrations(connection, schema)
        with transaction(connection):
            checksums.stamp_all(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
    return salvaged[best]


def _build(wreck: Wreck, target: Path, copy: Path | None, schema: Schema, version: int) -> int:
    delete_with_log(target)
    if copy:
        target.write_bytes(copy.read_bytes())
    with closing(connect(target)) as connection:
        apply_migrations(connection, schema.at(version))
        connection.execute("PRAGMA journal_mode = DELETE")
        header = target.read_bytes()[:HEADER_BYTES]
        with transaction(connection), _opened(wreck, header, target) as source:
            return _salvage(wreck, source, connection)


@contextmanager
def _opened(wreck: Wreck, header: bytes, beside: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a copy of the wreck under a good header; empty without its pages."""
    readable = beside.with_name(_READABLE)
    delete_with_log(readable)
    if len(wreck.content) >= PAGE_BYTES:
        good = bytearray(header)
        good[_PAGE_COUNT] = (-(-len(wreck.content) // PAGE_BYTES)).to_bytes(4)
        good[_FREE_PAGES] = wreck.content[_FREE_PAGES]
        if wreck.log:
            good[_VERSIONS] = _WITH_LOG
            readable.with_name(f"{readable.name}-wal").write_bytes(wreck.log)
        readable.write_bytes(good + wreck.content[HEADER_BYTES:])
    with closing(connect(readable)) as source:
        source.text_factory = lenient_text
        source.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
        yield source
    delete_with_log(readable)


def _salvage(wreck: Wreck, source: sqlite3.Connection, into: sqlite3.Connection) -> int:
    """Add what can be read of the wreck, all if only its header is bad; return how many values."""
    tables = column(into, "SELECT name FROM sqlite_schema WHERE type = 'table'")
    tables = [table for table in tables if table not in _DERIVED]
    is_whole = _is_whole(source, into, tables)
    salvaged = 0
    for table in tables:
        if is_whole:
            into.execute(f"DELETE FROM {table}")  # noqa: S608
        rows = _reachable_rows(source, table)
        strays = [] if is_whole else _strays(wreck.strays, into, table, rows)
        salvaged += _add(into, table, [*rows.values(), *strays])
    return salvaged


def _is_whole(source: sqlite3.Connection, into: sqlite3.Connection, tables: Iterable[str]) -> bool:
    try:
        return not quick_check(source) and all(
            _columns(source, table) == _columns(into, table) for table in tables
        )
    except FILE_TROUBLES:
        return False


def _add(into: sqlite3.Connection, table: str, rows: Iterable[Named]) -> int:
    """Add rows by the names of their columns; return how many values were taken."""
    names = _columns(into, table)
    salvaged = 0
    for row in rows:
        known = [name for name in names if name in row]
        is_whole = checksums.is_whole(row, table)
        insert = insert_into(table, ", ".join(known), "OR REPLACE" if is_whole else "OR IGNORE")
        # Not of the column's type, or NULL: garbage.
        with suppress(sqlite3.IntegrityError, OverflowError):
            into.execute(insert, [row[name] for name in known])
            salvaged += len(known)
    return salvaged


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    try:
        return [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    except FILE_TROUBLES:
        return []


def _strays(
    strays: Iterable[PageRow], into: sqlite3.Connection, table: str, known: Container[int]
) -> list[Named]:
    """Return the rows that are of `table` by their values, but for those that are `known`."""
    columns = [_Column._make(row[1:6]) for row in into.execute(f"PRAGMA table_info({table})")]
    return [
        {
            column.name: row.id if column.is_id else value
            for column, value in zip(columns, row.values, strict=True)
        }
        for row in strays
        if row.id not in known
        and len(row.values) == len(columns)
        and all(column.takes(value) for column, value in zip(columns, row.values, strict=True))
    ]


def _reachable_rows(source: sqlite3.Connection, table: str) -> dict[int, Named]:
    """Return the rows that SQLite finds from either end of a table, by their ids."""
    names = _columns(source, table)
    if not names:
        return {}
    select = f"SELECT rowid, {', '.join(names)} FROM {table} ORDER BY rowid"  # noqa: S608
    rows, is_all = _rows_until_damage(source, select, names)
    return rows if is_all else _rows_until_damage(source, f"{select} DESC", names)[0] | rows


def _rows_until_damage(
    source: sqlite3.Connection, select: str, names: list[str]
) -> tuple[dict[int, Named], bool]:
    """Return rows by their ids up to the first bad page, and whether there was none."""
    rows: dict[int, Named] = {}
    with suppress(*FILE_TROUBLES):
        for id_, *row in source.execute(select):
            rows[id_] = dict(zip(names, row, strict=True))
        return rows, True
    return rows, False
