"""A list of rows of different height, any number of them, that keep still.

QListView lays out every row before it shows the first. This view measures the rows it
shows, estimates the others (`row_heights`), and keeps the row under the reader's eyes
where it is when rows come, go or change their height above it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollBar, QWidget

from desktop.models.article_list import Index
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.row_heights import CursorAction, RowHeights, row_after

ScrollHint = QAbstractItemView.ScrollHint
ESTIMATE = 116
STEP = 40


class RowList(QListView):
    """Places the rows of a model; who inherits from it paints them."""

    def __init__(self, height_of: Callable[[int], int], theme: Theme) -> None:
        """Begin without a model; `height_of` gives the height of a row at the present width."""
        super().__init__()
        self._theme = theme
        self._heights = RowHeights(height_of)
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        self._is_losing_rows = False
        # Parts made here: for a widget that Qt has made PySide looks through all the classes
        # there are to find out what it is, 20 ms before the first paint.
        self.setViewport(QWidget(self))
        self.setVerticalScrollBar(QScrollBar(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def rows_in_view(self) -> range:
        """Return which rows are at least partly on the screen."""
        top = self.verticalOffset()
        height = self.viewport().height() if self.isVisible() else 0
        return self._heights.rows_between(top, top + height)

    # The rows come, go and change

    @safe_override(None)
    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show the rows of `model`."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._begin_anew)
            model.layoutAboutToBeChanged.connect(self._remember)
            model.layoutChanged.connect(self._on_rearranged)
            model.rowsAboutToBeInserted.connect(self._remember)
            model.rowsInserted.connect(self._on_inserted)
            model.rowsAboutToBeRemoved.connect(self._remember)
            model.rowsRemoved.connect(self._on_removed)
            self._begin_anew()

    @safe_override(None)
    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Repaint, and measure again what may have another height."""
        if not roles or int(Qt.ItemDataRole.DisplayRole) in roles:
            self._remember()
            for row in range(first.row(), last.row() + 1):
                self._heights.forget(row)
            self._settle()
        self.viewport().update()
        if first.row() <= self.currentIndex().row() <= last.row():
            self._tell_readers(self.currentIndex(), "NameChanged")

    @safe_override(None)
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Have a screen reader say the row.

        QListView would name none: it looks in its own layout, which this view does without.
        """
        QAbstractItemView.currentChanged(self, current, previous)
        self._tell_readers(current, "Focus")

    @safe_override(None)
    def selectionChanged(self, chosen: QItemSelection, given_up: QItemSelection) -> None:
        """Have a screen reader know the row, for the same reason."""
        QAbstractItemView.selectionChanged(self, chosen, given_up)
        for index in chosen.indexes():
            self._tell_readers(index, "Selection")

    def _tell_readers(self, index: Index, kind: str) -> None:
        if not index.isValid() or not self.isVisible():
            return
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # 2 ms of a start

        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event[kind])
            event.setChild(index.row())
            QAccessible.updateAccessibility(event)

    def _begin_anew(self) -> None:
        self._anchor = None
        self._on_rearranged()
        self.verticalScrollBar().setValue(0)

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._heights.insert(first, last - first + 1)
        self._heights.forget(last + 1)  # its day heading may have moved up
        self._settle()

    @safe_override(None)
    def rowsAboutToBeRemoved(self, _parent: Index, _first: int, _last: int) -> None:
        """Choose no other row in place of one that goes: nobody asked for its article."""
        self._is_losing_rows = True

    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._is_losing_rows = False
        self._heights.remove(first, last)
        self._heights.forget(first)
        self._settle()

    def _on_rearranged(self) -> None:
        self._heights.reset(self.model().rowCount(), estimate=self._theme.px(ESTIMATE))
        self._settle()

    def measure_again(self) -> None:
        """Forget every height: rows are laid out otherwise now."""
        self._remember()
        self._on_rearranged()

    def measure_on_sight(self) -> None:
        """Measure rows again when they are next painted; until then they keep their heights."""
        self._remember()
        self._heights.forget_all()
        self._settle()

    # Keeping still

    def _remember(self) -> None:
        """Note which row is at the top of the view, unless the list stands at its top."""
        offset = self.verticalOffset()
        row = self._heights.row_at(offset)
        if self._anchor is None and row >= 0 and offset > 0:
            index = QPersistentModelIndex(self.model().index(row, 0))
            self._anchor = (index, offset - self._heights.bottom(row))

    def _settle(self) -> None:
        """Put the noted row back where it was."""
        anchor, self._anchor = self._anchor, None
        self._update_range()
        if anchor is not None and anchor[0].isValid():
            row = anchor[0].row()
            self._heights.measure(row)
            # Its end: what follows keeps still when its day heading goes.
            self.verticalScrollBar().setValue(self._heights.bottom(row) + anchor[1])
        self.viewport().update()

    def _measure_visible(self) -> None:
        """Give the rows in view their true heights without moving those already seen."""
        offset = self.verticalOffset()
        shift = self._heights.measure_between(offset, offset + self.viewport().height())
        self._update_range()
        if shift and offset > 0:
            self.verticalScrollBar().setValue(offset + shift)

    def _update_range(self) -> None:
        bar = self.verticalScrollBar()
        page = self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(self._theme.px(STEP))
        bar.setRange(0, max(0, self._heights.total() - page))

    # What QListView would do with rows of its own making

    @safe_override(None)
    def doItemsLayout(self) -> None:
        """Leave out QListView's own layout of every row."""
        self._update_range()

    @safe_override(None)
    def updateGeometries(self) -> None:
        self._update_range()

    @safe_override(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew when lines break elsewhere."""
        QAbstractItemView.resizeEvent(self, event)
        if event.size().width() != event.oldSize().width():
            self.measure_again()

    @safe_override(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the current row: before this the view had no height to scroll in."""
        super().showEvent(event)
        if not event.spontaneous():
            self.scrollTo(self.currentIndex())

    @safe_override(0)
    def horizontalOffset(self) -> int:
        """Return 0: rows are as wide as the view."""
        return 0

    @safe_override(0)
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @safe_override(None)
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Repaint at the new place."""
        self.viewport().scroll(dx, dy)

    @safe_override(QRect())
    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._heights):
            return QRect()
        row = index.row()
        self._heights.measure(row)
        top = self._heights.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._heights.height(row))

    @safe_override(QModelIndex())
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._heights.row_at(point.y() + self.verticalOffset())
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    @safe_override(None)
    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """Bring a row into view with as little movement as will do."""
        if not index.isValid() or index.row() >= len(self._heights) or not self.isVisible():
            return
        place = self.visualRect(index)
        self._update_range()
        bar = self.verticalScrollBar()
        overhang = place.bottom() + 1 - self.viewport().height()
        if hint == ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + (place.top() + overhang) // 2)
        elif place.top() < 0:
            bar.setValue(bar.value() + place.top())
        elif overhang > 0:
            bar.setValue(bar.value() + min(overhang, place.top()))

    @safe_override(None)
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row under a click."""
        index = self.indexAt(rect.center())
        selection = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(selection, command)

    @safe_override(QModelIndex())
    def moveCursor(self, action: CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the row that an arrow, Page, Home or End key leads to."""
        count = len(self._heights)
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0 and action != CursorAction.MoveEnd:
            return self.model().index(0, 0)
        target = row_after(action, max(0, row), self._heights, self.viewport().height())
        return self.model().index(max(0, min(count - 1, target)), 0)
