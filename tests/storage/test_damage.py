"""Files of either kind, damaged in every way that a disk or a power cut knows."""

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import Changes, ReadingPosition
from desktop.storage.backups import newest_first
from desktop.storage.prepare import StorageEventKind, check_cache, prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.copies import copy_daily
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

TOMORROW = NOW + timedelta(days=1)
PAGE = 4096
YESTERDAYS = [f"y{number}" for number in range(40)]
TODAYS = [f"t{number}" for number in range(40)]

Damage = Callable[[Path], None]


def cut_to(share: float) -> Damage:
    def damage(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])

    return damage


def overwrite(first_page: int, count: int, content: bytes | None = None) -> Damage:
    """Fill `count` pages from `first_page` with `content`, None for random bytes."""

    def damage(path: Path) -> None:
        old = path.read_bytes()
        start, end = first_page * PAGE, min((first_page + count) * PAGE, len(old))
        noise = random.Random(7).randbytes(end - start)
        fill = noise if content is None else content * (end - start)
        path.write_bytes(old[:start] + fill + old[end:])

    return damage


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "something").write_text("else")


def replace_by_text(path: Path) -> None:
    path.write_text("Dit is geen database.\n" * 400)


DAMAGES = {
    "gone": Path.unlink,
    "empty": cut_to(0),
    "cut to half a page": lambda path: path.write_bytes(path.read_bytes()[:2048]),
    "cut to half": cut_to(0.5),
    "cut by a little": cut_to(0.99),
    "zeros": overwrite(0, 10**6, b"\0"),
    "zeros at the start": overwrite(0, 1, b"\0"),
    "zeros in the middle": overwrite(5, 3, b"\0"),
    "noise": overwrite(0, 10**6),
    "noise at the start": overwrite(0, 1),
    "noise in the middle": overwrite(3, 4),
    "text": replace_by_text,
    "a folder": replace_by_folder,
}
# Where the pages of the stars are still there, whatever happened to others.
SPARING = ("zeros at the start", "noise at the start")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile with a copy of yesterday, and stars of yesterday and today."""
    folder = tmp_path_factory.mktemp("damage") / "profile"
    with open_store(folder) as (writer, _):
        writer.add_source(SPORT)
        star_all(writer, YESTERDAYS)
        copy_daily(folder, NOW)
        star_all(writer, TODAYS)
        writer.mark_read([id_of(key) for key in TODAYS])
        writer.save_position(7, ReadingPosition(3))
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return shutil.copytree(template, tmp_path / "profile")


def star_all(writer: ArticleWriter, keys: list[str]) -> None:
    # Content of a page and more, so that a lost page costs few of them.
    long = " ".join(f"woord{number}" for number in range(500))
    writer.save(update_of(*(new_article(key, content=f"{key} {long}") for key in keys)))
    for key in keys:
        writer.star(id_of(key), True)


def starred(folder: Path) -> set[int]:
    reader = ArticleReader(folder)
    try:
        return set(ids_in(reader.starred_ids()))
    finally:
        reader.close()


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_library_is_put_back_from_its_copy(folder: Path, name: str) -> None:
    DAMAGES[name](folder / "library.sqlite")

    preparation = prepare(folder, TOMORROW)

    (event,) = preparation.events
    assert event.kind is StorageEventKind.LIBRARY_RESTORED
    assert newest_first(folder)[0].name in event.detail
    assert starred(folder) >= {id_of(key) for key in YESTERDAYS}
    assert name == "gone" or event.path.name == "library-damaged-20260303-091200.sqlite"
    assert name == "gone" or event.path.exists()
    assert_usable(folder)


@pytest.mark.parametrize("name", SPARING)
def test_what_was_made_since_the_copy_is_salvaged(folder: Path, name: str) -> None:
    DAMAGES[name](folder / "library.sqlite")

    prepare(folder, TOMORROW)

    assert starred(folder) == {id_of(key) for key in YESTERDAYS + TODAYS}
    with open_store(folder) as (writer, reader):
        assert writer.mark_read([id_of(key) for key in TODAYS]) == Changes()
        assert reader.reading_position(7) == ReadingPosition(3)
        assert reader.own_sources() == [SPORT]
        body = reader.body(id_of("t7"))
        assert body is not None
        assert body.content_html.startswith("<p>t7 woord0 woord1")


@pytest.mark.parametrize("name", SPARING)
def test_without_any_copy_it_is_salvaged_all_the_same(folder: Path, name: str) -> None:
    shutil.rmtree(folder / "backups")
    DAMAGES[name](folder / "library.sqlite")

    (event,) = prepare(folder, TOMORROW).events

    assert event.kind is StorageEventKind.LIBRARY_SALVAGED
    assert starred(folder) == {id_of(key) for key in YESTERDAYS + TODAYS}
    assert_usable(folder)


def test_bad_pages_cost_only_what_is_on_them(folder: Path) -> None:
    path = folder / "library.sqlite"
    pages = path.stat().st_size // PAGE
    for page in range(10, pages, 20):
        overwrite(page, 1, b"\0")(path)

    prepare(folder, TOMORROW)

    todays = starred(folder) & {id_of(key) for key in TODAYS}
    lost = len(TODAYS) - len(todays)
    assert 0 < pages // 20 < 40
    assert lost <= pages // 20 + 1
    assert_usable(folder)


def root_of(path: Path, table: str) -> int:
    """Return the page, from 0, by which SQLite comes to all others of a table."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return int(connection.execute(query, (table,)).fetchone()[0]) - 1


