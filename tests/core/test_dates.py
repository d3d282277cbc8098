from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # RFC 822 and its descendants
        ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21"),
        ("Thu, 01 Jan 2004 19:48:21 +0100", "2004-01-01T18:48:21"),
        ("Thu, 01 Jan 04 19:48 EST", "2004-01-02T00:48:00"),
        ("1 Jan 99 19:48:21 UT", "1999-01-01T19:48:21"),
        ("01 Jan 2004", "2004-01-01T00:00:00"),
        ("03 Apr 02 1500 GMT", "2002-04-03T15:00:00"),
        ("Mon,26 Jan 2004 16:31 ET", "2004-01-26T21:31:00"),
        ("Mon, 26 January 2004 16:31:00 AT", "2004-01-26T20:31:00"),
        ("Wed, 02 Oct 2002 13:00:00 GMT+02:00", "2002-10-02T11:00:00"),
        ("Wed, 29 Jan 2020 10:20 PM", "2020-01-29T22:20:00"),
        ("Thu, 01 Jan 2004 19:48:21 +01:00 (CET)", "2004-01-01T18:48:21"),
        # ISO 8601 and its shorter forms
        ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55"),
        ("2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55"),
        ("2003-12-31t10:14:55.5+0100", "2003-12-31T09:14:55"),
        ("2003-12-31 10:14", "2003-12-31T10:14:00"),
        ("2003-12-31", "2003-12-31T00:00:00"),
        ("2003-12", "2003-12-01T00:00:00"),
        ("2003", "2003-01-01T00:00:00"),
        ("20031231", "2003-12-31T00:00:00"),
        ("20031231T101455Z", "2003-12-31T10:14:55"),
        ("20021231T19:20:30.45+01:00", "2002-12-31T18:20:30"),
        ("2023-10-1T5:3:2Z", "2023-10-01T05:03:02"),
        # what else is met
        ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53"),
        ("Jan 5, 2004 10:00 PM EST", "2004-01-06T03:00:00"),
        ("05-01-2004 10:00", "2004-01-05T10:00:00"),
        ("25/1/2004", "2004-01-25T00:00:00"),
        ("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06"),
        ("Sun Jan  4 16:29:06 CET 2004", "2004-01-04T15:29:06"),
        ("Wed Aug 27 13:08:45 +0000 2008", "2008-08-27T13:08:45"),
        ("20040104162906", "2004-01-04T16:29:06"),
        ("200401041629", "2004-01-04T16:29:00"),
        ("20040104162906 +0100", "2004-01-04T15:29:06"),
        ("2003-335", "2003-12-01T00:00:00"),
        ("2004-335T10:00:00Z", "2004-11-30T10:00:00"),
        ("2003335", "2003-12-01T00:00:00"),
        ("1073233746", "2004-01-04T16:29:06"),
        ("1073233746.25", "2004-01-04T16:29:06"),
        ("1073233746000", "2004-01-04T16:29:06"),
        ("946684800", "2000-01-01T00:00:00"),
        # zones by place
        ("Tue, 06 Jul 2004 12:00:00 Europe/Amsterdam", "2004-07-06T10:00:00"),
        ("2004-01-06 12:00:00 Europe/Amsterdam", "2004-01-06T11:00:00"),
        ("2004-01-06T12:00:00 America/New_York", "2004-01-06T17:00:00"),
        ("2004-01-06T12:00:00+01:00[Europe/Amsterdam]", "2004-01-06T11:00:00"),
        ("2004-01-06 12:00 America/Argentina/Buenos_Aires", "2004-01-06T15:00:00"),
        ("2004-01-06 12:00 Etc/GMT-2", "2004-01-06T10:00:00"),
        ("2004-01-06 12:00 Mars/Olympus", "2004-01-06T12:00:00"),
        # months by name
        ("maandag 3 maart 2025 om 10:15 uur", "2025-03-03T10:15:00"),
        ("di, 6 mei 2025 10:15:00 +0200", "2025-05-06T08:15:00"),
        ("6 mrt. 2025", "2025-03-06T00:00:00"),
        ("Mo, 14 Mär 2011 16:45:09 +0100", "2011-03-14T15:45:09"),
        ("14 août 2011 16:45:09 CEST", "2011-08-14T14:45:09"),
        ("lun, 12 ene 2009 10:00:00 +0100", "2009-01-12T09:00:00"),
        ("12 de septiembre de 2009", "2009-09-12T00:00:00"),
        ("mar, 12 mag 2009 10:00:00 GMT", "2009-05-12T10:00:00"),
        ("Seg, 12 Out 2009 10:00:00 -0300", "2009-10-12T13:00:00"),
        ("12 grudnia 2009", "2009-12-12T00:00:00"),
        ("Δευ, 12 Ιούλ 2004 12:00:00 EST", "2004-07-12T17:00:00"),
        ("Κυρ, 12 Φεβ 2006 15:10:00 +0200", "2006-02-12T13:10:00"),
        ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00"),
        ("2004. szeptember 13. 9:15", "2004-09-13T09:15:00"),
        ("Вс, 12 мая 2013 10:00:00 +0400", "2013-05-12T06:00:00"),
        ("2004년 05월 28일  01:31:15", "2004-05-28T01:31:15"),
        ("2004-05-25 오후 11:23:17", "2004-05-25T23:23:17"),
        ("2004年5月8日", "2004-05-08T00:00:00"),
    ],
)
def test_a_date_is_read_in_every_form_that_feeds_use(text: str, expected: str) -> None:
    moment = parse_date(text)

    assert moment is not None
    assert moment.replace(microsecond=0) == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert moment.utcoffset() == timedelta(0)


