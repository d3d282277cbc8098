"""Ages and dates as the embedded site words them."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.ages import age_to_timedelta
from desktop.demo.edition import Edition, PublishedEdition, worded_age, worded_date, worded_time

OPENED_AT = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "1 minuut geleden"),
        (2, "2 minuten geleden"),
        (59, "59 minuten geleden"),
        (60, "1 uur geleden"),
        (200, "3 uur geleden"),
        (1440, "1 dag geleden"),
        (2880, "2 dagen geleden"),
        (10080, "1 week geleden"),
        (20160, "2 weken geleden"),
    ],
)
def test_age_is_worded_as_on_the_site(minutes: int, words: str) -> None:
    assert worded_age(minutes) == words


@pytest.mark.parametrize("minutes", [1, 2, 59, 60, 180, 1440, 4320, 10080])
def test_age_is_understood_by_the_program(minutes: int) -> None:
    assert age_to_timedelta(worded_age(minutes)) == timedelta(minutes=minutes)


def test_day_and_time_are_those_of_the_netherlands() -> None:
    moment = datetime(2025, 11, 2, 23, 31, tzinfo=UTC)

    assert worded_date(moment) == "maandag 3 november 2025"
    assert worded_time(moment) == "0:31"


def test_stories_come_in_while_time_passes(edition: Edition) -> None:
    now = [OPENED_AT]
    published = PublishedEdition(edition, OPENED_AT, lambda: now[0])
    before = published.stories("zeelandnet", "Buitenland")

    now[0] += timedelta(minutes=20)
    after = published.stories("zeelandnet", "Buitenland")

    assert len(after) >= len(before) + 3
    assert set(before) < set(after)


def test_withdrawn_story_is_listed_but_not_found(edition: Edition) -> None:
    published = PublishedEdition(edition, OPENED_AT, lambda: OPENED_AT)
    (gone,) = [story for story in published.stories("zeelandnet") if story.is_withdrawn]

    assert published.find("zeelandnet", gone.slug) is None
