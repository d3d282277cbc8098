"""Text in the columns of a terminal: measured, wrapped, and set beside one another in tables.

A letter of Chinese, Japanese or Korean takes two columns, an accent that stands by itself none.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Final

GAP: Final = "  "
NARROWEST: Final = 4  # of a table's column that gives room
_FIGURE: Final = re.compile(r"[€$£]?\s*[-+−±]?\s*\d[\d.,:\s–-]*\s*(?:%|‰|€|[a-zA-Z²°]{1,4})?")

Rows = Sequence[Sequence[str]]


def columns_of(text: str) -> int:
    """Return how many columns `text` takes."""
    return len(text) if text.isascii() else sum(map(_columns_of_letter, text))


def padded(text: str, width: int, *, is_right: bool = False) -> str:
    """Return `text` with blanks up to `width` columns."""
    blanks = " " * (width - columns_of(text))
    return blanks + text if is_right else text + blanks


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns; words are cut, addresses are not."""
    return [part for line in text.split("\n") for part in _wrapped_line(line, max(width, 1))]


def table_lines(rows: Rows, width: int) -> list[str]:
    """Return the lines of a table with its head set apart; the widest columns give room."""
    widths, heads = _column_widths(rows, width), _heads(rows)
    right = [_is_of_figures(column) for column in zip(*rows[heads:], strict=True)]
    lines: list[str] = []
    for number, row in enumerate(rows):
        lines += _row_lines(row, widths, right or [False] * len(row), width)
        if number == heads - 1 < len(rows) - 1:
            lines.append(GAP.join("─" * column for column in widths))
    return lines


def _heads(rows: Rows) -> int:
    """Return how many rows the head has: one, and those that part what stands above them."""
    count = 1
    for above, row in pairwise(rows[:-1]):
        if row[0] or not any(part and not whole for whole, part in zip(above, row, strict=True)):
            break
        count += 1
    return count


def _columns_of_letter(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _wrapped_line(line: str, width: int) -> Iterator[str]:
    if columns_of(line) <= width:
        yield line.strip(" \t")
        return
    begun: list[str] = []
    taken = 0  # by what is begun, with a blank behind it
    for word in re.split(r"[ \t]+", line.strip(" \t")):
        columns = columns_of(word)
        if begun and taken + columns > width:
            yield " ".join(begun)
            begun, taken = [], 0
        if columns > width and "://" not in word:
            *pieces, word = _cut(word, width)
            yield from pieces
            columns = columns_of(word)
        begun.append(word)
        taken += columns + 1
    yield " ".join(begun)


def _cut(word: str, width: int) -> list[str]:
    """Return `word` in pieces of at most `width` columns, with accents beside their letters."""
    pieces, taken = [""], 0
    for letter in word:
        columns = _columns_of_letter(letter)
        if pieces[-1] and taken + columns > width:
            pieces.append("")
            taken = 0
        pieces[-1] += letter
        taken += columns
    return pieces


def _column_widths(rows: Rows, width: int) -> list[int]:
    widths = [1] * len(rows[0])
    for row in rows:
        for column, text in enumerate(row):
            if text and not (column + 1 < len(row) and not any(row[column + 1 :])):
                widths[column] = max(widths[column], *map(columns_of, text.split("\n")))
    room = width - columns_of(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widest = max(widths)
        second = max((w for w in widths if w < widest), default=NARROWEST)
        count = widths.count(widest)
        # As far as the next narrower column, or as far as needed, in one step.
        step = max(1, min(widest - max(second, NARROWEST), (sum(widths) - room) // count))
        widths = [w - step if w == widest else w for w in widths]
    return widths


def _row_lines(
    row: Sequence[str], widths: Sequence[int], right: Sequence[bool], width: int
) -> Iterator[str]:
    last = max((column for column, text in enumerate(row) if text), default=0)
    cells = []
    for column, text in enumerate(row[: last + 1]):
        room, is_right = widths[column], right[column]
        if column == last and column + 1 < len(row):  # over the empty cells to its right
            is_right = is_right and bool(_FIGURE.fullmatch(text))
            room = max(room, width - sum(widths[:column]) - columns_of(GAP) * column)
        lines = wrapped(text, room)
        cells.append([padded(line, widths[column], is_right=is_right) for line in lines])
    blanks = [" " * width for width in widths]
    for parts in zip_longest(*cells):
        line = GAP.join(part or blank for part, blank in zip(parts, blanks, strict=False))
        yield line.rstrip()


def _is_of_figures(column: Sequence[str]) -> bool:
    texts = [text.strip() for text in column if text.strip()]
    return bool(texts) and all(_FIGURE.fullmatch(text) for text in texts)
