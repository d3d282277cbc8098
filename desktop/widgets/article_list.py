"""The articles as rows: which one is current, which one is opened, how they are painted."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.models.article_list import Index
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.row_delegate import RowDelegate, RowState, article_of, fill
from desktop.widgets.row_list import RowList

NOT_BY_KEY = (Qt.FocusReason.OtherFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class ArticleListView(RowList):
    """Shows articles; one is current."""

    chosen = Signal(QModelIndex)  # the current row became another one, by key or mouse
    opened = Signal(QModelIndex)  # Enter or a click: the user wants to read it now

    def __init__(self, theme: Theme) -> None:
        super().__init__(self._height_of, theme)
        self.delegate = RowDelegate(theme, self)
        self._hovered_row = -1
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
