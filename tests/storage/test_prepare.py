import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.errors import FeedReason, FetchReason, StoreFailed, StoreReason
from desktop.core.model import Changes, ReadingPosition, SourceState
from desktop.storage.connections import apply_migrations
from desktop.storage.prepare import Preparation, StorageEventKind, check_cache, prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.rows import pack
from desktop.storage.schema import CACHE, LIBRARY, Schema
from tests.storage.builders import (
    DATA,
    NOW,
    SPORT,
    id_of,
    ids_in,
    maintain,
    new_article,
    open_store,
    put_version,
    update_of,
)

NEXT_LIBRARY = LIBRARY._replace(migrations=(*LIBRARY.migrations, DATA / "add-note.sql"))
OTHER = SPORT._replace(id="other")
BROKEN_LIBRARY = LIBRARY._replace(migrations=(*LIBRARY.migrations, DATA / "broken.sql"))


def set_version(path: Path, version: int, schema: Schema) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {schema.mark_of(version)}")


def drop(path: Path, what: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"DROP {what}")


def shape_of(path: Path) -> set[tuple[str, ...]]:
    """Return each table's and index's statement, without regard to its white space."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql <> ''")
        return {(kind, name, "".join(sql.split())) for kind, name, sql in rows}


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_first_start_makes_both_files_and_has_nothing_to_report(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there" / "yet"

    preparation = prepare(folder, NOW)

    assert preparation == Preparation()
    assert {path.name for path in folder.iterdir()} == {"library.sqlite", "cache.sqlite"}


def test_an_ordinary_start_alters_nothing(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    preparation = prepare(folder, NOW)

    assert preparation == Preparation()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_library_of_a_later_program_is_left_alone(folder: Path) -> None:
    set_version(folder / LIBRARY.file_name, LIBRARY.version + 1, LIBRARY)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    with pytest.raises(StoreFailed) as failure:
        prepare(folder, NOW)

    assert failure.value.reason is StoreReason.NEWER
    assert failure.value.path == folder / LIBRARY.file_name
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_cache_of_a_later_program_is_made_anew(folder: Path) -> None:
    set_version(folder / CACHE.file_name, CACHE.version + 1, CACHE)

    (event,) = prepare(folder, NOW).events

    assert event.kind is StorageEventKind.CACHE_RENEWED
    assert version_of(folder / CACHE.file_name) == CACHE.version
    assert prepare(folder, NOW) == Preparation()


@pytest.mark.parametrize("schema", [LIBRARY, CACHE])
@pytest.mark.parametrize("bit", range(32))
def test_no_flipped_bit_makes_a_file_one_of_a_later_program(schema: Schema, bit: int) -> None:
    for version in range(1, schema.version + 1):
        flipped = (version ^ 1 << bit) - (1 << 32) * (bit == 31)
        assert not schema.is_marked(flipped, schema.mark_of(version))
        assert not schema.is_marked(version, schema.mark_of(version) ^ 1 << bit)
        assert flipped <= schema.unmarked or not schema.is_marked(flipped, 0)


@pytest.mark.parametrize("schema", [LIBRARY, CACHE])
def test_the_first_version_is_what_it_was(tmp_path: Path, schema: Schema) -> None:
    put_version(1, tmp_path, schema)
    (tmp_path / "new").mkdir()

    with closing(sqlite3.connect(tmp_path / "new" / schema.file_name)) as connection:
        connection.executescript(schema.migrations[0].read_text(encoding="utf-8"))

    assert shape_of(tmp_path / "new" / schema.file_name) == shape_of(tmp_path / schema.file_name)


def test_a_library_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    put_version(1, tmp_path, LIBRARY)

    with open_store(tmp_path) as (_, reader):
        article, body = reader.article(101), reader.body(101)
        assert article is not None
        assert (article.title, article.is_read, article.is_starred) == ("Brug dicht", True, True)
        assert body is not None
        assert body.earlier_html == "<p>De brug is dicht.</p>"
        assert ids_in(reader.starred_ids()) == [101]
        assert ids_in(reader.search_ids("brug")) == [101]
        assert reader.reading_position(101) == ReadingPosition(4, 30)
        assert reader.own_sources() == [SPORT]


def test_a_damaged_library_of_the_first_version_is_salvaged_with_all_it_held(
    tmp_path: Path,
) -> None:
    put_version(1, tmp_path, LIBRARY)
    content = (tmp_path / "library.sqlite").read_bytes()
    (tmp_path / "library.sqlite").write_bytes(bytes(4096) + content[4096:])

    (event,) = prepare(tmp_path, NOW).events

    assert event.kind is StorageEventKind.LIBRARY_SALVAGED
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        rows = connection.execute("SELECT id, title, starred_at, blocks FROM stars").fetchall()
    assert rows == [(101, "Brug dicht", 1_772_440_000, "<p>De brug is dicht.</p>")]


def test_the_second_version_of_the_cache_is_what_it_was(tmp_path: Path) -> None:
    put_version(2, tmp_path, CACHE)
    (tmp_path / "new").mkdir()

    with closing(sqlite3.connect(tmp_path / "new" / CACHE.file_name)) as connection:
        apply_migrations(connection, CACHE._replace(migrations=CACHE.migrations[:2]))

    assert shape_of(tmp_path / "new" / CACHE.file_name) == shape_of(tmp_path / CACHE.file_name)


@pytest.mark.parametrize("version", [1, 2])
def test_an_earlier_cache_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    put_version(version, tmp_path, CACHE)

    with open_store(tmp_path) as (writer, reader):
        # Of one moment, as their feed had them: the last was stored first.
        assert ids_in(reader.article_ids()) == [id_of(key) for key in ("tram", "weg", "brug")]
        assert reader.sections() == [("Buitenland", 2)]
        assert ids_in(reader.search_ids("tram")) == [id_of("tram")]
        article, body = reader.article(id_of("brug")), reader.body(id_of("tram"))
        assert article is not None
        assert (article.title, article.places) == ("Brug open", ("DEN HAAG", "PARIJS"))
        assert body is not None
        assert (body.earlier_html, body.is_full) == ("<p>De tram rijdt weer.</p>", True)
        assert [older.title for older in reader.older_versions(id_of("brug"))] == ["Brug dicht"]
        assert set(reader.source_states()) == {"abroad", "other"}
        assert reader.picture("https://abroad.example/tram.jpg") is not None
        removed_before = new_article("a", id=77)
        assert writer.save(update_of(removed_before)) == Changes()
        with_another_guid = new_article("tram#1", title="Bericht tram", image_url=None)
        again = with_another_guid.article._replace(url="http://abroad.example/tram/")
        assert not writer.save(update_of(with_another_guid._replace(article=again))).new
        assert writer.remove_source("abroad").updated == (id_of("ook", OTHER),)
    assert prepare(tmp_path, NOW) == Preparation()
    assert check_cache(tmp_path) == ()


def put_unfolded(folder: Path, text: str) -> None:
    """Have the second version's cache hold `text`, indexed as it was then."""
    put_version(2, folder, CACHE)
    with closing(sqlite3.connect(folder / CACHE.file_name)) as connection, connection:
        old = "Bericht tram\nIn het kort.\nDe tram rijdt weer."
        connection.execute(
            "INSERT INTO search (search, rowid, text) VALUES ('delete', 3, ?)", (old,)
        )
        connection.execute("INSERT INTO search (rowid, text) VALUES (3, ?)", (text,))
        connection.execute("UPDATE bodies SET text = ? WHERE number = 3", (pack(text),))


