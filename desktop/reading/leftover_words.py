"""The words by which leftovers are told: `resources/leftovers.toml`, read when first needed."""

import re
import tomllib
from functools import cache

from desktop.assets import resource
from desktop.core.text import fold

_LONGEST_LABEL = 80


@cache
def word_lists() -> dict[str, dict[str, frozenset[str]]]:
    """Return the lists of `resources/leftovers.toml` by table and name, folded."""
    tables = tomllib.loads(resource("leftovers.toml").read_text(encoding="utf-8"))
    return {
        table: {name: frozenset(map(fold, words)) for name, words in lists.items()}
        for table, lists in tables.items()
    }


@cache
def beginning(table: str, name: str) -> re.Pattern[str]:
    """Return a pattern for folded text that begins with a word of a list, the longest first."""
    return re.compile(rf"\W*(?:{_alternatives(table, name)})(?![^\W_])")


@cache
def containing(table: str, name: str) -> re.Pattern[str]:
    """Return a pattern for a word of a list within folded text."""
    return re.compile(rf"(?<![^\W_])(?:{_alternatives(table, name)})(?![^\W_])")


def _alternatives(table: str, name: str) -> str:
    words = sorted(word_lists()[table][name], key=len, reverse=True)
    return "|".join(map(re.escape, words))


def mentions(text: str, table: str, name: str) -> bool:
    """Return whether a word of a list is within `text`."""
    return containing(table, name).search(fold(text)) is not None


def words_of(table: str, name: str) -> frozenset[str]:
    """Return a list."""
    return word_lists()[table][name]


def label_key(text: str) -> str:
    """Return a line as the lists spell it: folded, without signs around it; "" for a long one."""
    if len(text) > _LONGEST_LABEL:
        return ""
    return " ".join(fold(text).strip(" \t\n:.!?…>»›|•·*-–—()[]").split())
