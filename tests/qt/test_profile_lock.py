"""Who holds a profile is known by a lock that ends with its process, whatever lies there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.qt.process import LOCK_FILE, ProfileLock
from tests.lock_states import LOCK, STATES, give_rights_back, hard_link
from tests.special_files import make_link

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the states are those of POSIX")

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import subprocess, sys
from pathlib import Path
from desktop.qt.process import ProfileLock
lock = ProfileLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
if sys.argv[2:] == ["child"]:
    print(subprocess.Popen(["sleep", "60"], close_fds=False, stdout=subprocess.DEVNULL).pid)
    sys.stdout.flush()
sys.stdin.read()
"""


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "profiel"
    folder.mkdir()
    yield folder
    give_rights_back(folder)


@contextmanager
def holder(profile: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run a process that has taken the lock and now does nothing."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, profile, *words],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


@pytest.mark.parametrize("state", STATES)
def test_nothing_that_lies_there_keeps_the_program_out(state: str, profile: Path) -> None:
    STATES[state](profile)
    lock, other = ProfileLock(profile), ProfileLock(profile)

    assert lock.acquire()

    can_be_locked = profile.is_dir() and os.access(profile, os.R_OK)
    assert other.acquire() != can_be_locked
    lock.release()
    assert other.acquire()
    other.release()


def test_what_lies_there_is_left_as_it_is(profile: Path) -> None:
    (profile / LOCK_FILE).write_bytes(b"van een ander\0")
    lock = ProfileLock(profile)

    lock.acquire()
    lock.release()

    assert (profile / LOCK_FILE).read_bytes() == b"van een ander\0"


def test_another_process_that_holds_it_keeps_the_program_out_until_it_ends(profile: Path) -> None:
    lock = ProfileLock(profile)

    with holder(profile) as process:
        assert not lock.acquire()
        process.kill()
        process.wait()
        assert lock.acquire()
    lock.release()


@pytest.mark.parametrize("name", ["koppeling", "profiel/../profiel"])
def test_the_same_folder_by_another_name_is_held_too(name: str, profile: Path) -> None:
    make_link(profile.parent / "koppeling", profile)
    lock = ProfileLock(profile.parent / name)

    with holder(profile):
        assert not lock.acquire()


@pytest.mark.parametrize("state", ["empty", "folder", "pipe", "link to itself", "not writable"])
def test_what_appears_there_while_it_is_held_frees_nothing(state: str, profile: Path) -> None:
    lock = ProfileLock(profile)

    with holder(profile):
        (profile / LOCK).unlink()
        STATES[state](profile)

        assert not lock.acquire()


def test_a_program_that_was_started_from_it_does_not_have_the_lock(profile: Path) -> None:
    lock = ProfileLock(profile)

    with holder(profile, "child") as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.kill()
        process.wait()
        try:
            assert lock.acquire()
        finally:
            os.kill(child, 9)
    lock.release()


def test_a_copy_of_a_profile_that_is_open_is_free(profile: Path, tmp_path: Path) -> None:
    copy = tmp_path / "profiel-kopie"
    hard_link(profile)
    first, second = ProfileLock(profile), ProfileLock(copy)

    assert first.acquire()
    assert second.acquire()
    first.release()
    second.release()


def test_a_version_that_locks_the_file_alone_is_met(profile: Path) -> None:
    from PySide6.QtCore import QLockFile

    earlier = QLockFile(str(profile / LOCK_FILE))
    assert earlier.tryLock(0)
    lock = ProfileLock(profile)

    assert not lock.acquire()
    earlier.unlock()
    assert lock.acquire()
    lock.release()


def test_the_files_of_the_lock_are_the_user_s_alone(tmp_path: Path) -> None:
    lock = ProfileLock(tmp_path / "nieuw")

    lock.acquire()

    assert lock.folder.stat().st_mode & 0o077 == 0
    assert (lock.folder / LOCK_FILE).stat().st_mode & 0o077 == 0
    lock.release()
