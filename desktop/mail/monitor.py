"""Keeps counting one mailbox until it is told to stop: one thread, one connection.

Asking every few minutes is the complete service. Where the server offers to tell of
changes by itself (IDLE) the count follows at once, and is asked for all the same.
"""

import logging
import random
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from desktop.core.mail import (
    IMAP_PORT,
    Arrival,
    Baseline,
    MailAccount,
    MailEvent,
    MailFailed,
    MailReason,
)
from desktop.core.mail_states import MailState, MailStatus, counted, failed, seen, step, woken
from desktop.mail.imap_connection import Interrupted
from desktop.mail.interrupter import Interrupter

if TYPE_CHECKING:
    from socket import socket

    from desktop.mail.inbox import Inbox

log = logging.getLogger(__name__)

# Corrections of the clock stay below; TCP survives so short a sleep.
JUMP_S = 10.0
# A busy machine may let a thread wait for some seconds, not for this long.
LONGEST_DELAY_S = 30.0

OpenInbox = Callable[[MailAccount, str, Interrupter], "Inbox"]
Wait = Callable[[float, "socket | None"], None]


class Intervals(NamedTuple):
    """How often what is done; seconds."""

    # Between two counts, with IDLE and without: a router may have forgotten a connection that was
    # silent for longer.
    recount_s: float = 290.0
    # Between two checks of the clocks, which tell that the machine has slept.
    clock_check_s: float = 4.0
    min_recount_s: float = 1.0  # between two counts, however often the server tells of changes
    # A connection that held for this long is made again at once; after one that ended earlier the
    # next count comes when it would have come anyway.
    stable_after_s: float = 290.0
    pace: float = 1.0  # what every wait for the next attempt is multiplied by


class Environment(NamedTuple):
    """Where moments (UTC), seconds, waiting and randomness come from."""

    now: Callable[[], datetime] = partial(datetime.now, UTC)
    monotonic: Callable[[], float] = time.monotonic
    # Waits so many seconds at most, less if there is something to read; None for
    # `Interrupter.wait`, which `stop`, `wake` and `check` end as well.
    wait: Wait | None = None
    random: Callable[[], float] = random.random  # a number from 0 to 1, for the spread of retries


class Clocks(NamedTuple):
    """The wall clock (UTC) and the seconds of one that is never set, read together."""

    wall: datetime
    steady_s: float


