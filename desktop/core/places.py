"""Places as they are written in a sentence: "DEN HAAG" becomes "Den Haag".

Runs before the first paint, so it has no patterns to compile; what recognises places in the
opening of a report is `desktop.core.dateline`.
"""

from collections.abc import Iterable
from typing import Final

from desktop.core.text import fold

SMALL_WORDS: Final = frozenset({
    "aan", "bij", "de", "den", "der", "des", "du", "en", "het", "in", "op", "te", "ten", "ter",
    "van", "voor", "am", "an", "au", "aux", "d", "da", "del", "di", "do", "dos", "el", "la",
    "las", "le", "les", "los", "of", "on", "und", "sous", "sur", "upon", "'s", "'t",
})  # fmt: skip
_CAPITAL_ABBREVIATIONS: Final = frozenset({"EU", "VAE", "UK", "USA", "UAE"})
_SHORT_NAMES: Final = frozenset({"ST", "MT", "STS"})
_APOSTROPHES: Final = "'’‘`´"


def display_places(places: Iterable[str]) -> str:
    """Return `places` as they are written in a sentence: "Den Haag", "Berlijn/Parijs".

    Abbreviations stay in capitals, so does a place that is already in mixed case.
    """
    return "/".join(_display_place(place) for place in places)


def without_article(name: str) -> str:
    """Return `name` without the article at its start: 's Heerenhoek, 't Zand."""
    if len(name) < 2 or name[0] not in _APOSTROPHES or name[1] not in "sStT":
        return name
    return name[3:] if name[2:3] in {" ", "-"} else name[2:]


def is_capital(name: str) -> bool:
    """Return whether `name` is in capitals, but for its article."""
    bare = without_article(name)
    return len(bare) > 1 and bare.isupper()


def has_no_vowel(letters: str) -> bool:
    """Return whether `letters` can only be spelled, not said."""
    return not any(letter in "aeiouy'’" for letter in fold(letters))


def _display_place(place: str) -> str:
    if not is_capital(place):
        return place
    words = place.split(" ")
    return " ".join(_display_word(word, is_first=i == 0) for i, word in enumerate(words))


def _display_word(word: str, *, is_first: bool) -> str:
    """Return one word of a place in capitals, its hyphenated parts each by themselves."""
    parts = word.split("-")
    shown = [_display_part(part, is_first=is_first and i == 0) for i, part in enumerate(parts)]
    return "-".join(shown)


def _display_part(part: str, *, is_first: bool) -> str:
    lower = part.lower()
    letters = lower.strip(".,&")
    if lower in {"'s", "’s", "‘s", "`s", "'t", "’t", "‘t", "`t"}:
        return lower
    if lower in SMALL_WORDS and not is_first:
        return lower
    if part in _CAPITAL_ABBREVIATIONS or "." in part[:-1] or not letters:
        return part
    if 2 <= len(letters) <= 3 and letters.upper() not in _SHORT_NAMES and has_no_vowel(letters):
        return part
    head, mark, tail = _split_apostrophe(lower)
    if mark:
        # L'Aquila, N'Djamena, Côte d'Ivoire; but Xi'an.
        shown_head = head if head == "d" and not is_first else head.capitalize()
        return shown_head + mark + (tail.capitalize() if len(head) == 1 else tail)
    return "IJ" + lower[2:] if lower.startswith("ij") else lower.capitalize()


def _split_apostrophe(word: str) -> tuple[str, str, str]:
    for mark in "'’":
        head, found, tail = word.partition(mark)
        if found and head and tail:
            return head, mark, tail
    return word, "", ""
