"""Waiting for something to become true, with a deadline."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import TypeVar

T = TypeVar("T")

LOOK_EVERY_S = 0.15
BUSY_S = 30.0  # holds on a machine that has much else to do


def wait_until(look: Callable[[], T], what: str, *, seconds: float = BUSY_S) -> T:
    """Return the first true answer of `look`; fail with `what` when none comes in time."""
    deadline = time.monotonic() + seconds
    never = Event()
    while not (answer := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {what}")
        never.wait(LOOK_EVERY_S)
    return answer


def insist(act: Callable[[], object], look: Callable[[], T], what: str) -> T:
    """Return the first true answer of `look` after `act`, which is done again if need be.

    A window that is there need not have the keyboard yet, and what is pressed then is lost.
    """
    for _ in range(5):
        act()
        with suppress(AssertionError):
            return wait_until(look, what, seconds=4)
    raise AssertionError(f"nothing came of it: {what}")
