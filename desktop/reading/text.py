"""Comparing texts that differ in markup and spelling of blanks only."""

import re

_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """Return the letters and digits of `text`, without case."""
    return _NOT_LETTERS.sub("", text).casefold()
