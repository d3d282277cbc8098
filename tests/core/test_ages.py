from datetime import UTC, datetime, timedelta

import pytest

from desktop.catalogue import translator
from desktop.core.ages import (
    Ages,
    age_to_timedelta,
    clock_time,
    seconds_to_next_tick,
)

# Monday, 15:05 in Amsterdam.
NOW = datetime(2025, 11, 3, 14, 5, tzinfo=UTC)
DUTCH, ENGLISH = Ages(translator("nl")), Ages(translator("en"))


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("1 minuut geleden", timedelta(minutes=1)),
        ("12 minuten geleden", timedelta(minutes=12)),
        ("1 uur geleden", timedelta(hours=1)),
        ("3 uur geleden", timedelta(hours=3)),
        ("1 dag geleden", timedelta(days=1)),
        ("6 dagen geleden", timedelta(days=6)),
        ("1 week geleden", timedelta(days=7)),
        ("3 weken geleden", timedelta(days=21)),
        ("1 maand geleden", timedelta(days=30)),
        ("2 maanden geleden", timedelta(days=60)),
        ("1 jaar geleden", timedelta(days=365)),
        ("5 jaar geleden", timedelta(days=1825)),
        ("  3\xa0UUR\xa0Geleden\n", timedelta(hours=3)),
    ],
)
def test_age_is_read(text: str, age: timedelta) -> None:
    assert age_to_timedelta(text) == age


@pytest.mark.parametrize(
    "text",
    ["", "gisteren", "uur geleden", "3 uur", "3 uur geleden.", "3 uur geledenGOES",
     "al 3 uur geleden", "30 seconden geleden", "3,5 uur geleden", "-3 uur geleden",
     "99999999999 jaar geleden", "٣ uur geleden", "3 eeuwen geleden"],
)  # fmt: skip
def test_anything_else_is_no_age(text: str) -> None:
    assert age_to_timedelta(text) is None


@pytest.mark.parametrize(
    ("ago", "dutch", "english"),
    [
        (timedelta(hours=-1), "zojuist", "just now"),
        (timedelta(seconds=59), "zojuist", "just now"),
        (timedelta(seconds=60), "1 minuut geleden", "1 minute ago"),
        (timedelta(minutes=12), "12 minuten geleden", "12 minutes ago"),
        (timedelta(minutes=59, seconds=59), "59 minuten geleden", "59 minutes ago"),
        (timedelta(hours=1), "1 uur geleden", "1 hour ago"),
        (timedelta(hours=15), "15 uur geleden", "15 hours ago"),
        (timedelta(hours=15, minutes=6), "gisteren 23:59", "yesterday 23:59"),
        (timedelta(hours=39), "gisteren 00:05", "yesterday 00:05"),
        (timedelta(days=2), "zaterdag 15:05", "Saturday 15:05"),
        (timedelta(days=6), "dinsdag 15:05", "Tuesday 15:05"),
        (timedelta(days=7), "27 oktober", "27 October"),
        (timedelta(days=365), "3 november 2024", "3 November 2024"),
    ],
)
def test_age_is_told_as_people_speak(ago: timedelta, dutch: str, english: str) -> None:
    assert DUTCH.describe(NOW - ago, NOW) == dutch
    assert ENGLISH.describe(NOW - ago, NOW) == english


@pytest.mark.parametrize(
    ("age", "brief"),
    [
        (timedelta(seconds=60), ("1 min", "1 min")),
        (timedelta(minutes=38), ("38 min", "38 min")),
        (timedelta(hours=1), ("1 uur", "1 hr")),
        (timedelta(hours=15), ("15 uur", "15 hr")),
        (timedelta(0), ("zojuist", "just now")),
        (timedelta(hours=39), ("gisteren 00:05", "yesterday 00:05")),
    ],
)
def test_an_age_can_be_told_in_brief(age: timedelta, brief: tuple[str, str]) -> None:
    assert tuple(ages.abbreviate(NOW - age, NOW) for ages in (DUTCH, ENGLISH)) == brief


def test_hours_go_on_past_midnight_up_to_six() -> None:
    shortly_after_midnight = datetime(2025, 11, 2, 23, 30, tzinfo=UTC)

    told = [DUTCH.describe(shortly_after_midnight - timedelta(hours=h), shortly_after_midnight)
            for h in (1, 5, 6)]  # fmt: skip

    assert told == ["1 uur geleden", "5 uur geleden", "gisteren 18:30"]


def test_hours_are_true_across_the_changes_of_the_clock() -> None:
    before_spring, after_spring = (datetime(2025, 3, 30, hour, 30, tzinfo=UTC) for hour in (0, 3))
    before_autumn, after_autumn = (datetime(2025, 10, 26, hour, 30, tzinfo=UTC) for hour in (0, 3))

    assert (clock_time(before_spring), clock_time(after_spring)) == ("01:30", "05:30")
    assert DUTCH.describe(before_spring, after_spring) == "3 uur geleden"
    assert (clock_time(before_autumn), clock_time(after_autumn)) == ("02:30", "04:30")
    assert DUTCH.describe(before_autumn, after_autumn) == "3 uur geleden"
    day_of_25_hours = datetime(2025, 10, 26, 22, 59, tzinfo=UTC)
    assert DUTCH.day(datetime(2025, 10, 25, 22, 0, tzinfo=UTC), day_of_25_hours) == "Vandaag"


def test_moment_is_told_in_full() -> None:
    assert DUTCH.moment(NOW) == "maandag 3 november 2025 om 15:05"
    assert ENGLISH.moment(NOW) == "Monday 3 November 2025 at 15:05"


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (0, "Vandaag", "Today"),
        (1, "Gisteren", "Yesterday"),
        (2, "Zaterdag 1 november", "Saturday 1 November"),
        (-1, "Dinsdag 4 november", "Tuesday 4 November"),
        (365, "Zondag 3 november 2024", "Sunday 3 November 2024"),
    ],
)
def test_day_has_a_heading(days: int, dutch: str, english: str) -> None:
    assert DUTCH.day(NOW - timedelta(days=days), NOW) == dutch
    assert ENGLISH.day(NOW - timedelta(days=days), NOW) == english


def test_next_tick_is_at_the_next_full_minute() -> None:
    assert seconds_to_next_tick(NOW) == 60
    assert seconds_to_next_tick(NOW.replace(second=45, microsecond=500_000)) == 14.5
    before_midnight = datetime(2025, 11, 3, 22, 59, 59, tzinfo=UTC)
    assert seconds_to_next_tick(before_midnight) == 1
