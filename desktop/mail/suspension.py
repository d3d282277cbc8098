"""Tells from two clocks that the machine has slept: its connections are dead by then."""

from datetime import datetime
from typing import NamedTuple

# Corrections of the clock stay below; TCP survives so short a sleep.
JUMP_S = 10.0
# A busy machine may let a thread wait for some seconds, not for this long.
LONGEST_DELAY_S = 30.0


class Clocks(NamedTuple):
    """The wall clock (UTC) and the seconds of one that is never set, read together."""

    wall: datetime
    steady_s: float


def has_slept(before: Clocks, after: Clocks, *, waited_s: float) -> bool:
    """Return whether the machine slept, or its clock was set, in a wait of `waited_s` at most.

    In sleep the steady clock stands still (Linux, macOS) or runs on (Windows): the two
    differ afterwards, or the wait took far longer than it should have.
    """
    wall_s = (after.wall - before.wall).total_seconds()
    steady_s = after.steady_s - before.steady_s
    return abs(wall_s - steady_s) > JUMP_S or steady_s > waited_s + LONGEST_DELAY_S