def test_what_an_earlier_version_indexed_is_found_folded(tmp_path: Path) -> None:
    put_unfolded(tmp_path, "Støre in Łódź")

    with open_store(tmp_path) as (writer, reader):
        assert ids_in(reader.search_ids("store lodz")) == [id_of("tram")]
        writer.save(update_of(new_article("tram", content="Ørsted")))
        assert reader.search_ids("store") == reader.search_ids("støre") == []
        assert ids_in(reader.search_ids("orsted")) == [id_of("tram")]


def test_what_is_not_folded_yet_is_found_as_typed_and_folded_with_time(tmp_path: Path) -> None:
    put_unfolded(tmp_path, "Støre in Łódź")
    with closing(sqlite3.connect(tmp_path / CACHE.file_name, isolation_level=None)) as connection:
        apply_migrations(connection, CACHE)

    with open_store(tmp_path) as (writer, reader):
        before = [ids_in(reader.search_ids(query)) for query in ("Støre", "store", "tram")]
        maintain(writer, NOW)
        after = [ids_in(reader.search_ids(query)) for query in ("Støre", "store", "brug")]

    assert before == [[id_of("tram")], [], []]
    assert after == [[id_of("tram")], [id_of("tram")], [id_of("brug")]]
    assert check_cache(tmp_path) == ()