@pytest.mark.parametrize("table", ["stars", "read_marks"])
def test_what_no_page_leads_to_any_more_is_read_all_the_same(folder: Path, table: str) -> None:
    with open_store(folder) as (writer, _):
        writer.mark_read(range(1, 2000))
    path = folder / "library.sqlite"
    overwrite(root_of(path, table), 1, b"\0")(path)

    prepare(folder, TOMORROW)

    assert starred(folder) == {id_of(key) for key in YESTERDAYS + TODAYS}
    with open_store(folder) as (writer, _):
        assert writer.mark_read([*range(1, 2000), id_of("t3")]) == Changes()
    assert_usable(folder)


@pytest.mark.parametrize("left", [None, b"", b"\0" * 5000])
def test_a_log_whose_file_is_gone_is_salvaged(
    folder: Path, tmp_path: Path, left: bytes | None
) -> None:
    crashed = tmp_path / "crashed"
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("late", content="Laat. " * 3000)))
        writer.star(id_of("late"), True)
        writer.mark_read([11, 12])
        shutil.copytree(folder, crashed)
    (crashed / "library.sqlite").unlink()
    if left is not None:
        (crashed / "library.sqlite").write_bytes(left)

    prepare(crashed, TOMORROW)

    assert starred(crashed) >= {id_of(key) for key in [*YESTERDAYS, "late"]}
    with open_store(crashed) as (writer, _):
        assert writer.mark_read([11, 12]) == Changes()
    assert_usable(crashed)


@pytest.mark.parametrize("offset", [18, 20, 47, 59, 63])
def test_a_header_that_is_damaged_costs_nothing_and_brings_nothing_back(
    folder: Path, offset: int
) -> None:
    with open_store(folder) as (writer, _):
        writer.star(id_of("y1"), False)
    path = folder / "library.sqlite"
    content = bytearray(path.read_bytes())
    content[offset] ^= 6
    path.write_bytes(content)

    (event,) = prepare(folder, TOMORROW).events

    assert event.kind is StorageEventKind.LIBRARY_RESTORED
    assert starred(folder) == {id_of(key) for key in YESTERDAYS + TODAYS} - {id_of("y1")}
    assert_usable(folder)


def test_without_copy_and_content_the_program_starts_anew(folder: Path) -> None:
    shutil.rmtree(folder / "backups")
    overwrite(0, 10**6)(folder / "library.sqlite")

    (event,) = prepare(folder, TOMORROW).events

    assert event.kind is StorageEventKind.LIBRARY_LOST
    assert event.path.exists()
    assert_usable(folder)


def test_a_damaged_copy_is_passed_over_for_an_older_one(folder: Path) -> None:
    (newest,) = newest_first(folder)
    shutil.copy(newest, folder / "backups" / "library-2026-03-01.sqlite")
    overwrite(3, 4)(newest)
    replace_by_text(folder / "library.sqlite")

    (event,) = prepare(folder, TOMORROW).events

    assert "library-2026-03-01.sqlite" in event.detail
    assert starred(folder) == {id_of(key) for key in YESTERDAYS}


