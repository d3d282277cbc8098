from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import FetchReason
from desktop.core.model import ReadingPosition, SourceState
from desktop.storage import rows
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import (
    ABROAD,
    NOW,
    SPORT,
    id_of,
    ids_in,
    new_article,
    unread_count,
    update_of,
)

HOUR = timedelta(hours=1)


def test_an_empty_store_answers_every_question(reader: ArticleReader) -> None:
    assert reader.article_ids() == reader.starred_ids() == reader.search_ids("nieuws") == []
    assert reader.articles([1]) == reader.sections() == reader.own_sources() == []
    assert reader.article(1) is reader.body(1) is reader.reading_position(1) is None
    assert reader.picture("https://a.example/") is reader.picture_size("https://a.example/")
    assert reader.source_states() == {}
    assert (unread_count(reader), reader.older_versions(1)) == (0, [])


def test_articles_are_listed_newest_first(writer: ArticleWriter, reader: ArticleReader) -> None:
    ages = {"old": 9 * HOUR, "new": HOUR, "middle": 5 * HOUR}
    writer.save(update_of(*(new_article(key, age=age) for key, age in ages.items())))

    listed = reader.article_ids()

    assert listed == [
        (id_of(key), int((NOW - ages[key]).timestamp())) for key in ("new", "middle", "old")
    ]


def test_of_one_moment_the_last_to_arrive_comes_first(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a", age=HOUR)))
    writer.save(update_of(new_article("b", arrived=NOW + HOUR, age=2 * HOUR)))

    assert ids_in(reader.article_ids()) == [id_of("b"), id_of("a")]


def test_a_list_can_be_of_one_section(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("a")))
    writer.save(update_of(new_article("b", source=SPORT), source=SPORT))

    assert ids_in(reader.article_ids(SPORT.section)) == [id_of("b", SPORT)]
    assert len(reader.article_ids()) == 2


def test_a_part_of_the_list_is_listed_like_the_whole(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    late = NOW + HOUR
    writer.save(
        update_of(*(new_article(key, age=HOUR) for key in "abc"), new_article("d", age=3 * HOUR))
    )
    writer.save(update_of(*(new_article(key, arrived=late, age=2 * HOUR) for key in "efg")))
    other = SPORT._replace(section=ABROAD.section)
    writer.save(update_of(new_article("a", source=other, url="https://abroad.example/a")))
    writer.save(update_of(new_article("h", source=SPORT, age=HOUR), source=SPORT))
    hour_ago = int((NOW - HOUR).timestamp())

    everything = reader.article_ids()
    part = reader.listed_at([hour_ago], ABROAD.section)

    assert in_order(part) == [r for r in reader.article_ids(ABROAD.section) if r[1] == hour_ago]
    assert len(part) == 6  # the other source's has an address that is listed already
    assert in_order(reader.listed_at([row[1] for row in everything])) == everything
    assert in_order(reader.listed_beside(ids_in(everything))) == everything
    assert reader.listed_beside([id_of("h", SPORT)], ABROAD.section) == []
    assert {row[:2] for row in reader.listed_beside([id_of("h", SPORT), id_of("a")])} == {
        (id_of("h", SPORT), hour_ago),
        *((id_of(key), hour_ago) for key in "abcefg"),
    }
    assert reader.listed_at([]) == reader.listed_beside([]) == reader.listed_beside([1]) == []


def in_order(rows: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return ids and dates in the order of the list."""
    return [row[:2] for row in sorted(rows, key=lambda row: (-row[1], row[2], row[0]))]


def test_articles_come_in_the_order_asked_for(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(*(new_article(key) for key in "abcde")))
    wanted = [id_of(key) for key in "dbxea"]

    found = reader.articles(wanted)

    assert [article.title[-1] for article in found] == ["d", "b", "e", "a"]


def test_sections_count_what_is_unread(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("a"), new_article("b"), new_article("c")))
    writer.save(update_of(new_article("d", source=SPORT), source=SPORT))
    writer.mark_read([id_of("a"), id_of("d", SPORT)])

    assert reader.sections() == [("Buitenland", 2), ("Sport", 0)]


def test_related_are_the_next_older_unread_of_the_section(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    ages = {"newer": 1, "this": 2, "same": 2, "read": 3, "third": 4, "fourth": 5, "fifth": 6}
    writer.save(update_of(*(new_article(key, age=age * HOUR) for key, age in ages.items())))
    writer.save(update_of(new_article("x", source=SPORT, age=4 * HOUR), source=SPORT))
    writer.mark_read([id_of("read")])
    listed = ids_in(reader.article_ids(ABROAD.section))
    article = reader.article(min(id_of("this"), id_of("same")))
    assert article is not None

    related = reader.related(article, limit=3)

    after = listed[listed.index(article.id) + 1 :]
    assert related == [id_ for id_ in after if id_ != id_of("read")][:3]
    assert len(related) == 3


def test_a_source_state_is_read_back_as_it_was(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    state = SourceState(
        "abroad",
        etag='W/"1"',
        last_modified="Mon, 02 Mar 2026 09:12:00 GMT",
        validators_at=NOW,
        body_hash="abc",
        checked_at=NOW,
        changed_at=NOW - HOUR,
        next_check_at=NOW + HOUR,
        failures=3,
        reason=FetchReason.STATUS,
        status=503,
    )

    writer.save_state(state._replace(etag="earlier"))
    writer.save_state(state)

    assert reader.source_states() == {"abroad": state}


def test_a_reading_position_is_kept_until_the_beginning_is_reached(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save_position(7, ReadingPosition(12, 40))
    first = reader.reading_position(7)
    writer.save_position(7, ReadingPosition(13, 0))
    second = reader.reading_position(7)
    writer.save_position(7, ReadingPosition())

    assert (first, second) == (ReadingPosition(12, 40), ReadingPosition(13, 0))
    assert reader.reading_position(7) is None


def test_a_reader_is_not_held_up_by_the_writer(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))
    before = reader.article_ids()

    writer.save(update_of(*(new_article(f"n{i}") for i in range(300))))

    assert len(before) == 1
    assert len(reader.article_ids()) == 301


@given(st.text())
def test_packed_text_is_unpacked_as_it_was(text: str) -> None:
    assert rows.unpack(rows.pack(text)) == rows.without_surrogates(text)


@pytest.mark.parametrize("names", [(), ("DEN HAAG",), ("A", "B"), ("met\nregel", "x")])
def test_lists_of_names_survive(
    writer: ArticleWriter, reader: ArticleReader, names: tuple[str, ...]
) -> None:
    writer.save(update_of(new_article("a", places=names)))

    article = reader.article(id_of("a"))

    assert article is not None
    assert article.places == tuple(name.replace("\n", " ") for name in names)
