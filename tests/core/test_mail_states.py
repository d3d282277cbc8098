"""Every state of the count has words and a way out, and no number is shown that is not true."""

from datetime import datetime, timedelta

import pytest

from desktop.catalogue import translator
from desktop.core.mail import Baseline, MailEvent, MailFailed, MailReason
from desktop.core.mail_states import (
    FRESH,
    MACHINE,
    Indicator,
    IndicatorKind,
    MailState,
    MailStatus,
    UserStep,
    counted,
    failed,
    indicator_of,
    seen,
    step,
    unread_of,
    woken,
)
from tests.builders import NOW

BEGUN = MailState(MailStatus.COUNTING, NOW)
# What the user brings about, in the order of the step that a state offers.
BY_HAND = {
    UserStep.ADD: MailEvent.STARTED,
    UserStep.CHECK: MailEvent.CHECKED,
    UserStep.ENTER: MailEvent.STARTED,
}
BLAMING = ("fout", "verkeerd", "onjuist", "ongeldig", "typ", "wrong", "invalid", "incorrect")


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def count(state: MailState, unread: int, now: datetime) -> MailState:
    return counted(state, unread, now, baseline=Baseline(7, 29), new=0, arrivals=())


def fail(state: MailState, reason: MailReason, now: datetime) -> MailState:
    return failed(state, MailFailed("mail.voorbeeld.nl", reason), now)


COUNTED = count(BEGUN, 3, NOW)


@pytest.mark.parametrize("status", MailStatus)
def test_what_the_user_can_do_leads_back_to_counting(status: MailStatus) -> None:
    row = MACHINE[status]

    led_to = row.leads[BY_HAND[row.step]]

    assert led_to in (MailStatus.COUNTING, MailStatus.COUNTED)
    assert MailEvent.STARTED in row.leads
    assert row.leads.get(MailEvent.COUNTED, MailStatus.COUNTED) is MailStatus.COUNTED


@pytest.mark.parametrize("status", list(MailStatus)[1:])
def test_every_state_is_reached_and_left(status: MailStatus) -> None:
    seen_statuses, waiting = {MailStatus.OFF}, [MailStatus.OFF]
    while waiting:
        for led_to in MACHINE[waiting.pop()].leads.values():
            if led_to not in seen_statuses:
                seen_statuses.add(led_to)
                waiting.append(led_to)

    assert status in seen_statuses
    assert MACHINE[status].leads[MailEvent.REMOVED] is MailStatus.OFF


@pytest.mark.parametrize("status", MailStatus)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_state_is_said_in_few_words_that_blame_nobody(status: MailStatus, language: str) -> None:
    says = MACHINE[status].says(translator(language))

    assert 0 < len(says) <= 60
    assert not any(word in says.lower().split() for word in BLAMING)


def test_the_states_are_said_in_different_words() -> None:
    said = {row.says(translator("nl")) for row in MACHINE.values()}

    assert len(said) == len(MailStatus)


@pytest.mark.parametrize("event", MailEvent)
@pytest.mark.parametrize("status", MailStatus)
def test_an_event_that_leads_nowhere_changes_nothing(status: MailStatus, event: MailEvent) -> None:
    state = MailState(status, NOW)

    led_to = step(state, event, after(1))

    assert led_to.status is MACHINE[status].leads.get(event, status)
    assert (led_to.since == NOW) is (led_to.status is status)


def test_a_count_clears_everything_that_went_wrong() -> None:
    state = BEGUN
    for minute, reason in enumerate((MailReason.TIMEOUT, MailReason.LOGIN, MailReason.LOGIN_BUSY)):
        state = fail(state, reason, after(minute))

    state = count(state, 3, after(5))

    assert (state.failures, state.refusals, state.error, state.retry_s) == (0, 0, None, None)
    assert state.status is MailStatus.COUNTED


@pytest.mark.parametrize(
    "reason", [r for r in MailReason if r.event in (MailEvent.LOST, MailEvent.UNSUITABLE)]
)
def test_a_number_stays_while_the_line_fails_until_it_is_old(reason: MailReason) -> None:
    state = fail(COUNTED, reason, after(5))
    early, late = seen(state, after(14.9)), seen(state, NOW + FRESH)

    assert (early.status, early.unread) == (MailStatus.COUNTED, 3)
    assert (late.status, late.since) == (MailStatus.OFFLINE, NOW)
    assert fail(state, reason, after(16)).status is MailStatus.OFFLINE
    assert indicator_of([state], after(14.9)) == Indicator(IndicatorKind.UNREAD, "3")
    assert indicator_of([state], after(15)) == Indicator(IndicatorKind.OFFLINE)


