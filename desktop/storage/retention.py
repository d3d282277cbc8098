"""What keeps the store within its limits, some rows at a time, so that nothing waits for it.

A chore does with each call as much as `count` says, in a transaction of its caller's; between
two of them the user's own writes find their place. It returns what it altered, and None once
nothing is left for it.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import partial

from desktop.core.blocks import from_json, pictures
from desktop.core.model import Changes
from desktop.storage import arrivals, cache, library
from desktop.storage.cache import Limits
from desktop.storage.connections import column
from desktop.storage.rows import ids_as_json

Chore = Callable[[sqlite3.Connection, int], Changes | None]

DAY_S = 24 * 3600
# A clock that is ahead by more than anybody stays away is not believed, until it has gone on
# for a month.
LONGEST_AWAY_S = 2 * 365 * DAY_S
SETTLED_AFTER_S = 30 * DAY_S
SPARE_PAGES = 500  # of the file: they are soon filled again
INCREMENTAL = 2  # of SQLite's `auto_vacuum`
SMALL_SHARE = 10  # of the articles: of a tenth the index rids itself as news come in
PARTS_MERGED = 16  # as `resources/schema` has it
SLICE_S = 0.015
FIRST_COUNT, FEWEST, MOST_AT_ONCE = 20, 5, 5_000


class Pace:
    """How much is done at once, as the last slice has shown."""

    def __init__(self) -> None:
        self.count = FIRST_COUNT  # that many rows, or pages

    def note(self, taken_s: float) -> None:
        """Take less after a slice that took long, up to twice as much after a short one."""
        share = min(2.0, SLICE_S / max(taken_s, 1e-6))
        self.count = max(FEWEST, min(int(self.count * share), MOST_AT_ONCE))


class Walk:
    """A chore that goes through `table` by its `key`.

    `act` gets the first and the last key of each step. It returns what it altered, or None to
    end the walk there.
    """

    def __init__(
        self, table: str, key: str, act: Callable[[sqlite3.Connection, int, int], Changes | None]
    ) -> None:
        self._next = f"""SELECT max({key}) FROM
            (SELECT {key} FROM {table} WHERE {key} >= ? ORDER BY {key} LIMIT ?)"""  # noqa: S608
        self._act = act
        self._first = -(2**63)

    def __call__(self, connection: sqlite3.Connection, count: int) -> Changes | None:
        """Take the next `count` rows."""
        (last,) = column(connection, self._next, (self._first, count))
        if last is None:
            return None
        first, self._first = self._first, last + 1
        return self._act(connection, first, last)


def chores(
    limits: Limits, now_s: int, used_pictures: Collection[str], *, is_first: bool
) -> Iterator[Chore]:
    """Yield what is to be done; with `is_first` also what is worth doing once in a run."""
    kept = KeptPictures(limits.picture_bytes)
    articles = OldArticles(limits, now_s)
    marks, moments = OldMarks(now_s), arrivals.Moments(now_s)
    yield Once(lambda connection: cache.record_picture_use(connection, used_pictures, now_s))
    yield Walk("library.stars", "id", kept.find_starred)
    yield kept.drop_least_used
    if is_first:
        yield Walk("articles", "number", moments.correct)
        yield Walk("library.read_marks", "id", moments.correct_marks)
        yield Once(moments.correct_stars)
    yield Once(partial(_let_index_merge, parts=0))  # but as `articles` has it
    yield articles.drop
    yield articles.thin_index
    yield fold_index
    yield Once(partial(_let_index_merge, parts=PARTS_MERGED))
    if is_first:
        yield Walk("articles", "number", align_read_marks)
        yield Walk("library.read_marks", "id", marks.drop_read)
        yield Walk("library.positions", "id", marks.drop_positions)
        yield Walk("tombstones", "id", marks.drop_tombstones)
        yield Walk("bodies", "number", Texts(limits.text_bytes).drop)


class Once:
    """A chore that is done with its first call."""

    def __init__(self, act: Callable[[sqlite3.Connection], None]) -> None:
        self._act: Callable[[sqlite3.Connection], None] | None = act

    def __call__(self, connection: sqlite3.Connection, _count: int) -> None:
        """Do it."""
        if self._act is not None:
            self._act(connection)
            self._act = None


class KeptPictures:
    """The pictures: the longest unused go, until the rest fits the limit.

    Those of starred articles stay, beyond the limit.
    """

    def __init__(self, byte_limit: int) -> None:
        self._byte_limit = byte_limit
        self._starred: set[str] = set()
        self._after = (-(2**63), 0)

    def find_starred(self, connection: sqlite3.Connection, first: int, last: int) -> Changes | None:
        """Note the pictures of starred articles, if any are to go at all."""
        if _picture_bytes(connection) <= self._byte_limit:
            return None
        select = "SELECT image_url, blocks FROM library.stars WHERE id BETWEEN ? AND ?"
        for image_url, blocks in connection.execute(select, (first, last)).fetchall():
            self._starred.add(image_url)
            with suppress(ValueError):  # HTML, as it was kept before there were blocks
                self._starred.update(p.address for p in pictures(from_json(blocks or "[]")))
        return Changes()

    def drop_least_used(self, connection: sqlite3.Connection, count: int) -> Changes | None:
        """Delete `count` pictures at most."""
        excess = _picture_bytes(connection) - self._byte_limit
        if excess <= 0:
            return None
        rows = connection.execute(
            """SELECT used_at, number, url, byte_count FROM pictures
                WHERE (used_at, number) > (?, ?) ORDER BY used_at, number LIMIT ?""",
            (*self._after, count),
        ).fetchall()
        if not rows:
            return None
        self._after = rows[-1][:2]
        going = []
        for _, number, url, byte_count in rows:
            if url in self._starred:
                self._byte_limit += byte_count
                excess -= byte_count
            elif excess > 0:
                going.append(number)
                excess -= byte_count
        connection.execute(
            "DELETE FROM pictures WHERE number IN (SELECT value FROM json_each(?))",
            (ids_as_json(going),),
        )
        return Changes()


class OldArticles:
    """The articles that arrived before the time for which they are kept.

    Their ids are remembered, so that a feed that still has them does not bring them back.
    """

    def __init__(self, limits: Limits, now_s: int) -> None:
        self._limits = limits
        self._now_s = now_s
        self._before_s: int | None = None
        self._dropped = 0
        self._is_thinning = self._has_merged = False
        self._walk = Walk("articles", "number", self._drop)

    def drop(self, connection: sqlite3.Connection, count: int) -> Changes | None:
        """Delete the old ones among the next `count` articles, or tidy the index after some.

        Each transaction adds a part to the index, and of sixteen it would make one at a time
        that suits nobody.
        """
        self._has_merged = not self._has_merged and _merge_index(connection, count // 4)
        return Changes() if self._has_merged else self._walk(connection, count)

    def _drop(self, connection: sqlite3.Connection, first: int, last: int) -> Changes | None:
        """Delete the old ones of these articles, in the order of arrival; end where none is old."""
        if self._limits.keep_days is None:
            return None
        if self._before_s is None:
            days = self._limits.keep_days
            self._before_s = believed_now_s(connection, self._now_s) - days * DAY_S
        among = "number BETWEEN ? AND ? AND arrived_at >= 0 AND arrived_at < ?"
        values = (first, last, self._before_s)
        if not column(connection, f"SELECT 1 FROM articles WHERE {among} LIMIT 1", values):  # noqa: S608
            return None
        old = connection.execute(
            f"""SELECT number, id FROM articles AS a
                WHERE {among} AND id NOT IN (SELECT id FROM library.stars) AND EXISTS (
                    SELECT 1 FROM articles AS b
                    WHERE b.source_id = a.source_id AND b.number > a.number
                    ORDER BY b.published_at DESC LIMIT 1 OFFSET ?)""",  # noqa: S608
            (*values, self._limits.per_source - 1),
        ).fetchall()
        self._dropped += len(old)
        return cache.drop(connection, old, self._now_s)

    def thin_index(self, connection: sqlite3.Connection, count: int) -> Changes | None:
        """Take out of the index, where many went, what it still has of them.

        It only notes that they are gone, and forgets them as its parts are merged.
        """
        # Where many went before there are fewer than that, which only puts it off.
        ((first, last),) = connection.execute(
            "SELECT min(number), (SELECT max(number) FROM bodies) FROM bodies"
        ).fetchall()
        if not self._dropped or self._dropped * SMALL_SHARE < (last or 0) - (first or 0):
            return None
        pages = count if self._is_thinning else -count  # negative: all its parts into one
        self._is_thinning = True
        return Changes() if _merge_index(connection, pages) else None


def believed_now_s(connection: sqlite3.Connection, now_s: int) -> int:
    """Return the moment to count back from: now, or that of the latest news if the clock jumped."""
    select = """SELECT published_at FROM articles WHERE duplicate_of IS NULL AND published_at <= ?
        ORDER BY published_at DESC LIMIT 1"""
    for latest in column(connection, select, (now_s - SETTLED_AFTER_S,)):
        if now_s - latest > LONGEST_AWAY_S:
            return int(latest)
    return now_s


def fold_index(connection: sqlite3.Connection, count: int) -> Changes | None:
    """Index `count` articles anew that an earlier version did not fold."""
    return Changes() if cache.fold_index(connection, count) else None


def align_read_marks(connection: sqlite3.Connection, first: int, last: int) -> Changes:
    """Make the cache's copy of the read marks true again."""
    return Changes(updated=library.align_read_marks(connection, first, last))


