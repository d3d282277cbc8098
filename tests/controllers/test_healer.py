"""What is damaged is mended while the program runs, and everything asks anew."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.healer import MOST_TIMES, Healer
from desktop.core.errors import StoreFailed, StoreReason
from desktop.qt.tasks import Tasks
from desktop.storage.prepare import StorageEventKind
from tests.builders import Clock, settle, stored_article
from tests.controllers.fake_publisher import Store


@pytest.fixture
def healer(store: Store, tasks: Tasks, clock: Clock) -> Healer:
    return Healer(store.folder, store.queries, store.writes, tasks, clock)


def spoil(path: Path) -> None:
    """Overwrite all but the first pages of a file, and take its log away."""
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))


def fill(store: Store) -> None:
    for number in range(30):
        store.add(stored_article(f"{number}", content="<p>tekst</p>" * 50))
    store.writes.star(store.queries.article_ids()[0][0], True)
    store.queries.close()
    store.writes.stop()


def test_damage_met_by_the_reader_is_mended(healer: Healer, store: Store, qtbot: QtBot) -> None:
    fill(store)
    spoil(store.folder / "cache.sqlite")
    store.queries.reopen()

    with qtbot.waitSignals([healer.mended, healer.emptied]), qtbot.waitSignal(healer.told) as told:
        assert store.queries.articles([id_ for id_, _ in store.queries.article_ids()]) == []

    assert [event.kind for event in told.args[0]] == [StorageEventKind.CACHE_RENEWED]
    assert len(store.queries.starred_ids()) == len(store.queries.article_ids()) == 1
    store.add(stored_article("new"))
    assert len(store.queries.article_ids()) == 2


def test_damage_met_by_the_writer_is_mended(healer: Healer, store: Store, qtbot: QtBot) -> None:
    fill(store)
    spoil(store.folder / "cache.sqlite")

    with qtbot.waitSignal(healer.mended), pytest.raises(StoreFailed):
        store.add(stored_article("new"))

    store.add(stored_article("new"))
    assert len(store.queries.article_ids()) == 2


def test_a_library_found_damaged_is_mended_and_told(
    healer: Healer, store: Store, qtbot: QtBot
) -> None:
    fill(store)
    spoil(store.folder / "library.sqlite")
    store.queries.reopen()

    with qtbot.waitSignal(healer.told) as told:
        healer.on_failure(StoreFailed(store.folder / "library.sqlite", StoreReason.DAMAGED))

    assert [event.kind.value for event in told.args[0]] == ["library-lost"]


def test_what_is_no_damage_is_left_alone(healer: Healer, store: Store, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(healer.mended):
        healer.on_failure(StoreFailed(store.folder, StoreReason.LOCKED))
        settle()


def test_damage_from_before_there_was_a_healer_is_mended_at_the_beginning(
    store: Store, tasks: Tasks, clock: Clock, qtbot: QtBot
) -> None:
    fill(store)
    spoil(store.folder / "cache.sqlite")
    store.queries.reopen()
    store.queries.articles([id_ for id_, _ in store.queries.article_ids()])
    healer = Healer(store.folder, store.queries, store.writes, tasks, clock)

    with qtbot.waitSignal(healer.emptied):
        healer.start()


def test_a_disk_that_damages_without_end_is_told(healer: Healer, qtbot: QtBot) -> None:
    for _ in range(MOST_TIMES):
        with qtbot.waitSignal(healer.mended):
            healer.heal()

    with qtbot.waitSignal(healer.failed) as told:
        healer.heal()

    assert told.args[0].reason is StoreReason.DAMAGED
    assert not told.args[0].is_mended_soon
