from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.model import ArticleBody, Changes, FeedUpdate, SourceState
from desktop.storage.queries import Queries
from desktop.storage.writes import Writes
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

LATER = NOW + timedelta(hours=2)
WHOLE = ArticleBody("Kop", "<p>Het hele verhaal</p>", "Het hele verhaal")


def test_a_stored_article_is_read_back_as_it_was(writes: Writes, queries: Queries) -> None:
    entry = new_article(authors=("A. Schrijver", "B. Schrijver"), agencies=())

    writes.save(update_of(entry))

    assert queries.article(entry.article.id) == entry.article
    body = queries.body(entry.article.id)
    assert body is not None
    assert (body.content_html, body.html, body.shape, body.is_full) == (
        entry.content_html,
        None,
        0,
        False,
    )


def test_only_ids_never_seen_before_are_new(writes: Writes) -> None:
    first = writes.save(update_of(new_article("a")))
    second = writes.save(update_of(new_article("a"), new_article("b")))

    assert first == Changes(new=(id_of("a"),))
    assert second == Changes(new=(id_of("b"),))


def test_an_item_twice_in_one_feed_is_stored_once(writes: Writes, queries: Queries) -> None:
    twice = update_of(new_article("a", title="Eerste"), new_article("a", title="Tweede"))

    changes = writes.save(twice)

    article = queries.article(id_of("a"))
    assert changes.new == (id_of("a"),)
    assert article is not None
    assert article.title == "Eerste"


def test_an_empty_or_shorter_feed_removes_nothing(writes: Writes, queries: Queries) -> None:
    writes.save(update_of(new_article("a"), new_article("b")))

    shorter = writes.save(update_of(new_article("b")))
    empty = writes.save(update_of())

    assert shorter == empty == Changes()
    assert sorted(ids_in(queries.article_ids())) == sorted([id_of("a"), id_of("b")])


def test_an_unchanged_source_alters_only_its_state(writes: Writes, queries: Queries) -> None:
    writes.save(update_of(new_article("a")))

    state = SourceState(ABROAD.id, etag='"x"', checked_at=LATER, failures=2, problem="dns")
    changes = writes.save(FeedUpdate(ABROAD, state, is_changed=False))

    assert changes == Changes()
    assert queries.source_states() == {ABROAD.id: state}


