"""The tables of the two files, as numbered migrations.

A file's version is the number of migrations that were applied to it (`PRAGMA user_version`).
A migration is never altered once it was published: a new one is added.

An article's `id` is the same for ever, so it joins the two files; within the cache its
`number` counts up in order of arrival, which keeps new rows together on disk and lets the
search index give the newest first without sorting.
"""

import sqlite3
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import StoreFailed, StoreReason
from desktop.storage.connections import quick_check, transaction

# A restored library that is to take the damaged one's place.
RESTORED_NAME = "library.restored.sqlite"

_FIRST_ARTICLE_FIELDS = """
    source_id TEXT NOT NULL, source_name TEXT NOT NULL, section TEXT NOT NULL,
    is_foreign INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, summary TEXT NOT NULL,
    places TEXT NOT NULL, agencies TEXT NOT NULL, authors TEXT NOT NULL,
    published_at INTEGER NOT NULL, is_dated INTEGER NOT NULL, arrived_at INTEGER NOT NULL,
    image_url TEXT, version INTEGER NOT NULL
"""


class Schema(NamedTuple):
    """One of the two files.

    Attributes:
        file_name: Within the profile folder.
        migrations: Each a tuple of statements; the first one makes an empty file.
        tables: Those that must be there once every migration was applied.
        first_reads: Statements that touch what the first paint reads: enough to notice a
            file that was cut off or wiped.
    """

    file_name: str
    migrations: tuple[tuple[str, ...], ...]
    tables: frozenset[str]
    first_reads: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        return len(self.migrations)