class OldMarks:
    """What is known of articles that have been gone for over a year.

    Nothing goes while the cache is young: what it lacks may just not have been fetched again.
    """

    def __init__(self, now_s: int) -> None:
        self._long_ago_s = now_s - 365 * DAY_S
        self._young_s = now_s - 21 * DAY_S

    def drop_read(self, connection: sqlite3.Connection, first: int, last: int) -> Changes | None:
        return self._drop(connection, "read_marks", "read_at", (first, last))

    def drop_positions(
        self, connection: sqlite3.Connection, first: int, last: int
    ) -> Changes | None:
        return self._drop(connection, "positions", "saved_at", (first, last))

    def drop_tombstones(self, connection: sqlite3.Connection, first: int, last: int) -> Changes:
        connection.execute(
            "DELETE FROM tombstones WHERE id BETWEEN ? AND ? AND seen_at BETWEEN ? AND ?",
            (first, last, arrivals.EARLIEST_S, self._long_ago_s),
        )
        return Changes()

    def _drop(
        self, connection: sqlite3.Connection, table: str, moment: str, among: tuple[int, int]
    ) -> Changes | None:
        oldest = column(connection, "SELECT arrived_at FROM articles ORDER BY number LIMIT 1")
        if not oldest or not 0 <= oldest[0] <= self._young_s:
            return None
        span_s = arrivals.EARLIEST_S, self._long_ago_s
        library.drop_old(connection, table, moment, among, span_s)
        return Changes()


