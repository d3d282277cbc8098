"""The rows of a damaged database, read from its pages where SQLite finds no way to them.

SQLite comes to a row from the first page through the pages above it: where one of those is bad,
all rows below are out of its reach. But each leaf tells its own rows, and from how many values
a row has, and of which types, its table can be told.
Source: https://www.sqlite.org/fileformat2.html, sections 1.5, 1.6, 2.1 and 4.1
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from desktop.storage.whole import HEADER_BYTES, PAGE_BYTES

Value = int | float | str | bytes | None
Pages = dict[int, bytes]  # by number, from 1

_TABLE_LEAF = 13
_LOG_HEADER, _FRAME_HEADER = 32, 24
_MOST_LOCAL = PAGE_BYTES - 35
_LEAST_LOCAL = (PAGE_BYTES - 12) * 32 // 255 - 23
_LARGEST_ROW = 100_000_000
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_CONSTANTS: dict[int, Value] = {0: None, 8: 0, 9: 1}


class PageRow(NamedTuple):
    """A row as it lies on a page: a column that is the id holds None."""

    id: int
    values: tuple[Value, ...]


def read_file(path: Path) -> bytes:
    """Return a file's bytes, zeros where the disk cannot read them; nothing if it is no file."""
    if not path.is_file():
        return b""
    try:
        return path.read_bytes()
    except OSError:
        return b"".join(_blocks(path))


def pages_of(content: bytes, log: bytes = b"") -> Pages:
    """Return the pages of a database file, those in its log in place of older ones."""
    pages = {
        1 + start // PAGE_BYTES: content[start : start + PAGE_BYTES]
        for start in range(0, len(content) - PAGE_BYTES + 1, PAGE_BYTES)
    }
    return pages | log_pages(log)


def log_pages(log: bytes) -> Pages:
    """Return the last of each page in a log, but for those of an earlier round."""
    salts = {log[16:24], log[_LOG_HEADER + 8 : _LOG_HEADER + 16]}  # one may be damaged
    pages = {}
    size = _FRAME_HEADER + PAGE_BYTES
    for start in range(_LOG_HEADER, len(log) - size + 1, size):
        number = int.from_bytes(log[start : start + 4])
        if log[start + 8 : start + 16] in salts and number > 0:
            pages[number] = log[start + _FRAME_HEADER : start + size]
    return pages


def free_pages(pages: Pages) -> frozenset[int]:
    """Return the numbers of the pages that hold what was deleted; none if that is past telling."""
    header = pages.get(1, b"")[:HEADER_BYTES]
    trunk, count = int.from_bytes(header[32:36]), int.from_bytes(header[36:40])
    found: set[int] = set()
    while trunk and trunk in pages and trunk not in found and len(found) < count:
        page = pages[trunk]
        leaves = min(int.from_bytes(page[4:8]), PAGE_BYTES // 4 - 2)
        found.add(trunk)
        found.update(int.from_bytes(page[8 + 4 * i : 12 + 4 * i]) for i in range(leaves))
        trunk = int.from_bytes(page[:4])
    return frozenset(found) if len(found) == count else frozenset()


def rows_on(page: bytes, pages: Mapping[int, bytes], *, is_first: bool = False) -> list[PageRow]:
    """Return what can be read of the rows on `page`, if it is a leaf of a table.

    `pages` has the ones on which long rows go on.
    """
    start = HEADER_BYTES if is_first else 0
    if page[start] != _TABLE_LEAF:
        return []
    count = int.from_bytes(page[start + 3 : start + 5])
    rows = []
    for i in range(min(count, PAGE_BYTES // 4)):
        place = start + 8 + 2 * i
        try:
            rows.append(_row_at(page, int.from_bytes(page[place : place + 2]), pages))
        except (IndexError, ValueError, KeyError):  # no row, or not all of it
            continue
    return rows


def _row_at(page: bytes, place: int, pages: Mapping[int, bytes]) -> PageRow:
    size, place = _varint(page, place)
    id_, place = _varint(page, place)
    if not 0 < size <= _LARGEST_ROW:
        raise ValueError(size)
    local = size
    if size > _MOST_LOCAL:
        local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (PAGE_BYTES - 4)
        local = local if local <= _MOST_LOCAL else _LEAST_LOCAL
    parts = [page[place : place + local]]
    number = int.from_bytes(page[place + local : place + local + 4])
    for _ in range(-(-(size - local) // (PAGE_BYTES - 4))):
        parts.append(pages[number][4:])
        number = int.from_bytes(pages[number][:4])
    return PageRow(_signed(id_), tuple(_values(b"".join(parts)[:size])))


def _values(record: bytes) -> Iterator[Value]:
    end, place = _varint(record, 0)
    body = end
    if not place <= end <= len(record):
        raise ValueError(end)
    while place < end:
        kind, place = _varint(record, place)
        if kind in _CONSTANTS:
            yield _CONSTANTS[kind]
            continue
        size = _INTEGER_BYTES.get(kind, (kind - 12) // 2)
        part = record[body : body + size]
        body += size
        if size < 0 or len(part) < size:
            raise ValueError(kind)
        if kind in _INTEGER_BYTES:
            yield int.from_bytes(part, signed=True)
        else:
            yield part.decode("utf-8", "replace") if kind % 2 else part


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """Return the number at `place`, and the place behind it."""
    number = 0
    for i in range(8):
        byte = content[place + i]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place + i + 1
    return number << 8 | content[place + 8], place + 9


def _signed(number: int) -> int:
    return number - 2**64 if number >= 2**63 else number


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield a file a page at a time."""
    with path.open("rb", buffering=0) as file:
        for start in range(0, path.stat().st_size, PAGE_BYTES):
            try:
                file.seek(start)
                yield file.read(PAGE_BYTES)
            except OSError:
                yield bytes(PAGE_BYTES)
