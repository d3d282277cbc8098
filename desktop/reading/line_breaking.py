"""Text made fit for laying out: single blanks, bounded paragraphs, no words without end.

Nothing is lost but blanks and the characters that Qt keeps for itself.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import attrgetter

from desktop.core.blocks import Run, Runs, text_of
from desktop.core.text import NO_TEXT
from desktop.reading import limits

ZERO_WIDTH_SPACE = "\u200b"

# What is no text, among it the marks by which QTextDocument finds objects, frames and paragraphs
# in its own text (U+FFFC, U+FDD0, U+FDD1, U+2029); overrides of the direction, which make an
# address look like another. Other marks of direction and soft hyphens belong to an article.
_UNWANTED = re.compile(rf"[{NO_TEXT}\x0b\x1c-\x1f\x85\ufeff\ufff9-\ufffc\u202d\u202e]")
_LINE_ENDS = re.compile("\r\n|[\r\x0c\u2028\u2029]")
_ZERO_WIDTHS = re.compile(ZERO_WIDTH_SPACE + "{2,}")
# Lines also end between the characters of Chinese, Japanese and Korean.
_BETWEEN_WORDS = f" \t\n{ZERO_WIDTH_SPACE}\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_BREAK = re.compile(f"[{_BETWEEN_WORDS}]+")
_WORD = re.compile(f"[^{_BETWEEN_WORDS}]+")
_VISIBLE = re.compile("[^\\s\u200b-\u200f\u2060-\u2064\u2066-\u206f\u00ad\u034f\u061c\u180e]")
_JOINERS = "\u200d\ufe0f"
_LONGEST_CLUSTER = 12
_TEXT = attrgetter("text")
_STYLE = attrgetter("marks", "href", "names")
_SPACES = re.compile(" {2,}")
_AROUND_BREAK = re.compile(" *\n *")
_AROUND_BREAKS = re.compile(" *\n[ \n]*")
_PARAGRAPHS = re.compile("\n{2,}")


def printable(text: str) -> str:
    """Return `text` without characters that are not for print."""
    # str.isprintable is ten times as quick as the patterns, and most stretches pass it.
    if text.isprintable() and "\ufffc" not in text:
        return text
    text = _LINE_ENDS.sub("\n", _UNWANTED.sub("", text))
    return _ZERO_WIDTHS.sub(ZERO_WIDTH_SPACE, text)


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` is to be seen."""
    return _VISIBLE.search(text) is None


def paragraphs(runs: Runs) -> Iterator[Runs]:
    """Yield the paragraphs of a text, which blank lines part; none is blank or too long."""
    return _bounded(_parted(_collapsed(runs)))


def one_paragraph(runs: Runs) -> Iterator[Runs]:
    """Yield a text as one paragraph without blank lines; more only where it is too long."""
    return _bounded([_collapsed(runs, blank_lines=False)])


def lines_of_code(runs: Runs) -> Iterator[Runs]:
    """Yield a text in which blanks count; in pieces where it is too long."""
    return _bounded([_printed(runs)], is_code=True)


def text_of_cell(runs: Runs) -> Runs:
    """Return the text of a table's cell, () for a blank one."""
    return with_breaks(_trimmed(_collapsed(runs, blank_lines=False)), limits.CELL_WORD_CHARACTERS)


def with_breaks(runs: Runs, limit: int) -> Runs:
    """Return `runs` with a zero width space in words of more than `limit` characters."""
    text = text_of(runs)
    if max(map(len, _BREAK.split(text))) <= limit:
        return runs
    breaks = [at for word in _WORD.finditer(text) for at in _breaks(text, *word.span(), limit)]
    result, end = [], 0
    for run in runs:
        start, end = end, end + len(run.text)
        within = breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]
        pieces = [text[a:b] for a, b in pairwise((start, *within, end))]
        result.append(run.saying(ZERO_WIDTH_SPACE.join(pieces)))
    return tuple(result)


def _breaks(text: str, start: int, end: int, limit: int) -> Iterator[int]:
    """Yield where to part the word from `start` to `end`."""
    while end - start > limit:
        start = _cluster_start(text, start + limit, start)
        yield start


def _cluster_start(text: str, at: int, least: int) -> int:
    """Return the place at or a little before `at` where a letter and its accents begin."""
    for place in range(at, max(at - _LONGEST_CLUSTER, least), -1):
        is_joined = text[place] in _JOINERS or text[place - 1] == "\u200d"
        if not is_joined and not unicodedata.combining(text[place]):
            return place
    return at


def _bounded(stretches: Iterable[Runs], *, is_code: bool = False) -> Iterator[Runs]:
    """Yield texts in pieces that are neither blank nor too long."""
    for stretch in stretches:
        text = with_breaks(_trimmed(stretch, is_code=is_code), limits.WORD_CHARACTERS)
        for piece in _pieces(text):
            runs = _trimmed(piece, is_code=is_code)
            if not is_blank(text_of(runs)):
                yield runs


def _collapsed(runs: Iterable[Run], *, blank_lines: bool = True) -> Runs:
    """Return `runs` with single blanks, none beside a line break, with or without blank lines."""
    around_break = _AROUND_BREAK if blank_lines else _AROUND_BREAKS
    result: list[Run] = []
    last = "\n"
    for run in _printed(runs):
        text = run.text.replace("\t", " ")
        if "  " in text:
            text = _SPACES.sub(" ", text)
        if "\n" in text:
            text = around_break.sub("\n", text)
        if text.startswith(" ") and last in " \n":
            text = text[1:]
        if text.startswith("\n") and last == " ":
            result[-1] = result[-1].saying(result[-1].text[:-1])
        if last == "\n" and not blank_lines:
            text = text.removeprefix("\n")
        if text:
            last = text[-1]
            result.append(run.saying(text))
    return _joined(result)


def _printed(runs: Iterable[Run]) -> Runs:
    return _joined(run.saying(printable(run.text)) for run in runs)


def _joined(runs: Iterable[Run]) -> Runs:
    """Return `runs` without empty ones, those of the same style made one."""
    result: list[Run] = []
    for _, group in groupby(filter(_TEXT, runs), _STYLE):
        first, *rest = group
        result.append(first.saying(printable(first.text + text_of(rest))) if rest else first)
    return tuple(result)


def _parted(runs: Runs) -> Iterator[Runs]:
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


def _trimmed(runs: Runs, *, is_code: bool = False) -> Runs:
    """Return `runs` without blanks at either end; code keeps the indent of its first line."""
    left = list(_joined(runs))
    while left and not (text := left[0].text.lstrip("\n" if is_code else " \n")):
        left.pop(0)
    if left:
        left[0] = left[0].saying(text)
    while left and not (text := left[-1].text.rstrip(" \n")):
        left.pop()
    if left:
        left[-1] = left[-1].saying(text)
    return tuple(left)


def _pieces(runs: Runs) -> Iterator[Runs]:
    """Yield `runs` in stretches within the limits of one paragraph."""
    piece: list[Run] = []
    room, breaks = limits.PARAGRAPH_CHARACTERS, limits.PARAGRAPH_BREAKS
    for run in runs:
        text = run.text
        while text:
            end = _end_within(text, room, breaks)
            if end:
                piece.append(run.saying(text[:end]))
                room -= end
                breaks -= text.count("\n", 0, end)
                text = text[end:]
            if text or len(piece) >= limits.PARAGRAPH_RUNS:
                yield tuple(piece)
                piece, room, breaks = [], limits.PARAGRAPH_CHARACTERS, limits.PARAGRAPH_BREAKS
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
