"""Makes blocks fit for the article view: tidy text, bounded paragraphs, bounded cost.

Fitting what already fits changes nothing.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from desktop.core.blocks import (
    Block,
    Blocks,
    Cell,
    Embed,
    Heading,
    List,
    ListItem,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Rule,
    Run,
    Runs,
    Table,
    rows_by_column,
    text_of,
)
from desktop.reading import limits
from desktop.reading.line_breaking import (
    is_blank,
    lines_of_code,
    one_paragraph,
    paragraphs,
    printable,
    text_of_cell,
    with_breaks,
)

TRUNCATED: Final = Paragraph((Run("…"),))

_SMALL: Final = ("small",)
# Of the words that say what an embedded thing is.
_WORDING_CHARACTERS: Final = 80

_RTL = re.compile("[\u0590-\u06ff]")
_ESCAPED = re.compile("[<>&]")
# Everything but Latin, Greek, Cyrillic, Hebrew, Arabic and common punctuation.
_RARE = re.compile(
    "[\u0300-\u036f\u0700-\u1dff\u1f00-\u1fff\u2030-\u209f\u20d0-\uffff\U00010000-\U0010ffff]"
)


def fit_blocks(blocks: Iterable[Block], *, is_cut: bool = False) -> Blocks:
    """Return `blocks` tidied and cut, with "…" behind, to what is shown without a pause."""
    budget = _Budget()
    result = _fitted(blocks, budget)
    if (is_cut or budget.is_spent) and result[-1:] != [TRUNCATED]:
        result.append(TRUNCATED)
    return tuple(result)


class _Budget:
    """What an article may cost the view; once it is spent, the article ends."""

    def __init__(self) -> None:
        self.is_spent = False
        self._cost = _cost(TRUNCATED)
        self._data_pictures = 0

    def allows(self, block: Block) -> bool:
        """Return whether there is room for `block`, and count it."""
        if isinstance(block, Picture) and block.address.startswith("data:"):
            self._data_pictures += 1
            if self._data_pictures > limits.DATA_PICTURES:
                return False
        self.spend(_cost(block))
        return not self.is_spent

    def spend(self, cost_us: float) -> None:
        """Count what is shown in any case."""
        self._cost += cost_us
        self.is_spent = self.is_spent or self._cost > limits.ARTICLE_US


def _fitted(blocks: Iterable[Block], budget: _Budget) -> list[Block]:
    """Return what is shown of `blocks`: no rule at either end, no two in a row."""
    result: list[Block] = []
    for block in blocks:
        for fitted in _shown(block, budget):
            if not isinstance(fitted, Rule) or (result and not isinstance(result[-1], Rule)):
                result.append(fitted)
        if budget.is_spent:
            break
    while result and isinstance(result[-1], Rule):
        result.pop()
    return result


def _shown(block: Block, budget: _Budget) -> Iterator[Block]:
    """Yield what is shown of one block, until the budget is spent."""
    if isinstance(block, Quotation):
        if inner := _fitted(block.blocks, budget):
            yield Quotation(tuple(inner))
    elif isinstance(block, List):
        yield from _list(block, budget)
    else:
        for tidy in _tidy(block):
            if budget.allows(tidy):
                yield tidy
            elif budget.is_spent:
                return


def _list(block: List, budget: _Budget) -> Iterator[Block]:
    """Yield a list; an item begins with a paragraph, what comes before that stands outside."""
    items: list[ListItem] = []
    for item in block.items:
        budget.spend(limits.LIST_ITEM_US - limits.BLOCK_US)
        blocks = _fitted(item.blocks, budget)
        start = next((n for n, b in enumerate(blocks) if isinstance(b, Paragraph)), len(blocks))
        if start and items:
            yield List(tuple(items), block.style)
            items = []
        yield from blocks[:start]
        if blocks[start:]:
            items.append(ListItem(tuple(blocks[start:]), item.number))
        if budget.is_spent:
            break
    if items:
        yield List(tuple(items), block.style)


def _tidy(block: Block) -> Iterator[Block]:
    """Yield the blocks that come of one: none if it is blank, several if it is long."""
    match block:
        case Heading():
            for number, runs in enumerate(one_paragraph(block.runs)):
                yield Paragraph(runs, block.is_rtl) if number else block._replace(runs=runs)
        case Paragraph():
            for runs in paragraphs(block.runs):
                yield block._replace(runs=runs)
        case Preformatted():
            for runs in lines_of_code(block.runs):
                yield Preformatted(runs)
        case Table():
            yield from _tidy_table(block)
        case Picture():
            yield from _tidy_picture(block)
        case Embed():
            yield block._replace(title=_one_line(block.title), site=_one_line(block.site))
        case _:
            yield block


def _tidy_table(table: Table) -> Iterator[Block]:
    """Yield a table, or its cells as paragraphs if laying it out takes too long."""
    cells = ((cell._replace(runs=text_of_cell(cell.runs)) for cell in row) for row in table.rows)
    rows = _fitting_spans(tuple(map(tuple, cells)))
    caption, *more = [*one_paragraph(table.caption)] or [()]
    tidy = table._replace(rows=rows, caption=caption)
    is_too_large = _cost(tidy) > limits.TABLE_US
    if is_too_large and caption:
        yield Paragraph(caption, table.is_rtl)
    for runs in more:
        yield Paragraph(runs, table.is_rtl)
    if is_too_large:
        for cell in (cell for row in table.rows for cell in row):
            yield from _tidy(Paragraph(cell.runs, table.is_rtl))
    elif caption or not all(is_blank(text_of(cell.runs)) for row in rows for cell in row):
        yield tidy


def _fitting_spans(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return `rows` without spans that end outside the table or make it too wide."""
    within = tuple(
        tuple(cell._replace(rows=min(cell.rows, len(rows) - above)) for cell in row)
        for above, row in enumerate(rows)
    )
    placed = tuple(rows_by_column(within))
    width = 1 + max((column for row in placed for column, _ in row), default=0)
    if width <= limits.TABLE_COLUMNS:
        return tuple(
            tuple(cell._replace(columns=min(cell.columns, width - at)) for at, cell in row)
            for row in placed
        )
    return tuple(tuple(cell._replace(rows=1) for cell in row) for row in rows)


