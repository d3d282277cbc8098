"""Text made fit for laying out: no words without end, no characters that Qt keeps for itself."""

import re
import unicodedata

from desktop.core.text import NO_TEXT
from desktop.reading.blocks import Run, text_of

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


def with_breaks(runs: tuple[Run, ...], limit: int) -> tuple[Run, ...]:
    """Return `runs` with a zero width space in words of more than `limit` characters.

    A word may go on from run to run. Letters are not parted from their accents.
    """
    if max(map(len, _BREAK.split(text_of(runs)))) <= limit:
        return runs
    result, length = [], 0
    for run in runs:
        text, length = _broken(run.text, length, limit)
        result.append(run.saying(text))
    return tuple(result)


def _broken(text: str, length: int, limit: int) -> tuple[str, int]:
    """Return `text` with breaks, and how long the word at its end is.

    `length` is that of the word's part before `text`.
    """
    out: list[str] = []
    here = 0
    for word in _WORD.finditer(text):
        if word.start() > here:
            length = 0
        out.append(text[here : word.start()])
        here = word.end()
        pieces, length = _pieces(word[0], length, limit)
        out.append(ZERO_WIDTH_SPACE.join(pieces))
    if here < len(text):
        length = 0
    out.append(text[here:])
    return "".join(out), length


def _pieces(word: str, length: int, limit: int) -> tuple[list[str], int]:
    pieces: list[str] = []
    here = 0
    while len(word) - here > limit - length:
        end = _cluster_start(word, here + limit - length, here)
        pieces.append(word[here:end])
        here, length = end, 0
    pieces.append(word[here:])
    return pieces, length + len(word) - here


def _cluster_start(word: str, at: int, least: int) -> int:
    """Return the place at or a little before `at` where a letter and its accents begin."""
    for place in range(at, max(at - _LONGEST_CLUSTER, least), -1):
        is_joined = word[place] in _JOINERS or word[place - 1] == "\u200d"
        if not is_joined and not unicodedata.combining(word[place]):
            return place
    return at
