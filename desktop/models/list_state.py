"""What the room for the news list shows."""

from enum import Enum


class ListState(Enum):
    """The list, or what stands in its place."""

    NEWS = "news"
    LOADING = "loading"
    EMPTY = "empty"
    OFFLINE = "offline"  # and nothing stored
    TROUBLE = "trouble"  # no source of the section answers, and nothing is stored
    NO_HITS = "no-hits"
    NO_STARS = "no-stars"
