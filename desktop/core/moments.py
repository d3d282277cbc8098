"""Moments as whole seconds since 1970, which is how they are kept, and back."""

from datetime import UTC, datetime, timedelta
from typing import Final

# A clock that shows less is wrong: there was no such program yet.
EARLIEST_NOW: Final = datetime(2024, 1, 1, tzinfo=UTC)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# What a date can hold in every zone: a flipped bit in a moment must not be more than that.
_EARLIEST_S, _LATEST_S = -62_070_000_000, 253_300_000_000  # the years 3 and 9996
_SECOND: Final = timedelta(seconds=1)


def seconds(moment: datetime) -> int:
    """Return `moment` (aware) as whole seconds since 1970, negative before."""
    return (moment - _EPOCH) // _SECOND


def is_within(moment: datetime | None, now: datetime, period: timedelta) -> bool:
    """Return whether `moment` was less than `period` ago, and not still to come; None never was."""
    return moment is not None and timedelta() <= now - moment < period


def moment_at(seconds_since_1970: int) -> datetime:
    """Return the moment in UTC, or the nearest that a date can hold, on Windows too."""
    seconds_since_1970 = max(_EARLIEST_S, min(seconds_since_1970, _LATEST_S))
    return _EPOCH + timedelta(seconds=seconds_since_1970)
