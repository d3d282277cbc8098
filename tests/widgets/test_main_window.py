"""The window shows two panes where there is room, one where there is not."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QAction, QEnterEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QPushButton,
    QScrollBar,
    QSplitter,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.model import ArticlePage, Notice, NoticeAction
from desktop.core.webmail import Webmail
from desktop.models.article_list import ArticleListModel, ListState
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets import main_window
from desktop.widgets.about_dialog import AboutDialog
from desktop.widgets.main_window import MainWindow
from desktop.widgets.settings_dialog import SettingsDialog
from desktop.widgets.webmail_dialog import WebmailDialog
from tests.builders import Clock, article, settle
from tests.widgets.shown_list import numbered, rows

PAGE = ArticlePage(1, "Storm", "<body><p>Een zee en nog een zee.</p></body>", "")


def window_of(theme: Theme) -> MainWindow:
    model = ArticleListModel(lambda ids: [numbered(n) for n in ids], Clock())
    model.show(rows(range(1, 40)))
    window = MainWindow(model, theme)
    window.sidebar.set_sections([("a", "Buitenland"), ("b", "Sport")], "a")
    window.sidebar.set_state(ListState.NEWS)
    window.article.show_article(PAGE)
    window.show_article_pane(has_article=True)
    return window


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> Iterator[MainWindow]:
    window = window_of(theme)
    qtbot.addWidget(window)
    window.restore(b"", b"")
    window.resize(1180, 760)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    settle()
    yield window
    window.close()


def focused(window: MainWindow) -> QWidget | None:
    settle()
    return window.focusWidget()


def panes(window: MainWindow) -> tuple[bool, bool]:
    """Return whether list and article are in view."""
    settle()
    return window.sidebar.isVisible(), window.article.isVisible()


def test_a_wide_window_shows_list_and_article(window: MainWindow) -> None:
    assert panes(window) == (True, True)
    assert not window.is_list_covered()


def test_a_narrow_window_shows_the_list_or_the_article(window: MainWindow) -> None:
    window.resize(500, 760)
    window.set_reading(False)
    before = panes(window)
    window.set_reading(True)
    reading = panes(window)
    covered = window.is_list_covered()
    window.set_reading(False)

    assert (before, reading, panes(window)) == ((True, False), (False, True), (True, False))
    assert covered


def test_a_window_that_grows_shows_both_again(window: MainWindow) -> None:
    window.resize(500, 760)
    window.set_reading(True)
    settle()

    window.resize(1180, 760)

    assert panes(window) == (True, True)


@pytest.mark.parametrize("width", [700, 1366])
def test_a_and_a_stay_under_the_pointer_at_each_step(
    width: int, window: MainWindow, theme: Theme
) -> None:
    def step(sizes: Sequence[int], action: QAction) -> list[bool]:
        """Click again and again at one place; return whether the button was there each time."""
        place = next(b for b in control.findChildren(QToolButton) if b.defaultAction() is action)
        point = place.mapTo(window, place.rect().center())
        enter = QEnterEvent(*[QPointF(place.rect().center())] * 3)
        QApplication.sendEvent(control, enter)
        control.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        hits = []
        for size in sizes:
            hits.append(window.childAt(point) is place)
            theme.apply(ColourMode.LIGHT, size_percent=size, has_serif=False)
            settle()
        return hits

    window.resize(width, 700)
    settle()
    control, sizes = window.toolbar.size_control, [125, 150, 175, 200, 225, 250]
    assert all(step(sizes, window.actions_.larger))
    assert all(step([*reversed(sizes), 100], window.actions_.smaller))
    assert window.toolbar.height() > 56
    control.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(control, QEvent(QEvent.Type.Leave))
    assert window.toolbar.height() == 56


def test_letters_that_grow_leave_the_article_in_view(window: MainWindow, theme: Theme) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=250, has_serif=False)

    assert panes(window) == (False, True)


def test_a_window_that_becomes_narrow_keeps_what_was_used_last(window: MainWindow) -> None:
    window.sidebar.list.verticalScrollBar().triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)
    window.resize(500, 760)
    of_the_list = panes(window)
    window.resize(1180, 760)
    window.article.verticalScrollBar().triggerAction(QScrollBar.SliderAction.SliderPageStepAdd)
    window.resize(500, 760)

    assert [of_the_list, panes(window)] == [(True, False), (False, True)]


def test_the_button_back_is_there_when_the_article_covers_the_list(window: MainWindow) -> None:
    def has_back() -> bool:
        settle()
        buttons = window.toolbar.findChildren(QWidget)
        actions = [getattr(b, "defaultAction", lambda: None)() for b in buttons if b.isVisible()]
        return window.actions_.back in actions

    wide = has_back()
    window.set_can_go_back(True)
    with_history = has_back()
    window.resize(500, 760)
    window.set_reading(False)
    listing = has_back()
    window.set_reading(True)

    assert (wide, with_history, listing, has_back()) == (False, True, False, True)


@pytest.mark.parametrize("percent", [80, 100, 150, 250])
def test_the_window_can_be_as_small_as_promised(
    percent: int, window: MainWindow, theme: Theme
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    settle()

    window.resize(480, 400)
    settle()

    assert (window.minimumSize().width(), window.minimumSize().height()) == (480, 400)
    assert window.width() <= max(480, theme.px(480))
    assert window.height() <= max(400, theme.px(400))


def test_f6_leads_round_the_panes_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.sidebar.list.setFocus()
    rings = [window.article, window.toolbar.webmail, window.sidebar.list]

    on, back = [], []
    for _ in rings:
        qtbot.keyClick(focused(window), Qt.Key.Key_F6)
        on.append(focused(window))
    for _ in rings:
        qtbot.keyClick(focused(window), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        back.append(focused(window))

    assert on == rings
    assert back == [window.toolbar.webmail, window.article, window.sidebar.list]


def test_f6_passes_over_a_pane_that_is_not_in_view(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(500, 760)
    window.set_reading(False)
    settle()
    window.sidebar.list.setFocus()

    qtbot.keyClick(focused(window), Qt.Key.Key_F6)

    assert focused(window) is window.toolbar.webmail


def test_a_key_leads_to_the_search_and_down_from_it_to_the_list(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = focused(window)

    qtbot.keyClick(search, Qt.Key.Key_Down)

    assert search is window.toolbar.search
    assert focused(window) is window.sidebar.list


def test_words_are_found_in_the_article_by_key(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = focused(window)
    qtbot.keyClicks(field, "zee")
    marked = len(window.article.extraSelections())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    found = window.article.textCursor().selectedText()
    focus: list[QWidget | None] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.focusChanged.connect(lambda _old, new: focus.append(new))

    qtbot.keyClick(field, Qt.Key.Key_Escape)

    application.focusChanged.disconnect()
    assert focus == [window.article]
    assert (marked, found) == (2, "zee")
    assert not window.find_bar.isVisible()
    assert window.article.extraSelections() == []
    assert focused(window) is window.article


def test_the_first_size_leaves_room_on_the_screen(qtbot: QtBot, theme: Theme) -> None:
    for percent in (100, 250):
        theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
        window = window_of(theme)
        qtbot.addWidget(window)

        window.restore(b"", b"")

        room = window.screen().availableSize()
        assert window.width() <= room.width()
        assert window.height() <= room.height()


@pytest.mark.parametrize("geometry", [b"", b"garbage", bytes(60)])
def test_a_size_that_makes_no_sense_is_that_of_the_first_time(
    geometry: bytes, qtbot: QtBot, theme: Theme
) -> None:
    fresh, window = window_of(theme), window_of(theme)
    qtbot.addWidget(fresh)
    qtbot.addWidget(window)

    fresh.restore(b"", b"")
    window.restore(geometry, b"garbage")

    assert window.size() == fresh.size()


def test_place_and_panes_come_back(window: MainWindow, qtbot: QtBot, theme: Theme) -> None:
    window.resize(780, 560)
    settle()
    splitter = window.findChildren(QSplitter)[0]
    splitter.setSizes([300, 480])
    settle()

    again = window_of(theme)
    qtbot.addWidget(again)
    again.restore(*window.state())
    again.show()
    qtbot.waitExposed(again)
    settle()

    assert again.size() == window.size()
    assert again.findChildren(QSplitter)[0].sizes() == splitter.sizes()


def test_closing_tells_so_that_the_state_can_be_kept(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()


def test_a_link_says_where_it_leads(window: MainWindow) -> None:
    window.article.link_hovered.emit("nieuws.example")
    settle()
    hint = window.findChild(QWidget, "linkHint")

    assert hint is not None
    assert hint.isVisible()
    assert "nieuws.example" in hint.text()  # type: ignore[attr-defined]
    window.article.link_hovered.emit("")
    assert not hint.isVisible()


def test_what_is_told_in_passing_goes_by_itself(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "TOLD_MS", 50)
    window = window_of(theme)
    qtbot.addWidget(window)
    window.resize(1180, 700)
    window.show()
    settle()
    hint = window.findChild(QWidget, "linkHint")
    assert hint is not None

    window.tell("Adres gekopieerd")
    assert hint.isVisible()
    qtbot.waitUntil(lambda: not hint.isVisible())

    window.tell("Adres gekopieerd")
    window.article.link_hovered.emit("nieuws.example")
    qtbot.wait(100)
    assert hint.isVisible()


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls `widget`."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name)


def called(widget: QWidget) -> str:
    """Return what a failure calls a widget without a name: its place in the window."""
    parent = widget.parentWidget()
    return f"{type(parent).__name__}.{type(widget).__name__}({widget.objectName()})"


def focusable(top: QWidget) -> list[QWidget]:
    """Return the widgets that the keyboard can come to, in view or not."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        has_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        is_part = isinstance(widget.parent(), QAbstractScrollArea)  # its view has the name
        is_put_away = isinstance(widget, QPushButton) and widget.isHidden() and not widget.text()
        if (
            has_keys
            and widget is not top
            and not is_part
            and not is_put_away
            and widget.window() is top.window()
        ):
            found.append(widget)
    return found


