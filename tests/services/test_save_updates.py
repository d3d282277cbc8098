"""Refreshes that wait are stored together, and none suffers from another."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import Changes, Source
from desktop.services.save_updates import MOST_TOGETHER, UpdateSaver
from desktop.storage.incoming import FeedUpdate
from desktop.storage.prepare import prepare
from desktop.storage.writer import ArticleWriter
from tests.builders import NOW, stored_article, update_of

ONE, TWO, THREE = (
    Source(name, name.title(), f"https://{name}.example/rss", "Buitenland")
    for name in ("een", "twee", "drie")
)


class CountingWriter(ArticleWriter):
    """A writer that notes how much it was given at once, and refuses some sources."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.at_once: list[int] = []
        self.refused: set[str] = set()

    def save(self, update: FeedUpdate) -> Changes:
        return self.save_all([update])[0]

    def save_all(self, updates: Iterable[FeedUpdate]) -> list[Changes]:
        given = list(updates)
        if self.refused & {update.source.id for update in given}:
            raise StoreFailed(Path("cache.sqlite"), StoreReason.FULL)
        self.at_once.append(len(given))
        return super().save_all(given)


@pytest.fixture
def writes(tmp_path: Path) -> Iterator[CountingWriter]:
    prepare(tmp_path, NOW)
    writes = CountingWriter(tmp_path)
    yield writes
    writes.stop()


def update(source: Source, *keys: str) -> FeedUpdate:
    return update_of(*(stored_article(key, source=source) for key in keys), source=source)


def test_what_waits_is_stored_together_and_told_to_each(writes: CountingWriter) -> None:
    saver = UpdateSaver(writes)
    updates = [saver.add(update(source, f"{source.id}-1")) for source in (ONE, TWO, THREE)]

    changes = [saver.save(waiting) for waiting in updates]

    assert writes.at_once == [3]
    assert [len(change.new) for change in changes] == [1, 1, 1]
    assert len({change.new for change in changes}) == 3


def test_a_transaction_has_a_bound(writes: CountingWriter) -> None:
    saver = UpdateSaver(writes)
    sources = [ONE._replace(id=f"bron-{n}") for n in range(MOST_TOGETHER + 2)]
    updates = [saver.add(update(source, f"{source.id}-1")) for source in sources]

    for waiting in reversed(updates):
        saver.save(waiting)

    assert writes.at_once == [MOST_TOGETHER, 2]


def test_one_that_cannot_be_stored_harms_no_other(writes: CountingWriter) -> None:
    writes.refused = {TWO.id}
    saver = UpdateSaver(writes)
    first, second, third = [saver.add(update(s, f"{s.id}-1")) for s in (ONE, TWO, THREE)]

    stored = [saver.save(first)]
    with pytest.raises(StoreFailed):
        saver.save(second)
    stored.append(saver.save(third))

    assert [len(changes.new) for changes in stored] == [1, 1]


def test_a_source_that_answers_again_is_stored_again(writes: CountingWriter) -> None:
    saver = UpdateSaver(writes)
    saver.save(saver.add(update(ONE, "a")))

    again = saver.save(saver.add(update(ONE, "a", "b")))

    assert len(again.new) == 1
