"""Makes blocks fit for the article view: tidy text, bounded paragraphs, bounded cost.

Shaping what is already in shape changes nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from desktop.reading.blocks import HEADINGS, Block, Cell, Run, text_of
from desktop.reading.maxima import (
    ARTICLE_US,
    BLOCK_US,
    CELL_CHARACTER_US,
    CELL_US,
    CELL_WORD_CHARACTERS,
    CHARACTER_US,
    CODE_CHARACTER_US,
    DATA_PICTURE_US,
    DATA_PICTURES,
    ESCAPED_CHARACTER_US,
    LINE_BREAK_US,
    LIST_ITEM_US,
    PARAGRAPH_BREAKS,
    PARAGRAPH_CHARACTERS,
    PARAGRAPH_RUNS,
    PICTURE_US,
    RARE_CHARACTER_US,
    RTL_CHARACTER_US,
    RUN_US,
    TABLE_US,
    WORD_CHARACTERS,
)
from desktop.reading.words import is_blank, printable, with_breaks

CUT = Block("p", (Run("…"),))

_SPACES = re.compile(" {2,}")
_AROUND_BREAK = re.compile(" *\n *")
_BREAKS = re.compile("\n+")
_PARAGRAPHS = re.compile("\n{2,}")
_RTL = re.compile("[\u0590-\u06ff]")
_ESCAPED = re.compile("[<>&]")
# Everything but Latin, Greek, Cyrillic, Hebrew, Arabic and common punctuation.
_RARE = re.compile(
    "[\u0300-\u036f\u0700-\u1dff\u1f00-\u1fff\u2030-\u209f\u20d0-\uffff\U00010000-\U0010ffff]"
)


def shape(blocks: Iterable[Block], *, is_cut: bool = False) -> list[Block]:
    """Return `blocks` tidied and cut to what the view shows without a pause.

    What was cut off (here, or before if `is_cut`) is marked with a last paragraph "…".
    """
    result: list[Block] = []
    cost, pictures = _cost(CUT), 0
    for block in _fitting_lists(chain.from_iterable(map(_tidy, blocks))):
        if block.picture and block.picture.src.startswith("data:"):
            pictures += 1
            if pictures > DATA_PICTURES:
                continue
        if block.kind == "hr" and (not result or result[-1].kind == "hr"):
            continue
        cost += _cost(block)
        if cost > ARTICLE_US:
            is_cut = True
            break
        result.append(block)
    while result and result[-1].kind == "hr":
        result.pop()
    if is_cut and result[-1:] != [CUT]:
        result.append(CUT)
    return result


def _tidy(block: Block) -> Iterator[Block]:
    """Yield the blocks that come of one: none if it is blank, several if it is long."""
    if block.picture or block.kind == "hr":
        yield block
    elif block.rows:
        yield from _tidy_table(block)
    else:
        first = True
        for runs in _paragraphs(block):
            kind = "p" if block.kind in HEADINGS and not first else block.kind
            lists = block.lists if first else ()
            number = block.number if first else 0
            yield replace(block, kind=kind, runs=runs, lists=lists, number=number)
            first = False


def _tidy_table(block: Block) -> Iterator[Block]:
    """Yield a table, or its cells as paragraphs if laying it out takes too long."""
    rows = tuple(tuple(map(_tidy_cell, row)) for row in block.rows)
    table = replace(block, rows=rows)
    if _cost(table) > TABLE_US:
        for cell in (cell for row in block.rows for cell in row):
            yield from _tidy(replace(block, kind="p", runs=cell.runs, rows=()))
    elif not is_blank(table.text):
        yield table


def _tidy_cell(cell: Cell) -> Cell:
    runs = _trimmed(_one_by_one(_collapsed(cell.runs)))
    return replace(cell, runs=with_breaks(runs, CELL_WORD_CHARACTERS))


def _paragraphs(block: Block) -> Iterator[tuple[Run, ...]]:
    """Yield the text of a block in stretches that are neither blank nor too long."""
    if block.kind == "pre":
        stretches = [_joined(run.saying(printable(run.text)) for run in block.runs)]
    elif block.lists or block.kind in HEADINGS:
        stretches = [_one_by_one(_collapsed(block.runs))]
    else:
        stretches = list(_parted(_collapsed(block.runs)))
    for stretch in stretches:
        for piece in _pieces(with_breaks(_trimmed(stretch, block.kind), WORD_CHARACTERS)):
            runs = _trimmed(piece, block.kind)
            if not is_blank(text_of(runs)):
                yield runs


def _collapsed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` with single blanks, none of them beside a line break."""
    result: list[Run] = []
    last = "\n"
    for run in _joined(run.saying(printable(run.text)) for run in runs):
        text = run.text.replace("\t", " ")
        if "  " in text:
            text = _SPACES.sub(" ", text)
        if "\n" in text:
            text = _AROUND_BREAK.sub("\n", text)
        if text.startswith(" ") and last in " \n":
            text = text[1:]
        if text.startswith("\n") and last == " ":
            result[-1] = result[-1].saying(result[-1].text[:-1])
        if text:
            last = text[-1]
            result.append(run.saying(text))
    return _joined(result)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` without empty ones, those of the same style made one."""
    result: list[list[Run]] = []
    for run in runs:
        if not run.text:
            continue
        if result and (result[-1][0].marks, result[-1][0].href) == (run.marks, run.href):
            result[-1].append(run)
        else:
            result.append([run])
    return tuple(
        group[0] if len(group) == 1 else group[0].saying(printable(text_of(tuple(group))))
        for group in result
    )


def _one_by_one(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return `runs` with no two line breaks in a row."""
    result: list[Run] = []
    last = ""
    for run in runs:
        text = _BREAKS.sub("\n", run.text)
        if last == "\n":
            text = text.removeprefix("\n")
        last = text[-1:] or last
        result.append(run.saying(text))
    return _joined(result)


def _parted(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Yield the paragraphs between two or more line breaks."""
    paragraph: list[Run] = []
    for run in runs:
        if paragraph and paragraph[-1].text.endswith("\n") and run.text.startswith("\n"):
            yield tuple(paragraph)
            paragraph = []
        first, *rest = _PARAGRAPHS.split(run.text)
        paragraph.append(run.saying(first))
        for text in rest:
            yield tuple(paragraph)
            paragraph = [run.saying(text)]
    yield tuple(paragraph)


def _trimmed(runs: tuple[Run, ...], kind: str = "p") -> tuple[Run, ...]:
    """Return `runs` without blanks at either end; <pre> keeps the indent of its first line."""
    left = list(_joined(runs))
    while left and not (text := left[0].text.lstrip("\n" if kind == "pre" else " \n")):
        left.pop(0)
    if left:
        left[0] = left[0].saying(text)
    while left and not (text := left[-1].text.rstrip(" \n")):
        left.pop()
    if left:
        left[-1] = left[-1].saying(text)
    return tuple(left)


def _pieces(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Yield `runs` in stretches within the limits of one paragraph."""
    piece: list[Run] = []
    room, breaks = PARAGRAPH_CHARACTERS, PARAGRAPH_BREAKS
    for run in runs:
        text = run.text
        while text:
            end = _end_within(text, room, breaks)
            if end:
                piece.append(run.saying(text[:end]))
                room -= end
                breaks -= text.count("\n", 0, end)
                text = text[end:]
            if text or len(piece) >= PARAGRAPH_RUNS:
                yield tuple(piece)
                piece, room, breaks = [], PARAGRAPH_CHARACTERS, PARAGRAPH_BREAKS
    if piece:
        yield tuple(piece)


def _end_within(text: str, room: int, breaks: int) -> int:
    """Return where to end a paragraph within `text`: its length if all of it fits."""
    end = len(text)
    if text.count("\n") > breaks:
        end = -1
        for _ in range(breaks + 1):
            end = text.index("\n", end + 1)
    if end <= room:
        return end
    for mark in ("\n", ". ", " ", "\u200b"):
        if (found := text.rfind(mark, room // 2, room)) >= 0:
            return found + len(mark) if found + len(mark) <= room else found
    return room


def _fitting_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks` with no item more than one level below the item before it."""
    last = Block("p")
    for block in blocks:
        if block.lists:
            outer = last.lists if last.quote == block.quote else ()
            depth = min(len(block.lists), len(outer) + 1)
            lists = (*outer[: depth - 1], block.lists[-1])
            block = replace(block, lists=lists)
        last = block
        yield block


def _cost(block: Block) -> float:
    """Return about how many microseconds `block` costs the view."""
    if block.picture:
        return DATA_PICTURE_US if block.picture.src.startswith("data:") else PICTURE_US
    cost = LIST_ITEM_US if block.lists else BLOCK_US
    for row in block.rows:
        for cell in row:
            cost += CELL_US + _text_cost(cell.runs, CELL_CHARACTER_US)
    character_us = CODE_CHARACTER_US if block.kind == "pre" else CHARACTER_US
    return cost + _text_cost(block.runs, character_us)


def _text_cost(runs: tuple[Run, ...], character_us: float) -> float:
    text = text_of(runs)
    cost = RUN_US * max(len(runs) - 1, 0) + character_us * len(text)
    cost += LINE_BREAK_US * text.count("\n") + ESCAPED_CHARACTER_US * len(_ESCAPED.findall(text))
    if not text.isascii():
        cost += RARE_CHARACTER_US * len(_RARE.findall(text))
        cost += RTL_CHARACTER_US * len(_RTL.findall(text))
    return cost