def test_after_a_night_asleep_the_number_is_no_longer_shown() -> None:
    state = seen(COUNTED, after(480))

    assert state.status is MailStatus.COUNTING
    assert indicator_of([COUNTED], after(480)) == Indicator(IndicatorKind.WAITING)


def test_a_password_that_has_worked_gets_a_second_try_and_a_third_an_hour_later() -> None:
    first = fail(COUNTED, MailReason.WRONG_PASSWORD, after(5))
    second = fail(first, MailReason.WRONG_PASSWORD, after(15))
    third = fail(second, MailReason.WRONG_PASSWORD, after(75))

    assert (first.status, first.retry_s) == (MailStatus.COUNTED, 600)
    assert (second.status, second.retry_s) == (MailStatus.PASSWORD_NEEDED, 3600)
    assert (third.status, third.retry_s) == (MailStatus.PASSWORD_NEEDED, None)
    assert count(second, 2, after(75)).status is MailStatus.COUNTED


def test_a_password_that_never_worked_is_asked_for_at_once() -> None:
    state = fail(BEGUN, MailReason.WRONG_PASSWORD, NOW)

    assert (state.status, state.retry_s) == (MailStatus.PASSWORD_NEEDED, None)


def test_after_three_refusals_of_an_unknown_kind_only_the_user_goes_on() -> None:
    state, waited_s = BEGUN, []
    for _ in range(3):
        state = fail(state, MailReason.LOGIN, NOW)
        waited_s.append(state.retry_s)
    by_hand = step(state, MailEvent.CHECKED, NOW)
    again = fail(by_hand, MailReason.LOGIN, NOW)

    assert waited_s == [600, 3600, None]
    assert state.status is MailStatus.GIVEN_UP
    assert by_hand.status is MailStatus.COUNTING
    assert (again.status, again.retry_s) == (MailStatus.GIVEN_UP, None)


def test_a_provider_that_is_busy_is_asked_less_often_and_never_given_up() -> None:
    state, waited_s = BEGUN, []
    for _ in range(20):
        state = fail(state, MailReason.LOGIN_BUSY, NOW)
        waited_s.append(state.retry_s)

    assert state.status is MailStatus.OFFLINE
    assert waited_s == [600] + [2700] * 19


@pytest.mark.parametrize(
    ("reason", "is_hurried"),
    [(MailReason.TIMEOUT, True), (MailReason.DNS, True), (MailReason.LOGIN, False),
     (MailReason.LOGIN_BUSY, False), (MailReason.NO_LOGIN, False)],
)  # fmt: skip
def test_waking_hurries_what_was_lost_and_not_what_was_refused(
    reason: MailReason, is_hurried: bool
) -> None:
    state = fail(BEGUN, reason, NOW)

    assert (woken(state, after(1)).retry_s == 0) is is_hurried


def test_a_strange_answer_is_passing_where_counting_has_worked() -> None:
    fresh = fail(BEGUN, MailReason.CERTIFICATE, NOW)
    known = fail(BEGUN._replace(has_worked=True), MailReason.CERTIFICATE, NOW)

    assert (fresh.status, known.status) == (MailStatus.UNSUITABLE, MailStatus.OFFLINE)
    assert fresh.retry_s == 3600


PASSWORD_NEEDED = MailState(MailStatus.PASSWORD_NEEDED, NOW, 4, NOW)


@pytest.mark.parametrize(
    ("states", "indicator", "unread"),
    [
        ([], Indicator(IndicatorKind.NO_ACCOUNT), 0),
        ([COUNTED, count(BEGUN, 4, NOW)], Indicator(IndicatorKind.UNREAD, "7"), 7),
        ([COUNTED, count(BEGUN, 9, NOW)], Indicator(IndicatorKind.UNREAD, "9+"), 12),
        ([count(BEGUN, 0, NOW)] * 2, Indicator(IndicatorKind.READ), 0),
        ([COUNTED, BEGUN], Indicator(IndicatorKind.UNREAD, "3"), 3),
        ([count(BEGUN, 0, NOW), BEGUN], Indicator(IndicatorKind.WAITING), 0),
        ([COUNTED, PASSWORD_NEEDED], Indicator(IndicatorKind.UNREAD, "3!"), 3),
        ([count(BEGUN, 12, NOW), PASSWORD_NEEDED], Indicator(IndicatorKind.UNREAD, "9!"), 12),
        ([count(BEGUN, 0, NOW), PASSWORD_NEEDED], Indicator(IndicatorKind.ATTENTION), 0),
    ],
)
def test_mailboxes_are_shown_as_a_sum_that_says_what_is_missing(
    states: list[MailState], indicator: Indicator, unread: int
) -> None:
    assert indicator_of(states, NOW) == indicator
    assert unread_of(states, NOW) == unread
