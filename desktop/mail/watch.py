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
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from desktop.core.mail import (
    FINAL_KINDS,
    IMAP_PORT,
    KIND_OF,
    Baseline,
    MailAccount,
    MailFailed,
    MailKind,
    MailReason,
    MailState,
)
from desktop.mail.bell import Bell
from desktop.mail.suspension import Clocks, has_slept
from desktop.mail.wire import Interrupted

if TYPE_CHECKING:
    from socket import socket

    from desktop.mail.inbox import Inbox

log = logging.getLogger(__name__)

Open = Callable[[MailAccount, str, Bell], "Inbox"]
Wait = Callable[[float, "socket | None"], None]


class Rhythm(NamedTuple):
    """How often what is done; seconds.

    Attributes:
        recount_s: Between two counts, with IDLE and without: a router may have forgotten
            a connection that was silent for longer.
        look_s: Between two looks at the clocks, which tell that the machine has slept.
        breath_s: At least this between two counts, however often the server tells of changes.
        steady_s: A connection that held for this long is made again at once.
        retries_s: Before the next attempt after a failure; the last one from then on.
    """

    recount_s: float = 290.0
    look_s: float = 4.0
    breath_s: float = 1.0
    steady_s: float = 60.0
    retries_s: tuple[float, ...] = (5.0, 15.0, 60.0, 300.0, 900.0)


class Times(NamedTuple):
    """Where moments, seconds, waiting and chance come from.

    Attributes:
        now: The wall clock, aware and in UTC.
        monotonic: Seconds on a clock that is never set.
        wait: Waits so many seconds at most, less if there is something to read;
            None for `Bell.wait`, which `stop`, `wake` and `check` end as well.
        chance: A number from 0 to 1, for the spread of retries.
    """

    now: Callable[[], datetime] = partial(datetime.now, UTC)
    monotonic: Callable[[], float] = time.monotonic
    wait: Wait | None = None
    chance: Callable[[], float] = random.random


