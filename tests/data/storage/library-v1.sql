-- The library as the first version of the program made it, with a row in each table.

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

INSERT INTO sources VALUES
    ('sport', 'Sportblad', 'https://sport.example/feed', 'Sport', 0, 1772400000);

INSERT INTO stars VALUES (
    101, 1772440000, 'abroad', 'Wereldbericht', 'Buitenland', 1, 'Brug dicht',
    'https://abroad.example/brug', 'De brug is een dag dicht.', 'SLUIS' || char(10) || 'BRUGGE',
    'ANP', 'A. Schrijver', 1772430000, 1, 1772433600, NULL, 2,
    '<p>De brug is <b>dicht</b>.', '<p>De brug is dicht.</p>', 3, 1,
    'Brug dicht De brug is een dag dicht.'
);

INSERT INTO read_marks VALUES (101, 1772440100), (102, 1772440200);

INSERT INTO positions VALUES (101, 4, 30, 1772440300);

PRAGMA user_version = 1;
