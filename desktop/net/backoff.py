"""How long a host is left in peace after it said that it is busy: pure arithmetic.

A busy answer (429 or 503) speaks for the whole host, not for one address on it,
so one answer spares the host all the other requests that were about to follow.
"""

from dataclasses import dataclass

BUSY_STATUSES = frozenset({429, 503})
# "Retry-After: 0" and a missing one both come from servers that are overloaded.
SHORTEST_PAUSE_S = 5 * 60.0
LONGEST_UNSAID_PAUSE_S = 2 * 3600.0
LONGEST_PAUSE_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Pause:
    """A host that is not asked for a while.

    Attributes:
        until_s: On the clock that `now_s` was read from.
        refusals: How many busy answers in a row led to it.
        status: The last of them.
    """

    until_s: float
    refusals: int
    status: int

    def remaining_s(self, now_s: float) -> float:
        """Return how long the host is still left alone, 0 when it may be asked."""
        return max(0.0, self.until_s - now_s)


def pause_after(
    previous: Pause | None, *, status: int, retry_after_s: float | None, now_s: float
) -> Pause:
    """Return the pause that a busy answer leads to.

    The host's own wish counts, between five minutes and a day. Where it names
    none the pause doubles with each refusal: 5, 10, 20 minutes and so on to two hours.
    """
    refusals = previous.refusals + 1 if previous else 1
    unsaid_s = min(SHORTEST_PAUSE_S * 2 ** min(refusals - 1, 10), LONGEST_UNSAID_PAUSE_S)
    wished_s = retry_after_s if retry_after_s else unsaid_s
    length_s = max(SHORTEST_PAUSE_S, min(wished_s, LONGEST_PAUSE_S))
    return Pause(now_s + length_s, refusals, status)
