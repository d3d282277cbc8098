"""What is known of the words of news, in Dutch, English and German (`resources/stories.toml`).

The one thing to know: no list of names or places is needed but that of countries; a word that is
in no list is rare, and tells the more for it. The lists are read with the first report.
"""

import re
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from desktop.assets import resource
from desktop.core.text import fold

PLAIN: Final = 1.0
COMMON: Final = 0.35
CITY: Final = 1.2
COUNTRY: Final = 0.8
_REMEMBERED: Final = 8_000
_SHORTEST_PART: Final = 4  # of a compound: "woningbrand"
_VOWELS: Final = "aeiou"
_ENDINGS: Final = (  # Zwollenaar, Goudse, Amsterdammers, ramingen
    "enaren", "enaar", "aren", "aar", "sche", "ers", "ens", "ing", "en", "er", "se", "es", "ed",
    "s", "e", "n",
)  # fmt: skip
_SHORT_ENDINGS: Final = ("en", "s", "e", "n")


class Word(NamedTuple):
    """A word of a report."""

    stem: str  # what stands for it; "" for one that says nothing; words of one kind share it
    weight: float  # how much it tells
    kind: str = ""  # what it is about ("~fire"), "" where no list says so
    country: str = ""  # which country it names or lies in, "" for none
    is_city: bool = False  # whether it is one of those that stand for their country


@lru_cache(_REMEMBERED)
def word(text: str) -> Word:
    """Return what is known of a word in any letter case; a compound is of its part's kind."""
    folded = fold(text)
    found = _known().get(folded)
    if found is None and len(folded) < 2:
        return Word("", 0)
    stem = _stem(folded)
    return found or _known().get(stem) or Word(stem, PLAIN, _kind_of_part(stem))


def count(text: str) -> str | None:
    """Return the digits of a number that is written as a word, None for another word."""
    return _counts().get(fold(text))


def language(text: str) -> str:
    """Return "nl", "en" or "de", whichever has most of the words of `text`."""
    words = text.lower().split()
    return max(_languages(), key=lambda name: sum(map(_languages()[name].__contains__, words)))


@cache
def patterns(*tables: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns of one table of the lists, by their name, over folded text."""
    found = _lists()
    for table in tables:
        found = found[table]
    return {name: re.compile(rf"\b(?:{pattern})") for name, pattern in found.items()}


@cache
def stages() -> tuple[str, ...]:
    """Return of what there are stages: the tables within "stages"."""
    return tuple(_lists()["stages"])


@cache
def _lists() -> dict[str, Any]:
    # 6 ms that the window does without.
    import tomllib

    return tomllib.loads(resource("stories.toml").read_text(encoding="utf-8"))


@cache
def _counts() -> dict[str, str]:
    counts = _lists()["counts"].items()
    return {name: digits for digits, names in counts for name in names.split()}


@cache
def _languages() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in _lists()["languages"].items()}


@cache
def _known() -> dict[str, Word]:
    """Return the words of the lists by their stem; where one is in two, the later list counts."""
    lists = _lists()
    known = {_stem(name): Word(_stem(name), COMMON) for name in lists["common"].split()}
    for kind, names in lists["concepts"].items():
        known |= dict.fromkeys(map(_stem, names.split()), Word(f"~{kind}", PLAIN, f"~{kind}"))
    for country, text in lists["countries"].items():
        names, _, cities = text.partition("|")
        named = Word(f"={country}", COUNTRY, country=country)
        known |= dict.fromkeys(map(_stem, (country, *names.replace("-", "").split())), named)
        for city in cities.split():
            known[_stem(city)] = Word(_stem(city), CITY, country=country, is_city=True)
    return known | dict.fromkeys(lists["function"].split(), Word("", 0))


def _stem(folded: str) -> str:
    """Return a word without the endings of Dutch, and most of English: not linguistics, a key."""
    if len(folded) > 4:
        for ending in _ENDINGS if len(folded) > 5 else _SHORT_ENDINGS:
            if folded.endswith(ending) and len(folded) - len(ending) >= 3:
                folded = folded[: -len(ending)]
                break
    if folded[-1:] == folded[-2:-1] and folded[-1:] not in _VOWELS:
        folded = folded[:-1]
    if folded[-3:-1] in ("aa", "ee", "oo", "uu") and folded[-1] not in _VOWELS:
        folded = folded[:-2] + folded[-1]
    return folded[:-1] + {"v": "f", "z": "s"}.get(folded[-1:], folded[-1:])


def _kind_of_part(stem: str) -> str:
    """Return what the end or the beginning of a compound says it is about, "" for nothing."""
    known = _known()
    for size in range(min(len(stem), 24) - 3, _SHORTEST_PART - 1, -1):
        for part in (stem[-size:], stem[:size]):
            found = known.get(part)
            if found and found.kind:
                return found.kind
    return ""
