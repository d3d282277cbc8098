"""What a small picture can say about the mailbox: a number, or a shape for a state."""

from enum import Enum
from typing import NamedTuple

from desktop.core.mail import MailState, MailStatus

MOST_SHOWN = 9


class IndicatorKind(Enum):
    """Each has a shape of its own: colour alone says nothing."""

    NO_ACCOUNT = "no-account"  # mail is not counted
    READ = "read"
    UNREAD = "unread"
    WAITING = "waiting"  # not counted yet
    OFFLINE = "offline"  # the count cannot be had now, but will be
    LOCKED = "locked"  # the keyring has to be opened
    ATTENTION = "attention"  # only the user can help: a password, another server


class Indicator(NamedTuple):
    """What is drawn; `text` is "1" to "9" or "9+" with UNREAD, else ""."""

    kind: IndicatorKind
    text: str = ""


_KINDS = {
    MailStatus.OFFLINE: IndicatorKind.OFFLINE,
    MailStatus.BUSY: IndicatorKind.OFFLINE,
    MailStatus.UNTRUSTED: IndicatorKind.ATTENTION,
    MailStatus.REFUSED: IndicatorKind.ATTENTION,
    MailStatus.WRONG_PASSWORD: IndicatorKind.ATTENTION,
    MailStatus.PASSWORD_NEEDED: IndicatorKind.ATTENTION,
    MailStatus.LOCKED: IndicatorKind.LOCKED,
}


def indicator_of(state: MailState | None) -> Indicator:
    """Return what stands for `state`; None means that no mail is counted.

    A count stays while a connection is made anew: for that moment it is no less true.
    """
    if state is None:
        return Indicator(IndicatorKind.NO_ACCOUNT)
    if state.status in _KINDS:
        return Indicator(_KINDS[state.status])
    if state.unread:
        text = str(state.unread) if state.unread <= MOST_SHOWN else f"{MOST_SHOWN}+"
        return Indicator(IndicatorKind.UNREAD, text)
    is_unknown = state.status is MailStatus.CONNECTING and state.counted_at is None
    return Indicator(IndicatorKind.WAITING if is_unknown else IndicatorKind.READ)