def test_everything_the_keyboard_can_come_to_has_a_name(window: MainWindow) -> None:
    window.notices.show_notice(Notice("x", "Iets", NoticeAction.OPEN_LOG, "Logboek"))
    window.find_bar.open_bar()
    for state in ListState:
        window.sidebar.set_state(state)
    window.sidebar.set_heading("Meer uit Buitenland")
    window.sidebar.set_new_count(2)
    settle()

    found = focusable(window)

    assert len(found) > 15
    assert {called(widget) for widget in found if not name_of(widget).strip()} == set()


@pytest.mark.parametrize("kind", ["webmail", "settings", "about"])
def test_everything_in_a_dialog_has_a_name(kind: str, window: MainWindow, theme: Theme) -> None:
    dialog: QDialog
    if kind == "webmail":
        service = Webmail("one", "Webmail Een", "https://een.example")
        dialog = WebmailDialog([service], lambda _: "", theme, window)
    elif kind == "settings":
        dialog = SettingsDialog(theme, window)
    else:
        dialog = AboutDialog("1.0", __file__, theme, window)  # type: ignore[arg-type]
    dialog.open()
    settle()

    found = focusable(dialog)

    assert found
    assert {called(widget) for widget in found if not name_of(widget).strip()} == set()
    dialog.reject()


