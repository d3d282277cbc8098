"""Ages and clock times as people speak: "3 uur geleden", "gisteren 22:10", "maandag 14:05".

The one thing to know: calendar days are those of Europe/Amsterdam, wherever the machine
stands. The words of `Ages` come from a `translate` as Qt's; with that one, each is cheap
enough to be asked for with every row that is painted.
"""

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from desktop.catalogue import Words

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

# What the site's ages are counted in; a month and a year are round figures there, too.
_UNITS: Final = {
    "minuut": timedelta(minutes=1),
    "minuten": timedelta(minutes=1),
    "uur": timedelta(hours=1),
    "uren": timedelta(hours=1),
    "dag": timedelta(days=1),
    "dagen": timedelta(days=1),
    "week": timedelta(weeks=1),
    "weken": timedelta(weeks=1),
    "maand": timedelta(days=30),
    "maanden": timedelta(days=30),
    "jaar": timedelta(days=365),
    "jaren": timedelta(days=365),
}
# Four digits keep every age within what a datetime can be moved by.
AGE_PATTERN: Final = r"[0-9]{1,4}\s*(?:" + "|".join(_UNITS) + r")\s+geleden"
_AGE: Final = r"(?i)\s*([0-9]{1,4})\s*([a-z]+)\s+geleden\s*"  # compiled when it is used

_HOURS_ACROSS_MIDNIGHT: Final = 6


def age_to_timedelta(text: str) -> timedelta | None:
    """Return the age that `text` is ("3 uur geleden"); None if there is anything else in it."""
    match = re.fullmatch(_AGE, text)
    unit = _UNITS.get(match[2].lower()) if match else None
    return int(match[1]) * unit if match and unit else None


class Ages(Words):
    """Tells ages, moments and days in the words of one language."""

    def describe(self, moment: datetime, now: datetime) -> str:
        """Return how long ago `moment` was: "3 uur geleden", "gisteren 22:10", or a date."""
        minutes, hours, days = _elapsed(moment, now)
        if minutes < 1:
            return self.tr("zojuist")
        if hours < 1:
            return self.tr("%n minuten geleden", "", minutes)
        if days < 1:
            return self.tr("%n uur geleden", "", hours)
        local = moment.astimezone(AMSTERDAM)
        if days > 6:
            return self._date(local, now)
        day = self.tr("gisteren") if days == 1 else self._weekday(local)
        return f"{day} {clock_time(local)}"

    def abbreviate(self, moment: datetime, now: datetime) -> str:
        """Return what `describe` says in the fewest letters: "38 min", "3 uur"."""
        minutes, hours, days = _elapsed(moment, now)
        if minutes < 1 or days >= 1:
            return self.describe(moment, now)
        if hours < 1:
            return self.tr("%n min", "", minutes)
        return self.tr("%n uur", "", hours)

    def moment(self, moment: datetime) -> str:
        """Return `moment` in full, "maandag 3 november 2025 om 14:05", for tooltips."""
        local = moment.astimezone(AMSTERDAM)
        date = f"{self._weekday(local)} {local.day} {self._month(local)} {local.year}"
        return self.tr("{0} om {1}").format(date, clock_time(local))

    def day(self, moment: datetime, now: datetime) -> str:
        """Return the heading of a day: "Vandaag", "Gisteren", "Maandag 3 november"."""
        name = self.day_name(moment.astimezone(AMSTERDAM).date(), now)
        return name[:1].upper() + name[1:]

    def day_name(self, day: date, now: datetime) -> str:
        """Return what a day is called within a sentence: "gisteren", "maandag 3 november"."""
        days = now.astimezone(AMSTERDAM).toordinal() - day.toordinal()
        if days == 0:
            return self.tr("vandaag")
        if days == 1:
            return self.tr("gisteren")
        return f"{self._weekday(day)} {self._date(day, now)}"

    def _date(self, local: date, now: datetime) -> str:
        date = f"{local.day} {self._month(local)}"
        return date if local.year == now.astimezone(AMSTERDAM).year else f"{date} {local.year}"

    def _weekday(self, local: date) -> str:
        #: The days of the week in this order, with blanks between them.
        days = self.tr("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag")
        return days.split()[local.weekday()]

    def _month(self, local: date) -> str:
        #: The months in this order, with blanks between them.
        months = self.tr(
            "januari februari maart april mei juni juli augustus september oktober november"
            " december"
        )
        return months.split()[local.month - 1]


def clock_time(moment: datetime) -> str:
    """Return the time of day of `moment` in Amsterdam, "09:12"."""
    local = moment.astimezone(AMSTERDAM)
    return f"{local.hour:02}:{local.minute:02}"


def seconds_to_next_tick(now: datetime) -> float:
    """Return the seconds until the next full minute, above 0 and at most 60."""
    return 60.0 - now.second - now.microsecond / 1_000_000


def _elapsed(moment: datetime, now: datetime) -> tuple[int, int, int]:
    """Return (minutes, hours, days) since `moment`; days of the calendar, 0 for six hours."""
    minutes = int((now - moment).total_seconds() // 60)
    hours = minutes // 60
    if hours < _HOURS_ACROSS_MIDNIGHT:
        return minutes, hours, 0
    today, day = (each.astimezone(AMSTERDAM).toordinal() for each in (now, moment))
    return minutes, hours, today - day