def test_stars_still_in_the_log_are_salvaged_too(folder: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("late")))
        writer.star(id_of("late"), True)
        shutil.copytree(folder, crashed)
    overwrite(0, 1)(crashed / "library.sqlite")

    (event,) = prepare(crashed, TOMORROW).events

    assert event.kind is StorageEventKind.LIBRARY_RESTORED
    assert starred(crashed) == {id_of(key) for key in [*YESTERDAYS, *TODAYS, "late"]}
    assert not (crashed / "library.sqlite-wal").exists()


def test_three_damaged_libraries_are_kept_for_study(folder: Path) -> None:
    for _ in range(5):
        replace_by_text(folder / "library.sqlite")
        prepare(folder, TOMORROW)
    before = len(list(folder.glob("library-damaged-*")))

    with open_store(folder) as (writer, _):
        maintain(writer, NOW)

    assert before == 5
    assert len(list(folder.glob("library-damaged-*"))) == 3


def test_a_restoration_cut_short_is_finished_at_the_next_start(folder: Path) -> None:
    # As a power cut leaves it: the new library is complete, the old one not yet moved.
    shutil.copy(newest_first(folder)[0], folder / "library.restored.sqlite")
    (folder / "library.building.sqlite").write_text("half of an earlier attempt")
    replace_by_text(folder / "library.sqlite")

    preparation = prepare(folder, TOMORROW)

    assert preparation.events == ()
    assert starred(folder) == {id_of(key) for key in YESTERDAYS}
    assert len(list(folder.glob("library-damaged-*"))) == 1
    assert not (folder / "library.restored.sqlite").exists()
    assert_usable(folder)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_cache_is_made_anew_with_the_stars_in_it(folder: Path, name: str) -> None:
    DAMAGES[name](folder / "cache.sqlite")

    events = prepare(folder, NOW).events
    found_later = check_cache(folder)
    events += prepare(folder, NOW).events

    assert {event.kind for event in events} <= {StorageEventKind.CACHE_RENEWED}
    assert bool(events) is (name not in ("gone", "empty"))
    assert len(events) <= 1
    assert {event.kind for event in found_later} <= {StorageEventKind.CACHE_DAMAGED}
    assert check_cache(folder) == prepare(folder, NOW).events == ()
    reader = ArticleReader(folder)
    everything = {id_of(key) for key in YESTERDAYS + TODAYS}
    assert set(ids_in(reader.article_ids())) == set(ids_in(reader.starred_ids())) == everything
    assert set(ids_in(reader.search_ids("t7 woord3"))) == {id_of("t7")}
    reader.close()
    assert_usable(folder)


def test_a_cache_deleted_after_a_crash_leaves_no_log_behind(folder: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("late")))
        shutil.copytree(folder, crashed)
    (crashed / "cache.sqlite").unlink()
    assert (crashed / "cache.sqlite-wal").stat().st_size > 0

    assert prepare(crashed, NOW).events == ()

    assert check_cache(crashed) == ()
    assert_usable(crashed)


def test_damage_met_while_reading_shows_as_an_empty_list_until_it_is_mended(folder: Path) -> None:
    pages = (folder / "cache.sqlite").stat().st_size // PAGE
    reader = ArticleReader(folder)
    met: list[StoreFailed] = []
    reader.on_damage = met.append
    overwrite(2, pages)(folder / "cache.sqlite")

    shown = reader.articles(ids_in(reader.article_ids()))
    starred = ids_in(reader.starred_ids())
    reader.leave()
    events = prepare(folder, NOW, trusts_seal=False).events
    reader.reopen()

    assert shown == []
    assert len(starred) == len(YESTERDAYS + TODAYS)  # of the library
    assert [(failure.reason, failure.path) for failure in met] == [
        (StoreReason.DAMAGED, folder / "cache.sqlite")
    ]
    assert [event.kind for event in events] == [StorageEventKind.CACHE_RENEWED]
    assert set(ids_in(reader.article_ids())) == set(starred)
    assert reader.damage is None
    reader.close()
    assert_usable(folder)


