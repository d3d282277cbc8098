"""Copies of a profile in the states that time, clocks and disks leave them in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from desktop.storage.backups import FOLDER, Copy, Files, make_daily

DAY = timedelta(days=1)
SETTINGS = b'{"appearance/size_percent": "150", "mail/webmail": "delta"}\n'
SOURCES = b"""[[source]]
id = "krant"
name = "De Krant"
url = "https://krant.example/feed"
section = "Zeeland"
"""
FILES = Files(SETTINGS, SOURCES)


def copy_daily(folder: Path, now: datetime, files: Files = FILES) -> Copy:
    """Make the copy of a day that has none yet."""
    made = make_daily(folder, now, files)
    assert made is not None
    return made


def copy_on(folder: Path, days: Iterable[datetime], files: Files = FILES) -> list[Copy]:
    """Make a copy at each of `days`, as a run of the program with that clock does."""
    return [copy_daily(folder, day, files) for day in days]


def as_before(copy: Copy) -> Path:
    """Make of `copy` what earlier versions of the program made: the library under its day."""
    for path in (copy.settings, copy.sources):
        path.unlink(missing_ok=True)
    return copy.library.rename(copy.library.with_name(f"library-{copy.day.isoformat()}.sqlite"))


def damage_file(path: Path) -> None:
    """Overwrite what is in the middle of `path`, which keeps its length."""
    content = bytearray(path.read_bytes())
    middle = slice(len(content) // 3, -(-len(content) * 2 // 3))
    content[middle] = b"\xa5" * len(content[middle])
    path.write_bytes(content)


def names(folder: Path) -> list[str]:
    """Return the names of everything in the folder of the copies."""
    return sorted(path.name for path in (folder / FOLDER).iterdir())
