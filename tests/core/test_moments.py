"""Moments are kept as seconds and come back, whatever is kept and on every system."""

from datetime import UTC, datetime

import pytest

from desktop.core.moments import moment_at, seconds


@pytest.mark.parametrize("kept", [2**62, -(2**62), 10**12])
def test_a_moment_that_cannot_be_is_taken_for_one_that_can(kept: int) -> None:
    assert 1 < moment_at(kept).year < 9998


@pytest.mark.parametrize("year", [4, 1600, 1969, 1970, 2026, 2038, 3001, 3900, 9995])
def test_a_moment_that_can_be_is_kept(year: int) -> None:
    moment = datetime(year, 3, 2, 11, 12, tzinfo=UTC)

    assert moment_at(seconds(moment)) == moment
