"""Passwords in the system's own keyring and nowhere else: no file, no cipher of our own.

Only the back-ends named here are ever loaded, by their names: `keyring` itself would
load any class that PYTHON_KEYRING_BACKEND, keyringrc.cfg or an installed plug-in names,
and chain several. A keyring may ask its user to unlock it, which can block without end:
see `Credentials`.
"""

import logging
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import reduce
from importlib import import_module
from typing import Any, NamedTuple, Protocol

from desktop import APPLICATION_ID
from desktop.core.mail import IMAP_PORT, Credential, MailAccount, PasswordStatus

log = logging.getLogger(__name__)

# A Secret Service can hold several items for one entry, and `keyring` deletes one at a time.
MOST_DUPLICATES = 8
MOST_REFUSALS = 2  # until the user wants something of it
# Of `secretstorage`, which only Linux has.
LOCKED_ERRORS = frozenset({"LockedException", "PromptDismissedException"})


class Keyring(Protocol):
    """What is used of a back-end of `keyring`."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Backend(NamedTuple):
    """A class that may keep passwords."""

    module: str
    name: str
    # What it raises besides errors of `keyring` and Python's own, as names that its module knows.
    errors: tuple[str, ...] = ()


_SECRETSTORAGE_ERRORS = (
    "secretstorage.exceptions.SecretStorageException",
    "secretstorage.util.DBusErrorResponse",
)
# In a fixed order, so that what one of them keeps is looked for there again.
BACKENDS = {
    "win32": (Backend("keyring.backends.Windows", "WinVaultKeyring", ("pywintypes.error",)),),
    "darwin": (Backend("keyring.backends.macOS", "Keyring"),),
    "linux": (
        Backend("keyring.backends.SecretService", "Keyring", _SECRETSTORAGE_ERRORS),
        Backend("keyring.backends.libsecret", "Keyring", ("GLib.Error",)),
        Backend("keyring.backends.kwallet", "DBusKeyring", ("dbus.DBusException",)),
    ),
}


class OpenKeyring(NamedTuple):
    """A keyring that answers, and every kind of error it is known to raise."""

    keyring: Keyring
    errors: tuple[type[Exception], ...]
    # Asks, without a prompt, whether it is locked; None if it cannot tell.
    is_locked: Callable[[], bool] | None = None


class Credentials:
    """The password of each account.

    Every method blocks, perhaps until the user has answered a prompt, so that it belongs
    in a thread of its own (`Tasks.run_in_own_thread`). A caller who has waited long enough goes
    on with `without_keyring`; the blocked call is left behind in its thread, and may still
    bring an answer. By itself the program asks to unlock the keyring once in a session, and
    twice where it refuses.
    """

    def __init__(self, open_keyring: Callable[[], OpenKeyring | None] | None = None) -> None:
        self._open_keyring = open_keyring or open_system_keyring
        self._opened: OpenKeyring | None = None
        self._of_session: dict[tuple[str, str], str] = {}
        self._being_saved: list[tuple[str, str]] = []
        self._stayed_locked = False
        self._refusals = 0

    def load(self, account: MailAccount, *, by_hand: bool = False) -> Credential:
        """Return the password of `account`: from memory, else from the keyring.

        `by_hand` says that the user wants it now, and may be asked to unlock the keyring.
        """
        entry = entry_of(account)
        if by_hand:
            self._stayed_locked, self._refusals = False, 0
        password = self._of_session.get(entry)
        if password is not None:
            return Credential(PasswordStatus.SESSION, password, self._fallback_reason())
        status, found = self._ask(lambda keyring: keyring.get_password(*entry))
        if status is PasswordStatus.OK and not found:
            status = PasswordStatus.NONE
        return Credential(status, found or None, status)

    def save(self, account: MailAccount, password: str) -> Credential:
        """Keep the password of `account` in the keyring, or in memory where that fails.

        It counts as kept when the keyring gives the same back.
        """
        entry = entry_of(account)
        self._refusals = 0
        # At hand from now on, whatever the keyring does and however long it takes.
        self._of_session[entry] = password
        self._being_saved.append(entry)

        def set_and_get(keyring: Keyring) -> str | None:
            keyring.set_password(*entry, password)
            return keyring.get_password(*entry)

        status, kept = self._ask(set_and_get)
        self._being_saved.remove(entry)
        newest = self._of_session.get(entry)
        if newest is None:  # removed while the keyring let everybody wait
            return self.remove(account)
        if newest != password:  # saved meanwhile, and overwritten just now
            return self.save(account, newest)
        if status is PasswordStatus.OK and kept == password:
            if entry not in self._being_saved:  # by an earlier call, which is still waiting
                self._of_session.pop(entry, None)
            return Credential(PasswordStatus.OK, password, PasswordStatus.OK)
        if status is PasswordStatus.OK:
            log.warning("the keyring does not give back what it was given")
            status = PasswordStatus.DENIED
            self._ask(lambda keyring: delete_all(keyring, entry))
        return Credential(PasswordStatus.SESSION, password, status)

    def remove(self, account: MailAccount) -> Credential:
        """Forget the password of `account`; NONE if it is gone, else why it is not."""
        entry = entry_of(account)
        self._refusals = 0
        self._of_session.pop(entry, None)
        status, is_gone = self._ask(lambda keyring: delete_all(keyring, entry))
        if status is PasswordStatus.OK:
            status = PasswordStatus.NONE if is_gone else PasswordStatus.DENIED
        return Credential(status, None, status)

    def without_keyring(self, account: MailAccount) -> Credential:
        """Return what is known of a password where the keyring does not answer; never blocks."""
        password = self._of_session.get(entry_of(account))
        status = PasswordStatus.LOCKED if password is None else PasswordStatus.SESSION
        return Credential(status, password, PasswordStatus.LOCKED)

    def _fallback_reason(self) -> PasswordStatus:
        """Return why a password may be in memory only."""
        if self._stayed_locked:
            return PasswordStatus.LOCKED
        return PasswordStatus.NONE if self._opened is None else PasswordStatus.DENIED

    def _ask(self, question: Callable[[Keyring], Any]) -> tuple[PasswordStatus, Any]:
        """Return OK and the keyring's answer, or what kept it from answering and None."""
        if self._refusals >= MOST_REFUSALS:
            return PasswordStatus.DENIED, None
        self._opened = self._opened or self._open_keyring()
        if self._opened is None:
            return PasswordStatus.NONE, None
        keyring, errors, is_locked = self._opened
        try:
            if self._stayed_locked and (is_locked is None or is_locked()):
                return PasswordStatus.LOCKED, None
            self._stayed_locked = False
            answer = question(keyring)
        except errors as error:
            status = status_of(error)
            self._stayed_locked |= status is PasswordStatus.LOCKED
            self._refusals += status is PasswordStatus.DENIED
            # Not its text: that may name the account.
            log.info("keyring: %s (%s)", status.value, type(error).__name__)
            return status, None
        self._refusals = 0
        return PasswordStatus.OK, answer


