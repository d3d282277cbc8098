"""What two clocks say about a wait."""

from datetime import timedelta

import pytest

from desktop.mail.monitor import Clocks, has_slept
from tests.mail.builders import START


@pytest.mark.parametrize(
    ("wall_s", "steady_s", "slept"),
    [
        (4.0, 4.0, False),
        (0.1, 0.1, False),
        (4.9, 4.0, False),  # the clock was corrected a little
        (20.0, 20.0, False),  # a busy machine
        (7204.0, 4.0, True),  # slept; the steady clock stood still
        (7204.0, 7204.0, True),  # slept; the steady clock ran on
        (-3596.0, 4.0, True),  # the clock was set back
    ],
)
def test_sleep_is_told_from_a_late_thread(wall_s: float, steady_s: float, slept: bool) -> None:
    before = Clocks(START, 100.0)
    after = Clocks(START + timedelta(seconds=wall_s), 100.0 + steady_s)

    assert has_slept(before, after, waited_s=4.0) is slept
