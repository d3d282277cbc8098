"""The order of articles that share a moment: their publisher's.

A place counts only among articles of one source and one moment; the least comes first. It is
numbered downwards from what is there, so that news on top moves nothing that is below.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

_HOUR_S, _DAY_S = 3600, 24 * 3600


def is_oldest_first(moments: Sequence[int]) -> bool:
    """Return whether a feed with articles of these `moments` begins with its oldest.

    One step up is no proof: many a list has an older report pinned to its top.
    """
    steps = [after - before for before, after in pairwise(moments)]
    return min(steps, default=0) >= 0 and sum(step > 0 for step in steps) > 1


def not_above(moments: Iterable[tuple[int, int | None]], now_s: int) -> list[int]:
    """Return moments counted back from ages such that their page's order holds.

    For each item, in that order: what its age says now, and the moment it has, None if it is
    new. An age is a whole number of hours, say: without this, news between two reports that have
    said "1 uur geleden" for a while would be later than both. What has another age than it should
    have, as its page tells it anew, holds nothing down.
    """
    found = []
    latest = before = None
    for fresh, stored in moments:
        if before is None or latest is None or fresh > before:
            latest = fresh  # the page begins anew, or follows another order
        moment = min(fresh, latest) if stored is None else stored
        if fresh - moment <= _unit_s(now_s - fresh):
            latest = min(latest, moment)
        before = fresh
        found.append(moment)
    return found


def _unit_s(age_s: int) -> int:
    """Return what an age is told in: minutes, hours or days."""
    return next((unit for unit in (_DAY_S, _HOUR_S) if age_s >= unit), 60)


def is_in_order(places: Sequence[int | None]) -> bool:
    """Return whether every place is known, and each less than the next."""
    known = [place for place in places if place is not None]
    return len(known) == len(places) and all(a < b for a, b in pairwise(known))


def numbered(places: Sequence[int | None], lowest: int | None) -> list[int]:
    """Return the place of each article of one moment, given in their publisher's order.

    `places` are those they have, None for what is new there; `lowest` is the least that any
    article of the source has at that moment, None if there is none. As many as can at the
    end keep theirs.
    """
    kept = len(places)
    following: int | None = None
    for i in range(len(places) - 1, -1, -1):
        place = places[i]
        if place is None or (following is not None and place >= following):
            break
        kept, following = i, place
    first = (kept if lowest is None else lowest) - kept
    return [*range(first, first + kept), *(p for p in places[kept:] if p is not None)]
