"""Whether a database file is whole, as far as can be told without SQLite.

SQLite believes what a header says: one flipped bit, and it takes a file for one that cannot be
written, or of another encoding. And to check all of a file takes it longer than to add up its
bytes: how a file was left at the end of a run is noted beside it, so that a start need only check
one that was left otherwise.

Only for files that nothing in this process has open: closing one would let go of SQLite's locks.
Source: https://www.sqlite.org/fileformat2.html, https://www.sqlite.org/howtocorrupt.html
"""

import logging
import zlib
from pathlib import Path

log = logging.getLogger(__name__)

HEADER_BYTES = 100
PAGE_BYTES = 4096
# What stands where in the header of every file that this program makes.
_ALWAYS = {
    0: (b"SQLite format 3\0\x10\0",),  # pages of 4,096 bytes
    18: (b"\1\1", b"\2\2"),  # without and with a log
    20: (b"\0\x40\x20\x20",),  # nothing kept free at the end of a page; three constants
    44: (b"\0\0\0\4", bytes(4)),  # the schema's format; none yet in a file without tables
    56: (b"\0\0\0\1", bytes(4)),  # UTF-8
    72: (bytes(20),),
}
# The largest root page and whether there is a map of pages: neither without auto_vacuum.
_WITHOUT_VACUUM = {52: (bytes(4),), 64: (bytes(4),)}
_CHUNK_BYTES = 1 << 20


def header_finding(path: Path, *, is_vacuumed: bool) -> str:
    """Return what is wrong with the header of a file, "" for nothing; raises OSError."""
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
    expected = _ALWAYS if is_vacuumed else _ALWAYS | _WITHOUT_VACUUM
    for start, choices in expected.items():
        if header[start : start + len(choices[0])] not in choices:
            return f"byte {start} of the header"
    return ""


def seal(path: Path) -> None:
    """Note how a file is left; nothing where a log beside it is not empty, as after a crash."""
    try:
        if path.is_file() and not _has_log(path):
            _seal_of(path).write_text(_sum(path), encoding="ascii")
    except OSError as error:  # it will be checked
        log.warning("%s could not be sealed: %s", path.name, error)


def is_sealed(path: Path) -> bool:
    """Return whether a file is to the byte as the last run left it."""
    try:
        sealed = _seal_of(path).read_bytes()
        return not _has_log(path) and sealed == _sum(path).encode("ascii")
    except OSError:
        return False


def _seal_of(path: Path) -> Path:
    return path.with_suffix(".seal")


def _has_log(path: Path) -> bool:
    log_file = path.with_name(f"{path.name}-wal")
    return log_file.exists() and log_file.stat().st_size > 0


def _sum(path: Path) -> str:
    """Return a checksum of all bytes: a gigabyte or more a second."""
    total = size = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            total = zlib.crc32(chunk, total)
            size += len(chunk)
    return f"{size} {total:08x}"