def test_nothing_in_the_window_lies_outside_it(window: MainWindow, theme: Theme) -> None:
    for percent, size in ((100, (480, 400)), (100, (1366, 768)), (250, (1366, 768))):
        theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
        window.resize(*size)
        settle()
        for widget in (window.toolbar, window.sidebar, window.article):
            if widget.isVisible():
                right = widget.mapTo(window, widget.rect().bottomRight())
                assert right.x() < window.width()
                assert right.y() < window.height()


@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.parametrize("place", [(1250, 60), (-1100, 60), (3000, 60), (60, 700), (60, -740)])
def test_a_window_left_on_a_screen_that_is_gone_comes_back_into_view(
    place: tuple[int, int], window: MainWindow
) -> None:
    window.move(*place)
    window.hide()

    window.show_again()

    assert window.screen().availableGeometry().contains(window.frameGeometry())
    assert window.size() == QSize(1180, 760)


@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.parametrize("place", [(0, 0), (400, 5), (-300, 8)])
def test_a_window_that_can_be_seen_stays_where_the_user_put_it(
    place: tuple[int, int], window: MainWindow
) -> None:
    window.move(*place)
    window.hide()

    window.show_again()

    assert (window.x(), window.y()) == place


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_window_larger_than_the_screen_that_is_left_is_made_to_fit(window: MainWindow) -> None:
    window.resize(2400, 1300)
    window.move(2000, 300)
    window.hide()

    window.show_again()

    assert window.screen().availableGeometry().contains(window.frameGeometry())


