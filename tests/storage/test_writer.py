import sqlite3
import threading
from pathlib import Path

import pytest

from desktop.core.blocks import BLOCKS_VERSION, Paragraph, Run
from desktop.core.model import ArticleBody, Changes, Source
from desktop.storage.opened_store import open_for_writing
from desktop.storage.prepare import prepare
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

WHOLE = ArticleBody("Kop", (Paragraph((Run("Het hele verhaal"),)),))


def test_what_the_user_made_waits_for_the_disk(folder: Path) -> None:
    connection = open_for_writing(folder)

    synchronous = {
        name: connection.execute(f"PRAGMA {name}.synchronous").fetchone()[0]
        for name in ("library", "main")
    }
    journals = [
        connection.execute(f"PRAGMA {name}.journal_mode").fetchone()[0]
        for name in ("library", "main")
    ]
    connection.close()

    assert synchronous == {"library": 2, "main": 1}  # FULL, NORMAL
    assert journals == ["wal", "wal"]


def test_a_read_mark_is_set_and_taken_off(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("a"), new_article("b")))

    marked = writer.mark_read([id_of("a"), id_of("b"), 5])
    again = writer.mark_read([id_of("a")])
    unmarked = writer.mark_read([id_of("b"), 6], False)

    read, unread = reader.articles([id_of("a"), id_of("b")])
    assert sorted(marked.updated) == sorted([id_of("a"), id_of("b"), 5])
    assert (again, unmarked) == (Changes(), Changes(updated=(id_of("b"),)))
    assert (read.is_read, unread.is_read, unread_count(reader)) == (True, False, 1)


def test_a_star_is_set_once_and_taken_off_once(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a")))

    set_twice = [writer.star(id_of("a"), True) for _ in range(2)]
    starred = reader.starred_ids()
    off_twice = [writer.star(id_of("a"), False) for _ in range(2)]

    assert set_twice == off_twice == [Changes(updated=(id_of("a"),)), Changes()]
    assert ids_in(starred) == [id_of("a")]
    assert reader.starred_ids() == []
    assert reader.article(id_of("a")) is not None


def test_an_article_that_is_not_known_cannot_be_starred(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    assert writer.star(5, True) == Changes()
    assert reader.starred_ids() == []


def test_starred_articles_are_listed_newest_first(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(*(new_article(key) for key in "abc")))
    for key in "bca":
        writer.star(id_of(key), True)

    assert reader.starred_ids() == reader.article_ids()


def test_a_starred_article_outlives_the_cache_with_its_text(tmp_path: Path) -> None:
    with open_store(tmp_path) as (writer, reader):
        writer.save(update_of(new_article("a", authors=("A. Schrijver",))))
        writer.star(id_of("a"), True)
        writer.save_body(id_of("a"), WHOLE, BLOCKS_VERSION, True)
        article, body = reader.article(id_of("a")), reader.body(id_of("a"))
    for path in tmp_path.glob("cache*"):
        path.unlink()

    with open_store(tmp_path) as (_, reader):
        assert reader.article(id_of("a")) == article
        assert reader.body(id_of("a")) == body
        assert ids_in(reader.starred_ids()) == [id_of("a")]
        assert ids_in(reader.article_ids(ABROAD.section)) == [id_of("a")]
        assert ids_in(reader.search_ids("hele verhaal")) == [id_of("a")]


def test_a_star_follows_the_words_of_its_article(tmp_path: Path) -> None:
    with open_store(tmp_path) as (writer, _):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)
        writer.save(update_of(new_article("a", title="Anders", content="Nieuwer.")))
    (tmp_path / "cache.sqlite").unlink()

    with open_store(tmp_path) as (_, reader):
        article, body = reader.article(id_of("a")), reader.body(id_of("a"))
        assert article is not None
        assert (article.title, article.version) == ("Anders", 2)
        assert body is not None
        assert body.content_html == "<p>Nieuwer.</p>"


def test_stars_can_be_read_while_the_cache_is_away(tmp_path: Path) -> None:
    with open_store(tmp_path) as (writer, reader):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)
        writer.mark_read([id_of("a")])
        article, body = reader.article(id_of("a")), reader.body(id_of("a"))
    (tmp_path / "cache.sqlite").unlink()

    reader = ArticleReader(tmp_path)  # not prepared: as in a folder where nothing can be written

    assert reader.articles([1, id_of("a")]) == [article]
    assert reader.body(id_of("a")) == body
    assert ids_in(reader.starred_ids()) == [id_of("a")]
    assert reader.article_ids() == []
    reader.close()


def test_an_article_stays_when_its_star_is_taken_off_after_the_cache_was_lost(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path) as (writer, _):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)
    (tmp_path / "cache.sqlite").unlink()

    with open_store(tmp_path) as (writer, reader):
        changes = writer.star(id_of("a"), False)

        article = reader.article(id_of("a"))
        assert changes == Changes(updated=(id_of("a"),))
        assert article is not None
        assert not article.is_starred


def test_own_sources_keep_their_order_and_can_be_altered(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    renamed = Source(SPORT.id, "Ander blad", SPORT.url, "Voetbal")
    for source in (SPORT, ABROAD, renamed):
        writer.add_source(source)

    assert reader.own_sources() == [renamed, ABROAD]


def test_a_removed_source_takes_its_articles_along_but_for_starred_ones(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.add_source(SPORT)
    url = "https://agency.example/1"
    other = Source("other", "Ander", "https://other.example/", SPORT.section)
    canonical = new_article("canonical", source=SPORT, url=url)
    entries = [new_article("a", source=SPORT), new_article("star", source=SPORT), canonical]
    writer.save(update_of(*entries, source=SPORT))
    writer.save(update_of(new_article("b", source=other, url=url), source=other))
    writer.star(id_of("star", SPORT), True)

    changes = writer.remove_source(SPORT.id)

    assert set(changes.removed) == {id_of("a", SPORT), id_of("canonical", SPORT)}
    assert changes.updated == (id_of("b", other),)
    assert set(ids_in(reader.article_ids())) == {id_of("star", SPORT), id_of("b", other)}
    assert set(ids_in(reader.search_ids("bericht"))) == set(ids_in(reader.article_ids()))
    assert reader.own_sources() == []
    assert SPORT.id not in reader.source_states()


def test_a_picture_is_read_back_as_it_was(writer: ArticleWriter, reader: ArticleReader) -> None:
    url = "https://a.example/é.jpg"

    writer.save_picture(url, b"old", 1, 1)
    writer.save_picture(url, b"\x00\xff", 640, 480)

    picture = reader.picture(url)
    assert picture is not None
    assert (picture.url, picture.data, picture.width, picture.height) == (url, b"\0\xff", 640, 480)
    assert reader.picture_size(url) == (640, 480)
    assert reader.pop_used_pictures() == {url}
    assert reader.pop_used_pictures() == frozenset()


def test_writes_stay_in_the_thread_that_made_the_first(folder: Path) -> None:
    # A program that wrote from two threads would do so interleaved.
    writer = ArticleWriter(folder)
    first = threading.Thread(target=writer.mark_read, args=([1],))
    first.start()
    first.join()

    with pytest.raises(sqlite3.ProgrammingError, match="thread"):
        writer.mark_read([2])


def test_a_stopped_writer_opens_again(folder: Path, reader: ArticleReader) -> None:
    writer = ArticleWriter(folder)
    writer.save(update_of(new_article("a")))
    writer.stop()

    prepare(folder, NOW)
    writer.save(update_of(new_article("b")))
    writer.stop()

    assert len(reader.article_ids()) == 2
