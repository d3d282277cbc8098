"""What a report is judged by: its words, names, places and figures, each with how much it tells."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.core.dateline import parse_dateline
from desktop.core.model import Dateline
from desktop.core.stories_words import (
    CITY,
    COUNTRY,
    PLAIN,
    Word,
    count,
    language,
    patterns,
    stages,
    word,
)
from desktop.core.text import fold

_LONGEST_CHARS: Final = 600  # what is read of a title, and of a summary
_NAME: Final = 2.0
_SMALL_FIGURE, _FIGURE, _EXACT_FIGURE = 0.4, 1.2, 1.5
_UNITS: Final = (
    r"\s?(?P<percent>%|procent|percent|prozent)"
    r"|\s(?P<meter>meter)\b"
    r"|[\s-](?P<age>jarige\w*|year-old|jährige\w*|jaar oud)"
    r"|\s(?P<scale>miljoen|millionen|million|mln|miljard|milliarden|billion|mld|bn)\b"
)
_TOKEN: Final = (
    r"(?P<score>(?<![\w.,-])\d{1,3}-\d{1,3}(?![\w-]))"
    rf"|(?P<number>(?<!\w)\d{{1,12}}(?:[.,:]\d{{1,6}})*)(?:{_UNITS})?"
    r"|(?P<word>[^\W\d_]\w{0,60})"
)
_MILLIONS: Final = ("miljoen", "millionen", "million", "mln")
_STARTS_SENTENCE: Final = r"[.!?:…\"“”„‘|]|(?:\A|\s)'"
_ROAD: Final = r"[aeEnAN]\d{1,3}"
_STREET: Final = r"\w{3,}(?:straat|laan|weg|plein|kade|singel|gracht|dijk)"
_PART: Final = (
    r"\b(eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|\d+e)"
    r" \w*(?:etappe|rit|dag|kwartaal|ronde|race|zitting\w*|training|manche)\b"
)


class Report(NamedTuple):
    """One newsroom's telling of an event."""

    title: str  # plain text, as is the summary
    summary: str  # may open with its dateline
    # As parsed, or as printed ("DEN HAAG (ANP)"); None or "" where there is none.
    dateline: Dateline | str | None
    source: str  # the newsroom's name
    published: datetime  # aware


class Traits(NamedTuple):
    """What a report is judged by."""

    published: datetime
    source: str
    # How much each word, figure ("#33%") or country ("=polen") tells, by its stem.
    weights: dict[str, float]
    names: frozenset[str]  # the stems of those that are names
    places: frozenset[str]  # and of places beneath a country
    countries: frozenset[str]  # those named, and those that a named city lies in
    subjects: frozenset[str]  # stems of what the title names
    topics: frozenset[str]  # what the title is about, as in `weights`: "~fire"
    # What is told once of an event: figures by what they count ("age", "score", "part" and so
    # on), and how far it has come ("court": demand, verdict).
    facts: dict[str, set[str]]
    marks: frozenset[str]  # what its title has of the lists; "apart" is one too
    language: str  # "nl", "en" or "de"


@lru_cache(64)
def traits_of(report: Report) -> Traits:
    """Return what `report` is judged by. A third of a millisecond."""
    title, summary = report.title[:_LONGEST_CHARS], report.summary[:_LONGEST_CHARS]
    told = parse_dateline(summary)
    if told:
        summary = told.rest
    reading = _Reading(language(f"{title} {summary}"))
    reading.text(title)
    subjects = frozenset(reading.names | reading.places | reading.first)
    topics = frozenset(reading.topics)
    reading.text(summary)
    for place in _places(report.dateline or told):
        reading.place(place)
    folded_title, folded = fold(title), fold(f"{title}\n{summary}")
    reading.told("part", *re.findall(_PART, folded))
    for course in stages():
        if stage := _found(folded_title, "stages", course) or _found(folded, "stages", course):
            reading.facts[course] = set(stage)
    marks = _found(folded_title, "marked")
    return Traits(
        report.published,
        report.source,
        reading.weights,
        frozenset(reading.names),
        frozenset(reading.places),
        frozenset(reading.countries),
        subjects,
        topics,
        reading.facts,
        marks | {"apart"} if _found(folded_title, "apart") else marks,
        reading.language,
    )


