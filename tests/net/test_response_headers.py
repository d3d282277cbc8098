"""What headers say about time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.net.response_headers import fresh_for_s, retry_after_s

NOW = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)
IN_10_MINUTES = "Mon, 02 Mar 2026 12:10:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": 'public, MAX-AGE = "600"'}, 600),
        ({"Cache-Control": "max-age=0"}, 0),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=31536000"}, 5 * 3600),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age=veel"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "no-store"}, None),
        ({"Cache-Control": 'no-cache="Set-Cookie", max-age=600'}, 600),
        ({"Expires": IN_10_MINUTES}, 600),
        ({"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"Expires": "Fri, 01 Jan 2100 00:00:00 GMT"}, 5 * 3600),
        ({"Expires": "0"}, None),
        ({"Expires": "-1"}, None),
        ({"Expires": "morgen"}, None),
        ({"Expires": IN_10_MINUTES, "Date": "Mon, 02 Mar 2026 12:09:00 GMT"}, 60),
        ({"Cache-Control": "max-age=60", "Expires": IN_10_MINUTES}, 60),
        ({"Cache-Control": "no-cache", "Expires": IN_10_MINUTES}, None),
    ],
)
def test_freshness_is_what_the_server_says_up_to_five_hours(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert fresh_for_s(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": IN_10_MINUTES}, 600),
        ({"Retry-After": "Monday, 02-Mar-26 12:10:00 GMT"}, 600),
        ({"Retry-After": "Mon, 02 Mar 2026 11:00:00 GMT"}, 0),
        ({"Retry-After": IN_10_MINUTES, "Date": "Mon, 02 Mar 2026 12:05:00 GMT"}, 300),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "1.5"}, None),
        ({"Retry-After": "straks"}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after_s(headers, NOW) == seconds


@given(st.dictionaries(st.sampled_from(["Cache-Control", "Expires", "Retry-After"]), st.text()))
def test_no_header_breaks_the_reading(headers: dict[str, str]) -> None:
    assert 0 <= (fresh_for_s(headers, NOW) or 0) <= 5 * 3600
    assert (retry_after_s(headers, NOW) or 0) >= 0
