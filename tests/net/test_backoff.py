"""How long a busy host is left in peace."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.net.backoff import LONGEST_PAUSE_S, SHORTEST_PAUSE_S, Pause, pause_after


@pytest.mark.parametrize("said", [None, 0.0, 1.0, 299.0])
def test_a_missing_or_small_wish_counts_as_five_minutes(said: float | None) -> None:
    pause = pause_after(None, status=429, retry_after_s=said, now_s=1000.0)

    assert pause == Pause(until_s=1300.0, refusals=1, status=429)


def test_the_hosts_wish_is_obeyed_up_to_a_day() -> None:
    hour = pause_after(None, status=503, retry_after_s=3600.0, now_s=0.0)
    year = pause_after(None, status=503, retry_after_s=3e7, now_s=0.0)

    assert (hour.until_s, year.until_s) == (3600.0, 86_400.0)


def test_without_a_wish_the_pause_doubles_up_to_two_hours() -> None:
    pause, lengths = None, []
    for _ in range(8):
        pause = pause_after(pause, status=429, retry_after_s=None, now_s=0.0)
        lengths.append(pause.until_s / 60)

    assert lengths == [5, 10, 20, 40, 80, 120, 120, 120]


def test_a_pause_ends() -> None:
    pause = Pause(until_s=100.0, refusals=1, status=429)

    assert [pause.remaining_s(now) for now in (40.0, 100.0, 200.0)] == [60.0, 0.0, 0.0]


@given(st.lists(st.none() | st.floats(0, 1e12), min_size=2, max_size=50))
def test_no_pause_is_shorter_or_longer_than_its_bounds(wishes: list[float | None]) -> None:
    pauses: list[Pause | None] = [None]
    for wish in wishes:
        pauses.append(pause_after(pauses[-1], status=503, retry_after_s=wish, now_s=0.0))

    for before, after in pairwise(pauses[1:]):
        assert before is not None
        assert after is not None
        assert SHORTEST_PAUSE_S <= after.until_s <= LONGEST_PAUSE_S
        assert after.refusals == before.refusals + 1
