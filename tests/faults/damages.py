"""Files damaged in the ways that disks, power cuts and people know; then a start.

What happens to databases and settings is listed in `tests.damages` and `tests.settings_states`.
"""

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from desktop.options import OWN_SOURCES
from tests import damages as databases
from tests import settings_states
from tests.faults.profiles import assert_nothing_gone, options_for, used_profile
from tests.faults.program import run_program
from tests.faults.trials import Kind, Trial

OTHERS = 310  # of those to the databases, beside a bit of each byte of their headers
TO_SOURCES = 60
STARTED_TWICE = 4  # one of so many
# What takes the copies as well may take what was kept: only the start is promised.
WITH_COPIES = ("copies: all", "copies: newest", "everything")

Damage = Callable[[Path], object]


def flip(path: Path, chance: random.Random, *, count: int = 1) -> None:
    """Flip so many bits."""
    content = bytearray(path.read_bytes())
    for _ in range(count):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def lose_bytes(path: Path, chance: random.Random) -> None:
    """Take some bytes out, as only a disk does: what is left may be a list like any other."""
    content, place, before = path.read_bytes(), chance.randrange(path.stat().st_size), path.stat()
    path.write_bytes(content[:place] + content[place + chance.randrange(1, 50) :])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def zero(path: Path, _chance: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def replace_by_folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


def replace_by_link(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nergens"))


# To the list of own sources.
DAMAGES: dict[str, Callable[[Path, random.Random], object]] = {
    "one bit": flip,
    "ten bits": partial(flip, count=10),
    "gone": lambda path, _: path.unlink(),
    "empty": lambda path, _: path.write_bytes(b""),
    "zeros": zero,
    "cut": cut,
    "noise": lambda path, chance: path.write_bytes(chance.randbytes(900)),
    "text": lambda path, _: path.write_text("Dit hoort hier niet.\n" * 300),
    "a folder": replace_by_folder,
    "a link to nowhere": replace_by_link,
    "twice": lambda path, _: path.write_bytes(path.read_bytes() * 2),
    "bytes lost": lose_bytes,
}


def harm(damage: Damage, is_lossy: bool, starts: int, folder: Path) -> None:
    """Start the program on a used profile that `damage` happened to, some times."""
    profile = used_profile(folder / "profile")
    damage(profile)
    for _ in range(starts):
        seen = run_program(options_for(profile))
        seen.assert_started()
        if not is_lossy:
            assert_nothing_gone(seen)


def harm_sources(what: str, seed: float, profile: Path) -> None:
    DAMAGES[what](profile / OWN_SOURCES, random.Random(seed))


def all_damages(chance: random.Random) -> Iterator[tuple[str, Damage]]:
    """Return damages by name: a bit of each byte of both headers, and some of all others."""
    headers = {name for name in databases.DAMAGES if ": bit " in name}
    others = sorted(set(databases.DAMAGES) - headers)
    for name in sorted(headers) + chance.sample(others, min(OTHERS, len(others))):
        yield name, databases.DAMAGES[name]
    for name, damage in settings_states.DAMAGES.items():
        yield f"settings: {name}", damage
    for number in range(TO_SOURCES):
        what = list(DAMAGES)[number % len(DAMAGES)]
        yield f"own sources: {what} ({number})", partial(harm_sources, what, chance.random())


def trials(chance: random.Random) -> Iterator[Trial]:
    for number, (name, damage) in enumerate(all_damages(chance)):
        is_lossy = name.startswith(WITH_COPIES) and "library whole" not in name
        is_lossy |= name.startswith("copies:") and name.endswith("library gone")
        starts = 1 if number % STARTED_TWICE else 2
        yield Trial(name, partial(harm, damage, is_lossy, starts))


KIND = Kind(
    "damages",
    "A file is damaged: each byte of both databases' headers, bits, pages, all of it, copies too",
    trials,
    short=10,
)
