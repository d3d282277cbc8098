"""Draws a row of the article list; what goes where is `row_layout`'s matter."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from desktop.core.dateline import display_places
from desktop.core.model import Article
from desktop.models.article_list import ArticleListModel, Index, Role
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.row_layout import (
    ELLIPSIS,
    THUMBNAIL_HEIGHT,
    THUMBNAIL_WIDTH,
    RowFonts,
    RowLayout,
    lay_out,
)

if TYPE_CHECKING:
    # Brings QStyle, whose 700 constants take 9 ms of the start.
    from PySide6.QtWidgets import QStyleOptionViewItem

ThumbnailOf = Callable[[Article, int, int, float, int], QPixmap | None]
BAR = 4
THUMBNAIL_RADIUS = 4
STAR_REACH = 8  # beyond the drawing, for who does not aim well
LAYOUTS_KEPT = 600


class RowState(NamedTuple):
    """How a row stands in the list."""

    is_selected: bool = False
    is_hovered: bool = False
    has_focus: bool = False


class RowDelegate(QStyledItemDelegate):
    """Paints articles as rows: dot, title, summary, age and place, picture."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        # Gives the picture of an article, None while there is none yet; asked with the article,
        # width, height, device pixels per pixel, and radius of the corners.
        self.thumbnail_of: ThumbnailOf = lambda *_: None
        # Tells whether there is no picture at an address: the row has no room for it.
        self.is_missing: Callable[[str], bool] = lambda _url: False
        self._update_fonts()
        theme.changed.connect(self._update_fonts)

    def _update_fonts(self) -> None:
        self._fonts = RowFonts.of(self._theme)
        row_layout = partial(lay_out, fonts=self._fonts, theme=self._theme)
        self._lay_out = lru_cache(LAYOUTS_KEPT)(row_layout)

    def height(self, index: Index, width: int) -> int:
        """Return the height of a row in a list `width` pixels wide."""
        layout = self._layout(index, width)
        return layout.height if layout else 0

    @safe_override(QSize())
    def sizeHint(self, option: "QStyleOptionViewItem", index: Index) -> QSize:
        """Return the room that a row needs."""
        width = option.rect.width()
        return QSize(width, self.height(index, width))

    def paint_row(self, painter: QPainter, room: QRect, index: Index, state: RowState) -> None:
        """Draw the row in `room`."""
        article, layout = article_of(index), self._layout(index, room.width())
        if article is None or layout is None:
            return
        # Before anything is drawn: reading the store may fail. What is missing is asked for too,
        # as it may be had by now.
        place = layout.thumbnail
        picture = self._thumbnail(article, painter) if article.image_url else None
        painter.save()
        painter.translate(room.topLeft())
        self._paint_ground(painter, room.width(), state, layout)
        self._paint_day(painter, index, layout)
        ages = (index.data(Role.AGE), index.data(Role.BRIEF_AGE))
        self._paint_text(painter, article, ages, layout)
        if place.width():
            self._paint_thumbnail(painter, place, picture)
        if article.is_starred or state.is_hovered or state.has_focus:
            name = "star-filled" if article.is_starred else "star"
            QIcon.fromTheme(name).paint(painter, layout.star)
        painter.restore()

    def star_room(self, index: Index, room: QRect) -> QRect:
        """Return where a click sets the star of the row in `room`, or takes it off."""
        layout = self._layout(index, room.width())
        if layout is None:
            return QRect()
        beyond = self._theme.px(STAR_REACH)
        return layout.star.translated(room.topLeft()).adjusted(-beyond, -beyond, beyond, beyond)

    @safe_override(False)
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: "QStyleOptionViewItem",
        index: Index,
    ) -> bool:
        """Tell the exact moment only where the age stands, and a title where it is cut."""
        layout = self._layout(index, option.rect.width()) if index.isValid() else None
        if event.type() == QEvent.Type.ToolTip and layout is not None:
            is_cut = layout.title_lines[-1:] and layout.title_lines[-1].endswith(ELLIPSIS)
            places = [layout.meta, *([layout.title] if is_cut else [])]
            at = event.pos() - option.rect.topLeft()
            if not any(place.contains(at) for place in places):
                return False
        return super().helpEvent(event, view, option, index)

    def _layout(self, index: Index, width: int) -> RowLayout | None:
        article = article_of(index)
        if article is None:
            return None
        return self._lay_out(
            article,
            width=width,
            has_day=bool(index.data(Role.DAY)),
            is_missing=self.is_missing(article.image_url or ""),
        )

    def _paint_ground(
        self, painter: QPainter, width: int, state: RowState, layout: RowLayout
    ) -> None:
        theme = self._theme
        top = layout.day.height()
        row = QRect(0, top, width, layout.height - top)
        if state.is_selected:
            fill(painter, row, theme.colour("selected"))
            fill(painter, QRect(0, top, theme.px(BAR), row.height()), theme.colour("accent"))
        elif state.is_hovered:
            fill(painter, row, theme.colour("field"))
        fill(painter, QRect(0, layout.height - 1, width, 1), theme.colour("line"))
        if state.has_focus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(row.adjusted(1, 1, -1, -2))

    def _paint_day(self, painter: QPainter, index: Index, layout: RowLayout) -> None:
        if layout.day.height():
            painter.setFont(self._fonts.day)
            painter.setPen(self._theme.colour("secondary"))
            painter.drawText(layout.day, Qt.AlignmentFlag.AlignVCenter, index.data(Role.DAY))

    def _paint_text(
        self, painter: QPainter, article: Article, ages: tuple[str, str], layout: RowLayout
    ) -> None:
        fonts, theme = self._fonts, self._theme
        font = fonts.title if article.is_read else fonts.title_unread
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        draw_lines(painter, layout.title, layout.title_lines)
        painter.setFont(fonts.small)
        painter.setPen(theme.colour("secondary"))
        draw_lines(painter, layout.summary, layout.summary_lines)
        meta = meta_line(article, ages, fonts.small_metrics, layout.meta.width())
        draw_lines(painter, layout.meta, (meta,))
        if layout.dot.width():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(layout.dot)

    def _thumbnail(self, article: Article, painter: QPainter) -> QPixmap | None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        sides = (THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT, THUMBNAIL_RADIUS)
        width, height, radius = map(self._theme.px, sides)
        return self.thumbnail_of(article, width, height, ratio, radius)

    def _paint_thumbnail(self, painter: QPainter, place: QRect, picture: QPixmap | None) -> None:
        if picture is not None:
            painter.drawPixmap(place, picture)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("picture"))
        radius = self._theme.px(THUMBNAIL_RADIUS)
        painter.drawRoundedRect(place, radius, radius)


