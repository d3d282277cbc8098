"""The two files: their names, their migrations and their tables.

A file's version is the number of migrations that were applied to it. It stands in the header
twice, as `PRAGMA user_version` and in `PRAGMA application_id`: where the two do not agree, a bit
has flipped, and no later program has been here. A migration is never altered once it was
published: a new one is added.

An article's `id` is the same for ever, so it joins the two files; within the cache its
`number` counts up in order of arrival, which keeps new rows together on disk and lets the
search index give the newest first without sorting.
"""

from pathlib import Path
from typing import NamedTuple, Self

from desktop.assets import resource

_MOST_VERSIONS = 256  # the last byte of a mark


class Schema(NamedTuple):
    """One of the two files, `file_name` within the profile folder."""

    file_name: str
    # Scripts whose statements end in ";" and a line's end; the first one makes an empty file.
    migrations: tuple[Path, ...]
    tables: frozenset[str]  # that must be there once every migration was applied
    mark: int  # what `application_id` has beside the version: tells our two files from all others
    unmarked: int  # the last version whose files may not have it
    # Touch what the first paint reads: enough to notice a file that was cut off or wiped.
    first_reads: tuple[str, ...] = ()
    gives_back: bool = False  # pages that became empty, to the disk

    @property
    def version(self) -> int:
        return len(self.migrations)

    def at(self, version: int) -> Self:
        """Return what it was when there were no more than `version` migrations."""
        return self._replace(migrations=self.migrations[:version])

    def mark_of(self, version: int) -> int:
        """Return the `application_id` of a file of `version`."""
        return self.mark + version

    def is_marked(self, version: int, application_id: int) -> bool:
        """Return whether a header says the same twice; a file without tables says nothing."""
        if application_id == 0:
            return 0 <= version <= self.unmarked
        return 0 < version < _MOST_VERSIONS and application_id == self.mark_of(version)


LIBRARY = Schema(
    "library.sqlite",
    migrations=tuple(resource("schema", f"library-{number}.sql") for number in (1, 2, 3)),
    tables=frozenset({"sources", "stars", "read_marks", "positions", "mark_pages"}),
    mark=0x5A654C00,  # "ZeL"
    unmarked=2,
)
# A restored library that is to take the damaged one's place.
RESTORED_NAME = "library.restored.sqlite"

# `is_read` mirrors the library's read marks, for counting; the truth stays in the library.
# `duplicate_of` is the id of the article that is listed in this one's place: the same address
# in another source of the same section, seen earlier. `fingerprint` is of the feed's own text.
# `place` orders the articles of one source and moment; by `story_key` a story is known again whose
# guid changed, and `feed_id` is the id of the guid that it has since then.
# `bodies` and `versions` hold text packed with zlib, see `desktop.storage.rows`.
CACHE = Schema(
    "cache.sqlite",
    migrations=tuple(resource("schema", f"cache-{number}.sql") for number in (1, 2, 3)),
    tables=frozenset(
        {"articles", "bodies", "versions", "tombstones", "states", "pictures", "search"}
    ),
    mark=0x5A654300,  # "ZeC"
    unmarked=3,
    gives_back=True,
    first_reads=(
        "SELECT * FROM articles ORDER BY number DESC LIMIT 1",
        "SELECT id FROM articles WHERE duplicate_of IS NULL ORDER BY published_at DESC LIMIT 1",
        "SELECT * FROM bodies ORDER BY number DESC LIMIT 1",
        "SELECT * FROM states LIMIT 1",
    ),
)
# Beside a cache that was found damaged: it is rebuilt at the next start.
DAMAGE_MARK = "cache.damaged"
