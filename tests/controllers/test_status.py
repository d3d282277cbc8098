"""The line under the heading is short and true."""

from datetime import datetime, timedelta

import pytest

from desktop.controllers.status import status_line
from desktop.core.model import Source, SourceState
from tests.builders import ABROAD, NOW, SPORT


def line(
    *states: tuple[Source, SourceState],
    now: datetime = NOW,
    is_offline: bool = False,
    is_refreshing: bool = False,
    language: str = "nl",
) -> str:
    return status_line(
        states, now, is_offline=is_offline, is_refreshing=is_refreshing, language=language
    )


def good(minutes: float, source: Source = ABROAD) -> tuple[Source, SourceState]:
    return source, SourceState(source.id, checked_at=NOW - timedelta(minutes=minutes))


def bad(problem: str, source: Source = SPORT) -> tuple[Source, SourceState]:
    state = SourceState(source.id, problem=problem, next_check_at=NOW + timedelta(minutes=20))
    return source, state


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "Zojuist bijgewerkt"),
        (0.9, "Zojuist bijgewerkt"),
        (2, "Bijgewerkt 2 minuten geleden"),
        (125, "Bijgewerkt 2 uur geleden"),
    ],
)
def test_news_says_how_fresh_it_is(minutes: float, said: str, qapp: object) -> None:
    assert line(good(minutes)) == said


def test_the_freshest_source_counts(qapp: object) -> None:
    assert line(good(90), good(3, SPORT)) == "Bijgewerkt 3 minuten geleden"


def test_without_a_network_the_time_of_the_news_is_named(qapp: object) -> None:
    assert line(good(180), bad("dns"), is_offline=True) == "Offline – nieuws van 09:12"


def test_without_a_network_and_without_news_that_is_said(qapp: object) -> None:
    assert line(bad("dns"), is_offline=True) == "Offline – er is nog geen nieuws opgehaald"


def test_the_first_news_is_announced_while_it_is_fetched(qapp: object) -> None:
    assert line((ABROAD, SourceState("abroad")), is_refreshing=True) == (
        "Het nieuws wordt opgehaald…"
    )


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("status 429", "Sportblad: even druk bij de bron, opnieuw om 12:32"),
        ("status 503", "Sportblad: even druk bij de bron, opnieuw om 12:32"),
        ("status 404", "Sportblad staat niet meer op dit adres"),
        ("status 403", "Sportblad laat ons even niet toe"),
        ("status 500", "Sportblad is nu niet te bereiken"),
        ("timeout", "Sportblad is nu niet te bereiken"),
        ("web-page", "Sportblad is nu niet te bereiken"),
    ],
)
def test_a_source_in_trouble_is_named_behind_the_others(
    problem: str, said: str, qapp: object
) -> None:
    assert line(good(2), bad(problem)) == f"Bijgewerkt 2 minuten geleden · {said}"


def test_no_more_than_two_troubles_are_named(qapp: object) -> None:
    troubles = [bad("timeout", SPORT._replace(name=f"Bron {n}")) for n in range(5)]

    assert line(*troubles).count(" · ") == 1


def test_a_section_without_sources_says_nothing(qapp: object) -> None:
    assert line() == ""


def test_the_age_is_in_the_language_of_the_window(qapp: object) -> None:
    assert "2 minutes ago" in line(good(2), language="en")
