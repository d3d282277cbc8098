"""Bringing a file to the version that this program writes."""

import sqlite3
from pathlib import Path

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.connections import quick_check, transaction
from desktop.storage.schema import Schema


def version_of(connection: sqlite3.Connection, name: str = "main") -> int:
    """Return how many migrations the file attached as `name` has had; 0 if empty."""
    (version,) = connection.execute(f"PRAGMA {name}.user_version").fetchone()
    return int(version)


def apply_migrations(connection: sqlite3.Connection, schema: Schema) -> None:
    """Apply the migrations that the file lacks: all of them, or none if one fails."""
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        for migration in schema.migrations[version_of(connection) :]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {schema.version}")


def check_version(connection: sqlite3.Connection, path: Path, schema: Schema) -> int:
    """Return the file's version, never above this program's.

    Raises:
        StoreFailed: NEWER for a whole file of a later program, DAMAGED for a version that
            only a damaged header names, or when tables are missing.
    """
    version = version_of(connection)
    if version > schema.version or version < 0:
        finding = quick_check(connection) if version > 0 else "negative version"
        reason = StoreReason.DAMAGED if finding else StoreReason.NEWER
        raise StoreFailed(path, reason, finding or f"version {version}")
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    tables = {name for (name,) in found.fetchall()}
    if version == schema.version and not schema.tables <= tables:
        detail = f"no tables {sorted(schema.tables - tables)}"
        raise StoreFailed(path, StoreReason.DAMAGED, detail)
    if version == 0 and tables:
        raise StoreFailed(path, StoreReason.DAMAGED, "tables but no version")
    return version
