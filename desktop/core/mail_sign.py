"""What a small picture can say about the mailbox: a number, or one sign for a state."""

from enum import Enum
from typing import NamedTuple

from desktop.core.mail import MailState, MailStatus

MOST_SHOWN = 9


class SignKind(Enum):
    """Each has a shape of its own: colour alone says nothing."""

    NONE = "none"  # nothing to tell: no account, no unread mail, or not counted yet
    COUNT = "count"
    OFFLINE = "offline"  # the count cannot be had now, but will be
    LOCKED = "locked"  # the keyring has to be opened
    ATTENTION = "attention"  # only the user can help: a password, another server


class Sign(NamedTuple):
    """What is drawn; `text` is a number up to "9+" with COUNT, else ""."""

    kind: SignKind
    text: str = ""


_SIGNS = {
    MailStatus.OFFLINE: SignKind.OFFLINE,
    MailStatus.BUSY: SignKind.OFFLINE,
    MailStatus.UNTRUSTED: SignKind.ATTENTION,
    MailStatus.REFUSED: SignKind.ATTENTION,
    MailStatus.WRONG_PASSWORD: SignKind.ATTENTION,
    MailStatus.PASSWORD_NEEDED: SignKind.ATTENTION,
    MailStatus.LOCKED: SignKind.LOCKED,
}


def sign_of(state: MailState | None) -> Sign:
    """Return what stands for `state`; None means that no mail is counted.

    A count stays while a connection is made anew: for that moment it is no less true.
    """
    if state is None:
        return Sign(SignKind.NONE)
    if state.status in _SIGNS:
        return Sign(_SIGNS[state.status])
    unread = state.unread or 0
    if not unread:
        return Sign(SignKind.NONE)
    return Sign(SignKind.COUNT, str(unread) if unread <= MOST_SHOWN else f"{MOST_SHOWN}+")