@pytest.mark.parametrize(("width", "has_words"), [(1180, True), (640, True), (480, False)])
def test_an_article_has_its_actions_at_its_head(
    width: int, has_words: bool, window: MainWindow
) -> None:
    window.actions_.set_article(article(url="https://www.voorbeeld.example/storm"))
    window.resize(width, 700)
    window.set_reading(True)
    settle()
    buttons = [b for b in window.article_bar.findChildren(QToolButton) if b.isVisible()]
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon

    assert [button.text() for button in buttons] == [
        "Bewaren", "Gelezen", "Delen", "Lees op voorbeeld.example",
    ]  # fmt: skip
    assert [button.toolButtonStyle() == style for button in buttons] == [has_words] * 4
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert min(min(button.width(), button.height()) for button in buttons) >= 32

    window.show_article_pane(has_article=False)
    assert not window.article_bar.isVisible()


@pytest.mark.parametrize("mode", [ColourMode.LIGHT, ColourMode.DARK, ColourMode.CONTRAST])
def test_f6_into_the_article_can_be_seen(
    mode: ColourMode, window: MainWindow, theme: Theme, qtbot: QtBot
) -> None:
    theme.apply(mode, size_percent=100, has_serif=False)
    window.sidebar.list.setFocus()

    def edge() -> str:
        settle()
        return window.article.grab().toImage().pixelColor(0, 100).name()

    before = edge()
    qtbot.keyClick(focused(window), Qt.Key.Key_F6)
    ringed = edge()
    qtbot.keyClick(focused(window), Qt.Key.Key_F6)

    assert ringed == theme.colour("accent").name()
    assert before == edge() == theme.colour("background").name()


def test_letters_lead_from_article_to_article(window: MainWindow, qtbot: QtBot) -> None:
    chosen: list[int] = []
    window.sidebar.article_chosen.connect(chosen.append)
    window.sidebar.list.setFocus()

    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_P):
        qtbot.keyClick(focused(window), key)
    qtbot.keyClick(focused(window), Qt.Key.Key_P)
    qtbot.keyClick(focused(window), Qt.Key.Key_P)

    assert chosen == [1, 2, 3, 2, 1]


def test_a_letter_passes_over_what_is_read(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = window.sidebar.list.model()
    monkeypatch.setattr(
        type(model), "article_at", lambda _, row: numbered(row + 1)._replace(is_read=row in (0, 1))
    )
    chosen: list[int] = []
    window.sidebar.article_chosen.connect(chosen.append)

    for key in (Qt.Key.Key_N, Qt.Key.Key_P):
        qtbot.keyClick(window, key)

    assert chosen == [3]


def test_letters_that_are_searched_for_do_nothing_else(window: MainWindow, qtbot: QtBot) -> None:
    chosen: list[int] = []
    window.sidebar.article_chosen.connect(chosen.append)
    stars: list[bool] = []
    window.actions_.star.triggered.connect(stars.append)
    window.toolbar.search.setFocus()

    qtbot.keyClicks(focused(window), "njksmp")

    assert window.toolbar.search.text() == "njksmp"
    assert (chosen, stars) == ([], [])


def test_f11_fills_the_screen_and_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    full = window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)

    assert (full, window.isFullScreen()) == (True, False)


@pytest.mark.parametrize("percent", [100, 150, 200, 250])
def test_no_word_at_the_head_of_an_article_is_cut_off(
    percent: int, window: MainWindow, theme: Theme
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    settle()

    for host in ("nu.example", "www.omroepvandeheleprovincie.example"):
        window.actions_.set_article(article(url=f"https://{host}/storm"))
        for width in (1180, 940, 760):
            window.resize(width, 700)
            window.set_reading(True)
            settle()
            buttons = [b for b in window.article_bar.findChildren(QToolButton) if b.isVisible()]
            assert all(button.width() >= button.sizeHint().width() for button in buttons)


def test_nothing_is_to_be_done_with_an_article_before_there_is_one(
    window: MainWindow, qtbot: QtBot
) -> None:
    actions = window.actions_
    of_article = (actions.star, actions.unread, actions.copy_text, actions.mail, actions.copy_link)
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)

    assert not actions.star.isChecked()
    assert not any(action.isEnabled() for action in (*of_article, actions.open_in_browser))
    actions.set_article(article(url=None))
    assert [action.isEnabled() for action in of_article] == [True] * 3 + [False] * 2
