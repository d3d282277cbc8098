"""When a source may be asked again, and how long a busy host is left in peace."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.model import SourceState
from desktop.core.schedule import (
    LONGEST_WAIT,
    MAX_BACKOFF_S,
    MIN_BACKOFF_S,
    SHORTEST_WAIT,
    Backoff,
    is_due,
    next_backoff,
    next_check,
    validators,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def wait_minutes(**said: float | None) -> float:
    moment = next_check(NOW, **{"base_minutes": 15, **said})  # type: ignore[arg-type]
    return (moment - NOW).total_seconds() / 60


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ({}, 15),
        ({"ttl_minutes": 60}, 60),
        ({"ttl_minutes": 1}, 15),
        ({"fresh_for_s": 2400}, 40),
        ({"fresh_for_s": 10}, 15),
        ({"retry_after_s": 3000}, 50),
        ({"ttl_minutes": 30, "fresh_for_s": 2400, "retry_after_s": 3000}, 50),
        ({"base_minutes": 1}, 5),
        ({"base_minutes": 0}, 5),
        ({"fresh_for_s": 31_536_000}, 300),
        ({"retry_after_s": 31_536_000}, 1440),
        ({"ttl_minutes": 10_000_000}, 1440),
        ({"ttl_minutes": -5, "fresh_for_s": -5, "retry_after_s": -5}, 15),
    ],
)
def test_the_longest_wish_counts_within_bounds(said: dict[str, float], minutes: float) -> None:
    assert wait_minutes(**said) == minutes


def test_the_third_failure_makes_a_source_slower_and_none_makes_it_silent() -> None:
    waits = [wait_minutes(failures=failures) for failures in (0, 1, 2, 3, 4, 5, 50, 10**9)]

    assert waits == [15, 15, 15, 30, 60, 120, 360, 360]


def test_a_base_slower_than_any_failure_stays() -> None:
    assert wait_minutes(base_minutes=600, failures=3) == 600


def test_jitter_moves_the_moment_by_a_tenth() -> None:
    assert [wait_minutes(base_minutes=100, jitter=jitter) for jitter in (-1, 0, 1)] == [
        90,
        100,
        110,
    ]


def test_jitter_never_asks_a_busy_server_too_early() -> None:
    assert wait_minutes(retry_after_s=3600, jitter=-1) == 60


@given(
    base_minutes=st.floats(0, 1e4),
    ttl_minutes=st.none() | st.integers(-(10**9), 10**9),
    fresh_for_s=st.none() | st.floats(-1e12, 1e12),
    retry_after_s=st.none() | st.floats(-1e12, 1e12),
    failures=st.integers(0, 10**6),
    jitter=st.floats(-1, 1),
)
def test_no_word_of_a_server_leaves_the_bounds(**said: float | None) -> None:
    wait = timedelta(minutes=wait_minutes(**said))

    assert SHORTEST_WAIT <= wait <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("next_check_at", "expected"),
    [
        (None, True),
        (NOW - timedelta(seconds=1), True),
        (NOW, True),
        (NOW + timedelta(seconds=1), False),
        (NOW + LONGEST_WAIT, False),
        (NOW + timedelta(days=400), True),
    ],
    ids=["never", "past", "now", "future", "a day", "set by a wrong clock"],
)
def test_a_source_is_due_when_its_moment_has_come(
    next_check_at: datetime | None, expected: bool
) -> None:
    state = SourceState("nos", next_check_at=next_check_at)

    assert is_due(state, NOW) is expected


@pytest.mark.parametrize("name", ["asked_at", "checked_at"])
def test_what_a_clock_that_was_ahead_has_set_silences_nothing(name: str) -> None:
    waiting = SourceState("nos", next_check_at=NOW + timedelta(hours=23))
    ahead = waiting._replace(**{name: NOW + timedelta(hours=22)})  # type: ignore[arg-type]
    in_time = waiting._replace(**{name: NOW - timedelta(hours=1)})  # type: ignore[arg-type]

    assert is_due(ahead, NOW)
    assert not is_due(in_time, NOW)


def test_a_source_that_fails_after_the_clock_was_set_back_is_not_asked_without_end() -> None:
    ahead = NOW + timedelta(hours=22)
    state = SourceState("nos", checked_at=ahead, changed_at=ahead, validators_at=ahead)

    failed = state._replace(asked_at=NOW, next_check_at=NOW + timedelta(minutes=15))

    assert not is_due(failed, NOW)
    assert is_due(failed, NOW + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), ('"een"', "ooit")),
        (timedelta(days=7, hours=23), ('"een"', "ooit")),
        (timedelta(days=8), (None, None)),
        (timedelta(days=-1), (None, None)),
    ],
)
def test_validators_are_sent_as_a_pair_for_eight_days(
    age: timedelta, expected: tuple[str | None, str | None]
) -> None:
    state = SourceState("nos", etag='"een"', last_modified="ooit", validators_at=NOW - age)

    assert validators(state, NOW) == expected


def test_without_a_date_there_are_no_validators() -> None:
    assert validators(SourceState("nos", etag='"een"'), NOW) == (None, None)


@pytest.mark.parametrize("said", [None, 0.0, 1.0, 299.0])
def test_a_missing_or_small_retry_after_counts_as_five_minutes(said: float | None) -> None:
    backoff = next_backoff(None, status=429, retry_after_s=said, now_s=1000.0)

    assert backoff == Backoff(until_s=1300.0, refusals=1, status=429)


def test_the_hosts_retry_after_is_obeyed_up_to_a_day() -> None:
    hour = next_backoff(None, status=503, retry_after_s=3600.0, now_s=0.0)
    year = next_backoff(None, status=503, retry_after_s=3e7, now_s=0.0)

    assert (hour.until_s, year.until_s) == (3600.0, 86_400.0)


def test_without_a_retry_after_the_backoff_doubles_up_to_two_hours() -> None:
    backoff, lengths = None, []
    for _ in range(8):
        backoff = next_backoff(backoff, status=429, retry_after_s=None, now_s=0.0)
        lengths.append(backoff.until_s / 60)

    assert lengths == [5, 10, 20, 40, 80, 120, 120, 120]


def test_a_backoff_ends() -> None:
    backoff = Backoff(until_s=100.0, refusals=1, status=429)

    assert [backoff.remaining_s(now) for now in (40.0, 100.0, 200.0)] == [60.0, 0.0, 0.0]


@given(st.lists(st.none() | st.floats(0, 1e12), min_size=2, max_size=50))
def test_no_backoff_is_shorter_or_longer_than_its_bounds(asked: list[float | None]) -> None:
    backoffs: list[Backoff | None] = [None]
    for retry_after_s in asked:
        backoffs.append(
            next_backoff(backoffs[-1], status=503, retry_after_s=retry_after_s, now_s=0.0)
        )

    for before, after in pairwise(backoffs[1:]):
        assert before is not None
        assert after is not None
        assert MIN_BACKOFF_S <= after.until_s <= MAX_BACKOFF_S
        assert after.refusals == before.refusals + 1
