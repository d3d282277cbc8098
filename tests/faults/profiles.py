"""A profile in use: stars, read marks, own sources, settings, and today's copies of them."""

import shutil
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from desktop.core.model import Source
from desktop.options import OWN_SOURCES, Options
from desktop.qt.settings import Language, Settings, open_store
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.faults.program import Seen, run_program
from tests.faults.serving import write_list
from tests.faults.trials import scratch_folder
from tests.storage.builders import id_of, maintain, new_article, update_of

STARS = frozenset(id_of(f"s{number}") for number in range(12))
READ = frozenset(id_of(f"r{number}") for number in range(30))
OWN = frozenset(f"eigen-{number}" for number in range(6))
# Where `tests.settings_states` looks for what it damages.
CHOICES = {"size_percent": "150", "has_serif": "True", "language": "Language.ENGLISH"}
CHOICES |= {"refresh_minutes": "45", "webmail": "zeelandnet"}
LIBRARY, CACHE, SETTINGS = "library.sqlite", "cache.sqlite", "settings.ini"
FILES = (LIBRARY, CACHE, SETTINGS, OWN_SOURCES)
_WORDS = " ".join(f"woord{number}" for number in range(400))


def used_profile(target: Path) -> Path:
    """Return a copy in `target` of a profile that the program has used and left."""
    return shutil.copytree(_template(), target)


def options_for(profile: Path) -> Options:
    return Options(profile=profile)


def assert_nothing_gone(seen: Seen) -> None:
    """Fail unless the window shows all that the profile had that cannot be fetched again."""
    assert seen.stars >= STARS, f"{len(STARS - seen.stars)} of {len(STARS)} stars are gone"
    assert seen.sources >= OWN, f"{len(OWN - seen.sources)} of {len(OWN)} own sources are gone"
    lost = {name for name, value in CHOICES.items() if seen.settings.get(name) != value}
    assert not lost, f"settings are gone: {sorted(lost)}"


def assert_read_marks(profile: Path, ids: frozenset[int] = READ) -> None:
    """Fail unless every article of `ids` is marked as read."""
    with closing(ArticleReader(profile)) as reader:
        unread = [a.id for a in reader.articles(sorted(ids)) if not a.is_read]
    assert not unread, f"{len(unread)} of {len(ids)} read marks are gone"


def write_own_sources(profile: Path, *addresses: str) -> None:
    """Give a profile a list of own sources at `addresses`."""
    write_list(profile / OWN_SOURCES, addresses, name="eigen", section="Zeeland")


def fill(profile: Path) -> None:
    """Write what the program would have, through its own store."""
    now = datetime.now(UTC).replace(microsecond=0)
    prepare(profile, now)
    writer = ArticleWriter(profile)
    names = (
        [f"s{n}" for n in range(12)] + [f"r{n}" for n in range(30)] + [f"n{n}" for n in range(80)]
    )
    articles = (new_article(name, arrived=now, content=f"{name} {_WORDS}") for name in names)
    writer.save(update_of(*articles, checked=now))
    for id_ in sorted(STARS):
        writer.star(id_, True)
    writer.mark_read(sorted(READ))
    writer.add_source(Source("abroad", "Wereldbericht", "https://world.example/feed", "Buitenland"))
    maintain(writer, now)
    writer.stop()
    write_own_sources(profile, *(f"http://127.0.0.1:9/{n}.xml" for n in range(6)))


def choose(profile: Path) -> None:
    """Make the choices of `CHOICES` in the settings of a profile."""
    store, _ = open_store(profile)
    settings = Settings(store)
    settings.size_percent, settings.has_serif, settings.language = 150, True, Language.ENGLISH
    settings.refresh_minutes, settings.webmail = 45, "zeelandnet"
    store.sync()


@cache
def _template() -> Path:
    folder = scratch_folder("template")
    profile = folder / "profile"
    fill(profile)
    choose(profile)
    seen = run_program(options_for(profile))  # makes the copies that an end makes
    seen.assert_started()
    assert_nothing_gone(seen)
    return profile
