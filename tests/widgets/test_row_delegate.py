"""A row is drawn in every state without a complaint from Qt."""

from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from desktop.core.model import Article
from desktop.models.article_list import ArticleListModel
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
from desktop.widgets.row_delegate import RowDelegate, RowState, meta_line
from desktop.widgets.row_layout import RowFonts
from tests.builders import Clock, article, listing
from tests.widgets.shown_list import ShownList

STATES = [RowState(*flags) for flags in product([False, True], repeat=3)]
PICTURE = "https://x.example/1.jpg"


class Canvas:
    """One article, to be drawn as a row."""

    def __init__(self, theme: Theme, shown: Article) -> None:
        self.model = ArticleListModel(lambda _: [shown], Clock())
        self.model.show(listing([shown]))
        self.delegate = RowDelegate(theme)

    def draw(self, state: RowState = STATES[0], width: int = 372) -> QImage:
        index = self.model.index(0)
        height = self.delegate.height(index, width)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        painter = QPainter(image)
        self.delegate.paint_row(painter, QRect(0, 0, width, height), index, state)
        painter.end()
        return image


@pytest.mark.parametrize("mode", ColourMode)
@pytest.mark.parametrize("is_read", [True, False])
def test_every_state_of_a_row_looks_different(
    mode: ColourMode, is_read: bool, theme: Theme
) -> None:
    theme.apply(mode, size_percent=125, has_serif=False)
    canvas = Canvas(theme, article(is_read=is_read, is_starred=True, image_url=PICTURE))

    drawn = [canvas.draw(state) for state in STATES]

    # A row that is selected is not tinted by the pointer as well.
    different = [i for i, one in enumerate(drawn) if one not in drawn[:i]]
    assert len(different) == 6


def test_a_picture_that_is_missing_gives_its_room_to_the_text_and_is_asked_for(
    theme: Theme,
) -> None:
    words = "De rederij laat weten dat de boot dinsdag weer volgens het rooster vertrekt. " * 2
    canvas = Canvas(theme, article(title=words, summary=words, image_url=PICTURE))
    asked: list[str | None] = []
    canvas.delegate.thumbnail_of = lambda shown, *_room: asked.append(shown.image_url)
    ground = theme.colour("picture")

    drawn = canvas.draw()
    canvas.delegate.is_missing = {PICTURE}.__contains__
    without = canvas.draw()

    place = QPoint(drawn.width() - 50, 60)
    assert drawn.pixelColor(place) == ground
    assert without == Canvas(theme, article(title=words, summary=words)).draw()
    assert asked == [PICTURE, PICTURE]


def test_a_read_row_looks_different_from_an_unread_one(theme: Theme) -> None:
    assert Canvas(theme, article(is_read=True)).draw() != Canvas(theme, article()).draw()


def test_a_kept_article_has_its_star(theme: Theme) -> None:
    assert Canvas(theme, article(is_starred=True)).draw() != Canvas(theme, article()).draw()


def test_the_picture_of_a_row_is_asked_for_and_drawn(theme: Theme) -> None:
    canvas = Canvas(theme, article(image_url=PICTURE))
    asked: list[tuple[object, ...]] = []
    red = QPixmap(72, 54)
    red.fill(0xFF0000)

    def thumbnail(shown: Article, *frame: float) -> QPixmap:
        asked.append((shown.image_url, *frame))
        return red

    before = canvas.draw()
    canvas.delegate.thumbnail_of = thumbnail
    after = canvas.draw()

    assert asked == [(PICTURE, 72, 54, 1.0, 4)]
    assert after != before
    assert after.pixelColor(372 - 16 - 36, 28 + 14 + 27).name() == "#ff0000"


@pytest.mark.parametrize("width", [1, 40, 100, 2000])
def test_a_row_of_any_width_is_drawn(width: int, theme: Theme) -> None:
    assert not Canvas(theme, article(image_url=PICTURE)).draw(width=width).isNull()


def test_an_article_that_left_the_store_is_not_drawn(theme: Theme) -> None:
    model = ArticleListModel(lambda _: [], Clock())
    model.show([(1, 1)])
    delegate = RowDelegate(theme)

    assert delegate.height(model.index(0), 300) == 0
    assert delegate.sizeHint(QStyleOptionViewItem(), model.index(0)).height() == 0


def test_another_size_is_taken_over(theme: Theme) -> None:
    canvas = Canvas(theme, article())
    before = canvas.draw().height()

    theme.apply(ColourMode.LIGHT, size_percent=200, has_serif=False)

    assert canvas.draw(width=744).height() == pytest.approx(2 * before, rel=0.1)


def tooltip_at(news: ShownList, spot: QPoint) -> str:
    """Return what is said when the pointer rests at `spot` in the view."""
    view = news.list
    index = view.indexAt(spot)
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(index)
    event = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
    view.delegate.helpEvent(event, view, option, index)
    return QToolTip.text()


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_exact_moment_is_told_only_where_the_age_stands(qtbot: QtBot, theme: Theme) -> None:
    news = ShownList(qtbot, theme, [1, 2], (372, 600))
    place = news.place(1)

    on_title = tooltip_at(news, QPoint(60, place.top() + 50))
    on_age = tooltip_at(news, QPoint(60, place.bottom() - 20))

    QToolTip.hideText()
    assert "2026 om" in on_age
    assert on_title == ""


@pytest.mark.parametrize(
    ("places", "agencies", "words"),
    [
        (("DEN HAAG",), ("ANP", "DPA"), "3 uur geleden · Den Haag · ANP/DPA"),
        ((), ("ANP",), "3 uur geleden · ANP"),
        (("OSLO",), (), "3 uur geleden · Oslo"),
        ((), (), "3 uur geleden · Wereldbericht"),
    ],
)
def test_a_row_says_when_and_where_the_news_is_from(
    places: tuple[str, ...], agencies: tuple[str, ...], words: str, theme: Theme
) -> None:
    metrics = RowFonts.of(theme).small_metrics
    shown = article(places=places, agencies=agencies)

    assert meta_line(shown, ("3 uur geleden", "3 uur"), metrics, 400) == words


def test_what_does_not_fit_beside_the_age_is_left_out_and_not_cut(theme: Theme) -> None:
    metrics = RowFonts.of(theme).small_metrics
    shown = article(places=("SINT-PETERSBURG", "PARIJS"), agencies=("ANP",), is_starred=True)

    widest = metrics.horizontalAdvance("38 minuten geleden · Sint-Petersburg/Parijs · ANP")
    lines = [
        meta_line(shown, ("38 minuten geleden", "38 min"), metrics, width)
        for width in range(widest, 0, -1)
    ]

    assert list(dict.fromkeys(lines))[:6] == [
        "38 minuten geleden · Sint-Petersburg/Parijs · ANP",
        "38 minuten geleden · Sint-Petersburg/Parijs",
        "38 min · Sint-Petersburg/Parijs",
        "38 min · Sint-Petersburg",
        "38 minuten geleden",
        "38 min",
    ]
