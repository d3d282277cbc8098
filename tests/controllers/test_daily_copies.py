"""Everything is copied once a day, soon after the start or at the end."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.daily_copies import DailyCopies
from desktop.core.errors import StoreFailed
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from desktop.storage.backups import all_copies
from tests.builders import Clock, settle
from tests.controllers.fake_publisher import Store
from tests.copies import SOURCES


@pytest.fixture
def copies(store: Store, settings: Settings, tasks: Tasks, clock: Clock) -> DailyCopies:
    return DailyCopies(store.folder, store.folder / "bronnen.toml", settings, tasks, clock)


def count(folder: Path) -> int:
    return len(all_copies(folder))


def test_a_copy_is_made_once_a_day(copies: DailyCopies, store: Store, clock: Clock) -> None:
    counts = []
    for hours in (0, 3, 24):
        clock.forward(hours=hours)
        copies.run()
        settle()
        counts.append(count(store.folder))

    assert counts == [1, 1, 2]


def test_a_copy_has_the_settings_and_sources_of_now(
    copies: DailyCopies, store: Store, settings: Settings
) -> None:
    settings.size_percent = 175
    (store.folder / "bronnen.toml").write_bytes(SOURCES)

    copies.run()

    (copy,) = all_copies(store.folder)
    assert b'"appearance/size_percent": "175"' in copy.settings.read_bytes()
    assert copy.sources.read_bytes() == SOURCES


def test_it_begins_by_itself_once_the_start_is_over(
    store: Store,
    settings: Settings,
    tasks: Tasks,
    clock: Clock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.controllers.daily_copies.COPY_AFTER_MS", 20)
    _copies = DailyCopies(store.folder, store.folder / "bronnen.toml", settings, tasks, clock)

    at_once = count(store.folder)
    qtbot.waitUntil(lambda: count(store.folder) == 1)

    assert not at_once


def test_who_closes_before_that_has_a_copy_too(copies: DailyCopies, store: Store) -> None:
    copies.stop()

    assert count(store.folder) == 1


def test_what_keeps_copies_from_being_made_is_told_once(
    copies: DailyCopies, store: Store, qtbot: QtBot
) -> None:
    library = store.folder / "library.sqlite"
    library.write_bytes(library.read_bytes()[:5000])
    told: list[Exception] = []
    copies.failed.connect(told.append)

    for _ in range(3):
        copies.run()
        settle()

    assert [type(error) for error in told] == [StoreFailed]
