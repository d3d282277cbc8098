"""A disk that is full, may not be written or loses files, before the start and while it runs."""

import ctypes
import random
import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import product
from pathlib import Path

from desktop.options import OWN_SOURCES
from desktop.storage.backups import FOLDER
from tests.faults.profiles import CACHE, LIBRARY, SETTINGS, STARS, options_for, used_profile
from tests.faults.program import Seen, WatchedProgram, run_program
from tests.faults.reading import star
from tests.faults.trials import Kind, NotPossible, Trial

DISK_BYTES = 4_000_000


# Before the start


def start_on_small_disk(free_bytes: int, is_used: bool, folder: Path) -> None:
    """Start where so much is free on the disk; all that was kept is shown."""
    with small_disk(folder / "disk") as disk:
        profile = used_profile(disk / "profile") if is_used else disk / "profile"
        fill_disk(disk, free_bytes)
        seen = run_program(options_for(profile))
    seen.assert_started()
    assert seen.stars >= STARS or not is_used, "stars are not shown"


def start_read_only(is_used: bool, folder: Path) -> None:
    with small_disk(folder / "disk") as disk:
        profile = used_profile(disk / "profile") if is_used else disk / "profile"
        run("mount", "-o", "remount,ro", str(disk))
        seen = run_program(options_for(profile))
    seen.assert_started()
    assert seen.stars >= STARS or not is_used, "stars are not shown"


def start_without_rights(name: str, rights: int, folder: Path) -> None:
    """Start as somebody who has only `rights` to a file or folder of the profile; then with all."""
    profile = used_profile(folder / "profile")
    path = profile / name
    before = path.stat().st_mode
    path.chmod(rights)
    seen = run_program(options_for(profile), before=heed_rights)
    path.chmod(before)
    again = run_program(options_for(profile))

    seen.assert_started()
    again.assert_started()
    assert again.stars >= STARS, "stars are gone once all is allowed again"


def start_at(place: Callable[[Path], Path], folder: Path) -> None:
    """Start with a profile that is no folder."""
    seen = run_program(options_for(place(folder)))
    seen.assert_started()


def a_file(folder: Path) -> Path:
    (folder / "profile").write_text("een bestand")
    return folder / "profile"


def in_a_file(folder: Path) -> Path:
    return a_file(folder) / "profile"


def a_link_to_nowhere(folder: Path) -> Path:
    (folder / "profile").symlink_to(folder / "nergens" / "profile")
    return folder / "profile"


def a_link_to_itself(folder: Path) -> Path:
    (folder / "profile").symlink_to("profile")
    return folder / "profile"


def a_long_path(folder: Path) -> Path:
    return folder.joinpath(*["map " * 20] * 12)


def a_strange_name(folder: Path) -> Path:
    return folder / "Cañón ?mode=ro#%2f 'q\" \n"


# While it runs


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def move_away(path: Path) -> None:
    path.rename(path.with_name(f"{path.name}.weg"))


def replace(path: Path) -> None:
    """Put another file in its place, as a program that synchronises folders does."""
    if path.is_dir():
        with suppress(shutil.Error):  # the program is at work in it: what goes meanwhile is gone
            shutil.copytree(path, path.with_name("kopie"))
        shutil.rmtree(path, ignore_errors=True)
        path.with_name("kopie").rename(path)
    else:
        path.with_name("kopie").write_bytes(path.read_bytes())
        path.with_name("kopie").replace(path)


def overwrite(path: Path) -> None:
    if path.is_dir():
        for each in path.iterdir():
            with suppress(FileNotFoundError):
                overwrite(each)
    elif not path.is_socket():
        path.write_bytes(b"Dit hoort hier niet. " * 500)


def take_rights(path: Path) -> None:
    path.chmod(0)


HAPPENINGS = {
    "removed": remove,
    "moved away": move_away,
    "replaced": replace,
    "overwritten": overwrite,
    "taken the rights of": take_rights,
}
PLACES = (".", LIBRARY, CACHE, SETTINGS, OWN_SOURCES, FOLDER)


