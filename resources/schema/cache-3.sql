-- Of articles of one source and one moment the least `place` comes first, as in its feed.
ALTER TABLE articles ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN story_key INTEGER;
ALTER TABLE articles ADD COLUMN feed_id INTEGER;
-- Of what may still be in a feed; 100,000 would take seconds.
UPDATE articles SET
    story_key = story_key(source_id, url, title), duplicate_key = duplicate_key(section, url)
    WHERE number > (SELECT max(number) - 20000 FROM articles);
UPDATE articles SET place = ranked.place FROM (
    SELECT number, row_number() OVER
        (PARTITION BY source_id, published_at ORDER BY arrived_at DESC, number DESC) - 1 AS place
    FROM articles
) AS ranked WHERE ranked.number = articles.number AND ranked.place > 0;

DROP INDEX articles_by_time;
DROP INDEX articles_by_section;
DROP INDEX unread_articles;
DROP INDEX articles_by_source;
-- Their last columns are there for lists and counts to need nothing but the index.
CREATE INDEX articles_by_time ON articles (published_at DESC, place, id, duplicate_of)
    WHERE duplicate_of IS NULL;
CREATE INDEX articles_by_section ON articles
    (section, published_at DESC, place, id, duplicate_of)
    WHERE duplicate_of IS NULL;
CREATE INDEX unread_articles ON articles
    (section, published_at DESC, place, id, is_read, duplicate_of)
    WHERE duplicate_of IS NULL AND is_read = 0;
CREATE INDEX articles_by_source ON articles (source_id, published_at, place);
CREATE INDEX articles_by_story ON articles (story_key) WHERE story_key IS NOT NULL;
CREATE INDEX articles_by_feed_id ON articles (feed_id) WHERE feed_id IS NOT NULL;

ALTER TABLE tombstones ADD COLUMN story_key INTEGER;
CREATE INDEX tombstones_by_story ON tombstones (story_key) WHERE story_key IS NOT NULL;

-- What was indexed before is folded little by little, see `desktop.storage.cache`.
ALTER TABLE bodies ADD COLUMN is_folded INTEGER NOT NULL DEFAULT 0;
CREATE INDEX bodies_to_fold ON bodies (is_folded) WHERE is_folded = 0;

ALTER TABLE states ADD COLUMN asked_at INTEGER;
