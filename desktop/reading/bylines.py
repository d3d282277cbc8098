"""Tells the lines that name who wrote an article, and when, from its text.

A line counts only if all of it is that: "Door Roos Adriaanse · 3 maart 2026, 14:05", and never
"Door de storm …". The words are in `resources/leftovers.toml`.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from desktop.core.authors import names_in
from desktop.core.dateline import DASHES
from desktop.core.text import comparison_key, fold
from desktop.reading.word_lists import beginning, words_of

_LONGEST_LINE = 160
_PIECES = re.compile(r"\s*[|\u00b7\u2022\u2013\u2014\n;]\s*|\s+-\s+|,\s+|\s+/\s+")
_DASH = re.compile(rf"\s*[{DASHES}:]\s+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|&")
_SENTENCE_END = re.compile(r"[^\W_]{3}[.!?…]['\"”’]?$")
_FIGURE = re.compile(r"\d")
_YEAR_OR_HOUR = re.compile(r"\b(?:19|20)\d\d\b|\b[0-2]?\d[:.h][0-5]\d\b")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|e|er|u|h|min)?")
_MOST_NAME_WORDS = 6
_MOST_ROLE_WORDS = 6


class Byline(NamedTuple):
    """A line that is no text; `names` are those it credits, as printed."""

    names: tuple[str, ...] = ()


def read_byline(line: str, authors: Collection[str] = ()) -> Byline | None:
    """Return what `line` credits; None if it is text. A name among `authors` alone is a byline."""
    line = " ".join(line.split())
    if not line or len(line) > _LONGEST_LINE:
        return None
    line = _without_dateline(line)
    credit = _credit().match(fold(line))
    # Folding keeps the length of what is matched here: the words are plain letters.
    pieces = [piece for piece in _PIECES.split(line[credit.end() :] if credit else line) if piece]
    if credit:
        return _credited(line, [piece.strip(" :") for piece in pieces])
    return _uncredited(line, pieces, {comparison_key(author) for author in authors})


def _without_dateline(line: str) -> str:
    """Return a byline without the dateline that stands before it: "OSLO – Door …"."""
    parts = _DASH.split(line, maxsplit=1)
    has_dateline = len(parts) == 2 and parts[0].split("(")[0].isupper()
    return parts[1] if has_dateline and _credit().match(fold(parts[1])) else line


def _credited(line: str, pieces: list[str]) -> Byline | None:
    """Return the byline of what stands behind "Door"."""
    if not pieces or not (_is_office(pieces[0]) or _are_names(pieces[0])):
        return None
    others = [p for p in pieces[1:] if not (_is_moment_part(p) or _are_names(p))]
    is_sentence = bool(_SENTENCE_END.search(line))
    if others and (is_sentence or any(len(p.split()) > _MOST_ROLE_WORDS for p in others)):
        return None
    named = [p for p in pieces if not _is_office(p) and not _is_moment_part(p)]
    return Byline(names_in(_without_moment(named[0])) if named else ())


def _uncredited(line: str, pieces: list[str], authors: Collection[str]) -> Byline | None:
    """Return the byline of a line of names that are known, or of names with a moment."""
    if _is_moment(line):
        return Byline()
    if not pieces:
        return None
    name, rest = pieces[0], " ".join(pieces[1:])
    is_author = comparison_key(name) in authors or comparison_key(line) in authors
    if is_author and (not rest or len(rest.split()) <= _MOST_ROLE_WORDS):
        return None if _SENTENCE_END.search(line) and rest else Byline(names_in(name))
    if _is_office(name) and (not rest or _is_moment(rest)):
        return Byline()
    is_dated = bool(rest) and _is_moment(rest) and len(name.split()) > 1
    return Byline(names_in(name)) if is_dated and _are_names(name) else None


def _credit() -> re.Pattern[str]:
    return beginning("byline", "credits")


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_office(text: str) -> bool:
    return " ".join(_words(fold(text))) in words_of("byline", "offices")


def _are_names(text: str) -> bool:
    """Return whether `text` is names only, with or without a moment behind them."""
    joints = words_of("byline", "joints")
    parts: list[list[str]] = []
    part: list[str] = []
    for word in _words(_without_moment(text)):
        if fold(word) in joints and part:
            parts, part = [*parts, part], []
        else:
            part.append(word)
    return all(_is_name(part) for part in [*parts, part])


def _is_name(words: list[str]) -> bool:
    if not 0 < len(words) <= _MOST_NAME_WORDS or not words[-1][0].isupper():
        return False
    if all(fold(word) in _moment_words() for word in words):
        return False
    particles = words_of("byline", "particles")
    is_proper = (word[0].isupper() or fold(word) in particles for word in words)
    return all(is_proper) and not any(map(_FIGURE.search, words))


def _without_moment(text: str) -> str:
    """Return `text` up to the first figure or word for a moment behind a name."""
    found = re.search(r"\s(?:\(?\d)", text)
    head = text[: found.start()] if found else text
    words = head.split()
    while len(words) > 1 and found and fold(words[-1]).strip(",.:") in _moment_words():
        words.pop()
    return " ".join(words)


def _moment_words() -> frozenset[str]:
    return words_of("byline", "moment")


def _is_moment_part(text: str) -> bool:
    words = [w for word in _words(fold(text)) for w in word.split(".") if w]
    is_known = (w in _moment_words() or _ORDINAL.fullmatch(w) for w in words)
    return bool(words) and all(is_known)


def _is_moment(line: str) -> bool:
    """Return whether a whole line is a moment, or how long reading takes."""
    if not _is_moment_part(line):
        return False
    labels = words_of("byline", "moment_labels")
    is_labelled = any(word in labels for word in _words(fold(line)))
    return bool(_YEAR_OR_HOUR.search(line)) or (is_labelled and bool(_FIGURE.search(line)))
