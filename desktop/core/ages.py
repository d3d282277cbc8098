"""Ages and clock times as people speak: "3 uur geleden", "gisteren 22:10", "maandag 14:05".

The one thing to know: calendar days are those of Europe/Amsterdam, wherever the machine
stands, and every function is cheap enough to be called for each row that is painted.
"""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

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

_DAYS: Final = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
           "september", "oktober", "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August",
           "September", "October", "November", "December"),
}  # fmt: skip
_JUST_NOW: Final = {"nl": "zojuist", "en": "just now"}
_MINUTE: Final = {"nl": "1 minuut geleden", "en": "1 minute ago"}
_MINUTES: Final = {"nl": " minuten geleden", "en": " minutes ago"}
_HOUR: Final = {"nl": "1 uur geleden", "en": "1 hour ago"}
_HOURS: Final = {"nl": " uur geleden", "en": " hours ago"}
_TODAY: Final = {"nl": "Vandaag", "en": "Today"}
_YESTERDAY: Final = {"nl": "gisteren", "en": "yesterday"}
_AT: Final = {"nl": " om ", "en": " at "}
_HOURS_ACROSS_MIDNIGHT: Final = 6
_BRIEF: Final = {
    " minuten geleden": " min",
    " minuut geleden": " min",
    " uur geleden": " uur",
    " minutes ago": " min",
    " minute ago": " min",
    " hours ago": " hr",
    " hour ago": " hr",
}


def age_to_timedelta(text: str) -> timedelta | None:
    """Return the age that `text` is, e.g. "3 uur geleden"; None if it is anything else.

    A month counts 30 days, a year 365. Upper case, no-break blanks and blanks around are
    let through; words before or after are not.
    """
    match = re.fullmatch(_AGE, text)
    unit = _UNITS.get(match[2].lower()) if match else None
    return int(match[1]) * unit if match and unit else None


def describe_age(moment: datetime, now: datetime, language: str = "nl") -> str:
    """Return how long ago `moment` was, both aware, in the words of `language`.

    Under a minute, or in the future, it is "zojuist"; under an hour it counts minutes.
    Hours are counted within one calendar day, and past midnight up to six hours; what is
    older is "gisteren 22:10", then a weekday with the time for days two to six, then a date,
    with its year if that is another one than now's.
    """
    language = _known(language)
    seconds = (now - moment).total_seconds()
    if seconds < 60:
        return _JUST_NOW[language]
    if seconds < 3600:
        minutes = int(seconds // 60)
        return _MINUTE[language] if minutes == 1 else f"{minutes}{_MINUTES[language]}"
    local, local_now = moment.astimezone(AMSTERDAM), now.astimezone(AMSTERDAM)
    days = local_now.toordinal() - local.toordinal()
    hours = int(seconds // 3600)
    if days == 0 or hours < _HOURS_ACROSS_MIDNIGHT:
        return _HOUR[language] if hours == 1 else f"{hours}{_HOURS[language]}"
    if days > 6:
        return _date(local, local_now, language)
    day = _YESTERDAY[language] if days == 1 else _DAYS[language][local.weekday()]
    return f"{day} {local.hour:02}:{local.minute:02}"


def brief_age(age: str) -> str:
    """Return what `describe_age` says in the fewest letters: "38 min", "3 uur"."""
    for words, brief in _BRIEF.items():
        if age.endswith(words):
            return age.removesuffix(words) + brief
    return age


def describe_moment(moment: datetime, language: str = "nl") -> str:
    """Return `moment` in full, "maandag 3 november 2025 om 14:05", for tooltips."""
    language = _known(language)
    local = moment.astimezone(AMSTERDAM)
    return (
        f"{_DAYS[language][local.weekday()]} {local.day} {_MONTHS[language][local.month - 1]}"
        f" {local.year}{_AT[language]}{local.hour:02}:{local.minute:02}"
    )


def day_name(moment: datetime, now: datetime, language: str = "nl") -> str:
    """Return the heading of the day of `moment`: "Vandaag", "Gisteren", "Maandag 3 november"."""
    language = _known(language)
    local, local_now = moment.astimezone(AMSTERDAM), now.astimezone(AMSTERDAM)
    days = local_now.toordinal() - local.toordinal()
    if days == 0:
        return _TODAY[language]
    if days == 1:
        return _YESTERDAY[language].capitalize()
    weekday = _DAYS[language][local.weekday()].capitalize()
    return f"{weekday} {_date(local, local_now, language)}"


def clock_time(moment: datetime) -> str:
    """Return the time of day of `moment` in Amsterdam, "09:12"."""
    local = moment.astimezone(AMSTERDAM)
    return f"{local.hour:02}:{local.minute:02}"


def seconds_to_next_tick(now: datetime) -> float:
    """Return the seconds until the next full minute, above 0 and at most 60.

    Midnight is a full minute, so the headings of days are renewed in time as well.
    """
    return 60.0 - now.second - now.microsecond / 1_000_000


def _known(language: str) -> str:
    """Return the table to use: Dutch for "nl" and "nl_BE", English for all else."""
    return "nl" if language[:2] == "nl" else "en"


def _date(local: datetime, local_now: datetime, language: str) -> str:
    date = f"{local.day} {_MONTHS[language][local.month - 1]}"
    return date if local.year == local_now.year else f"{date} {local.year}"
