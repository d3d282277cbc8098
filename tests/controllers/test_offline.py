"""When it is the network, and not a source, that gives nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.core.errors import FetchReason
from desktop.core.model import Source, SourceState
from tests.builders import NOW, Clock, settle
from tests.controllers.fake_publisher import FakePublisher, rss
from tests.controllers.refresh_round import A, B, Round, failure


def test_it_is_offline_when_nobody_is_reached(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    for each in (A, B):
        publisher.answers[each.url] = failure(each, FetchReason.DNS)

    begun = begin(A, B).start()

    assert begun.refresher.is_offline


@pytest.mark.parametrize("order", [(A, B), (B, A)])
def test_it_is_not_offline_when_one_host_answers(
    order: tuple[Source, ...], begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: rss("een"), B.url: failure(B, FetchReason.DNS)}

    begun = begin(*order).start()

    assert not begun.refresher.is_offline


def test_a_host_that_refuses_is_somebody(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {
        A.url: failure(A, FetchReason.CONNECT),
        B.url: failure(B, FetchReason.DNS),
    }

    begun = begin(A, B).start()

    assert not begun.refresher.is_offline


def test_a_dead_host_that_is_asked_alone_does_not_make_it_offline(
    begin: Callable[..., Round], publisher: FakePublisher, clock: Clock
) -> None:
    publisher.answers = {A.url: rss("een"), B.url: failure(B, FetchReason.DNS)}
    due_alone = {"b": SourceState("b", next_check_at=NOW + timedelta(minutes=7))}
    begun = begin(A, B, states=due_alone).start()

    clock.forward(minutes=8)
    begun.refresher.refresh_due()
    settle()

    assert publisher.asked == [A.url, B.url]
    assert not begun.refresher.is_offline


def test_it_is_offline_once_the_network_goes_and_not_when_it_is_back(
    begin: Callable[..., Round], publisher: FakePublisher
) -> None:
    publisher.answers = {A.url: rss("een"), B.url: rss("twee")}
    begun = begin(A, B).start()
    offline = [begun.refresher.is_offline]

    for each in (A, B):
        publisher.answers[each.url] = failure(each, FetchReason.DNS)
    begun.refresher.refresh_all()
    settle()
    offline.append(begun.refresher.is_offline)
    publisher.answers = {A.url: rss("een"), B.url: rss("twee")}
    begun.refresher.refresh_all()
    settle()
    offline.append(begun.refresher.is_offline)

    assert offline == [False, True, False]


def test_a_system_that_is_sure_of_being_offline_is_believed(
    begin: Callable[..., Round], publisher: FakePublisher, clock: Clock
) -> None:
    publisher.answers = {A.url: rss("een"), B.url: rss("twee")}
    begun = begin(A, B).start()
    publisher.answers[A.url] = failure(A, FetchReason.OFFLINE)
    begun.sections.sources = (A,)

    begun.refresher.refresh_all()
    settle()

    assert begun.refresher.is_offline
    assert begun.refresher.state_of(A).failures == 0