def article_of(index: Index) -> Article | None:
    """Return the article of a row, None if it left the store.

    Not through `data`, which says None as well where the store cannot be read: a row that is
    gone has no height, one that cannot be read now keeps its own.
    """
    return cast(ArticleListModel, index.model()).article_at(index.row())


def fill(painter: QPainter, place: QRect, colour: QColor) -> None:
    """Fill `place` with one colour.

    `QPainter.fillRect` does the same, but also takes the 180 gradients that Qt has names for,
    and learning these takes 4 ms of the start.
    """
    painter.setBackground(colour)
    painter.eraseRect(place)


def draw_lines(painter: QPainter, room: QRect, lines: tuple[str, ...]) -> None:
    """Draw lines of text below each other, from the top of `room`."""
    metrics = painter.fontMetrics()
    y = room.y() + metrics.ascent()
    for line in lines:
        painter.drawText(room.x(), y, line)
        y += metrics.lineSpacing()


def meta_line(article: Article, ages: tuple[str, str], metrics: QFontMetrics, width: int) -> str:
    """Return age, in full or in brief (`ages`), and place as far as they fit into `width`."""
    where = places_and_agencies(article)
    shorter = (where[0], display_places(article.places[:1]), "")
    choices = [(ages[0], *where), *((age, place) for place in shorter for age in ages)]
    lines = [" · ".join(filter(None, choice)) for choice in choices]
    fitting = (line for line in lines if metrics.horizontalAdvance(line) <= width)
    elide = Qt.TextElideMode.ElideRight
    return next(fitting, None) or metrics.elidedText(lines[-1], elide, width)


def places_and_agencies(article: Article) -> tuple[str, ...]:
    """Return ("Oslo", "ANP/DPA"), as far as it is known, or the source's name."""
    known = (display_places(article.places), "/".join(article.agencies))
    return tuple(filter(None, known)) or (article.source_name,)
