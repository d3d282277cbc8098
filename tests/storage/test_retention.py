import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.blocks import BLOCKS_VERSION, Paragraph, Picture, Quotation, Run
from desktop.core.model import ArticleBody, Changes, ReadingPosition, Source
from desktop.storage.cache import Limits
from desktop.storage.prepare import prepare
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
    unread_count,
    update_of,
)

DAY = timedelta(days=1)
TIGHT = Limits(keep_days=10, per_source=3, picture_bytes=100)


def keys(count: int) -> list[str]:
    return [f"a{number:02}" for number in range(count)]


def test_what_arrived_longer_ago_than_it_is_kept_goes(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    for day, key in enumerate(keys(14)):
        writer.save(update_of(new_article(key, arrived=NOW + day * DAY)))

    changes = maintain(writer, NOW + 14 * DAY, TIGHT)

    assert changes == Changes(removed=tuple(id_of(key) for key in keys(4)))
    assert ids_in(reader.article_ids()) == [id_of(key) for key in reversed(keys(14)[4:])]
    assert reader.search_ids("bericht") == reader.article_ids()
    assert reader.body(id_of("a00")) is None


def test_what_is_kept_for_ever_stays(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(*(new_article(key) for key in keys(60))))

    for _ in writer.upkeep(Limits(keep_days=None, per_source=1), NOW + 700 * DAY):
        pass

    assert len(reader.article_ids()) == 60


def test_what_a_clock_that_was_ahead_left_in_the_future_comes_back_to_now(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    ahead = new_article("ahead", arrived=NOW + 300 * DAY, age=timedelta(0), is_dated=False)
    writer.save(update_of(ahead))
    writer.save(update_of(*(new_article(key, arrived=NOW + DAY, age=DAY // 2) for key in "ab")))

    changes = maintain(writer, NOW + DAY)

    article = reader.article(id_of("ahead"))
    assert changes == Changes(updated=(id_of("ahead"),))
    assert article is not None
    assert article.published_at == NOW + DAY


def test_a_clock_that_is_behind_moves_nothing(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(*(new_article(key) for key in "abc")))
    before = reader.article_ids()

    maintain(writer, NOW - 300 * DAY)

    assert reader.article_ids() == before


def test_a_starred_article_never_goes(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(new_article("star")))
    writer.star(id_of("star"), True)
    for key in keys(20):
        writer.save(update_of(new_article(key)))

    changes = maintain(writer, NOW + 20 * DAY, TIGHT)

    assert len(changes.removed) == 17
    assert id_of("star") not in changes.removed
    assert reader.body(id_of("star")) is not None


def test_a_quiet_source_keeps_its_newest(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(*(new_article(key, source=SPORT) for key in keys(5)), source=SPORT))
    writer.save(update_of(*(new_article(key, arrived=NOW + 20 * DAY) for key in keys(20))))

    maintain(writer, NOW + 20 * DAY, TIGHT)

    assert len(reader.article_ids(SPORT.section)) == 3
    assert len(reader.article_ids()) == 23


def test_an_article_that_went_does_not_come_back_with_its_feed(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    for key in keys(14):
        writer.save(update_of(new_article(key)))
    maintain(writer, NOW + 20 * DAY, TIGHT)

    again = writer.save(update_of(*(new_article(key) for key in keys(14))))

    assert again == Changes()
    assert len(reader.article_ids()) == 3


def test_when_an_article_goes_its_duplicate_is_listed(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    other = Source("other", "Anders", "https://other.example/", "Buitenland")
    url = "https://agency.example/1"
    writer.save(update_of(new_article("canonical", url=url)))
    writer.save(update_of(new_article("duplicate", source=other, url=url), source=other))
    for key in keys(9):
        writer.save(update_of(new_article(key, arrived=NOW + 20 * DAY)))

    changes = maintain(writer, NOW + 20 * DAY, TIGHT)

    assert changes == Changes(updated=(id_of("duplicate", other),), removed=(id_of("canonical"),))
    assert id_of("duplicate", other) in ids_in(reader.article_ids())


@pytest.mark.parametrize("years", [2.5, 14, 30])
def test_a_clock_that_jumps_ahead_makes_nothing_go(
    writer: ArticleWriter, reader: ArticleReader, years: float
) -> None:
    ahead = NOW + years * 365 * DAY
    writer.save(update_of(*(new_article(key) for key in keys(30))))
    writer.save(update_of(new_article("ahead", arrived=ahead)))

    changes = maintain(writer, ahead, TIGHT)

    assert changes == Changes()
    assert len(reader.article_ids()) == 31


def test_the_user_writes_between_the_steps(writer: ArticleWriter, reader: ArticleReader) -> None:
    newer = (new_article("star", age=DAY / 48), new_article("last", age=DAY / 96))
    writer.save(update_of(*(new_article(key) for key in keys(89)), *newer))
    steps = writer.upkeep(Limits(keep_days=1, per_source=1), NOW + 9 * DAY)

    while len(reader.article_ids()) == 91:
        next(steps)
    left = len(reader.article_ids())
    writer.star(id_of("star"), True)
    for _ in steps:
        pass

    assert 2 < left < 91
    assert ids_in(reader.article_ids()) == [id_of("last"), id_of("star")]


def test_pictures_longest_unused_go_first(writer: ArticleWriter, reader: ArticleReader) -> None:
    urls = [f"https://a.example/{number}.png" for number in range(4)]
    for url in urls:
        writer.save_picture(url, b"x" * 40, 4, 4)
    reader.picture(urls[0])

    maintain(writer, NOW + DAY, TIGHT, reader.pop_used_pictures())

    assert [reader.picture_size(url) for url in urls] == [(4, 4), None, None, (4, 4)]


def test_the_picture_of_a_starred_article_stays(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    url = "https://a.example/star.png"
    writer.save(update_of(new_article("a", image_url=url)))
    writer.star(id_of("a"), True)
    for address in (url, "https://a.example/2", "https://a.example/3", "https://a.example/4"):
        writer.save_picture(address, b"x" * 60, 4, 4)

    maintain(writer, NOW, TIGHT)

    assert reader.picture_size(url) == (4, 4)
    assert reader.picture_size("https://a.example/2") is None


def test_every_picture_in_a_starred_article_stays(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    urls = [f"https://a.example/{number}.png" for number in range(6)]
    writer.save(update_of(new_article("a", image_url=urls[0])))
    body = ArticleBody("a", (Picture(urls[1]), Quotation((Picture(urls[2]),))))
    writer.save_body(id_of("a"), body, BLOCKS_VERSION, is_full=True)
    writer.star(id_of("a"), True)
    for url in urls:
        writer.save_picture(url, b"x" * 60, 4, 4)

    maintain(writer, NOW, TIGHT)

    kept = [reader.picture_size(url) is not None for url in urls]
    assert kept == [True, True, True, False, False, True]


def test_the_disk_gets_back_what_went(folder: Path) -> None:
    texts = [f"{number} " + random.Random(number).randbytes(4000).hex() for number in range(1500)]
    writer = ArticleWriter(folder)
    writer.save(update_of(*(new_article(str(n), content=text) for n, text in enumerate(texts))))
    maintain(writer, NOW)
    before = (folder / "cache.sqlite").stat().st_size

    for _ in writer.upkeep(Limits(keep_days=1, per_source=1), NOW + 9 * DAY):
        pass

    assert (folder / "cache.sqlite").stat().st_size < before / 2
    writer.stop()


def test_of_a_cache_too_large_the_texts_of_old_pages_go(
    writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(new_article("a"), new_article("star")))
    body = ArticleBody("a", (Paragraph((Run("De hele tekst."),)),))
    for key in ("a", "star"):
        writer.save_body(id_of(key), body, BLOCKS_VERSION, is_full=True)
    writer.star(id_of("star"), True)

    for _ in writer.upkeep(Limits(text_bytes=1), NOW):
        pass

    bodies = [reader.body(id_of(key)) for key in ("a", "star")]
    assert [body is not None and body.is_full for body in bodies] == [False, True]
    assert len(reader.article_ids()) == 2


def test_marks_go_a_year_after_their_articles(tmp_path: Path) -> None:
    long_ago = NOW - 400 * DAY
    ids = [id_of("here"), id_of("star"), id_of("gone")]
    with open_store(tmp_path, now=long_ago) as (writer, _):
        writer.save(update_of(*(new_article(key, arrived=long_ago) for key in ("here", "star"))))
        writer.mark_read(ids)
        writer.star(id_of("star"), True)
        for id_ in ids:
            writer.save_position(id_, ReadingPosition(3))

    with open_store(tmp_path) as (writer, reader):
        writer.mark_read([5])
        maintain(writer, NOW)

        kept = [reader.reading_position(id_) is not None for id_ in ids]
        assert kept == [True, True, False]
        # A mark that is there cannot be set again.
        assert writer.mark_read([*ids, 5]) == Changes(updated=(id_of("gone"),))


def test_marks_wait_for_a_cache_that_was_just_lost(tmp_path: Path) -> None:
    long_ago = NOW - 400 * DAY
    with open_store(tmp_path, now=long_ago) as (writer, _):
        writer.save(update_of(new_article("a", arrived=long_ago)))
        writer.mark_read([id_of("a")])
    (tmp_path / "cache.sqlite").unlink()

    with open_store(tmp_path) as (writer, reader):
        maintain(writer, NOW)
        writer.save(update_of(new_article("b")))
        maintain(writer, NOW)

        writer.save(update_of(new_article("a")))
        article = reader.article(id_of("a"))
        assert article is not None
        assert article.is_read


def test_counts_become_true_again_when_the_library_was_put_back(tmp_path: Path) -> None:
    with open_store(tmp_path) as (writer, _):
        writer.save(update_of(new_article("a"), new_article("b")))
        writer.mark_read([id_of("a")])
    (tmp_path / "library.sqlite").unlink()

    with open_store(tmp_path) as (writer, reader):
        before = unread_count(reader)
        changes = maintain(writer, NOW)

        assert (before, unread_count(reader)) == (1, 2)
        assert changes == Changes(updated=(id_of("a"),))


def test_between_two_upkeeps_the_index_keeps_itself_in_order(folder: Path) -> None:
    with open_store(folder) as (writer, _):
        writer.save(update_of(*(new_article(key) for key in keys(30))))
        steps = writer.upkeep(TIGHT, NOW + 60 * DAY)
        seen = {merging_parts(folder) for _ in steps}

    assert seen == {0, 16}
    assert merging_parts(folder) == 16


def merging_parts(folder: Path) -> int:
    """Return how many parts of one size the index merges by itself."""
    with closing(sqlite3.connect(folder / "cache.sqlite")) as connection:
        ((parts,),) = connection.execute("SELECT v FROM search_config WHERE k = 'automerge'")
    return int(parts)


def test_an_ordinary_day_removes_nothing(writer: ArticleWriter, reader: ArticleReader) -> None:
    writer.save(update_of(*(new_article(key) for key in keys(30))))
    writer.save_picture("https://a.example/1", b"x", 1, 1)

    assert maintain(writer, NOW) == Changes()
    assert len(reader.article_ids()) == 30
    assert reader.picture("https://a.example/1") is not None


def test_maintenance_empties_the_logs(
    folder: Path, writer: ArticleWriter, reader: ArticleReader
) -> None:
    writer.save(update_of(*(new_article(key) for key in keys(30))))
    before = (folder / "cache.sqlite-wal").stat().st_size

    maintain(writer, NOW)

    assert before > 0
    assert (folder / "cache.sqlite-wal").stat().st_size == 0
    assert len(reader.article_ids()) == 30
    assert prepare(folder, NOW).events == ()
