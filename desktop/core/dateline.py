"""The opening of an agency report: `PLACE[/PLACE] [(AGENCY[/AGENCY])] - text`.

The one thing to know: no list of the world's places exists here. A dateline is known by
its form; the lists of `resources/datelines.toml` name what has the form of a place but is none
(clubs, parties), and the places of Zeeland, whose local pieces write them in every way. Those
are read, and patterns compiled (`re` keeps them), with the first report: places are shown before.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from desktop.assets import resource
from desktop.core.model import Dateline
from desktop.core.text import UNSEEN, fold

__all__ = ["DASHES", "Dateline", "display_places", "parse_dateline"]

DASHES: Final = "-‐‑‒–—―−"
_SIGNS: Final = frozenset(f"{DASHES}(")
_LONGEST_HEAD: Final = 90
_MOST_PLACES: Final = 5


_UNSEEN_START: Final = rf"[\s{UNSEEN}\u200c\u200d•·]+"
_WITH_AGENCIES: Final = (
    rf"(?P<head>[^()\[\]]{{2,{_LONGEST_HEAD}}}?)\s*\(\s*(?P<agencies>[^()]{{2,60}}?)\s*"
    rf"(?:\)\s*(?P<dash>[{DASHES}]{{1,2}}|:)?|(?P<unclosed>[{DASHES}]))\s*"
)
# A dash between blanks, or at least one blank on a side; a long dash needs none. "NIEUW- EN SINT
# JOOSLAND" is one place.
_DASH: Final = r"\s[-‐‑]{1,2}(?=\S)|\s?[-‐‑]{1,2}(?=\s(?!(?:EN|en)\s)|$)|\s?[‒–—―−]{1,2}"
_GLUED_DASH: Final = r"[-‐‑](?=[^\W\d_][^\W\d_A-Z])"
_GLUED_KICKER: Final = r"[^\W\d_A-Z]{4}(?=[A-ZÀ-ÖØ-Þ]{3})"
_PLACE: Final = r"['’‘`]?[^\W\d_][\w .,'’‘`´&–-]*|[AN][0-9]{1,3}"
_SMALL_WORDS: Final = frozenset({
    "aan", "bij", "de", "den", "der", "des", "du", "en", "het", "in", "op", "te", "ten", "ter",
    "van", "voor", "am", "an", "au", "aux", "d", "da", "del", "di", "do", "dos", "el", "la",
    "las", "le", "les", "los", "of", "on", "und", "sous", "sur", "upon", "'s", "'t",
})  # fmt: skip
_CAPITAL_ABBREVIATIONS: Final = frozenset({"EU", "VAE", "UK", "USA", "UAE"})
_SHORT_NAMES: Final = frozenset({"ST", "MT", "STS"})


def parse_dateline(text: str) -> Dateline | None:
    """Return the dateline that opens `text`, None if it opens with none.

    Places and agencies are given as printed, with blanks folded; `rest` is what follows the
    dash. Where the site prints a kicker before the place ("EREDIVISIEALKMAAR (ANP) -"), a
    known kicker is left out; "COLUMN -", which stands where a place stands, counts as one.
    Headlines and sentences with a dash or parentheses ("FC Utrecht - AZ") give None.
    """
    unseen = re.match(_UNSEEN_START, text)
    start = text[unseen.end() :] if unseen else text
    # Blanks are folded in the opening only: `rest` may be a whole article.
    opening = re.sub(r"\s+", " ", start[: 2 * _LONGEST_HEAD])
    # Most texts have neither, and the patterns take longer to find that.
    if _SIGNS.isdisjoint(opening):
        return None
    return _with_agencies(opening, start) or _without_agencies(opening, start)


def display_places(places: Iterable[str]) -> str:
    """Return `places` as in a sentence, "Den Haag", "Berlijn/Parijs"; not abbreviations."""
    return "/".join(_display_place(place) for place in places)


@cache
def _lists() -> dict[str, dict[str, None]]:
    """Return the lists of known names, each in its order and quick to look a name up in."""
    # 6 ms that the window does without.
    import tomllib

    lists = tomllib.loads(resource("datelines.toml").read_text(encoding="utf-8"))
    return {kind: dict.fromkeys(names) for kind, names in lists.items()}


def _with_agencies(opening: str, start: str) -> Dateline | None:
    match = re.match(_WITH_AGENCIES, opening)
    if match is None:
        return None
    agencies = tuple(filter(None, re.split(r"\s*[/,|+]\s*", match["agencies"])))
    head = re.split(_GLUED_KICKER, match["head"])[-1]
    places = _places(head)
    known = all(agency.casefold() in _lists()["agencies"] for agency in agencies)
    if not places or not agencies or not (known or _are_initials(agencies)):
        return None
    # One of the three signs may be missing.
    if sum((known, bool(match["dash"] or match["unclosed"]), _is_capital(head))) < 2:
        return None
    return Dateline(places, agencies, _rest(start, opening, match.end()))


def _without_agencies(opening: str, start: str) -> Dateline | None:
    spaced = re.search(_DASH, opening)
    match = spaced or re.search(_GLUED_DASH, opening)
    if match is None or not 2 < match.start() <= _LONGEST_HEAD:
        return None
    head = opening[: match.start()].strip()
    places = _places(head)
    is_local = bool(places) and all(_bare(place) in _lists()["zeeland"] for place in places)
    if not spaced and not (is_local and _is_capital(head)):
        return None
    if not places or any(_is_no_place(place) for place in places):
        return None
    rest = _rest(start, opening, match.end())
    follows = _follows_capitals if _is_capital(head) else _follows_name
    return Dateline(places, (), rest) if follows(rest, is_local=is_local) else None


def _rest(start: str, opening: str, end: int) -> str:
    """Return what follows the first `end` characters of `opening`, from the unfolded text."""
    seen = len(opening[:end].replace(" ", ""))
    for match in re.finditer(r"\S+", start):
        if len(match[0]) >= seen:
            return start[match.start() + seen :].strip()
        seen -= len(match[0])
    return ""


def _places(head: str) -> tuple[str, ...]:
    """Return the places of `head`, () if one of them cannot be a place by its form."""
    names = tuple(name.strip(" ,") for name in re.split(r"/|\||\s\+\s", head))
    names = (_without_kicker(names[0]), *names[1:])
    if len(names) > _MOST_PLACES or not all(_is_place(name) for name in names):
        return ()
    return names


def _is_place(name: str) -> bool:
    if not re.fullmatch(_PLACE, name) or len(name.split()) > 6:
        return False
    return _is_capital(name) or all(
        word[:1].isupper() or word.lower() in _SMALL_WORDS
        for word in _without_article(name).split()
    )


def _without_kicker(name: str) -> str:
    for kicker in _lists()["kickers"]:
        place = name.removeprefix(kicker)
        if place != name and len(place.strip()) >= 3:
            return place.strip(" :-|")
    return name


def _bare(place: str) -> str:
    return fold(place).replace("-", " ").replace("'", "").replace("st. ", "sint ").strip()


def _is_no_place(place: str) -> bool:
    """Return whether `place` begins like a club, a party or a label, or is an abbreviation."""
    first = fold(place).split()[0]
    lists = _lists()
    if any(first in lists[kind] for kind in ("labels", "parties", "clubs")):
        return True
    return len(place) < 4 and place.isalpha() and place.isupper() and _has_no_vowel(place)


def _are_initials(agencies: tuple[str, ...]) -> bool:
    """Return whether unknown names in parentheses look like agencies rather than parties."""
    return all(
        agency.isupper() and agency[0].isalpha() and agency.casefold() not in _lists()["parties"]
        for agency in agencies
    )


def _follows_capitals(rest: str, *, is_local: bool) -> bool:
    """Return whether `rest` may follow a place in capitals: prose, not another club's name."""
    words = rest.split(None, 12)
    if not words or is_local:
        return True
    has_prose = any(word[:1].islower() and len(word) > 1 for word in words)
    return has_prose if len(words) < 7 else has_prose or rest[:200].isupper()


