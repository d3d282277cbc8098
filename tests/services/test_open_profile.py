"""The profile serves, or a folder of this run stands in for it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desktop.core.errors import StoreReason
from desktop.services.open_profile import close_profile, open_profile
from desktop.storage.schema import LIBRARY
from desktop.storage.whole import is_sealed

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
