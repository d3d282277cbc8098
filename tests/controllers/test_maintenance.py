"""The store is looked after; newer versions are told if wanted, an upgrade once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.maintenance import Maintenance, ReplacedProgramDetector, UpdateChecker
from desktop.core.errors import FetchFailed, FetchReason
from desktop.core.model import Changes
from desktop.qt.settings import Keep, Settings
from desktop.qt.tasks import Tasks
from desktop.services.find_release import ReleasePlace, ReleaseState
from desktop.services.install_channel import Channel
from desktop.storage.prepare import StorageEventKind
from tests.builders import NOW, Clock, settle, stored_article
from tests.controllers.fake_publisher import FullDisk, Store
from tests.storage.builders import maintain

PLACE = ReleasePlace("https://github.com/me/it", "https://github.com/me/it/releases.atom")
Build = Callable[..., UpdateChecker]
Watched = tuple[ReplacedProgramDetector, list[str]]


@pytest.fixture
def build_maintenance(
    store: Store, settings: Settings, tasks: Tasks, clock: Clock
) -> Callable[..., Maintenance]:
    """Return what makes one, with another writer if given."""

    def build(writes: object = store.writes) -> Maintenance:
        return Maintenance(store.folder, store.queries, writes, settings, tasks, clock)  # type: ignore[arg-type]

    return build


@pytest.fixture
def maintenance(build_maintenance: Callable[..., Maintenance]) -> Maintenance:
    return build_maintenance()


@pytest.fixture
def altered(maintenance: Maintenance) -> list[Changes]:
    """Return what the maintenance tells it has altered."""
    altered: list[Changes] = []
    maintenance.changed.connect(altered.append)
    return altered


def damage(path: Path) -> None:
    """Overwrite the middle of a file."""
    content = bytearray(path.read_bytes())
    for place in range(4096, len(content) - 4096, 4096):
        content[place : place + 2048] = b"\xff" * 2048
    path.write_bytes(content)


def fill(store: Store) -> None:
    """Store more articles than are kept of a source in any case."""
    store.add(*(stored_article(f"{number}") for number in range(25)))


def settle_all() -> None:
    """Let every step of the upkeep come, each of which comes by the event loop."""
    for _ in range(30):
        settle()


def test_old_articles_are_dropped_and_told_all_at_once(
    maintenance: Maintenance, store: Store, clock: Clock, altered: list[Changes]
) -> None:
    fill(store)
    clock.forward(days=366)

    maintenance.run()
    settle_all()

    assert [len(changes.removed) for changes in altered] == [5]
    assert len(store.queries.article_ids()) == 20


@pytest.mark.parametrize(
    ("keep", "days", "dropped"),
    [
        (Keep.MONTH, 30, 0), (Keep.MONTH, 32, 5), (Keep.YEAR, 364, 0), (Keep.YEAR, 366, 5),
        (Keep.ALWAYS, 700, 0),
    ],
)  # fmt: skip
def test_articles_are_kept_for_as_long_as_the_user_chose(
    maintenance: Maintenance, store: Store, clock: Clock, settings: Settings,
    altered: list[Changes], keep: Keep, days: int, dropped: int,
) -> None:  # fmt: skip
    settings.keep = keep
    fill(store)
    clock.forward(days=days)

    maintenance.run()
    settle_all()

    assert sum(len(changes.removed) for changes in altered) == dropped


def test_another_choice_is_followed_soon(
    build_maintenance: Callable[..., Maintenance], store: Store, clock: Clock, settings: Settings,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("desktop.controllers.maintenance.SETTLE_MS", 20)
    maintenance = build_maintenance()
    fill(store)
    clock.forward(days=100)

    with qtbot.waitSignal(maintenance.changed) as told:
        settings.keep = Keep.MONTH

    assert len(told.args[0].removed) == 5


def test_a_sound_store_gives_nothing_to_tell(
    maintenance: Maintenance, store: Store, qtbot: QtBot
) -> None:
    store.add(stored_article("a"))

    with (
        qtbot.assertNotEmitted(maintenance.found),
        qtbot.assertNotEmitted(maintenance.changed),
        qtbot.assertNotEmitted(maintenance.failed),
    ):
        maintenance.run()
        settle()


def test_a_damaged_cache_is_found(
    build_maintenance: Callable[..., Maintenance], store: Store, qtbot: QtBot
) -> None:
    for number in range(300):
        store.add(stored_article(f"{number}", content="<p>tekst</p>" * 50))
    maintain(store.writes, NOW)
    store.writes.stop()
    damage(store.folder / "cache.sqlite")
    maintenance = build_maintenance(FullDisk())

    with qtbot.waitSignal(maintenance.found) as told:
        maintenance.run()

    assert [event.kind for event in told.args[0]] == [StorageEventKind.CACHE_DAMAGED]


def test_a_store_that_cannot_be_written_is_told(
    build_maintenance: Callable[..., Maintenance], qtbot: QtBot
) -> None:
    maintenance = build_maintenance(FullDisk())

    with qtbot.waitSignal(maintenance.failed) as told:
        maintenance.run()

    assert type(told.args[0]).__name__ == "StoreFailed"


def test_upkeep_begins_by_itself_once_the_start_is_over(
    build_maintenance: Callable[..., Maintenance], store: Store, clock: Clock, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("desktop.controllers.maintenance.BEGIN_AFTER_MS", 20)
    fill(store)
    clock.forward(days=366)
    maintenance = build_maintenance()

    with qtbot.waitSignal(maintenance.changed):
        assert len(store.queries.article_ids()) == 25

    assert len(store.queries.article_ids()) == 20


# Newer versions


class Announcer:
    """Answers with `version`, or fails while there is none, and counts the questions."""

    def __init__(self, version: str | None) -> None:
        self.version = version
        self.known: list[ReleaseState] = []

    def __call__(self, place: ReleasePlace, known: ReleaseState) -> ReleaseState:
        self.known.append(known)
        if self.version is None:
            raise FetchFailed(place.feed, FetchReason.OFFLINE, "no network")
        return ReleaseState(self.version, '"e"', "gisteren")


@pytest.fixture
def announcer() -> Announcer:
    return Announcer("0.2.0")


@pytest.fixture
def told() -> list[tuple[object, ...]]:
    return []


@pytest.fixture
def build(
    settings: Settings,
    tasks: Tasks,
    clock: Clock,
    announcer: Announcer,
    told: list[tuple[object, ...]],
) -> Build:
    def build(place: ReleasePlace | None = PLACE, version: str = "0.1.0") -> UpdateChecker:
        checker = UpdateChecker(
            place, settings, tasks, clock, ask=announcer, version=version, channel=Channel.DEB
        )
        checker.found.connect(lambda *what: told.append(what))
        return checker

    return build


def test_nobody_is_asked_unless_that_is_wanted(build: Build, announcer: Announcer) -> None:
    build().check()
    settle()

    assert announcer.known == []


def test_a_newer_version_is_told_with_its_page(
    build: Build, settings: Settings, told: list[tuple[object, ...]]
) -> None:
    checker = build()

    settings.tells_of_releases = True
    settle()

    assert told == [("0.2.0", "https://github.com/me/it/releases/tag/v0.2.0", Channel.DEB)]
    assert checker.is_offered


@pytest.mark.parametrize("version", ["0.2.0", "0.3.0"])
def test_a_version_that_is_not_newer_is_not_told(
    build: Build, settings: Settings, told: list[tuple[object, ...]], version: str
) -> None:
    checker = build(version=version)
    settings.tells_of_releases = True
    settle()

    assert checker.is_offered
    assert told == []
    assert settings.releases_version == "0.2.0"


def test_it_asks_once_a_week_and_says_what_it_knows(
    build: Build, settings: Settings, announcer: Announcer, clock: Clock
) -> None:
    settings.tells_of_releases = True
    counts = []
    for days in (0, 1, 6.9, 7, 8, 14.1):
        clock.now = NOW + timedelta(days=days)
        build().check()
        settle()
        counts.append(len(announcer.known))

    assert counts == [1, 1, 1, 2, 2, 3]
    assert announcer.known[1] == ReleaseState("0.2.0", '"e"', "gisteren")


def test_who_does_not_answer_is_left_alone_for_a_week_too(
    build: Build, settings: Settings, announcer: Announcer, told: list[tuple[object, ...]]
) -> None:
    announcer.version = None
    settings.tells_of_releases = True
    checker = build()
    checker.check()
    settle()
    checker.check()
    settle()

    assert len(announcer.known) == 1
    assert told == []


@pytest.mark.parametrize("asked_at", ["", "onzin", "2026-01-01", "9999-01-01T00:00:00+00:00"])
def test_a_moment_that_makes_no_sense_does_not_keep_it_from_asking(
    build: Build, settings: Settings, announcer: Announcer, asked_at: str
) -> None:
    settings.releases_asked_at = asked_at
    settings.tells_of_releases = True

    build().check()
    settle()

    assert len(announcer.known) == 1


def test_without_a_place_it_is_not_offered_and_nobody_is_asked(
    build: Build, settings: Settings, announcer: Announcer
) -> None:
    checker = build(place=None)
    settings.tells_of_releases = True
    checker.check()
    settle()

    assert not checker.is_offered
    assert announcer.known == []


# An upgrade


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "zeelandnet-desktop"
    file.write_bytes(b"one")
    return file


@pytest.fixture
def watched(qapp: object) -> Callable[[Path | None], Watched]:
    def watched(program: Path | None) -> Watched:
        told: list[str] = []
        detector = ReplacedProgramDetector(program)
        detector.detected.connect(lambda: told.append("done"))
        return detector, told

    return watched


def replace(program: Path, content: bytes) -> None:
    """Put another file in its place, as package managers do."""
    draft = program.with_suffix(".new")
    draft.write_bytes(content)
    draft.replace(program)


def test_another_file_in_its_place_is_told_once(
    program: Path, watched: Callable[[Path | None], Watched]
) -> None:
    detector, told = watched(program)
    detector.check()
    assert told == []

    replace(program, b"two")
    detector.check()
    replace(program, b"three")
    detector.check()

    assert told == ["done"]


def test_a_file_that_is_away_for_a_while_is_no_upgrade(
    program: Path, watched: Callable[[Path | None], Watched]
) -> None:
    detector, told = watched(program)

    program.rename(program.with_suffix(".away"))
    detector.check()
    program.with_suffix(".away").rename(program)
    detector.check()

    assert told == []


@pytest.mark.parametrize("name", [None, "gone"])
def test_a_program_without_a_file_of_its_own_is_never_upgraded(
    name: str | None, tmp_path: Path, watched: Callable[[Path | None], Watched]
) -> None:
    place = None if name is None else tmp_path / name
    detector, told = watched(place)

    if place is not None:
        place.write_bytes(b"new")
    detector.check()

    assert told == []
