"""A folder that cannot be written, and a disk that is full: reading goes on."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.errors import StoreFailed, StoreReason
from desktop.core.model import Changes
from desktop.storage.backups import make_daily
from desktop.storage.connections import store_errors, transaction
from desktop.storage.opened_store import open_for_writing
from desktop.storage.prepare import StorageEventKind, check_cache, prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.saving import save
from desktop.storage.writer import ArticleWriter
from tests.copies import copy_daily
from tests.storage.builders import NOW, id_of, ids_in, maintain, new_article, open_store, update_of

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
# Root may write anywhere, so the child becomes nobody, once it has imported what it needs.
_READER = """
import hashlib, json, os, sys
from pathlib import Path
from desktop.core.errors import StoreFailed
from desktop.storage import backups, library, recovery  # while they can still be read
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW, id_of, maintain, new_article, update_of

if os.getuid() == 0:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
folder = Path(sys.argv[1])
preparation = prepare(folder, NOW)
reader = ArticleReader(folder)
writer = ArticleWriter(folder)
refused = []
for write in (
    lambda: writer.save(update_of(new_article("n"))),
    lambda: writer.star(id_of("a"), True),
    lambda: writer.mark_read([id_of("a")]),
    lambda: maintain(writer, NOW),
):
    try:
        write()
    except StoreFailed as failure:
        refused.append(failure.reason.value)
article = reader.article(id_of("a"))
print(json.dumps({
    "read_only": preparation.is_read_only,
    "events": [event.kind.value for event in preparation.events],
    "listed": [id_ for id_, _ in reader.article_ids()],
    "starred": [id_ for id_, _ in reader.starred_ids()],
    "found": [id_ for id_, _ in reader.search_ids("bericht")],
    "is_starred": bool(article and article.is_starred),
    "refused": refused,
}))
reader.close()
writer.stop()
"""


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Return a folder that every user can reach: pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="storage-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def read_without_rights(folder: Path) -> dict[str, object]:
    """Return what a process makes of `folder` that may read it but not write."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    child = subprocess.run(
        [sys.executable, "-c", _READER, str(folder), str(NOBODY)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert child.returncode == 0, child.stderr
    answer = json.loads(child.stdout)
    assert isinstance(answer, dict)
    return answer


posix_only = pytest.mark.posix(reason="rights work differently on Windows")


@posix_only
def test_in_a_read_only_folder_reading_goes_on_and_writes_are_refused(
    public_folder: Path,
) -> None:
    with open_store(public_folder) as (writer, _):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)

    answer = read_without_rights(public_folder)

    assert answer == {
        "read_only": True,
        "events": ["read-only"],
        "listed": [id_of("a")],
        "starred": [id_of("a")],
        "found": [id_of("a")],
        "is_starred": True,
        "refused": ["read-only"] * 4,
    }


@posix_only
def test_in_a_read_only_folder_left_by_a_crash_nothing_fails(
    public_folder: Path, folder: Path
) -> None:
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("a")))
        maintain(writer, NOW)
        writer.star(id_of("a"), True)
        shutil.copytree(folder, public_folder, dirs_exist_ok=True)

    answer = read_without_rights(public_folder)

    assert (answer["read_only"], answer["refused"]) == (True, ["read-only"] * 4)
    assert answer["listed"] == answer["starred"] == [id_of("a")]


@posix_only
def test_in_an_empty_read_only_folder_the_program_starts_with_nothing(
    public_folder: Path,
) -> None:
    answer = read_without_rights(public_folder)

    assert (answer["read_only"], answer["listed"], answer["starred"]) == (True, [], [])
    assert answer["refused"] == ["read-only"] * 4


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    preparation = prepare(tmp_path / "file" / "profile", NOW)

    assert preparation.is_read_only
    assert [event.kind for event in preparation.events] == [StorageEventKind.READ_ONLY]
    reader = ArticleReader(tmp_path / "file" / "profile")
    assert reader.article_ids() == reader.starred_ids() == []
    reader.close()


