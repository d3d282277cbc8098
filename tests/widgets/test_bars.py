"""Notices and the finding of words: bars that speak and are in nobody's way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.model import Notice, NoticeAction
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.bars import FindBar, NoticeBar
from tests.builders import settle
from tests.widgets.reading import Reading

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
    bar = NoticeBar(theme)
    bar.setParent(window)
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


ZEE = "<p>een zee</p><p>twee zee</p><p>De ZEE, drie</p>"


class Find:
    """An article on the screen and the bar that finds words in it."""

    def __init__(self, reading: Reading, window: QWidget) -> None:
        self.reading = reading
        self.view = reading.view
        self.bar = FindBar(reading.view, reading.theme)
        self.bar.setParent(window)
        self.bar.resize(700, 60)
        self.previous, self.next, self.close = self.bar.findChildren(
            QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly
        )

    @property
    def field(self) -> QLineEdit:
        return self.bar.field

    def count(self) -> str:
        return self.bar.findChildren(QLabel)[0].text()

    def highlighted(self) -> list[str]:
        marks = self.view.extraSelections()
        return [mark.cursor.selectedText() for mark in marks]  # type: ignore[attr-defined]

    def selected(self) -> str:
        """Return the word before the place that is selected."""
        return self.view.textCursor().block().text().split()[0]


@pytest.fixture
def find(reading: Reading, window: QWidget) -> Find:
    reading.show(ZEE)
    return Find(reading, window)


def test_what_is_typed_is_highlighted_letter_by_letter(find: Find, qtbot: QtBot) -> None:
    find.bar.open_bar()
    counts = []
    for letter in "twee":
        qtbot.keyClicks(find.field, letter)
        counts.append(len(find.highlighted()))

    assert counts == [1, 1, 1, 1]
    assert find.highlighted() == ["twee"]
    assert find.field.hasFocus()


def test_words_are_highlighted_wherever_they_stand(find: Find) -> None:
    find.bar.open_bar()
    find.field.setText("zee")

    assert find.highlighted() == ["zee", "zee", "ZEE"]


def test_words_that_are_selected_are_looked_for_at_once(find: Find) -> None:
    find.view.find("twee")

    find.bar.open_bar()

    assert find.field.selectedText() == "twee"
    assert find.highlighted() == ["twee"]


def test_the_words_of_the_last_time_are_there_again(find: Find) -> None:
    find.bar.open_bar()
    find.field.setText("zee")
    find.bar.close_bar()
    closed = find.highlighted()
    find.bar.open_bar()

    assert closed == []
    assert len(find.highlighted()) == 3


def test_enter_and_buttons_go_round_in_both_directions(find: Find, qtbot: QtBot) -> None:
    find.bar.open_bar()
    find.field.setText("zee")
    settle()
    way = []
    for step in ("enter", find.next, find.next, find.next, find.previous, find.previous):
        if isinstance(step, str):
            qtbot.keyClick(find.field, Qt.Key.Key_Return)
        else:
            qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
        way.append((find.selected(), find.count()))

    assert way == [
        ("een", "1 van 3"), ("twee", "2 van 3"), ("De", "3 van 3"), ("een", "1 van 3"),
        ("De", "3 van 3"), ("twee", "2 van 3"),
    ]  # fmt: skip


def test_words_stay_highlighted_when_the_article_is_shown_anew(find: Find) -> None:
    find.bar.open_bar()
    find.field.setText("zee")

    find.reading.show("<p>een zee en nog een zee</p>")

    assert len(find.highlighted()) == 2
    assert find.count() == "2 keer gevonden"


@pytest.mark.parametrize(
    ("words", "said"), [("meer", "Niet gevonden"), ("een", "1 keer gevonden"), ("", "")]
)
def test_how_often_it_is_found_is_said(words: str, said: str, find: Find) -> None:
    find.bar.open_bar()

    find.field.setText(words)

    assert find.count() == said


def test_escape_closes_the_bar_and_leads_back_to_the_article(find: Find, qtbot: QtBot) -> None:
    find.bar.open_bar()
    find.field.setText("zee")
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    settle()

    qtbot.keyClick(find.field, Qt.Key.Key_Escape)

    assert not find.bar.isVisible()
    assert find.highlighted() == []
    assert not find.view.textCursor().hasSelection()
