"""How counting the mail of one account stands, and what leads from one state to the next.

`MACHINE` is the whole of it: for each state what is drawn, what the user reads and can do,
and where each event leads. Pure: moments are handed in, words come from who translates.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, NamedTuple

from desktop.catalogue import Translate
from desktop.core.mail import Arrival, Baseline, MailEvent, MailFailed, MailReason

MOST_SHOWN = 9  # of unread messages, in a small picture
# For so long a number may be taken for that of now.
FRESH: Final = timedelta(minutes=15)
LOST_DELAYS_S: Final = (5.0, 15.0, 60.0, 300.0, 900.0)
UNSUITABLE_DELAY_S: Final = 3600.0
# After the first and the second refused login; three within an hour could lock the mailbox.
REFUSED_DELAYS_S: Final = (600.0, 3600.0)
# Three within an hour at most, with every delay shortened by a fifth.
BUSY_DELAY_S: Final = 2700.0


class MailStatus(Enum):
    """How counting stands."""

    OFF = "off"  # no account
    COUNTING = "counting"
    COUNTED = "counted"  # a number with its time
    OFFLINE = "offline"  # passing: the network, the server, a login refused once
    PASSWORD_NEEDED = "password-needed"  # noqa: S105
    OTHER_LOGIN = "other-login"  # the provider takes no password, or another one than for mail
    KEYRING_CLOSED = "keyring-closed"  # it did not give the password
    UNSUITABLE = "unsuitable"  # the server cannot be trusted, or is not one for counting
    GIVEN_UP = "given-up"  # no more logins by itself: the provider may lock the mailbox


class IndicatorKind(Enum):
    """Each has a shape of its own: colour alone says nothing."""

    NO_ACCOUNT = "no-account"  # mail is not counted
    READ = "read"
    UNREAD = "unread"
    WAITING = "waiting"  # not counted yet
    OFFLINE = "offline"  # the count cannot be had now, but will be
    LOCKED = "locked"  # the keyring has to be opened
    ATTENTION = "attention"  # only the user can help: a password, another server


class UserStep(Enum):
    """What the user can do about a state: what "Nu controleren" leads to."""

    ADD = "add"  # an account
    CHECK = "check"  # count at once
    ENTER = "enter"  # a password or another account, in the dialog


class Row(NamedTuple):
    """One state of the machine."""

    indicator: IndicatorKind  # what is drawn; READ stands for the number
    says: Callable[[Translate], str]  # the state in few words, which blame nobody
    step: UserStep
    # Where each event leads; any other leaves the state as it is.
    leads: Mapping[MailEvent, MailStatus]


_FAILURES: Final = {
    MailEvent.LOST: MailStatus.OFFLINE,
    MailEvent.REFUSED: MailStatus.OFFLINE,
    MailEvent.PASSWORD_REFUSED: MailStatus.PASSWORD_NEEDED,
    MailEvent.PASSWORD_MISSING: MailStatus.PASSWORD_NEEDED,
    MailEvent.OTHER_LOGIN: MailStatus.OTHER_LOGIN,
    MailEvent.KEYRING_CLOSED: MailStatus.KEYRING_CLOSED,
    MailEvent.UNSUITABLE: MailStatus.UNSUITABLE,
    MailEvent.REFUSED_TOO_OFTEN: MailStatus.GIVEN_UP,
}
_OUTCOMES: Final = {
    **_FAILURES,
    MailEvent.COUNTED: MailStatus.COUNTED,
    MailEvent.STARTED: MailStatus.COUNTING,
    MailEvent.REMOVED: MailStatus.OFF,
}
_BY_HAND: Final = {**_OUTCOMES, MailEvent.CHECKED: MailStatus.COUNTING}
_BY_ITSELF: Final = {**_BY_HAND, MailEvent.WOKE: MailStatus.COUNTING}

MACHINE: Final[Mapping[MailStatus, Row]] = {
    MailStatus.OFF: Row(
        IndicatorKind.NO_ACCOUNT,
        lambda translate: translate("Mail", "Mail wordt niet geteld"),
        UserStep.ADD,
        {MailEvent.STARTED: MailStatus.COUNTING},
    ),
    MailStatus.COUNTING: Row(
        IndicatorKind.WAITING,
        lambda translate: translate("Mail", "Mail wordt geteld…"),
        UserStep.CHECK,
        _BY_ITSELF,
    ),
    # While the number is fresh it stays, whatever the line does and whoever asks.
    MailStatus.COUNTED: Row(
        IndicatorKind.READ,
        lambda translate: translate("Mail", "Mail is geteld"),
        UserStep.CHECK,
        {
            **_OUTCOMES,
            **dict.fromkeys(
                (MailEvent.LOST, MailEvent.REFUSED, MailEvent.CHECKED, MailEvent.WOKE),
                MailStatus.COUNTED,
            ),
            MailEvent.AGED: MailStatus.COUNTING,
            MailEvent.AGED_OFFLINE: MailStatus.OFFLINE,
        },
    ),
    MailStatus.OFFLINE: Row(
        IndicatorKind.OFFLINE,
        lambda translate: translate("Mail", "Mail offline sinds {}"),
        UserStep.CHECK,
        _BY_ITSELF,
    ),
    MailStatus.PASSWORD_NEEDED: Row(
        IndicatorKind.ATTENTION,
        lambda translate: translate("Mail", "Wachtwoord nodig"),
        UserStep.ENTER,
        _BY_HAND,
    ),
    MailStatus.OTHER_LOGIN: Row(
        IndicatorKind.ATTENTION,
        lambda translate: translate("Mail", "Met dit wachtwoord kan niet worden geteld"),
        UserStep.ENTER,
        _BY_HAND,
    ),
    MailStatus.KEYRING_CLOSED: Row(
        IndicatorKind.LOCKED,
        lambda translate: translate("Mail", "Je wachtwoord zit nog op slot"),
        UserStep.CHECK,
        {**_BY_HAND, MailEvent.KEYRING_OPENED: MailStatus.COUNTING},
    ),
    MailStatus.UNSUITABLE: Row(
        IndicatorKind.ATTENTION,
        lambda translate: translate("Mail", "De mailserver werkt niet mee"),
        UserStep.CHECK,
        _BY_ITSELF,
    ),
    MailStatus.GIVEN_UP: Row(
        IndicatorKind.ATTENTION,
        lambda translate: translate("Mail", "Tellen is gestopt"),
        UserStep.CHECK,
        _BY_HAND,
    ),
}


class MailState(NamedTuple):
    """How the count of unread mail stands at a moment."""

    status: MailStatus
    since: datetime  # when this status began; OFFLINE begins with the last count
    # How many messages were unread when they were last counted, None before that.
    unread: int | None = None
    counted_at: datetime | None = None  # when that was; None with `unread`
    error: MailFailed | None = None  # what went wrong since; None while nothing did
    baseline: Baseline | None = None  # to be kept for the next run; None before the first count
    new: int = 0  # how many messages are new since the count before; 0 in a first count
    arrivals: tuple[Arrival, ...] = ()  # the newest of them, if headers were asked for
    has_worked: bool = False  # whether a login with this password has succeeded
    failures: int = 0  # attempts in a row that failed
    refusals: int = 0  # logins refused since the last count
    # In how many seconds the next attempt comes by itself, None for never.
    retry_s: float | None = None

    @property
    def row(self) -> Row:
        """What the machine says of it."""
        return MACHINE[self.status]

    @property
    def is_refused(self) -> bool:
        """Whether the last attempt ended in a refused login: another one at once may do harm."""
        return self.error is not None and self.error.reason.event is MailEvent.REFUSED


def step(state: MailState, event: MailEvent, now: datetime) -> MailState:
    """Return the state after an event that brings nothing but itself."""
    status = state.row.leads.get(event, state.status)
    since = state.since if status is state.status else now
    return state._replace(status=status, since=since, new=0, arrivals=())


def counted(
    state: MailState,
    unread: int,
    now: datetime,
    *,
    baseline: Baseline,
    new: int,
    arrivals: tuple[Arrival, ...],
) -> MailState:
    """Return the state after a count, which clears all that went wrong before."""
    after = step(state, MailEvent.COUNTED, now)
    return MailState(
        after.status, after.since, unread, now, baseline=baseline, new=new, arrivals=arrivals,
        has_worked=True,
    )  # fmt: skip


def failed(state: MailState, error: MailFailed, now: datetime) -> MailState:
    """Return the state after an attempt that failed, and when the next one is due."""
    state = seen(state, now)
    is_refusal = error.reason.event is MailEvent.REFUSED
    refusals = state.refusals + is_refusal
    event = _event(state, error.reason, refusals)
    after = step(state, event, now)._replace(
        error=error, failures=state.failures + 1, refusals=refusals
    )
    if after.status is MailStatus.OFFLINE:
        after = after._replace(since=state.counted_at or after.since)
    return after._replace(retry_s=_retry_s(after, event))


def woken(state: MailState, now: datetime) -> MailState:
    """Return the state once the network is back: what was lost is tried at once.

    Not what was refused: a laptop wakes more often than a provider forgives.
    """
    if state.is_refused or MailEvent.WOKE not in state.row.leads:
        return state
    return step(state, MailEvent.WOKE, now)._replace(failures=0, retry_s=0.0)


def seen(state: MailState, now: datetime) -> MailState:
    """Return the state as it is to be shown `now`: an old number counts no longer."""
    is_old = state.counted_at is not None and now - state.counted_at >= FRESH
    if state.status is not MailStatus.COUNTED or not is_old:
        return state
    after = step(state, MailEvent.AGED_OFFLINE if state.error else MailEvent.AGED, now)
    return after._replace(since=state.counted_at or now)


def _event(state: MailState, reason: MailReason, refusals: int) -> MailEvent:
    """Return what a failure means for an account that has worked, or has not."""
    event = reason.event
    if event is MailEvent.UNSUITABLE and state.has_worked:
        return MailEvent.LOST  # something stands between: a hotel's network asks for a login
    if event is not MailEvent.REFUSED or reason is MailReason.LOGIN_BUSY:
        return event
    if reason is MailReason.WRONG_PASSWORD:
        is_first = state.has_worked and refusals == 1
        return event if is_first else MailEvent.PASSWORD_REFUSED
    return event if refusals <= len(REFUSED_DELAYS_S) else MailEvent.REFUSED_TOO_OFTEN


def _retry_s(state: MailState, event: MailEvent) -> float | None:
    if event is MailEvent.LOST:
        return LOST_DELAYS_S[min(state.failures, len(LOST_DELAYS_S)) - 1]
    if event is MailEvent.UNSUITABLE:
        return UNSUITABLE_DELAY_S
    if state.error and state.error.reason is MailReason.LOGIN_BUSY:
        return REFUSED_DELAYS_S[0] if state.refusals == 1 else BUSY_DELAY_S
    may_retry = event is MailEvent.REFUSED or (
        event is MailEvent.PASSWORD_REFUSED and state.has_worked
    )
    if may_retry and state.refusals <= len(REFUSED_DELAYS_S):
        return REFUSED_DELAYS_S[state.refusals - 1]
    return None


class Indicator(NamedTuple):
    """What is drawn; `text` is "1" to "9", "9+" or "3!" with UNREAD, else ""."""

    kind: IndicatorKind
    text: str = ""


def indicator_of(states: Iterable[MailState], now: datetime) -> Indicator:
    """Return what stands for all mailboxes: the sum, and whether one of them is in trouble."""
    states = tuple(states)
    kinds = {seen(state, now).row.indicator for state in states}
    worst = next((k for k in reversed(IndicatorKind) if k in kinds - {IndicatorKind.READ}), None)
    unread = unread_of(states, now)
    if unread:
        is_whole = worst in (None, IndicatorKind.WAITING)
        sign = "" if unread <= MOST_SHOWN else "+"
        return Indicator(
            IndicatorKind.UNREAD, f"{min(unread, MOST_SHOWN)}{sign if is_whole else '!'}"
        )
    if worst:
        return Indicator(worst)
    return Indicator(IndicatorKind.READ if kinds else IndicatorKind.NO_ACCOUNT)


def unread_of(states: Iterable[MailState], now: datetime) -> int:
    """Return how many messages are unread for certain."""
    shown = (seen(state, now) for state in states)
    return sum(state.unread or 0 for state in shown if state.status is MailStatus.COUNTED)
