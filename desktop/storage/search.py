"""The full-text index: ignores accents and case; every word must occur, the last as a prefix.

The index is contentless: to take a text out of it, the very text that went in must be given
again, which is why `bodies.text` holds it.
Source: https://www.sqlite.org/fts5.html#contentless_tables
"""

import re
import sqlite3

from desktop.storage.rows import without_surrogates

MOST_WORDS = 32

# What FTS5 takes for one word, so that quoting a word never makes a phrase of it, which an
# index without positions refuses: letters and digits, but for the vowel signs of New Tai Lue
# that became letters only after the Unicode 6.1 of SQLite's tables.
_WORD = re.compile(r"[^\W_\u19b0-\u19c9]+")
# Accents that stand by themselves are part of a word and count for nothing.
_LONE_ACCENTS = re.compile(r"[\u0300-\u0331]")


def match_expression(text: str) -> str | None:
    """Return what FTS5 is asked for the user's `text`, None if it names no word.

    Each word is quoted, so that operators and column names mean themselves. Words beyond
    `MOST_WORDS` narrow nothing any more.
    """
    words = _WORD.findall(_LONE_ACCENTS.sub("", without_surrogates(text)))[:MOST_WORDS]
    return " ".join(f'"{word}"' for word in words) + "*" if words else None


def add(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Index `text` for the article `number`, which has none in the index yet."""
    connection.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, text))


def remove(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Remove `number` from the index; `text` is what it was added with."""
    connection.execute(
        "INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", (number, text)
    )
