"""The menu bar that macOS has: complete, and with keys that mean one thing."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop.models.article_list import ArticleListModel
from desktop.qt.i18n import Translations
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.main_window import MainWindow
from desktop.widgets.menu_bar import MenuBar, dock_menu
from tests.builders import Clock

Role = QAction.MenuRole


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(Actions.__init__, "__kwdefaults__", {"system": "darwin"})
    window = MainWindow(ArticleListModel(lambda _ids: [], Clock()), theme)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def menu_bar(window: MainWindow, translations: Translations) -> MenuBar:
    bar = MenuBar(window.actions_, window)
    bar.setNativeMenuBar(False)
    window.setMenuBar(bar)
    return bar


def menus(bar: MenuBar) -> dict[str, list[QAction]]:
    found = {}
    for action in bar.actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        found[action.text()] = [each for each in menu.actions() if not each.isSeparator()]
    return found


def test_every_title_and_every_line_has_a_word_in_both_languages(
    menu_bar: MenuBar, window: MainWindow, translations: Translations
) -> None:
    dutch = menus(menu_bar)
    words = {action.text() for actions in dutch.values() for action in actions}
    translations.use("en")
    window.retranslate()
    menu_bar.retranslate()
    english = menus(menu_bar)

    assert list(dutch) == ["Archief", "Wijzig", "Weergave", "Bericht", "Mail", "Venster"]
    assert list(english) == ["File", "Edit", "View", "Article", "Mail", "Window"]
    assert {"Sluit venster", "Minimaliseer", "Kopieer", "Webmail openen"} <= words


def test_qt_finds_what_belongs_in_the_menu_of_the_application(menu_bar: MenuBar) -> None:
    roles = {
        action.menuRole() for actions in menus(menu_bar).values() for action in actions
    }  # fmt: skip

    assert {Role.AboutRole, Role.PreferencesRole, Role.QuitRole} <= roles


def test_no_key_means_two_things(menu_bar: MenuBar) -> None:
    keys = Counter(
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for actions in menus(menu_bar).values()
        for action in actions
        for key in action.shortcuts()
    )

    assert "Ctrl+M" in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_editing_is_done_where_the_focus_is(
    qtbot: QtBot, menu_bar: MenuBar, window: MainWindow
) -> None:
    field = QLineEdit("zeeland", window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    edit = {action.text(): action for action in menus(menu_bar)["Wijzig"]}

    edit["Selecteer alles"].trigger()
    edit["Kopieer"].trigger()
    edit["Knip"].trigger()

    assert QGuiApplication.clipboard().text() == "zeeland"
    assert field.text() == ""


def test_the_dock_offers_the_mail(window: MainWindow) -> None:
    offered = dock_menu(window.actions_).actions()

    assert window.actions_.webmail in offered
