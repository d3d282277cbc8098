"""The toolbar searches once the typing rests, and every button has its action."""

import pytest
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.core.mail_states import Indicator, IndicatorKind
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.toolbar import ARROW, INDICATOR, OVER_ICON, Toolbar
from tests.builders import settle


class Bar:
    """A toolbar on the screen, and what it told."""

    def __init__(self, qtbot: QtBot, theme: Theme, width: int = 1100) -> None:
        self.owner = QObject()
        self.actions = Actions(self.owner)
        self.toolbar = Toolbar(self.actions, theme)
        self.searched: list[str] = []
        self.left = 0
        self.toolbar.search_changed.connect(self.searched.append)
        self.toolbar.search_left.connect(self._count)
        qtbot.addWidget(self.toolbar)
        self.toolbar.resize(width, theme.px(56))
        self.toolbar.show()
        qtbot.waitExposed(self.toolbar)
        settle()

    def _count(self) -> None:
        self.left += 1


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> Bar:
    return Bar(qtbot, theme)


def test_words_are_searched_for_once_the_typing_rests(bar: Bar, qtbot: QtBot) -> None:
    qtbot.keyClicks(bar.toolbar.search, " walvis ")
    at_once = list(bar.searched)
    qtbot.waitUntil(lambda: bool(bar.searched))

    assert at_once == []
    assert bar.searched == ["walvis"]


def test_escape_ends_the_search(bar: Bar, qtbot: QtBot) -> None:
    qtbot.keyClicks(bar.toolbar.search, "walvis")
    qtbot.waitUntil(lambda: bar.searched == ["walvis"])

    qtbot.keyClick(bar.toolbar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bar.searched == ["walvis", ""])

    assert bar.toolbar.search.text() == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_down_and_enter_lead_to_what_was_found(key: Qt.Key, bar: Bar, qtbot: QtBot) -> None:
    qtbot.keyClicks(bar.toolbar.search, "walvis")

    qtbot.keyClick(bar.toolbar.search, key)

    assert bar.left == 1
    assert bar.toolbar.search.text() == "walvis"


def test_a_search_that_is_cleared_ends_at_once(bar: Bar, qtbot: QtBot) -> None:
    qtbot.keyClicks(bar.toolbar.search, "walvis")

    bar.toolbar.clear_search()

    assert bar.searched == [""]
    with qtbot.assertNotEmitted(bar.toolbar.search_changed, wait=200):
        settle()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, None])
def test_the_webmail_button_opens_the_webmail(key: Qt.Key | None, bar: Bar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.actions.webmail.triggered):
        if key is None:
            place = bar.toolbar.webmail.rect().center()
            qtbot.mouseClick(bar.toolbar.webmail, Qt.MouseButton.LeftButton, pos=place)
        else:
            qtbot.keyClick(bar.toolbar.webmail, key)


def test_the_menu_of_the_webmail_has_the_other_ways_to_mail(bar: Bar) -> None:
    menu = bar.toolbar.webmail.menu()

    assert {bar.actions.compose, bar.actions.other_webmail, bar.actions.choose_webmail} <= set(
        menu.actions()
    )


def test_every_action_can_be_found_in_a_button_or_menu(bar: Bar) -> None:
    buttons = bar.toolbar.findChildren(QToolButton)
    menus = [b.menu() for b in buttons if b.menu() is not None]
    offered = {b.defaultAction() for b in buttons}
    while menus:
        for action in menus.pop().actions():
            offered.add(action)
            if action.menu() is not None:
                menus.append(action.menu())

    # By their keys only: where they lead is in view anyway.
    by_key = {bar.actions.search, bar.actions.next_pane}
    assert {a.text() for a in set(bar.actions.all()) - offered - by_key if a.text()} == set()


def test_no_two_actions_have_the_same_key(bar: Bar) -> None:
    keys = [key.toString() for action in bar.actions.all() for key in action.shortcuts()]

    assert len(keys) == len(set(keys))


def shown(bar: Bar) -> list[QToolButton]:
    """Return the buttons in view."""
    return [b for b in bar.toolbar.findChildren(QToolButton) if b.isVisible()]


