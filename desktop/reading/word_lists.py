"""The words by which leftovers and pages that hold no article are told.

In files of `resources` that are read when first needed; all is folded, the texts asked about too.
"""

import re
import tomllib
from functools import cache

from desktop.assets import resource
from desktop.core.text import fold

_LONGEST_LABEL = 80


def words_of(table: str, name: str, file: str = "leftovers.toml") -> frozenset[str]:
    """Return a list of words or phrases, folded."""
    return _word_lists(file)[table][name]


@cache
def beginning(table: str, name: str) -> re.Pattern[str]:
    """Return a pattern for folded text that begins with a word of a list, the longest first."""
    return re.compile(rf"\W*(?:{_alternatives(words_of(table, name))})(?![^\W_])")


@cache
def containing(table: str, name: str, file: str = "leftovers.toml") -> re.Pattern[str]:
    """Return a pattern for a word of a list within folded text."""
    return re.compile(rf"(?<![^\W_])(?:{_alternatives(words_of(table, name, file))})(?![^\W_])")


def mentions(folded: str, table: str, name: str) -> bool:
    """Return whether a word of a list is within a folded text."""
    return containing(table, name).search(folded) is not None


def label_key(text: str) -> str:
    """Return a line as the lists spell it: folded, without signs around it; "" for a long one."""
    if len(text) > _LONGEST_LABEL:
        return ""
    return " ".join(fold(text).strip(" \t\n:.!?…>»›|•·*-–—()[]").split())


@cache
def _word_lists(file: str) -> dict[str, dict[str, frozenset[str]]]:
    tables = tomllib.loads(resource(file).read_text(encoding="utf-8"))
    return {
        table: {name: frozenset(map(fold, words)) for name, words in lists.items()}
        for table, lists in tables.items()
    }


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
