"""When a source may be asked again: arithmetic on what its server said, and nothing else.

The news must never fall silent because of one bad header, and no server must be
asked more often than it wishes. Both bounds are below, in one place.
"""

from datetime import datetime, timedelta

from desktop.core.model import SourceState

SHORTEST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=24)
# Some servers announce days of freshness for a list that changes every minute.
LONGEST_FRESHNESS_S = 5 * 3600.0
# Some servers answer 304 for ever once they have given out a validator.
VALIDATORS_LAST = timedelta(days=8)
FAILURES_UNTIL_SLOWER = 3
SLOWEST_AFTER_FAILURES = timedelta(hours=6)
JITTER = 0.1


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
    wait = max(
        _base(timedelta(minutes=base_minutes), failures),
        _seconds((ttl_minutes or 0) * 60),
        _seconds(min(fresh_for_s or 0, LONGEST_FRESHNESS_S)),
        asked,
    )
    moved = wait * (1 + JITTER * max(-1.0, min(jitter, 1.0)))
    return now + _clamp(max(moved, asked))


def is_due(state: SourceState, now: datetime) -> bool:
    """Return whether a source may be asked now.

    A moment further away than any wait was set by a clock that has been wrong
    since, and counts as past.
    """
    if state.next_check_at is None or state.next_check_at <= now:
        return True
    return state.next_check_at > now + LONGEST_WAIT


def validators(state: SourceState, now: datetime) -> tuple[str | None, str | None]:
    """Return (etag, last_modified) to send along, or two Nones once the pair is too old."""
    received = state.validators_at
    if received is None or not timedelta(0) <= now - received < VALIDATORS_LAST:
        return None, None
    return state.etag, state.last_modified


def _base(base: timedelta, failures: int) -> timedelta:
    """Return the base wait, doubled with each failure from the third on."""
    if failures < FAILURES_UNTIL_SLOWER:
        return base
    doublings = min(failures - FAILURES_UNTIL_SLOWER + 1, 10)
    slower: timedelta = base * 2**doublings
    return max(base, min(slower, SLOWEST_AFTER_FAILURES))


def _seconds(seconds: float | None) -> timedelta:
    """Return a wait that is no longer than the longest, whatever a server wrote."""
    return timedelta(seconds=max(0.0, min(seconds or 0.0, LONGEST_WAIT.total_seconds())))


def _clamp(wait: timedelta) -> timedelta:
    return max(SHORTEST_WAIT, min(wait, LONGEST_WAIT))
