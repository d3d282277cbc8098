"""What response headers say about time: how long an answer is fresh, when to come back.

Imports the standard library's mail package for its dates, so it is loaded with the
first request and not before.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from desktop.core.schedule import LONGEST_FRESHNESS_S

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NEVER_FRESH = re.compile(r"(?:^|[\s,])no-(?:store|cache)\b(?!\s*=)", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,12}")


def fresh_for_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return for how many seconds an answer stays fresh, at most five hours.

    None if the server does not say, and for an answer that is not to be kept.
    Cache-Control goes before Expires (RFC 9111 section 5.3); `headers` finds names in
    any letter case.
    """
    cache_control = headers.get("Cache-Control", "")
    if _NEVER_FRESH.search(cache_control):
        return None
    max_age = _MAX_AGE.search(cache_control)
    seconds = float(max_age[1]) if max_age else _seconds_until("Expires", headers, now)
    return None if seconds is None else min(seconds, LONGEST_FRESHNESS_S)


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return for how long a busy host wants quiet (RFC 9110 section 10.2.3), None if unsaid."""
    text = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    return _seconds_until("Retry-After", headers, now)


def _seconds_until(name: str, headers: Mapping[str, str], now: datetime) -> float | None:
    """Return how far ahead the date in a header is on the server's clock, None if it is none."""
    moment, its_now = _date(headers.get(name, "")), _date(headers.get("Date", "")) or now
    return None if moment is None else max(0.0, (moment - its_now).total_seconds())


def _date(text: str) -> datetime | None:
    """Return an HTTP date in UTC, None if `text` is none (servers write "0" and "-1")."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
