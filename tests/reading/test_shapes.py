"""Lists, tables and formulas of a page keep the shape that the extractor takes from them."""

import pytest

from desktop.core.blocks import Block, List, Table, plain_lines, rows_by_column, text_of, walk
from desktop.reading.extract import extract_article

PARAGRAPH = (
    "<p>Aan de brug werd maandenlang gewerkt door een ploeg van twaalf mensen, die elke ochtend "
    "met de eerste boot kwam en met de laatste weer ging.</p>"
)


def blocks_with(markup: str) -> list[Block]:
    """Return the blocks of a page that has `markup` among its paragraphs."""
    text = f"<h1>De brug</h1>{PARAGRAPH * 3}{markup}{PARAGRAPH}"
    page = f"<html><head><title>De brug</title></head><body><article>{text}</article></body></html>"
    found = extract_article(page, "https://krant.example/brug")
    assert found is not None
    return list(walk(found.blocks))


@pytest.mark.parametrize(
    ("markup", "numbers"),
    [
        ("<ol reversed><li>Eerst<li>Dan<li>Slot</ol>", [[3, 2, 1]]),
        ("<ol start=4><li>Eerst<li value=9>Dan<li>Slot</ol>", [[4, 9, 10]]),
        ("<ul><li>Eerst<ol><li>Een<li>Twee</ol><li>Slot</ul>", [[0, 0], [1, 2]]),
        ("<div><ol><li><a href=/x>Eerst</a><li>Dan</ol></div>", [[1, 2]]),
    ],
)
def test_lists_keep_their_numbers(markup: str, numbers: list[list[int]]) -> None:
    lists = [block for block in blocks_with(markup) if isinstance(block, List)]

    assert [[item.number for item in block.items] for block in lists] == numbers


@pytest.mark.parametrize("caption", ["", "<caption>Afvaarten</caption>"])
def test_tables_keep_cells_over_several_rows_and_columns(caption: str) -> None:
    markup = (
        f"<table>{caption}<tr><th rowspan=2>Haven<th colspan=2>Vertrek<tr><th>Vrij<th>Zon"
        "<tr><td>Gills Bay<td>9:30<td>17:15</table>"
    )

    (table,) = (block for block in blocks_with(markup) if isinstance(block, Table))

    rows = [[(column, text_of(c.runs)) for column, c in row] for row in rows_by_column(table.rows)]
    assert rows[0] == [(0, "Haven"), (1, "Vertrek")]
    assert rows[1] == [(1, "Vrij"), (2, "Zon")]
    assert text_of(table.caption) == ("Afvaarten" if caption else "")


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<math display=block><mi>x</mi><mo>=</mo><mn>2</mn></math>", "x = 2"),
        ("<p>Neem <math><msup><mi>x</mi><mn>2</mn></msup></math> hier.</p>", "Neem x² hier."),
        ("<ul><li>Neem <math><mi>y</mi></math> hier<li>of daar</ul>", "Neem y hier"),
        ("<p>Neem <math><math><mi>y</mi></math></math> hier.</p>", "Neem y hier."),
    ],
)
def test_formulas_stay_as_text(markup: str, line: str) -> None:
    assert line in list(plain_lines(blocks_with(markup)))
