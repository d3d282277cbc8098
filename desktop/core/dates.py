"""Dates as feeds write them, to moments in UTC.

The one thing to know: a date without a zone counts as UTC. That is what feedparser
and the feeds' own test suites hold, and a zone guessed wrongly for one feed in a
hundred moves its news by an hour or two at most.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

_LONGEST = 120
_MONTHS = {
    # English, Dutch, German, French, Spanish, Italian, Portuguese, Hungarian, Greek, Danish:
    # the shortest beginnings that tell the months apart, lower case.
    1: ["jan", "gen", "ene", "jän", "janv", "ιαν"],
    2: ["feb", "fév", "fev", "fév", "febr", "φεβ"],
    3: ["mar", "maa", "mrt", "mär", "mrz", "márc", "μάρ", "μαρ", "μαώ"],
    4: ["apr", "avr", "abr", "ápr", "απρ"],
    5: ["may", "mei", "mai", "mag", "máj", "maj", "μάι", "μαϊ", "μαι"],
    6: ["jun", "juin", "giu", "jún", "ιούν", "ιουν", "ιον"],
    7: ["jul", "juil", "lug", "júl", "ιούλ", "ιουλ", "ιολ"],
    8: ["aug", "aoû", "aou", "ago", "αύγ", "αυγ"],
    9: ["sep", "szept", "set", "σεπ"],
    10: ["oct", "okt", "ott", "out", "οκτ"],
    11: ["nov", "νοέ", "νοε"],
    12: ["dec", "déc", "dez", "dic", "dés", "δεκ"],
}
_MONTH_BEGINNINGS = sorted(
    ((word, month) for month, words in _MONTHS.items() for word in words),
    key=lambda pair: -len(pair[0]),
)
# Minutes east of Greenwich. RFC 822 section 5 and the names met in Europe and elsewhere;
# the single letters follow RFC 1123 (their RFC 822 meaning was printed wrong): all UTC but
# those that feedparser gives a value.
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 60, "bst": 60, "ist": 330,
    "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120, "cedt": 120,
    "eet": 120, "eest": 180, "msk": 180, "msd": 240, "trt": 180, "sast": 120,
    "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360,
    "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480,
    "ast": -240, "adt": -180, "at": -240, "nst": -210, "ndt": -150, "akst": -540,
    "akdt": -480, "hst": -600, "brt": -180, "art": -180,
    "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "awst": 480, "acst": 570, "acdt": 630,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "wib": 420, "pkt": 300,
    "a": -60, "n": 60, "m": -720, "y": 720,
}  # fmt: skip

_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2})(?:[.,:]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?(?![a-z]))?"
)
_ZONE = r"(?P<zone>(?:(?:gmt|utc?|z)?\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2})?(?::?\d{2})?)|[a-z]{1,6})?"
_MONTH_WORD = r"(?P<month>[^\W\d_]{3,12})"
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[T\s]?(?:(\d\d)(\d\d)(\d\d)?)?(.*)", re.S)
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})(?!\d)(?:[T\s]+(.*))?", re.S)


def _pattern(date: str) -> re.Pattern[str]:
    """Return a pattern for a date followed by an optional time and zone."""
    return re.compile(
        rf"(?:[^\W\d_]+\.?,?\s*)??{date}(?:(?:\s*,\s*|\s*t\s*|\s+at\s+|\s+om\s+|\s+|:){_TIME}"
        rf"\s*{_ZONE})?(?:\s*(?:h|uur|u|uhr)\.?)?(?:\s*\(.*)?\s*"
    )


_PATTERNS = (
    _pattern(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    _pattern(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|e|\.)?[\s-]*(?:de\s+)?{_MONTH_WORD}\.?"
             r",?[\s-]*(?:de\s+)?(?P<year>\d{4}|\d{2})(?!\d)"),
    _pattern(rf"{_MONTH_WORD}\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{{4}})"),
    _pattern(r"(?P<day>\d{1,2})(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"),
    _pattern(rf"(?P<year>\d{{4}})[\s.-]+{_MONTH_WORD}\.?[\s.-]+(?P<day>\d{{1,2}})\.?"),
    _pattern(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    _pattern(r"(?P<year>\d{4})"),
    _pattern(r"(?P<year>\d{2})-(?P<month>\d{2})-(?P<day>\d{2})"),
    # asctime(3), with or without a zone before the year
    re.compile(rf"(?:[^\W\d_]+\.?,?\s+)?{_MONTH_WORD}\.?\s+(?P<day>\d{{1,2}})\s*,?\s+{_TIME}"
               rf"\s*(?:{_ZONE}\s+)?(?P<year>\d{{4}})\s*"),
    # Korean, as blog hosts there write it
    re.compile(r"(?P<year>\d{4})\s*년?[-\s]*(?P<month>\d{1,2})\s*월?[-\s]*(?P<day>\d{1,2})\s*일?\s*"
               rf"(?P<korean>오전|오후)?\s*{_TIME}\s*{_ZONE}\s*"),
)  # fmt: skip


def parse_date(text: str) -> datetime | None:
    """Return the moment `text` names, in UTC, or None if it names none.

    Accepts RFC 822 with its common mistakes, ISO 8601 and its shorter forms (W3C-DTF),
    asctime and dates with month names of some European languages; a missing time is
    midnight, a missing zone UTC. A weekday is not looked at, it is often wrong.
    Sources: RFC 5322 section 3.3, RFC 3339, https://www.w3.org/TR/NOTE-datetime.
    """
    text = " ".join(text[: 2 * _LONGEST].split())
    if not text or len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    try:
        return _iso(text) or _by_pattern(text.lower()) or _compact(text) or _ordinal(text)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    """Return the moment of the usual ISO forms, which Python reads by itself."""
    if not (text[:4].isdigit() and text[4:5] == "-" and len(text) >= 10):
        return None
    try:
        return _in_utc(datetime.fromisoformat(text))
    except ValueError:
        return None


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def _by_pattern(text: str) -> datetime | None:
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match and (moment := _moment(match.groupdict())):
            return moment
    return None


def _compact(text: str) -> datetime | None:
    """Return the moment of 20040105, 20040105T1030 and 20040105103000."""
    match = _COMPACT.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second, rest = match.groups()
    zone = re.fullmatch(_ZONE, rest.strip().lower())
    if zone is None:
        return None
    moment = datetime(int(year), int(month), int(day), tzinfo=UTC)
    moment += timedelta(hours=int(hour or 0), minutes=int(minute or 0), seconds=int(second or 0))
    return moment - _offset(zone["zone"])


def _ordinal(text: str) -> datetime | None:
    """Return the moment of 2004-005 (the fifth day of the year), midnight in UTC."""
    match = _ORDINAL.fullmatch(text)
    if not match or not 1 <= int(match[2]) <= 366:
        return None
    return datetime(int(match[1]), 1, 1, tzinfo=UTC) + timedelta(days=int(match[2]) - 1)


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
    return moment + _time(parts) - _offset(parts.get("zone"))


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return next((month for start, month in _MONTH_BEGINNINGS if word.startswith(start)), None)


def _year(digits: str) -> int:
    """Return the year; two digits up to 68 belong to this century (POSIX strptime)."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 69 else 1900)


def _time(parts: dict[str, str | None]) -> timedelta:
    """Return the time of day; 24:00 and the leap second 60 are let through."""
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = parts.get("half") or {"오전": "am", "오후": "pm"}.get(parts.get("korean") or "", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 24 or minute > 59 or second > 61:
        raise ValueError("no time of day")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _offset(zone: str | None) -> timedelta:
    """Return how far east of Greenwich `zone` is; an unknown name counts as UTC."""
    zone = (zone or "").replace("\u2212", "-")
    sign = re.search(r"([+-])\s*(\d{1,2}):?(\d{2})?", zone)
    if not sign:
        return timedelta(minutes=_ZONES.get(zone, 0))
    offset = timezone(timedelta(hours=int(sign[2]), minutes=int(sign[3] or 0))).utcoffset(None)
    return -offset if sign[1] == "-" else offset
