"""The opening of an agency report: `PLACE[/PLACE] [(AGENCY[/AGENCY])] - text`.

The one thing to know: no list of the world's places exists here. A dateline is known by
its form; short lists name what has the form of a place but is none (clubs, parties), and
the places of Zeeland, whose local pieces write them in every way. Patterns are compiled at
their first use (`re` keeps them): places are shown before any report is read.
"""

import re
from collections.abc import Iterable
from typing import Final

from desktop.core.model import Dateline
from desktop.core.text import UNSEEN, fold

__all__ = ["DASHES", "Dateline", "display_places", "parse_dateline"]

DASHES: Final = "-‐‑‒–—―−"
_LONGEST_HEAD: Final = 90
_MOST_PLACES: Final = 5


def _table(words: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(words.split(separator))


_AGENCIES: Final = _table(
    "anp afp rtr dpa bloomberg belga reuters ap efe ansa tass ria interfax xinhua kyodo upi pa apa "
    "ats cnn bbc nos rtl nu.nl pzc gpd novum csp zeelandnet tt ntb ritzau lusa pap ctk mti"
) | {"omroep zeeland", "omroep brabant", "dow jones", "anp persportaal", "anp persbureau"}
# What stands in parentheses after a name in capitals without being an agency.
_PARTIES: Final = _table(
    "vvd cda pvv pvda sp sgp d66 bbb nsc gl volt denk fvd ja21 cu pvdd 50plus bij1"
)
_CLUBS: Final = _table(
    "psv az nec nac rkc vvv pec mvv fc sc ado ajax feyenoord vitesse excelsior sparta twente "
    "willem cambuur telstar volendam heracles"
)
# Words in capitals, or names, that open a headline or a line of results, never a dateline.
_NO_PLACES: Final = (
    _table(
        "nos rtl npo bbc cnn eu vn vs vk navo wk ek nk os live liveblog video foto fotos update "
        "breaking podcast kort uitslag uitslagen stand tussenstand programma knvb uefa fifa "
        "advertentie bijdrage meer lees"
    )
    | _PARTIES
    | _CLUBS
)
# Printed before the dateline by the site's sports pages, at times without a blank between.
_KICKERS: Final = (
    "VROUWEN EREDIVISIE", "EREDIVISIE VROUWEN", "KEUKEN KAMPIOEN DIVISIE", "EERSTE DIVISIE",
    "TWEEDE DIVISIE", "EREDIVISIE", "CHAMPIONS LEAGUE", "EUROPA LEAGUE", "CONFERENCE LEAGUE",
    "NATIONS LEAGUE", "PREMIER LEAGUE", "BUNDESLIGA", "KNVB-BEKER", "KNVB BEKER",
    "TOUR DE FRANCE", "OLYMPISCHE SPELEN", "WINTERSPELEN", "WK VOETBAL", "EK VOETBAL", "FORMULE 1",
    "VOETBAL", "WIELRENNEN", "SCHAATSEN", "TENNIS", "HOCKEY", "ATLETIEK", "ZWEMMEN", "TURNEN",
    "SHORTTRACK", "DARTS", "VOLLEYBAL", "HANDBAL", "ROEIEN", "AUTOSPORT", "VELDRIJDEN",
)  # fmt: skip
# The province, its islands, municipalities and villages, and the neighbour; folded, hyphens as
# blanks.
_ZEELAND: Final = _table(
    "aagtekerke|aardenburg|anna jacobapolder|arnemuiden|axel|baarland|beveland|biervliet|"
    "biezelinge|biggekerke|borsele|borssele|boschkapelle|brabant|breskens|brouwershaven|"
    "bruinisse|burgh|burgh haamstede|cadzand|cadzand bad|clinge|colijnsplaat|domburg|"
    "dreischor|driewegen|duiveland|eede|eindewege|ellemeet|ellewoutsdijk|gapinge|geersdijk|"
    "goes|graauw|grijpskerke|groede|haamstede|hansweert|heikant|heinkenszand|hengstdijk|"
    "hoedekenskerke|hoek|hoofdplaat|hulst|ijzendijke|kamperland|kapelle|kapellebrug|kats|"
    "kattendijke|kerkwerve|kloetinge|kloosterzande|koewacht|kortgene|koudekerke|krabbendijke|"
    "kruiningen|kuitaart|kwadendamme|lamswaarde|lewedorp|meliskerke|middelburg|"
    "nieuw en sint joosland|nieuw namen|nieuwdorp|nieuwerkerk|nieuwvliet|nisse|noord beveland|"
    "noordgouwe|noordwelle|oost souburg|oostburg|oostdijk|oosterland|oostkapelle|ossenisse|"
    "oud vossemeer|oudelande|ouwerkerk|overslag|ovezande|philippine|poortvliet|reimerswaal|"
    "renesse|retranchement|rilland|ritthem|s gravenpolder|s heer abtskerke|s heer arendskerke|"
    "s heer hendrikskinderen|s heerenhoek|sas van gent|scharendijke|scherpenisse|schoondijke|"
    "schore|schouwen|schouwen duiveland|serooskerke|sint anna ter muiden|sint annaland|"
    "sint jansteen|sint kruis|sint laurens|sint maartensdijk|sint philipsland|sirjansland|"
    "sluis|sluiskil|stavenisse|terhole|terneuzen|tholen|veere|vlissingen|vogelwaarde|"
    "vrouwenpolder|waarde|walcheren|waterlandkerkje|wemeldinge|west souburg|westdorpe|"
    "westenschouwen|westkapelle|wilhelminadorp|wissenkerke|wolphaartsdijk|yerseke|zaamslag|"
    "zandstraat|zeeland|zeeuws vlaanderen|zierikzee|zonnemaire|zoutelande|zuid beveland|"
    "zuiddorpe|zuidzande",
    "|",
)
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
_APOSTROPHES: Final = "'’‘`´"


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
    return _with_agencies(opening, start) or _without_agencies(opening, start)


def display_places(places: Iterable[str]) -> str:
    """Return `places` as they are written in a sentence: "Den Haag", "Berlijn/Parijs".

    Abbreviations stay in capitals, so does a place that is already in mixed case.
    """
    return "/".join(_display_place(place) for place in places)


def _with_agencies(opening: str, start: str) -> Dateline | None:
    match = re.match(_WITH_AGENCIES, opening)
    if match is None:
        return None
    agencies = tuple(part for part in re.split(r"\s*[/,|+]\s*", match["agencies"]) if part)
    head = re.split(_GLUED_KICKER, match["head"])[-1]
    places = _places(head)
    known = all(agency.casefold() in _AGENCIES for agency in agencies)
    if not places or not agencies or not (known or _are_initials(agencies)):
        return None
    # Mixed case, or no dash at all, is let through only where the agency leaves no doubt.
    has_dash = bool(match["dash"] or match["unclosed"])
    if not known and not (has_dash and _is_capital(head)):
        return None
    if not has_dash and not _is_capital(head):
        return None
    return Dateline(places, agencies, _rest(start, opening, match.end()))


def _without_agencies(opening: str, start: str) -> Dateline | None:
    spaced = re.search(_DASH, opening)
    match = spaced or re.search(_GLUED_DASH, opening)
    if match is None or not 2 < match.start() <= _LONGEST_HEAD:
        return None
    head = opening[: match.start()].strip()
    places = _places(head)
    is_local = bool(places) and all(_bare(place) in _ZEELAND for place in places)
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
    for kicker in _KICKERS:
        place = name.removeprefix(kicker)
        if place != name and len(place.strip()) >= 3:
            return place.strip(" :-|")
    return name


def _bare(place: str) -> str:
    return fold(place).replace("-", " ").replace("'", "").replace("st. ", "sint ").strip()


def _is_no_place(place: str) -> bool:
    """Return whether `place` begins like a club, a party or a label, or is an abbreviation."""
    first = fold(place).split()[0]
    if first in _NO_PLACES:
        return True
    return len(place) < 4 and place.isalpha() and place.isupper() and _has_no_vowel(place)


def _are_initials(agencies: tuple[str, ...]) -> bool:
    """Return whether unknown names in parentheses look like agencies rather than parties."""
    return all(
        agency.isupper() and agency[0].isalpha() and agency.casefold() not in _PARTIES
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
    if fold(words[0]).strip(",.:") in _CLUBS:
        return False
    prose = sum(word[:1].islower() for word in words)
    if is_local:
        return prose >= 1
    return prose >= 4 and (len(rest) >= 80 or rest.rstrip("\"'”’").endswith((".", "!", "?", "…")))


def _without_article(name: str) -> str:
    """Return `name` without the article at its start: 's Heerenhoek, 't Zand."""
    if len(name) < 2 or name[0] not in _APOSTROPHES or name[1] not in "sStT":
        return name
    return name[3:] if name[2:3] in {" ", "-"} else name[2:]


def _is_capital(name: str) -> bool:
    """Return whether `name` is in capitals, but for its article."""
    bare = _without_article(name)
    return len(bare) > 1 and bare.isupper()


def _has_no_vowel(letters: str) -> bool:
    """Return whether `letters` can only be spelled, not said."""
    return not any(letter in "aeiouy'’" for letter in fold(letters))


def _display_place(place: str) -> str:
    if not _is_capital(place):
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
    if lower in _SMALL_WORDS and not is_first:
        return lower
    if part in _CAPITAL_ABBREVIATIONS or "." in part[:-1] or not letters:
        return part
    if 2 <= len(letters) <= 3 and letters.upper() not in _SHORT_NAMES and _has_no_vowel(letters):
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
