"""What a wrong clock has written down, and how it is put right.

The one thing to know: a flat battery puts a clock back to before there was this program, and such
a clock is never believed; of one that is ahead it shows only later, when a moment is still to come.
While most of what is stored is still to come nobody knows which clock is wrong: what arrives then
is marked as doubted.
"""

import sqlite3
from typing import Final

from desktop.core.model import Changes
from desktop.core.moments import EARLIEST_NOW, seconds
from desktop.storage import library
from desktop.storage.connections import column
from desktop.storage.rows import DOUBTED_S, ArticleRow, ids_as_json

EARLIEST_S: Final = seconds(EARLIEST_NOW)
_DAY_S, _MONTH_S = 24 * 3600, 30 * 24 * 3600


def is_doubted(connection: sqlite3.Connection, now_s: int) -> bool:
    """Return whether what is stored speaks against the clock."""
    last = "SELECT arrived_at FROM articles ORDER BY number DESC LIMIT 1"
    arrived = column(connection, last)  # alone tells it on all ordinary days
    is_odd = bool(arrived) and not EARLIEST_S <= arrived[0] <= now_s + _DAY_S
    return is_odd and not _is_believed(connection, now_s)


def doubted(row: ArticleRow, before: ArticleRow | None = None) -> ArticleRow:
    """Return `row`, that arrived by a clock that is doubted, as it is to be stored.

    It keeps the moments that it had `before` by such a clock.
    """
    if before is None or before.arrived_at >= 0:
        return row._replace(arrived_at=row.arrived_at - DOUBTED_S)
    return row._replace(published_at=before.published_at, arrived_at=before.arrived_at)


def revised(old: ArticleRow, fresh: ArticleRow) -> tuple[int, int]:
    """Return when a known article was published and arrived, now that its feed has it as `fresh`.

    A publisher's date may be set anew, but not to later than the first sight; one that was counted
    back from an age, or is the arrival, only gets earlier. Where the clock was wrong at first
    sight, this is the first sight.
    """
    now_s = fresh.arrived_at
    if _is_misdated(old, fresh):
        return min(fresh.published_at, now_s), now_s
    if not _is_believable(now_s, old.arrived_at):
        return old.published_at, old.arrived_at
    if not old.is_dated:
        return min(old.published_at, fresh.published_at), old.arrived_at
    published = min(fresh.published_at, old.arrived_at) if fresh.is_dated else old.published_at
    return published, old.arrived_at


class Moments:
    """What a wrong clock has written down: it is dated anew, once the clock is right."""

    def __init__(self, now_s: int) -> None:
        self._now_s = now_s
        self._was_ahead: bool | None = None  # the other clock; None until that was looked at

    def correct(self, connection: sqlite3.Connection, first: int, last: int) -> Changes | None:
        """Date the articles numbered `first` to `last` anew; None if now is not believed.

        They count as arrived now, and keep their age; a publisher's date stays where it can.
        """
        if not _is_believed(connection, self._now_s):
            return None
        if self._was_ahead is None:
            self._was_ahead = _count_to_come(connection, self._now_s) > 0
        if self._was_ahead:  # so that the clock that was doubted was right
            right = f"""UPDATE articles SET arrived_at = arrived_at + {DOUBTED_S}
                WHERE number BETWEEN ? AND ? AND arrived_at < 0"""  # noqa: S608
            connection.execute(right, (first, last))
        arrived = f"iif(arrived_at < 0, arrived_at + {DOUBTED_S}, arrived_at)"
        update = f"""UPDATE articles SET arrived_at = ?1, published_at =
                iif(is_dated AND published_at >= {EARLIEST_S} AND published_at < {arrived},
                    min(published_at, ?1), ?1 - max(0, min({arrived} - published_at, ?2)))
            WHERE number BETWEEN ?3 AND ?4 AND (arrived_at > ?5 OR arrived_at < {EARLIEST_S})
            RETURNING id"""  # noqa: S608
        values = (self._now_s, 365 * _DAY_S, first, last, self._now_s + _DAY_S)
        ids = tuple(column(connection, update, values))
        for id_ in ids:
            library.refresh_star(connection, id_)
        return Changes(updated=ids)

    def correct_marks(
        self, connection: sqlite3.Connection, first: int, last: int
    ) -> Changes | None:
        """Date the read marks of the ids from `first` to `last` anew."""
        if not _is_believed(connection, self._now_s):
            return None
        off = """DELETE FROM library.read_marks
            WHERE id BETWEEN ? AND ? AND (read_at > ? OR read_at < ?) RETURNING id"""
        ids = column(connection, off, (first, last, self._now_s + _DAY_S, EARLIEST_S))
        insert = "INSERT INTO library.read_marks (id, read_at) SELECT value, ? FROM json_each(?)"
        connection.execute(insert, (self._now_s, ids_as_json(ids)))
        return Changes()

    def correct_stars(self, connection: sqlite3.Connection) -> None:
        """Date the stars anew."""
        if _is_believed(connection, self._now_s):
            select = "SELECT id FROM library.stars WHERE starred_at > ? OR starred_at < ?"
            for id_ in column(connection, select, (self._now_s + _DAY_S, EARLIEST_S)):
                library.restamp_star(connection, id_, self._now_s)


def _is_believed(connection: sqlite3.Connection, now_s: int) -> bool:
    """Return whether what is stored speaks for the clock: at most half is later than now."""
    if now_s < EARLIEST_S:
        return False
    count = _count_to_come(connection, now_s)
    return bool(not count or 2 * count < column(connection, "SELECT count(*) FROM articles")[0])


def _count_to_come(connection: sqlite3.Connection, now_s: int) -> int:
    select = "SELECT count(*) FROM articles WHERE duplicate_of IS NULL AND published_at > ?"
    return int(column(connection, select, (now_s + _DAY_S,))[0])


def _is_believable(now_s: int, arrived_s: int) -> bool:
    return now_s >= EARLIEST_S and arrived_s <= now_s + _DAY_S


def _is_misdated(old: ArticleRow, fresh: ArticleRow) -> bool:
    """Return whether the clock was wrong when `old` arrived, and is right now."""
    now_s = fresh.arrived_at
    if now_s < EARLIEST_S:
        return False
    if old.arrived_at < EARLIEST_S:
        return True
    if old.arrived_at > now_s + _DAY_S:
        # A date to come, which was cut off at now, would speak against now.
        return not fresh.is_dated or fresh.published_at < now_s
    # It was cut off at the arrival, and long after that it has come.
    both_dated = bool(old.is_dated and fresh.is_dated)
    was_to_come = both_dated and old.published_at == old.arrived_at
    return was_to_come and old.arrived_at + _MONTH_S < fresh.published_at < now_s
