"""New mail is told of once, calmly, and not more than the user wants to show."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.digest import (
    APART_S,
    BODY_CHARS,
    TITLE_CHARS,
    Digest,
    Ledger,
    Letter,
    Manner,
    seen,
    take,
    tell,
    wait_s,
)
from desktop.core.mail import Baseline, MailKind, MailState

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
PLAIN = Manner()
NAMING = Manner(names_letters=True)
QUIET = Manner(is_quiet=True)
BOLUS = Letter("Bakker Pieterse", "Je bolussen liggen klaar")
BOAT = Letter("Veerdienst", "De boot van 10.15 uur valt uit")


def counted(newest_uid: int, unread: int, new: int = 0, validity: int = 7) -> MailState:
    return MailState(
        MailKind.COUNTED,
        NOON,
        unread=unread,
        counted_at=NOON,
        baseline=Baseline(validity, newest_uid),
        new=new,
    )


def begun(newest_uid: int = 10, unread: int = 2) -> Ledger:
    """Return the ledger of a mailbox that was counted once."""
    return take(Ledger(), counted(newest_uid, unread), (), PLAIN)


def test_first_count_ever_is_silent() -> None:
    ledger = take(Ledger(), counted(newest_uid=10, unread=250, new=3), (), PLAIN)

    assert ledger.baseline == Baseline(7, 10)
    assert tell(ledger, 0.0, PLAIN) == (ledger, None)


def test_a_mailbox_made_anew_is_silent() -> None:
    waiting = take(begun(), counted(11, 3, new=1), (BOLUS,), NAMING)

    ledger = take(waiting, counted(400, 250, new=250, validity=8), (), NAMING)

    assert ledger.baseline == Baseline(8, 400)
    assert tell(ledger, 0.0, NAMING)[1] is None


def test_next_run_tells_what_came_in_between() -> None:
    kept = Ledger(baseline=begun(newest_uid=10).baseline)

    ledger = take(kept, counted(12, 4, new=2), (), PLAIN)

    assert tell(ledger, 0.0, PLAIN)[1] == Digest("2 nieuwe berichten", "4 ongelezen in je postvak")


def test_one_new_message_is_counted_only_by_default() -> None:
    ledger = take(begun(), counted(11, 3, new=1), (BOLUS,), PLAIN)

    _, digest = tell(ledger, 0.0, PLAIN)

    assert digest == Digest("1 nieuw bericht", "3 ongelezen in je postvak")


def test_one_new_message_names_sender_and_subject_when_asked() -> None:
    ledger = take(begun(), counted(11, 3, new=1), (BOLUS,), NAMING)

    assert tell(ledger, 0.0, NAMING)[1] == Digest(BOLUS.sender, BOLUS.subject)


def test_several_new_messages_are_one_digest() -> None:
    ledger = take(begun(), counted(12, 4, new=2), (BOAT, BOLUS), NAMING)

    _, digest = tell(ledger, 0.0, NAMING)

    assert digest == Digest(
        "2 nieuwe berichten",
        "Veerdienst: De boot van 10.15 uur valt uit\nBakker Pieterse: Je bolussen liggen klaar",
    )


def test_what_a_message_does_not_say_is_named_so() -> None:
    ledger = take(begun(), counted(11, 3, new=1), (Letter("", ""),), NAMING)

    assert tell(ledger, 0.0, NAMING)[1] == Digest("Onbekende afzender", "(geen onderwerp)")


def test_words_are_english_when_asked() -> None:
    english = Manner(language="en")
    ledger = take(begun(), counted(12, 4, new=2), (), english)

    assert tell(ledger, 0.0, english)[1] == Digest("2 new messages", "4 unread in your inbox")


def test_nothing_new_tells_nothing() -> None:
    ledger = take(begun(), counted(10, 2), (), PLAIN)

    assert wait_s(ledger, 0.0) is None
    assert tell(ledger, 0.0, PLAIN)[1] is None


def test_a_count_that_is_told_twice_is_told_of_once() -> None:
    state = counted(11, 3, new=1)
    ledger, _ = tell(take(begun(), state, (), PLAIN), 0.0, PLAIN)

    again = take(ledger, state, (), PLAIN)

    assert wait_s(again, 1000.0) is None


def test_an_older_count_does_not_move_the_baseline_back() -> None:
    ledger = take(begun(newest_uid=20), counted(15, 2, new=1), (), PLAIN)

    assert ledger.baseline == Baseline(7, 20)
    assert wait_s(ledger, 0.0) is None


def test_states_that_count_nothing_change_nothing() -> None:
    ledger = begun()

    for kind in set(MailKind) - {MailKind.COUNTED}:
        assert take(ledger, counted(99, 9, new=9)._replace(kind=kind), (), PLAIN) == ledger


def test_digests_are_a_minute_apart() -> None:
    ledger, first = tell(take(begun(), counted(11, 3, new=1), (), PLAIN), 1000.0, PLAIN)
    assert first is not None
    ledger = take(ledger, counted(12, 4, new=1), (), PLAIN)

    early, none = tell(ledger, 1000.0 + APART_S - 1, PLAIN)

    assert none is None
    assert wait_s(early, 1000.0 + APART_S - 1) == 1.0
    assert tell(early, 1000.0 + APART_S, PLAIN)[1] is not None


def test_a_digest_replaces_the_one_before_and_tells_of_both() -> None:
    ledger, _ = tell(take(begun(), counted(11, 3, new=1), (BOLUS,), NAMING), 0.0, NAMING)
    ledger = take(ledger, counted(12, 4, new=1), (BOAT,), NAMING)

    _, digest = tell(ledger, APART_S, NAMING)

    assert digest is not None
    assert digest.title == "2 nieuwe berichten"
    assert [line.partition(":")[0] for line in digest.body.splitlines()] == [
        BOAT.sender,
        BOLUS.sender,
    ]


def test_what_the_user_has_seen_is_new_no_longer() -> None:
    ledger, _ = tell(take(begun(), counted(12, 4, new=2), (), PLAIN), 0.0, PLAIN)
    ledger = take(seen(ledger), counted(13, 5, new=1), (), PLAIN)

    _, digest = tell(ledger, APART_S, PLAIN)

    assert digest is not None
    assert digest.title == "1 nieuw bericht"


def test_mail_read_elsewhere_is_not_told_of() -> None:
    ledger, _ = tell(take(begun(unread=0), counted(11, 1, new=1), (), PLAIN), 0.0, PLAIN)
    ledger = take(ledger, counted(13, 3, new=2), (), PLAIN)

    ledger = take(ledger, counted(13, 0), (), PLAIN)

    assert wait_s(ledger, APART_S) is None


def test_reading_old_mail_leaves_the_new_to_be_told_of() -> None:
    ledger = take(begun(unread=5), counted(11, 2, new=1), (BOLUS,), NAMING)

    assert tell(ledger, 0.0, NAMING)[1] == Digest(BOLUS.sender, BOLUS.subject)


def test_quiet_tells_nothing_then_or_afterwards() -> None:
    ledger = take(begun(), counted(11, 3, new=1), (BOLUS,), QUIET)

    ledger, digest = tell(ledger, 0.0, QUIET)

    assert digest is None
    assert ledger.baseline == Baseline(7, 11)
    assert tell(ledger, 1.0, NAMING)[1] is None


def test_quiet_drops_what_was_waiting() -> None:
    waiting = take(begun(), counted(11, 3, new=1), (BOLUS,), NAMING)

    ledger, digest = tell(waiting, 0.0, QUIET)

    assert digest is None
    assert tell(ledger, 1.0, NAMING)[1] is None


@pytest.mark.parametrize("manner", [PLAIN, NAMING])
@given(
    counts=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 90)), max_size=9
    ),
    text=st.text(max_size=200),
)
def test_no_course_of_events_tells_too_often_or_too_much(
    manner: Manner, counts: list[tuple[int, int, int]], text: str
) -> None:
    ledger, now_s, uid, shown_at_s = begun(), 0.0, 10, -APART_S
    for new, others, passed_s in counts:
        uid, now_s = uid + new, now_s + passed_s
        state = counted(uid, new + others, new=new)
        ledger = take(ledger, state, (Letter(text, text),) * min(new, 5), manner)
        ledger, digest = tell(ledger, now_s, manner)
        if digest:
            assert now_s - shown_at_s >= APART_S
            assert len(digest.title) <= TITLE_CHARS
            assert len(digest.body) <= BODY_CHARS
            assert 0 < ledger.told <= ledger.unread
            shown_at_s = now_s
