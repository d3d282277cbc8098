"""Files damaged in the ways that disks, power cuts and people know; then a start."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from desktop.options import OWN_SOURCES
from tests.faults.profiles import (
    CACHE,
    FILES,
    LIBRARY,
    SETTINGS,
    assert_nothing_gone,
    options_for,
    used_profile,
)
from tests.faults.program import run_program
from tests.faults.trials import Kind, Trial

HEADER_BYTES = 100
OTHERS = 400
PAGE = 4096

Damage = Callable[[Path, random.Random], None]


def flip(path: Path, chance: random.Random, *, at: int | None = None, count: int = 1) -> None:
    """Flip `count` bits, in the byte `at` or anywhere."""
    content = bytearray(path.read_bytes())
    for _ in range(count):
        place = chance.randrange(len(content)) if at is None else at
        content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def overwrite(path: Path, chance: random.Random, *, is_noise: bool) -> None:
    """Fill some pages in a row."""
    content = bytearray(path.read_bytes())
    start = chance.randrange(0, len(content), PAGE)
    end = min(start + PAGE * chance.choice((1, 3, 1000)), len(content))
    content[start:end] = chance.randbytes(end - start) if is_noise else bytes(end - start)
    path.write_bytes(content)


def replace_by_folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()
    (path / "iets").write_text("anders")


def replace_by_link(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nergens"))


def replace_by_other(path: Path, chance: random.Random) -> None:
    """Have the content of another file of the profile, as a mistaken restoration does."""
    others = [path.parent / name for name in FILES if name != path.name]
    path.write_bytes(chance.choice([other for other in others if other.is_file()]).read_bytes())


def repeat(path: Path, _chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() * 2)


def shift(path: Path, chance: random.Random) -> None:
    """Lose some bytes in the middle."""
    content, place = path.read_bytes(), chance.randrange(path.stat().st_size)
    path.write_bytes(content[:place] + content[place + chance.randrange(1, 50) :])


DAMAGES: dict[str, Damage] = {
    "one bit": flip,
    "ten bits": partial(flip, count=10),
    "gone": lambda path, _: path.unlink(),
    "empty": lambda path, _: path.write_bytes(b""),
    "cut": cut,
    "pages of zeros": partial(overwrite, is_noise=False),
    "pages of noise": partial(overwrite, is_noise=True),
    "text": lambda path, _: path.write_text("Dit hoort hier niet.\n" * 300),
    "a folder": replace_by_folder,
    "a link to nowhere": replace_by_link,
    "another file": replace_by_other,
    "twice": repeat,
    "bytes lost": shift,
}


def harm(folder: Path, names: tuple[str, ...], damage: Damage, seed: str) -> None:
    """Start the program on a used profile in which `damage` happened to the files `names`."""
    profile, chance = used_profile(folder / "profile"), random.Random(seed)
    for name in names:
        found = sorted(profile.glob(name)) or sorted(profile.glob("*.sqlite"))[:1]
        damage(chance.choice(found), chance)

    seen = run_program(options_for(profile))
    again = run_program(options_for(profile))

    seen.assert_started()
    again.assert_started()
    for run in (seen, again):
        if len(names) == 1:  # a copy is there: nothing may be gone
            assert_nothing_gone(run)


def trials(chance: random.Random) -> Iterator[Trial]:
    """Return a flip in each byte of both headers, and damages of each kind to each file."""
    for name in (LIBRARY, CACHE):
        for at in range(HEADER_BYTES):
            trial = f"{name}, a bit of byte {at}"
            yield Trial(trial, partial(_harm, (name,), partial(flip, at=at), trial))
    copies = "backups/**/*.*"
    places = [(LIBRARY,), (CACHE,), (SETTINGS,), (OWN_SOURCES,), (copies,)]
    places += [(LIBRARY, copies), (SETTINGS, copies), (LIBRARY, CACHE)]
    for number in range(OTHERS):
        names = places[number % len(places)]
        damage = chance.choice(sorted(DAMAGES))
        trial = f"{' and '.join(names)}: {damage} ({number})"
        yield Trial(trial, partial(_harm, names, DAMAGES[damage], f"{chance.random()}"))


def _harm(names: tuple[str, ...], damage: Damage, seed: str, folder: Path) -> None:
    harm(folder, names, damage, seed)


KIND = Kind(
    "damages",
    "A file is damaged: each byte of both databases' headers, bits, pages, all of it, copies too",
    lambda chance: list(trials(chance)),
    short=26,
)
