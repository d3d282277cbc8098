"""The power cut at every sync, in what was recorded of the program's own writing."""

import random
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from desktop.options import OWN_SOURCES
from desktop.qt.settings import Settings, open_store
from desktop.services.read_sources import read_sources
from desktop.storage.backups import FOLDER, is_good
from tests.faults.kills import check, check_migrated, damage_library, put_first_version
from tests.faults.profiles import OWN, assert_read_marks, used_profile
from tests.faults.recording import Recording, record, states
from tests.faults.trials import Kind, Trial, scratch_folder

_STARRING = """
import os, shutil, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from desktop.core.model import ReadingPosition
from desktop.qt.settings import Settings, open_store
from desktop.services.keep_copies import copy_today
from desktop.storage.prepare import prepare
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import id_of, maintain, new_article, update_of

def acknowledge(*words):
    os.write(1, (" ".join(map(str, words)) + chr(10)).encode())

profile = Path(sys.argv[1])
now = datetime.now(UTC) + timedelta(days=1)
"""
# Each writes through the program's own calls and says what they have promised to keep.
PROGRAMS = {
    "starring": _STARRING + """
prepare(profile, now)
writer = ArticleWriter(profile)
for number in range(8):
    writer.save(update_of(*(new_article(f"k{number}-{i}") for i in range(3))))
    writer.star(id_of(f"k{number}-0"), True)
    acknowledge("star", id_of(f"k{number}-0"))
    writer.mark_read([id_of(f"n{number}")])
    acknowledge("read", id_of(f"n{number}"))
writer.stop()
""",
    "choosing": _STARRING + """
settings = Settings(open_store(profile)[0])
for number in range(8):
    settings.refresh_minutes = 100 + number
    settings.store.sync()
    acknowledge("minutes", 100 + number)
""",
    "copying": _STARRING + """
prepare(profile, now)
writer = ArticleWriter(profile)
for day in range(9):
    copy_today(profile, profile / "bronnen.toml", b'{"appearance/size_percent": "150"}',
               now + timedelta(days=day))
    maintain(writer, now + timedelta(days=day))
writer.stop()
""",
    "restoring": _STARRING + """
prepare(profile, now)
""",
    "migrating": _STARRING + """
prepare(profile / "old-0", now)
""",
}  # fmt: skip


@cache
def recorded(name: str) -> Recording:
    profile = used_profile(scratch_folder("record") / "profile")
    if name == "restoring":
        damage_library(profile)
    elif name == "migrating":
        (profile / "old-0").mkdir()
        put_first_version(profile / "old-0")
    return record(PROGRAMS[name], profile)


def cut_power(name: str, cut: int, way: str, seed: float, folder: Path) -> None:
    """Start on what a cut leaves; what was acknowledged before it is there."""
    profile, recording = folder / "profile", recorded(name)
    recording.leave(cut, way, random.Random(seed), profile)

    check([line.split() for line in recording.said_before(cut)], profile)
    assert_read_marks(profile)
    if name == "migrating":
        check_migrated(profile / "old-0")
    settings = Settings(open_store(profile)[0])
    assert settings.refresh_minutes >= 45, "a choice is gone"
    assert settings.size_percent == 150, "choices are gone"
    sources = {source.id for source in read_sources(profile / OWN_SOURCES).sources}
    assert sources == OWN, "own sources are gone"
    bad = [path for path in (profile / FOLDER).glob("library*.sqlite") if not is_good(path)]
    assert not bad, f"a copy is not whole: {bad[0].name}"


def trials(chance: random.Random) -> Iterator[Trial]:
    for name in PROGRAMS:
        for cut, way, seed in states(recorded(name), chance):
            title = f"{name}, {way} of what waited before call {cut}"
            yield Trial(title, partial(cut_power, name, cut, way, seed))


KIND = Kind(
    "powercuts",
    "The power is cut at each moment at which something is written out to the disk",
    trials,
    short=24,
)
