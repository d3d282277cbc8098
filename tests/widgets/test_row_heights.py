"""Sums of blocks of rows are those of the rows."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.row_heights import RowHeights

ESTIMATE = 100

steps = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 2000), st.integers(1, 700)),
        st.tuples(st.just("remove"), st.integers(0, 2000), st.integers(1, 700)),
        st.tuples(st.just("set"), st.integers(0, 2000), st.integers(0, 300)),
        st.tuples(st.just("forget"), st.integers(0, 2000), st.just(0)),
    ),
    max_size=12,
)


class Rows(RowHeights):
    """Heights of rows of which a test says how high they are."""

    def __init__(self) -> None:
        super().__init__(lambda row: self.true.get(row, ESTIMATE))
        self.true: dict[int, int] = {}

    def set(self, row: int, height: int) -> int:
        self.true[row] = height
        self.forget(row)
        return self.measure(row)


def apply(step: tuple[str, int, int], rows: Rows, plain: list[tuple[int, bool]]) -> None:
    """Do one step with both, on a row that there is."""
    what, place, value = step
    if what == "insert":
        row = place % (len(plain) + 1)
        rows.insert(row, value)
        plain[row:row] = [(ESTIMATE, False)] * value
        return
    if not plain:
        return
    row = place % len(plain)
    if what == "remove":
        last = min(len(plain) - 1, row + value - 1)
        rows.remove(row, last)
        del plain[row : last + 1]
    elif what == "set":
        assert rows.set(row, value) == value - plain[row][0]
        plain[row] = (value, True)
    else:
        rows.forget(row)
        plain[row] = (plain[row][0], False)


@given(count=st.integers(0, 1200), steps=steps, y=st.integers(-50, 300_000))
def test_rows_lie_where_a_plain_list_has_them(
    count: int, steps: list[tuple[str, int, int]], y: int
) -> None:
    rows, plain = Rows(), [(ESTIMATE, False)] * count
    rows.reset(count, estimate=ESTIMATE)

    for step in steps:
        apply(step, rows, plain)

    heights = [height for height, _ in plain]
    tops = [sum(heights[:row]) for row in range(0, len(plain), 97)]
    assert len(rows) == len(plain)
    assert rows.total() == sum(heights)
    assert [rows.top(row) for row in range(0, len(plain), 97)] == tops
    assert [rows.is_measured(row) for row in range(len(plain))] == [known for _, known in plain]
    assert rows.row_at(y) == row_at(heights, y)
    assert list(rows.rows_between(y, y + 250)) == rows_between(heights, y, y + 250)


def row_at(heights: list[int], y: int) -> int:
    top = 0
    for row, height in enumerate(heights):
        if top <= y < top + height:
            return row
        top += height
    return -1


def rows_between(heights: list[int], top: int, bottom: int) -> list[int]:
    """Return the rows that reach into a stretch, and rows of no height within it."""
    first, last = row_at(heights, max(0, top)), row_at(heights, bottom - 1)
    if first < 0 or bottom <= 0:
        return []
    return list(range(first, (last if last >= 0 else len(heights) - 1) + 1))


def test_there_is_no_row_above_the_first_and_below_the_last() -> None:
    rows = Rows()
    rows.reset(3, estimate=10)

    assert [rows.row_at(y) for y in (-1, 0, 9, 10, 29, 30)] == [-1, 0, 0, 1, 2, -1]


def test_a_row_that_is_forgotten_keeps_its_height_until_it_is_measured() -> None:
    rows = Rows()
    rows.reset(3, estimate=10)
    rows.set(1, 25)

    rows.forget(1)

    assert (rows.height(1), rows.is_measured(1), rows.total()) == (25, False, 45)


def test_only_what_comes_before_a_row_already_seen_moves_it() -> None:
    rows = Rows()
    rows.reset(10, estimate=100)
    rows.true = dict.fromkeys(range(10), 130)
    rows.set(4, 80)

    moved = rows.measure_between(150, 620)
    again = rows.measure_between(150, 620)
    below = rows.measure_between(rows.top(8), rows.total())

    assert moved == 3 * 30  # the rows 1 to 3
    assert again == 0
    assert below == 0  # nothing there was seen before
    assert [rows.is_measured(row) for row in range(10)] == [
        False,
        *[True] * 5,
        False,
        False,
        True,
        True,
    ]
