"""New mail is told of once, calmly, and not more than the user wants to show."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue import translator
from desktop.core.mail import Baseline
from desktop.core.mail_notification import (
    BODY_CHARS,
    MIN_INTERVAL_S,
    TITLE_CHARS,
    MessageHeader,
    Notification,
    NotificationPreferences,
    NotificationState,
    mark_seen,
    next_notification,
    seconds_until_next,
    update,
)
from desktop.core.mail_states import MailState, MailStatus

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
PLAIN = NotificationPreferences()
NAMING = NotificationPreferences(shows_headers=True)
QUIET = NotificationPreferences(is_off=True)
DUTCH = translator("nl")
BOLUS = MessageHeader("Bakker Pieterse", "Je bolussen liggen klaar")
BOAT = MessageHeader("Veerdienst", "De boot van 10.15 uur valt uit")


def counted(newest_uid: int, unread: int, new: int = 0, validity: int = 7) -> MailState:
    return MailState(
        MailStatus.COUNTED,
        NOON,
        unread=unread,
        counted_at=NOON,
        baseline=Baseline(validity, newest_uid),
        new=new,
    )


def begun(newest_uid: int = 10, unread: int = 2) -> NotificationState:
    """Return the state of a mailbox that was counted once."""
    return update(NotificationState(), counted(newest_uid, unread), (), PLAIN)


def test_first_count_ever_is_silent() -> None:
    state = update(NotificationState(), counted(newest_uid=10, unread=250, new=3), (), PLAIN)

    assert state.baseline == Baseline(7, 10)
    assert next_notification(state, 0.0, PLAIN, DUTCH) == (state, None)


def test_a_mailbox_made_anew_is_silent() -> None:
    waiting = update(begun(), counted(11, 3, new=1), (BOLUS,), NAMING)

    state = update(waiting, counted(400, 250, new=250, validity=8), (), NAMING)

    assert state.baseline == Baseline(8, 400)
    assert next_notification(state, 0.0, NAMING, DUTCH)[1] is None


def test_next_run_tells_what_came_in_between() -> None:
    kept = NotificationState(baseline=begun(newest_uid=10).baseline)

    state = update(kept, counted(12, 4, new=2), (), PLAIN)

    assert next_notification(state, 0.0, PLAIN, DUTCH)[1] == Notification(
        "2 nieuwe berichten", "4 ongelezen in je postvak"
    )


def test_one_new_message_is_counted_only_by_default() -> None:
    state = update(begun(), counted(11, 3, new=1), (BOLUS,), PLAIN)

    _, notification = next_notification(state, 0.0, PLAIN, DUTCH)

    assert notification == Notification("1 nieuw bericht", "3 ongelezen in je postvak")


def test_one_new_message_names_sender_and_subject_when_asked() -> None:
    state = update(begun(), counted(11, 3, new=1), (BOLUS,), NAMING)

    assert next_notification(state, 0.0, NAMING, DUTCH)[1] == Notification(
        BOLUS.sender, BOLUS.subject
    )


def test_several_new_messages_are_one_digest() -> None:
    state = update(begun(), counted(12, 4, new=2), (BOAT, BOLUS), NAMING)

    _, notification = next_notification(state, 0.0, NAMING, DUTCH)

    assert notification == Notification(
        "2 nieuwe berichten",
        "Veerdienst: De boot van 10.15 uur valt uit\nBakker Pieterse: Je bolussen liggen klaar",
    )


def test_what_a_message_does_not_say_is_named_so() -> None:
    state = update(begun(), counted(11, 3, new=1), (MessageHeader("", ""),), NAMING)

    assert next_notification(state, 0.0, NAMING, DUTCH)[1] == Notification(
        "Onbekende afzender", "(geen onderwerp)"
    )


def test_words_are_english_when_asked() -> None:
    state = update(begun(), counted(12, 4, new=2), (), PLAIN)

    assert next_notification(state, 0.0, PLAIN, translator("en"))[1] == Notification(
        "2 new messages", "4 unread in your inbox"
    )


def test_nothing_new_tells_nothing() -> None:
    state = update(begun(), counted(10, 2), (), PLAIN)

    assert seconds_until_next(state, 0.0) is None
    assert next_notification(state, 0.0, PLAIN, DUTCH)[1] is None


def test_a_count_that_is_told_twice_is_told_of_once() -> None:
    count = counted(11, 3, new=1)
    state, _ = next_notification(update(begun(), count, (), PLAIN), 0.0, PLAIN, DUTCH)

    again = update(state, count, (), PLAIN)

    assert seconds_until_next(again, 1000.0) is None


def test_an_older_count_does_not_move_the_baseline_back() -> None:
    state = update(begun(newest_uid=20), counted(15, 2, new=1), (), PLAIN)

    assert state.baseline == Baseline(7, 20)
    assert seconds_until_next(state, 0.0) is None


def test_states_that_count_nothing_change_nothing() -> None:
    state = begun()

    for status in set(MailStatus) - {MailStatus.COUNTED}:
        assert update(state, counted(99, 9, new=9)._replace(status=status), (), PLAIN) == state


def test_digests_are_a_minute_apart() -> None:
    state, first = next_notification(
        update(begun(), counted(11, 3, new=1), (), PLAIN), 1000.0, PLAIN, DUTCH
    )
    assert first is not None
    state = update(state, counted(12, 4, new=1), (), PLAIN)

    early, none = next_notification(state, 1000.0 + MIN_INTERVAL_S - 1, PLAIN, DUTCH)

    assert none is None
    assert seconds_until_next(early, 1000.0 + MIN_INTERVAL_S - 1) == 1.0
    assert next_notification(early, 1000.0 + MIN_INTERVAL_S, PLAIN, DUTCH)[1] is not None


def test_a_digest_replaces_the_one_before_and_tells_of_both() -> None:
    state, _ = next_notification(
        update(begun(), counted(11, 3, new=1), (BOLUS,), NAMING), 0.0, NAMING, DUTCH
    )
    state = update(state, counted(12, 4, new=1), (BOAT,), NAMING)

    _, notification = next_notification(state, MIN_INTERVAL_S, NAMING, DUTCH)

    assert notification is not None
    assert notification.title == "2 nieuwe berichten"
    assert [line.partition(":")[0] for line in notification.body.splitlines()] == [
        BOAT.sender,
        BOLUS.sender,
    ]


def test_what_the_user_has_seen_is_new_no_longer() -> None:
    state, _ = next_notification(
        update(begun(), counted(12, 4, new=2), (), PLAIN), 0.0, PLAIN, DUTCH
    )
    state = update(mark_seen(state), counted(13, 5, new=1), (), PLAIN)

    _, notification = next_notification(state, MIN_INTERVAL_S, PLAIN, DUTCH)

    assert notification is not None
    assert notification.title == "1 nieuw bericht"


def test_mail_read_elsewhere_is_not_told_of() -> None:
    state, _ = next_notification(
        update(begun(unread=0), counted(11, 1, new=1), (), PLAIN), 0.0, PLAIN, DUTCH
    )
    state = update(state, counted(13, 3, new=2), (), PLAIN)

    state = update(state, counted(13, 0), (), PLAIN)

    assert seconds_until_next(state, MIN_INTERVAL_S) is None


def test_reading_old_mail_leaves_the_new_to_be_told_of() -> None:
    state = update(begun(unread=5), counted(11, 2, new=1), (BOLUS,), NAMING)

    assert next_notification(state, 0.0, NAMING, DUTCH)[1] == Notification(
        BOLUS.sender, BOLUS.subject
    )


def test_quiet_tells_nothing_then_or_afterwards() -> None:
    state = update(begun(), counted(11, 3, new=1), (BOLUS,), QUIET)

    state, notification = next_notification(state, 0.0, QUIET, DUTCH)

    assert notification is None
    assert state.baseline == Baseline(7, 11)
    assert next_notification(state, 1.0, NAMING, DUTCH)[1] is None


def test_quiet_drops_what_was_waiting() -> None:
    waiting = update(begun(), counted(11, 3, new=1), (BOLUS,), NAMING)

    state, notification = next_notification(waiting, 0.0, QUIET, DUTCH)

    assert notification is None
    assert next_notification(state, 1.0, NAMING, DUTCH)[1] is None


@pytest.mark.parametrize("preferences", [PLAIN, NAMING])
@given(
    counts=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 90)), max_size=9
    ),
    text=st.text(max_size=200),
)
def test_no_course_of_events_tells_too_often_or_too_much(
    preferences: NotificationPreferences, counts: list[tuple[int, int, int]], text: str
) -> None:
    state, now_s, uid, shown_at_s = begun(), 0.0, 10, -MIN_INTERVAL_S
    for new, others, passed_s in counts:
        uid, now_s = uid + new, now_s + passed_s
        count = counted(uid, new + others, new=new)
        state = update(state, count, (MessageHeader(text, text),) * min(new, 5), preferences)
        state, notification = next_notification(state, now_s, preferences, DUTCH)
        if notification:
            assert now_s - shown_at_s >= MIN_INTERVAL_S
            assert len(notification.title) <= TITLE_CHARS
            assert len(notification.body) <= BODY_CHARS
            assert 0 < state.announced <= state.unread
            shown_at_s = now_s
