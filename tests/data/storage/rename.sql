ALTER TABLE stars RENAME COLUMN starred_at TO kept_at;
