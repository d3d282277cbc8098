"""A profile that cannot be written or is damaged: the window comes up, the news is read."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.storage.schema import LIBRARY
from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.feed_server import Story

pytestmark = pytest.mark.end_to_end

# Root may write anywhere unless this right is taken away.
WITHOUT_OVERRIDE = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")
DAMAGE = b"dit is geen databank" * 400


def as_plain_user() -> tuple[str, ...]:
    """Return what to put before a command so that it heeds what may not be written."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("Debian package util-linux (setpriv) is missing")
    return WITHOUT_OVERRIDE


@pytest.fixture
def used_profile(
    start_program: StartProgram, sources: Path, offered: list[Story], profile: Path
) -> Path:
    """Return a profile with the news in it, of a program that has ended."""
    program = start_program("--sources", sources)
    program.wait_read(offered[0].proof)
    assert program.terminate() == 0
    return profile


@pytest.fixture
def small_disk(profile: Path) -> Iterator[Path]:
    """Return the profile as a disk of 1 MB, where this user may mount one."""
    profile.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(profile)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user may not mount a small disk")
    yield profile
    subprocess.run(["umount", "--lazy", str(profile)], check=True)


def test_a_profile_that_may_not_be_written_is_read(start_program, sources, offered, used_profile):
    files = list(used_profile.iterdir())
    for file in files:
        file.chmod(0o444)
    used_profile.chmod(0o555)
    try:
        program = start_program("--sources", sources, wrapper=as_plain_user())

        program.wait_for("label", "mag niet worden beschreven")
        program.wait_for("list item", offered[0].title)
        program.wait_read(offered[0].proof)
        assert len(program.windows()) == 1
        assert program.terminate() == 0
        assert "Traceback" not in program.printed()
    finally:
        used_profile.chmod(0o755)


def test_an_empty_profile_that_may_not_be_written_shows_the_news_all_the_same(
    start_program, sources, offered, profile
):
    profile.mkdir()
    profile.chmod(0o555)
    try:
        program = start_program("--sources", sources, wrapper=as_plain_user())

        program.wait_for("label", "mag niet worden beschreven")
        program.wait_read(offered[0].proof)
        assert len(program.windows()) == 1
        assert program.terminate() == 0
        assert "Traceback" not in program.printed()
        assert list(profile.iterdir()) == []
    finally:
        profile.chmod(0o755)


def test_a_full_disk_is_said_and_does_not_stop_the_program(
    start_program, sources, offered, small_disk
):
    room = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(b"x" * (room - 8192))

    program = start_program("--sources", sources)

    program.wait_for("label", "De schijf is vol")
    program.wait_read(offered[0].proof)
    assert len(program.windows()) == 1
    assert program.terminate() == 0
    assert "Traceback" not in program.printed()


def test_a_profile_of_a_later_version_is_left_alone_and_the_news_is_there(
    start_program, sources, offered, used_profile
):
    library = used_profile / "library.sqlite"
    with closing(sqlite3.connect(library)) as store:
        store.execute("PRAGMA user_version = 99")
        store.execute(f"PRAGMA application_id = {LIBRARY.mark_of(99)}")
    before = library.read_bytes()

    program = start_program("--sources", sources)

    program.wait_for("label", "van een nieuwere versie")
    program.wait_read(offered[0].proof)
    assert program.terminate() == 0
    assert library.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("library.sqlite", "was beschadigd"),
        ("settings.ini", "Je instellingen waren beschadigd"),
    ],
)
def test_a_damaged_file_is_said_in_a_notice_and_the_news_is_there(
    start_program, sources, offered, used_profile, name, notice
):
    damaged = b"[sessie\n\x00\xff=" if name == "settings.ini" else DAMAGE
    (used_profile / name).write_bytes(damaged)

    program = start_program("--sources", sources)

    program.wait_for("label", notice)
    program.wait_read(offered[0].proof)
    assert len(program.windows()) == 1
    assert program.printed() == ""


def test_a_damaged_cache_is_made_anew_without_a_word(start_program, sources, offered, used_profile):
    (used_profile / "cache.sqlite").write_bytes(DAMAGE)

    program = start_program("--sources", sources)

    program.wait_read(offered[0].proof)
    assert program.find("label", "beschadigd") is None
    assert len(program.windows()) == 1
    assert program.printed() == ""
