"""The line under the heading is short and true."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.article_list import ArticleListController
from desktop.controllers.reader import Look, Reader
from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import STARRED, Sections
from desktop.controllers.status import ListStatus, MinuteClock, status_line
from desktop.core.errors import FeedReason, FetchReason
from desktop.core.model import Source, SourceState
from desktop.models.article_list import ArticleListModel
from desktop.qt.i18n import Translations
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from desktop.qt.theme import LIGHT
from tests.builders import ABROAD, NOW, SPORT, Clock, id_of, stored_article
from tests.controllers.fake_publisher import Store


def line(
    *states: tuple[Source, SourceState],
    now: datetime = NOW,
    is_offline: bool = False,
    is_refreshing: bool = False,
) -> str:
    return status_line(states, now, is_offline=is_offline, is_refreshing=is_refreshing)


def good(minutes: float, source: Source = ABROAD) -> tuple[Source, SourceState]:
    return source, SourceState(source.id, checked_at=NOW - timedelta(minutes=minutes))


def bad(
    reason: FetchReason | FeedReason, status: int | None = None, source: Source = SPORT
) -> tuple[Source, SourceState]:
    again_at = NOW + timedelta(minutes=20)
    return source, SourceState(source.id, reason=reason, status=status, next_check_at=again_at)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "Zojuist bijgewerkt"),
        (0.9, "Zojuist bijgewerkt"),
        (2, "Bijgewerkt 2 minuten geleden"),
        (125, "Bijgewerkt 2 uur geleden"),
    ],
)
def test_news_says_how_fresh_it_is(minutes: float, said: str, qapp: object) -> None:
    assert line(good(minutes)) == said


def test_the_freshest_source_counts(qapp: object) -> None:
    assert line(good(90), good(3, SPORT)) == "Bijgewerkt 3 minuten geleden"


def test_without_a_network_the_time_of_the_news_is_named(qapp: object) -> None:
    assert line(good(180), bad(FetchReason.DNS), is_offline=True) == "Offline – nieuws van 09:12"


def test_without_a_network_and_without_news_that_is_said(qapp: object) -> None:
    assert (
        line(bad(FetchReason.DNS), is_offline=True) == "Offline – er is nog geen nieuws opgehaald"
    )


def test_the_first_news_is_announced_while_it_is_fetched(qapp: object) -> None:
    assert line((ABROAD, SourceState("abroad")), is_refreshing=True) == (
        "Het nieuws wordt opgehaald…"
    )


@pytest.mark.parametrize(
    ("reason", "status", "said"),
    [
        (FetchReason.STATUS, 429, "Sportblad: even druk bij de bron, opnieuw om 12:32"),
        (FetchReason.STATUS, 503, "Sportblad: even druk bij de bron, opnieuw om 12:32"),
        (FetchReason.STATUS, 404, "Sportblad staat niet meer op dit adres"),
        (FetchReason.STATUS, 403, "Sportblad laat ons even niet toe"),
        (FetchReason.STATUS, 500, "Sportblad is nu niet te bereiken"),
        (FetchReason.TIMEOUT, None, "Sportblad is nu niet te bereiken"),
        (FeedReason.WEB_PAGE, None, "Sportblad is nu niet te bereiken"),
    ],
)
def test_a_source_in_trouble_is_named_behind_the_others(
    reason: FetchReason | FeedReason, status: int | None, said: str, qapp: object
) -> None:
    assert line(good(2), bad(reason, status)) == f"Bijgewerkt 2 minuten geleden · {said}"


def test_no_more_than_two_troubles_are_named(qapp: object) -> None:
    troubles = [bad(FetchReason.TIMEOUT, source=SPORT._replace(name=f"Bron {n}")) for n in range(5)]

    assert line(*troubles).count(" · ") == 1


def test_a_section_without_sources_says_nothing(qapp: object) -> None:
    assert line() == ""


def test_the_age_is_in_the_language_of_the_window(translations: Translations) -> None:
    translations.use("en")

    assert line(good(2)) == "Updated 2 minutes ago"


class Shown:
    """A list with its sections and sources, and what is said of it."""

    def __init__(self, store: Store, settings: Settings, tasks: Tasks, clock: Clock) -> None:
        model = ArticleListModel(store.queries.articles, clock)
        self.sections = Sections(settings, Path("own.toml"))
        self.sections.set_sources((ABROAD, SPORT))
        reader = Reader(store.queries, clock, Look(LIGHT))
        self.list = ArticleListController(model, store.queries, self.sections, reader, settings)
        states = {ABROAD.id: good(2)[1], SPORT.id: good(60, SPORT)[1]}
        self.refresher = Refresher(self.sections, states, settings, tasks=tasks, clock=clock)
        self.status = ListStatus(self.list, self.sections, self.refresher, clock)
        self.lines: list[str] = []
        self.status.changed.connect(self.lines.append)

    def line(self) -> str:
        self.status.update()
        return self.lines[-1]


@pytest.fixture
def shown(store: Store, settings: Settings, tasks: Tasks, clock: Clock) -> Shown:
    return Shown(store, settings, tasks, clock)


def test_only_the_sources_of_the_section_in_view_count(shown: Shown) -> None:
    shown.sections.choose("Sport")
    sport = shown.line()
    shown.sections.choose("Buitenland")

    assert sport == "Bijgewerkt 1 uur geleden"
    assert shown.line() == "Bijgewerkt 2 minuten geleden"


def test_without_a_network_the_list_says_so(shown: Shown) -> None:
    shown.refresher.is_offline = True

    assert shown.line().startswith("Offline")


def test_what_was_kept_or_found_is_counted(shown: Shown, store: Store) -> None:
    store.add(stored_article("a", title="De walvis"), stored_article("b", title="Walvis"))
    none_kept = (shown.sections.choose(STARRED), shown.line())[1]
    store.writes.star(id_of("a"), True)
    shown.list.search("walvis")
    found = shown.line()
    shown.list.search("")
    shown.list.show_waiting()

    assert none_kept == ""
    assert found.startswith("2 ")
    assert shown.line().startswith("1 ")


def test_the_clock_ticks_as_each_minute_begins(clock: Clock, qtbot: QtBot) -> None:
    clock.now = clock.now.replace(second=59, microsecond=900_000)
    minute_clock = MinuteClock(clock)
    ticks: list[int] = []
    minute_clock.ticked.connect(lambda: ticks.append(1))

    minute_clock.start()
    qtbot.waitUntil(lambda: len(ticks) == 2, timeout=2000)  # the clock stands still


def test_the_clock_waits_for_the_minute(clock: Clock, qtbot: QtBot) -> None:
    clock.now = clock.now.replace(second=58, microsecond=0)
    minute_clock = MinuteClock(clock)

    minute_clock.start()

    with qtbot.assertNotEmitted(minute_clock.ticked, wait=400):
        pass
