"""Articles of one moment stand as their publisher has them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.model import Changes, NewArticle, Source
from desktop.storage.incoming import FeedUpdate
from desktop.storage.places import is_in_order, is_oldest_first, not_above, numbered
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import (
    ABROAD,
    NOW,
    SPORT,
    id_of,
    ids_in,
    new_article,
    open_store,
    update_of,
)

HOUR = timedelta(hours=1)
TEN = [str(number) for number in range(1, 11)]
OTHER = SPORT._replace(section=ABROAD.section)


def undated(key: str, minutes: int = 0) -> NewArticle:
    """Return an item without a date, met some minutes after `NOW`."""
    arrived = NOW + timedelta(minutes=minutes)
    return new_article(key, is_dated=False, age=timedelta(0), arrived=arrived)


def of_the_day(key: str, minutes: int = 0, source: Source = ABROAD) -> NewArticle:
    """Return an item that has only the day for a date."""
    midnight = NOW.replace(hour=0, minute=0)
    arrived = NOW + timedelta(minutes=minutes)
    return new_article(key, arrived=arrived, age=arrived - midnight, source=source)


def shown(reader: ArticleReader) -> list[str]:
    return [article.title[8:] for article in reader.articles(ids_in(reader.article_ids()))]


def test_undated_items_stand_as_in_their_feed_wherever_they_are_listed(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(*map(undated, TEN)))
    for key in TEN:
        writer.star(id_of(key), True)
    expected = [id_of(key) for key in TEN]
    third = reader.article(id_of("3"))
    assert third is not None

    assert ids_in(reader.article_ids()) == expected
    assert ids_in(reader.article_ids(ABROAD.section, limit=4)) == expected[:4]
    places = {id_: place for id_, _, place in reader.listed_at([int(NOW.timestamp())])}
    assert sorted(places, key=lambda id_: (places[id_], id_)) == expected
    assert ids_in(reader.search_ids("bericht")) == expected
    assert ids_in(reader.starred_ids()) == expected
    assert reader.related(third, limit=4) == expected[3:7]


@pytest.mark.parametrize("item", [undated, of_the_day])
def test_news_on_top_stands_above_what_was_there(
    writer: ArticleWriter, reader: ArticleReader, item: Callable[[str, int], NewArticle]
) -> None:
    writer.save(update_of(*(item(key, 0) for key in TEN)))
    feed = ["c", "b", "a", *TEN[:7]]

    changes = writer.save(update_of(*(item(key, 15) for key in feed)))

    assert shown(reader) == [*feed, *TEN[7:]]
    assert changes == Changes(new=tuple(id_of(key) for key in "abc"))


def test_news_with_an_age_stands_where_its_page_has_it(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    def page(minutes: int, *keys: str) -> FeedUpdate:
        arrived = NOW + timedelta(minutes=minutes)
        ages = ((key, 1 + (key in "ef")) for key in keys)
        return update_of(
            *(
                new_article(key, is_dated=False, age=hours * HOUR, arrived=arrived)
                for key, hours in ages
            )
        )

    writer.save(page(0, *"bdef"))

    changes = writer.save(page(15, *"abcdef"))

    assert changes == Changes(new=(id_of("c"), id_of("a")))
    assert shown(reader) == list("abcdef")


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([(180, None), (180, None), (120, None)], [180, 180, 120]),
        ([(180, 140), (180, None), (120, 100), (120, None)], [140, 140, 100, 100]),
        ([(180, None), (180, 130), (170, None)], [180, 130, 130]),
        ([(100, 90), (180, None), (180, 170)], [90, 180, 170]),
        ([(180, 150), (160, None), (170, None)], [150, 150, 170]),
        ([(180, -900), (160, None)], [-900, 160]),
        ([], []),
    ],
)
def test_an_age_puts_nothing_above_what_its_page_puts_before_it(
    moments: list[tuple[int, int | None]], expected: list[int]
) -> None:
    minutes = [(fresh * 60, stored if stored is None else stored * 60) for fresh, stored in moments]

    assert not_above(minutes, 240 * 60) == [moment * 60 for moment in expected]


def test_another_order_of_the_feed_is_followed_and_no_update(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(*map(of_the_day, "abcd")))

    changes = writer.save(update_of(*map(of_the_day, "cxadb")))

    assert shown(reader) == list("cxadb")
    assert changes == Changes(new=(id_of("x"),))


def test_dates_go_before_places(writer: ArticleWriter, reader: ArticleReader) -> None:
    ages = {"a": 3, "b": 1, "c": 3, "d": 2, "e": 3}

    writer.save(update_of(*(new_article(key, age=age * HOUR) for key, age in ages.items())))

    assert shown(reader) == list("bdace")


def test_of_a_feed_that_begins_with_its_oldest_the_last_is_the_newest(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    ages = {"a": 4, "b": 4, "c": 3, "d": 2, "e": 2}

    writer.save(update_of(*(new_article(key, age=age * HOUR) for key, age in ages.items())))

    assert shown(reader) == list("edcba")


def test_two_sources_of_one_moment_take_turns_whoever_answers_first(tmp_path: Path) -> None:
    def order(*sources: Source) -> list[str]:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        with open_store(folder) as (writer, reader):
            for minutes, source in enumerate(sources):
                items = (of_the_day(key, minutes, source=source) for key in "abc")
                writer.save(update_of(*items, source=source))
            return [
                f"{article.source_id} {article.title[8:]}"
                for article in reader.articles(ids_in(reader.article_ids()))
            ]

    one, other = order(ABROAD, OTHER), order(OTHER, ABROAD)

    assert one == other
    assert [name[-1] for name in one] == list("aabbcc")
    assert [name for name in one if name.startswith("abroad")] == [f"abroad {k}" for k in "abc"]


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([], False),
        ([5, 5, 5], False),
        ([3, 2, 1], False),
        ([1, 2, 2, 3], True),
        ([1, 3, 3, 3], False),
        ([1, 3, 2, 4], False),
    ],
)
def test_only_dates_that_rise_throughout_make_a_feed_begin_with_its_oldest(
    moments: list[int], expected: bool
) -> None:
    assert is_oldest_first(moments) is expected


@given(st.lists(st.none() | st.integers(-20, 20), max_size=12), st.none() | st.integers(-30, -20))
def test_places_rise_in_the_publishers_order_and_above_what_is_not_in_the_feed(
    places: list[int | None], lowest: int | None
) -> None:
    known = [place for place in places if place is not None]
    lowest = min(known) if lowest is None and known else lowest

    given_out = numbered(places, lowest)

    assert is_in_order(given_out)
    moved = [new for old, new in zip(places, given_out, strict=True) if new != old]
    assert lowest is None or all(place < lowest for place in moved)


def test_lists_are_read_from_their_index_alone(folder: Path) -> None:
    listed = "SELECT id, published_at FROM articles WHERE duplicate_of IS NULL"
    newest = "ORDER BY published_at DESC, place, id LIMIT 200"
    statements = {
        "articles_by_time": f"{listed} {newest}",
        "articles_by_section": f"{listed} AND section = 'x' {newest}",
        "unread_articles": "SELECT section, count(*) FROM articles WHERE duplicate_of IS NULL"
        " AND is_read = 0 GROUP BY section",
        "articles_by_source": "SELECT min(place) FROM articles WHERE source_id = 'x'"
        " AND published_at = 1",
    }
    with closing(sqlite3.connect(folder / "cache.sqlite")) as connection:
        for index, statement in statements.items():
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert len(plan) == 1, plan
            assert f"COVERING INDEX {index}" in plan[0]
        for name in ("story_key", "feed_id"):
            select = f"SELECT * FROM articles WHERE {name} IN (SELECT value FROM json_each('[1]'))"
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {select}")]
            assert "USING INDEX articles_by_" in plan[0], plan
