"""Connections, transactions, migrations, and SQLite's errors as `StoreFailed`.

Every connection is in autocommit mode: a transaction is begun and ended by `transaction`
alone. Threads: a connection is used where it was opened, SQLite's own check stays on.
A damaged file is replaced only while nobody has it open, see `desktop.controllers.healer`.
"""

import errno
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import Any

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage import keys
from desktop.storage.schema import CACHE, DAMAGE_MARK, LIBRARY, Schema

Row = tuple[Any, ...]

log = logging.getLogger(__name__)

WRITE_TIMEOUT_S = 5.0
START_TIMEOUT_S = 1.0
READ_TIMEOUT_S = 0.25  # the window waits for it
# A database and what SQLite keeps beside it, in the order in which they may be moved away: a
# log beside a database that it does not belong to could be played into it.
FILE_ENDINGS = ("-wal", "-shm", "-journal", "")

_TROUBLES = {
    sqlite3.SQLITE_FULL: StoreReason.FULL,
    sqlite3.SQLITE_CORRUPT: StoreReason.DAMAGED,
    sqlite3.SQLITE_NOTADB: StoreReason.DAMAGED,
    sqlite3.SQLITE_FORMAT: StoreReason.DAMAGED,
    sqlite3.SQLITE_BUSY: StoreReason.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreReason.LOCKED,
    sqlite3.SQLITE_PROTOCOL: StoreReason.LOCKED,
}
_BAD_READS = (
    266,  # SQLITE_IOERR_READ: a sector that the disk cannot read
    522,  # SQLITE_IOERR_SHORT_READ: the file ends in the middle of a page
)
_SCARCE_BYTES = 1_000_000
_FULL_NUMBERS = (errno.ENOSPC, errno.EDQUOT)
# What a damaged file makes of a statement that is right: Python's own module raises the others,
# for text of the schema, also within a message, that is not UTF-8, and for lengths beyond belief.
FILE_TROUBLES = (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError)
# Raised by Python's own module, without a code: by `desktop.storage.rows.unpack` within a
# statement, and for text that is not UTF-8.
GARBAGE_VALUE = "no value of ours"  # nor is what says so raised by SQLite
_GARBAGE = (
    GARBAGE_VALUE,
    "user-defined function raised exception",
    "Could not decode to UTF-8",
    "JSON cannot hold BLOB values",
    "malformed JSON",
)


def connect(
    path: Path, *, mode: str = "rwc", timeout_s: float = WRITE_TIMEOUT_S
) -> sqlite3.Connection:
    """Return a connection to `path`; SQLite reads the file only on first use.

    `mode` is SQLite's: "rwc", "rw", "ro", or "ro&immutable=1" for a file in a folder
    where not even a lock can be written.
    Source: https://www.sqlite.org/uri.html
    """
    if mode == "rwc":
        # SQLite would let everybody read it. Nothing is opened that is there already: closing it
        # would let go of SQLite's locks.
        with suppress(OSError):
            path.touch(mode=0o600, exist_ok=False)
    return sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None, timeout=timeout_s)


def attach(connection: sqlite3.Connection, path: Path, name: str, *, mode: str = "rw") -> None:
    """Let `connection` use the tables of the file `path` as `name.…`."""
    connection.execute(f"ATTACH ? AS {name}", (_uri(path, mode),))


def delete_with_log(path: Path) -> None:
    """Make the name of a database and its log free: files are deleted, folders moved away."""
    for ending in FILE_ENDINGS:
        clear(path.with_name(path.name + ending))


def clear(path: Path) -> None:
    """Delete a file or a link, move a folder away."""
    if path.is_dir() and not path.is_symlink():
        path.replace(free_name(path))
    else:
        path.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """Return `path`, or a name like it that nothing has yet."""
    numbers = (f"{path.stem}-{number}{path.suffix}" for number in count(2))
    names = map(path.with_name, chain([path.name], numbers))
    return next(name for name in names if not os.path.lexists(name))


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction: all of it is stored, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # SQLite itself ends the transaction on some errors, such as a full disk.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def column(connection: sqlite3.Connection, statement: str, values: Row = ()) -> list[Any]:
    """Run a statement; return the first column of all its rows."""
    return [first for first, *_ in connection.execute(statement, values).fetchall()]


def version_of(connection: sqlite3.Connection, name: str = "main") -> int:
    """Return how many migrations the file attached as `name` has had; 0 if empty."""
    return number_in_header(connection, "user_version", name)


def number_in_header(connection: sqlite3.Connection, field: str, name: str = "main") -> int:
    """Return `user_version` or `application_id` of the file attached as `name`."""
    (number,) = connection.execute(f"PRAGMA {name}.{field}").fetchone()
    return int(number)


