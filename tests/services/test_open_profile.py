"""The profile serves, or a folder of this run stands in for it."""

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreReason
from desktop.services.open_profile import close_profile, open_copy, open_profile
from desktop.storage.reader import ArticleReader
from desktop.storage.schema import LIBRARY
from desktop.storage.whole import is_sealed
from desktop.storage.writer import ArticleWriter
from tests.builders import stored_article, update_of

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_profile_that_serves_is_opened_where_it_is(tmp_path: Path) -> None:
    profile = open_profile(tmp_path / "new", NOW)

    assert profile.folder == tmp_path / "new"
    assert profile.failure is None
    close_profile(profile)
    assert profile.folder.is_dir()


def test_a_profile_of_a_later_version_is_left_alone_for_a_temporary_one(tmp_path: Path) -> None:
    open_profile(tmp_path, NOW)
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as library:
        library.execute("PRAGMA user_version = 99")
        library.execute(f"PRAGMA application_id = {LIBRARY.mark_of(99)}")

    profile = open_profile(tmp_path, NOW)

    assert profile.failure is not None
    assert profile.failure.reason is StoreReason.NEWER
    assert profile.folder != tmp_path
    assert (profile.folder / "library.sqlite").is_file()
    close_profile(profile)
    assert not profile.folder.exists()


def test_a_profile_below_a_file_is_replaced_by_a_temporary_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    profile = open_profile(tmp_path / "file" / "profile", NOW)

    assert profile.is_temporary
    close_profile(profile)


def test_a_library_left_by_a_run_that_ended_well_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    close_profile(open_profile(tmp_path, NOW))
    with_seal = is_sealed(path)

    path.write_bytes(path.read_bytes()[:-1] + b"\1")

    assert with_seal
    assert not is_sealed(path)


def test_a_library_with_a_log_was_not_left_well(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    close_profile(open_profile(tmp_path, NOW))

    (tmp_path / "library.sqlite-wal").write_bytes(b"something")

    assert not is_sealed(path)


def test_a_copy_holds_what_the_profile_holds_and_leaves_it_alone(tmp_path: Path) -> None:
    open_profile(tmp_path, NOW)
    (tmp_path / "bronnen.toml").write_text("# van mij", encoding="utf-8")
    writer = ArticleWriter(tmp_path)
    change = writer.save(update_of(stored_article()))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    copy = open_copy(tmp_path, "bronnen.toml", NOW)

    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert [name for name in before if after[name] != before[name] and "-shm" not in name] == []
    assert after.keys() == before.keys()
    with closing(ArticleReader(copy.folder)) as reader:
        assert [id_ for id_, _ in reader.article_ids()] == list(change.new)
    assert (copy.folder / "bronnen.toml").read_text(encoding="utf-8") == "# van mij"
    close_profile(copy)
    assert not copy.folder.exists()
    writer.stop()


def test_a_library_that_is_being_written_is_not_waited_for(tmp_path: Path) -> None:
    open_profile(tmp_path, NOW)
    with closing(sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)) as busy:
        busy.execute("PRAGMA locking_mode = EXCLUSIVE")
        busy.execute("BEGIN EXCLUSIVE")
        began_s = time.monotonic()

        copy = open_copy(tmp_path, "bronnen.toml", NOW)

        assert time.monotonic() - began_s < 3
    assert copy.is_temporary
    close_profile(copy)


def test_a_profile_that_is_not_there_gives_an_empty_copy(tmp_path: Path) -> None:
    copy = open_copy(tmp_path / "nergens", "bronnen.toml", NOW)

    with closing(ArticleReader(copy.folder)) as reader:
        assert reader.article_ids() == []
    close_profile(copy)
    assert not (tmp_path / "nergens").exists()


def test_without_room_for_a_copy_the_list_is_empty_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_profile(tmp_path, NOW)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nergens"))

    copy = open_copy(tmp_path, "bronnen.toml", NOW)

    assert tmp_path not in (copy.folder, *copy.folder.parents)
    with pytest.raises(StoreFailed):
        ArticleWriter(copy.folder).save(update_of(stored_article()))
    close_profile(copy)
