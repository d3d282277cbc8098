"""Whether two reports tell one story: the same event, told by two newsrooms.

The one thing to know: a wrong join hurts more than a missed one. What two reports share, weighed by
how rare it is, stands against what they contradict each other in; other matches, quakes, trial
days, polls, previews, lists and comments are other stories however alike they are.
"""

from collections import Counter
from datetime import timedelta
from heapq import nlargest
from itertools import islice
from math import sqrt
from typing import Final

from desktop.core.stories_traits import Report, Traits, traits_of

__all__ = ["LONGEST_GAP", "Report", "StoryIndex", "same_story"]

LONGEST_GAP: Final = timedelta(hours=12)
_HOUR: Final = timedelta(hours=1)
# Fitted to a labelled set (logistic regression) and rounded; what is needed is set for precision:
# `python -m tests.benchmarks.stories`.
_NEEDED: Final = 3.4
_ALIKE: Final = 7.0
_ALIKE_BUT_FOR_NAMES: Final = 3.5
_SHARED_NAME, _MOST_NAMES = 0.5, 4
_SHARED_FIGURE, _MOST_FIGURES = 0.6, 3.0
_SHARED_COUNTRY: Final = 0.15
_SHARED_PART, _MOST_PARTS = 0.4, 3
_OTHER_LANGUAGE: Final = 0.55  # makes two tellings of one event look less alike
_OTHER_PLACE: Final = 1.8
_OTHER_COUNTRY: Final = 0.95
_OTHER_SUBJECT: Final = 1.0
_OTHER_TOPIC: Final = 1.2
_OTHER_NAME, _MOST_OTHER_NAMES = 0.55, 4
_OTHER_FIGURE: Final = 0.6
_SAME_SOURCE: Final = 0.9  # a newsroom seldom tells one event twice
_LATER_HOUR: Final = 0.1  # the later, the likelier it tells what came of it
_DECISIVE: Final = (
    "score",
    "part",
    "court",
    "weather",
    "match",
    "vote",
)  # another of these is another event
_LANGUAGES_APART: Final = 3.0  # the weight of what stands for the words of the other language
_SHORTEST_PART: Final = 5  # of a compound that is compared by its parts
_MOST_KEPT: Final = 6_000
_MOST_HOLDERS: Final = 60  # of one trait: a word that more have tells nothing
_MOST_CANDIDATES: Final = 5


def same_story(a: Report, b: Report) -> bool:
    """Return whether two reports tell one event; never if more than `LONGEST_GAP` apart.

    The order does not matter. Takes a millisecond at most, texts are read to 600 characters.
    """
    return _are_same(traits_of(a), traits_of(b))


class StoryIndex:
    """Holds the reports of the last twelve hours, and finds those that tell a new one's story.

    Reports are named by a key of the caller's. The oldest give way beyond some thousand.
    """

    def __init__(self) -> None:
        self._traits: dict[int, Traits] = {}
        # By trait the keys of those that have it, the latest last.
        self._holders: dict[str, dict[int, None]] = {}

    def __len__(self) -> int:
        return len(self._traits)

    def add(self, key: int, report: Report) -> None:
        """Keep a report; one of the same key is replaced, ones out of reach are dropped."""
        self.remove(key)
        traits = self._traits[key] = traits_of(report)
        for stem in _telling(traits):
            holders = self._holders.setdefault(stem, {})
            holders[key] = None
            if len(holders) > _MOST_HOLDERS:
                del holders[next(iter(holders))]
        for old in list(islice(self._traits, 2)):
            is_past = traits.published - self._traits[old].published > LONGEST_GAP
            if is_past or len(self._traits) > _MOST_KEPT:
                self.remove(old)

    def remove(self, key: int) -> None:
        """Drop a report; nothing happens where there is none of that key."""
        traits = self._traits.pop(key, None)
        for stem in _telling(traits) if traits else ():
            holders = self._holders.get(stem, {})
            holders.pop(key, None)
            if not holders:
                self._holders.pop(stem, None)

    def candidates(self, report: Report) -> list[int]:
        """Return the keys of reports within reach that share most with `report`, best first."""
        traits = traits_of(report)
        shared: Counter[int] = Counter()
        for stem in _telling(traits):
            shared.update(list(self._holders.get(stem, ())))
        near = {
            key: count
            for key, count in shared.items()
            if count > 1 and abs(self._traits[key].published - traits.published) <= LONGEST_GAP
        }
        return nlargest(_MOST_CANDIDATES, near, key=near.__getitem__)

    def same(self, report: Report) -> list[int]:
        """Return the keys of the reports that tell the same story as `report`, likeliest first."""
        traits = traits_of(report)
        return [key for key in self.candidates(report) if _are_same(self._traits[key], traits)]


def _telling(traits: Traits) -> list[str]:
    """Return what a report can be found by: what tells more than a common word does."""
    return [stem for stem, weight in traits.weights.items() if weight > 0.5]


