"""The program killed in the midst of writing: what it had acknowledged is there afterwards.

An activity writes and acknowledges, on a pipe, each thing that the program's own call has
promised to keep. It is killed at a moment nobody chose.
"""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from desktop.core.model import ReadingPosition
from desktop.qt.settings import Settings, open_store
from desktop.storage import schema as schemas
from desktop.storage.prepare import StorageEventKind, check_cache, prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.faults.profiles import CACHE, LIBRARY, STARS, options_for, used_profile
from tests.faults.program import WatchedProgram, run_program
from tests.faults.reading import begin_star
from tests.faults.reading import star as star_in_window
from tests.faults.trials import Kind, Trial
from tests.storage.builders import id_of, maintain, new_article, put_version, update_of

KILLS = 300

Acknowledge = Callable[..., None]
HARMLESS = {StorageEventKind.LIBRARY_UPDATED, StorageEventKind.LIBRARY_RESTORED}


def refresh(profile: Path, acknowledge: Acknowledge) -> None:
    writer = ArticleWriter(profile)
    for number in count():
        keys = [f"k{number}-{i}" for i in range(10)]
        writer.save(update_of(*map(new_article, keys)))
        acknowledge("article", *map(id_of, keys))


def star(profile: Path, acknowledge: Acknowledge) -> None:
    writer = ArticleWriter(profile)
    writer.save(update_of(*(new_article(f"k{number}") for number in range(200))))
    for number in range(200):
        writer.star(id_of(f"k{number}"), True)
        acknowledge("star", id_of(f"k{number}"))


def read(profile: Path, acknowledge: Acknowledge) -> None:
    writer = ArticleWriter(profile)
    for number in count(1):  # who is at the first block has no position
        ids = [id_of(f"n{i}") for i in range(number % 60, number % 60 + 5)]
        writer.mark_read(ids)
        acknowledge("read", *ids)
        writer.save_position(ids[0], ReadingPosition(number))
        acknowledge("position", ids[0], number)


def backup(profile: Path, acknowledge: Acknowledge) -> None:
    writer = ArticleWriter(profile)
    for day in count(1):
        maintain(writer, datetime.now(UTC) + timedelta(days=day))
        acknowledge("star", *STARS)


def migrate(profile: Path, acknowledge: Acknowledge) -> None:
    """Bring files of the first version to this one."""
    for number in count():
        folder = profile / f"old-{number}"
        folder.mkdir()
        put_first_version(folder)
        acknowledge("begun", number)
        prepare(folder, datetime.now(UTC))
        acknowledge("migrated", number)


def restore(profile: Path, acknowledge: Acknowledge) -> None:
    """Put the newest copy in a damaged library's place, time and again."""
    for _ in count():
        damage_library(profile)
        acknowledge("star", *STARS)
        prepare(profile, datetime.now(UTC))


def choose(profile: Path, acknowledge: Acknowledge) -> None:
    """Make choices in the settings."""
    store, _ = open_store(profile)
    settings = Settings(store)
    for number in count():
        settings.refresh_minutes = 5 + number % 1000
        store.sync()
        acknowledge("minutes", 5 + number % 1000)


ACTIVITIES = {
    "refresh": refresh,
    "star": star,
    "read": read,
    "backup": backup,
    "migrate": migrate,
    "restore": restore,
    "settings": choose,
}


def put_first_version(folder: Path) -> None:
    """Write the files that the first version of the program left behind."""
    for schema in (schemas.LIBRARY, schemas.CACHE):
        put_version(1, folder, schema)


def damage_library(profile: Path) -> None:
    """Overwrite the beginning of a library, so that the newest copy takes its place."""
    with (profile / LIBRARY).open("rb+") as file:
        file.write(b"\xff" * 6000)


def killed(activity: Callable[[Path, Acknowledge], None], profile: Path, after: int, late_s: float
           ) -> list[list[str]]:  # fmt: skip
    """Kill `activity` some time after so many acknowledgements; return all that it had made."""
    read_end, write_end = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(read_end)
            activity(profile, lambda *words: _write(write_end, words))
        finally:
            os._exit(71)
    os.close(write_end)
    with open(read_end, "rb") as pipe:  # noqa: PTH123 - a descriptor, no path
        lines = [pipe.readline() for _ in range(after)]
        time.sleep(late_s)
        os.kill(process, signal.SIGKILL)
        lines += pipe.readlines()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert code == -signal.SIGKILL, f"it ended by itself: {code}"
    return [line.decode().split() for line in lines if line.endswith(b"\n")]