def happen_while_running(name: str, happening: Callable[[Path], None], folder: Path) -> None:
    """Star an article before and after something happened to a file; look at the next start."""
    profile = used_profile(folder / "profile")
    path = profile / name
    before = path.stat().st_mode if path.exists() else 0o600

    def stars(program: WatchedProgram) -> Iterator[int]:
        yield from star(program, "n0")
        if path.exists():
            happening(path)
        yield from star(program, "n1")
        yield from star(program, "n2")

    seen = run_program(options_for(profile), before=heed_rights, act=stars)
    if happening is take_rights and path.exists():
        path.chmod(before)
    again = run_program(options_for(profile))
    check(seen, again, is_all_lost=name == "." and happening in (remove, move_away, overwrite))


def fill_while_running(free_bytes: int, folder: Path) -> None:
    """Star an article before the disk is full, while it is and once there is room again."""
    with small_disk(folder / "disk") as disk:
        profile = used_profile(disk / "profile")

        def stars(program: WatchedProgram) -> Iterator[int]:
            yield from star(program, "n0")
            fill_disk(disk, free_bytes)
            yield from star(program, "n1")
            (disk / "ballast").unlink()
            yield from star(program, "n2")

        seen = run_program(options_for(profile), act=stars)
        again = run_program(options_for(profile))
        check(seen, again)
        assert len(seen.answer) >= 2, "nothing is kept though there is room again"


def check(seen: Seen, again: Seen, *, is_all_lost: bool = False) -> None:
    """Fail unless both runs were in order and what was acknowledged is there."""
    seen.assert_started()
    again.assert_started()
    acknowledged = set(seen.answer or ())
    assert acknowledged, "not even the first star was acknowledged"
    if is_all_lost:  # what was acknowledged after that, or what the program still had
        return
    missing = (STARS | acknowledged) - again.stars
    assert not missing, f"{len(missing)} stars are gone, {len(missing & acknowledged)} of this run"


# The machine


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Have a disk of 4 MB at `place`."""
    place.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(place))
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        raise NotPossible("this user may not mount a small disk")
    try:
        yield place
    finally:
        run("umount", "--lazy", str(place))


def fill_disk(disk: Path, free_bytes: int) -> None:
    """Leave so much room on the disk."""
    (disk / "ballast").write_bytes(b"x" * max(0, shutil.disk_usage(disk).free - free_bytes))


def heed_rights() -> None:
    """Have root heed rights as everybody does: drop all capabilities of this process."""
    header = struct.pack("Ii", 0x2008_0522, 0)  # version 3, this process
    if ctypes.CDLL(None, use_errno=True).capset(header, bytes(24)):
        raise OSError(ctypes.get_errno(), "capset")


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def trials(_chance: random.Random) -> Iterator[Trial]:
    for free, is_used in product((0, 8_000, 60_000, 300_000), (True, False)):
        title = f"{'used' if is_used else 'new'} profile, {free} bytes free"
        yield Trial(title, partial(start_on_small_disk, free, is_used))
    for is_used in (True, False):
        yield Trial(f"{'used' if is_used else 'new'}, read-only", partial(start_read_only, is_used))
    rights = (0o000, 0o444, 0o555)
    for name, mode in product(PLACES, rights):
        title = f"rights {mode:03o} to {name}"
        yield Trial(title, partial(start_without_rights, name, mode))
    for place in (
        a_file,
        in_a_file,
        a_link_to_nowhere,
        a_link_to_itself,
        a_long_path,
        a_strange_name,
    ):
        yield Trial(f"profile at {place.__name__}", partial(start_at, place))
    for name, happening in product(PLACES, HAPPENINGS):
        title = f"{name} {happening} while running"
        yield Trial(title, partial(happen_while_running, name, HAPPENINGS[happening]))
    for free in (0, 4_096, 40_000):
        yield Trial(f"full but for {free} bytes while running", partial(fill_while_running, free))


KIND = Kind(
    "disks",
    "The disk is full, read-only or not permitted; files are removed or replaced while it runs",
    trials,
    short=6,
)
