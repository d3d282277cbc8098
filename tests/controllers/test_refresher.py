"""Sources are asked when they are due, one thing at a time, and failures stay theirs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.controllers.source_queue import (
    FIRST_AT_ONCE,
    MOST_AT_ONCE,
    MOST_SILENT_AT_ONCE,
)
from desktop.core.errors import FetchFailed, FetchReason, StoreFailed
from desktop.core.model import SourceState
from desktop.models.article_list import ListState
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from desktop.services.feed_process import FeedReading
from desktop.threads import REFRESH_THREADS
from tests.builders import NOW, Clock, InlineExecutor, settle
from tests.controllers.fake_publisher import FakePublisher, FullDisk, Store, rss
from tests.controllers.refresh_round import A, B, C, Held, Round, failure, source


def test_what_is_due_at_the_start_is_asked_and_stored(
    begin: Callable[..., Round], publisher: FakePublisher, store: Store
) -> None:
    publisher.answers = {A.url: rss("een", "twee"), B.url: rss("drie")}

    begun = begin(A, B).start()

    assert publisher.asked == [A.url, B.url]
    assert begun.new == 3
    assert begun.finished == 1
    assert len(store.queries.article_ids("Buitenland")) == 3
    assert begun.refresher.state_of(A).checked_at == NOW
    assert not begun.refresher.is_busy


def test_before_the_start_it_is_idle_and_not_offline(begin: Callable[..., Round]) -> None:
    begun = begin(A)

    assert not begun.refresher.is_busy
    assert not begun.refresher.is_offline


def test_a_source_is_left_alone_until_it_is_due(
    begin: Callable[..., Round], publisher: FakePublisher, clock: Clock
) -> None:
    publisher.answers = {A.url: rss("een")}
    begun = begin(A).start()

    clock.forward(minutes=5)
    begun.refresher.refresh_due()
    settle()
    early = len(publisher.asked)
    clock.forward(minutes=15)
    begun.refresher.refresh_due()
    settle()

    assert (early, len(publisher.asked)) == (1, 2)


def test_the_wait_that_was_stored_counts_at_the_next_start(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    later = SourceState("a", checked_at=NOW, next_check_at=NOW + timedelta(minutes=9))

    begin(A, states={"a": later}).start()

    assert publisher.asked == []


def test_who_asks_for_news_is_not_told_to_wait(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: rss("een")}
    begun = begin(A).start()

    begun.refresher.refresh_all()
    settle()

    assert len(publisher.asked) == 2
    assert begun.finished == 2


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asked_for_quiet_is_not_asked_even_by_hand(
    status: int, begin: Callable[..., Round], publisher: FakePublisher, clock: Clock
) -> None:
    publisher.answers = {
        A.url: failure(A, FetchReason.STATUS, status=status, retry_after_s=3600.0),
        B.url: failure(B, FetchReason.STATUS, status=500),
    }
    begun = begin(A, B).start()
    publisher.asked.clear()

    begun.refresher.refresh_all()
    settle()
    at_once = list(publisher.asked)
    clock.forward(minutes=61)
    begun.refresher.refresh_all()
    settle()

    assert at_once == [B.url]
    assert publisher.asked[1:] == [A.url, B.url]


def test_one_host_is_asked_one_thing_at_a_time(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    network = Held()
    first, second = source("one", "same"), source("two", "same")
    publisher.answers = {first.url: rss("een"), second.url: rss("twee"), A.url: rss("drie")}
    tasks = Tasks(network, InlineExecutor(), InlineExecutor())

    begun = begin(first, second, A, tasks=tasks).start()
    at_once = len(network.jobs)
    network.run_next()
    after_first = len(network.jobs)
    while network.jobs:
        network.run_next()

    assert (at_once, after_first) == (2, 2)
    assert sorted(publisher.asked) == sorted([first.url, second.url, A.url])
    assert begun.finished == 1


def test_a_source_that_is_being_asked_is_not_asked_again(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    network = Held()
    publisher.answers = {A.url: rss("een")}
    begun = begin(A, tasks=Tasks(network, InlineExecutor(), InlineExecutor())).start()

    begun.refresher.refresh_all()
    begun.refresher.refresh_due()
    while network.jobs:
        network.run_next()

    assert publisher.asked == [A.url]
    assert begun.finished == 1


def test_who_does_not_answer_soon_is_asked_again_after_all_others(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: failure(A, FetchReason.TIMEOUT), B.url: rss(), C.url: rss()}

    begun = begin(A, B, C).start()

    assert publisher.asked == [A.url, B.url, C.url, A.url]
    assert publisher.brief == [A.url, B.url, C.url]
    assert begun.failures == ["FetchFailed"]
    assert begun.refresher.state_of(A).failures == 1
    assert begun.finished == 1


def test_who_began_to_answer_is_not_asked_twice(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers[A.url] = FetchFailed(A.url, FetchReason.TIMEOUT, status=200)

    begun = begin(A).start()

    assert publisher.asked == [A.url]
    assert begun.failures == ["FetchFailed"]


def test_who_was_silent_last_time_comes_last_and_is_waited_for(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: rss("een"), B.url: rss()}
    silent = SourceState(A.id, failures=1, reason=FetchReason.TIMEOUT)

    begun = begin(A, B, states={A.id: silent}).start()

    assert publisher.asked == [B.url, A.url]
    assert publisher.brief == [B.url]
    assert begun.refresher.state_of(A).reason is None


def test_the_silent_never_have_all_the_places(
    begin: Callable[..., Round], tasks: Tasks, qtbot: QtBot
) -> None:
    executor = Held()
    tasks.network = executor
    silent = [source(f"stil-{n}") for n in range(2 * MOST_AT_ONCE)]
    states = {s.id: SourceState(s.id, reason=FetchReason.TIMEOUT) for s in silent}
    begun = begin(*silent, states=states).start()
    qtbot.waitUntil(lambda: len(executor.jobs) == MOST_SILENT_AT_ONCE)

    begun.sections.sources = (*silent, A, B)
    begun.refresher.refresh_due()

    assert MOST_SILENT_AT_ONCE < REFRESH_THREADS
    qtbot.waitUntil(lambda: len(executor.jobs) == MOST_SILENT_AT_ONCE + 2)


def test_only_so_many_are_fetched_that_memory_is_bounded(
    begin: Callable[..., Round], publisher: FakePublisher, tasks: Tasks
) -> None:
    executor = Held()
    tasks.network = executor
    many = [source(f"bron-{n}") for n in range(2 * MOST_AT_ONCE)]
    publisher.answers = {s.url: rss(s.id) for s in many}
    begun = begin(*many).start()

    counts = []
    while executor.jobs:
        counts.append(len(executor.jobs))
        executor.run_next()

    assert FIRST_AT_ONCE <= max(counts) <= MOST_AT_ONCE
    assert begun.new == len(many)
    assert begun.finished == 1


def test_the_section_in_view_comes_first(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    sport = source("sport", section="Sport")

    begin(A, B, sport, section="Sport").start()

    assert publisher.asked == [sport.url, A.url, B.url]


def test_a_failure_leaves_the_other_sources_alone(
    begin: Callable[..., Round], publisher: FakePublisher, store: Store
) -> None:
    publisher.answers = {
        A.url: failure(A, FetchReason.CONNECT),
        B.url: RuntimeError("a mistake of ours"),
        C.url: rss("een"),
    }

    begun = begin(A, B, C).start()

    assert begun.failures == ["FetchFailed", "RuntimeError"]
    assert begun.new == 1
    assert begun.finished == 1
    assert store.queries.source_states()["a"].reason is FetchReason.CONNECT
    assert begun.refresher.state_of(C).reason is None


def test_a_disk_that_is_full_is_told_and_not_blamed_on_the_source(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: rss("een")}

    begun = begin(A).start(FullDisk())

    assert set(begun.failures) == {StoreFailed.__name__}
    assert begun.refresher.state_of(A).reason is None
    assert begun.finished == 1


def test_after_sleep_the_network_is_given_time(
    begin: Callable[..., Round],
    publisher: FakePublisher,
    clock: Clock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr("desktop.controllers.refresher.CHECK_EVERY_MS", 150)
    monkeypatch.setattr("desktop.controllers.refresher.WAKING_DELAY_MS", 50)
    publisher.answers = {A.url: rss("een")}
    begun = begin(A).start()

    clock.forward(hours=8)
    qtbot.waitUntil(lambda: "woken up" in caplog.text)
    while_waking = len(publisher.asked)
    qtbot.waitUntil(lambda: len(publisher.asked) == 2)

    assert while_waking == 1
    begun.refresher.stop()


def test_what_becomes_due_is_asked_by_itself(
    begin: Callable[..., Round],
    publisher: FakePublisher,
    clock: Clock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.controllers.refresher.CHECK_EVERY_MS", 10)
    monkeypatch.setattr("desktop.controllers.refresher.ASLEEP_AFTER_S", 3600)
    publisher.answers = {A.url: rss("een")}
    begun = begin(A).start()

    clock.forward(minutes=20)
    qtbot.waitUntil(lambda: len(publisher.asked) == 2)

    begun.refresher.stop()


def test_once_stopped_nothing_more_is_asked(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    network = Held()
    first, second = source("one", "same"), source("two", "same")
    begun = begin(first, second, tasks=Tasks(network, InlineExecutor(), InlineExecutor())).start()

    begun.refresher.stop()
    while network.jobs:
        network.run_next()

    assert publisher.asked == [first.url]


def test_refreshing_without_sources_is_not_begun(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    begun = begin().start()

    begun.refresher.refresh_all()
    settle()

    assert begun.finished == 0
    assert not begun.refresher.is_busy


def test_a_refresh_that_brings_nothing_says_why_a_list_is_empty(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: rss()}
    good = begin(A).start()
    publisher.answers = {B.url: failure(B, FetchReason.TIMEOUT)}
    bad = begin(B).start()
    publisher.answers = {A.url: rss(), B.url: failure(B, FetchReason.TIMEOUT)}
    both = begin(A, B).start()
    publisher.answers = {C.url: failure(C, FetchReason.OFFLINE)}
    offline = begin(C).start()

    assert good.reasons == [ListState.EMPTY]
    assert bad.reasons == [ListState.UNREACHABLE]
    assert both.reasons == [ListState.EMPTY]
    assert offline.reasons == [ListState.OFFLINE]


def test_it_is_told_when_every_source_of_the_section_in_view_answered(
    begin: Callable[..., Round], publisher: FakePublisher, tasks: Tasks
) -> None:
    executor = Held()
    tasks.network = executor
    sport = source("sport", section="Sport")
    publisher.answers = {
        A.url: rss("een"),
        B.url: failure(B, FetchReason.CONNECT),
        sport.url: rss(),
    }
    begun = begin(A, B, sport, section="Buitenland").start()

    answered = []
    for _ in range(3):
        executor.run_next()
        answered.append(begun.answered)

    assert answered == [0, 1, 2]


def test_another_interval_holds_from_the_next_refresh_on(
    begin: Callable[..., Round], publisher: FakePublisher, settings: Settings
) -> None:
    publisher.answers = {A.url: rss("een")}
    begun = begin(A)

    settings.refresh_minutes = 120
    begun.start()

    due_at = begun.refresher.state_of(A).next_check_at
    assert due_at is not None
    assert due_at - NOW > timedelta(minutes=60)


def test_a_refresh_that_is_asked_for_comes_after_the_next_paint(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: rss("een")}
    begun = begin(A).start()

    begun.refresher.request_refresh()
    at_once = len(publisher.asked)
    settle()

    assert (at_once, len(publisher.asked)) == (1, 2)


def test_what_was_fetched_can_be_asked_for_before_the_others_answer(
    begin: Callable[..., Round], publisher: FakePublisher, tasks: Tasks
) -> None:
    executor = Held()
    tasks.network = executor
    publisher.answers = {s.url: rss(s.id) for s in (A, B, C)}
    begun = begin(A, B, C).start()
    executor.run_next()
    executor.run_next()
    before = begun.new

    begun.refresher.flush_changes()

    assert (before, begun.new) == (1, 2)


@pytest.mark.parametrize(("count", "wanted"), [(50, [False]), (51, [True, False])])
def test_many_sources_are_read_in_a_process_until_the_last_one(
    count: int,
    wanted: list[bool],
    begin: Callable[..., Round],
    publisher: FakePublisher,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    followed: list[bool] = []
    monkeypatch.setattr(FeedReading, "follow", lambda self: followed.append(self.is_wanted))
    sources = [source(f"bron-{n}") for n in range(count)]
    publisher.answers = {one.url: rss(one.id) for one in sources}

    begun = begin(*sources).start()
    qtbot.waitUntil(lambda: begun.finished == 1)

    assert begun.new == count
    assert followed == wanted
