"""Numbers that stand for values, also as functions in SQL: of one story, and of a whole row."""

import sqlite3
import zlib
from functools import lru_cache
from typing import Any

from desktop.core.model import article_id
from desktop.core.text import fold
from desktop.core.urls import page_key


@lru_cache(maxsize=512)  # asked for some times while an article is stored
def story_key(source_id: str, url: str | None, title: str) -> int | None:
    """Return what one story of a source keeps when its feed gives it another guid.

    The title counts too, as some feeds give every item one address. None without an address.
    """
    folded = " ".join(fold(title).split())
    return article_id(source_id, f"{page_key(url)}\n{folded}") if url else None


@lru_cache(maxsize=512)
def duplicate_key(section: str, url: str | None) -> int | None:
    """Return the number that duplicates in a section share, None without an address."""
    return article_id(section, page_key(url)) if url else None


def row_sum(*values: Any) -> int:
    """Return the checksum of a row's values: numbers, text, bytes in place of text, None."""
    total = 0
    for value in values:
        if value is None:
            total = zlib.crc32(b"-", total)
            continue
        content = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
        total = zlib.crc32(content, zlib.crc32(b"%d:" % len(content), total))
    return total


def add_functions(connection: sqlite3.Connection) -> None:
    """Let statements call all three."""
    connection.create_function("story_key", 3, story_key, deterministic=True)
    connection.create_function("duplicate_key", 2, duplicate_key, deterministic=True)
    connection.create_function("row_sum", -1, row_sum, deterministic=True)
