-- The cache as the second version of the program left it, with a row in each table.

CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE,
    source_id TEXT NOT NULL, source_name TEXT NOT NULL, section TEXT NOT NULL,
    title TEXT NOT NULL, url TEXT, summary TEXT NOT NULL,
    places TEXT NOT NULL, agencies TEXT NOT NULL, authors TEXT NOT NULL,
    published_at INTEGER NOT NULL, is_dated INTEGER NOT NULL, arrived_at INTEGER NOT NULL,
    image_url TEXT, version INTEGER NOT NULL,
    is_read INTEGER NOT NULL, duplicate_of INTEGER, duplicate_key INTEGER,
    fingerprint INTEGER NOT NULL
);

CREATE INDEX unread_articles ON articles
    (section, published_at DESC, arrived_at DESC, id, is_read, duplicate_of)
    WHERE duplicate_of IS NULL AND is_read = 0;

CREATE INDEX articles_by_source ON articles (source_id);

CREATE TABLE bodies (
    number INTEGER PRIMARY KEY, content_html BLOB NOT NULL, blocks BLOB,
    blocks_version INTEGER NOT NULL, is_full INTEGER NOT NULL, text BLOB NOT NULL
);

CREATE TABLE versions (
    number INTEGER NOT NULL, version INTEGER NOT NULL, title TEXT NOT NULL,
    summary TEXT NOT NULL, text BLOB NOT NULL, replaced_at INTEGER NOT NULL,
    PRIMARY KEY (number, version)
) WITHOUT ROWID;

CREATE TABLE "tombstones" (id INTEGER PRIMARY KEY, seen_at INTEGER NOT NULL);

CREATE TABLE states (
    source_id TEXT PRIMARY KEY, etag TEXT, last_modified TEXT,
    validators_at INTEGER, body_hash TEXT NOT NULL, checked_at INTEGER,
    changed_at INTEGER, next_check_at INTEGER, failures INTEGER NOT NULL,
    reason TEXT, status INTEGER);

CREATE TABLE pictures (
    number INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, width INTEGER NOT NULL,
    height INTEGER NOT NULL, byte_count INTEGER NOT NULL, used_at INTEGER NOT NULL,
    data BLOB NOT NULL
);

CREATE INDEX pictures_by_use ON pictures (used_at, byte_count);

CREATE VIRTUAL TABLE search USING fts5 (
    text, content='', columnsize=0, detail=none, prefix='1 2',
    tokenize="unicode61 remove_diacritics 2"
);

CREATE INDEX articles_by_time ON articles
    (published_at DESC, arrived_at DESC, id, duplicate_of)
    WHERE duplicate_of IS NULL;

CREATE INDEX articles_by_section ON articles
    (section, published_at DESC, arrived_at DESC, id, duplicate_of)
    WHERE duplicate_of IS NULL;

CREATE INDEX articles_by_duplicate_key ON articles (duplicate_key);

CREATE INDEX duplicates ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;

