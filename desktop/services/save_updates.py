"""What refreshes brought into the store, as much as waits in one transaction.

Beginning and ending a transaction, and the search index at its end, cost a fifth of storing one
feed.
"""

from itertools import islice

from desktop.core.model import Changes
from desktop.storage.incoming import FeedUpdate
from desktop.storage.writer import ArticleWriter

MOST_TOGETHER = 3  # the list follows in steps that are no longer for it


class UpdateSaver:
    """Stores what was handed to it by any thread; a source has one update at a time."""

    def __init__(self, writes: ArticleWriter) -> None:
        self._writes = writes
        self._waiting: dict[str, FeedUpdate] = {}  # by source, the earliest first
        self._saved: dict[str, Changes] = {}

    def add(self, update: FeedUpdate) -> FeedUpdate:
        """Return `update`, which `save` is to be called with soon."""
        self._waiting[update.source.id] = update
        return update

    def save(self, update: FeedUpdate) -> Changes:
        """Return what `update` altered, saved with what waits; raises as `ArticleWriter.save`."""
        id_ = update.source.id
        self._waiting.pop(id_, None)
        if id_ in self._saved:
            return self._saved.pop(id_)
        others = tuple(islice(list(self._waiting.values()), MOST_TOGETHER - 1))
        if others and (saved := self._together(update, *others)):
            for other, changes in zip(others, saved[1:], strict=True):
                del self._waiting[other.source.id]
                self._saved[other.source.id] = changes
            return saved[0]
        return self._writes.save(update)

    def _together(self, *updates: FeedUpdate) -> list[Changes]:
        """Return what `updates` altered, nothing if one of them could not be stored."""
        try:
            return self._writes.save_all(updates)
        except Exception:  # each is tried by itself then, and tells its own failure
            return []
