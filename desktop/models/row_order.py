"""Where new articles go among the rows of a list, whatever its length.

A list is in the order of the store: by date, and within one moment by place and id. Rows have
only their dates; places are noted as they are told, so that one is found by halving.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Row = tuple[int, int]  # article id, published in seconds since 1970
# The same and its place among those of one moment, the least first; in no order.
Placed = Sequence[tuple[int, int, int]]


class RowOrder:
    """What is known of the places of rows, which are newest first."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}  # by id
        self._moments: set[int] = set()  # whose rows all have their places here

    def forget(self) -> None:
        """Begin anew, with other rows."""
        self._places.clear()
        self._moments.clear()

    def unplaced(self, rows: Sequence[Row], moments: Iterable[int]) -> list[int]:
        """Return at which of `moments` there are rows whose places were never told."""
        return [m for m in set(moments) - self._moments if rows_at(rows, m)]

    def take_in(
        self, rows: list[Row], ids: set[int], articles: Placed
    ) -> tuple[list[Row], list[Row], list[int]]:
        """Return what stays of `rows`, in its order now; that with `articles`; and where these are.

        `ids` are those of `rows`. Of a moment that is `unplaced`, `articles` holds every one.
        """
        moments = {id_: moment for id_, moment, _ in articles}
        self._places.update((id_, place) for id_, _, place in articles)
        self._moments.update(moments.values())
        known = {row for row in moments.items() if row[0] in ids}
        there = {row for m in {m for _, m in known} for row in known.intersection(rows_at(rows, m))}
        moved = {id_ for id_, _ in known - there}
        staying = [row for row in rows if row[0] not in moved] if moved else rows.copy()
        for moment in {moment for _, moment in there}:
            among = span(staying, moment)
            staying[among] = sorted(staying[among], key=self._key)
        return staying, *self._merged(staying, sorted(moments.items() - there, key=self._key))

    def _merged(self, rows: list[Row], new: Sequence[Row]) -> tuple[list[Row], list[int]]:
        merged: list[Row] = []
        coming, start = [], 0
        for row in new:
            place = bisect_left(rows, self._key(row), start, key=self._key)
            merged += rows[start:place]
            coming.append(len(merged))
            merged.append(row)
            start = place
        return merged + rows[start:], coming

    def _key(self, row: Row) -> tuple[int, int, int]:
        return -row[1], self._places.get(row[0], 0), row[0]


def span(rows: Sequence[Row], moment: int) -> slice:
    """Return where in `rows` those of one moment are."""
    first = bisect_left(rows, -moment, key=_age)
    return slice(first, bisect_right(rows, -moment, first, key=_age))


def rows_at(rows: Sequence[Row], moment: int) -> Sequence[Row]:
    """Return those of `rows` that have one moment."""
    return rows[span(rows, moment)]


def _age(row: Row) -> int:
    return -row[1]
