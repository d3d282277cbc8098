"""Newer versions are told only if that is wanted, and asked for once a week at most."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.controllers.update_check import UpdateChecker
from desktop.core.errors import FetchFailed, FetchReason
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from desktop.services.find_release import ReleasePlace, ReleaseState
from tests.builders import NOW, Clock, settle

PLACE = ReleasePlace("https://github.com/me/it", "https://github.com/me/it/releases.atom")
Build = Callable[..., UpdateChecker]


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
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def build(
    settings: Settings,
    tasks: Tasks,
    clock: Clock,
    announcer: Announcer,
    told: list[tuple[str, str]],
) -> Build:
    def build(place: ReleasePlace | None = PLACE, version: str = "0.1.0") -> UpdateChecker:
        releases = UpdateChecker(place, settings, tasks, clock, ask=announcer, version=version)
        releases.found.connect(lambda *what: told.append(what))
        return releases

    return build


def test_nobody_is_asked_unless_that_is_wanted(build: Build, announcer: Announcer) -> None:
    build().check()
    settle()

    assert announcer.known == []


def test_a_newer_version_is_told_with_its_page(
    build: Build, settings: Settings, told: list[tuple[str, str]]
) -> None:
    releases = build()

    settings.tells_of_releases = True
    settle()

    assert told == [("0.2.0", "https://github.com/me/it/releases/tag/v0.2.0")]
    assert releases.is_offered


@pytest.mark.parametrize("version", ["0.2.0", "0.3.0"])
def test_a_version_that_is_not_newer_is_not_told(
    build: Build, settings: Settings, told: list[tuple[str, str]], version: str
) -> None:
    releases = build(version=version)
    settings.tells_of_releases = True
    settle()

    assert told == []
    assert settings.releases_version == "0.2.0"
    releases.stop()


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
    build: Build, settings: Settings, announcer: Announcer, told: list[tuple[str, str]]
) -> None:
    announcer.version = None
    settings.tells_of_releases = True
    releases = build()
    releases.check()
    settle()
    releases.check()
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
    releases = build(place=None)
    settings.tells_of_releases = True
    releases.check()
    settle()

    assert not releases.is_offered
    assert announcer.known == []
