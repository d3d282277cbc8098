"""When a source, or any address of a busy host, may be asked again: arithmetic and nothing else.

The news must never fall silent because of one bad header, and no server must be
asked more often than it wishes. Both bounds are below, in one place.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from desktop.core.errors import BUSY_STATUSES
from desktop.core.model import SourceState
from desktop.core.moments import EARLIEST_NOW, is_within

SHORTEST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=24)
# Some servers announce days of freshness for a list that changes every minute.
LONGEST_FRESHNESS_S = 5 * 3600.0
# Some servers answer 304 for ever once they have given out a validator.
VALIDATORS_LAST = timedelta(days=8)
FAILURES_UNTIL_SLOWER = 3
SLOWEST_AFTER_FAILURES = timedelta(hours=6)
JITTER = 0.1
# "Retry-After: 0" and a missing one both come from servers that are overloaded.
MIN_BACKOFF_S = 5 * 60.0
MAX_DEFAULT_BACKOFF_S = 2 * 3600.0
MAX_BACKOFF_S = 24 * 3600.0


class Backoff(NamedTuple):
    """A host that gets no requests for a while, after `refusals` busy responses in a row."""

    until_s: float
    refusals: int
    status: int

    def remaining_s(self, now_s: float) -> float:
        """Return how long no request may go to the host, 0 when one may."""
        return max(0.0, self.until_s - now_s)


def next_backoff(
    previous: Backoff | None, *, status: int, retry_after_s: float | None, now_s: float
) -> Backoff:
    """Return the backoff that a busy response leads to.

    What the host asks for counts, between five minutes and a day. Where it asks for
    nothing the time doubles with each refusal: 5, 10, 20 minutes and so on to two hours.
    """
    refusals = previous.refusals + 1 if previous else 1
    default_s = min(MIN_BACKOFF_S * 2 ** min(refusals - 1, 10), MAX_DEFAULT_BACKOFF_S)
    length_s = max(MIN_BACKOFF_S, min(retry_after_s or default_s, MAX_BACKOFF_S))
    return Backoff(now_s + length_s, refusals, status)


def next_check(
    now: datetime,
    *,
    base_minutes: float,
    ttl_minutes: float | None = None,
    fresh_for_s: float | None = None,
    retry_after_s: float | None = None,
    failures: int = 0,
    jitter: float = 0.0,
) -> datetime:
    """Return the moment before which a source is not asked again.

    `ttl_minutes` is the feed's own wish, `fresh_for_s` that of Cache-Control or
    Expires, `retry_after_s` that of a busy server; None means unsaid. `jitter`,
    from -1 to 1, moves the moment by up to 10 %, so that not all sources come due
    at once; it never makes it earlier than a busy server asked for.
    """
    asked = _seconds(retry_after_s)
    # Doubled with each failure from the third on.
    doublings = max(0, min(failures - FAILURES_UNTIL_SLOWER + 1, 10))
    base = timedelta(minutes=base_minutes)
    wait = max(
        base,
        min(base * 2.0**doublings, SLOWEST_AFTER_FAILURES),
        _seconds((ttl_minutes or 0) * 60),
        _seconds(min(fresh_for_s or 0, LONGEST_FRESHNESS_S)),
        asked,
    )
    moved = wait * (1 + JITTER * max(-1.0, min(jitter, 1.0)))
    return now + max(SHORTEST_WAIT, min(max(moved, asked), LONGEST_WAIT))


def is_due(state: SourceState, now: datetime) -> bool:
    """Return whether a source may be asked now.

    A moment further away than any wait was set by a clock that was wrong, and so was any that
    was set at a moment still to come: both count as past. Only the last check tells: after it,
    the others may be in the future for long.
    """
    if state.next_check_at is None or state.next_check_at <= now:
        return True
    set_at = state.asked_at or state.checked_at or now
    return set_at > now or state.next_check_at > now + LONGEST_WAIT


def is_told_to_wait(state: SourceState, now: datetime) -> bool:
    """Return whether a source asked for quiet, and still has it: not even the user disturbs it."""
    return state.status in BUSY_STATUSES and not is_due(state, now)


def was_clock_wrong(state: SourceState, now: datetime) -> bool:
    """Return whether the last check was at a moment that cannot have been."""
    checked = state.checked_at
    if checked is None or now < EARLIEST_NOW:
        return False
    return checked > now + LONGEST_WAIT or checked < EARLIEST_NOW


def validators(state: SourceState, now: datetime) -> tuple[str | None, str | None]:
    """Return (etag, last_modified) to send along, or two Nones once the pair is too old."""
    if not is_within(state.validators_at, now, VALIDATORS_LAST):
        return None, None
    return state.etag, state.last_modified


def _seconds(seconds: float | None) -> timedelta:
    """Return a wait that is no longer than the longest, whatever a server wrote."""
    return timedelta(seconds=max(0.0, min(seconds or 0.0, LONGEST_WAIT.total_seconds())))
