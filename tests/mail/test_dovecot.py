"""The watch beside a real server: what it counts, what it changes, what it survives."""

from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.core.mail import MailReason
from desktop.core.mail_states import MailStatus
from desktop.mail.monitor import Intervals
from tests.mail.builders import Running, monitoring, trusting
from tests.mail.dovecot import PASSWORD, Dovecot
from tests.mail.hostile_server import Relay

# Five minutes are two seconds here, and a retry comes at once.
QUICK = Intervals(recount_s=2.0, clock_check_s=0.5, pace=0.06)
SLOW = Intervals(recount_s=250.0)


def mailbox(port: int, good: Path, intervals: Intervals = SLOW, **options: Any) -> Any:
    return monitoring(
        port,
        trusting(good),
        password=PASSWORD,
        intervals=intervals,
        **{"answer_s": 10.0, **options},
    )


def failing(running: Running) -> Any:
    return running.wait_for(lambda state: state.status is MailStatus.COUNTED and bool(state.error))


def test_the_count_follows_what_happens_to_the_mail(dovecot: Dovecot, good: Path) -> None:
    with mailbox(dovecot.port, good) as running, dovecot.other_program() as other:
        running.counted(0)
        # What another program does arrives through IDLE within two seconds.
        dovecot.deliver(messages=3)
        running.counted(3, timeout_s=2)
        other.noop()
        other.store("1", "+FLAGS", "\\Seen")
        running.counted(2, timeout_s=2)
        other.store("2", "+FLAGS", "\\Deleted")
        running.counted(1, timeout_s=2)
        told = len(running.states)
        other.store("3", "+FLAGS", "\\Deleted")
        running.counted(0, timeout_s=2, after=told)
        told = len(running.states)
        other.expunge()
        running.counted(0, timeout_s=2, after=told)
        dovecot.deliver()
        state = running.counted(1, timeout_s=2, after=told)

    assert state.new == 1


def test_a_server_without_idle_is_asked_in_time(dovecot_without_idle: Dovecot, good: Path) -> None:
    with mailbox(dovecot_without_idle.port, good, QUICK) as running:
        running.counted(0)
        dovecot_without_idle.deliver()

        running.counted(1, timeout_s=QUICK.recount_s + 1)


def test_counting_and_showing_senders_leaves_every_flag(dovecot: Dovecot, good: Path) -> None:
    dovecot.deliver(messages=3)
    with dovecot.other_program() as other:
        other.store("1", "+FLAGS", "(\\Flagged)")
        other.store("2", "+FLAGS", "(\\Seen)")
    before = dovecot.flags()
    with mailbox(dovecot.port, good, asks_headers=True) as running:
        running.counted(2)
        dovecot.deliver()
        state = running.counted(3)
        running.check()

    assert state.arrivals[0].subject == b"Bericht 4"
    assert state.arrivals[0].sender == b"Piet <piet@example.nl>"
    assert dovecot.flags()[: len(before)] == before


def test_ten_thousand_unread_messages_are_counted(dovecot: Dovecot, good: Path) -> None:
    dovecot.deliver(messages=10_000)
    with mailbox(dovecot.port, good) as running, dovecot.other_program() as other:
        running.counted(10_000, timeout_s=20)
        other.store("1:*", "+FLAGS.SILENT", "(\\Seen)")
        running.counted(0, timeout_s=20)


def test_a_server_that_comes_back_is_found_again(dovecot: Dovecot, good: Path) -> None:
    dovecot.deliver()
    with mailbox(dovecot.port, good, QUICK) as running:
        counted = running.counted(1)
        dovecot.kill()
        state = failing(running)
        dovecot.deliver()
        dovecot.start()
        running.counted(2)

    assert state.unread == 1
    assert counted.counted_at is not None
    assert state.counted_at is not None
    assert counted.counted_at <= state.counted_at


def test_a_line_that_went_silent_is_noticed_and_made_anew(dovecot: Dovecot, good: Path) -> None:
    dovecot.deliver()
    with (
        closing(Relay(dovecot.port)) as relay,
        mailbox(relay.port, good, QUICK, answer_s=0.5) as running,
    ):
        running.counted(1)
        relay.go_silent()
        dovecot.deliver()
        state = failing(running)
        relay.speak()
        running.counted(2)

    assert state.error is not None
    assert state.error.reason is MailReason.TIMEOUT
    assert state.unread == 1


def test_a_wrong_password_is_told_and_not_tried_again(dovecot: Dovecot, good: Path) -> None:
    with monitoring(dovecot.port, trusting(good), password="vergeten") as running:
        running.wait_for(lambda state: state.status is MailStatus.PASSWORD_NEEDED)
        told = len(running.states)
        running.wake()

        assert not running.ends_within(0.5)
    assert all(s.status is MailStatus.PASSWORD_NEEDED for s in running.states[told:])
