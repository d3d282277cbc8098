"""Dates as feeds write them, to moments in UTC.

The one thing to know: a date without a zone counts as UTC. That is what feedparser
and the feeds' own test suites hold, and a zone guessed wrongly for one feed in a
hundred moves its news by an hour or two at most.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from desktop.core.moments import moment_at
from desktop.core.text import fold

_LONGEST = 120
# How the months begin, without accents: Dutch, English, German, French, Spanish, Italian,
# Portuguese, Danish, Polish, Hungarian, Greek and Russian. Four letters where three are not enough.
_MONTH_NAMES = (
    "jan ene gen sty ιαν янв", "feb fev lut φεβ фев", "mar maa mrt mrz μαρ мар",
    "apr avr abr kwi απρ апр", "may mei mai maj mag μαι мая маи", "jun juin giu cze ιουν июн",
    "jul juil lug lip ιουλ июл", "aug aou ago sie αυγ авг", "sep set sze wrz σεπ сен",
    "oct okt ott out paz οκτ окт", "nov lis νοε ноя", "dec dez dic des gru δεκ дек",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
# Minutes east of Greenwich: RFC 822 section 5, and the names met in Europe and elsewhere.
_ZONES = {
    "wet": 0, "west": 60, "bst": 60, "ist": 330, "cet": 60, "cest": 120, "cedt": 120, "met": 60,
    "mest": 120, "mez": 60, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "trt": 180,
    "sast": 120, "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360,
    "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480, "ast": -240,
    "adt": -180, "at": -240, "akst": -540, "akdt": -480, "hst": -600, "brt": -180, "art": -180,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "awst": 480, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780,
}  # fmt: skip

_TIME = (
    r"(?P<hour>\d{1,2})[:.h]?(?P<minute>\d{2}|(?<=[:.h])\d)"
    r"(?:[:.]?(?P<second>\d{2}|(?<=[:.])\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?(?![a-z]))?"
)
_ZONE = (
    r"(?P<zone>(?:gmt|utc?|z)?\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2})?"
    r"|[a-z]{2,12}(?:/[a-z_+\d-]{2,20}){1,2}|[a-z]{1,6})?"
)
_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s*)??"
_REST = r"(?:\s*(?:h|uur|u|uhr)\.?)?(?:\s*[(\[].*)?\s*"


def _pattern(date: str) -> re.Pattern[str]:
    """Return a pattern for a date followed by an optional time and zone, in lower case."""
    return re.compile(
        rf"{_WEEKDAY}{date}(?:(?:\s*,\s*|\s*t\s*|\s+at\s+|\s+om\s+|\s+|:){_TIME}"
        rf"\s*{_ZONE})?{_REST}"
    )


_PATTERNS = (
    _pattern(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?"),
    _pattern(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|e|\.|º)?[\s-]*(?:de\s)?{_WORD},?[\s-]*(?:de\s)?"
             r"(?P<year>\d{4}|\d{2})(?!\d)"),
    _pattern(rf"{_WORD}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{{4}})"),
    _pattern(r"(?P<day>\d{1,2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"),
    _pattern(r"(?P<year>\d{4})(?:(?P<month>\d\d)(?P<day>\d\d))?"),
    # "2004-július-13", "2004. július 13.", "2004 Jul 13"
    _pattern(rf"(?P<year>\d{{4}})[-/.\s]+{_WORD}[-/.\s]*(?P<day>\d{{1,2}})\.?"),
    # Day of the year (ISO 8601): "2003-335"
    _pattern(r"(?P<year>\d{4})-?(?P<ordinal>\d{3})"),
    # asctime(3) and what date(1) prints: "Sun Jan  4 16:29:06 CET 2004"
    re.compile(rf"{_WEEKDAY}{_WORD}\s*(?P<day>\d{{1,2}})\s+{_TIME}\s*{_ZONE}\s+"
               rf"(?P<year>\d{{4}}){_REST}"),
    # Digits alone: "20040104162906"
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)"
               rf"(?P<second>\d\d)?(?P<half>)\s*{_ZONE}"),
)  # fmt: skip
# Seconds since 1970, or thousandths or millionths of them.
_UNIX = re.compile(r"(1\d{9}|[1-9]\d{8}(?!\d))(?:\d{3}|\d{6})?(?:\.\d*)?", re.ASCII)
# Korean, Chinese and Japanese put a word behind each number, and the half of the day before it.
_EAST_ASIAN = (
    (re.compile(r"\s*[년年월月]\s*"), "-"),
    (re.compile(r"\s*[일日]\s*"), " "),
    (re.compile(r"(?:오전|上午|午前)\s*([\d:]+)"), r"\1 am"),
    (re.compile(r"(?:오후|下午|午後)\s*([\d:]+)"), r"\1 pm"),
)


# What the patterns take longer for: "Mon, 06 Jan 2025 10:00:00 +0100".
_USUAL = re.compile(
    r"[A-Z][a-z]{2}, (\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:GMT|UTC?|Z|([+-])([01]\d|2[0-3])([0-5]\d))",
    re.ASCII,
)


def parse_date(text: str) -> datetime | None:
    """Return the moment `text` names, in UTC, or None if it names none.

    Accepts RFC 822 with its common mistakes, ISO 8601 and its shorter forms (W3C-DTF), seconds
    since 1970 and month names of some languages; a missing time is midnight, a missing zone UTC.
    A weekday is not looked at, it is often wrong.
    Sources: RFC 5322 section 3.3, RFC 3339, https://www.w3.org/TR/NOTE-datetime.
    """
    text = " ".join(text[: 2 * _LONGEST].split())
    if not text or len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    if seconds := _UNIX.fullmatch(text):
        return moment_at(int(seconds[1]))
    try:
        return _rfc_822(text) or _iso(text) or next(_moments(text.lower()), None)
    except (ValueError, OverflowError):
        return None


def _moments(text: str) -> Iterator[datetime]:
    """Yield the moment of each pattern that fits a `text` in lower case."""
    if not text.isascii():
        for pattern, meant in _EAST_ASIAN:
            text = pattern.sub(meant, text)
        text = text.strip()
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match and (moment := _moment(match.groupdict())):
            yield moment


def _rfc_822(text: str) -> datetime | None:
    """Return the moment of the form that nearly every RSS feed has, None for any other."""
    match = _USUAL.fullmatch(text)
    if match is None:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes = match.groups()
    time = (int(hour), int(minute), int(second))
    moment = datetime(int(year), _MONTHS[month.lower()], int(day), *time, tzinfo=UTC)
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return moment + offset if sign == "-" else moment - offset


def _iso(text: str) -> datetime | None:
    """Return the moment of the usual ISO forms, which Python reads by itself."""
    if not (text[:4].isdigit() and len(text) >= 8):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def _moment(parts: dict[str, str | None]) -> datetime | None:
    """Return the moment of a pattern's named groups, None if the month is no month."""
    day, month = int(parts.get("day") or 1), _month(parts.get("month") or "1")
    if month is None:
        return None
    if parts.get("mark") == "/" and day <= 12:
        # 3/4/2004 is March in America and April elsewhere: better undated than a month off.
        if month > 12:
            day, month = month, day
        elif day != month:
            return None
    moment = datetime(_year(parts["year"] or ""), month, day, tzinfo=UTC)
    ordinal = int(parts.get("ordinal") or 1)
    if not 0 < ordinal <= 366:
        raise ValueError("no day of a year")
    moment += _time(parts) + timedelta(days=ordinal - 1)
    zone = parts["zone"] or ""
    return _in_utc(moment, zone) if "/" in zone else moment - _offset(zone)


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    word = fold(word)
    return _MONTHS.get(word[:3]) or _MONTHS.get(word[:4])


