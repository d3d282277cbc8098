"""The articles as rows: which one is current, which one is opened, how they are painted."""

from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.models.article_list import ArticleListModel, Index
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.row_delegate import RowDelegate, RowState, article_of, fill
from desktop.widgets.row_list import RowList

NOT_BY_KEY = (
    Qt.FocusReason.OtherFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,  # the menu of a row was closed
)


class ArticleListView(RowList):
    """Shows articles; one is current."""

    star_wanted = Signal(object, bool)  # an article's id, and whether it is to be kept
    marks_wanted = Signal(object, bool)  # ids, and whether they are to be marked as read
    link_chosen = Signal(str)  # an address to open in the browser
    chosen = Signal(QModelIndex)  # the current row became another one, by key or mouse
    opened = Signal(QModelIndex)  # Enter or a click: the user wants to read it now

    def __init__(self, theme: Theme) -> None:
        super().__init__(self._height_of, theme)
        self.delegate = RowDelegate(theme, self)
        self._hovered_row = -1
        self._pressed_star = QPersistentModelIndex()  # rows may come above it before the release
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.clicked.connect(self.opened)
        theme.changed.connect(self.measure_again)  # after the delegate has taken it over

    def shows_image(self, url: str) -> bool:
        """Return whether a row on the screen has the picture at `url`."""
        articles = (article_of(self.model().index(row, 0)) for row in self.rows_in_view())
        return any(article is not None and article.image_url == url for article in articles)

    def _height_of(self, row: int) -> int:
        return self.delegate.height(self.model().index(row, 0), self.viewport().width())

    @safe_override(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that the event touches."""
        self._measure_visible()
        # Ended by the block also when reading the store fails: Qt does not survive a painter
        # that outlives the event.
        with QPainter(self.viewport()) as painter:
            fill(painter, event.rect(), self._theme.colour("sidebar"))
            self._paint_rows(painter, event.rect())

    def _paint_rows(self, painter: QPainter, place: QRect) -> None:
        offset = self.verticalOffset()
        for row in self._heights.rows_between(place.top() + offset, place.bottom() + 1 + offset):
            index = self.model().index(row, 0)
            state = RowState(
                is_selected=self.selectionModel().isSelected(index),
                is_hovered=row == self._hovered_row,
                has_focus=self.hasFocus() and index == self.currentIndex(),
            )
            self.delegate.paint_row(painter, self.visualRect(index), index, state)

    @safe_override(None)
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell that another row is current."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and not self._is_losing_rows:
            self.chosen.emit(self.model().index(current.row(), 0))

    @safe_override(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter; leave the rest to the view."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            event.accept()
        else:
            super().keyPressEvent(event)

    @safe_override(None)
    def keyboardSearch(self, _text: str) -> None:
        """Leave letters alone: to find a title Qt would read every article there is."""

    @safe_override(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row only for who came by key: QListView does so for everybody."""
        if event.reason() in NOT_BY_KEY:
            QAbstractScrollArea.focusInEvent(self, event)
            self.viewport().update()
        else:
            super().focusInEvent(event)

    @safe_override(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row with the left button, but not where its star is."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        star = self._star_at(event) if is_left else QModelIndex()
        self._pressed_star = QPersistentModelIndex(star)
        if is_left and not self._pressed_star.isValid():
            super().mousePressEvent(event)

    @safe_override(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Set the star that was pressed, or take it off."""
        pressed, self._pressed_star = self._pressed_star, QPersistentModelIndex()
        if not pressed.isValid():
            super().mouseReleaseEvent(event)
        elif pressed == self._star_at(event) and (article := article_of(pressed)) is not None:
            self.star_wanted.emit(article.id, not article.is_starred)

    @safe_override(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second click on a star for another click."""
        self.mousePressEvent(event)

    @safe_override(None)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the article under the pointer, or with the current one."""
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_by_key else self.indexAt(event.pos())
        article = article_of(index) if index.isValid() else None
        if article is None:
            return
        if is_by_key:
            self.scrollTo(index)  # the menu is to be beside its row
        from desktop.widgets.row_menu import RowMenu  # asked for long after the start

        menu = RowMenu(article, self._model().ids_to(index.row()), self)
        menu.star_wanted.connect(self.star_wanted)
        menu.marks_wanted.connect(self.marks_wanted)
        menu.link_chosen.connect(self.link_chosen)
        corner = self.visualRect(index).center()
        menu.exec(self.viewport().mapToGlobal(corner) if is_by_key else event.globalPos())
        menu.deleteLater()

    def _model(self) -> ArticleListModel:
        return cast(ArticleListModel, self.model())

    def _star_at(self, event: QMouseEvent) -> QModelIndex:
        """Return the row whose star is under the pointer."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        is_star = index.isValid() and self.delegate.star_room(
            index, self.visualRect(index)
        ).contains(point)
        return index if is_star else QModelIndex()

    @safe_override(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the pointer."""
        self._hover(self.indexAt(event.position().toPoint()).row())

    @safe_override(None)
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered_row:
            self._hovered_row = row
            self.viewport().update()
