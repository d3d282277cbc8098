"""Values of the store come back as values of the program, whatever is stored."""

from datetime import UTC, datetime

import pytest

from desktop.storage.rows import moment


@pytest.mark.parametrize("seconds", [2**62, -(2**62), 10**12])
def test_a_moment_that_cannot_be_is_taken_for_one_that_can(seconds: int) -> None:
    assert 1 < moment(seconds).year < 9998


def test_a_moment_that_can_be_is_kept() -> None:
    assert moment(1_772_449_920) == datetime(2026, 3, 2, 11, 12, tzinfo=UTC)
