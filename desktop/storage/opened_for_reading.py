"""The connection that reads: both files attached, or an empty one in memory in their place."""

import logging
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from pathlib import Path

from desktop.storage.connections import (
    FILE_TROUBLES,
    READ_TIMEOUT_S,
    apply_migrations,
    attach,
    version_of,
)
from desktop.storage.rows import unpack
from desktop.storage.schema import CACHE, LIBRARY, Schema

log = logging.getLogger(__name__)

# In a folder that cannot be written SQLite cannot make the files beside a database that
# its log needs; with "immutable" it does without them.
_MODES = ("rw", "ro", "ro&immutable=1")


def open_for_reading(folder: Path, without: Collection[Schema] = ()) -> sqlite3.Connection:
    """Return a connection to the cache and the library, unable to write; empty ones for some."""
    connection = sqlite3.connect(":memory:", uri=True, isolation_level=None, timeout=READ_TIMEOUT_S)
    for schema, name in ((CACHE, "cache"), (LIBRARY, "library")):
        path = folder / schema.file_name
        if schema in without or not attach_for_reading(connection, path, schema, name):
            log.error("%s cannot be read", path)
            connection.execute(f"ATTACH ':memory:' AS {name}")
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
                apply_migrations(empty, schema)
                connection.deserialize(empty.serialize(), name=name)
    connection.execute("PRAGMA query_only = 1")
    connection.create_function("unpack", 1, unpack, deterministic=True)
    return connection


def attach_for_reading(
    connection: sqlite3.Connection, path: Path, schema: Schema, name: str
) -> bool:
    """Attach a file of this version as `name`; return False if it cannot be read in any way.

    Opened for writing where that is possible: a connection that is not leaves its log behind.
    """
    return any(_attach(connection, path, schema, name, mode) for mode in _MODES)


def _attach(
    connection: sqlite3.Connection, path: Path, schema: Schema, name: str, mode: str
) -> bool:
    """Attach a file of this version as `name`; return False if it cannot be read so."""
    with suppress(*FILE_TROUBLES):
        attach(connection, path, name, mode=mode)
        if version_of(connection, name) == schema.version:
            return True
    with suppress(*FILE_TROUBLES):  # of a file that could not even be attached
        connection.execute(f"DETACH {name}")
    return False
