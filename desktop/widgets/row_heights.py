"""Where each row of a long list lies when most rows were never measured.

A row counts with an estimate until it is measured. Sums are kept per block of rows, so
that the place of any of 100,000 rows is found in some microseconds.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from PySide6.QtWidgets import QAbstractItemView

BLOCK = 256
CursorAction = QAbstractItemView.CursorAction


class RowHeights:
    """Heights of rows in pixels, and the sums that follow from them."""

    def __init__(self, height_of: Callable[[int], int]) -> None:
        """Begin without rows; `height_of` gives the true height of one."""
        self._estimate = 1
        self._height_of = height_of
        self._heights = array("i")
        self._is_measured = bytearray()
        self._sums: list[int] = []

    def reset(self, count: int, *, estimate: int) -> None:
        """Begin anew with `count` rows; each counts `estimate` until it is measured."""
        self._estimate = estimate
        self._heights = array("i", [estimate]) * count
        self._is_measured = bytearray(count)
        whole, rest = divmod(count, BLOCK)
        self._sums = [estimate * BLOCK] * whole + [estimate * rest] * bool(rest)

    def insert(self, first: int, count: int) -> None:
        """Make room for `count` rows before row `first`."""
        self._heights[first:first] = array("i", [self._estimate]) * count
        self._is_measured[first:first] = bytes(count)
        self._add_up()

    def remove(self, first: int, last: int) -> None:
        """Forget the rows `first` to `last`."""
        del self._heights[first : last + 1]
        del self._is_measured[first : last + 1]
        self._add_up()

    def measure(self, row: int) -> int:
        """Have `row` count with its true height; return by how much it changed."""
        if self._is_measured[row]:
            return 0
        change = self._height_of(row) - self._heights[row]
        self._heights[row] += change
        self._is_measured[row] = 1
        self._sums[row // BLOCK] += change
        return change

    def measure_between(self, top: int, bottom: int) -> int:
        """Measure the rows from `top` to `bottom`; return how far those seen before moved down."""
        row = max(0, self.row_at(top))
        y, shift, is_known = self.top(row), 0, False
        while row < len(self._heights) and y < bottom:
            is_known = is_known or self.is_measured(row)
            change = self.measure(row)
            if not is_known:
                shift += change
            y += self.height(row)
            row += 1
        return shift if is_known else 0

    def forget(self, row: int) -> None:
        """Have `row`, if there is one, measured again; until then it keeps its height."""
        if row < len(self._heights):
            self._is_measured[row] = 0

    def forget_all(self) -> None:
        """Have every row measured again; until then they keep their heights."""
        self._is_measured = bytearray(len(self._heights))

    def is_measured(self, row: int) -> bool:
        """Return whether the height of `row` is more than an estimate."""
        return bool(self._is_measured[row])

    def height(self, row: int) -> int:
        """Return the height of `row`."""
        return self._heights[row]

    def total(self) -> int:
        """Return the height of all rows."""
        return sum(self._sums)

    def top(self, row: int) -> int:
        """Return where `row` begins."""
        block = row // BLOCK
        return sum(self._sums[:block]) + sum(self._heights[block * BLOCK : row])

    def bottom(self, row: int) -> int:
        """Return where `row` ends."""
        return self.top(row) + self.height(row)

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows of which something lies from `top` to `bottom`."""
        first, last = self.row_at(max(0, top)), self.row_at(bottom - 1)
        if first < 0 or bottom <= 0:
            return range(0)
        return range(first, last + 1 if last >= 0 else len(self._heights))

    def row_at(self, y: int) -> int:
        """Return the row at `y`, -1 above the first and below the last."""
        block = bisect_right(list(accumulate(self._sums)), y)
        if y < 0 or block == len(self._sums):
            return -1
        first, top = block * BLOCK, sum(self._sums[:block])
        tops = accumulate(self._heights[first : first + BLOCK], initial=top)
        return first + bisect_right(list(tops), y) - 1

    def __len__(self) -> int:
        return len(self._heights)

    def _add_up(self) -> None:
        heights = self._heights
        self._sums = [sum(heights[i : i + BLOCK]) for i in range(0, len(heights), BLOCK)]


def row_after(action: CursorAction, row: int, heights: RowHeights, page: int) -> int:
    """Return the row, perhaps just beyond an end, that a key leads to; `page` is in px."""
    top = heights.top(row)
    match action:
        case CursorAction.MoveUp | CursorAction.MovePrevious | CursorAction.MoveLeft:
            return row - 1
        case CursorAction.MoveDown | CursorAction.MoveNext | CursorAction.MoveRight:
            return row + 1
        case CursorAction.MovePageUp:
            return max(0, heights.row_at(max(0, top - page)))
        case CursorAction.MovePageDown:
            below = heights.row_at(top + page)
            return below if below >= 0 else len(heights) - 1
        case CursorAction.MoveHome:
            return 0
    return len(heights) - 1