def _follows_name(rest: str, *, is_local: bool) -> bool:
    """Return whether `rest` may follow a place in mixed case, as local pieces write it.

    "Ajax - PSV", "Rutte - die eerder …" and "Parijs - Nice" have the same form, so a place
    outside Zeeland needs a whole sentence after it.
    """
    if not rest:
        return True
    words = rest.split(None, 40)
    if not (rest[0].isupper() or rest[0].isdigit() or rest[0] in "'\"‘’“”„"):
        return False
    if fold(words[0]).strip(",.:") in _lists()["clubs"]:
        return False
    prose = sum(word[:1].islower() for word in words)
    if is_local:
        return prose >= 1
    return prose >= 4 and (len(rest) >= 80 or rest.rstrip("\"'”’").endswith((".", "!", "?", "…")))


def _without_article(name: str) -> str:
    """Return `name` without the article at its start: 's Heerenhoek, 't Zand."""
    return re.sub(r"\A['’‘`´][sStT][ -]?", "", name)


def _is_capital(name: str) -> bool:
    """Return whether `name` is in capitals, but for its article."""
    bare = _without_article(name)
    return len(bare) > 1 and bare.isupper()


def _has_no_vowel(letters: str) -> bool:
    """Return whether `letters` can only be spelled, not said."""
    return not set(fold(letters)) & set("aeiouy'’")


def _display_place(place: str) -> str:
    if not _is_capital(place):
        return place
    return re.sub(r"[^ -]+", lambda part: _display_part(part[0], is_first=not part.start()), place)


def _display_part(part: str, *, is_first: bool) -> str:
    lower = part.lower()
    letters = lower.strip(".,&")
    is_article = len(lower) == 2 and lower[0] in "'’‘`" and lower[1] in "st"
    if is_article or (lower in _SMALL_WORDS and not is_first):
        return lower
    if part in _CAPITAL_ABBREVIATIONS or "." in part[:-1] or not letters:
        return part
    if 2 <= len(letters) <= 3 and letters.upper() not in _SHORT_NAMES and _has_no_vowel(letters):
        return part
    if halves := re.fullmatch(r"([^'’]+)(['’])(.+)", lower):
        head, mark, tail = halves.groups()
        # L'Aquila, N'Djamena, Côte d'Ivoire; but Xi'an.
        shown_head = head if head == "d" and not is_first else head.capitalize()
        return shown_head + mark + (tail.capitalize() if len(head) == 1 else tail)
    return "IJ" + lower[2:] if lower.startswith("ij") else lower.capitalize()