class MailboxMonitor:
    """Counts the unread mail of one account and tells what becomes of it.

    When it tries again `desktop.core.mail_states` decides. `run` blocks and belongs in a
    thread of its own; `stop`, `wake` and `check` may be called from any thread. `on_state` is
    called in the thread of `run`.
    """

    def __init__(
        self,
        account: MailAccount,
        password: str,
        on_state: Callable[[MailState], None],
        *,
        open_inbox: OpenInbox,
        baseline: Baseline | None = None,
        has_worked: bool = False,
        asks_headers: bool = False,
        intervals: Intervals | None = None,
        environment: Environment | None = None,
    ) -> None:
        # Whether sender and subject of new messages are asked for; may be changed at any time.
        self.asks_headers = asks_headers
        self._account = account
        self._password = password
        self._on_state = on_state
        self._open_inbox = open_inbox
        self._intervals = intervals or Intervals()
        self._environment = environment or Environment()
        self._interrupter = Interrupter()
        self._wait = self._environment.wait or self._interrupter.wait
        self._state = MailState(
            MailStatus.COUNTING, self._environment.now(), baseline=baseline, has_worked=has_worked
        )
        self._is_stopped = False
        self._is_asked = False
        self._counts_since_s: float | None = None  # on this connection

    def run(self) -> None:
        """Count until `stop`."""
        try:
            while not self._is_stopped:
                self._attempt()
        finally:
            self._interrupter.close()

    def stop(self) -> None:
        """Have `run` return, within a second unless a name is being looked up."""
        self._is_stopped = True
        self._interrupter.abort()

    def wake(self) -> None:
        """Connect anew now: the network changed, or the machine slept."""
        self._interrupter.abort()

    def check(self) -> None:
        """Count now: the user asks, or has been in the webmail."""
        self._is_asked = True
        self._interrupter.wake()

    def _attempt(self) -> None:
        """Connect and follow the mailbox for as long as that goes, then wait for the next."""
        self._interrupter.reset()
        self._is_asked = False
        if self._is_stopped:
            return
        self._publish(seen(self._state, self._environment.now())._replace(new=0, arrivals=()))
        self._counts_since_s = None
        inbox = partial(self._open_inbox, self._account, self._password, self._interrupter)
        try:
            with closing(inbox()) as opened:
                self._keep_counting(opened)
        except Interrupted:
            pass
        except MailFailed as error:
            self._on_error(error)

    def _keep_counting(self, inbox: "Inbox") -> None:
        """Count again and again; return when the connection is to be made anew."""
        while not self._is_over():
            self._is_asked = False
            self._publish_count(inbox)
            began_s = self._environment.monotonic()
            inbox.listen()
            self._wait_until(began_s + self._intervals.recount_s, inbox)
            inbox.stop_listening()
            self._wait_until(began_s + self._intervals.min_recount_s)

    def _wait_until(self, until_s: float, inbox: "Inbox | None" = None) -> None:
        """Return at that moment, or as soon as `inbox` or anything else asks for attention."""
        connection = inbox.connection.socket if inbox else None
        while not self._is_over() and not self._is_asked and not (inbox and inbox.is_changed()):
            left_s = until_s - self._environment.monotonic()
            if left_s <= 0:
                return
            before, wait_s = self._clocks(), min(left_s, self._intervals.clock_check_s)
            self._wait(wait_s, connection)
            if has_slept(before, self._clocks(), waited_s=wait_s):
                log.info("mail: the clocks jumped, connecting anew")
                self._interrupter.abort()

    def _clocks(self) -> Clocks:
        return Clocks(self._environment.now(), self._environment.monotonic())

    def _is_over(self) -> bool:
        return self._is_stopped or self._interrupter.was_aborted

    def _publish_count(self, inbox: "Inbox") -> None:
        unread = inbox.count()
        if self._counts_since_s is None:
            self._counts_since_s = self._environment.monotonic()
        baseline = self._state.baseline
        new: tuple[int, ...] = ()
        newest_uid = max(unread.uid_next - 1, *unread.uids, 0)
        if baseline and baseline.uid_validity == unread.uid_validity:
            new = tuple(uid for uid in unread.uids if uid > baseline.newest_uid)
            newest_uid = max(newest_uid, baseline.newest_uid)
        now = self._environment.now()
        arrivals: tuple[Arrival, ...] = ()
        try:
            if self.asks_headers:
                arrivals = inbox.arrivals(new)
        finally:  # the number is known, whatever becomes of the headers
            baseline = Baseline(unread.uid_validity, newest_uid)
            count = len(unread.uids)
            self._publish(
                counted(self._state, count, now, baseline=baseline, new=len(new), arrivals=arrivals)
            )

    def _on_error(self, error: MailFailed) -> None:
        """Wait for as long as the end of a connection asks for.

        A connection that has counted was good, however it ended.
        """
        if self._is_over():
            return
        log.info("mail: %s", error)
        self._is_asked = False
        if self._counts_since_s is not None:
            held_s = self._environment.monotonic() - self._counts_since_s
            is_stable = held_s >= self._intervals.stable_after_s
            self._rest(0.0 if is_stable else self._intervals.recount_s - held_s)
        else:
            self._publish(failed(self._state, error, self._environment.now()))
            self._rest(self._state.retry_s)

    def _rest(self, seconds: float | None) -> None:
        """Wait for the next attempt: for so long, or until the user asks (None)."""
        spread = self._intervals.pace * (0.8 + 0.4 * self._environment.random())
        until_s = inf if seconds is None else self._environment.monotonic() + seconds * spread
        while True:
            self._wait_until(until_s)
            if self._is_stopped or not self._interrupter.was_aborted:
                break
            self._interrupter.reset()
            now = self._environment.now()
            if (after := woken(self._state, now)) is not self._state:
                self._publish(after)
                break
            self._publish(seen(self._state, now))
        if self._is_asked:
            self._publish(step(self._state, MailEvent.CHECKED, self._environment.now()))

    def _publish(self, state: MailState) -> None:
        self._state = state
        self._on_state(state)


def has_slept(before: Clocks, after: Clocks, *, waited_s: float) -> bool:
    """Return whether the machine slept, or its clock was set, in a wait of `waited_s` at most.

    In sleep the steady clock stands still (Linux, macOS) or runs on (Windows): the two
    differ afterwards, or the wait took far longer than it should have.
    """
    wall_s = (after.wall - before.wall).total_seconds()
    steady_s = after.steady_s - before.steady_s
    return abs(wall_s - steady_s) > JUMP_S or steady_s > waited_s + LONGEST_DELAY_S


def try_login(
    account: MailAccount, password: str, interrupter: Interrupter, *, open_inbox: OpenInbox
) -> int | MailFailed:
    """Log in exactly once and return how many messages are unread, or why that cannot be told.

    Blocks, and belongs in a thread of its own; `interrupter`, which it closes, ends it.
    """
    try:
        with closing(open_inbox(account, password, interrupter)) as inbox:
            return len(inbox.count().uids)
    except Interrupted:
        return MailFailed(account.server, MailReason.DROPPED, "cancelled")
    except MailFailed as failed:
        return failed
    finally:
        interrupter.close()


def inbox_opener(
    contexts: Callable[[], ssl.SSLContext],
    *,
    port: int = IMAP_PORT,
    connect_s: float = 15.0,
    answer_s: float = 30.0,
) -> OpenInbox:
    """Return what opens an inbox; each connection is checked by a context of `contexts`.

    `connect_s` is for connecting and again for the handshake, `answer_s` for each answer.
    """

    def open_for(account: MailAccount, password: str, interrupter: Interrupter) -> "Inbox":
        # IMAPClient takes 100 ms to load: in the thread that needs it, when it does.
        from desktop.mail.inbox import open_inbox

        return open_inbox(
            account,
            password,
            contexts=contexts,
            interrupter=interrupter,
            port=port,
            connect_s=connect_s,
            answer_s=answer_s,
        )

    return open_for
