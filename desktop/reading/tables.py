"""Tells tables that hold data from tables that hold the page together."""

from collections.abc import Callable
from itertools import islice

from lxml import etree

from desktop.core.blocks import Cell, Runs
from desktop.core.images import pixels
from desktop.reading.limits import CELL_CHARACTERS, TABLE_CELLS, TABLE_COLUMNS, TABLE_ROWS

_NOT_DATA = frozenset({
    "table", "ul", "ol", "menu", "dl", "pre", "blockquote", "img", "iframe", "video", "audio",
    "embed", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
_ELEMENTS = 10 * TABLE_CELLS


def is_data_table(table: etree._Element) -> bool:
    """Return whether `table` is small and has only short texts, in rows and columns."""
    elements = list(islice(table.iterdescendants(), _ELEMENTS + 1))
    if len(elements) > _ELEMENTS or any(element.tag in _NOT_DATA for element in elements):
        return False
    rows = [_cells(element) for element in elements if element.tag == "tr"]
    rows = [row for row in rows if row]
    return (
        2 <= len(rows) <= TABLE_ROWS
        and 2 <= max(len(row) for row in rows) <= TABLE_COLUMNS
        and sum(len(row) for row in rows) <= TABLE_CELLS
        and all(_is_short(cell) for row in rows for cell in row)
    )


def read_table(
    table: etree._Element, read: Callable[[etree._Element], Runs]
) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of `table`; `read` gives the text of a cell.

    A cell spans no more rows and columns than a table may have.
    """
    rows = (_cells(row) for row in table.iterdescendants("tr"))
    return tuple(tuple(_cell(cell, read(cell)) for cell in row) for row in rows if row)


def _cell(element: etree._Element, runs: Runs) -> Cell:
    columns = min(max(pixels(element.get("colspan")) or 1, 1), TABLE_COLUMNS)
    rows = min(max(pixels(element.get("rowspan")) or 1, 1), TABLE_ROWS)
    return Cell(runs, element.tag == "th", columns, rows)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_short(cell: etree._Element) -> bool:
    return sum(len(text) for text in cell.itertext()) <= CELL_CHARACTERS
