"""Reports that tell one event are one story; those that only look like it are not."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.dateline import parse_dateline
from desktop.core.model import Dateline
from desktop.core.stories import LONGEST_GAP, Report, StoryIndex, same_story
from tests.benchmarks.stories import families, pairs, score

NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)
FERRY = (
    "Veerboot ramt steiger in Breskens",
    "Bij het aanmeren in Breskens raakten zeven passagiers van de Westerschelde Ferry gewond.",
)
FERRY_TOO = (
    "Zeven gewonden door botsing Westerschelde Ferry",
    "De boot voer in Breskens hard tegen de kade. Passagiers vielen van de trap.",
)


def report(
    title: str,
    summary: str = "",
    dateline: Dateline | str | None = None,
    *,
    source: str = "NOS",
    minutes: float = 0,
) -> Report:
    return Report(title, summary, dateline, source, NOON + timedelta(minutes=minutes))


def test_the_labelled_set_is_judged_as_promised() -> None:
    labelled = pairs()

    found = score(labelled)

    assert len(labelled) >= 400
    assert found.precision >= 0.95
    assert found.recall >= 0.65


def test_the_order_of_two_reports_does_not_matter() -> None:
    for pair in pairs():
        assert same_story(pair.a, pair.b) == same_story(pair.b, pair.a)


def test_one_event_in_other_words_is_one_story() -> None:
    assert same_story(report(*FERRY), report(*FERRY_TOO, source="PZC", minutes=50))


def test_after_twelve_hours_nothing_is_the_same_story() -> None:
    limit = LONGEST_GAP.total_seconds() / 60
    first = report(*FERRY)

    assert same_story(first, report(*FERRY, source="PZC", minutes=limit))
    assert not same_story(first, report(*FERRY, source="PZC", minutes=limit + 1))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Excelsior wint in Almere met 2-0", "Excelsior wint in Almere met 3-1"),
        (
            "Celstraf geëist tegen drugsbaron Ramon V.",
            "Drugsbaron Ramon V. veroordeeld tot celstraf",
        ),
        ("Brand in dierentuin Emmen", "Analyse: brand in dierentuin Emmen"),
        ("Telstar leidt bij rust tegen Cambuur", "Telstar verliest van Cambuur"),
        ("Brand in dierentuin Emmen", "Liveblog brand in dierentuin Emmen"),
    ],
)
def test_what_only_looks_alike_is_another_story(title: str, other: str) -> None:
    assert not same_story(report(title), report(other, source="AD", minutes=30))


@pytest.mark.parametrize("dateline", [None, "", "BRESKENS (ANP)", "BRESKENS", "???"])
def test_a_dateline_may_be_text_or_missing(dateline: str | None) -> None:
    told = report(*FERRY, dateline)

    assert same_story(told, report(*FERRY_TOO, parse_dateline("BRESKENS (ANP) - x"), source="PZC"))


def test_a_copy_is_the_same_story_whatever_it_is() -> None:
    title = "Vijf vragen over de storing bij de Oosterscheldekering"

    assert same_story(report(title), report(title, source="NU.nl", minutes=9))


@pytest.mark.parametrize("text", ["", "…", "\0\u202e", "1" * 5_000, "A-" * 9_000, "(" * 9_000])
def test_any_text_is_judged(text: str) -> None:
    assert not same_story(report(text, text), report(*FERRY))


def index_of(*reports: Report) -> StoryIndex:
    index = StoryIndex()
    for key, told in enumerate(reports):
        index.add(key, told)
    return index


def test_the_index_finds_what_tells_the_same_story() -> None:
    index = index_of(
        report(*FERRY), report("Bouwmarkt in Hulst failliet", "De curator zoekt een koper.")
    )

    assert index.candidates(report(*FERRY_TOO, source="PZC")) == [0]
    assert index.same(report(*FERRY_TOO, source="PZC")) == [0]


def test_the_index_finds_nothing_beyond_twelve_hours() -> None:
    index = index_of(report(*FERRY))

    assert index.candidates(report(*FERRY_TOO, source="PZC", minutes=12 * 60 + 1)) == []


def test_what_is_removed_from_the_index_is_not_found() -> None:
    index = index_of(report(*FERRY))

    index.remove(0)
    index.remove(7)

    assert len(index) == 0
    assert index.candidates(report(*FERRY_TOO)) == []


def test_a_report_that_changed_takes_the_place_of_what_it_was() -> None:
    index = index_of(report("Bouwmarkt in Hulst failliet", "De curator zoekt een koper."))

    index.add(0, report(*FERRY))

    assert len(index) == 1
    assert index.same(report(*FERRY_TOO, source="PZC")) == [0]


def test_the_index_lets_go_of_what_is_past() -> None:
    index = StoryIndex()

    for day in range(50):
        index.add(day, report(*FERRY, minutes=day * 24 * 60))

    assert len(index) == 1


def test_the_index_holds_some_thousand_reports_at_most() -> None:
    index = StoryIndex()

    for key in range(6_100):
        index.add(key, report(f"Melding{key}", minutes=key / 60))

    assert len(index) == 6_000


def test_the_index_loses_few_of_the_labelled_stories() -> None:
    told = sorted(
        (one for reports in families().values() for _, one in reports),
        key=lambda one: one.published,
    )
    index = StoryIndex()
    joined = set()
    for key, one in enumerate(told):
        joined |= {(told[other], one) for other in index.same(one)}
        index.add(key, one)

    same = {
        tuple(sorted((pair.a, pair.b), key=told.index))
        for pair in pairs()
        if {pair.a, pair.b} <= set(told) and same_story(pair.a, pair.b)
    }
    assert len(same & joined) >= 0.97 * len(same)