@pytest.mark.parametrize(
    "altered",
    [{"title": "Anders"}, {"summary": "Anders."}],
)
def test_other_words_count_a_version_and_keep_the_older_ones(
    writes: Writes, queries: Queries, altered: dict[str, str]
) -> None:
    before = new_article("a")
    writes.save(update_of(before))

    changes = writes.save(update_of(new_article("a", arrived=LATER, **altered)))

    article = queries.article(id_of("a"))
    (older,) = queries.older_versions(id_of("a"))
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
    writes: Writes, queries: Queries
) -> None:
    writes.save(update_of(new_article("a", content="Twee doden.")))

    changes = writes.save(update_of(new_article("a", content="Drie doden.")))

    article = queries.article(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert article is not None
    assert article.version == 2
    assert "Twee doden." in queries.older_versions(id_of("a"))[0].text
    assert "Drie doden." in queries.text(id_of("a"))


def test_only_other_white_space_is_no_change(writes: Writes, queries: Queries) -> None:
    before = new_article("a", content="Een twee drie")
    writes.save(update_of(before))

    changes = writes.save(update_of(before._replace(text=before.text.replace(" ", "\n  "))))

    assert changes == Changes()
    assert queries.older_versions(id_of("a")) == []


def test_another_picture_or_date_updates_the_row_without_a_version(
    writes: Writes, queries: Queries
) -> None:
    before = new_article("a")
    writes.save(update_of(before))

    picture = writes.save(update_of(new_article("a", image_url="https://abroad.example/2.jpg")))
    date = writes.save(update_of(new_article("a", age=timedelta(minutes=5))))

    article = queries.article(id_of("a"))
    assert picture == date == Changes(updated=(id_of("a"),))
    assert article is not None
    assert (article.version, article.published_at) == (1, NOW - timedelta(minutes=5))


def test_a_picture_is_not_lost_when_the_feed_leaves_it_out(
    writes: Writes, queries: Queries
) -> None:
    before = new_article("a")
    writes.save(update_of(before))

    changes = writes.save(update_of(new_article("a", image_url=None)))

    assert changes == Changes()
    assert queries.article(id_of("a")) == before.article


def test_five_older_versions_are_kept(writes: Writes, queries: Queries) -> None:
    for number in range(1, 10):
        writes.save(update_of(new_article("a", title=f"Kop {number}")))

    older = queries.older_versions(id_of("a"))

    assert [(version.version, version.title) for version in older] == [
        (8, "Kop 8"),
        (7, "Kop 7"),
        (6, "Kop 6"),
        (5, "Kop 5"),
        (4, "Kop 4"),
    ]


def test_a_date_in_the_future_becomes_the_arrival(writes: Writes, queries: Queries) -> None:
    writes.save(update_of(new_article("a", age=-timedelta(days=3))))
    writes.save(update_of(new_article("a", age=-timedelta(days=9), arrived=LATER)))

    article = queries.article(id_of("a"))

    assert article is not None
    assert article.published_at == article.arrived_at == NOW


def test_an_undated_article_stays_where_it_arrived(writes: Writes, queries: Queries) -> None:
    writes.save(update_of(new_article("a", is_dated=False)))

    without = writes.save(update_of(new_article("a", is_dated=False, arrived=LATER)))
    with_date = writes.save(update_of(new_article("a", age=timedelta(days=4))))

    article = queries.article(id_of("a"))
    assert without == with_date == Changes()
    assert article is not None
    assert (article.published_at, article.arrived_at) == (NOW, NOW)


def test_a_dated_article_keeps_its_date_when_the_feed_drops_it(
    writes: Writes, queries: Queries
) -> None:
    before = new_article("a")
    writes.save(update_of(before))

    writes.save(update_of(new_article("a", is_dated=False, arrived=LATER)))

    assert queries.article(id_of("a")) == before.article


def test_an_edit_keeps_read_mark_and_star(writes: Writes, queries: Queries) -> None:
    writes.save(update_of(new_article("a")))
    writes.mark_read([id_of("a")])
    writes.star(id_of("a"), True)

    writes.save(update_of(new_article("a", title="Anders")))

    article = queries.article(id_of("a"))
    assert article is not None
    assert (article.title, article.is_read, article.is_starred) == ("Anders", True, True)


def test_of_two_sources_with_one_address_the_first_is_listed(
    writes: Writes, queries: Queries
) -> None:
    other = ABROAD._replace(id="other", name="Anders")
    url = "https://agency.example/1"
    writes.save(update_of(new_article("a", url=url)))

    duplicate = new_article("b", url=url, source=other)
    changes = writes.save(update_of(duplicate, source=other))

    assert changes == Changes()
    assert ids_in(queries.article_ids()) == [id_of("a")]
    assert ids_in(queries.article_ids(ABROAD.section)) == [id_of("a")]
    assert ids_in(queries.search_ids("bericht")) == [id_of("a")]
    assert queries.unread_count() == 1


def test_one_address_in_two_sections_is_listed_in_both(writes: Writes, queries: Queries) -> None:
    url = "https://agency.example/1"
    writes.save(update_of(new_article("a", url=url)))

    writes.save(update_of(new_article("b", url=url, source=SPORT), source=SPORT))

    assert ids_in(queries.article_ids(ABROAD.section)) == [id_of("a")]
    assert ids_in(queries.article_ids(SPORT.section)) == [id_of("b", SPORT)]


def test_articles_without_an_address_are_no_duplicates(writes: Writes, queries: Queries) -> None:
    other = ABROAD._replace(id="other")
    writes.save(update_of(new_article("a", url=None)))

    writes.save(update_of(new_article("b", url=None, source=other), source=other))

    assert len(queries.article_ids()) == 2


def test_a_duplicate_is_listed_once_its_address_differs(writes: Writes, queries: Queries) -> None:
    other = ABROAD._replace(id="other")
    url = "https://agency.example/1"
    writes.save(update_of(new_article("a", url=url)))
    writes.save(update_of(new_article("b", url=url, source=other), source=other))

    changes = writes.save(update_of(new_article("b", source=other), source=other))

    assert changes == Changes(updated=(id_of("b", other),))
    assert len(queries.article_ids()) == 2


def test_a_source_that_moves_takes_along_what_it_still_lists(
    writes: Writes, queries: Queries
) -> None:
    moved = ABROAD._replace(section="Europa", name="Nieuwe naam")
    writes.save(update_of(new_article("a")))

    changes = writes.save(update_of(new_article("a", source=moved), source=moved))

    article = queries.article(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert article is not None
    assert (article.section, article.source_name, article.version) == ("Europa", "Nieuwe naam", 1)
    assert queries.sections() == [("Europa", 1)]


def test_a_shaped_body_is_kept_with_its_article(writes: Writes, queries: Queries) -> None:
    writes.save(update_of(new_article("a", image_url=None)))
    body = WHOLE._replace(image_url="https://abroad.example/lead.jpg")

    changes = writes.save_body(id_of("a"), body, 3, True)

    stored = queries.body(id_of("a"))
    article = queries.article(id_of("a"))
    assert changes == Changes(updated=(id_of("a"),))
    assert stored is not None
    assert (stored.html, stored.shape, stored.is_full) == (body.html, 3, True)
    assert article is not None
    assert article.image_url == body.image_url
    assert ids_in(queries.search_ids("verhaal bericht")) == [id_of("a")]


def test_a_shaped_teaser_leaves_the_index_alone(writes: Writes, queries: Queries) -> None:
    writes.save(update_of(new_article("a")))

    writes.save_body(id_of("a"), WHOLE, 3, False)

    assert queries.search_ids("verhaal") == []
    assert ids_in(queries.search_ids("inhoud")) == [id_of("a")]


def test_a_body_of_an_unknown_article_is_not_kept(writes: Writes, queries: Queries) -> None:
    assert writes.save_body(id_of("a"), WHOLE, 3, True) == Changes()
    assert queries.body(id_of("a")) is None


def test_a_changed_whole_article_can_be_read_but_is_due_again(
    writes: Writes, queries: Queries
) -> None:
    writes.save(update_of(new_article("a")))
    writes.save_body(id_of("a"), WHOLE, 3, True)

    writes.save(update_of(new_article("a", content="Gewijzigd.")))

    stored = queries.body(id_of("a"))
    assert stored is not None
    assert (stored.html, stored.shape, stored.is_full) == (WHOLE.html, 0, True)
    assert stored.content_html == "<p>Gewijzigd.</p>"


def test_a_teaser_shaped_from_earlier_content_is_dropped_with_it(
    writes: Writes, queries: Queries
) -> None:
    before = new_article("a")
    writes.save(update_of(before))
    writes.save_body(id_of("a"), WHOLE, 3, False)

    changes = writes.save(update_of(before._replace(content_html="<p><img src='x'></p>")))

    stored = queries.body(id_of("a"))
    assert changes == Changes()
    assert stored is not None
    assert (stored.html, stored.shape) == (None, 0)


def test_articles_read_or_starred_before_the_cache_was_lost_are_not_new(tmp_path: Path) -> None:
    entries = [new_article("read"), new_article("star"), new_article("other")]
    with open_store(tmp_path) as (writes, _):
        writes.save(update_of(*entries))
        writes.mark_read([id_of("read")])
        writes.star(id_of("star"), True)
    (tmp_path / "cache.sqlite").unlink()

    with open_store(tmp_path) as (writes, queries):
        changes = writes.save(update_of(*entries))

        read, star = queries.articles([id_of("read"), id_of("star")])
        assert changes == Changes(new=(id_of("other"),), updated=(id_of("read"),))
        assert queries.unread_count() == 2
        assert (read.is_read, star.is_starred) == (True, True)


def test_text_that_utf8_cannot_hold_is_stored_all_the_same(
    writes: Writes, queries: Queries
) -> None:
    odd = new_article("a", title="half \ud83d teken\x00", url="https://a.example/\udc80")

    first = writes.save(update_of(odd))
    again = writes.save(update_of(odd))

    article = queries.article(id_of("a"))
    assert (first.new, again) == ((id_of("a"),), Changes())
    assert article is not None
    assert article.title == "half ? teken\x00"
