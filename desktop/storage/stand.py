"""How much the store holds, in numbers alone."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from desktop.storage.connections import connect
from desktop.storage.schema import CACHE, LIBRARY


class Stand(NamedTuple):
    """The numbers of a profile, None for what cannot be read just now."""

    articles: int | None
    stars: int | None
    read_marks: int | None
    cache_bytes: int | None
    library_bytes: int | None


def stand(folder: Path) -> Stand:
    """Return how much the profile in `folder` holds; reads through indexes, never raises."""
    cache, library = folder / CACHE.file_name, folder / LIBRARY.file_name
    return Stand(
        _number(cache, "SELECT count(*) FROM articles"),
        _number(library, "SELECT count(*) FROM stars"),
        _number(library, "SELECT count(*) FROM read_marks"),
        _size(cache),
        _size(library),
    )


def _number(path: Path, statement: str) -> int | None:
    try:
        with closing(connect(path, mode="ro")) as connection:
            (number,) = connection.execute(statement).fetchone()
        return int(number)
    except sqlite3.DatabaseError:
        return None


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
