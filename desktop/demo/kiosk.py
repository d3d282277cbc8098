"""The edition at a moment: which stories are out, when they appeared, how old they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop.demo.edition import Edition, Story

Clock = Callable[[], datetime]

_ZONE = "Europe/Amsterdam"
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_MINUTES_PER_HOUR, _MINUTES_PER_DAY = 60, 1440


@dataclass(frozen=True, slots=True)
class Kiosk:
    """An edition opened at a moment.

    Attributes:
        opened_at: Aware; ages in the edition count back from here.
        clock: Gives the present moment, aware.
    """

    edition: Edition
    opened_at: datetime
    clock: Clock

    def published_at(self, story: Story) -> datetime | None:
        """Return when a story appeared, None if its publisher does not say."""
        if story.age_minutes is None:
            return None
        return self.opened_at - timedelta(minutes=story.age_minutes)

    def out(self, outlet: str, section: str | None = None) -> tuple[Story, ...]:
        """Return the stories of an outlet that have appeared by now, newest first."""
        present = self.clock()
        return tuple(
            story
            for story in self.edition.brought_by(outlet, section)
            if (self.published_at(story) or present) <= present
        )

    def find(self, outlet: str, slug: str) -> Story | None:
        """Return the story with an address, None if there is none or its page is gone."""
        for story in self.out(outlet):
            if story.slug == slug and not story.is_withdrawn:
                return story
        return None

    def age(self, age_minutes: int) -> str:
        """Return an age as the site words it now, e.g. "3 uur geleden"."""
        passed = self.clock() - self.opened_at
        return worded_age(age_minutes + int(passed.total_seconds() // 60))


def worded_age(minutes: int) -> str:
    """Return minutes as the site words them; it counts in minutes, hours, days and weeks."""
    for size, one, many in (
        (7 * _MINUTES_PER_DAY, "week", "weken"),
        (_MINUTES_PER_DAY, "dag", "dagen"),
        (_MINUTES_PER_HOUR, "uur", "uur"),
    ):
        if minutes >= size:
            count = minutes // size
            return f"{count} {one if count == 1 else many} geleden"
    count = max(1, minutes)
    return f"{count} {'minuut' if count == 1 else 'minuten'} geleden"


def worded_date(moment: datetime) -> str:
    """Return a day as section pages head it, e.g. "maandag 3 november 2025"."""
    local = moment.astimezone(ZoneInfo(_ZONE))
    return f"{_WEEKDAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def worded_time(moment: datetime) -> str:
    """Return a time of day as the region pages print it: no leading zero, e.g. "9:31"."""
    local = moment.astimezone(ZoneInfo(_ZONE))
    return f"{local.hour}:{local.minute:02}"
