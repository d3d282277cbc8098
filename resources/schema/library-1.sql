-- STRICT, so that garbage salvaged from a damaged file is refused row by row.
CREATE TABLE sources (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL,
    section TEXT NOT NULL, is_foreign INTEGER NOT NULL, added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE stars (
    id INTEGER PRIMARY KEY, starred_at INTEGER NOT NULL,
    source_id TEXT NOT NULL, source_name TEXT NOT NULL, section TEXT NOT NULL,
    is_foreign INTEGER NOT NULL, title TEXT NOT NULL, url TEXT, summary TEXT NOT NULL,
    places TEXT NOT NULL, agencies TEXT NOT NULL, authors TEXT NOT NULL,
    published_at INTEGER NOT NULL, is_dated INTEGER NOT NULL, arrived_at INTEGER NOT NULL,
    image_url TEXT, version INTEGER NOT NULL,
    content_html TEXT NOT NULL, html TEXT, shape INTEGER NOT NULL,
    is_full INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;

CREATE INDEX stars_by_time ON stars (published_at DESC, arrived_at DESC, id);

CREATE TABLE read_marks (
    id INTEGER PRIMARY KEY, read_at INTEGER NOT NULL
) STRICT;

CREATE TABLE positions (
    id INTEGER PRIMARY KEY, block INTEGER NOT NULL, offset_px INTEGER NOT NULL,
    saved_at INTEGER NOT NULL
) STRICT;
