from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.errors import FetchReason
from desktop.core.model import Changes, SourceState
from desktop.storage.incoming import FeedUpdate
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
    unread_count,
    update_of,
)

LATER = NOW + timedelta(hours=2)


def test_a_stored_article_is_read_back_as_it_was(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    entry = new_article(authors=("A. Schrijver", "B. Schrijver"), agencies=())

    writer.save(update_of(entry))

    assert reader.article(entry.article.id) == entry.article
    body = reader.body(entry.article.id)
    assert body is not None
    assert (body.content_html, body.blocks, body.blocks_version, body.is_full) == (
        entry.content_html,
        None,
        0,
        False,
    )


def test_only_ids_never_seen_before_are_new(writer: ArticleWriter) -> None:
    first = writer.save(update_of(new_article("a")))
    second = writer.save(update_of(new_article("a"), new_article("b")))

    assert first == Changes(new=(id_of("a"),))
    assert second == Changes(new=(id_of("b"),))


def test_an_item_twice_in_one_feed_is_stored_once(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    twice = update_of(new_article("a", title="Eerste"), new_article("a", title="Tweede"))

    changes = writer.save(twice)

    article = reader.article(id_of("a"))
    assert changes.new == (id_of("a"),)
    assert article is not None
    assert article.title == "Eerste"


def test_an_empty_or_shorter_feed_removes_nothing(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a"), new_article("b")))

    shorter = writer.save(update_of(new_article("b")))
    empty = writer.save(update_of())

    assert shorter == empty == Changes()
    assert sorted(ids_in(reader.article_ids())) == sorted([id_of("a"), id_of("b")])


def test_an_unchanged_source_alters_only_its_state(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))

    state = SourceState(ABROAD.id, etag='"x"', checked_at=LATER, failures=2, reason=FetchReason.DNS)
    changes = writer.save(FeedUpdate(ABROAD, state, is_changed=False))

    assert changes == Changes()
    assert reader.source_states() == {ABROAD.id: state}


@pytest.mark.parametrize(
    "altered",
    [{"title": "Anders"}, {"summary": "Anders."}],
)
def test_other_words_count_a_version_and_keep_the_older_ones(
    writer: ArticleWriter, reader: ArticleReader, altered: dict[str, str]
) -> None:
    before = new_article("a")
    writer.save(update_of(before))

    changes = writer.save(update_of(new_article("a", arrived=LATER, **altered)))

    article = reader.article(id_of("a"))
    (older,) = reader.older_versions(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert article is not None
    assert article.version == 2
    assert (article.title, article.summary) == (
        altered.get("title", before.article.title),
        altered.get("summary", before.article.summary),
    )
    assert (older.version, older.title, older.summary, older.text, older.replaced_at) == (
        1,
        before.article.title,
        before.article.summary,
        before.text,
        LATER,
    )


def test_other_content_counts_a_version_though_the_row_looks_the_same(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a", content="Twee doden.")))

    changes = writer.save(update_of(new_article("a", content="Drie doden.")))

    article = reader.article(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert article is not None
    assert article.version == 2
    assert "Twee doden." in reader.older_versions(id_of("a"))[0].text
    assert ids_in(reader.search_ids("drie doden")) == [id_of("a")]
    assert reader.search_ids("twee doden") == []


def test_only_other_white_space_is_no_change(writer: ArticleWriter, reader: ArticleReader) -> None:
    before = new_article("a", content="Een twee drie")
    writer.save(update_of(before))

    changes = writer.save(update_of(before._replace(text=before.text.replace(" ", "\n  "))))

    assert changes == Changes()
    assert reader.older_versions(id_of("a")) == []


def test_another_picture_updates_the_row_without_a_version(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))

    changes = writer.save(update_of(new_article("a", image_url="https://abroad.example/2.jpg")))

    article = reader.article(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert article is not None
    assert (article.version, article.image_url) == (1, "https://abroad.example/2.jpg")


def test_another_date_of_the_publisher_is_stored_and_no_update(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))

    changes = writer.save(update_of(new_article("a", age=timedelta(minutes=5))))

    article = reader.article(id_of("a"))
    assert changes == Changes()
    assert article is not None
    assert (article.version, article.published_at) == (1, NOW - timedelta(minutes=5))


def test_a_picture_is_not_lost_when_the_feed_leaves_it_out(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    before = new_article("a")
    writer.save(update_of(before))

    changes = writer.save(update_of(new_article("a", image_url=None)))

    assert changes == Changes()
    assert reader.article(id_of("a")) == before.article


def test_five_older_versions_are_kept(writer: ArticleWriter, reader: ArticleReader) -> None:
    for number in range(1, 10):
        writer.save(update_of(new_article("a", title=f"Kop {number}")))

    older = reader.older_versions(id_of("a"))

    assert [(version.version, version.title) for version in older] == [
        (8, "Kop 8"),
        (7, "Kop 7"),
        (6, "Kop 6"),
        (5, "Kop 5"),
        (4, "Kop 4"),
    ]


def test_a_date_in_the_future_becomes_the_arrival(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a", age=-timedelta(days=3))))
    writer.save(update_of(new_article("a", age=-timedelta(days=9), arrived=LATER)))

    article = reader.article(id_of("a"))

    assert article is not None
    assert article.published_at == article.arrived_at == NOW


def test_an_undated_article_stays_where_it_arrived_until_its_date_is_known(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    undated = new_article("a", is_dated=False, age=timedelta(0))
    writer.save(update_of(undated))

    again = new_article("a", is_dated=False, age=timedelta(0), arrived=LATER)
    without = writer.save(update_of(again))
    before = reader.article(id_of("a"))
    with_date = writer.save(update_of(new_article("a", age=timedelta(days=4))))

    after = reader.article(id_of("a"))
    assert without == with_date == Changes()
    assert before == undated.article
    assert after is not None
    assert (after.published_at, after.arrived_at) == (NOW - timedelta(days=4), NOW)


def test_a_dated_article_keeps_its_date_when_the_feed_drops_it(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    before = new_article("a")
    writer.save(update_of(before))

    writer.save(update_of(new_article("a", is_dated=False, arrived=LATER)))

    assert reader.article(id_of("a")) == before.article


def test_an_edit_keeps_read_mark_and_star(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("a")))
    writer.mark_read([id_of("a")])
    writer.star(id_of("a"), True)

    writer.save(update_of(new_article("a", title="Anders")))

    article = reader.article(id_of("a"))
    assert article is not None
    assert (article.title, article.is_read, article.is_starred) == ("Anders", True, True)


def test_of_two_sources_with_one_address_the_first_is_listed(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    other = ABROAD._replace(id="other", name="Anders")
    url = "https://agency.example/1"
    writer.save(update_of(new_article("a", url=url)))

    duplicate = new_article("b", url=url, source=other)
    changes = writer.save(update_of(duplicate, source=other))

    assert changes == Changes()
    assert ids_in(reader.article_ids()) == [id_of("a")]
    assert ids_in(reader.article_ids(ABROAD.section)) == [id_of("a")]
    assert ids_in(reader.search_ids("bericht")) == [id_of("a")]
    assert unread_count(reader) == 1


def test_one_address_in_two_sections_is_listed_in_both(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    url = "https://agency.example/1"
    writer.save(update_of(new_article("a", url=url)))

    writer.save(update_of(new_article("b", url=url, source=SPORT), source=SPORT))

    assert ids_in(reader.article_ids(ABROAD.section)) == [id_of("a")]
    assert ids_in(reader.article_ids(SPORT.section)) == [id_of("b", SPORT)]


def test_articles_without_an_address_are_no_duplicates(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    other = ABROAD._replace(id="other")
    writer.save(update_of(new_article("a", url=None)))

    writer.save(update_of(new_article("b", url=None, source=other), source=other))

    assert len(reader.article_ids()) == 2


def test_a_duplicate_is_listed_once_its_address_differs(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    other = ABROAD._replace(id="other")
    url = "https://agency.example/1"
    writer.save(update_of(new_article("a", url=url)))
    writer.save(update_of(new_article("b", url=url, source=other), source=other))

    changes = writer.save(update_of(new_article("b", source=other), source=other))

    assert changes == Changes(updated=(id_of("b", other),))
    assert len(reader.article_ids()) == 2


def test_a_source_that_moves_takes_along_what_it_still_lists(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    moved = ABROAD._replace(section="Europa", name="Nieuwe naam")
    writer.save(update_of(new_article("a")))

    changes = writer.save(update_of(new_article("a", source=moved), source=moved))

    article = reader.article(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert article is not None
    assert (article.section, article.source_name, article.version) == ("Europa", "Nieuwe naam", 1)
    assert reader.sections() == [("Europa", 1)]


def test_articles_read_or_starred_before_the_cache_was_lost_are_not_new(tmp_path: Path) -> None:
    entries = [new_article("read"), new_article("star"), new_article("other")]
    with open_store(tmp_path) as (writer, _):
        writer.save(update_of(*entries))
        writer.mark_read([id_of("read")])
        writer.star(id_of("star"), True)
    (tmp_path / "cache.sqlite").unlink()

    with open_store(tmp_path) as (writer, reader):
        changes = writer.save(update_of(*entries))

        read, star = reader.articles([id_of("read"), id_of("star")])
        assert changes == Changes(new=(id_of("other"),), updated=(id_of("read"),))
        assert unread_count(reader) == 2
        assert (read.is_read, star.is_starred) == (True, True)


def test_text_that_utf8_cannot_hold_is_stored_all_the_same(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    odd = new_article("a", title="half \ud83d teken\x00", url="https://a.example/\udc80")

    first = writer.save(update_of(odd))
    again = writer.save(update_of(odd))

    article = reader.article(id_of("a"))
    assert (first.new, again) == ((id_of("a"),), Changes())
    assert article is not None
    assert article.title == "half ? teken\x00"
