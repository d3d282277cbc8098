"""Sections that do not fit are under "Meer"; the chosen one is always named."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.section_chooser import SectionChooser
from tests.builders import settle

NAMES = ["Buitenland", "Binnenland", "Zeeland", "Economie", "Sport", "Kunst & Cultuur"]


class Row:
    """A row of sections as the user sees it."""

    def __init__(self, qtbot: QtBot, width: int, names: Sequence[str] = NAMES) -> None:
        self.chooser = SectionChooser()
        qtbot.addWidget(self.chooser)
        self.chooser.resize(width, 40)
        self.chooser.retranslate()
        self.chooser.set_sections([(name, name) for name in names])
        self.chooser.set_current(names[0])
        self.chooser.show()
        qtbot.waitExposed(self.chooser)
        settle()

    def buttons(self) -> list[QPushButton]:
        """Return the buttons in view, from left to right."""
        shown = [b for b in self.chooser.findChildren(QPushButton) if b.isVisible()]
        return sorted(shown, key=lambda button: button.x())

    def names(self) -> list[str]:
        return [button.text().replace("&&", "&") for button in self.buttons()]

    def menu(self) -> list[QAction]:
        return self.chooser.findChildren(QMenu)[0].actions()

    def choose_in_menu(self, name: str) -> None:
        next(a for a in self.menu() if a.text().replace("&&", "&") == name).trigger()
        settle()


@pytest.fixture(autouse=True)
def in_force(theme: Theme) -> Theme:
    return theme


def test_all_sections_are_shown_where_there_is_room(qtbot: QtBot) -> None:
    assert Row(qtbot, 900).names() == NAMES


def test_what_does_not_fit_is_under_more_in_its_order(qtbot: QtBot) -> None:
    row = Row(qtbot, 340)

    shown, menu = row.names(), [action.text().replace("&&", "&") for action in row.menu()]

    assert shown[-1] == "Meer ▾"
    assert shown[:-1] + menu == NAMES
    assert 1 <= len(shown) - 1 < len(NAMES)


@pytest.mark.parametrize("width", [160, 220, 280, 340, 420, 520])
@pytest.mark.parametrize("percent", [80, 100, 250])
def test_no_name_is_cut_off_and_none_lies_outside(
    width: int, percent: int, qtbot: QtBot, theme: Theme
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    row = Row(qtbot, theme.px(width))

    for name in NAMES:
        row.chooser.set_current(name)
        settle()
        for button in row.buttons():
            assert button.width() >= button.sizeHint().width(), (name, button.text())
            assert button.geometry().right() < row.chooser.width(), (name, button.text())


def test_a_section_chosen_under_more_is_named_on_its_button(qtbot: QtBot) -> None:
    row = Row(qtbot, 340)

    with qtbot.waitSignal(row.chooser.section_chosen) as told:
        row.choose_in_menu("Sport")

    assert told.args == ["Sport"]
    assert row.names()[-1] == "Sport ▾"
    assert [a.text() for a in row.menu() if a.isChecked()] == ["Sport"]


def test_a_button_chooses_its_section_and_is_the_only_one_that_is_on(qtbot: QtBot) -> None:
    row = Row(qtbot, 900)

    with qtbot.waitSignal(row.chooser.section_chosen) as told:
        qtbot.mouseClick(row.buttons()[2], Qt.MouseButton.LeftButton)

    assert told.args == ["Zeeland"]
    assert [b.text() for b in row.buttons() if b.isChecked()] == ["Zeeland"]


def test_the_section_in_view_stays_on_when_it_is_pressed_again(qtbot: QtBot) -> None:
    row = Row(qtbot, 900)

    qtbot.mouseClick(row.buttons()[0], Qt.MouseButton.LeftButton)

    assert row.buttons()[0].isChecked()


def test_sections_can_be_chosen_by_key(qtbot: QtBot) -> None:
    row = Row(qtbot, 900)

    row.buttons()[1].setFocus()
    with qtbot.waitSignal(row.chooser.section_chosen) as told:
        qtbot.keyClick(row.buttons()[1], Qt.Key.Key_Space)

    assert told.args == ["Binnenland"]


def test_an_ampersand_in_a_name_is_shown(qtbot: QtBot) -> None:
    wide, narrow = Row(qtbot, 900), Row(qtbot, 300)

    narrow.choose_in_menu("Kunst & Cultuur")

    assert wide.buttons()[-1].text() == "Kunst && Cultuur"
    assert narrow.buttons()[-1].text() == "Kunst && Cultuur ▾"


def test_no_section_is_on_while_searching(qtbot: QtBot) -> None:
    row = Row(qtbot, 900)

    row.chooser.set_current("")

    assert not any(button.isChecked() for button in row.buttons())


def test_other_sections_take_the_place_of_the_old(qtbot: QtBot) -> None:
    row = Row(qtbot, 900)

    row.chooser.set_sections([("a", "Vlissingen"), ("b", "Goes")])
    row.chooser.set_current("b")
    settle()

    assert row.names() == ["Vlissingen", "Goes"]


def test_the_section_in_view_does_not_move_the_others(qtbot: QtBot) -> None:
    row = Row(qtbot, 900)
    before = [button.x() for button in row.buttons()]

    row.chooser.set_current("Economie")
    settle()

    assert [button.x() for button in row.buttons()] == before


@pytest.mark.parametrize("percent", [80, 125, 250])
@pytest.mark.parametrize("current", [NAMES[0], NAMES[-1]])
def test_a_button_with_the_keyboard_is_round_like_the_others(
    percent: int, current: str, theme: Theme, qtbot: QtBot
) -> None:
    theme.apply(ColourMode.DARK, size_percent=percent, has_serif=False)
    row = Row(qtbot, theme.px(300))
    row.chooser.set_current(current)
    more = row.buttons()[-1]
    more.setFocus(Qt.FocusReason.TabFocusReason)
    settle()

    drawn = row.chooser.grab().toImage()
    place = more.geometry()

    ground = drawn.pixelColor(drawn.width() - 1, 0)
    corners = (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight())
    assert [drawn.pixelColor(corner) for corner in corners] == [ground] * 4
    assert drawn.pixelColor(place.center().x(), place.top()) != ground
