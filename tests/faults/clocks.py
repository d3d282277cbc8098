"""A clock that is years off, leaps by an hour, or passes midnight while the program runs."""

import random
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from desktop import app
from desktop.options import Options
from desktop.storage import writer as writer_module
from desktop.storage.backups import FOLDER, all_copies
from desktop.storage.reader import ArticleReader
from tests.faults.profiles import OWN, assert_nothing_gone, assert_read_marks, used_profile
from tests.faults.program import Seen, WatchedProgram, run_program
from tests.faults.serving import serving, write_list
from tests.faults.trials import Kind, Trial

YEARS = timedelta(days=365)
# Each is a list of what a clock says at one start after the other, less what is true.
COURSES = {
    f"{years:+} years": [timedelta(0), years * YEARS, timedelta(0)]
    for years in (-30, -10, -1, 1, 10, 30)
}
COURSES |= {
    "ever earlier": [-n * YEARS for n in range(5)],
    "ever later": [n * YEARS for n in range(5)],
    "there and back": [timedelta(0), 30 * YEARS, -30 * YEARS, timedelta(0)],
    "a day back": [timedelta(0), timedelta(days=-1), timedelta(0)],
    "nine days": [timedelta(days=n) for n in range(9)],
}
# Moments at which the day or the hour changes in the Netherlands, or the year does.
MOMENTS = {
    "midnight": datetime(2027, 2, 3, 22, 59, 59, tzinfo=UTC),
    "midnight of UTC": datetime(2027, 2, 3, 23, 59, 59, tzinfo=UTC),
    "summer time begins": datetime(2027, 3, 28, 0, 59, 59, tzinfo=UTC),
    "summer time ends": datetime(2027, 10, 31, 0, 59, 59, tzinfo=UTC),
    "new year": datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC),
    "leap day": datetime(2028, 2, 28, 22, 59, 59, tzinfo=UTC),
    "2038": datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    "1970": datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
}


def start_at(offset: timedelta, profile: Path, sources: Path) -> Seen:
    """Start with a clock so far off, refresh, copy and look after the files."""

    def clock() -> datetime:
        return datetime.now(UTC) + offset

    def set_clock() -> None:
        app.utc_now = clock
        time_s = time.time
        defaults = writer_module.ArticleWriter.__init__.__kwdefaults__
        defaults["clock"] = lambda: time_s() + offset.total_seconds()

    def work(program: WatchedProgram) -> Iterator[int]:
        back = program.background
        assert back is not None
        yield 200
        back.maintenance.run()
        program.foreground.minute_clock.ticked.emit()
        yield 300

    return run_program(Options(profile=profile, sources=sources), before=set_clock, act=work)


def follow(course: list[timedelta], folder: Path) -> None:
    """Start with one clock after the other: nothing is lost, no more than one copy at a time."""
    profile = used_profile(folder / "profile")
    before = len(all_copies(profile))
    with serving(["good", "good"]) as addresses:
        sources = write_list(folder / "list.toml", addresses)
        for offset in course:
            seen = start_at(offset, profile, sources)
            seen.assert_started()
            assert_nothing_gone(seen._replace(sources=OWN))
            assert_read_marks(profile)
            after = len(all_copies(profile))
            assert after >= min(before, 7), f"{before - after} copies were deleted at once"
            before = after
    now = datetime.now(UTC)
    with closing(ArticleReader(profile)) as reader:
        articles = reader.articles([id_ for id_, _ in reader.article_ids()])
    wrong = [a for a in articles if a.source_id.startswith("bron-") and a.published_at > now]
    if course[-1] == timedelta(0):
        assert not wrong, f"{len(wrong)} articles are of a time to come"
        old = now - timedelta(days=2)
        wrong = [a for a in articles if a.source_id.startswith("bron-") and a.published_at < old]
        assert not wrong, f"{len(wrong)} articles kept the date of a wrong clock"


def pass_moment(moment: datetime, folder: Path) -> None:
    """Run while that moment passes; the copies are good and nothing is gone."""
    follow([moment - datetime.now(UTC), moment - datetime.now(UTC) + timedelta(seconds=2)], folder)
    assert (folder / "profile" / FOLDER).is_dir()


def trials(_chance: random.Random) -> Iterator[Trial]:
    for name, course in COURSES.items():
        yield Trial(f"{name}", partial(follow, course), len(course))
    for name, moment in MOMENTS.items():
        yield Trial(f"{name}", partial(pass_moment, moment), 2)


KIND = Kind(
    "clocks",
    "The clock is up to 30 years wrong, leaps, or passes midnight, a year or summer time",
    trials,
    short=3,
)
