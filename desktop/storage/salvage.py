"""Reading out of a damaged library whatever can still be read.

SQLite gives up at the first bad page. Here a table is read from both ends and then around
each gap, so that one bad page costs the rows on it and no others. A file whose header is
gone is read with the first page of a good one: the header and the places of the tables in
it differ little from one day to the next, and a table that lies elsewhere yields nothing
that the strict types of the library would accept.
Source: https://www.sqlite.org/fileformat2.html
"""

import sqlite3
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

from desktop.storage.connections import connect, delete_with_log
from desktop.storage.rows import Row, lenient_text
from desktop.storage.schema import Schema

_SMALLEST_ID, _LARGEST_ID = -(2**63), 2**63 - 1
_MOST_GAPS = 400  # read around per table: some milliseconds
# Offsets in the header of a database file.
_PAGE_SIZE = slice(16, 18)
_CHANGE_COUNTER = slice(24, 28)
_FREE_PAGES = slice(32, 40)
_SIZE_VALID_FOR = slice(92, 96)


def salvage(damaged: Path, into: sqlite3.Connection, model: Path, schema: Schema) -> int:
    """Copy what can be read of `damaged` into the good library `into`; return how many rows.

    Rows that both have are taken from `damaged`, being newer. `model` is the good library's
    own file, closed off from its log: its first page helps where that of `damaged` is gone.
    `damaged` itself is only read.
    """
    work = damaged.with_name("library.salvage.sqlite")
    first_page = _first_page(model)
    rows = 0
    for header in (b"", first_page):
        _copy_for_reading(damaged, work, header)
        with closing(connect(work)) as source:
            source.text_factory = lenient_text
            rows = sum(_salvage_table(source, into, table) for table in sorted(schema.tables))
        delete_with_log(work)
        if rows:
            break
    return rows


def _first_page(model: Path) -> bytes:
    with model.open("rb") as file:
        header = file.read(100)
        size = int.from_bytes(header[_PAGE_SIZE]) or 0x10000
        return header + file.read((1 if size == 1 else size) - 100)


def _copy_for_reading(damaged: Path, work: Path, first_page: bytes) -> None:
    """Copy `damaged` with its log to `work`, with `first_page` in place of its own if given."""
    delete_with_log(work)
    content = bytearray(damaged.read_bytes())
    content[: len(first_page)] = first_page
    if len(content) >= 100:
        # A size "valid for" another change is ignored, and a cut-off file read to its end.
        counter = int.from_bytes(content[_CHANGE_COUNTER])
        content[_SIZE_VALID_FOR] = ((counter + 1) % 2**32).to_bytes(4)
        content[_FREE_PAGES] = bytes(8)
    work.write_bytes(content)
    log = damaged.with_name(f"{damaged.name}-wal")
    if log.exists():
        work.with_name(f"{work.name}-wal").write_bytes(log.read_bytes())


def _salvage_table(source: sqlite3.Connection, into: sqlite3.Connection, table: str) -> int:
    try:
        theirs = _columns(source, table)
        columns = [name for name in _columns(into, table) if name in theirs]
    except sqlite3.DatabaseError:
        return 0
    if not columns:
        return 0
    insert = (
        f"INSERT OR REPLACE INTO {table} ({', '.join(columns)})"  # noqa: S608
        f" VALUES ({', '.join('?' * len(columns))})"
    )
    count = 0
    for row in _readable_rows(source, table, columns):
        try:
            into.execute(insert, row)
            count += 1
        except sqlite3.IntegrityError:  # not of the column's type, or NULL: garbage
            continue
    return count


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def _readable_rows(source: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[Row]:
    """Yield every row of `table` that lies on a readable page."""
    gaps = deque([(_SMALLEST_ID, _LARGEST_ID)])
    for _ in range(_MOST_GAPS):
        if not gaps:
            return
        low, high = gaps.popleft()
        select = (
            f"SELECT rowid, {', '.join(columns)} FROM {table}"  # noqa: S608
            f" WHERE rowid BETWEEN {low} AND {high} ORDER BY rowid"
        )
        last, is_end = yield from _rows_until_damage(source, f"{select} ASC")
        if is_end:
            continue
        low = low if last is None else last + 1
        first, _ = yield from _rows_until_damage(source, f"{select} DESC", stop_at=low)
        high = high if first is None else first - 1
        if low < high:
            middle = (low + high) // 2
            gaps.extend([(low, middle), (middle + 1, high)])


def _rows_until_damage(
    source: sqlite3.Connection, select: str, stop_at: int = _SMALLEST_ID
) -> Generator[Row, None, tuple[int | None, bool]]:
    """Yield rows until the end, a row before `stop_at` or a bad page.

    Returns the last row's id, None if there was no row, and whether the end was reached.
    """
    last = None
    try:
        for id_, *row in source.execute(select):
            if id_ < stop_at:
                return last, True
            last = id_
            yield tuple(row)
    except sqlite3.DatabaseError:
        return last, False
    return last, True
