"""The article loads nothing by itself, and keeps the reader's place."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QEvent, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.model import ReadingPosition
from desktop.core.page import ArticlePage
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.reading.style import article_css
from desktop.widgets.article_view import ArticleView
from tests.builders import settle
from tests.picture_files import SVG, announced_png, halves, saved
from tests.text_layout import right_edge

IMAGE = QTextDocument.ResourceType.ImageResource.value
KINDS = [kind.value for kind in QTextDocument.ResourceType]
PICTURE = "https://x.example/a%20b.jpg?c=1&d=%2F"
menus = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
TEXT = "De veerboot naar de eilanden vaart weer volgens het rooster van dinsdag. " * 6
LONG = "".join(f"<p>Alinea {number}. {TEXT}</p>" for number in range(60))


class Reading:
    """An article view on the screen, and what it told."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.theme = theme
        self.view = ArticleView(theme)
        self.wanted: list[str] = []
        self.links: list[str] = []
        self.stories: list[int] = []
        self.places: list[tuple[int, ReadingPosition]] = []
        self.steps: list[int] = []
        self.hovered: list[str] = []
        self.view.picture_wanted.connect(self.wanted.append)
        self.view.link_chosen.connect(self.links.append)
        self.view.story_chosen.connect(self.stories.append)
        self.view.position_changed.connect(lambda *values: self.places.append(values))
        self.view.size_step_wanted.connect(self.steps.append)
        self.view.link_hovered.connect(self.hovered.append)
        qtbot.addWidget(self.view)
        self.view.resize(800, 600)
        self.view.show()
        qtbot.waitExposed(self.view)

    def show(self, html: str, article_id: int = 1, **more: object) -> None:
        css = article_css(self.theme.colours, self.theme.scale, serif=False)
        page = ArticlePage(article_id, f"Bericht {article_id}", f"<body>{html}</body>", css)
        self.view.show_article(page._replace(**more))  # type: ignore[arg-type]
        settle()

    def scroll(self, y: int) -> None:
        self.view.verticalScrollBar().setValue(y)
        settle()

    @property
    def y(self) -> int:
        return self.view.verticalScrollBar().value()

    def top_words(self) -> str:
        """Return the paragraph at the top of the view."""
        self.view.document().documentLayout().blockBoundingRect(self.view.document().lastBlock())
        spot = QPoint(self.view.viewport().width() // 2, 0)
        return self.view.cursorForPosition(spot).block().text()[:12]

    def place_of(self, words: str) -> QPoint:
        """Return where `words` stand in the view."""
        cursor = self.view.document().find(words)
        assert not cursor.isNull()
        cursor.setPosition(cursor.selectionStart() + 2)
        return self.view.cursorRect(cursor).center()


@pytest.fixture
def reading(qtbot: QtBot, theme: Theme) -> Reading:
    return Reading(qtbot, theme)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["{}", "file://{}", "qrc:{}", "//server{}"])
