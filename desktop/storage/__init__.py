"""Between values and SQLite."""
