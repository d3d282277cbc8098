"""The left pane shows the list, or what stands in its place."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.models.article_list import ArticleListModel, ListState
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.empty_state import EmptyState, EmptyStateText, LoadingPlaceholder
from desktop.widgets.sidebar import Sidebar
from tests.builders import Clock, article, settle
from tests.widgets.shown_list import numbered, rows


class Pane:
    """A sidebar as the user sees it."""

    def __init__(self, qtbot: QtBot, theme: Theme, numbers: Sequence[int] = ()) -> None:
        self.articles = {number: numbered(number) for number in numbers}
        self.model = ArticleListModel(lambda ids: [self.articles[n] for n in ids], Clock())
        self.sidebar = Sidebar(self.model, theme)
        self.model.show(rows(numbers))
        qtbot.addWidget(self.sidebar)
        self.sidebar.resize(372, 700)
        self.sidebar.show()
        qtbot.waitExposed(self.sidebar)
        settle()

    def texts(self) -> list[str]:
        """Return every text in view."""
        labels = [w.text() for w in self.sidebar.findChildren(QLabel) if w.isVisible()]
        buttons = [w.text() for w in self.sidebar.findChildren(QPushButton) if w.isVisible()]
        return [text for text in labels + buttons if text]

    def button(self, words: str) -> QPushButton:
        buttons = self.sidebar.findChildren(QPushButton)
        return next(b for b in buttons if b.isVisible() and words in b.text())


@pytest.fixture
def pane(qtbot: QtBot, theme: Theme) -> Pane:
    return Pane(qtbot, theme, range(1, 60))


def test_what_stands_for_the_first_news_is_named(pane: Pane) -> None:
    pane.sidebar.set_state(ListState.LOADING)

    placeholder = pane.sidebar.findChildren(LoadingPlaceholder)[0]
    assert placeholder.accessibleName() == "Het nieuws wordt opgehaald"


@pytest.mark.parametrize(
    ("state", "words", "has_retry"),
    [
        (ListState.OFFLINE, "Je bent offline", True),
        (ListState.UNREACHABLE, "Het nieuws is even niet te bereiken", True),
        (ListState.EMPTY, "Nog geen nieuws in deze rubriek", True),
        (ListState.NO_HITS, "Niets gevonden", False),
        (ListState.NO_STARS, "Nog niets bewaard", False),
    ],
)
def test_an_empty_list_says_why_and_what_can_be_done(
    state: ListState, words: str, has_retry: bool, pane: Pane
) -> None:
    pane.sidebar.set_state(state)
    settle()

    assert words in pane.texts()
    assert ("Opnieuw proberen" in pane.texts()) == has_retry
    assert not pane.sidebar.list.isVisible()
    assert words in pane.sidebar.findChildren(EmptyState)[0].accessibleName()


def test_while_the_first_news_comes_its_shape_is_shown(pane: Pane) -> None:
    pane.sidebar.set_state(ListState.LOADING)
    settle()

    placeholder = pane.sidebar.findChildren(LoadingPlaceholder)[0]
    assert placeholder.isVisible()
    assert placeholder.accessibleName() == "Het nieuws wordt opgehaald"


def test_the_list_comes_back_with_the_news_and_takes_the_keyboard_back(pane: Pane) -> None:
    pane.sidebar.set_state(ListState.NEWS)
    pane.sidebar.focus_list()
    pane.sidebar.set_state(ListState.LOADING)
    settle()

    pane.sidebar.set_state(ListState.NEWS)
    settle()

    assert pane.sidebar.list.isVisible()
    assert pane.sidebar.list.hasFocus()


def test_trying_again_is_asked_for(pane: Pane, qtbot: QtBot) -> None:
    pane.sidebar.set_state(ListState.OFFLINE)
    settle()

    with qtbot.waitSignal(pane.sidebar.refresh_wanted):
        qtbot.mouseClick(pane.button("Opnieuw"), Qt.MouseButton.LeftButton)


def test_articles_that_wait_are_offered_and_counted(pane: Pane, qtbot: QtBot) -> None:
    pane.sidebar.set_new_count(5)
    settle()
    with qtbot.waitSignal(pane.sidebar.new_items_wanted):
        qtbot.mouseClick(pane.button("5 nieuwe berichten"), Qt.MouseButton.LeftButton)

    pane.sidebar.set_new_count(0)
    settle()

    assert not any("berichten" in text for text in pane.texts())


def test_heading_and_status_are_plain_text(pane: Pane) -> None:
    pane.sidebar.set_heading("Gevonden voor ‘<b>storm</b>’")
    pane.sidebar.set_status("A & B <i>")
    settle()

    assert {"Gevonden voor ‘<b>storm</b>’", "A & B <i>"} <= set(pane.texts())
    labels = [w for w in pane.sidebar.findChildren(QLabel) if w.text().startswith(("Gev", "A &"))]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert pane.sidebar.list.accessibleName() == "Gevonden voor ‘<b>storm</b>’"


def test_an_article_is_made_current_without_being_chosen(pane: Pane, qtbot: QtBot) -> None:
    pane.sidebar.set_state(ListState.NEWS)
    settle()

    with (
        qtbot.assertNotEmitted(pane.sidebar.article_chosen),
        qtbot.assertNotEmitted(pane.sidebar.article_opened),
    ):
        found = pane.sidebar.select(40)

    place = pane.sidebar.list.visualRect(pane.sidebar.list.currentIndex())
    assert found
    assert pane.sidebar.list.currentIndex().row() == 39
    assert place.top() >= 0
    assert place.bottom() < pane.sidebar.list.viewport().height()


def test_an_article_that_is_not_listed_cannot_be_made_current(pane: Pane) -> None:
    assert not pane.sidebar.select(999)


def test_the_current_article_does_not_pull_the_list_back_to_it(pane: Pane) -> None:
    pane.sidebar.set_state(ListState.NEWS)
    pane.sidebar.select(1)
    settle()
    bar = pane.sidebar.list.verticalScrollBar()
    bar.setValue(2000)
    settle()
    before = bar.value()

    pane.sidebar.select(1)
    settle()

    assert bar.value() == before


def test_keys_and_clicks_name_the_article(pane: Pane, qtbot: QtBot) -> None:
    pane.sidebar.set_state(ListState.NEWS)
    settle()

    with qtbot.waitSignal(pane.sidebar.article_chosen) as chosen:
        qtbot.keyClick(pane.sidebar.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.sidebar.article_opened) as opened:
        qtbot.keyClick(pane.sidebar.list, Qt.Key.Key_Return)

    assert (chosen.args, opened.args) == ([1], [1])


def test_an_id_of_63_bits_arrives_whole(qtbot: QtBot, theme: Theme) -> None:
    number = 2**63 - 1
    pane = Pane(qtbot, theme)
    pane.articles[number] = article(1, id=number)
    pane.model.show([(number, 1)])
    pane.sidebar.set_state(ListState.NEWS)
    settle()

    with qtbot.waitSignal(pane.sidebar.article_chosen) as chosen:
        qtbot.keyClick(pane.sidebar.list, Qt.Key.Key_Down)

    assert chosen.args == [number]


@pytest.mark.parametrize("percent", [100, 250])
def test_the_words_of_a_state_are_whole_at_every_size(
    percent: int, qtbot: QtBot, theme: Theme
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    view = EmptyState(theme)
    qtbot.addWidget(view)
    view.show_text(
        EmptyStateText("state-offline", "Het nieuws is even niet te bereiken", "Kort", "Ja")
    )
    view.resize(theme.px(280), theme.px(500))
    view.show()
    qtbot.waitExposed(view)

    for label in view.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