def test_a_migration_is_made_after_a_copy_was_made(tmp_path: Path) -> None:
    put_version(1, tmp_path, LIBRARY)

    (event,) = prepare(tmp_path, NOW, library=NEXT_LIBRARY).events

    copy = tmp_path / "backups" / "library-v1.sqlite"
    assert event.kind is StorageEventKind.LIBRARY_UPDATED
    assert version_of(tmp_path / "library.sqlite") == NEXT_LIBRARY.version
    assert version_of(copy) == 1
    assert prepare(tmp_path, NOW, library=NEXT_LIBRARY).events == ()


def test_without_a_copy_nothing_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_version(1, tmp_path, LIBRARY)

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", refuse)
        preparation = prepare(tmp_path, NOW, library=NEXT_LIBRARY)

    assert preparation.is_read_only
    assert [event.kind for event in preparation.events] == [StorageEventKind.FULL]
    assert version_of(tmp_path / "library.sqlite") == 1


def test_what_is_in_the_way_of_a_copy_is_moved_away(tmp_path: Path) -> None:
    put_version(1, tmp_path, LIBRARY)
    (tmp_path / "backups" / "library-v1.unfinished").mkdir(parents=True)

    (event,) = prepare(tmp_path, NOW, library=NEXT_LIBRARY).events

    assert event.kind is StorageEventKind.LIBRARY_UPDATED
    assert (tmp_path / "backups" / "library-v1.sqlite").is_file()


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    put_version(1, tmp_path, LIBRARY)
    before = shape_of(tmp_path / "library.sqlite")

    with pytest.raises(StoreFailed, match="already exists"):
        prepare(tmp_path, NOW, library=BROKEN_LIBRARY)

    assert version_of(tmp_path / "library.sqlite") == 1
    assert shape_of(tmp_path / "library.sqlite") == before


@pytest.mark.parametrize("lost", ["INDEX followers", "TABLE forgotten", "TABLE states"])
def test_an_older_cache_that_cannot_be_migrated_is_renewed(tmp_path: Path, lost: str) -> None:
    put_version(1, tmp_path, CACHE)
    drop(tmp_path / CACHE.file_name, lost)

    (event,) = prepare(tmp_path, NOW).events

    assert event.kind is StorageEventKind.CACHE_RENEWED
    assert prepare(tmp_path, NOW) == Preparation()


@pytest.mark.parametrize("lost", ["sources", "positions"])
def test_an_older_library_that_cannot_be_migrated_is_salvaged(tmp_path: Path, lost: str) -> None:
    put_version(1, tmp_path, LIBRARY)
    drop(tmp_path / LIBRARY.file_name, f"TABLE {lost}")

    (event,) = prepare(tmp_path, NOW).events

    assert event.kind is StorageEventKind.LIBRARY_SALVAGED
    assert prepare(tmp_path, NOW) == Preparation()
    with open_store(tmp_path) as (_, reader):
        assert reader.starred_ids()


def test_the_cache_is_migrated_with_everything_in_it(folder: Path) -> None:
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("a")))
    migration = DATA / "add-mood.sql"

    preparation = prepare(
        folder, NOW, cache=CACHE._replace(migrations=(*CACHE.migrations, migration))
    )

    assert preparation == Preparation()
    assert version_of(folder / "cache.sqlite") == CACHE.version + 1
    set_version(folder / "cache.sqlite", CACHE.version, CACHE)
    with open_store(folder) as (_, reader):
        assert reader.article(id_of("a")) is not None


@pytest.mark.parametrize(
    ("problem", "reason", "status"),
    [
        ("", None, None),
        ("dns", FetchReason.DNS, None),
        ("web-page", FeedReason.WEB_PAGE, None),
        ("status 503", FetchReason.STATUS, 503),
        ("program", FeedReason.BUG, None),
    ],
)
def test_how_a_source_stood_is_kept_from_an_earlier_version(
    tmp_path: Path, problem: str, reason: FetchReason | FeedReason | None, status: int | None
) -> None:
    put_version(1, tmp_path, CACHE)
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as connection, connection:
        connection.execute(
            "INSERT INTO states VALUES ('a', NULL, NULL, NULL, '', NULL, NULL, NULL, 2, ?)",
            (problem,),
        )

    prepare(tmp_path, NOW)

    with open_store(tmp_path) as (_, reader):
        state = reader.source_states()["a"]
        assert state == SourceState("a", failures=2, reason=reason, status=status)


def test_a_whole_cache_has_nothing_to_report(folder: Path, reader: ArticleReader) -> None:
    assert check_cache(folder) == ()
    assert prepare(folder, NOW).events == ()


def test_a_store_held_by_another_program_says_so(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "library.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(StoreFailed) as failure:
            prepare(folder, NOW)

    assert failure.value.reason is StoreReason.LOCKED
    assert prepare(folder, NOW) == Preparation()
