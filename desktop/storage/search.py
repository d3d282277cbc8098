"""The full-text index: accent- and case-blind, every word must occur, the last may be begun.

The index is contentless: to take a text out of it, the very text that went in must be given
again, which is why `bodies.text` holds it.
Source: https://www.sqlite.org/fts5.html#contentless_tables
"""

import re
import sqlite3

from desktop.storage.rows import storable

MOST_WORDS = 32
_BETWEEN_WORDS = re.compile(r"[\s\x00-\x1f]+")


def match_expression(text: str) -> str | None:
    """Return what FTS5 is asked for the user's `text`, None if it names no word.

    Each word is quoted, so that operators, quotes and column names mean themselves; a word
    with a hyphen or slash in it matches where its parts follow each other. Words beyond
    `MOST_WORDS` narrow nothing any more.
    """
    words = [word for word in _BETWEEN_WORDS.split(storable(text)) if _has_letter(word)]
    quoted = ['"' + word.replace('"', '""') + '"' for word in words[:MOST_WORDS]]
    return " ".join(quoted) + " *" if quoted else None


def add(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Index `text` for the article `number`, which has none in the index yet."""
    connection.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, text))


def take_out(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Remove `number` from the index; `text` is what it was added with."""
    connection.execute(
        "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", (number, text)
    )


def _has_letter(word: str) -> bool:
    return any(character.isalnum() for character in word)
