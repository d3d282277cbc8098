"""Notices and the finding of words: bars that speak and are in nobody's way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.notice import Notice, NoticeAction
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.find_bar import FindBar
from desktop.widgets.notice_bar import NoticeBar
from tests.builders import settle

FULL = Notice("store-full", "De schijf is vol.")
LOG = Notice("bug", "Er ging iets mis.", NoticeAction.OPEN_LOG, "Logboek openen")


@pytest.fixture(autouse=True)
def in_force(theme: Theme) -> Theme:
    return theme


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 100)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def notices(window: QWidget, theme: Theme) -> NoticeBar:
    bar = NoticeBar(theme, window)
    bar.resize(700, 60)
    return bar


def said(bar: NoticeBar) -> str:
    settle()
    return bar.findChildren(QLabel)[0].text() if bar.isVisible() else ""


def action(bar: NoticeBar) -> QPushButton:
    return bar.findChildren(QPushButton)[0]


def close(bar: NoticeBar) -> QToolButton:
    return bar.findChildren(QToolButton)[0]


def test_without_a_notice_there_is_no_bar(notices: NoticeBar) -> None:
    assert said(notices) == ""


def test_a_notice_grows_with_the_size_control(notices: NoticeBar, theme: Theme) -> None:
    notices.show_notice(FULL)
    before = close(notices).iconSize().width()

    theme.apply(ColourMode.LIGHT, size_percent=200, has_serif=False)

    assert close(notices).iconSize().width() == 2 * before


def test_the_newest_notice_is_shown_and_the_older_ones_come_up_behind_it(
    notices: NoticeBar, qtbot: QtBot
) -> None:
    notices.show_notice(FULL)
    notices.show_notice(LOG)
    first = said(notices)

    qtbot.mouseClick(close(notices), Qt.MouseButton.LeftButton)
    second = said(notices)
    qtbot.mouseClick(close(notices), Qt.MouseButton.LeftButton)

    assert (first, second, said(notices)) == (LOG.text, FULL.text, "")


def test_a_notice_that_comes_again_is_there_once(notices: NoticeBar, qtbot: QtBot) -> None:
    for _ in range(5):
        notices.show_notice(FULL)

    qtbot.mouseClick(close(notices), Qt.MouseButton.LeftButton)

    assert said(notices) == ""


def test_a_notice_is_said_in_other_words_unless_it_was_closed(notices: NoticeBar) -> None:
    notices.show_notice(FULL)
    notices.show_notice(LOG)

    notices.reword(FULL._replace(text="The disk is full."))
    notices.reword(LOG._replace(text="Something went wrong.", action_text="Open the log"))
    on_top, button = said(notices), action(notices).text()
    notices.dismiss()
    below = said(notices)
    notices.dismiss()
    notices.reword(FULL)

    assert (on_top, button) == ("Something went wrong.", "Open the log")
    assert below == "The disk is full."
    assert said(notices) == ""


def test_a_button_does_what_it_says_once_and_the_notice_goes(
    notices: NoticeBar, qtbot: QtBot
) -> None:
    notices.show_notice(LOG)
    settle()

    with qtbot.waitSignal(notices.action_chosen) as told:
        qtbot.mouseClick(action(notices), Qt.MouseButton.LeftButton)

    assert action(notices).text() == "Logboek openen"
    assert told.args == [LOG]
    assert said(notices) == ""


def test_a_notice_without_anything_to_do_has_no_button(notices: NoticeBar) -> None:
    notices.show_notice(FULL)
    settle()

    assert not action(notices).isVisible()


def test_a_notice_is_plain_text_and_is_heard(notices: NoticeBar) -> None:
    notices.show_notice(Notice("x", "<b>Vet</b> & <a href='file:///'>link</a>"))

    label = notices.findChildren(QLabel)[0]
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert notices.accessibleDescription() == label.text()


def test_dismissing_nothing_does_nothing(notices: NoticeBar) -> None:
    notices.dismiss()

    assert said(notices) == ""


class Find:
    """A find bar and what it told."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        self.bar = FindBar(theme, window)
        self.bar.resize(700, 60)
        self.words: list[str] = []
        self.steps: list[bool] = []
        self.bar.words_changed.connect(self.words.append)
        self.bar.next_wanted.connect(self.steps.append)

    @property
    def field(self) -> QLineEdit:
        return self.bar.field

    def count(self) -> str:
        return self.bar.findChildren(QLabel)[0].text()


@pytest.fixture
def find(window: QWidget, theme: Theme) -> Find:
    return Find(window, theme)


def test_what_is_typed_is_looked_for_letter_by_letter(find: Find, qtbot: QtBot) -> None:
    find.bar.open_bar()
    qtbot.keyClicks(find.field, "zee")

    assert find.words == ["", "z", "ze", "zee"]
    assert find.field.hasFocus()


def test_selected_words_are_looked_for_at_once(find: Find) -> None:
    find.bar.open_bar("veerboot")

    assert find.words[-1] == "veerboot"
    assert find.field.selectedText() == "veerboot"


def test_the_words_of_before_are_there_again(find: Find) -> None:
    find.bar.open_bar("veerboot")
    find.bar.close_bar()
    find.bar.open_bar()

    assert find.words[-1] == "veerboot"


def test_enter_and_buttons_go_on_and_back(find: Find, qtbot: QtBot) -> None:
    find.bar.open_bar("zee")
    settle()
    back, on, _ = find.bar.findChildren(
        QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly
    )

    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)

    assert find.steps == [False, False, True]


@pytest.mark.parametrize(
    ("count", "words"), [(0, "Niet gevonden"), (1, "1 keer gevonden"), (7, "7 keer gevonden")]
)
def test_how_often_it_is_found_is_said(count: int, words: str, find: Find) -> None:
    find.bar.open_bar("zee")

    find.bar.set_count(count)

    assert find.count() == words


def test_nothing_is_said_of_no_words(find: Find) -> None:
    find.bar.open_bar()

    find.bar.set_count(0)

    assert find.count() == ""


def test_escape_closes_the_bar(find: Find, qtbot: QtBot) -> None:
    find.bar.open_bar("zee")
    settle()

    with qtbot.waitSignal(find.bar.closed):
        qtbot.keyClick(find.field, Qt.Key.Key_Escape)

    assert not find.bar.isVisible()