def apply_migrations(connection: sqlite3.Connection, schema: Schema) -> None:
    """Apply the migrations that the file lacks: all of them, or none if one fails."""
    if schema.gives_back:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # only an empty file takes it up
    connection.execute("PRAGMA journal_mode = WAL")
    keys.add_functions(connection)
    with transaction(connection):
        for script in schema.migrations[version_of(connection) :]:
            for statement in script.read_text(encoding="utf-8").split(";\n"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {schema.version}")
        connection.execute(f"PRAGMA application_id = {schema.mark_of(schema.version)}")


def quick_check(connection: sqlite3.Connection, name: str = "main") -> str:
    """Return what SQLite finds wrong with the file attached as `name`, "" if it is whole.

    The finding is a row, not an error: who only runs the statement learns nothing.
    """
    (finding,) = connection.execute(f"PRAGMA {name}.quick_check(1)").fetchone()
    return "" if finding == "ok" else str(finding)


def has_schema(connection: sqlite3.Connection, schema: Schema, name: str = "main") -> bool:
    """Return whether the tables of the file attached as `name` are to the letter as they are made.

    SQLite only tells of a flipped bit in their text if it can make nothing of it.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        apply_migrations(made, schema)
        return _schema_of(connection, name) == _schema_of(made, "main")


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn what the disk does to the file `path` into `StoreFailed`.

    What is not the disk's doing is damage: the statements are those of every start.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except (*FILE_TROUBLES, OSError) as error:
        reason = _reason_of(error, path.parent) or StoreReason.DAMAGED
        raise StoreFailed(path, reason, str(error)) from error


@contextmanager
def store_errors(connection: sqlite3.Connection, folder: Path) -> Iterator[None]:
    """Raise `StoreFailed` for what the disk does to a statement, and mark a damaged cache.

    `connection` has the cache, and the library as `library.…`.
    """
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        reason = _reason_of(error, folder)
        is_unclear = reason is None and isinstance(error, sqlite3.OperationalError)
        if is_unclear and _has_altered_schema(connection):
            reason = StoreReason.DAMAGED
        if reason is None:
            raise
        path = folder
        if reason is StoreReason.DAMAGED:
            # SQLite does not say which file is to blame, but the library is soon checked.
            path = folder / (CACHE if _is_library_whole(connection) else LIBRARY).file_name
            if path.name == CACHE.file_name:
                mark_cache(folder)
        raise StoreFailed(path, reason, str(error)) from error


def mark_cache(folder: Path) -> None:
    """Have the cache in `folder` rebuilt the next time that it is made ready."""
    log.error("the cache in %s is damaged", folder)
    try:
        (folder / DAMAGE_MARK).touch()
    except OSError as error:  # it will be found again
        log.warning("the damage could not be noted: %s", error)


def _uri(path: Path, mode: str) -> str:
    """Return `path` as SQLite's URI, with every special character escaped."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def _is_library_whole(connection: sqlite3.Connection) -> bool:
    try:
        is_as_made = has_schema(connection, LIBRARY, "library")
        return is_as_made and not quick_check(connection, "library")
    except FILE_TROUBLES:
        return False


def _has_altered_schema(connection: sqlite3.Connection) -> bool:
    """Return whether a statement that is right may fail: a bit flipped in the text of a schema."""
    with suppress(*FILE_TROUBLES):
        names = [row[1] for row in connection.execute("PRAGMA database_list").fetchall()]
        cache = "cache" if "cache" in names else "main"
        return not (
            has_schema(connection, CACHE, cache) and has_schema(connection, LIBRARY, "library")
        )
    return True


def _schema_of(connection: sqlite3.Connection, name: str) -> set[str]:
    texts = column(connection, f"SELECT CAST(sql AS BLOB) FROM {name}.sqlite_schema")  # noqa: S608
    return {"".join(str(text).split()) for text in texts}


def _reason_of(error: Exception, folder: Path) -> StoreReason | None:
    """Return what `error` says about the files in `folder`, None if it is a bug of ours."""
    if isinstance(error, OSError):
        return StoreReason.FULL if error.errno in _FULL_NUMBERS else _reason_in(folder)
    if not isinstance(error, sqlite3.Error):
        return StoreReason.DAMAGED
    extended_code = getattr(error, "sqlite_errorcode", 0)
    code = extended_code & 0xFF
    if code in _TROUBLES:
        return _TROUBLES[code]
    if extended_code in _BAD_READS or str(error).startswith(_GARBAGE):
        return StoreReason.DAMAGED
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):  # also said of a damaged header
        return _reason_in(folder)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        reason = _reason_in(folder)
        # What may pass: another program (a virus scanner) holding the file.
        return StoreReason.LOCKED if reason is StoreReason.DAMAGED else reason
    return None


def _reason_in(folder: Path) -> StoreReason:
    """Return why a file in `folder` cannot be used: DAMAGED where nothing keeps one from it."""
    files = [folder / schema.file_name for schema in (LIBRARY, CACHE)]
    if not os.access(folder, os.W_OK | os.X_OK) or not all(
        os.access(file, os.R_OK | os.W_OK) for file in files if file.exists()
    ):
        return StoreReason.READ_ONLY
    import shutil  # 4 ms to import, and hardly ever needed

    if shutil.disk_usage(folder).free < _SCARCE_BYTES:
        return StoreReason.FULL
    return StoreReason.DAMAGED
