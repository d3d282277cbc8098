"""The measure of the article extraction benchmark by Zyte: shingles of four words.

An article's precision and recall count equally, however long it is; F1 is taken of their means.
"""

import re
from collections import Counter

WORD = re.compile(r"\w+")
SHINGLE = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    starts = range(max(1, len(words) - SHINGLE + 1))
    return Counter(tuple(words[i : i + SHINGLE]) for i in starts if words)


def score(truth: str, found: str) -> tuple[float, float]:
    """Return (precision, recall) of the text `found` where `truth` is right."""
    wanted, given = shingles(truth), shingles(found)
    if wanted == given:
        return 1.0, 1.0
    common = (wanted & given).total()
    return (common / given.total() if given else 0.0), (common / wanted.total() if wanted else 0.0)
