"""Moments are kept as seconds and come back, whatever is kept and on every system."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.moments import moment_at, seconds


@pytest.mark.parametrize("kept", [2**62, -(2**62), 10**12])
def test_a_moment_that_cannot_be_is_taken_for_one_that_can(kept: int) -> None:
    assert 1 < moment_at(kept).year < 9998


@given(st.datetimes(datetime(4, 1, 1), datetime(9995, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_that_can_be_is_kept_to_the_second(moment: datetime) -> None:
    assert moment_at(seconds(moment)) == moment.replace(microsecond=0)