@pytest.mark.parametrize(
    ("percent", "width"),
    [(100, 480), (125, 480), (250, 480), (100, 760), (250, 800), (150, 1000), (250, 1366)],
)
def test_no_button_is_cut_off_or_pushed_out(
    percent: int, width: int, qtbot: QtBot, theme: Theme
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    bar = Bar(qtbot, theme, width)
    bar.toolbar.set_back_visible(True)
    bar.toolbar.fit(width)
    settle()

    for button in shown(bar):
        assert button.objectName() != "qt_toolbar_ext_button"
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.geometry().right() <= width
    assert bar.toolbar.webmail.isVisible()
    assert not bar.toolbar.search.isVisible() or bar.toolbar.search.width() >= theme.px(96)


@pytest.mark.parametrize("has_back", [False, True])
def test_in_any_width_there_is_first_what_matters_most(has_back: bool, bar: Bar) -> None:
    toolbar, actions = bar.toolbar, bar.actions
    toolbar.setMinimumWidth(0)
    for width in range(220, 800, 20):
        toolbar.resize(width, toolbar.height())
        toolbar.set_back_visible(has_back)
        toolbar.fit(width)
        settle()
        there = {button.defaultAction() for button in shown(bar)}
        order = [actions.larger in there, toolbar.search.isVisible(), actions.refresh in there]

        assert order == sorted(order, reverse=True), width
        assert all(button.geometry().right() <= width for button in shown(bar)), width
        assert "qt_toolbar_ext_button" not in {button.objectName() for button in shown(bar)}, width


def test_a_wide_toolbar_has_everything(bar: Bar) -> None:
    bar.toolbar.fit(1366)
    settle()

    assert bar.toolbar.search.isVisible()
    assert {bar.actions.refresh, bar.actions.smaller, bar.actions.larger} <= {
        button.defaultAction() for button in shown(bar)
    }


def test_the_button_back_is_there_only_where_it_leads_somewhere(bar: Bar) -> None:
    backs = []
    for is_visible in (False, True):
        bar.toolbar.set_back_visible(is_visible)
        settle()
        backs.append(bar.actions.back in [b.defaultAction() for b in shown(bar)])

    assert backs == [False, True]


def test_the_colours_in_force_are_ticked(bar: Bar) -> None:
    bar.actions.set_mode(ColourMode.SEPIA)

    ticked = [a.data() for a in bar.actions.modes.actions() if a.isChecked()]
    assert ticked == [ColourMode.SEPIA]


def test_the_webmail_button_says_how_the_mail_stands(bar: Bar) -> None:
    button = bar.toolbar.webmail
    narrow = button.sizeHint().width()

    bar.toolbar.set_mail(Indicator(IndicatorKind.UNREAD, "9+"), "12 ongelezen · bijgewerkt 14:02")
    settle()
    named = button.accessibleName(), button.toolTip()
    room = button.width() - button.sizeHint().width()
    wide = button.sizeHint().width()
    bar.toolbar.set_mail(Indicator(IndicatorKind.READ), "")
    settle()

    assert named == (
        "Webmail openen, 12 ongelezen · bijgewerkt 14:02",
        "12 ongelezen · bijgewerkt 14:02",
    )
    assert room >= 0
    assert wide > narrow
    assert button.accessibleName() == "Webmail openen"
    assert button.sizeHint().width() == narrow


@pytest.mark.parametrize("width", [1100, 260])
def test_what_there_is_to_say_of_the_mail_is_drawn_in_another_shape_each(
    width: int, qtbot: QtBot, theme: Theme
) -> None:
    bar = Bar(qtbot, theme, width)
    kinds = set(IndicatorKind) - {IndicatorKind.NO_ACCOUNT, IndicatorKind.WAITING}
    drawn = []
    for kind in kinds:
        bar.toolbar.set_mail(Indicator(kind, "3" if kind is IndicatorKind.UNREAD else ""), "")
        settle()
        picture = bar.toolbar.webmail.grab().toImage()
        drawn.append(bytes(picture.convertToFormat(picture.Format.Format_Mono).constBits()))

    assert len(set(drawn)) == len(drawn)


def test_the_menu_tells_the_count_only_while_there_is_one(bar: Bar) -> None:
    actions, menu = bar.actions, bar.toolbar.webmail.menu()
    before = [action.text() for action in menu.actions() if action.isVisible()]

    actions.set_mail_lines(["3 ongelezen · 14:02 & meer", "piet: 1 ongelezen"])
    after = [action.text() for action in menu.actions() if action.isVisible()]

    assert "Nu controleren" not in before
    assert before[0] == "Webmail openen"
    assert after[:2] == ["3 ongelezen · 14:02 && meer", "piet: 1 ongelezen"]
    assert not any(line.isEnabled() for line in actions.mail_lines)
    assert "Nu controleren" in after
    assert "Ongelezen mail tellen…" in after


def test_over_the_icon_nothing_is_seen_through_an_indicator(bar: Bar) -> None:
    button = bar.toolbar.webmail
    bar.toolbar.set_mail(Indicator(IndicatorKind.OFFLINE), "")
    settle()
    left, top = button.width() - ARROW - INDICATOR, (button.height() - INDICATOR) // 2
    beside = button.grab(QRect(left, top, INDICATOR, INDICATOR)).toImage()

    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    settle()
    over = button.grab(QRect(OVER_ICON, 1, INDICATOR, INDICATOR)).toImage()

    middle = QRect(5, 5, 10, 10)
    assert over.copy(middle) == beside.copy(middle)


def test_nothing_moves_when_there_is_a_way_back(bar: Bar) -> None:
    def places() -> list[QRect]:
        settle()
        backs = bar.actions.back
        return [b.geometry() for b in shown(bar) if b.defaultAction() is not backs]

    before = places()
    bar.toolbar.set_back_visible(True)

    assert places() == before