INSERT INTO articles VALUES (
    1, 2101472029078110886, 'abroad', 'Wereldbericht', 'Buitenland', 'Brug open',
    'https://abroad.example/brug', 'In het kort.', 'DEN HAAG' || char(10) || 'PARIJS', 'ANP', '',
    1772439120, 1, 1772442720, 'https://abroad.example/brug.jpg', 2, 0, NULL, 7008582798960425146,
    4159624209994598962
);
INSERT INTO articles VALUES (
    2, 5313921438186830864, 'abroad', 'Wereldbericht', 'Buitenland', 'Bericht weg',
    'https://abroad.example/weg', 'In het kort.', 'DEN HAAG' || char(10) || 'PARIJS', 'ANP', '',
    1772439120, 1, 1772442720, 'https://abroad.example/weg.jpg', 1, 0, NULL, 2095740325909006146,
    5368560086165632422
);
INSERT INTO articles VALUES (
    3, 9196898843986373433, 'abroad', 'Wereldbericht', 'Buitenland', 'Bericht tram',
    'https://abroad.example/tram', 'In het kort.', 'DEN HAAG' || char(10) || 'PARIJS', 'ANP', '',
    1772439120, 1, 1772442720, 'https://abroad.example/tram.jpg', 1, 1, NULL, 8667503949439479170,
    3762609472516791777
);
INSERT INTO articles VALUES (
    4, 2845431974026399266, 'other', 'Ander', 'Buitenland', 'Bericht ook',
    'https://abroad.example/brug', 'In het kort.', 'DEN HAAG' || char(10) || 'PARIJS', 'ANP', '',
    1772439120, 1, 1772442720, 'https://other.example/ook.jpg', 1, 0, 2101472029078110886,
    7008582798960425146, 7450697238372920297
);
INSERT INTO bodies VALUES (
    1, x'5809b329b0734955c8cccbc82f4d51284bcc53c8482d51484a2dca4cce28d1b3d12fb00300c0b90b49', NULL,
    0, 0,
    x'5809732a2a4d57c82f48cde3f2cc53c8482d51c8ce2f2ad1e3724955c8cccbc82f4d51284b848827a51665266794e80100a09f10e2'
);
INSERT INTO bodies VALUES (
    2, x'5809b329b0734955c8cccbc82f4d51284bcc53c8482d51484a2dca4cce28d1b3d12fb00300c0b90b49', NULL,
    0, 0,
    x'5809734a2dca4cce2851284f4de7f2cc53c8482d51c8ce2f2ad1e3724955c8cccbc82f4d51284b8488274194ea0100c71f11a4'
);
INSERT INTO bodies VALUES (
    3, x'5809b329b0734955c8cccbc82f4d51284bcc53c8482d51484a2dca4cce28d1b3d12fb00300c0b90b49',
    x'5809b329b073495528294acc5528cacc4a2951284f4d2dd2b3d12fb0030076f208bf', 3, 1,
    x'5809734a2dca4cce285128294acce5f2cc53c8482d51c8ce2f2ad1e37249050b2a146566a5942894a7a616e9010066860f8b'
);
INSERT INTO bodies VALUES (
    4, x'5809b329b0734955c8cccbc82f4d51284bcc53c8482d51484a2dca4cce28d1b3d12fb00300c0b90b49', NULL,
    0, 0,
    x'5809734a2dca4cce2851c8cfcfe6f2cc53c8482d51c8ce2f2ad1e3724955c8cccbc82f4d51284b8488274194ea0100c80f11aa'
);
INSERT INTO versions VALUES (
    1, 1, 'Brug dicht', 'In het kort.',
    x'5809732a2a4d5748c94cce28e1f2cc53c8482d51c8ce2f2ad1e3724955c8cccbc82f4d51284b848827a5168194e90100b221113c',
    1772442720
);
INSERT INTO tombstones VALUES (
    77, 1772440000
);
INSERT INTO states VALUES (
    'abroad', NULL, NULL, NULL, '', 1772442720, NULL, NULL, 0, NULL, NULL
);
INSERT INTO states VALUES (
    'other', NULL, NULL, NULL, '', 1772442720, NULL, NULL, 0, NULL, NULL
);
INSERT INTO pictures VALUES (
    1, 'https://abroad.example/tram.jpg', 4, 3, 5, 1772442720, x'6279746573'
);

INSERT INTO search (search, rank) VALUES ('automerge', 16);
INSERT INTO search (search, rank) VALUES ('hashsize', 67108864);
INSERT INTO search (rowid, text) VALUES (1, 'Brug open' || char(10) || 'In het kort.' || char(10) || 'De inhoud van het bericht.');
INSERT INTO search (rowid, text) VALUES (2, 'Bericht weg' || char(10) || 'In het kort.' || char(10) || 'De inhoud van het bericht.');
INSERT INTO search (rowid, text) VALUES (3, 'Bericht tram' || char(10) || 'In het kort.' || char(10) || 'De tram rijdt weer.');
INSERT INTO search (rowid, text) VALUES (4, 'Bericht ook' || char(10) || 'In het kort.' || char(10) || 'De inhoud van het bericht.');

PRAGMA user_version = 2;
