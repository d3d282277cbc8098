"""Finding, sizing, links, menus and the keyboard in the article."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from tests.builders import settle
from tests.text_layout import right_edge
from tests.widgets.reading import LONG, PICTURE, Reading

menus = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


def wheel(view: QWidget, up: int, keys: Qt.KeyboardModifier) -> None:
    spot = QPointF(100, 100)
    event = QWheelEvent(
        spot,
        QPointF(view.mapToGlobal(spot.toPoint())),
        QPoint(),
        QPoint(0, up),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_with_ctrl_sizes_and_without_it_scrolls(reading: Reading) -> None:
    reading.show(LONG)
    viewport = reading.view.viewport()

    for up in (120, -120, 0):
        wheel(viewport, up, Qt.KeyboardModifier.ControlModifier)
    before = reading.y
    wheel(viewport, -120, Qt.KeyboardModifier.NoModifier)

    assert reading.steps == [1, -1]
    assert before == 0
    assert reading.y > 0


def test_the_wheel_beside_the_column_scrolls_as_well(reading: Reading) -> None:
    reading.view.resize(1400, 600)
    reading.show(LONG)

    wheel(reading.view, -120, Qt.KeyboardModifier.NoModifier)

    assert reading.y > 0


@pytest.mark.parametrize(
    ("address", "links", "stories"),
    [
        ("https://x.example/a?b=%20c", ["https://x.example/a?b=%20c"], []),
        ("mailto:a@x.example", ["mailto:a@x.example"], []),
        ("article:123", [], [123]),
        (f"article:{2**63 - 1}", [], [2**63 - 1]),
        ("article:not-a-number", ["article:not-a-number"], []),
    ],
)
def test_a_link_is_told_and_never_followed(
    address: str, links: list[str], stories: list[int], reading: Reading, qtbot: QtBot
) -> None:
    reading.show(f'<p>Lees <a href="{address}">verder hier</a>.</p>')
    spot = reading.place_of("verder")

    qtbot.mouseClick(reading.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert (reading.links, reading.stories) == (links, stories)
    assert "Lees verder hier." in reading.view.toPlainText()


def test_a_link_can_be_chosen_by_key(reading: Reading, qtbot: QtBot) -> None:
    reading.show('<p>Lees <a href="https://x.example/">verder</a>.</p>')
    reading.view.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(reading.view, Qt.Key.Key_Tab)
    qtbot.keyClick(reading.view, Qt.Key.Key_Return)

    assert reading.links == ["https://x.example/"]


FOOTNOTES = (
    f'<p>Begin<a name="ref:1"></a><a href="#fn%3A1">1</a></p>{LONG}'
    '<p><a name="fn:1"></a>Noot <a href="#ref:1">terug</a></p>'
)


def test_a_link_within_the_article_shows_its_place_and_opens_no_browser(reading: Reading) -> None:
    reading.show(FOOTNOTES)

    reading.view.anchorClicked.emit(QUrl("#fn%3A1"))
    there = reading.y
    reading.view.anchorClicked.emit(QUrl("#ref:1"))

    assert there > reading.view.height()
    assert reading.y < 60
    assert reading.links == reading.stories == []


def test_a_link_within_the_article_is_followed_and_gone_back_by_key(
    reading: Reading, qtbot: QtBot
) -> None:
    reading.show(FOOTNOTES)
    reading.view.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(reading.view, Qt.Key.Key_Tab)
    qtbot.keyClick(reading.view, Qt.Key.Key_Return)
    there = reading.y
    qtbot.keyClick(reading.view, Qt.Key.Key_Tab)
    qtbot.keyClick(reading.view, Qt.Key.Key_Return)

    assert there > reading.view.height()
    assert reading.y < 60
    assert reading.links == []


def test_the_host_under_the_pointer_is_told(reading: Reading, qtbot: QtBot) -> None:
    reading.show('<p><a href="https://www.x.example/a">buiten</a> <a href="article:1">in</a></p>')

    for words in ("buiten", "in"):
        qtbot.mouseMove(reading.view.viewport(), reading.place_of(words))
        settle()

    assert reading.hovered[0] == "x.example"
    assert reading.hovered[-1] == ""


@pytest.fixture
def choose(reading: Reading) -> Iterator[Callable[[str, str], list[str]]]:
    """Open the menu on some words, choose an entry and return all of them."""

    def choose(words: str, entry: str) -> list[str]:
        names: list[str] = []

        def act() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            names.extend(a.text() for a in menu.actions() if a.text())
            chosen = [a for a in menu.actions() if a.text() == entry and a.isEnabled()]
            if chosen:
                menu.setActiveAction(chosen[0])
            key = Qt.Key.Key_Return if chosen else Qt.Key.Key_Escape
            QApplication.sendEvent(menu, key_press(key))

        QTimer.singleShot(0, reading.view, act)
        reading.view.contextMenuEvent(context_menu(reading.view, reading.place_of(words)))
        settle()
        return names

    yield choose
    QGuiApplication.clipboard().clear()


def key_press(key: Qt.Key) -> QKeyEvent:

    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def context_menu(view: QWidget, spot: QPoint) -> QContextMenuEvent:

    return QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.mapToGlobal(spot))


LINKED = (
    '<p>Tekst met een <a href="https://x.example/">buitenlink</a> en <a href="article:1">in</a></p>'
)


def test_arrows_scroll_and_no_caret_is_drawn(reading: Reading, qtbot: QtBot) -> None:
    reading.show(LONG)
    reading.view.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(reading.view, Qt.Key.Key_Down)
    down = reading.y
    qtbot.keyClick(reading.view, Qt.Key.Key_Up)
    up = reading.y
    qtbot.keyClick(reading.view, Qt.Key.Key_End)
    end = reading.y
    qtbot.keyClick(reading.view, Qt.Key.Key_Home)

    assert down > 0
    assert end == reading.view.verticalScrollBar().maximum()
    assert (up, reading.y) == (0, 0)
    assert reading.view.cursorWidth() == 0


@menus
def test_the_menu_on_a_link_opens_or_copies_it(
    reading: Reading, choose: Callable[[str, str], list[str]]
) -> None:
    reading.show(LINKED)

    names = choose("buitenlink", "Openen in je browser")
    choose("buitenlink", "Adres kopiëren")

    assert names == ["Openen in je browser", "Adres kopiëren", "Kopiëren", "Alles selecteren"]
    assert reading.links == ["https://x.example/"]
    assert QGuiApplication.clipboard().text() == "https://x.example/"


@menus
def test_the_menu_on_text_selects_and_copies(
    reading: Reading, choose: Callable[[str, str], list[str]]
) -> None:
    reading.show(LINKED)

    names = choose("Tekst", "Alles selecteren")
    choose("Tekst", "Kopiëren")

    assert names == ["Kopiëren", "Alles selecteren"]
    assert QGuiApplication.clipboard().text() == "Tekst met een buitenlink en in"


@menus
def test_a_menu_that_was_closed_is_gone(
    reading: Reading, choose: Callable[[str, str], list[str]]
) -> None:
    reading.show(LINKED)

    for _ in range(3):
        choose("Tekst", "")

    assert reading.view.findChildren(QMenu) == []


def test_the_ring_is_for_the_keyboard_only(reading: Reading) -> None:
    rings = []
    for reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason):
        reading.view.clearFocus()
        reading.view.setFocus(reason)
        rings.append(reading.view.property("isRinged"))

    assert rings == [True, False]


def test_the_article_is_named_for_the_screen_reader(reading: Reading) -> None:
    reading.show("<p>Tekst</p>")

    assert reading.view.accessibleName() == "Artikel: Bericht 1"


@pytest.mark.parametrize("width", [300, 480, 800, 1600])
@pytest.mark.parametrize("percent", [100, 250])
def test_a_column_is_never_wider_than_a_newspaper_and_never_cut_off(
    width: int, percent: int, qtbot: QtBot, theme: Theme
) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=percent, has_serif=False)
    reading = Reading(qtbot, theme)
    reading.view.resize(width, 600)
    reading.show(LONG[:3000] + f'<p><img src="{PICTURE.replace("&", "&amp;")}"></p>')

    assert reading.view.viewport().width() <= theme.px(660) + 2 * theme.px(32) + 1
    assert right_edge(reading.view.document()) <= reading.view.viewport().width()


def test_the_text_cannot_be_pushed_aside(reading: Reading) -> None:
    bar = reading.view.horizontalScrollBar()

    bar.setRange(0, 12)  # what Qt does now and then
    bar.setValue(12)

    assert bar.value() == 0


def test_an_article_of_before_is_let_go(reading: Reading) -> None:
    for number in range(1, 6):
        reading.show(LONG, article_id=number)

    assert len(reading.view.findChildren(QTextDocument)) <= 2


def test_the_cursor_of_another_article_selects_nothing(reading: Reading) -> None:
    reading.show("<p>een twee drie</p>")
    reading.view.moveCursor(QTextCursor.MoveOperation.End)

    reading.show("<p>vier</p>", article_id=2)

    assert reading.view.textCursor().position() == 0
