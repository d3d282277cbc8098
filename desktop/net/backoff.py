"""How long no request goes to a host that said it is busy: pure arithmetic.

A 429 or 503 speaks for the whole host, not for one address on it, so one such response
holds back all the other requests that were about to follow.
"""

from dataclasses import dataclass

# "Retry-After: 0" and a missing one both come from servers that are overloaded.
MIN_BACKOFF_S = 5 * 60.0
MAX_DEFAULT_BACKOFF_S = 2 * 3600.0
MAX_BACKOFF_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Backoff:
    """A host that gets no requests for a while.

    Attributes:
        until_s: On the clock that `now_s` was read from.
        refusals: How many busy responses in a row led to it.
        status: The last of them.
    """

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
    asked_s = retry_after_s if retry_after_s else default_s
    length_s = max(MIN_BACKOFF_S, min(asked_s, MAX_BACKOFF_S))
    return Backoff(now_s + length_s, refusals, status)