# STRICT, so that garbage salvaged from a damaged file is refused row by row.
LIBRARY = Schema(
    "library.sqlite",
    migrations=(
        (
            """CREATE TABLE sources (
                id TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL,
                section TEXT NOT NULL, is_foreign INTEGER NOT NULL, added_at INTEGER NOT NULL
            ) STRICT""",
            f"""CREATE TABLE stars (
                id INTEGER PRIMARY KEY, starred_at INTEGER NOT NULL, {_FIRST_ARTICLE_FIELDS},
                content_html TEXT NOT NULL, html TEXT, shape INTEGER NOT NULL,
                is_full INTEGER NOT NULL, text TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX stars_by_time ON stars (published_at DESC, arrived_at DESC, id)",
            """CREATE TABLE read_marks (
                id INTEGER PRIMARY KEY, read_at INTEGER NOT NULL
            ) STRICT""",
            """CREATE TABLE positions (
                id INTEGER PRIMARY KEY, block INTEGER NOT NULL, offset_px INTEGER NOT NULL,
                saved_at INTEGER NOT NULL
            ) STRICT""",
        ),
        (
            "ALTER TABLE sources DROP COLUMN is_foreign",
            "ALTER TABLE stars DROP COLUMN is_foreign",
            # What is HTML stays so until the article is opened, see `rows.body_of`.
            "ALTER TABLE stars RENAME COLUMN html TO blocks",
            "ALTER TABLE stars RENAME COLUMN shape TO blocks_version",
        ),
    ),
    tables=frozenset({"sources", "stars", "read_marks", "positions"}),
)

# `is_read` mirrors the library's read marks, for counting; the truth stays in the library.
# `duplicate_of` is the id of the article that is listed in this one's place: the same address
# in another source of the same section, seen earlier. `fingerprint` is of the feed's own text.
# `bodies` and `versions` hold text packed with zlib, see `desktop.storage.rows`.
CACHE = Schema(
    "cache.sqlite",
    migrations=(
        (
            f"""CREATE TABLE articles (
                number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, {_FIRST_ARTICLE_FIELDS},
                is_read INTEGER NOT NULL, leader INTEGER, twin_key INTEGER,
                fingerprint INTEGER NOT NULL
            )""",
            # Their last columns are there for lists and counts to need nothing but the index.
            """CREATE INDEX articles_by_time ON articles
                (published_at DESC, arrived_at DESC, id, is_foreign, leader)
                WHERE leader IS NULL""",
            """CREATE INDEX articles_by_section ON articles
                (section, published_at DESC, arrived_at DESC, id, is_foreign, leader)
                WHERE leader IS NULL""",
            """CREATE INDEX unread_articles ON articles
                (section, published_at DESC, arrived_at DESC, id, is_read, leader)
                WHERE leader IS NULL AND is_read = 0""",
            "CREATE INDEX articles_by_twin_key ON articles (twin_key)",
            "CREATE INDEX followers ON articles (leader) WHERE leader IS NOT NULL",
            "CREATE INDEX articles_by_source ON articles (source_id)",
            """CREATE TABLE bodies (
                number INTEGER PRIMARY KEY, content_html BLOB NOT NULL, html BLOB,
                shape INTEGER NOT NULL, is_full INTEGER NOT NULL, text BLOB NOT NULL
            )""",
            """CREATE TABLE versions (
                number INTEGER NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL,
                summary TEXT NOT NULL, text BLOB NOT NULL, replaced_at INTEGER NOT NULL,
                PRIMARY KEY (number, version)
            ) WITHOUT ROWID""",
            "CREATE TABLE forgotten (id INTEGER PRIMARY KEY, seen_at INTEGER NOT NULL)",
            """CREATE TABLE states (
                source_id TEXT PRIMARY KEY, etag TEXT, last_modified TEXT,
                validators_at INTEGER, body_hash TEXT NOT NULL, checked_at INTEGER,
                changed_at INTEGER, next_check_at INTEGER, failures INTEGER NOT NULL,
                problem TEXT NOT NULL
            )""",
            # The bytes come last, so that a size is read without them.
            """CREATE TABLE pictures (
                number INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, width INTEGER NOT NULL,
                height INTEGER NOT NULL, byte_count INTEGER NOT NULL, used_at INTEGER NOT NULL,
                data BLOB NOT NULL
            )""",
            "CREATE INDEX pictures_by_use ON pictures (used_at, byte_count)",
            # Contentless: the text is in `bodies`, packed, and not a second time in the index.
            # Without positions it is a fifth of the size; with prefixes one letter takes no
            # longer than a word (1 ms instead of 18 in 30,000 articles).
            """CREATE VIRTUAL TABLE search USING fts5 (
                text, content='', columnsize=0, detail=none, prefix='1 2',
                tokenize="unicode61 remove_diacritics 2"
            )""",
            "INSERT INTO search (search, rank) VALUES ('automerge', 16)",
            "INSERT INTO search (search, rank) VALUES ('hashsize', 67108864)",
        ),
        (
            "DROP INDEX articles_by_time",
            "DROP INDEX articles_by_section",
            "DROP INDEX articles_by_twin_key",
            "DROP INDEX followers",
            "ALTER TABLE articles DROP COLUMN is_foreign",
            "ALTER TABLE articles RENAME COLUMN leader TO duplicate_of",
            "ALTER TABLE articles RENAME COLUMN twin_key TO duplicate_key",
            "ALTER TABLE forgotten RENAME TO tombstones",
            # Their last columns are there for lists and counts to need nothing but the index.
            """CREATE INDEX articles_by_time ON articles
                (published_at DESC, arrived_at DESC, id, duplicate_of)
                WHERE duplicate_of IS NULL""",
            """CREATE INDEX articles_by_section ON articles
                (section, published_at DESC, arrived_at DESC, id, duplicate_of)
                WHERE duplicate_of IS NULL""",
            "CREATE INDEX articles_by_duplicate_key ON articles (duplicate_key)",
            "CREATE INDEX duplicates ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL",
            "ALTER TABLE states ADD COLUMN reason TEXT",
            "ALTER TABLE states ADD COLUMN status INTEGER",
            "UPDATE states SET reason = problem WHERE problem <> ''",
            """UPDATE states SET reason = 'status', status = CAST(substr(problem, 8) AS INTEGER)
                WHERE problem LIKE 'status %'""",
            "UPDATE states SET reason = 'bug' WHERE problem = 'program'",
            "ALTER TABLE states DROP COLUMN problem",
            "ALTER TABLE bodies RENAME COLUMN html TO blocks",
            "ALTER TABLE bodies RENAME COLUMN shape TO blocks_version",
        ),
    ),
    tables=frozenset(
        {"articles", "bodies", "versions", "tombstones", "states", "pictures", "search"}
    ),
    first_reads=(
        "SELECT * FROM articles ORDER BY number DESC LIMIT 1",
        "SELECT id FROM articles WHERE duplicate_of IS NULL ORDER BY published_at DESC LIMIT 1",
        "SELECT * FROM bodies ORDER BY number DESC LIMIT 1",
        "SELECT * FROM states LIMIT 1",
    ),
)


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
