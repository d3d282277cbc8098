"""A story that its feed gives another guid stays the article that it was."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.model import Changes, NewArticle, ReadingPosition
from desktop.storage.cache import Limits
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import (
    ABROAD,
    NOW,
    SPORT,
    id_of,
    ids_in,
    maintain,
    new_article,
    open_store,
    unread_count,
    update_of,
)

LATER = NOW + timedelta(hours=2)
PAGE = "https://abroad.example/brug"
TITLE = "Brug gaat dicht"


def story(guid: str, url: str | None = PAGE, title: str = TITLE, **fields: object) -> NewArticle:
    return new_article(guid, url=url, title=title, image_url=None, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "title"),
    [
        (PAGE, TITLE),
        (f"{PAGE}?at_medium=RSS&at_campaign=rss", TITLE),
        (f"{PAGE}/?ref=rss#1", TITLE),
        ("http://www.abroad.example/brug", "BRUG  gaat dicht"),
        (PAGE, "Brug gáát dicht"),
    ],
)
def test_a_story_with_another_guid_is_known_again(
    writer: ArticleWriter, reader: ArticleReader, url: str, title: str
) -> None:
    writer.save(update_of(story("brug#0")))
    writer.mark_read([id_of("brug#0")])
    writer.star(id_of("brug#0"), True)
    writer.save_position(id_of("brug#0"), ReadingPosition(3, 4))

    changes = writer.save(update_of(story("brug#1", url, title, content="Meer.", arrived=LATER)))
    again = writer.save(update_of(story("brug#2", url, title, content="Meer.", arrived=LATER)))

    article = reader.article(id_of("brug#0"))
    assert (changes, again) == (Changes(updated=(id_of("brug#0"),)), Changes())
    assert article is not None
    assert (article.is_read, article.is_starred, article.version) == (True, True, 2)
    assert len(reader.older_versions(id_of("brug#0"))) == 1
    assert reader.reading_position(id_of("brug#0")) == ReadingPosition(3, 4)
    assert ids_in(reader.article_ids()) == ids_in(reader.starred_ids()) == [id_of("brug#0")]
    assert unread_count(reader) == 0


def test_the_new_guid_is_kept_when_the_title_changes_later(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(story("1")))
    writer.save(update_of(story("2")))

    changes = writer.save(update_of(story("2", title="Brug weer open")))
    back = writer.save(update_of(story("1", title="Brug toch dicht")))

    assert changes == back == Changes(updated=(id_of("1"),))
    assert [version.title for version in reader.older_versions(id_of("1"))] == [
        "Brug weer open",
        TITLE,
    ]


@pytest.mark.parametrize(
    "other",
    [
        story("2", title="Weg gaat dicht"),
        story("2", "https://abroad.example/brug-2"),
        story("2", f"{PAGE}?id=2"),
        story("2", f"{PAGE}#bericht-2"),
        story("2", None),
    ],
    ids=["title", "address", "number", "place in a live blog", "no address"],
)
def test_another_title_or_address_is_another_story(
    writer: ArticleWriter, reader: ArticleReader, other: NewArticle
) -> None:
    writer.save(update_of(story("1")))

    changes = writer.save(update_of(other))

    assert changes == Changes(new=(id_of("2"),))
    assert len(reader.article_ids()) == 2


def test_one_story_twice_in_one_feed_is_one_article(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    twice = story("1"), story("2", f"{PAGE}?utm_source=rss", content="Ook.")

    first = writer.save(update_of(*twice))
    again = writer.save(update_of(*twice))

    assert (first, again) == (Changes(new=(id_of("1"),)), Changes())
    assert ids_in(reader.article_ids()) == [id_of("1")]


def test_a_feed_that_gives_every_item_one_address_keeps_them_apart(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    titles = {"1": "Brug dicht", "2": "Weg open", "3": "Tram rijdt"}
    writer.save(update_of(*(story(guid, title=title) for guid, title in titles.items())))

    renamed = (story(f"{guid}#1", title=title) for guid, title in titles.items())
    changes = writer.save(update_of(*renamed, story("4", title="Veer vaart")))

    assert changes == Changes(new=(id_of("4"),))
    assert len(reader.article_ids()) == 4


def test_bulletins_of_one_title_and_address_are_news_each_time(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    def bulletin(hour: int) -> NewArticle:
        age = timedelta(hours=9 - hour)
        return story(f"{hour}", title="Het nieuws", content=f"Van {hour} uur.", age=age)

    writer.save(update_of(bulletin(7), bulletin(6)))

    changes = writer.save(update_of(bulletin(8), bulletin(7)))

    assert changes == Changes(new=(id_of("8"),))
    assert ids_in(reader.article_ids()) == [id_of("8"), id_of("7"), id_of("6")]


def test_a_story_of_another_source_is_not_this_ones(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(story("1")))

    changes = writer.save(update_of(story("2", source=SPORT), source=SPORT))

    assert changes == Changes(new=(id_of("2", SPORT),))


def test_a_duplicate_in_another_source_is_told_without_tracking(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    other = SPORT._replace(section=ABROAD.section)
    writer.save(update_of(story("1")))

    url = "http://www.abroad.example/brug/?ref=rss"
    changes = writer.save(update_of(story("2", url, "Anders", source=other), source=other))

    assert changes == Changes()
    assert ids_in(reader.article_ids()) == [id_of("1")]


def test_a_star_outlives_the_cache_and_another_guid(tmp_path: Path) -> None:
    with open_store(tmp_path) as (writer, _):
        writer.save(update_of(story("1")))
        writer.star(id_of("1"), True)
        writer.mark_read([id_of("1")])
    (tmp_path / "cache.sqlite").unlink()

    with open_store(tmp_path) as (writer, reader):
        changes = writer.save(update_of(story("2", f"{PAGE}?fbclid=1")))

        article = reader.article(id_of("1"))
        assert not changes.new
        assert article is not None
        assert (article.is_starred, article.is_read) == (True, True)
        assert ids_in(reader.article_ids()) == ids_in(reader.starred_ids()) == [id_of("1")]


def test_what_retention_removed_does_not_come_back_under_another_guid(folder: Path) -> None:
    limits = Limits(keep_days=1, per_source=2)
    writer = ArticleWriter(folder, clock=NOW.timestamp)
    old = [story(f"{n}", f"{PAGE}/{n}", f"Bericht {n}") for n in range(4)]
    writer.save(update_of(*old))
    gone = maintain(writer, NOW + timedelta(days=2), limits).removed

    renamed = [story(f"{n}#1", f"{PAGE}/{n}", f"Bericht {n}") for n in range(4)]
    changes = writer.save(update_of(*renamed))
    writer.stop()

    assert len(gone) == 2
    assert changes == Changes()
