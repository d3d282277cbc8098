"""Checksums of what the user made: a bit that flips in a text leaves the database whole for SQLite.

Each star, reading position and source has one over its row, written with it. The read marks have
one for each 256th of all ids, which two triggers in the schema keep, as a sum: marks come and go by
the hundred. What is found damaged is mended from the newest copy in which it is whole.
"""

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from desktop.core.model import Changes
from desktop.storage.backups import newest_first
from desktop.storage.connections import FILE_TROUBLES, Row, column, connect, transaction
from desktop.storage.keys import add_functions, row_sum
from desktop.storage.rows import ARTICLE_COLUMNS, BODY_COLUMNS, SOURCE_COLUMNS, insert_into

log = logging.getLogger(__name__)

# What a row's checksum is of, in this order. A migration that adds a column writes them anew.
SUMMED = {
    "stars": f"starred_at, {ARTICLE_COLUMNS}, {BODY_COLUMNS}",
    "positions": "id, block, offset_px, saved_at",
    "sources": f"{SOURCE_COLUMNS}, added_at",
}
_MARK_PAGES = 256
_PAGE_BITS = 55
_MARK_SUM = "coalesce(sum((id & 4294967295) + 3 * (id >> 32) + 7 * read_at), 0)"


def is_whole(row: dict[str, Any], table: str) -> bool:
    """Return whether a row is as it was written; one without a checksum is taken to be."""
    found = row.get("checksum")
    if found is None:
        return True
    values = (row.get(name) for name in SUMMED[table].split(", "))
    return bool(found == row_sum(*values))


def stamp(connection: sqlite3.Connection, table: str, id_: int | str) -> None:
    """Write the checksum of a row of the library that was just stored."""
    connection.execute(
        f"UPDATE library.{table} SET checksum = {sum_of(table)} WHERE id = ?",  # noqa: S608
        (id_,),
    )


def stamp_all(connection: sqlite3.Connection) -> None:
    """Write what checksums are missing in a library put together from others, as `main`."""
    for table in SUMMED:
        connection.execute(
            f"UPDATE main.{table} SET checksum = {sum_of(table)} WHERE checksum IS NULL"  # noqa: S608
        )
    _stamp_marks(connection, "main", range(_MARK_PAGES))


def check_rows(
    folder: Path, table: str, connection: sqlite3.Connection, first: int, last: int
) -> Changes:
    """Compare rows of the library with their checksums and mend them; return those as `updated`."""
    rows = connection.execute(
        f"SELECT id, checksum, {sum_of(table)} FROM library.{table}"  # noqa: S608
        " WHERE rowid BETWEEN ? AND ?",
        (first, last),
    ).fetchall()
    bad = [row for row in rows if row[1] != row[2]]
    mended = [row[0] for row in bad if _mend_row(connection, folder, table, row)]
    return Changes(updated=tuple(mended) if table == "stars" else ())


def check_marks(folder: Path, connection: sqlite3.Connection, first: int, last: int) -> Changes:
    """Compare pages of read marks, and mend them; see `check_rows`."""
    for page in _bad_pages(connection, "library", range(max(first, 0), last + 1)):
        _mend_marks(connection, folder, page)
    return Changes()


def _mend_row(
    connection: sqlite3.Connection, folder: Path, table: str, row: tuple[int | str, int, int]
) -> bool:
    """Put the row with this id back from a copy in which it is whole; return if there was one."""
    id_, stored, found = row
    better = None if stored is None else _whole_row(folder, table, row)
    if better is None and stored is not None:
        log.error("a row of %s is damaged, and whole in no copy", table)
        return False
    with transaction(connection):
        if better is not None:
            connection.execute(f"DELETE FROM library.{table} WHERE id = ?", (id_,))  # noqa: S608
            insert = insert_into(f"library.{table}", SUMMED[table], "OR REPLACE")
            connection.execute(insert, better)
            id_ = better[SUMMED[table].split(", ").index("id")]
        stamp(connection, table, id_)
    log.warning("a row of %s was mended", table)
    return better is not None and stored != found


def _whole_row(folder: Path, table: str, row: tuple[int | str, int, int]) -> Row | None:
    """Return the values of a row from the copy that has what was stored, else the newest whole."""
    id_, stored, found = row
    newest = None
    for copy in newest_first(folder):
        for values, own, made in _rows_in_copy(copy, table, id_, stored):
            # Where the copy has the same values, and whole, it is the checksum that was damaged.
            if made == stored or made == own == found:
                return values
            if made == own and newest is None:
                newest = values
    return newest


def _rows_in_copy(
    copy: Path, table: str, id_: int | str, stored: int
) -> Iterable[tuple[Row, int | None, int]]:
    """Return a row's values, found by id or checksum, its checksum there, and what they make."""
    with suppress(*FILE_TROUBLES), closing(connect(copy, mode="ro&immutable=1")) as source:
        add_functions(source)
        names = column(source, "SELECT name FROM pragma_table_info(?)", (table,))
        has_sums = "checksum" in names
        rows = source.execute(
            f"SELECT {'checksum' if has_sums else 'NULL'}, {sum_of(table)}, {SUMMED[table]}"  # noqa: S608
            f" FROM {table} WHERE id = ? {'OR checksum = ?' if has_sums else ''}",
            (id_, stored) if has_sums else (id_,),
        ).fetchall()
        return [(tuple(values), own, made) for own, made, *values in rows]
    return []


def _mend_marks(connection: sqlite3.Connection, folder: Path, page: int) -> None:
    """Put the read marks of a page back from the newest copy in which it is whole."""
    marks: list[Row] = []
    for copy in newest_first(folder):
        with suppress(*FILE_TROUBLES), closing(connect(copy, mode="ro&immutable=1")) as source:
            if not _bad_pages(source, "main", [page]):
                of_page = "SELECT id, read_at FROM read_marks WHERE id >> ? = ?"
                marks = source.execute(of_page, (_PAGE_BITS, page)).fetchall()
                break
    with transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO library.read_marks VALUES (?, ?)", marks)
        _stamp_marks(connection, "library", [page])
    log.warning("read marks were mended: %d of a copy", len(marks))


def _bad_pages(connection: sqlite3.Connection, name: str, pages: Iterable[int]) -> list[int]:
    bad = []
    for page in pages:
        found = connection.execute(_page_sums(name), _bounds(page)).fetchall()
        kept = f"SELECT marks, checksum FROM {name}.mark_pages WHERE page = ?"  # noqa: S608
        if connection.execute(kept, (page,)).fetchall() != found:
            bad.append(page)
    return bad


def _stamp_marks(connection: sqlite3.Connection, name: str, pages: Iterable[int]) -> None:
    insert = insert_into(f"{name}.mark_pages", "page, marks, checksum", "OR REPLACE")
    for page in pages:
        ((marks, checksum),) = connection.execute(_page_sums(name), _bounds(page)).fetchall()
        connection.execute(insert, (page, marks, checksum))


def _page_sums(name: str) -> str:
    return f"SELECT count(*), {_MARK_SUM} FROM {name}.read_marks WHERE id BETWEEN ? AND ?"  # noqa: S608


def _bounds(page: int) -> tuple[int, int]:
    """Return the first and the last id of a page of read marks."""
    return page << _PAGE_BITS, (page + 1 << _PAGE_BITS) - 1


def sum_of(table: str) -> str:
    """Return the expression of a row's checksum; text goes in as bytes, which may be no UTF-8."""
    values = (f"CAST({name} AS BLOB)" for name in SUMMED[table].split(", "))
    return f"row_sum({', '.join(values)})"
