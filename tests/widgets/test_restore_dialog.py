"""Copies are put back and files exported by mouse and by key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.model import Export
from desktop.qt.theme import Theme
from desktop.widgets.more_settings import MoreSettings, export_file_dialog
from desktop.widgets.restore_dialog import RestoreDialog
from desktop.widgets.webmail_dialog import ErrorLabel
from tests.builders import settle

COPIES = ["vandaag 9:12 · 41 bewaard, 6 eigen bronnen", "gisteren 9:12 · 40 bewaard"]


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme) -> RestoreDialog:
    dialog = RestoreDialog(theme)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def texts(dialog: RestoreDialog) -> list[str]:
    settle()
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def button(dialog: RestoreDialog, words: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == words)


def test_until_the_copies_are_known_nothing_can_be_put_back(dialog: RestoreDialog) -> None:
    assert "Even kijken welke kopieën er zijn…" in texts(dialog)
    assert not button(dialog, "Terugzetten").isVisible()


def test_without_copies_the_first_is_announced(dialog: RestoreDialog) -> None:
    dialog.set_copies([])

    assert texts(dialog) == ["Er is nog geen kopie. De eerste komt vandaag."]
    assert not button(dialog, "Terugzetten").isVisible()
    assert dialog.focusWidget() is button(dialog, "Sluiten")


def test_a_copy_is_chosen_and_put_back_by_key(dialog: RestoreDialog, qtbot: QtBot) -> None:
    dialog.set_copies(COPIES)
    rows = dialog.focusWidget()
    assert isinstance(rows, QListWidget)
    qtbot.keyClick(rows, Qt.Key.Key_Down)

    with qtbot.waitSignal(dialog.restore_wanted) as wanted:
        qtbot.keyClick(rows, Qt.Key.Key_Return)

    assert wanted.args == [1]
    assert rows.accessibleName() == "Kopieën"
    assert "Eerst wordt van nu een kopie gemaakt" in rows.accessibleDescription()


def test_nothing_is_asked_for_twice(dialog: RestoreDialog, qtbot: QtBot) -> None:
    dialog.set_copies(COPIES)
    wanted: list[int] = []
    dialog.restore_wanted.connect(wanted.append)
    restore = button(dialog, "Terugzetten")

    qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(restore, Qt.MouseButton.LeftButton)

    assert wanted == [0]
    assert "De kopie wordt teruggezet…" in texts(dialog)


def test_why_it_failed_is_said_and_it_can_be_tried_again(
    dialog: RestoreDialog, qtbot: QtBot
) -> None:
    dialog.set_copies(COPIES)
    restore = button(dialog, "Terugzetten")
    restore.click()

    dialog.set_problem("Terugzetten lukte niet. De schijf is vol.")

    assert "Terugzetten lukte niet. De schijf is vol." in texts(dialog)
    with qtbot.waitSignal(dialog.restore_wanted):
        restore.click()
    assert "Terugzetten lukte niet. De schijf is vol." not in texts(dialog)


def test_why_it_failed_is_in_view_where_not_everything_fits(
    dialog: RestoreDialog, qtbot: QtBot
) -> None:
    dialog.set_copies(COPIES * 20)
    dialog.resize_to_contents()

    dialog.set_problem("Terugzetten lukte niet. " * 40)

    (problem,) = dialog.findChildren(ErrorLabel)
    qtbot.waitUntil(lambda: not problem.visibleRegion().isEmpty())


def test_the_list_is_no_wider_than_the_screen(dialog: RestoreDialog) -> None:
    dialog.set_copies(["x" * 500] * 30)
    settle()

    screen = dialog.screen().availableSize()
    assert dialog.width() <= screen.width()
    assert dialog.height() <= screen.height()


def test_the_settings_lead_to_copies_and_to_each_kind_of_file(qtbot: QtBot, theme: Theme) -> None:
    more = MoreSettings(theme)
    qtbot.addWidget(more)
    kinds: list[str] = []
    more.export_wanted.connect(kinds.append)
    restore, _ = more.findChildren(QPushButton)

    with qtbot.waitSignal(more.restore_wanted):
        restore.click()
    for action in more.findChild(QMenu).actions():
        action.trigger()

    assert kinds == ["opml", "html", "json"]


@pytest.mark.parametrize("kind", Export)
def test_a_file_to_export_to_has_a_name_and_an_ending(
    kind: Export, qtbot: QtBot, theme: Theme
) -> None:
    parent = MoreSettings(theme)
    qtbot.addWidget(parent)

    dialog = export_file_dialog(kind.value, parent)

    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == kind.value
    assert dialog.selectedFiles()[0].endswith(f".{kind.value}")
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