class Texts:
    """The texts of pages, which can be fetched again: the oldest go where the file is too large."""

    def __init__(self, byte_limit: int) -> None:
        self._byte_limit = byte_limit

    def drop(self, connection: sqlite3.Connection, first: int, last: int) -> Changes | None:
        """Forget the texts of the articles numbered `first` to `last`, but for the starred ones."""
        pages, free, size = (
            column(connection, f"PRAGMA main.{name}")[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size <= self._byte_limit:
            return None
        connection.execute(
            """UPDATE bodies SET blocks = NULL, blocks_version = 0, is_full = 0
                WHERE is_full = 1 AND number IN (
                    SELECT number FROM articles WHERE number BETWEEN ? AND ?
                        AND url IS NOT NULL AND id NOT IN (SELECT id FROM library.stars))""",
            (first, last),
        )
        return Changes()


def give_back(connection: sqlite3.Connection, count: int) -> Changes | None:
    """Give `count` of the file's empty pages back to the disk; outside a transaction."""
    (free,) = column(connection, "PRAGMA main.freelist_count")
    (mode,) = column(connection, "PRAGMA main.auto_vacuum")
    if mode != INCREMENTAL or free <= SPARE_PAGES:
        return None
    pages = min(count, free - SPARE_PAGES)
    # One page for each row of no columns, which `execute` would not go through.
    connection.executescript(f"PRAGMA main.incremental_vacuum({pages})")
    return Changes()


def _merge_index(connection: sqlite3.Connection, pages: int) -> bool:
    """Write `pages` of the index merged (negative: all); return if there were any to merge."""
    before = connection.total_changes
    connection.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", (pages or 1,))
    return connection.total_changes - before >= 2


def _let_index_merge(connection: sqlite3.Connection, parts: int) -> None:
    """Have the index merge by itself once it has so many parts of one size, 0 for never.

    It merges hundreds of pages at a time then, in whatever transaction it is.
    Source: https://www.sqlite.org/fts5.html#the_automerge_configuration_option
    """
    connection.execute("INSERT INTO search (search, rank) VALUES ('automerge', ?)", (parts,))


def _picture_bytes(connection: sqlite3.Connection) -> int:
    return int(column(connection, "SELECT coalesce(sum(byte_count), 0) FROM pictures")[0])
