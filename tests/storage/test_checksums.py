"""A bit that flips in what the user made is found, and mended from the copies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.model import ReadingPosition
from desktop.storage import backups
from desktop.storage.prepare import prepare
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW, SPORT, id_of, ids_in, new_article, open_store, update_of

TOMORROW = NOW + timedelta(days=1)
KEYS = [f"k{number}" for number in range(50)]
MARKS = [number << 50 for number in range(1, 3000)]


@contextmanager
def library_in(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "library.sqlite")) as connection, connection:
        yield connection


@pytest.fixture
def filled(folder: Path) -> Path:
    """Return a profile with a copy."""
    with open_store(folder) as (writer, _):
        writer.add_source(SPORT)
        writer.save(update_of(*(new_article(key) for key in KEYS)))
        for key in KEYS:
            writer.star(id_of(key), True)
        writer.mark_read(MARKS)
        writer.mark_read(MARKS[100:200], False)
        writer.save_position(id_of("k1"), ReadingPosition(3, 7))
    backups.make_daily(folder, NOW)
    return folder


def check(folder: Path) -> tuple[int, ...]:
    """Compare the whole library with its checksums; return the stars that were mended."""
    writer = ArticleWriter(folder)
    mended = tuple(id_ for changes in writer.check() for id_ in changes.updated)
    writer.stop()
    return mended


def rows_of(folder: Path) -> list[list[object]]:
    tables = ("stars", "positions", "sources", "read_marks", "mark_pages")
    with library_in(folder) as library:
        return [library.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in tables]


def test_what_is_whole_is_left_as_it_is(filled: Path) -> None:
    before = rows_of(filled)

    assert check(filled) == ()

    assert rows_of(filled) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE stars SET title = 'Bericht k2!' WHERE title = 'Bericht k2'",
        "UPDATE stars SET text = CAST(x'ff41' AS TEXT) WHERE title = 'Bericht k3'",
        "UPDATE stars SET url = NULL WHERE title = 'Bericht k4'",
        "UPDATE stars SET starred_at = starred_at + 1 WHERE title = 'Bericht k5'",
        "UPDATE stars SET id = id + 1 WHERE title = 'Bericht k6'",
        "UPDATE stars SET checksum = checksum + 1 WHERE title = 'Bericht k7'",
        "UPDATE stars SET checksum = NULL WHERE title = 'Bericht k8'",
        "UPDATE positions SET block = 4",
        "UPDATE sources SET url = 'http://evil.example/'",
        "UPDATE read_marks SET read_at = read_at + 256 WHERE id = 9007199254740992",
        "UPDATE mark_pages SET checksum = checksum + 1 WHERE page = 3",
        "UPDATE mark_pages SET marks = marks - 1 WHERE page = 2",
    ],
)
def test_an_altered_row_is_put_back_as_it_was(filled: Path, change: str) -> None:
    before = rows_of(filled)
    with library_in(filled) as library:
        assert library.execute(change).rowcount == 1

    check(filled)

    assert rows_of(filled) == before
    assert check(filled) == ()


def test_the_stars_that_were_mended_are_named(filled: Path) -> None:
    with library_in(filled) as library:
        library.execute("UPDATE stars SET summary = 'Iets anders' WHERE title = 'Bericht k2'")

    assert check(filled) == (id_of("k2"),)


def test_a_read_mark_that_is_gone_comes_back(filled: Path) -> None:
    with library_in(filled) as library:
        library.execute("DROP TRIGGER mark_removed")
        library.execute("DELETE FROM read_marks WHERE id = ?", (MARKS[7],))

    check(filled)

    with library_in(filled) as library:
        assert library.execute("SELECT 1 FROM read_marks WHERE id = ?", (MARKS[7],)).fetchall()


def test_a_damaged_copy_is_passed_over_for_an_older_one(filled: Path) -> None:
    before = rows_of(filled)
    newer = backups.make_daily(filled, TOMORROW)
    assert newer is not None
    for path in (filled / "library.sqlite", newer.library):
        with closing(sqlite3.connect(path)) as library, library:
            library.execute("UPDATE stars SET title = 'Bericht k2!' WHERE title = 'Bericht k2'")
            library.execute("UPDATE read_marks SET read_at = 0 WHERE id = 9007199254740992")

    check(filled)

    assert rows_of(filled) == before


def test_what_no_copy_has_stays_as_it_can_be_read(filled: Path) -> None:
    with open_store(filled) as (writer, _):
        writer.save(update_of(new_article("late")))
        writer.star(id_of("late"), True)
    with library_in(filled) as library:
        library.execute("UPDATE stars SET title = 'Bericht lath' WHERE title = 'Bericht late'")

    assert check(filled) == ()

    with open_store(filled) as (_, reader):
        assert id_of("late") in ids_in(reader.starred_ids())


def test_a_star_whose_text_was_brought_up_to_date_is_whole(filled: Path) -> None:
    with open_store(filled) as (writer, _):
        writer.save(update_of(new_article("k2", title="Nieuwe kop", content="Meer.")))

    assert check(filled) == ()


def test_the_bits_of_a_page_of_stars_are_all_guarded(filled: Path) -> None:
    before = rows_of(filled)
    path = filled / "library.sqlite"
    content = path.read_bytes()
    place = content.index(b"Bericht k30")
    for bit in range(8):
        flipped = bytearray(content)
        flipped[place + 8] ^= 1 << bit
        path.write_bytes(flipped)
        prepare(filled, NOW)

        check(filled)

        assert rows_of(filled) == before
