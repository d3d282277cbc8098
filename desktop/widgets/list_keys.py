"""Which row of the news list a key leads to."""

from PySide6.QtWidgets import QAbstractItemView

from desktop.widgets.row_heights import RowHeights


def row_after(
    action: QAbstractItemView.CursorAction, row: int, heights: RowHeights, page: int
) -> int:
    """Return the row that an arrow, Page, Home or End leads to from `row`.

    It may lie just beyond either end. `page` is the height of the view in pixels.
    """
    cursor = QAbstractItemView.CursorAction
    top = heights.top(row)
    match action:
        case cursor.MoveUp | cursor.MovePrevious | cursor.MoveLeft:
            return row - 1
        case cursor.MoveDown | cursor.MoveNext | cursor.MoveRight:
            return row + 1
        case cursor.MovePageUp:
            return max(0, heights.row_at(max(0, top - page)))
        case cursor.MovePageDown:
            below = heights.row_at(top + page)
            return below if below >= 0 else len(heights) - 1
        case cursor.MoveHome:
            return 0
    return len(heights) - 1
