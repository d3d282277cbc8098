-- Checksums, by which a bit that flips is noticed, see `desktop.storage.checksums`: of each row
-- over its other columns, and one for the read marks of each 256th of all ids.
ALTER TABLE stars ADD COLUMN checksum INTEGER;
ALTER TABLE positions ADD COLUMN checksum INTEGER;
ALTER TABLE sources ADD COLUMN checksum INTEGER;
UPDATE stars SET checksum = row_sum(
    starred_at, id, CAST(source_id AS BLOB), CAST(source_name AS BLOB), CAST(section AS BLOB),
    CAST(title AS BLOB), CAST(url AS BLOB), CAST(summary AS BLOB), CAST(places AS BLOB),
    CAST(agencies AS BLOB), CAST(authors AS BLOB), published_at, is_dated, arrived_at,
    CAST(image_url AS BLOB), version, CAST(content_html AS BLOB), CAST(blocks AS BLOB),
    blocks_version, is_full, CAST(text AS BLOB)
);
UPDATE positions SET checksum = row_sum(id, block, offset_px, saved_at);
UPDATE sources SET checksum = row_sum(
    CAST(id AS BLOB), CAST(name AS BLOB), CAST(url AS BLOB), CAST(section AS BLOB), added_at
);

CREATE TABLE mark_pages (
    page INTEGER PRIMARY KEY, marks INTEGER NOT NULL, checksum INTEGER NOT NULL
) STRICT;
WITH RECURSIVE pages (page) AS (SELECT 0 UNION ALL SELECT page + 1 FROM pages WHERE page < 255)
INSERT INTO mark_pages SELECT page, 0, 0 FROM pages;
UPDATE mark_pages SET marks = found.marks, checksum = found.checksum FROM (
    SELECT id >> 55 AS page, count(*) AS marks,
        sum((id & 4294967295) + 3 * (id >> 32) + 7 * read_at) AS checksum
    FROM read_marks GROUP BY id >> 55
) AS found WHERE found.page = mark_pages.page;

CREATE TRIGGER mark_added AFTER INSERT ON read_marks BEGIN
    UPDATE mark_pages SET marks = marks + 1, checksum = checksum
        + (NEW.id & 4294967295) + 3 * (NEW.id >> 32) + 7 * NEW.read_at
        WHERE page = NEW.id >> 55; END;
CREATE TRIGGER mark_removed AFTER DELETE ON read_marks BEGIN
    UPDATE mark_pages SET marks = marks - 1, checksum = checksum
        - (OLD.id & 4294967295) - 3 * (OLD.id >> 32) - 7 * OLD.read_at
        WHERE page = OLD.id >> 55; END;
