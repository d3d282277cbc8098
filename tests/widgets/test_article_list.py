"""The list shows what there is, follows keys and mouse, and keeps still for the reader."""

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.row_menu import RowMenu
from tests.builders import settle
from tests.widgets.shown_list import ShownList, numbered, rows

MakeList = Callable[..., ShownList]


@pytest.fixture
def make_list(qtbot: QtBot, theme: Theme) -> MakeList:
    def make_list(numbers: Iterable[int], size: tuple[int, int] = (372, 600)) -> ShownList:
        return ShownList(qtbot, theme, numbers, size)

    return make_list


def test_arrows_go_from_row_to_row_and_stop_at_the_ends(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list(range(1, 4))

    for key in (Qt.Key.Key_Down,) * 4 + (Qt.Key.Key_Up,) * 4:
        qtbot.keyClick(news.list, key)

    assert news.chosen == [1, 2, 3, 2, 1]
    assert news.opened == []


def test_home_and_end_lead_to_the_first_and_the_last(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list(range(1, 200))

    qtbot.keyClick(news.list, Qt.Key.Key_End)
    last, place = news.current(), news.place(199)
    qtbot.keyClick(news.list, Qt.Key.Key_Home)

    assert (last, news.current()) == (199, 1)
    assert place.bottom() + 1 <= news.list.viewport().height()
    assert news.place(1).top() == 0


def test_page_keys_go_by_what_the_window_shows(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list(range(1, 100))
    qtbot.keyClick(news.list, Qt.Key.Key_Down)

    qtbot.keyClick(news.list, Qt.Key.Key_PageDown)
    down = news.current()
    qtbot.keyClick(news.list, Qt.Key.Key_PageUp)

    assert 3 <= down <= 10
    assert news.current() <= 2


def test_enter_opens_the_current_row(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list(range(1, 4))
    qtbot.keyClick(news.list, Qt.Key.Key_Enter)
    qtbot.keyClick(news.list, Qt.Key.Key_Down)

    qtbot.keyClick(news.list, Qt.Key.Key_Return)

    assert news.opened == [1]


def test_a_click_chooses_and_opens_the_row_under_it(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list(range(1, 9))
    place = news.place(3).center()

    qtbot.mouseClick(news.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert (news.chosen, news.opened, news.current()) == ([3], [3], 3)


def test_a_click_below_the_last_row_chooses_nothing(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list([1], (372, 600))

    qtbot.mouseClick(news.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 500))

    assert (news.chosen, news.opened) == ([], [])


def test_typing_a_letter_reads_no_further_than_the_window(
    make_list: MakeList, qtbot: QtBot
) -> None:
    news = make_list(range(1, 5000))
    before = news.loaded

    qtbot.keyClick(news.list, Qt.Key.Key_Q)

    assert news.loaded - before <= 2


def test_every_row_that_is_current_is_in_view(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list(range(1, 40))

    for _ in range(39):
        qtbot.keyClick(news.list, Qt.Key.Key_Down)
        place = news.place(news.current())
        assert place.top() >= 0
        assert place.bottom() < news.list.viewport().height()


@pytest.mark.parametrize("offset", [1, 700, 2345])
def test_the_row_under_the_eyes_stays_when_rows_come_above_it(
    make_list: MakeList, offset: int
) -> None:
    news = make_list(range(100, 200))
    news.scroll(offset)
    number = news.number_at(150)
    before = news.place(number).top()

    news.model.merge(rows([*range(1, 100), *range(100, 200)]))
    news.repaint()

    assert news.place(number).top() == before
    assert news.number_at(150) == number


def test_the_row_under_the_eyes_stays_when_rows_above_it_go(make_list: MakeList) -> None:
    news = make_list(range(1, 200))
    news.scroll(9000)
    number = news.number_at(150)
    before = news.place(number).top()

    news.model.merge(rows([n for n in range(1, 200) if n > 30 and n not in (40, 45)]))
    news.repaint()

    assert news.place(number).top() == before


def test_the_row_under_the_eyes_stays_when_one_above_it_changes(make_list: MakeList) -> None:
    news = make_list(range(1, 200))
    for y in range(0, 4001, 400):
        news.scroll(y)
    number = news.number_at(150)
    before = news.place(number).top()

    news.altered[2] = numbered(2)._replace(title="Lang " * 60, summary="Lang " * 60)
    news.model.reload([2])
    news.repaint()

    assert news.place(number).top() == before


def test_a_list_at_its_top_shows_what_comes(make_list: MakeList) -> None:
    news = make_list(range(10, 60))

    news.model.merge(rows(range(1, 60)))
    news.repaint()

    assert news.place(1).top() == 0


def test_what_is_selected_stays_selected_and_is_not_chosen_again(
    make_list: MakeList, qtbot: QtBot
) -> None:
    news = make_list(range(10, 60))
    for _ in range(3):
        qtbot.keyClick(news.list, Qt.Key.Key_Down)

    news.model.merge(rows([*range(1, 11), 12, *range(20, 60)]))
    news.repaint()

    assert news.current() == 12
    assert [index.row() for index in news.list.selectedIndexes()] == [news.model.row_of(12)]
    assert news.chosen == [10, 11, 12]


def test_no_other_article_is_chosen_when_the_current_one_goes(
    make_list: MakeList, qtbot: QtBot
) -> None:
    news = make_list(range(1, 30))
    for _ in range(3):
        qtbot.keyClick(news.list, Qt.Key.Key_Down)

    news.model.merge(rows([1, 2, *range(4, 30)]))
    news.repaint()

    assert news.chosen == [1, 2, 3]
    assert news.list.selectedIndexes() == []
    qtbot.keyClick(news.list, Qt.Key.Key_Down)
    assert news.chosen[-1] in (2, 3, 4)


def test_a_list_of_a_hundred_thousand_measures_what_it_shows(
    make_list: MakeList, qtbot: QtBot
) -> None:
    news = make_list([])
    measured: list[int] = []
    measure = news.list.delegate.height

    def counted(index: object, width: int) -> int:
        measured.append(width)
        return measure(index, width)  # type: ignore[arg-type]

    news.list.delegate.height = counted  # type: ignore[method-assign, assignment]
    news.model.show([(n, 1_700_000_000 - n) for n in range(100_000)])
    news.repaint()
    for y in (5_000, 500_000, 5_000_000):
        news.scroll(y)
    qtbot.keyClick(news.list, Qt.Key.Key_End)
    news.repaint()

    assert 10 < len(measured) < 300
    assert news.loaded < 20


def test_the_end_of_the_list_shows_the_last_row_whole(make_list: MakeList) -> None:
    news = make_list(range(1, 3000))
    bar = news.list.verticalScrollBar()

    for _ in range(5):
        bar.setValue(bar.maximum())
        news.repaint()

    assert news.place(2999).bottom() + 1 == news.list.viewport().height()


def test_scrolling_by_steps_passes_every_row_once(make_list: MakeList) -> None:
    news = make_list(range(1, 60))
    seen: list[int] = []
    bar = news.list.verticalScrollBar()

    while True:
        number = news.number_at(0)
        if not seen or seen[-1] != number:
            seen.append(number)
        if bar.value() == bar.maximum():
            break
        news.scroll(bar.value() + 20)

    assert seen == list(range(1, seen[-1] + 1))
    assert seen[-1] > 40


def test_rows_below_each_other_leave_no_gap(make_list: MakeList) -> None:
    news = make_list(range(1, 30))

    places = [news.place(number) for number in range(1, 6)]

    assert [p.top() for p in places[1:]] == [p.bottom() + 1 for p in places[:-1]]
    assert len({p.height() for p in places}) > 1


def picture(news: ShownList) -> QImage:
    settle()
    return news.list.viewport().grab().toImage()


def test_the_row_under_the_pointer_is_tinted_until_it_leaves(
    make_list: MakeList, qtbot: QtBot
) -> None:
    news = make_list(range(1, 9))
    place = news.place(2)
    spot = QPoint(place.right() - 2, place.center().y())
    plain = picture(news).pixelColor(spot)

    qtbot.mouseMove(news.list.viewport(), spot)
    tinted = picture(news).pixelColor(spot)
    news.list.leaveEvent(QEvent(QEvent.Type.Leave))
    left = picture(news).pixelColor(spot)

    assert tinted != plain
    assert left == plain


def test_a_narrower_list_breaks_its_lines_anew_and_keeps_its_place(make_list: MakeList) -> None:
    news = make_list(range(1, 100), (520, 500))
    news.scroll(3000)
    number = news.number_at(0)
    height = news.place(number + 1).height()

    news.list.resize(300, 500)
    news.repaint()

    assert abs(number - news.number_at(0)) <= 1
    assert news.place(number + 1).width() == news.list.viewport().width()
    assert news.place(number + 1).height() >= height


# With few rows there is no scroll bar whose width changes as well.
@pytest.mark.parametrize("count", [2, 100])
def test_a_larger_size_gives_larger_rows(count: int, make_list: MakeList, theme: Theme) -> None:
    news = make_list(range(1, count + 1), (372, 900))
    before = news.place(1).height()

    theme.apply(ColourMode.LIGHT, size_percent=200, has_serif=False)
    news.repaint()

    assert news.place(1).height() > before * 1.5


def test_an_article_that_left_the_store_takes_no_room_and_harms_nothing(
    make_list: MakeList, qtbot: QtBot
) -> None:
    news = make_list(range(1, 9))

    news.gone.add(3)
    news.model.reload([3])
    news.repaint()
    for _ in range(4):
        qtbot.keyClick(news.list, Qt.Key.Key_Down)

    assert news.current() == 4
    assert news.place(3).height() == 0


def test_an_empty_list_takes_keys_and_clicks(make_list: MakeList, qtbot: QtBot) -> None:
    news = make_list([])

    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        qtbot.keyClick(news.list, key)
    qtbot.mouseClick(news.list.viewport(), Qt.MouseButton.LeftButton)

    assert (news.chosen, news.opened) == ([], [])


def test_rows_stay_where_they_are_when_pictures_turn_out_to_be_missing(
    make_list: MakeList,
) -> None:
    news = make_list(())
    for number in range(1, 80):
        url = f"https://x.example/{number}.jpg"
        news.altered[number] = numbered(number)._replace(image_url=url)
    news.model.show(rows(range(1, 80)))
    news.scroll(3000)
    heights = [news.place(number).height() for number in range(1, 80)]
    first = news.number_at(0)
    bottom = news.place(first).bottom()

    news.list.delegate.is_missing = lambda _url: True
    news.list.measure_on_sight()
    news.repaint()

    assert news.number_at(0) == first
    assert news.place(first).bottom() == bottom
    news.scroll(0)
    assert [news.place(number).height() for number in range(1, 80)] != heights
    assert [news.place(n + 1).top() - news.place(n).bottom() for n in range(1, 79)] == [1] * 78


def star_of(shown: ShownList, number: int) -> QPoint:
    """Return the middle of the star of an article."""
    index = shown.model.index(shown.model.row_of(number))
    return shown.list.delegate.star_room(index, shown.place(number)).center()


def test_a_click_on_the_star_keeps_the_article_and_opens_nothing(
    make_list: MakeList, qtbot: QtBot
) -> None:
    shown = make_list(range(1, 4))
    told: list[tuple[int, bool]] = []
    shown.list.star_wanted.connect(lambda number, is_on: told.append((number, is_on)))
    shown.altered[2] = numbered(2)._replace(is_starred=True)
    shown.model.reload([2])

    for number in (1, 2):
        place = star_of(shown, number)
        qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mousePress(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=star_of(shown, 1))
    qtbot.mouseRelease(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=star_of(shown, 2))

    assert told == [(1, True), (2, False)]
    assert (shown.chosen, shown.opened) == ([], [])


def test_a_star_is_set_only_on_the_article_it_was_pressed_on(
    make_list: MakeList, qtbot: QtBot
) -> None:
    shown = make_list([2, 3, 4])
    told: list[tuple[int, bool]] = []
    shown.list.star_wanted.connect(lambda number, is_on: told.append((number, is_on)))
    viewport, left = shown.list.viewport(), Qt.MouseButton.LeftButton

    for rows_then in ([1, 2, 3, 4], [0, 1, 2, 3, 4]):
        first = rows_then[1]
        qtbot.mousePress(viewport, left, pos=star_of(shown, first))
        shown.model.merge(rows(rows_then))
        shown.repaint()
        qtbot.mouseRelease(viewport, left, pos=star_of(shown, rows_then[0]))

    assert told == []


def test_the_end_of_a_menu_chooses_no_row(make_list: MakeList) -> None:
    shown = make_list(range(1, 4))
    back = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.PopupFocusReason)
    QApplication.sendEvent(shown.list, back)

    assert shown.chosen == []


def test_the_right_button_opens_no_article(make_list: MakeList, qtbot: QtBot) -> None:
    shown = make_list(range(1, 4))
    place = shown.place(2).center()
    qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.RightButton, pos=place)

    assert (shown.chosen, shown.opened) == ([], [])


@pytest.mark.parametrize("is_by_key", [False, True])
def test_a_row_has_a_menu(
    is_by_key: bool, make_list: MakeList, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = make_list(range(1, 4))
    menus: list[list[str]] = []

    def run(menu: RowMenu, _place: QPoint) -> None:
        menus.append([action.text() for action in menu.actions() if action.text()])
        for action in menu.actions()[:3]:
            action.trigger()

    told: list[object] = []
    shown.list.star_wanted.connect(lambda *what: told.append(what))
    shown.list.marks_wanted.connect(lambda *what: told.append(what))
    monkeypatch.setattr(RowMenu, "exec", run)
    shown.list.setCurrentIndex(shown.model.index(1))
    reason = QContextMenuEvent.Reason.Keyboard if is_by_key else QContextMenuEvent.Reason.Mouse
    place = shown.place(2).center()
    event = QContextMenuEvent(reason, place, shown.list.viewport().mapToGlobal(place))
    QApplication.sendEvent(shown.list.viewport(), event)

    assert menus == [
        [
            "Bewaren", "Als gelezen markeren", "Dit en alles hierboven is gelezen",
            "Openen in je browser", "Adres kopiëren",
        ]
    ]  # fmt: skip
    assert told == [(2, True), ([2], True), ([1, 2], True)]


def test_the_menu_by_key_is_beside_its_row_wherever_the_list_stands(
    make_list: MakeList, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = make_list(range(1, 100))
    places: list[QPoint] = []
    monkeypatch.setattr(RowMenu, "exec", lambda _menu, place: places.append(place))
    shown.list.setCurrentIndex(shown.model.index(1))
    shown.scroll(5000)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(shown.list.viewport(), event)

    viewport = shown.list.viewport()
    assert [viewport.rect().contains(viewport.mapFromGlobal(place)) for place in places] == [True]
