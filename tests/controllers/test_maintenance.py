"""The store is looked after while the program runs."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.maintenance import Maintenance
from desktop.qt.tasks import Tasks
from desktop.storage.backups import newest_first
from desktop.storage.cache import Limits
from desktop.storage.prepare import StorageEventKind
from desktop.storage.writer import ArticleWriter
from tests.builders import NOW, Clock, settle, stored_article
from tests.controllers.fake_publisher import FullDisk, Store


@pytest.fixture
def upkeep(store: Store, tasks: Tasks, clock: Clock) -> Maintenance:
    return Maintenance(store.folder, store.queries, store.writes, tasks, clock)


def damage(path: Path) -> None:
    """Overwrite the middle of a file."""
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content) - 4096, 4096):
        content[place : place + 2048] = b"\xff" * 2048
    path.write_bytes(content)


def test_a_copy_is_made_once_a_day(upkeep: Maintenance, store: Store, clock: Clock) -> None:
    counts = []
    for hours in (0, 3, 24):
        clock.now = NOW + timedelta(hours=hours)
        upkeep.run()
        settle()
        counts.append(len(newest_first(store.folder)))

    assert counts == [1, 1, 2]


def test_articles_beyond_the_limit_are_dropped_and_told(
    store: Store, tasks: Tasks, clock: Clock, qtbot: QtBot
) -> None:
    store.add(*(stored_article(key) for key in "abc"))
    store.writes.stop()
    writes = ArticleWriter(store.folder, limits=Limits(articles=2, per_source=1))
    upkeep = Maintenance(store.folder, store.queries, writes, tasks, clock)

    with qtbot.waitSignal(upkeep.changed) as told:
        upkeep.run()

    writes.stop()
    assert len(told.args[0].removed) == 1
    assert len(store.queries.article_ids()) == 2


def test_a_sound_store_gives_nothing_to_tell(
    upkeep: Maintenance, store: Store, qtbot: QtBot
) -> None:
    store.add(stored_article("a"))

    with (
        qtbot.assertNotEmitted(upkeep.found),
        qtbot.assertNotEmitted(upkeep.changed),
        qtbot.assertNotEmitted(upkeep.failed),
    ):
        upkeep.run()
        settle()


def test_a_damaged_cache_is_found(store: Store, tasks: Tasks, clock: Clock, qtbot: QtBot) -> None:
    for number in range(300):
        store.add(stored_article(f"{number}", content="<p>tekst</p>" * 50))
    store.writes.maintain(NOW)
    store.writes.stop()
    damage(store.folder / "cache.sqlite")
    upkeep = Maintenance(store.folder, store.queries, FullDisk(), tasks, clock)  # type: ignore[arg-type]

    with qtbot.waitSignal(upkeep.found) as told:
        upkeep.run()

    assert [event.kind for event in told.args[0]] == [StorageEventKind.CACHE_DAMAGED]


def test_a_store_that_cannot_be_written_is_told(
    store: Store, tasks: Tasks, clock: Clock, qtbot: QtBot
) -> None:
    upkeep = Maintenance(store.folder, store.queries, FullDisk(), tasks, clock)  # type: ignore[arg-type]

    with qtbot.waitSignal(upkeep.failed) as told:
        upkeep.run()

    assert type(told.args[0]).__name__ == "StoreFailed"


def test_upkeep_begins_by_itself_once_the_start_is_over(
    store: Store,
    tasks: Tasks,
    clock: Clock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.controllers.maintenance.FIRST_AFTER_MS", 20)
    upkeep = Maintenance(store.folder, store.queries, store.writes, tasks, clock)

    upkeep.start()
    at_once = newest_first(store.folder)
    qtbot.waitUntil(lambda: bool(newest_first(store.folder)))
    upkeep.stop()

    assert not at_once
