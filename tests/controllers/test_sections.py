"""The section in view has one owner, and comes back at the next start."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.sections import STARRED, Sections
from desktop.core.errors import StoreFailed
from desktop.core.model import Source
from desktop.qt.settings import Settings, open_store
from tests.builders import ABROAD, SPORT

OTHER = Source("other", "Ander nieuws", "https://other.example/feed", "Buitenland")


def again(folder: Path, settings: Settings) -> Sections:
    """Return the sections of the next start."""
    settings.store.sync()
    return Sections(Settings(open_store(folder)[0]), Path("own.toml"))


def test_the_sections_are_those_of_the_sources_in_their_order(settings: Settings) -> None:
    sections = Sections(settings, Path("own.toml"))

    sections.set_sources((SPORT, ABROAD, OTHER))

    assert sections.names == ["Sport", "Buitenland"]
    assert sections.current == "Sport"


@pytest.mark.parametrize(
    "names",
    [[], ["Buitenland"], ["Zeeland, en meer", "België; 100 %", 'Een "rubriek"']],
)
def test_sections_come_back_in_their_order(
    names: list[str], settings: Settings, tmp_path: Path
) -> None:
    Sections(settings, Path("own.toml")).set_sources(
        tuple(ABROAD._replace(section=name) for name in names)
    )

    assert again(tmp_path, settings).names == names


def test_the_section_in_view_comes_back(settings: Settings, tmp_path: Path) -> None:
    sections = Sections(settings, Path("own.toml"))
    sections.set_sources((ABROAD, SPORT))
    sections.choose("Sport")

    restored = again(tmp_path, settings)
    restored.restore()

    assert restored.current == "Sport"


@pytest.mark.parametrize("last", ["", "Gone", STARRED])
def test_a_section_that_is_there_no_longer_gives_way_to_the_first(
    last: str, settings: Settings
) -> None:
    settings.sections = "Buitenland\nSport"
    settings.section = last
    sections = Sections(settings, Path("own.toml"))

    sections.restore()

    assert sections.current == "Buitenland"
    assert settings.section == "Buitenland"


def test_without_any_section_none_is_in_view(settings: Settings) -> None:
    settings.section = "Sport"
    sections = Sections(settings, Path("own.toml"))

    sections.restore()

    assert sections.current == ""


def test_a_choice_is_told_also_of_the_section_that_is_in_view(
    settings: Settings, qtbot: QtBot
) -> None:
    sections = Sections(settings, Path("own.toml"))
    told: list[str] = []
    sections.chosen.connect(told.append)

    sections.choose("Sport")
    sections.choose("Sport")

    assert told == ["Sport", "Sport"]
    assert settings.section == "Sport"


def test_sources_that_have_the_section_in_view_leave_it_there(
    settings: Settings, qtbot: QtBot
) -> None:
    sections = Sections(settings, Path("own.toml"))
    for section in ("Sport", STARRED):
        sections.choose(section)

        with qtbot.assertNotEmitted(sections.chosen), qtbot.waitSignal(sections.names_changed):
            sections.set_sources((ABROAD, SPORT))

        assert sections.current == section


def test_a_section_that_lost_its_sources_is_left(settings: Settings, qtbot: QtBot) -> None:
    sections = Sections(settings, Path("own.toml"))
    sections.choose("Gone")

    with qtbot.waitSignal(sections.chosen) as told:
        sections.set_sources((ABROAD, SPORT))

    assert told.args == ["Buitenland"]


def test_where_no_source_can_be_used_the_sections_of_last_time_stay(settings: Settings) -> None:
    settings.sections = "Buitenland\nSport"
    sections = Sections(settings, Path("own.toml"))
    sections.choose("Sport")

    sections.set_sources(())

    assert sections.names == ["Buitenland", "Sport"]
    assert sections.current == "Sport"
    assert settings.sections == ""  # the next start reads the lists again


def test_the_sources_of_the_section_in_view_are_known(settings: Settings) -> None:
    sections = Sections(settings, Path("own.toml"))
    sections.set_sources((ABROAD, SPORT, OTHER))

    sections.choose("Buitenland")

    assert sections.sources_in_view() == [ABROAD, OTHER]


def test_the_list_of_own_sources_is_begun_and_shown(settings: Settings, tmp_path: Path) -> None:
    sections = Sections(settings, tmp_path / "own.toml")
    shown: list[Path] = []
    sections.path_wanted.connect(shown.append)

    sections.open_own_list()

    assert shown == [tmp_path / "own.toml"]
    assert shown[0].exists()


def test_a_list_that_cannot_be_begun_is_told(settings: Settings, tmp_path: Path) -> None:
    sections = Sections(settings, tmp_path / "nowhere" / "own.toml")
    shown: list[Path] = []
    errors: list[Exception] = []
    sections.path_wanted.connect(shown.append)
    sections.failed.connect(errors.append)

    sections.open_own_list()

    assert shown == []
    assert isinstance(errors[0], StoreFailed)
