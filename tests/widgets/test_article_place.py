"""The article keeps the reader's place and selection, whatever happens to its layout."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.model import ReadingPosition
from desktop.widgets.article_view import POSITION_DELAY_MS
from tests.builders import settle
from tests.picture_files import halves
from tests.widgets.reading import LONG, Reading


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

    with qtbot.waitSignal(reading.view.position_changed, timeout=3 * POSITION_DELAY_MS):
        for y in range(0, 10_000, 1000):
            reading.scroll(y)

    assert reading.places == [(1, reading.view.position())]


def test_what_moves_by_itself_is_no_reading(reading: Reading, qtbot: QtBot) -> None:
    url = "https://x.example/1.jpg"
    reading.show(f'<p><img src="{url}"></p>{LONG}', position=ReadingPosition(40, 7))
    before = reading.y

    reading.view.set_picture(url, halves(660, 1800))
    reading.view.resize(500, 600)
    settle()
    moved = reading.y
    qtbot.wait(POSITION_DELAY_MS + 100)

    assert moved != before
    assert reading.places == []