def _year(digits: str) -> int:
    """Return the year; two digits up to 68 belong to this century (POSIX strptime)."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 69 else 1900)


def _time(parts: dict[str, str | None]) -> timedelta:
    """Return the time of day; 24:00 and the leap second 60 are let through."""
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    half = parts["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 24 or minute > 59 or second > 61:
        raise ValueError("no time of day")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _in_utc(moment: datetime, zone: str) -> datetime:
    """Return the time of day that `moment` names in a zone such as "europe/amsterdam"."""
    # Seldom met, and its module need not load before the first window.
    from zoneinfo import ZoneInfo

    name = zone.title().replace("/Gmt", "/GMT").replace("Utc", "UTC")
    with suppress(LookupError, ValueError, OSError):
        return moment.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    return moment


def _offset(zone: str) -> timedelta:
    """Return how far east of Greenwich `zone` is; an unknown name counts as UTC."""
    sign = re.search(r"([+\-\u2212])\s*(\d{1,2}):?(\d{2})?", zone)
    if not sign:
        return timedelta(minutes=_ZONES.get(zone, 0))
    offset = timedelta(hours=int(sign[2]), minutes=int(sign[3] or 0))
    if offset >= timedelta(days=1):
        raise ValueError("no zone")
    return offset if sign[1] == "+" else -offset