def _tidy_picture(picture: Picture) -> Iterator[Block]:
    """Yield a picture; what of its caption is too long for one follows as small print."""
    caption, *more = [*one_paragraph(picture.caption)] or [()]
    alt, credit = _folded(picture.alt), _one_line(picture.credit)
    yield picture._replace(alt=alt, caption=caption, credit=credit)
    for runs in more:
        yield Paragraph(tuple(run._replace(marks=_SMALL) for run in runs))


def _one_line(text: str) -> str:
    """Return a text that stands on one line with others, its words broken where they must be."""
    return text_of(with_breaks((Run(_folded(text)),), limits.WORD_CHARACTERS - 10))


def _folded(text: str) -> str:
    return " ".join(printable(text).split())[: limits.ALT_CHARACTERS].rstrip()


def _cost(block: Block) -> float:
    """Return about how many microseconds `block` costs the view, without what it holds."""
    match block:
        case Picture():
            is_data = block.address.startswith("data:")
            own = limits.DATA_PICTURE_US if is_data else limits.PICTURE_US
            return own + _text_cost((*block.caption, Run(block.credit)))
        case Table():
            texts = [cell.runs for row in block.rows for cell in row]
            cells = sum(_text_cost(runs, limits.CELL_CHARACTER_US) for runs in texts)
            caption = _text_cost(block.caption)
            return limits.BLOCK_US + limits.CELL_US * len(texts) + cells + caption
        case Preformatted():
            return limits.BLOCK_US + _text_cost(block.runs, limits.CODE_CHARACTER_US)
        case Heading() | Paragraph():
            return limits.BLOCK_US + _text_cost(block.runs)
        case Embed():
            words = Run(_WORDING_CHARACTERS * " " + block.title + block.site)
            return limits.BLOCK_US + _text_cost((words,))
    return limits.BLOCK_US


def _text_cost(runs: Runs, character_us: float = limits.CHARACTER_US) -> float:
    text = text_of(runs)
    cost = limits.RUN_US * max(len(runs) - 1, 0) + character_us * len(text)
    cost += limits.LINE_BREAK_US * text.count("\n")
    cost += limits.ESCAPED_CHARACTER_US * len(_ESCAPED.findall(text))
    if not text.isascii():
        cost += limits.RARE_CHARACTER_US * len(_RARE.findall(text))
        cost += limits.RTL_CHARACTER_US * len(_RTL.findall(text))
    return cost
