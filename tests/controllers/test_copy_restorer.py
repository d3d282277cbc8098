"""Copies in words, and one put back with everything in force at once."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.controllers.copy_restorer import CopyRestorer
from desktop.controllers.exporter import Exporter
from desktop.controllers.sections import Sections
from desktop.core.model import Changes, Export
from desktop.qt.i18n import Translations
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from desktop.storage.backups import make_undo
from tests.builders import ABROAD, NOW, Clock, id_of, settle, stored_article
from tests.controllers.fake_publisher import Store
from tests.copies import DAY, FILES, SOURCES, as_before, copy_daily


@pytest.fixture
def restorer(store: Store, settings: Settings, tasks: Tasks, clock: Clock) -> CopyRestorer:
    own_list = store.folder / "bronnen.toml"
    return CopyRestorer(store.folder, own_list, settings, store.writes, tasks, clock)


def listed(restorer: CopyRestorer, qtbot: QtBot) -> list[str]:
    with qtbot.waitSignal(restorer.listed) as told:
        restorer.list()
    lines = told.args[0]
    assert isinstance(lines, list)
    return lines


def test_copies_are_told_in_words_the_newest_first(
    restorer: CopyRestorer, store: Store, qtbot: QtBot, qapp: QApplication
) -> None:
    Translations(qapp).use("nl")
    as_before(copy_daily(store.folder, NOW - 20 * DAY))
    store.add(stored_article("a"), stored_article("b"))
    store.writes.star(id_of("a"), True)
    copy_daily(store.folder, NOW - 5 * DAY, FILES._replace(sources=b"# leeg\n"))
    store.writes.star(id_of("b"), True)
    copy_daily(store.folder, NOW - DAY)
    make_undo(store.folder, NOW, FILES)

    assert listed(restorer, qtbot) == [
        "vandaag 12:12, voor het terugzetten · 2 bewaard, 1 eigen bron",
        "gisteren 12:12 · 2 bewaard, 1 eigen bron",
        "woensdag 25 februari 12:12 · 1 bewaard, 0 eigen bronnen",
        "dinsdag 10 februari · 0 bewaard",
    ]


def test_without_copies_the_list_is_empty(restorer: CopyRestorer, qtbot: QtBot) -> None:
    assert listed(restorer, qtbot) == []


def test_a_copy_is_in_force_at_once(
    restorer: CopyRestorer, store: Store, settings: Settings, qtbot: QtBot
) -> None:
    store.add(stored_article("a"))
    store.writes.star(id_of("a"), True)
    copy_daily(store.folder, NOW - DAY)
    store.writes.star(id_of("a"), False)
    settings.size_percent = 80
    listed(restorer, qtbot)
    changed: list[Changes] = []
    restorer.changed.connect(changed.append)

    with qtbot.waitSignals([restorer.restored, restorer.sources_changed]):
        restorer.restore(0)

    assert [id_ for id_, _ in store.queries.starred_ids()] == [id_of("a")]
    assert (settings.size_percent, settings.webmail) == (150, "delta")
    assert (store.folder / "bronnen.toml").read_bytes() == SOURCES
    assert changed == [Changes(updated=(id_of("a"),))]


def test_what_cannot_be_put_back_is_told_and_alters_nothing(
    restorer: CopyRestorer, store: Store, settings: Settings, qtbot: QtBot
) -> None:
    copy = copy_daily(store.folder, NOW - DAY)
    listed(restorer, qtbot)
    copy.library.unlink()

    with qtbot.waitSignal(restorer.failed) as told, qtbot.assertNotEmitted(restorer.restored):
        restorer.restore(0)
        settle()

    assert told.args[0].startswith("Terugzetten lukte niet. ")
    assert settings.size_percent == 100


@pytest.mark.parametrize("kind", Export)
def test_an_export_says_where_it_is_or_why_not(
    kind: Export, store: Store, settings: Settings, tasks: Tasks, clock: Clock, tmp_path: Path
) -> None:
    sections = Sections(settings, tmp_path / "bronnen.toml")
    sections.set_sources((ABROAD,))
    exporter = Exporter(store.folder, sections, settings, tasks, clock)
    said: list[str] = []
    exporter.said.connect(said.append)

    exporter.export(kind, str(tmp_path / f"iets.{kind.value}"))
    settle()
    exporter.export(kind, str(tmp_path / "nergens" / "iets"))
    settle()

    assert said == [
        "Bezig met opslaan…",
        f"Opgeslagen als iets.{kind.value}.",
        "Bezig met opslaan…",
        "Opslaan lukte niet: daar mag het niet. Kies een andere map.",
    ]
    assert (tmp_path / f"iets.{kind.value}").stat().st_size > 0
