"""How long a busy host is left in peace."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.net.backoff import MAX_BACKOFF_S, MIN_BACKOFF_S, Backoff, next_backoff


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


def test_a_pause_ends() -> None:
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
