"""What became of a password: kept in the system's keyring, in memory, or nowhere."""

from enum import Enum
from typing import NamedTuple


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
        status: See `PasswordStatus`.
        password: None unless `status` is OK or SESSION.
        fallback_reason: With SESSION, why the keyring does not have it: NONE (there is no keyring),
            LOCKED or DENIED. Otherwise the same as `status`.
    """

    status: PasswordStatus
    password: str | None
    fallback_reason: PasswordStatus

    def __repr__(self) -> str:
        """Say everything but the password: this may end in a log."""
        return f"Credential({self.status.name}, fallback_reason={self.fallback_reason.name})"