def test_a_missing_zone_counts_as_utc() -> None:
    expected = datetime(2025, 1, 6, 10, 0, tzinfo=UTC)

    assert parse_date("Mon, 06 Jan 2025 10:00:00") == expected
    assert parse_date("2025-01-06T10:00:00") == expected


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("CET", 1), ("CEST", 2), ("MESZ", 2), ("EDT", -4), ("PST", -8), ("JST", 9), ("ZULU", 0)],
)
def test_zones_are_known_by_name_and_unknown_ones_are_utc(zone: str, hours: int) -> None:
    moment = parse_date(f"Mon, 06 Jan 2025 12:00:00 {zone}")

    assert moment == datetime(2025, 1, 6, 12, tzinfo=UTC) - timedelta(hours=hours)


def test_a_wrong_weekday_does_not_matter() -> None:
    assert parse_date("Tue, 01 Jan 2004 19:48:21 GMT") == parse_date("01 Jan 2004 19:48:21 GMT")


def test_the_end_of_the_day_and_leap_seconds_are_read() -> None:
    assert parse_date("2004-01-01T24:00:00Z") == datetime(2004, 1, 2, tzinfo=UTC)
    assert parse_date("2016-12-31T23:59:60Z") == datetime(2017, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", " ", "gisteren", "12", "31 Jun 2004 10:00 GMT", "2004-13-01", "1 Foo 2004", "3/4/2004",
     "Thu, 01 Jan 2004 25:00:00 GMT", "0000-00-00", "9999-12-31T23:59:59-23:00", "1" * 5000,
     "2003-400", "2003-000", "20041304162906", "1 Jan 2004 10:00 +99:00"],
)  # fmt: skip
def test_what_names_no_moment_gives_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=200))
def test_parse_date_never_fails(text: str) -> None:
    moment = parse_date(text)

    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.from_regex(r"[A-Za-z]{3}, \d{1,2} [A-Za-z]{3,9} \d{2,5} \d{1,2}:\d\d(:\d\d)? [+-]?\w*"))
def test_parse_date_never_fails_on_what_looks_like_a_date(text: str) -> None:
    moment = parse_date(text)

    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.integers(min_value=0, max_value=3_100_000_000))
def test_a_date_written_by_the_rules_comes_back(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert parse_date(moment.isoformat()) == moment
    assert parse_date(f"{moment:%a, %d %b %Y %H:%M:%S} +0000") == moment
    assert parse_date(f"{moment:%d %b %y %H:%M:%S} GMT") == moment
