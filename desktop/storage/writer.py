"""Everything that alters the store, on the one connection that writes.

For the database executor: the connection is opened by the first call, in its thread, and every
method must be called there, `stop` included. Each method is one transaction; when it
returns, what the user made is on the disk (`synchronous = FULL` for the library), in the files
that are found there (`opened_store`).
Each raises `StoreFailed` (READ_ONLY, FULL, LOCKED, DAMAGED) and has then altered nothing.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from desktop.core.errors import StoreFailed
from desktop.core.model import ArticleBody, Changes, ReadingPosition, Source, SourceState
from desktop.core.moments import moment_at, seconds
from desktop.storage import cache, checksums, library, recovery, retention, saving
from desktop.storage.cache import Limits
from desktop.storage.incoming import FeedUpdate
from desktop.storage.opened_store import OpenedStore
from desktop.storage.restore import restore_library
from desktop.storage.rows import StoredPicture, without_surrogates

# After so many pages in a log they go into its file, which holds up whoever wrote the last one.
_PAGES_IN_LOG, _PAGES_IN_UPKEEP = 1000, 400


def do_nothing() -> None:
    """Be told of nothing."""


class ArticleWriter:
    """Writes the two files in a profile folder that `prepare.prepare` has made ready."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], float] = time.time,
        on_renewed: Callable[[], None] = do_nothing,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._store = OpenedStore(folder, lambda: moment_at(self._now_s()), on_renewed)

    def stop(self) -> None:
        """Close the connection; a later call opens another."""
        self._store.close()

    def call_on_damage(self, call: Callable[[StoreFailed], None]) -> None:
        """Have damage that is met told to `call`, in the thread that writes, and then raised."""
        self._store.on_damage = call

    def keep(self) -> None:
        """See to it that the files are where they were opened, as every write does."""
        self._store.keep()

    def save(self, update: FeedUpdate) -> Changes:
        """Store one refresh of a source.

        Returns in `new` the ids never met before, oldest first; in `updated` those with other
        words, title, address, picture or section, and those that came back after the cache was
        lost but had been read: a list may have no row of them yet. What was only moved in time is
        in neither. A duplicate (same address, same section) is
        in neither. A feed never removes anything.
        """
        with self._store.transaction() as connection:
            return saving.save(connection, update)

    def save_all(self, updates: Iterable[FeedUpdate]) -> list[Changes]:
        """Store refreshes of several sources; returns of each what `save` does."""
        with self._store.transaction() as connection:
            return [saving.save(connection, update) for update in updates]

    def save_body(
        self, article_id: int, body: ArticleBody, blocks_version: int, is_full: bool
    ) -> Changes:
        """Store an article's text; a whole one is searched in place of the teaser."""
        with self._store.transaction() as connection:
            return saving.save_body(connection, article_id, body, blocks_version, is_full)

    def save_state(self, state: SourceState) -> None:
        """Store how a source's fetching stands."""
        with self._store.transaction() as connection:
            saving.save_state(connection, state)

    def save_picture(self, url: str, data: bytes, width: int, height: int) -> None:
        """Store a picture as it was fetched; width and height in pixels."""
        with self._store.transaction() as connection:
            picture = StoredPicture(without_surrogates(url), data, width, height)
            cache.save_picture(connection, picture, self._now_s())

    def mark_read(self, ids: Collection[int], is_read: bool = True) -> Changes:
        """Set or take off the read marks of articles; `updated` names those it altered."""
        with self._store.transaction() as connection:
            if is_read:
                return Changes(updated=library.mark_read(connection, ids, self._now_s()))
            return Changes(updated=library.mark_unread(connection, ids))

    def star(self, article_id: int, is_starred: bool) -> Changes:
        """Star an article, which keeps its text for good, or take the star off."""
        with self._store.transaction() as connection:
            if is_starred:
                is_altered = library.add_star(connection, article_id, self._now_s())
            else:
                is_altered = library.remove_star(connection, article_id)
        return Changes(updated=(article_id,) if is_altered else ())

    def save_position(self, article_id: int, position: ReadingPosition) -> Changes:
        """Remember where the reader left an article; no row of a list looks different for it."""
        with self._store.transaction() as connection:
            library.save_position(connection, article_id, position, self._now_s())
        return Changes()

    def add_source(self, source: Source) -> None:
        """Store a source of the user's own, or overwrite the one with its id."""
        with self._store.transaction() as connection:
            library.add_source(connection, source, self._now_s())

    def remove_source(self, source_id: str) -> Changes:
        """Delete a source of the user's own with its articles, but for the starred ones."""
        with self._store.transaction() as connection:
            id_ = without_surrogates(source_id)
            connection.execute("DELETE FROM library.sources WHERE id = ?", (id_,))
            return cache.drop_source(connection, id_)

    def upkeep(
        self,
        limits: Limits,
        now: datetime,
        used_pictures: Collection[str] = (),
        *,
        is_first: bool = True,
    ) -> Iterator[Changes]:
        """Keep the files within `limits` and empty their logs; yield what each step altered.

        A step holds the files for some milliseconds, and many may follow: others can write in
        between. Meant to run some minutes after the start (`is_first`) and then every few hours.
        `used_pictures` comes from `ArticleReader.pop_used_pictures`. `updated` may name articles
        that a list has no row of yet, see `save`.
        """
        with self._store.connected() as connection:
            connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_IN_UPKEEP}")
        for chore in retention.chores(limits, seconds(now), used_pictures, is_first=is_first):
            yield from self._steps(chore, self._store.transaction)
        yield from self._steps(retention.give_back, self._store.connected)
        if is_first:
            yield from self.check()
        recovery.prune_set_aside(self._folder)
        with self._store.connected() as connection:
            # No PRAGMA optimize: the plans that were measured are those without statistics.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_IN_LOG}")
        yield Changes()

    def check(self) -> Iterator[Changes]:
        """Compare the library with its checksums and mend it, in steps as `upkeep` takes them.

        Yields the stars that were mended as `updated`.
        """
        for table in checksums.SUMMED:
            act = partial(checksums.check_rows, self._folder, table)
            yield from self._steps(
                retention.Walk(f"library.{table}", "rowid", act), self._store.connected
            )
        act = partial(checksums.check_marks, self._folder)
        yield from self._steps(
            retention.Walk("library.mark_pages", "page", act), self._store.connected
        )

    def _steps(
        self, chore: retention.Chore, opened: Callable[[], AbstractContextManager[Connection]]
    ) -> Iterator[Changes]:
        """Yield what each step of a chore altered, until nothing is left for it."""
        pace = retention.Pace()
        while True:
            began_s = time.perf_counter()
            with opened() as connection:
                changes = chore(connection, pace.count)
            pace.note(time.perf_counter() - began_s)
            if changes is None:
                return
            yield changes

    def restore(self, copy: Path) -> Changes:
        """Make what the user did all that `copy`, a library, has of it; see `storage.restore`."""
        with self._store.connected() as connection:
            changes = restore_library(connection, self._folder, copy)
        self._store.keep()
        return changes

    def _now_s(self) -> int:
        return int(self._clock())