@pytest.mark.parametrize(
    ("column", "value"),
    [("published_at", "'gisteren'"), ("title", "x'ff00'"), ("arrived_at", "''")],
)
def test_a_value_of_another_type_is_damage(folder: Path, column: str, value: str) -> None:
    with closing(sqlite3.connect(folder / "cache.sqlite")) as cache, cache:
        cache.execute(f"UPDATE articles SET {column} = {value}")
    reader = ArticleReader(folder)

    shown = [article.title for article in reader.articles([id_of("t1")])]

    assert shown == ["Bericht t1"]  # of the library
    assert reader.damage is not None
    reader.close()


def test_a_text_that_cannot_be_unpacked_is_as_good_as_none_and_can_be_starred(
    folder: Path,
) -> None:
    with open_store(folder) as (writer, reader):
        writer.save(update_of(new_article("n"), new_article("m")))
        with closing(sqlite3.connect(folder / "cache.sqlite")) as cache, cache:
            cache.execute("UPDATE bodies SET content_html = x'789c00', text = x'00', blocks = NULL")

        assert reader.body(id_of("n")) is None
        assert reader.damage is None
        assert writer.star(id_of("n"), True) == Changes(updated=(id_of("n"),))


def test_damage_met_while_writing_is_reported_and_healed_at_the_next_start(folder: Path) -> None:
    pages = (folder / "cache.sqlite").stat().st_size // PAGE
    overwrite(2, pages)(folder / "cache.sqlite")
    writer = ArticleWriter(folder)

    with pytest.raises(StoreFailed) as failure:
        writer.save(update_of(new_article("n")))
    writer.stop()

    assert failure.value.reason is StoreReason.DAMAGED
    assert failure.value.path == folder / "cache.sqlite"
    prepare(folder, NOW)
    assert_usable(folder)


def test_damage_to_the_library_while_running_names_the_library(folder: Path) -> None:
    pages = (folder / "library.sqlite").stat().st_size // PAGE
    overwrite(1, pages)(folder / "library.sqlite")
    writer = ArticleWriter(folder)

    with pytest.raises(StoreFailed) as failure:
        writer.mark_read([1])
    writer.stop()

    assert failure.value.reason is StoreReason.DAMAGED
    assert failure.value.path == folder / "library.sqlite"
    assert prepare(folder, NOW).events[0].kind is StorageEventKind.LIBRARY_RESTORED
    assert_usable(folder)


def test_a_flipped_bit_in_a_text_hides_nothing_else(folder: Path) -> None:
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("n", title="Zeldzame kop")))
    path = folder / "cache.sqlite"
    path.write_bytes(path.read_bytes().replace(b"Zeldzame kop", b"Zeldz\xffme kop"))

    with open_store(folder) as (_, reader):
        article = reader.article(id_of("n"))
        assert article is not None
        assert article.title == "Zeldz\ufffdme kop"


@pytest.mark.parametrize("seed", range(12))
def test_no_damage_whatever_keeps_the_program_from_starting(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    for path in (folder / "library.sqlite", folder / "cache.sqlite"):
        content = bytearray(path.read_bytes())
        for _ in range(chance.randrange(1, 5)):
            start = chance.randrange(len(content))
            length = min(chance.randrange(1, 20_000), len(content) - start)
            content[start : start + length] = chance.randbytes(length)
        path.write_bytes(content)

    prepare(folder, TOMORROW)
    with contextlib.suppress(StoreFailed):  # what only shows in use
        assert_usable(folder)
    check_cache(folder)
    prepare(folder, TOMORROW)

    assert starred(folder) >= {id_of(key) for key in YESTERDAYS}
    assert_usable(folder)


def assert_usable(folder: Path) -> None:
    """Check that the store reports nothing more, and keeps what is made now."""
    with open_store(folder) as (writer, reader):
        writer.save(update_of(new_article("fresh")))
        writer.star(id_of("fresh"), True)
        maintain(writer, TOMORROW)
        assert id_of("fresh") in ids_in(reader.starred_ids())
        assert id_of("fresh") in ids_in(reader.search_ids("fresh"))
    assert prepare(folder, NOW).events == ()