def test_a_write_without_room_alters_nothing(folder: Path) -> None:
    with closing(open_for_writing(folder)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")
        update = update_of(*(new_article(f"a{number}") for number in range(500)))

        with (
            pytest.raises(StoreFailed) as failure,
            store_errors(connection, folder),
            transaction(connection),
        ):
            save(connection, update)

        connection.execute("PRAGMA max_page_count = 1000000")
        count = connection.execute("SELECT count(*) FROM articles").fetchone()
        with transaction(connection):
            changes = save(connection, update)

    assert failure.value.reason is StoreReason.FULL
    assert count == (0,)
    assert len(changes.new) == 500
    assert check_cache(folder) == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of 1.5 MB, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None:
        pytest.skip("there is no mount command")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(disk)], capture_output=True
    )
    if made.returncode:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill_up(disk: Path) -> Path:
    """Use up every byte of `disk`."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        size = 64 * 1024
        while size:
            try:
                file.write(b"x" * size)
            except OSError:
                size //= 2
    return filler


def test_on_a_full_disk_reading_goes_on_and_nothing_is_lost(small_disk: Path) -> None:
    folder = small_disk / "profile"
    with open_store(folder) as (writer, reader):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)
        filler = fill_up(small_disk)

        big = update_of(*(new_article(f"n{number}") for number in range(500)))
        with pytest.raises(StoreFailed) as failure:
            writer.save(big)
        assert failure.value.reason is StoreReason.FULL
        with pytest.raises(StoreFailed) as failure:
            make_daily(folder, NOW)
        assert failure.value.reason is StoreReason.FULL
        assert not any((folder / "backups").iterdir())

        assert ids_in(reader.article_ids()) == ids_in(reader.starred_ids()) == [id_of("a")]
        filler.unlink()
        assert writer.mark_read([id_of("a")]) == Changes(updated=(id_of("a"),))
    assert prepare(folder, NOW).events == ()
    assert check_cache(folder) == ()


def test_a_start_on_a_full_disk_shows_what_is_stored(small_disk: Path) -> None:
    folder = small_disk / "profile"
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)
    filler = fill_up(small_disk)

    prepare(folder, NOW)
    reader, writer = ArticleReader(folder), ArticleWriter(folder)

    assert ids_in(reader.article_ids()) == ids_in(reader.starred_ids()) == [id_of("a")]
    with pytest.raises(StoreFailed) as failure:
        writer.save(update_of(*(new_article(f"n{number}") for number in range(500))))
    assert failure.value.reason is StoreReason.FULL
    reader.close()
    writer.stop()
    filler.unlink()
    assert prepare(folder, NOW).events == ()
    assert check_cache(folder) == ()


def test_a_first_start_on_a_full_disk_is_reported(small_disk: Path) -> None:
    fill_up(small_disk)

    preparation = prepare(small_disk / "profile", NOW)

    assert preparation.is_read_only
    assert [event.kind for event in preparation.events] == [StorageEventKind.FULL]
    reader = ArticleReader(small_disk / "profile")
    assert reader.article_ids() == []
    reader.close()


def test_a_damaged_library_on_a_full_disk_waits_for_room(small_disk: Path) -> None:
    folder = small_disk / "profile"
    with open_store(folder) as (writer, _):
        writer.save(update_of(new_article("a")))
        writer.star(id_of("a"), True)
        copy_daily(folder, NOW)
    (folder / "library.sqlite").write_bytes(b"\0" * 8192)
    filler = fill_up(small_disk)

    first = prepare(folder, NOW)
    filler.unlink()
    second = prepare(folder, NOW)

    assert [event.kind for event in first.events] == [StorageEventKind.FULL]
    assert [event.kind for event in second.events] == [StorageEventKind.LIBRARY_RESTORED]
    with open_store(folder) as (_, reader):
        assert ids_in(reader.starred_ids()) == [id_of("a")]
