DROP INDEX articles_by_time;
DROP INDEX articles_by_section;
DROP INDEX articles_by_twin_key;
DROP INDEX followers;
ALTER TABLE articles DROP COLUMN is_foreign;
ALTER TABLE articles RENAME COLUMN leader TO duplicate_of;
ALTER TABLE articles RENAME COLUMN twin_key TO duplicate_key;
ALTER TABLE forgotten RENAME TO tombstones;

-- Their last columns are there for lists and counts to need nothing but the index.
CREATE INDEX articles_by_time ON articles
    (published_at DESC, arrived_at DESC, id, duplicate_of)
    WHERE duplicate_of IS NULL;
CREATE INDEX articles_by_section ON articles
    (section, published_at DESC, arrived_at DESC, id, duplicate_of)
    WHERE duplicate_of IS NULL;
CREATE INDEX articles_by_duplicate_key ON articles (duplicate_key);
CREATE INDEX duplicates ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;

ALTER TABLE states ADD COLUMN reason TEXT;
ALTER TABLE states ADD COLUMN status INTEGER;
UPDATE states SET reason = problem WHERE problem <> '';
UPDATE states SET reason = 'status', status = CAST(substr(problem, 8) AS INTEGER)
    WHERE problem LIKE 'status %';
UPDATE states SET reason = 'bug' WHERE problem = 'program';
ALTER TABLE states DROP COLUMN problem;

ALTER TABLE bodies RENAME COLUMN html TO blocks;
ALTER TABLE bodies RENAME COLUMN shape TO blocks_version;
