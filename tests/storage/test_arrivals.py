"""What was fetched under a wrong date is dated again once the clock is right."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.model import Article, Changes
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import (
    NOW,
    SPORT,
    id_of,
    ids_in,
    maintain,
    new_article,
    open_store,
    update_of,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WRONG = [
    *(NOW.replace(year=year) for year in (1970, 1996, 2010, 2040, 2056)),
    NOW + 400 * DAY,
]


def stored(reader: ArticleReader, key: str = "a") -> Article:
    article = reader.article(id_of(key))
    assert article is not None
    return article


@pytest.mark.parametrize("wrong", WRONG, ids=str)
@pytest.mark.parametrize("kind", ["dated", "aged", "undated"])
def test_what_the_feed_still_has_gets_the_moment_it_would_have_had(
    writer: ArticleWriter, reader: ArticleReader, wrong: datetime, kind: str
) -> None:
    is_dated, age = kind == "dated", timedelta(0) if kind == "undated" else 3 * HOUR
    # A publisher's date that is still to come is cut off at the arrival.
    first_age = max(timedelta(0), wrong - (NOW - age)) if is_dated else age
    writer.save(update_of(new_article(arrived=wrong, age=first_age, is_dated=is_dated)))

    writer.save(update_of(new_article(age=age, is_dated=is_dated)))

    article = stored(reader)
    assert (article.published_at, article.arrived_at) == (NOW - age, NOW)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_left_its_feed_is_dated_again_by_the_upkeep(
    writer: ArticleWriter, reader: ArticleReader, wrong: datetime
) -> None:
    writer.save(update_of(*(new_article(key) for key in "xyz"), *map(new_article, "uvw")))
    writer.save(update_of(new_article("aged", arrived=wrong, age=3 * HOUR, is_dated=False)))
    writer.save(update_of(new_article("undated", arrived=wrong, age=0 * HOUR, is_dated=False)))

    maintain(writer, NOW + HOUR)

    aged, undated = stored(reader, "aged"), stored(reader, "undated")
    assert (aged.published_at, aged.arrived_at) == (NOW - 2 * HOUR, NOW + HOUR)
    assert (undated.published_at, undated.arrived_at) == (NOW + HOUR, NOW + HOUR)
    assert stored(reader, "x").published_at == NOW - HOUR


@pytest.mark.parametrize("wrong", [NOW.replace(year=1996), NOW.replace(year=2025)], ids=str)
def test_a_clock_that_is_behind_alters_nothing_that_is_known(
    writer: ArticleWriter, reader: ArticleReader, wrong: datetime
) -> None:
    writer.save(update_of(*map(new_article, "abc")))
    before = reader.article_ids()

    writer.save(update_of(*(new_article(key, arrived=wrong, age=0 * HOUR) for key in "abc")))
    changes = maintain(writer, wrong)

    assert changes == Changes()
    assert reader.article_ids() == before


def test_news_after_a_clock_that_was_ahead_is_new_and_on_top(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    ahead = NOW.replace(year=2040)
    writer.save(update_of(new_article("old"), new_article("ahead", arrived=ahead, is_dated=False)))

    items = new_article("news", age=HOUR / 2), new_article("ahead", is_dated=False)
    changes = writer.save(update_of(*items))

    assert changes == Changes(new=(id_of("news"),))
    assert ids_in(reader.article_ids())[0] == id_of("news")


@pytest.mark.parametrize("wrong", [NOW.replace(year=1996), NOW.replace(year=2040)], ids=str)
def test_stars_and_read_marks_are_dated_again_and_whole(folder: Path, wrong: datetime) -> None:
    with open_store(folder) as (writer, _):
        writer.save(update_of(*(new_article(key) for key in "xyz")))
    with open_store(folder, now=wrong) as (writer, _):
        writer.save(update_of(new_article(arrived=wrong, is_dated=False), source=SPORT))
        writer.star(id_of("a"), True)
        writer.mark_read([id_of("a")])

    with open_store(folder) as (writer, reader):
        maintain(writer, NOW)
        starred, article = reader.starred_ids(), stored(reader)

    with closing(sqlite3.connect(folder / "library.sqlite")) as library:
        (moments,) = library.execute(
            "SELECT starred_at, read_at, arrived_at FROM stars JOIN read_marks USING (id)"
        ).fetchall()
        pages = library.execute("SELECT sum(marks), sum(checksum) FROM mark_pages").fetchall()
        sums = library.execute(
            "SELECT count(*), sum((id & 4294967295) + 3 * (id >> 32) + 7 * read_at) FROM read_marks"
        ).fetchall()
    assert set(moments) == {int(NOW.timestamp())}
    assert pages == sums
    assert starred == [(article.id, int((NOW - HOUR).timestamp()))]
    assert article.is_read


BEHIND = [NOW - days * DAY for days in (2, 40, 364, 365, 366)]


@pytest.mark.parametrize("wrong", BEHIND, ids=str)
@pytest.mark.parametrize("rounds", [1, 3])
def test_news_of_a_clock_that_was_behind_arrived_when_it_is_right_again(
    writer: ArticleWriter, reader: ArticleReader, wrong: datetime, rounds: int
) -> None:
    writer.save(update_of(*map(new_article, "xyz")))
    for round_ in range(rounds):
        now = wrong + round_ * HOUR
        aged = new_article("aged", arrived=now, age=3 * HOUR, is_dated=False)
        undated = new_article("undated", arrived=now, age=0 * HOUR, is_dated=False)
        dated = new_article("dated", arrived=now, age=90 * DAY)
        writer.save(update_of(aged, undated, dated))
        maintain(writer, now)
    seen = stored(reader, "undated")

    maintain(writer, NOW + HOUR)

    assert (seen.published_at, seen.arrived_at) == (wrong, wrong)
    aged, undated = stored(reader, "aged"), stored(reader, "undated")
    assert (aged.published_at, aged.arrived_at) == (NOW - 2 * HOUR, NOW + HOUR)
    assert (undated.published_at, undated.arrived_at) == (NOW + HOUR, NOW + HOUR)
    assert stored(reader, "dated").published_at == wrong - 90 * DAY
    assert stored(reader, "x").published_at == NOW - HOUR


@pytest.mark.parametrize("wrong", BEHIND, ids=str)
def test_what_had_no_date_is_not_left_in_the_past_by_a_clock_that_was_behind(
    writer: ArticleWriter, reader: ArticleReader, wrong: datetime
) -> None:
    writer.save(update_of(*(new_article(key, age=0 * HOUR, is_dated=False) for key in "ab")))
    for days in range(2):
        known = new_article("a", arrived=wrong + days * HOUR, age=0 * HOUR, is_dated=False)
        writer.save(update_of(known))

    maintain(writer, NOW + HOUR)

    assert stored(reader).published_at >= NOW
    assert stored(reader, "b").published_at == NOW


@pytest.mark.parametrize("ahead", [NOW + 3 * DAY, NOW + 400 * DAY, NOW.replace(year=2056)], ids=str)
def test_a_clock_that_was_doubted_and_proved_right_keeps_its_moments(
    writer: ArticleWriter, reader: ArticleReader, ahead: datetime
) -> None:
    undated = [new_article(key, arrived=ahead, age=0 * HOUR, is_dated=False) for key in "abc"]
    writer.save(update_of(*undated))
    for number in range(5):
        writer.save(update_of(new_article(f"news{number}", age=0 * HOUR, is_dated=False)))

    maintain(writer, NOW + DAY)

    news = stored(reader, "news0")
    assert (news.published_at, news.arrived_at) == (NOW, NOW)
    assert stored(reader).published_at == NOW + DAY