def _are_same(a: Traits, b: Traits) -> bool:
    if abs(a.published - b.published) > LONGEST_GAP:
        return False
    if a.weights and a.weights == b.weights:
        return True  # a copy
    if _are_apart(a, b):
        return False
    evidence = _evidence(a, b) - _contradiction(a, b)
    # Comparing parts takes longest, and seldom matters.
    if _NEEDED - _SHARED_PART * _MOST_PARTS < evidence <= _NEEDED:
        evidence += _SHARED_PART * min(_shared_parts(a, b), _MOST_PARTS)
    return evidence > _NEEDED


def _are_apart(a: Traits, b: Traits) -> bool:
    """Return whether two reports cannot tell one event, however alike they are."""
    return (
        "apart" in a.marks
        or a.marks != b.marks
        or any(_differ(a.facts.get(what), b.facts.get(what)) for what in _DECISIVE)
    )


def _differ(a: frozenset[str] | set[str] | None, b: frozenset[str] | set[str] | None) -> bool:
    """Return whether both tell something, and nothing of it is the same."""
    return bool(a and b) and not a & b  # type: ignore[operator]


def _evidence(a: Traits, b: Traits) -> float:
    shared = a.weights.keys() & b.weights.keys()
    names, places = a.names | b.names, a.places | b.places
    figures = sum(max(a.weights[stem], b.weights[stem]) for stem in shared if stem[0] == "#")
    # Who is in the news for long is named in many stories: what is told of them counts by itself.
    told = {stem for stem in shared - names - places if stem[0] != "="}
    return (
        _ALIKE * _likeness(a, b, shared, frozenset())
        + _ALIKE_BUT_FOR_NAMES * _likeness(a, b, told, names | places)
        + _SHARED_NAME * min(len((shared & names) - places), _MOST_NAMES)
        + _SHARED_FIGURE * min(figures, _MOST_FIGURES)
        + _SHARED_COUNTRY * min(len(a.countries & b.countries), 2)
        + _OTHER_LANGUAGE * (a.language != b.language)
    )


def _likeness(a: Traits, b: Traits, shared: set[str], named: frozenset[str]) -> float:
    """Return what share of their weight two reports have in common, from 0 to 1.

    With `named`, of all but these and countries. Of words in two languages only those count that
    could be shared.
    """
    left_out = "=" if named else ""
    of_both = 1.0
    for told in (a, b):
        weights = told.weights.items()
        if a.language == b.language:
            total = sum(w for stem, w in weights if stem not in named and stem[0] != left_out)
        else:
            could_be = (shared | told.names | told.places) - named
            total = _LANGUAGES_APART + sum(
                w for s, w in weights if s in could_be or (s[0] in "#=~" and s[0] != left_out)
            )
        of_both *= total
    return sum(max(a.weights[stem], b.weights[stem]) for stem in shared) / sqrt(of_both or 1)


def _shared_parts(a: Traits, b: Traits) -> int:
    """Return how many words of the one are part of the other's: "fabriek", "verffabriek"."""
    words_a, words_b = (
        [
            stem
            for stem in _telling(told)
            if len(stem) >= _SHORTEST_PART and stem not in other.weights
        ]
        for told, other in ((a, b), (b, a))
    )
    return sum(
        any(x.startswith(y) or x.endswith(y) or y.startswith(x) or y.endswith(x) for y in words_b)
        for x in words_a
    )


def _contradiction(a: Traits, b: Traits) -> float:
    other_names = min(len(a.names - b.weights.keys()), len(b.names - a.weights.keys()))
    other_figures = sum(
        _differ(a.facts.get(what), b.facts.get(what))
        for what in ("age", "percent", "meter", "street")
    )
    return (
        _OTHER_PLACE * _name_others(a.places, a, b.places, b)
        + _OTHER_COUNTRY * _differ(a.countries, b.countries)
        + _OTHER_SUBJECT * _lack_subjects(a, b)
        + _OTHER_TOPIC * _name_others(a.topics, a, b.topics, b)
        + _OTHER_NAME * min(other_names, _MOST_OTHER_NAMES)
        + _OTHER_FIGURE * other_figures
        + _LATER_HOUR * abs((a.published - b.published) / _HOUR)
        + _SAME_SOURCE * (a.source == b.source)
    )


def _name_others(of_a: frozenset[str], a: Traits, of_b: frozenset[str], b: Traits) -> bool:
    """Return whether both tell places or topics, of which the other has no word."""
    return bool(of_a and of_b) and not (of_a & b.weights.keys() or of_b & a.weights.keys())


def _lack_subjects(a: Traits, b: Traits) -> bool:
    """Return whether each title names something that the other report does not."""
    return bool(a.subjects - b.weights.keys() and b.subjects - a.weights.keys())
