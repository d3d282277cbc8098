ALTER TABLE sources DROP COLUMN is_foreign;
ALTER TABLE stars DROP COLUMN is_foreign;
-- What is HTML stays so until the article is opened, see `desktop.storage.rows.body_of`.
ALTER TABLE stars RENAME COLUMN html TO blocks;
ALTER TABLE stars RENAME COLUMN shape TO blocks_version;