def _places(dateline: Dateline | str | None) -> tuple[str, ...]:
    if isinstance(dateline, str):
        return (dateline[:_LONGEST_CHARS].partition("(")[0],)
    return dateline.places if dateline else ()


def _found(folded: str, *tables: str) -> frozenset[str]:
    return frozenset(name for name, found in patterns(*tables).items() if found.search(folded))


class _Reading:
    """Collects what the texts of one report tell."""

    def __init__(self, language_: str) -> None:
        self.language = language_
        self.weights: dict[str, float] = {}
        self.names: set[str] = set()
        self.places: set[str] = set()
        self.countries: set[str] = set()
        self.first: set[str] = set()
        self.topics: set[str] = set()
        self.facts: dict[str, set[str]] = {}

    def text(self, text: str) -> None:
        """Read a title or a summary."""
        end, before = 0, ""
        for match in re.finditer(_TOKEN, text):
            gap = text[end : match.start()]
            end = match.end()
            if name := match["word"]:
                starts = not before or bool(re.search(_STARTS_SENTENCE, gap))
                self._word(name, before, starts=starts)
            elif score := match["score"]:
                self.told("score", "-".join(sorted(score.split("-"), key=int)))
            else:
                is_age = bool(match["age"]) or (gap.endswith("(") and text[end : end + 1] == ")")
                self._number(match, is_age=is_age)
            before = match[0]

    def place(self, place: str) -> None:
        """Take a place of a dateline."""
        for name in re.findall(r"\w+", place):
            found = word(name)
            if found.country:
                self.countries.add(found.country)
            if found.stem and (found.is_city or not found.country):
                self.places.add(found.stem)
                self._weigh(found.stem, CITY)

    def told(self, what: str, *figures: str) -> None:
        """Take figures of a kind that is told once of an event."""
        if figures:
            self.facts.setdefault(what, set()).update(figures)
        for figure in figures:
            self._weigh(f"#{figure}{what[0]}", _EXACT_FIGURE)

    def _weigh(self, stem: str, weight: float) -> None:
        self.weights[stem] = max(weight, self.weights.get(stem, 0))

    def _word(self, name: str, before: str, *, starts: bool) -> None:
        if digits := count(name):
            self._weigh(f"#{digits}", _SMALL_FIGURE if len(digits) < 2 else PLAIN)
            return
        found = word(name)
        if name[0].isupper() and before[:1].isupper():
            both = word(before + name)  # "Tel Aviv", "Noord-Korea"
            found = both if both.country else found
        if found.country:
            self._country(found)
        elif found.stem:
            # German writes every noun with a capital.
            is_capital = name[0].isupper() and self.language != "de" and found.weight == PLAIN
            self._weigh(found.stem, self._weight(name, found, is_name=is_capital and not starts))
            if found.kind:
                self.topics.add(found.kind)
                self._weigh(found.kind, PLAIN)
            if is_capital and not before and not found.kind:
                self.first.add(found.stem)

    def _weight(self, name: str, found: Word, *, is_name: bool) -> float:
        if not is_name or found.kind or re.fullmatch(_ROAD, name):
            return found.weight
        self.names.add(found.stem)
        if re.fullmatch(_STREET, name):
            self.told("street", found.stem)
        return _NAME

    def _country(self, found: Word) -> None:
        self.countries.add(found.country)
        self._weigh(f"={found.country}", COUNTRY)
        if found.is_city:
            self.places.add(found.stem)
            self._weigh(found.stem, CITY)

    def _number(self, match: re.Match[str], *, is_age: bool) -> None:
        value = _value(match["number"], match["scale"])
        if is_age:
            self.told("age", value)
        elif match["meter"]:
            self.told("meter", value)
        elif match["percent"]:
            self.told("percent", value)
        elif not re.fullmatch(r"(?:19|20)\d\d", value):
            is_small = value.isdigit() and int(value) <= 12
            self._weigh(f"#{value}", _SMALL_FIGURE if is_small else _FIGURE)


def _value(number: str, scale: str | None) -> str:
    """Return a number as digits with a point: "1.400" and "1,400", "2,4 miljard" and "2.4 bn"."""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", number):
        number = re.sub(r"[.,]", "", number)
    number = re.sub(r"[,:]", ".", number)
    if scale and number.count(".") < 2:
        return f"{float(number) * (1e6 if scale in _MILLIONS else 1e9):.0f}"
    return number.lstrip("0") or "0"