def _write(pipe: int, words: tuple[object, ...]) -> None:
    os.write(pipe, " ".join(map(str, words)).encode() + b"\n")


def kill(name: str, after: int, late_s: float, folder: Path) -> None:
    profile = used_profile(folder / "profile")

    acknowledged = killed(ACTIVITIES[name], profile, after, late_s)

    check(acknowledged, profile)
    assert check_cache(profile) == ()
    for file in [profile / LIBRARY, profile / CACHE, *profile.glob("backups/**/*.sqlite")]:
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], file


def check(acknowledged: list[list[str]], profile: Path) -> None:
    """Fail unless the files can be made ready, and all that was acknowledged is there."""
    events = prepare(profile, datetime.now(UTC)).events
    assert {event.kind for event in events} <= HARMLESS, events
    with closing(ArticleReader(profile)) as reader:
        check_kept(acknowledged, reader, profile)


def check_kept(acknowledged: list[list[str]], reader: ArticleReader, profile: Path) -> None:
    stars = {id_ for id_, _ in reader.starred_ids()}
    assert stars >= STARS, "stars of before are gone"
    positions: dict[str, str] = {}
    minutes = ""
    for what, *values in acknowledged:
        ids = [int(value) for value in values]
        if what == "star":
            assert stars.issuperset(ids), "a star is gone"
        elif what == "article":
            assert len(reader.articles(ids)) == len(ids), "an article is gone"
        elif what == "read":
            assert all(a.is_read for a in reader.articles(ids)), "a read mark is gone"
        elif what == "position":
            positions[values[0]] = values[1]
        elif what == "minutes":
            minutes = values[0]
        elif what in ("begun", "migrated"):
            check_migrated(profile / f"old-{values[0]}")
    for id_, block in positions.items():
        position = reader.reading_position(int(id_))
        assert position is not None, "a reading position is gone"
        assert position.block >= int(block), "a reading position is an older one"
    if minutes:
        found = Settings(open_store(profile)[0]).refresh_minutes
        assert found >= int(minutes), f"a choice is gone: {found} in place of {minutes}"


def check_migrated(folder: Path) -> None:
    """Fail unless files of the first version have all that they had, at this version."""
    expected = folder.with_name("expected")
    if not expected.exists():
        expected.mkdir()
        put_first_version(expected)
    prepare(folder, datetime.now(UTC))
    prepare(expected, datetime.now(UTC))
    assert _stars(folder) == _stars(expected) != set()


def _stars(folder: Path) -> set[tuple[int, int]]:
    with closing(ArticleReader(folder)) as reader:
        return set(reader.starred_ids())


def kill_program(after: int, late_ms: int, folder: Path) -> None:
    """Star one article after the other in the window, and kill the program at one."""
    profile = used_profile(folder / "profile")

    def star_until_killed(program: WatchedProgram) -> Iterator[int]:
        for number in range(after):
            yield from star_in_window(program, f"n{number}")
        yield from begin_star(program, f"n{after}")
        time.sleep(late_ms / 1000)
        os.kill(os.getpid(), signal.SIGKILL)

    first = run_program(options_for(profile), act=star_until_killed)
    second = run_program(options_for(profile))

    assert first.exit_code == -signal.SIGKILL, first
    second.assert_started()
    assert len(set(first.answer or ())) >= after
    assert second.stars >= STARS | set(first.answer or ())


def trials(chance: random.Random) -> Iterator[Trial]:
    names = [*ACTIVITIES, "program"]
    for number in range(KILLS):
        name = names[number % len(names)]
        after, late_s = chance.randrange(1, 12), chance.random() * 0.03
        title = f"{name}, {late_s * 1000:.1f} ms after {after} acknowledgements"
        if name == "program":
            yield Trial(title, partial(kill_program, after % 4, int(late_s * 1000)))
        else:
            yield Trial(title, partial(kill, name, after, late_s))


KIND = Kind(
    "kills",
    "The program is killed while it refreshes, stars, marks as read, copies, migrates, restores",
    trials,
    short=16,
)
