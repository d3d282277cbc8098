"""The values of the mailbox: an account, its password, how counting its unread mail stands.

A mailbox is only ever counted, never read: what travels are numbers and, where the
user asked for them, sender and subject of new messages, as the server sent them.
"""

from enum import Enum
from typing import NamedTuple

from desktop.core.errors import AppError

# Implicit TLS; there is no other way in.
IMAP_PORT = 993


class MailAccount(NamedTuple):
    """Whose mail is counted, and where. The port is `IMAP_PORT`, always over TLS."""

    address: str  # the mail address, to show
    server: str  # host name, e.g. "mail.zeelandnet.nl"
    user: str  # the name to log in with, e.g. "jan"; printable ASCII

    @property
    def domain(self) -> str:
        """Return what stands behind the @ of the address."""
        return self.address.rpartition("@")[2]


class MailEntry(NamedTuple):
    """What the user typed to have mail counted, unchecked."""

    address: str  # the mail address, or the name before the @
    password: str  # "" for the one that is kept
    # "" where the server follows from the address.
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
    """The answer about one password."""

    status: PasswordStatus
    password: str | None  # None unless `status` is OK or SESSION
    # With SESSION, why the keyring does not have it: NONE (there is none), LOCKED or DENIED.
    # Otherwise the same as `status`.
    fallback_reason: PasswordStatus

    def __repr__(self) -> str:
        """Say everything but the password: this may end in a log."""
        return f"Credential({self.status.name}, fallback_reason={self.fallback_reason.name})"


class Baseline(NamedTuple):
    """Which messages are no longer new; to be kept for the next run."""

    uid_validity: int  # the mailbox's generation: numbers of another one say nothing
    newest_uid: int


class KeptAccount(NamedTuple):
    """An account as the settings keep it; `baseline` is None before its first count."""

    account: MailAccount
    baseline: Baseline | None = None


class Arrival(NamedTuple):
    """A new message, as raw header text of any content; b"" if absent."""

    sender: bytes
    subject: bytes


class MailEvent(Enum):
    """What can happen to the count of an account."""

    STARTED = "started"  # the program with an account, or an account that was saved
    REMOVED = "removed"
    CHECKED = "checked"  # the user asks for a count
    WOKE = "woke"  # the network is back, or the machine awake
    COUNTED = "counted"
    AGED = "aged"  # the number, and nothing is known to be wrong
    AGED_OFFLINE = "aged-offline"
    LOST = "lost"  # the server cannot be reached, went silent, or asks for patience
    REFUSED = "refused"  # a login, which may go well later
    REFUSED_TOO_OFTEN = "refused-too-often"
    PASSWORD_REFUSED = "password-refused"  # noqa: S105
    PASSWORD_MISSING = "password-missing"  # noqa: S105
    OTHER_LOGIN = "other-login"
    KEYRING_CLOSED = "keyring-closed"
    KEYRING_OPENED = "keyring-opened"
    UNSUITABLE = "unsuitable"


class MailReason(Enum):
    """Why a mailbox could not be counted, and the event that this is."""

    event: MailEvent

    def __new__(cls, value: str, event: MailEvent) -> "MailReason":
        reason = object.__new__(cls)
        reason._value_, reason.event = value, event
        return reason

    OFFLINE = "offline", MailEvent.LOST  # this machine has no network at all
    DNS = "dns", MailEvent.LOST  # the host name is not known
    CONNECT = "connect", MailEvent.LOST  # refused or unreachable
    TIMEOUT = "timeout", MailEvent.LOST  # no answer, or not a whole one in time
    DROPPED = "dropped", MailEvent.LOST  # the connection ended
    BUSY = "busy", MailEvent.LOST  # UNAVAILABLE, INUSE, LIMIT, or BYE before the login
    CERTIFICATE = "certificate", MailEvent.UNSUITABLE  # self-signed, for another name
    EXPIRED = "expired", MailEvent.UNSUITABLE  # a certificate of another time
    TLS = "tls", MailEvent.UNSUITABLE  # no TLS, or none that is safe
    PREAUTH = "preauth", MailEvent.UNSUITABLE  # logged in without a password: not this user's
    TOO_LARGE = "too-large", MailEvent.UNSUITABLE  # an answer beyond all measure
    GARBAGE = "garbage", MailEvent.UNSUITABLE  # not IMAP, or IMAP that makes no sense
    COMMAND = "command", MailEvent.UNSUITABLE  # an ordinary command was answered with NO or BAD
    LOGIN_BUSY = "login-busy", MailEvent.REFUSED  # UNAVAILABLE, INUSE or LIMIT to a login
    LOGIN = "login", MailEvent.REFUSED  # to a login NO or BAD that is not about the password
    WRONG_PASSWORD = "wrong-password", MailEvent.REFUSED
    NO_LOGIN = "no-login", MailEvent.OTHER_LOGIN  # there is no way to log in with a password
    APP_PASSWORD = "app-password", MailEvent.OTHER_LOGIN  # only with one made for a program
    NO_PASSWORD = "no-password", MailEvent.PASSWORD_MISSING  # none is known
    # It holds some that cannot be sent to this server.
    PASSWORD_CHARACTERS = "password-characters", MailEvent.PASSWORD_MISSING
    KEYRING_LOCKED = "keyring-locked", MailEvent.KEYRING_CLOSED
    KEYRING_DENIED = "keyring-denied", MailEvent.KEYRING_CLOSED


class MailFailed(AppError):
    """A mailbox could not be counted."""

    def __init__(self, server: str, reason: MailReason, detail: str = "") -> None:
        super().__init__(server, reason.value, detail)
        self.server = server  # the host that was asked
        self.reason = reason
        # The fact in English, for the log; never a name, an address or a password.
        self.detail = detail


class AccountReason(Enum):
    """Why what was typed in is no mail account."""

    EMPTY = "empty"
    LENGTH = "length"
    CHARACTERS = "characters"  # not an address: blanks, control characters, no @, odd letters
    USER = "user"  # the user name holds what a login cannot hold, or too much
    SERVER = "server"  # not a host name
    UNKNOWN = "unknown"  # no known server for this address: it has to be typed in


class InvalidAccount(AppError):
    """A mail account typed in cannot be one; it is not kept, as it is personal."""

    def __init__(self, reason: AccountReason) -> None:
        super().__init__("mail account refused", reason.value)
        self.reason = reason