class Watch:
    """Counts the unread mail of one account and tells what becomes of it.

    `run` blocks and belongs in a thread of its own; `stop`, `wake` and `check` may be
    called from any thread. `on_state` is called in the thread of `run`.

    Attributes:
        asks_headers: Whether sender and subject of new messages are asked for; may be
            changed at any time.
    """

    def __init__(
        self,
        account: MailAccount,
        password: str | None,
        on_state: Callable[[MailState], None],
        *,
        open_inbox: Open,
        baseline: Baseline | None = None,
        asks_headers: bool = False,
        rhythm: Rhythm | None = None,
        times: Times | None = None,
    ) -> None:
        self.asks_headers = asks_headers
        self._account = account
        self._password = password
        self._on_state = on_state
        self._open_inbox = open_inbox
        self._rhythm = rhythm or Rhythm()
        self._times = times or Times()
        self._bell = Bell()
        self._wait = self._times.wait or self._bell.wait
        self._state = MailState(MailKind.CONNECTING, self._times.now(), baseline=baseline)
        self._is_stopped = False
        self._is_asked = False
        self._failures = 0

    def run(self) -> None:
        """Count until `stop`, or until only another password can help."""
        try:
            if not self._password:
                self._tell_failure(MailFailed(self._account.server, MailReason.NO_PASSWORD), None)
                return
            while not self._is_stopped and self._state.kind not in FINAL_KINDS:
                self._attempt(self._password)
        finally:
            self._bell.close()

    def stop(self) -> None:
        """Have `run` return, within a second unless a name is being looked up."""
        self._is_stopped = True
        self._bell.cut()

    def wake(self) -> None:
        """Connect anew now: the network changed, or the machine slept."""
        self._bell.cut()

    def check(self) -> None:
        """Count now: the user asks, or has been in the webmail."""
        self._is_asked = True
        self._bell.ring()

    def _attempt(self, password: str) -> None:
        """Connect and follow the mailbox for as long as that goes."""
        self._bell.mend()
        if self._is_stopped:
            return
        self._tell_attempt()
        began_s = None
        try:
            inbox = self._open_inbox(self._account, password, self._bell)
            began_s = self._times.monotonic()
            with closing(inbox):
                self._follow(inbox)
        except Interrupted:
            return
        except MailFailed as failure:
            if not self._is_stopped:
                held_s = 0.0 if began_s is None else self._times.monotonic() - began_s
                self._answer(failure, held_s)

    def _follow(self, inbox: "Inbox") -> None:
        """Count again and again; return when the connection is to be made anew."""
        while not self._is_over():
            self._is_asked = False
            self._tell_count(inbox)
            began_s = self._times.monotonic()
            inbox.listen()
            self._listen(inbox, began_s + self._rhythm.recount_s)
            inbox.stop_listening()
            self._rest(began_s + self._rhythm.breath_s)

    def _listen(self, inbox: "Inbox", until_s: float) -> None:
        """Return when it is time to count, or the connection is to be made anew."""
        while not self._is_over() and not self._is_asked and not inbox.is_changed():
            left_s = until_s - self._times.monotonic()
            if left_s <= 0:
                return
            self._pause(min(left_s, self._rhythm.look_s), inbox.wire.socket)

    def _rest(self, until_s: float) -> None:
        """Return when that moment has come, or something else asks for attention."""
        while not self._is_over() and not self._is_asked:
            left_s = until_s - self._times.monotonic()
            if left_s <= 0:
                return
            self._pause(min(left_s, self._rhythm.look_s), None)

    def _pause(self, seconds: float, connection: "socket | None") -> None:
        before = self._clocks()
        self._wait(seconds, connection)
        if has_slept(before, self._clocks(), waited_s=seconds):
            log.info("mail: the clocks jumped, connecting anew")
            self._bell.cut()

    def _clocks(self) -> Clocks:
        return Clocks(self._times.now(), self._times.monotonic())

    def _is_over(self) -> bool:
        return self._is_stopped or self._bell.was_cut

    def _tell_count(self, inbox: "Inbox") -> None:
        unread = inbox.count()
        baseline = self._state.baseline
        new: tuple[int, ...] = ()
        newest_uid = max(unread.uid_next - 1, *unread.uids, 0)
        if baseline and baseline.uid_validity == unread.uid_validity:
            new = tuple(uid for uid in unread.uids if uid > baseline.newest_uid)
            newest_uid = max(newest_uid, baseline.newest_uid)
        arrivals = inbox.arrivals(new) if self.asks_headers else ()
        now = self._times.now()
        self._publish(
            MailState(
                MailKind.COUNTED,
                self._since(MailKind.COUNTED, now),
                len(unread.uids),
                now,
                baseline=Baseline(unread.uid_validity, newest_uid),
                new=len(new),
                arrivals=arrivals,
            )
        )

    def _answer(self, failure: MailFailed, held_s: float) -> None:
        """Do what the end of a connection asks for: give up, wait, or connect anew at once."""
        log.info("mail: %s", failure)
        if KIND_OF[failure.reason] in FINAL_KINDS:
            self._tell_failure(failure, None)
        elif held_s >= self._rhythm.steady_s or self._bell.was_cut:
            self._failures = 0
        else:
            delay_s = self._delay_s()
            self._failures += 1
            self._is_asked = False
            self._tell_failure(failure, delay_s)
            self._rest(self._times.monotonic() + delay_s)
            if self._bell.was_cut:
                self._failures = 0

    def _delay_s(self) -> float:
        retries_s = self._rhythm.retries_s
        spread = 0.8 + 0.4 * self._times.chance()
        return retries_s[min(self._failures, len(retries_s) - 1)] * spread

    def _tell_attempt(self) -> None:
        """Say that an attempt is under way; in trouble that does not end the trouble."""
        kind = self._state.kind if self._state.failure else MailKind.CONNECTING
        since = self._since(kind, self._times.now())
        self._publish(
            self._state._replace(kind=kind, since=since, retry_at=None, new=0, arrivals=())
        )

    def _tell_failure(self, failure: MailFailed, delay_s: float | None) -> None:
        now = self._times.now()
        kind = KIND_OF[failure.reason]
        self._publish(
            self._state._replace(
                kind=kind,
                since=self._since(kind, now),
                failure=failure,
                retry_at=None if delay_s is None else now + timedelta(seconds=delay_s),
                new=0,
                arrivals=(),
            )
        )

    def _since(self, kind: MailKind, now: datetime) -> datetime:
        return self._state.since if self._state.kind is kind else now

    def _publish(self, state: MailState) -> None:
        self._state = state
        self._on_state(state)


def opening(
    contexts: Callable[[], ssl.SSLContext],
    *,
    port: int = IMAP_PORT,
    connect_s: float = 15.0,
    answer_s: float = 30.0,
) -> Open:
    """Return what opens an inbox; each connection is checked by a context of `contexts`.

    `connect_s` is for connecting and again for the handshake, `answer_s` for each answer.
    """

    def open_one(account: MailAccount, password: str, bell: Bell) -> "Inbox":
        # IMAPClient takes 100 ms to load: in the thread that needs it, when it does.
        from desktop.mail.inbox import open_inbox

        return open_inbox(
            account,
            password,
            contexts=contexts,
            bell=bell,
            port=port,
            connect_s=connect_s,
            answer_s=answer_s,
        )

    return open_one
