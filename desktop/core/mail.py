"""The values of the mailbox: an account, its password, how counting its unread mail stands.

A mailbox is only ever counted, never read: what travels are numbers and, where the
user asked for them, sender and subject of new messages, as the server sent them.
"""

from datetime import datetime
from enum import Enum
from typing import NamedTuple

from desktop.core.errors import AppError

# Implicit TLS; there is no other way in.
IMAP_PORT = 993
MOST_SHOWN = 9  # of unread messages, in a small picture


class MailAccount(NamedTuple):
    """Whose mail is counted, and where. The port is `IMAP_PORT`, always over TLS.

    Attributes:
        address: The mail address, to show.
        server: Host name, e.g. "mail.zeelandnet.nl".
        user: The name to log in with, e.g. "jan"; printable ASCII.
    """

    address: str
    server: str
    user: str


class MailEntry(NamedTuple):
    """What the user typed to have mail counted, unchecked.

    Attributes:
        address: The mail address, or the name before the @.
        password: "" for the one that is kept.
        server, user: "" where the server follows from the address.
    """

    address: str
    password: str
    server: str = ""
    user: str = ""

    def __repr__(self) -> str:
        """Say nothing of it: this may end in a log."""
        return "MailEntry()"


class PasswordStatus(Enum):
    """Where a password is, or why it is not at hand."""

    OK = "ok"  # in the system's keyring
    NONE = "none"  # no password is kept, or there is no keyring to keep one
    LOCKED = "locked"  # the keyring is there, but was not opened
    DENIED = "denied"  # the keyring is there, but refused
    SESSION = "session"  # in memory, until the program ends


class Credential(NamedTuple):
    """The answer about one password.

    Attributes:
        password: None unless `status` is OK or SESSION.
        fallback_reason: With SESSION, why the keyring does not have it: NONE (there is none),
            LOCKED or DENIED. Otherwise the same as `status`.
    """

    status: PasswordStatus
    password: str | None
    fallback_reason: PasswordStatus

    def __repr__(self) -> str:
        """Say everything but the password: this may end in a log."""
        return f"Credential({self.status.name}, fallback_reason={self.fallback_reason.name})"


class Baseline(NamedTuple):
    """Which messages are no longer new; to be kept for the next run.

    Attributes:
        uid_validity: The mailbox's generation: numbers of another one say nothing.
    """

    uid_validity: int
    newest_uid: int


class KeptAccount(NamedTuple):
    """An account as the settings keep it; `baseline` is None before its first count."""

    account: MailAccount
    baseline: Baseline | None = None


class Arrival(NamedTuple):
    """A new message, as raw header text of any content; b"" if absent."""

    sender: bytes
    subject: bytes


class MailStatus(Enum):
    """How the count of unread mail stands."""

    CONNECTING = "connecting"
    COUNTED = "counted"  # the count is of `counted_at`
    OFFLINE = "offline"  # the server cannot be reached, or went silent
    BUSY = "busy"  # the server asks for patience
    UNTRUSTED = "untrusted"  # the server cannot prove who it is; no password was sent
    REFUSED = "refused"  # the server is not one that the program can or will work with
    WRONG_PASSWORD = "wrong-password"  # noqa: S105
    PASSWORD_NEEDED = "password-needed"  # noqa: S105
    LOCKED = "locked"  # the keyring that holds the password was not opened


# The watch ends in these: trying again could lock the mailbox.
FINAL_STATUSES = frozenset({MailStatus.WRONG_PASSWORD, MailStatus.PASSWORD_NEEDED})


class MailReason(Enum):
    """Why a mailbox could not be counted, and the status that its count then has."""

    status: MailStatus

    def __new__(cls, value: str, status: MailStatus) -> "MailReason":
        reason = object.__new__(cls)
        reason._value_, reason.status = value, status
        return reason

    OFFLINE = "offline", MailStatus.OFFLINE  # this machine has no network at all
    DNS = "dns", MailStatus.OFFLINE  # the host name is not known
    CONNECT = "connect", MailStatus.OFFLINE  # refused or unreachable
    TIMEOUT = "timeout", MailStatus.OFFLINE  # no answer, or not a whole one in time
    DROPPED = "dropped", MailStatus.OFFLINE  # the connection ended
    BUSY = "busy", MailStatus.BUSY  # UNAVAILABLE, INUSE, LIMIT, ALERT, or BYE before the login
    CERTIFICATE = "certificate", MailStatus.UNTRUSTED  # self-signed, expired, for another name
    TLS = "tls", MailStatus.UNTRUSTED  # no TLS, or none that is safe
    PREAUTH = "preauth", MailStatus.REFUSED  # logged in without a password: not this user's mailbox
    NO_LOGIN = "no-login", MailStatus.REFUSED  # the server offers no way to log in with a password
    TOO_LARGE = "too-large", MailStatus.REFUSED  # an answer beyond all measure
    GARBAGE = "garbage", MailStatus.REFUSED  # not IMAP, or IMAP that makes no sense
    COMMAND = "command", MailStatus.REFUSED  # an ordinary command was answered with NO or BAD
    NO_PASSWORD = "no-password", MailStatus.PASSWORD_NEEDED  # none is known
    KEYRING_LOCKED = "keyring-locked", MailStatus.LOCKED  # nor can one be read
    KEYRING_DENIED = "keyring-denied", MailStatus.PASSWORD_NEEDED
    WRONG_PASSWORD = "wrong-password", MailStatus.WRONG_PASSWORD
    # It holds some that cannot be sent to this server.
    PASSWORD_CHARACTERS = "password-characters", MailStatus.PASSWORD_NEEDED


class MailFailed(AppError):
    """A mailbox could not be counted.

    Attributes:
        server: The host that was asked.
        detail: The fact in English, for the log; never a name, an address or a password.
    """

    def __init__(self, server: str, reason: MailReason, detail: str = "") -> None:
        super().__init__(server, reason.value, detail)
        self.server = server
        self.reason = reason
        self.detail = detail


class MailState(NamedTuple):
    """How the count of unread mail stands at a moment.

    Attributes:
        since: When this status began.
        unread: How many messages were when they were last counted, None before that.
        counted_at: When that was; None with `unread`.
        error: What went wrong; None while nothing did.
        baseline: To be kept for the next run; None before the first count.
        new: How many messages are new since the count before; 0 in a first count.
        arrivals: The newest of them, if headers were asked for.
    """

    status: MailStatus
    since: datetime
    unread: int | None = None
    counted_at: datetime | None = None
    error: MailFailed | None = None
    baseline: Baseline | None = None
    new: int = 0
    arrivals: tuple[Arrival, ...] = ()


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


class AccountReason(Enum):
    """Why what was typed in is no mail account."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTERS = "characters"  # control characters, blanks, or letters that a login cannot hold
    SERVER = "server"  # not a host name
    UNKNOWN = "unknown"  # no known server for this address: it has to be typed in


class InvalidAccount(AppError):
    """A mail account typed in cannot be one; it is not kept, as it is personal."""

    def __init__(self, reason: AccountReason) -> None:
        super().__init__("mail account refused", reason.value)
        self.reason = reason
