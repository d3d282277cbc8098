"""The connection that writes, and the care that its files stay where they were opened."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage import keys
from desktop.storage.connections import (
    attach,
    connect,
    file_errors,
    quick_check,
    store_errors,
    transaction,
)
from desktop.storage.prepare import prepare
from desktop.storage.rescue import Place, write_cache_anew, write_library_anew
from desktop.storage.rows import add_text_functions, lenient_text
from desktop.storage.schema import CACHE, LIBRARY

log = logging.getLogger(__name__)


class OpenedStore:
    """The two files of a profile folder, opened with the first use, in its thread.

    Before and after each transaction they must be where they were opened, and the library as it
    was left. Else all that can be read of them, which is all but for a disk that is gone, is
    written anew: what has been promised to be kept is. `on_renewed` is called then, in the thread
    that writes: whoever reads must open the files again.
    """

    def __init__(
        self, folder: Path, now: Callable[[], datetime], on_renewed: Callable[[], None]
    ) -> None:
        self._folder = folder
        self._now = now
        self._on_renewed = on_renewed
        self._connection: sqlite3.Connection | None = None
        self._is_watched = True
        self.on_damage: Callable[[StoreFailed], None] | None = None

    def close(self) -> None:
        """Close the files where they belong; a later use opens them again."""
        if self._connection is not None:
            try:
                self.keep()
            finally:
                self._let_go()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one transaction that is kept when this returns.

        Raises StoreFailed; nothing is altered then, or only what is out of reach by now.
        """
        with self.connected() as connection, transaction(connection):
            yield connection

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """Run a block that writes, or tends the files, without a transaction around it."""
        try:
            connection = self.keep()
            with store_errors(connection, self._folder):
                yield connection
                self._library.note_content()
            self.keep()
        except StoreFailed as failure:
            if failure.reason is StoreReason.DAMAGED and self.on_damage is not None:
                self.on_damage(failure)
            raise

    def keep(self) -> sqlite3.Connection:
        """Return the connection, with both files in their places."""
        if self._connection is None:
            self._connection = self._open()
            self._watch()
        elif self._is_watched and not self._is_in_place():
            self._connection = self._write_anew(self._connection)
            self._watch()
            # Where a file is another one each time one looks, looking tells nothing.
            self._is_watched = self._is_in_place()
            self._on_renewed()
        return self._connection

    def _open(self) -> sqlite3.Connection:
        try:
            return open_for_writing(self._folder)
        except StoreFailed:
            if all((self._folder / schema.file_name).exists() for schema in (CACHE, LIBRARY)):
                raise
            log.error("a file of the store is gone before it was opened")
            prepare(self._folder, self._now())
            self._on_renewed()
            return open_for_writing(self._folder)

    def _watch(self) -> None:
        self._library = Place(self._folder / LIBRARY.file_name)
        self._cache = Place(self._folder / CACHE.file_name)

    def _is_in_place(self) -> bool:
        library = self._library
        return library.is_kept() and library.is_untouched() and self._cache.is_kept()

    def _write_anew(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """Return a connection to files in their places, with all that `connection` can read."""
        try:
            if not (self._library.is_kept() and self._library.is_untouched()):
                write_library_anew(connection, self._folder, self._now())
            if not self._cache.is_kept():
                write_cache_anew(connection, self._folder)
        except StoreFailed:
            if not _is_readable(connection):  # the disk may come back, what was open does not
                self._let_go()
            raise
        opened = open_for_writing(self._folder)
        connection.close()
        return opened

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def open_for_writing(folder: Path) -> sqlite3.Connection:
    """Return a connection to the cache with the library attached as `library.…`.

    What the user made waits for the disk at the end of each transaction, what can be
    fetched again only when the log is emptied.
    Raises StoreFailed where a file cannot be opened; writing itself may still be refused.
    """
    cache_file, library_file = folder / CACHE.file_name, folder / LIBRARY.file_name
    with file_errors(cache_file):
        connection = connect(cache_file, mode="rw")
    try:
        connection.text_factory = lenient_text
        add_text_functions(connection)
        keys.add_functions(connection)
        with file_errors(cache_file):
            connection.execute("PRAGMA main.synchronous = NORMAL")
            _open_log(connection, "main")
        with file_errors(library_file):
            attach(connection, library_file, "library")
            connection.execute("PRAGMA library.synchronous = FULL")
            _open_log(connection, "library")
    except BaseException:
        connection.close()
        raise
    return connection


def _open_log(connection: sqlite3.Connection, name: str) -> None:
    """Have the log beside the file; one that was put back from a copy has none yet."""
    connection.execute(f"PRAGMA {name}.journal_mode = WAL").fetchall()
    connection.execute(f"SELECT count(*) FROM {name}.sqlite_schema").fetchall()  # noqa: S608


def _is_readable(connection: sqlite3.Connection) -> bool:
    try:
        return not quick_check(connection, "library")
    except sqlite3.DatabaseError:
        return False
