"""Pictures in the cache: their bytes, their sizes, and which of them go first."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from desktop.storage.rows import without_surrogates


class StoredPicture(NamedTuple):
    """A picture as it was fetched.

    Attributes:
        url: Absolute.
        data: The file's bytes.
        width, height: In pixels.
    """

    url: str
    data: bytes
    width: int
    height: int


def save(connection: sqlite3.Connection, picture: StoredPicture, now_s: int) -> None:
    """Store `picture` in place of an earlier one of the same address."""
    connection.execute(
        "INSERT OR REPLACE INTO pictures (url, width, height, byte_count, used_at, data)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            without_surrogates(picture.url),
            picture.width,
            picture.height,
            len(picture.data),
            now_s,
            picture.data,
        ),
    )


def record_use(connection: sqlite3.Connection, urls: Iterable[str], now_s: int) -> None:
    """Remember that the pictures at `urls` were shown."""
    connection.executemany(
        "UPDATE pictures SET used_at = ? WHERE url = ?",
        [(now_s, without_surrogates(url)) for url in urls],
    )


def drop_least_used(connection: sqlite3.Connection, byte_limit: int) -> int:
    """Delete the longest unused pictures until the rest fits `byte_limit`; return how many.

    The picture of a starred article stays.
    """
    return connection.execute(
        """DELETE FROM pictures WHERE number IN (
            SELECT number FROM (
                SELECT number, url, sum(byte_count) OVER
                    (ORDER BY used_at DESC, number DESC) AS bytes_so_far
                FROM pictures
            )
            WHERE bytes_so_far > ? AND url NOT IN
                (SELECT image_url FROM library.stars WHERE image_url IS NOT NULL)
        )""",
        (byte_limit,),
    ).rowcount
