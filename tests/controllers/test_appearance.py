"""The look and the language follow the settings."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.controllers.appearance import Appearance
from desktop.qt.i18n import Translations
from desktop.qt.settings import SIZES_PERCENT, ColourMode, Language, Settings
from desktop.qt.theme import Theme
from tests.builders import look


class Shown:
    """An appearance, and what it told."""

    def __init__(self, settings: Settings, theme: Theme, translations: Translations) -> None:
        self.theme = theme
        self.settings = settings
        self.appearance = Appearance(settings, theme, translations)
        self.told: list[object] = []
        self.appearance.look_changed.connect(lambda _look: self.told.append("look"))
        self.appearance.language_changed.connect(lambda: self.told.append("language"))
        self.appearance.mode_changed.connect(self.told.append)


@pytest.fixture
def shown(settings: Settings, translations: Translations, qapp: QApplication) -> Iterator[Shown]:
    with look(qapp) as theme:
        shown = Shown(settings, theme, translations)
        yield shown
        shown.appearance.deleteLater()


def test_other_colours_are_put_on_and_told(shown: Shown) -> None:
    shown.appearance.set_mode(ColourMode.DARK)

    assert shown.settings.colour_mode is ColourMode.DARK
    assert shown.theme.icon_theme == "dark"
    assert shown.told == ["look", ColourMode.DARK]
    assert shown.appearance.look.colours == shown.theme.colours


def test_another_face_is_put_on(shown: Shown) -> None:
    shown.settings.has_serif = True

    assert shown.theme.has_serif
    assert shown.appearance.look.has_serif


def test_each_step_is_the_next_size(shown: Shown) -> None:
    shown.appearance.enlarge()
    larger = shown.settings.size_percent
    shown.appearance.reduce()
    shown.appearance.reduce()
    smaller = shown.settings.size_percent
    shown.appearance.step_size(3)
    shown.appearance.reset_size()

    assert (larger, smaller, shown.settings.size_percent) == (110, 90, 100)
    assert shown.theme.scale == 1.0


@pytest.mark.parametrize(("size", "step"), [(SIZES_PERCENT[-1], 1), (SIZES_PERCENT[0], -1)])
def test_the_last_size_has_no_next(size: int, step: int, shown: Shown) -> None:
    shown.settings.size_percent = size

    shown.appearance.step_size(step)

    assert shown.settings.size_percent == size


def test_a_size_that_is_no_step_goes_to_the_nearest(shown: Shown) -> None:
    shown.settings.size_percent = 122

    shown.appearance.enlarge()

    assert shown.settings.size_percent == 150


def test_another_language_is_spoken_and_told(shown: Shown) -> None:
    shown.settings.language = Language.ENGLISH

    assert QApplication.translate("Notices", "Je bent offline.") == "You are offline."
    assert shown.told == ["language", "look"]


def test_what_is_no_matter_of_looks_changes_nothing(shown: Shown) -> None:
    shown.settings.refresh_minutes = 60

    assert shown.told == []