def entry_of(account: MailAccount, *, port: int = IMAP_PORT) -> tuple[str, str]:
    """Return the service and the user name under which the keyring keeps a password.

    Bound to the server, so that the password is never sent to another one.
    """
    return f"{APPLICATION_ID}:imap:{account.server.lower()}:{port}", account.user


def open_system_keyring() -> OpenKeyring | None:
    """Return the first keyring of this system that answers, None if there is none."""
    for backend in BACKENDS.get(sys.platform, ()):
        if opened := _open(backend):
            log.info("passwords are kept by %s", backend.module)
            return opened
    log.info("this system has no keyring")
    return None


def keyring_name(opened: OpenKeyring | None) -> str:
    """Return the full name of a keyring's class, "none" without one."""
    kind = type(opened.keyring) if opened else None
    return f"{kind.__module__}.{kind.__qualname__}" if kind else "none"


def delete_all(keyring: Keyring, entry: tuple[str, str]) -> bool:
    """Delete every password kept under `entry`; return whether none is left."""
    # Brings 0.1 s of imports, which the window does without.
    from keyring.errors import PasswordDeleteError

    for _ in range(MOST_DUPLICATES):
        if keyring.get_password(*entry) is None:
            return True
        with suppress(PasswordDeleteError):
            keyring.delete_password(*entry)
    return keyring.get_password(*entry) is None


def status_of(error: Exception) -> PasswordStatus:
    """Return what an error of a keyring says."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(error, NoKeyringError):
        return PasswordStatus.NONE
    # InitError: the user did not let a first keyring be made.
    is_locked = isinstance(error, KeyringLocked | InitError)
    if is_locked or type(error).__name__ in LOCKED_ERRORS:
        return PasswordStatus.LOCKED
    return PasswordStatus.DENIED


def _open(backend: Backend) -> OpenKeyring | None:
    """Return a back-end if it works on this machine."""
    try:
        module = import_module(backend.module)
        kind = getattr(module, backend.name)
        if not kind.viable:
            return None
        return OpenKeyring(kind(), _errors(module, backend.errors), _lock_of(module))
    except (ImportError, AttributeError, RuntimeError, OSError) as error:
        log.info("keyring %s: %s", backend.module, type(error).__name__)
        return None


def _errors(module: object, names: tuple[str, ...]) -> tuple[type[Exception], ...]:
    """Return what a keyring can raise without the program being wrong."""
    from keyring.errors import KeyringError

    own = tuple(reduce(getattr, name.split("."), module) for name in names)
    python = (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError)
    return (KeyringError, *python, *own)  # type: ignore[arg-type]


def _lock_of(module: object) -> Callable[[], bool] | None:
    """Return what asks a Secret Service whether it is locked; the others cannot tell."""
    secretstorage = getattr(module, "secretstorage", None)
    if secretstorage is None:
        return None

    def is_locked() -> bool:
        bus = secretstorage.dbus_init()
        try:
            return bool(secretstorage.Collection(bus).is_locked())
        except secretstorage.ItemNotFoundException:
            return True  # there is none yet: to make one, the user would be asked
        finally:
            bus.close()

    return is_locked
