"""A month of one kind of line, in seconds: the number is right, or says how old it is."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from desktop.controllers.mail.messages import mail_line
from desktop.core.mail import MailAccount, MailFailed, MailReason
from desktop.core.mail_states import MailState, MailStatus, indicator_of, seen
from desktop.mail.inbox import Unread
from desktop.mail.interrupter import Interrupter
from desktop.mail.monitor import Environment, Intervals, MailboxMonitor
from tests.mail.builders import ACCOUNT, PASSWORD, START

MONTH_S = 30 * 86_400.0
HOUR_S = 3600.0
# A change on the server is noticed by the next count at the latest.
NOTICED_S = 6 * 60.0
CHANGES_EVERY_S = 1800.0


class Line(NamedTuple):
    """What the way to the server, and the server, do.

    Attributes:
        ends_after_s: A connection ends so long after it was made.
        drops_every_s: Every connection ends at these moments.
        failure: Why a connection cannot be made at a moment, None if it can.
        sleeps: Whether the machine sleeps at a moment.
    """

    ends_after_s: float = float("inf")
    drops_every_s: float = float("inf")
    failure: Callable[[float], MailReason | None] = lambda _: None
    sleeps: bool = False


class World:
    """A machine, its line and a server, and time that passes while the monitor waits."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.waited_s = 0.0
        self.asleep_s = 0.0
        self.logins_s: list[float] = []
        self.refused_s: list[float] = []
        self.open = self.most_open = 0
        self.shown: list[tuple[float, MailState]] = []
        self.monitor = MailboxMonitor(
            ACCOUNT, PASSWORD, self._show, open_inbox=self._connect, has_worked=True,
            intervals=Intervals(clock_check_s=60.0),
            environment=Environment(self.now, lambda: self.waited_s, self._wait, lambda: 0.5),
        )  # fmt: skip

    @property
    def second(self) -> float:
        return self.waited_s + self.asleep_s

    def now(self) -> datetime:
        return START + timedelta(seconds=self.second)

    def unread(self) -> int:
        return int(self.second // CHANGES_EVERY_S) % 7

    def is_reached(self, since_s: float) -> bool:
        line, second = self.line, self.second
        is_dropped = since_s // line.drops_every_s != second // line.drops_every_s
        is_over = second - since_s >= line.ends_after_s
        return not is_dropped and not is_over and line.failure(second) is None

    def is_up(self, moment: datetime) -> bool:
        return self.line.failure((moment - START).total_seconds()) is None

    def _connect(self, account: MailAccount, _password: str, _ends: Interrupter) -> Any:
        reason = self.line.failure(self.second)
        self.logins_s.append(self.second)
        if reason is not None:
            if reason.event.value == "refused":
                self.refused_s.append(self.second)
            raise MailFailed(account.server, reason)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        return Connection(self)

    def _wait(self, seconds: float, _connection: object) -> None:
        self.waited_s += seconds
        if self.line.sleeps and self.second % 86_400 >= 79_200:  # from ten to seven
            self.asleep_s += 9 * HOUR_S
        if self.second >= MONTH_S:
            self.monitor.stop()

    def _show(self, state: MailState) -> None:
        self.shown.append((self.second, state))


class Connection:
    """An inbox of the simulated server."""

    class Socketless(NamedTuple):
        socket: None = None

    def __init__(self, world: World) -> None:
        self._world = world
        self._since_s = world.second
        self.connection = self.Socketless()

    def count(self) -> Unread:
        self._check()
        return Unread(7, 30, tuple(range(1, self._world.unread() + 1)))

    def is_changed(self) -> bool:
        self._check()
        return False

    def listen(self) -> None:
        self._check()

    def stop_listening(self) -> None:
        self._check()

    def close(self) -> None:
        self._world.open -= 1

    def _check(self) -> None:
        if not self._world.is_reached(self._since_s):
            raise MailFailed("mail.voorbeeld.nl", MailReason.DROPPED)


def daily(first_h: float, last_h: float, reason: MailReason) -> Callable[[float], Any]:
    """Return a failure between two hours of every day."""
    return lambda second: reason if first_h <= second % 86_400 / HOUR_S < last_h else None


LINES = {
    "a good line": Line(),
    "ends after 20 s": Line(ends_after_s=20.0),
    "ends after 30 s": Line(ends_after_s=30.0),
    "ends after 55 s": Line(ends_after_s=55.0),
    "drops every hour": Line(drops_every_s=HOUR_S),
    "drops every seven minutes": Line(drops_every_s=420.0),
    "nights asleep": Line(sleeps=True),
    "a portal asks for a login": Line(failure=daily(2, 4, MailReason.CERTIFICATE)),
    "a portal answers itself": Line(failure=daily(2, 4, MailReason.GARBAGE)),
    "no network": Line(failure=daily(5, 7.5, MailReason.OFFLINE)),
    "refuses for an hour": Line(failure=daily(3, 4, MailReason.LOGIN_BUSY)),
    "says the password is wrong for an hour": Line(failure=daily(3, 4, MailReason.WRONG_PASSWORD)),
    "refuses without a reason for an hour": Line(failure=daily(3, 4, MailReason.LOGIN)),
    "one wrong refusal a day": Line(failure=daily(3, 3.1, MailReason.WRONG_PASSWORD)),
    "refuses for ever": Line(failure=lambda s: MailReason.LOGIN if s > HOUR_S else None),
}
# There only the user can go on.
ENDED_BY_HAND = {"refuses for ever"}


def minutes(world: World) -> Iterator[tuple[datetime, MailState]]:
    """Yield what the window shows, each minute."""
    states = iter([*world.shown, (MONTH_S * 2, world.shown[-1][1])])
    second, state = next(states)
    following = next(states)
    for minute in range(int(MONTH_S // 60)):
        if world.line.sleeps and not 7 <= minute / 60 % 24 < 22:
            continue  # nobody looks
        with suppress(StopIteration):
            while following[0] <= minute * 60:
                second, state = following
                following = next(states)
        assert second <= minute * 60
        yield START + timedelta(minutes=minute), state


def is_true(now: datetime, state: MailState) -> bool:
    """Return whether what is shown is a number of the last minutes, or says how old it is."""
    shown = seen(state, now)
    if shown.status is not MailStatus.COUNTED:
        return indicator_of([state], now).text == ""
    if shown.error is not None:
        return "· van " in mail_line(state, now)
    second = (now - START).total_seconds()
    rights = {int(moment // CHANGES_EVERY_S) % 7 for moment in (second, second - NOTICED_S)}
    return state.unread in rights


def is_number(now: datetime, state: MailState) -> bool:
    return seen(state, now).status is MailStatus.COUNTED


@pytest.mark.parametrize("name", LINES)
def test_a_month_of_counting_is_right_or_says_its_age(name: str) -> None:
    world = World(LINES[name])

    world.monitor.run()

    shown = list(minutes(world))
    assert sum(is_true(*one) for one in shown) / len(shown) >= 0.999
    refused_s = world.refused_s
    assert all(
        later - first > HOUR_S for first, later in zip(refused_s, refused_s[3:], strict=False)
    )
    assert (world.open, world.most_open) == (0, 1)
    assert len(world.logins_s) <= MONTH_S / 230
    if name not in ENDED_BY_HAND:
        reached = [one for one in shown if world.is_up(one[0])]
        assert sum(is_number(*one) for one in reached) / len(reached) >= 0.95