def test_no_file_is_ever_read(kind: int, scheme: str, reading: Reading, tmp_path: Path) -> None:
    file = tmp_path / "secret.png"
    file.write_bytes(saved(halves(11, 7), "PNG"))

    for name in (QUrl(scheme.format(file)), scheme.format(file)):
        loaded = reading.view.loadResource(kind, name)
        if kind == IMAGE:
            assert isinstance(loaded, QImage)
            assert loaded.pixelColor(0, 0) == reading.theme.colour("picture")
        else:
            assert isinstance(loaded, QByteArray)
            assert loaded.trimmed().isEmpty()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}">',
        '<img src="file://{}">',
        '<link rel="stylesheet" href="{}"><p>Tekst</p>',
        '<style>@import url("file://{}");</style><p>Tekst</p>',
        '<p style="background-image: url({})">Tekst</p>',
        '<table background="{}"><tr><td>Tekst</td></tr></table>',
        '<body background="{}">Tekst',
    ],
)
def test_an_article_that_names_a_local_file_does_not_get_it(
    markup: str, reading: Reading, tmp_path: Path
) -> None:
    picture = tmp_path / "secret.png"
    red = QImage(400, 400, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    picture.write_bytes(saved(red, "PNG"))
    style = tmp_path / "secret.css"
    style.write_text("p { color: #ff0000; background: #ff0000 }")

    for file in (picture, style):
        reading.show(markup.format(file))
        drawn = reading.view.viewport().grab().toImage()
        seen = {drawn.pixelColor(x, y).name() for x in range(0, 700, 9) for y in range(0, 500, 9)}
        assert "#ff0000" not in seen


def test_a_picture_is_asked_for_once_however_often_it_is_laid_out(reading: Reading) -> None:
    reading.show(f'<p><img src="{PICTURE.replace("&", "&amp;")}"></p>' * 3)
    reading.view.resize(500, 600)
    settle()

    assert reading.wanted == [PICTURE]


def test_the_room_of_a_picture_is_kept_until_it_is_there(reading: Reading) -> None:
    html = f'<p><img src="{PICTURE.replace("&", "&amp;")}"></p><p>Eronder</p>'
    reading.show(html, picture_sizes={PICTURE: (500, 250)})
    before = reading.place_of("Eronder").y()

    reading.view.set_picture(PICTURE, halves(500, 250))
    settle()

    assert abs(reading.place_of("Eronder").y() - before) <= 10
    drawn = reading.view.viewport().grab().toImage()
    assert "#ff0000" in {drawn.pixelColor(100, y).name() for y in range(300)}


@pytest.mark.parametrize(
    "data",
    [SVG, announced_png(20_000, 20_000), announced_png(1, 9_000), b"", b"nothing"],
    ids=["svg", "huge", "line", "empty", "text"],
)
def test_a_picture_inside_the_article_is_refused_where_a_fetched_one_would_be(
    data: bytes, reading: Reading
) -> None:
    address = f"data:image/png;base64,{b64encode(data).decode()}"

    loaded = reading.view.loadResource(IMAGE, QUrl(address))

    assert isinstance(loaded, QImage)
    assert loaded.pixelColor(0, 0) == reading.theme.colour("picture")
    assert reading.wanted == []


def test_a_picture_inside_the_article_is_shown_no_wider_than_the_column(reading: Reading) -> None:
    data = b64encode(saved(halves(3000, 1500), "JPEG")).decode()

    loaded = reading.view.loadResource(IMAGE, QUrl(f"data:image/jpeg;base64,{data}"))

    assert isinstance(loaded, QImage)
    assert loaded.width() == reading.view.picture_width()


def test_a_picture_nobody_asked_for_is_not_kept(reading: Reading) -> None:
    reading.show("<p>Tekst</p>")

    reading.view.set_picture("https://x.example/other.jpg", halves(10, 10))

    reading.show('<p><img src="https://x.example/other.jpg"></p>')
    assert reading.wanted == ["https://x.example/other.jpg"]


def test_pictures_that_have_not_come_are_asked_for_again(reading: Reading) -> None:
    urls = ["https://x.example/1.jpg", "https://x.example/2.jpg"]
    reading.show("".join(f'<p><img src="{url}"></p>' for url in urls))
    reading.view.set_picture(urls[0], halves(10, 10))
    reading.wanted.clear()

    reading.view.ask_for_pictures()

    assert reading.wanted == [urls[1]]


def test_the_same_article_again_keeps_its_pictures(reading: Reading) -> None:
    html = '<p><img src="https://x.example/1.jpg"></p>'
    reading.show(html)
    reading.view.set_picture("https://x.example/1.jpg", halves(10, 10))
    reading.wanted.clear()

    reading.show(html)
    same = list(reading.wanted)
    reading.show(html, article_id=2)

    assert same == []
    assert reading.wanted == ["https://x.example/1.jpg"]


def test_a_picture_that_comes_moves_neither_the_text_nor_the_selection(reading: Reading) -> None:
    url = "https://x.example/1.jpg"
    reading.show(f'<p><img src="{url}"></p>{LONG}')
    reading.scroll(2000)
    cursor = reading.view.document().find("eilanden", 4000)
    reading.view.setTextCursor(cursor)
    settle()
    words, place = reading.top_words(), reading.place_of("Alinea 20").y()

    reading.view.set_picture(url, halves(660, 1800))
    settle()

    assert reading.top_words() == words
    assert abs(reading.place_of("Alinea 20").y() - place) <= 1
    assert reading.view.textCursor().selectedText() == "eilanden"


@pytest.mark.parametrize("y", [0, 1, 20, 500, 3333, 10**6])
@pytest.mark.parametrize("width", [460, 1200])
def test_a_position_is_found_again_at_any_width(y: int, width: int, reading: Reading) -> None:
    reading.show(LONG)
    reading.scroll(y)
    position, words, before = reading.view.position(), reading.top_words(), reading.y

    reading.show("<p>Iets anders</p>", article_id=2)
    reading.view.resize(width, 600)
    reading.show(LONG, position=position)
    elsewhere = reading.top_words()
    reading.show("<p>Iets anders</p>", article_id=2)
    reading.view.resize(800, 600)
    reading.show(LONG, position=position)

    assert elsewhere == words
    assert reading.y == before


def test_the_reader_keeps_the_place_when_the_window_changes_its_width(reading: Reading) -> None:
    reading.show(LONG)
    reading.scroll(5000)
    words = reading.top_words()

    for width in (500, 1100, 420, 800):
        reading.view.resize(width, 600)
        settle()
        assert reading.top_words() == words


def test_the_same_article_set_anew_keeps_place_and_selection(reading: Reading) -> None:
    reading.show(LONG)
    reading.scroll(3000)
    reading.view.setTextCursor(reading.view.document().find("eilanden", 4000))
    settle()
    before = reading.y

    reading.show(LONG.replace("Alinea 50", "Paragraaf 50"))

    assert reading.y == before
    assert reading.view.textCursor().selectedText() == "eilanden"


def test_a_selection_beyond_a_text_that_became_shorter_is_let_go(reading: Reading) -> None:
    reading.show(LONG)
    reading.view.selectAll()

    reading.show("<p>Kort</p>")

    assert reading.view.toPlainText() == "Kort"
    assert reading.view.textCursor().selectedText() in ("Kort", "")


def test_another_article_begins_at_its_top_without_a_selection(reading: Reading) -> None:
    reading.show(LONG)
    reading.scroll(3000)
    reading.view.selectAll()

    reading.show(LONG, article_id=2)

    assert reading.y == 0
    assert not reading.view.textCursor().hasSelection()


def test_a_position_beyond_the_end_is_no_harm(reading: Reading) -> None:
    reading.show("<p>Kort</p>", position=ReadingPosition(4000, 99999))

    assert reading.y == 0


def test_where_the_reader_left_is_told_when_another_article_comes(reading: Reading) -> None:
    reading.show(LONG)
    reading.scroll(3000)
    position = reading.view.position()

    reading.show(LONG, article_id=2)

    assert reading.places[-1] == (1, position)
    assert position != ReadingPosition()


def test_where_the_reader_is_is_told_once_the_scrolling_is_over(
    reading: Reading, qtbot: QtBot
) -> None:
    reading.show(LONG)

    with qtbot.waitSignal(reading.view.position_changed):
        for y in range(0, 1000, 100):
            reading.scroll(y)

    assert reading.places == [(1, reading.view.position())]


def test_words_are_marked_and_counted_wherever_they_stand(reading: Reading) -> None:
    reading.show("<p>Zee en zeewind.</p><h2>De ZEE</h2><p>Geen water.</p>")

    assert reading.view.find_all("zee") == 3
    assert len(reading.view.extraSelections()) == 3
    assert reading.view.find_all("") == 0
    assert reading.view.extraSelections() == []


def test_finding_goes_round_in_both_directions(reading: Reading) -> None:
    reading.show("<p>een zee</p><p>twee zee</p><p>drie zee</p>")
    reading.view.find_all("zee")

    def step(*, is_backward: bool) -> str:
        reading.view.find_next(is_backward=is_backward)
        assert reading.view.textCursor().selectedText() == "zee"
        return reading.view.textCursor().block().text().split()[0]

    on = [step(is_backward=False) for _ in range(4)]
    back = [step(is_backward=True) for _ in range(3)]

    assert on == ["een", "twee", "drie", "een"]
    assert back == ["drie", "twee", "een"]


def test_words_that_are_found_stay_marked_when_the_article_is_set_anew(reading: Reading) -> None:
    reading.show("<p>een zee</p>")
    reading.view.find_all("zee")

    reading.show("<p>een zee en nog een zee</p>")

    assert len(reading.view.extraSelections()) == 2


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
