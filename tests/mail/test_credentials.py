"""Passwords go to the system's keyring or stay in memory, and never anywhere else."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest
from keyring.core import load_config, load_env
from keyring.errors import (
    InitError,
    KeyringError,
    KeyringLocked,
    NoKeyringError,
    PasswordDeleteError,
    PasswordSetError,
)
from keyring.util.platform_ import config_root

from desktop.core.mail import MailAccount, PasswordStatus
from desktop.mail.credentials import (
    BACKENDS,
    Credentials,
    OpenKeyring,
    entry_of,
    open_system_keyring,
)
from tests.end_to_end.waiting import wait_until

JAN = MailAccount("jan@voorbeeld.nl", "mail.voorbeeld.nl", "jan")
PASSWORD = "geheim & één"
TROUBLES = (KeyringError, OSError, RuntimeError)


class Vault:
    """A keyring in memory that can be told to refuse.

    Attributes:
        kept: Passwords by service and user.
        refusal: Raised by every call while it is set.
        asked: How many calls were made.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.refusal: Exception | None = None
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")

    def _answer(self) -> None:
        self.asked += 1
        if self.refusal is not None:
            raise self.refusal


class Forgetful(Vault):
    """Takes a password and loses it, as the back-end `null` does."""

    def set_password(self, service: str, username: str, password: str) -> None:  # noqa: ARG002
        self._answer()


class Garbling(Vault):
    """Gives back something else than it was given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:3])


class Stubborn(Vault):
    """Does not delete."""

    def delete_password(self, service: str, username: str) -> None:  # noqa: ARG002
        self._answer()


class Blocking(Vault):
    """Waits for a user who does not come."""

    def __init__(self) -> None:
        super().__init__()
        self.is_waiting, self.is_answered = Event(), Event()

    def _answer(self) -> None:
        super()._answer()
        self.is_waiting.set()
        assert self.is_answered.wait(10)


def credentials_of(vault: Vault, is_locked: Callable[[], bool] | None = None) -> Credentials:
    return Credentials(lambda: OpenKeyring(vault, TROUBLES, is_locked))


def test_a_saved_password_is_in_the_keyring_and_comes_back() -> None:
    vault = Vault()

    saved = credentials_of(vault).save(JAN, PASSWORD)

    assert (saved.status, saved.password) == (PasswordStatus.OK, PASSWORD)
    assert list(vault.kept.values()) == [PASSWORD]
    loaded = credentials_of(vault).load(JAN)
    assert (loaded.status, loaded.password) == (PasswordStatus.OK, PASSWORD)


def test_an_entry_is_bound_to_its_server_and_user() -> None:
    vault = Vault()
    credentials = credentials_of(vault)

    credentials.save(JAN, PASSWORD)

    assert list(vault.kept) == [("nl.zeelandnet.Desktop:imap:mail.voorbeeld.nl:993", "jan")]
    for other in (JAN._replace(server="kwaad.example"), JAN._replace(user="piet")):
        assert credentials.load(other) == (PasswordStatus.NONE, None, PasswordStatus.NONE)


def test_case_of_a_host_name_makes_no_other_entry() -> None:
    assert entry_of(JAN._replace(server="Mail.Voorbeeld.NL")) == entry_of(JAN)


def test_no_password_is_none() -> None:
    assert credentials_of(Vault()).load(JAN) == (PasswordStatus.NONE, None, PasswordStatus.NONE)


def test_an_empty_password_counts_as_none() -> None:
    vault = Vault()
    vault.kept[entry_of(JAN)] = ""

    assert credentials_of(vault).load(JAN).status is PasswordStatus.NONE


def test_without_a_keyring_a_password_lasts_for_the_session() -> None:
    credentials = Credentials(lambda: None)

    saved = credentials.save(JAN, PASSWORD)

    assert saved == (PasswordStatus.SESSION, PASSWORD, PasswordStatus.NONE)
    assert credentials.load(JAN) == (PasswordStatus.SESSION, PASSWORD, PasswordStatus.NONE)
    assert credentials.remove(JAN).status is PasswordStatus.NONE
    assert credentials.load(JAN).status is PasswordStatus.NONE


def test_a_keyring_that_comes_later_is_found() -> None:
    vault = Vault()
    answers = [None, OpenKeyring(vault, TROUBLES)]
    credentials = Credentials(lambda: answers.pop(0))

    assert credentials.save(JAN, "eerst").status is PasswordStatus.SESSION
    assert credentials.save(JAN, PASSWORD).status is PasswordStatus.OK

    assert list(vault.kept.values()) == [PASSWORD]
    assert credentials.load(JAN).status is PasswordStatus.OK


@pytest.mark.parametrize("vault", [Forgetful(), Garbling()])
def test_a_keyring_that_does_not_give_back_the_same_is_not_relied_on(vault: Vault) -> None:
    credentials = credentials_of(vault)

    saved = credentials.save(JAN, PASSWORD)

    assert saved == (PasswordStatus.SESSION, PASSWORD, PasswordStatus.DENIED)
    assert credentials.load(JAN).password == PASSWORD
    assert vault.kept == {}


@pytest.mark.parametrize(
    ("refusal", "state"),
    [
        (KeyringLocked("Failed to unlock the collection!"), PasswordStatus.LOCKED),
        (InitError("Failed to create the collection: Prompt dismissed.."), PasswordStatus.LOCKED),
        (PasswordSetError("Cancelled by user"), PasswordStatus.DENIED),
        (NoKeyringError("No recommended backend was available."), PasswordStatus.NONE),
        (ConnectionResetError("the bus went away"), PasswordStatus.DENIED),
    ],
)
def test_a_refusal_is_told_and_the_password_kept_for_the_session(
    refusal: Exception, state: PasswordStatus
) -> None:
    vault = Vault()
    vault.refusal = refusal
    credentials = credentials_of(vault)

    assert credentials.load(JAN) == (state, None, state)
    assert credentials.save(JAN, PASSWORD) == (PasswordStatus.SESSION, PASSWORD, state)
    assert credentials.load(JAN).password == PASSWORD


def test_the_user_is_asked_to_unlock_once_in_a_session() -> None:
    vault = Vault()
    vault.refusal = KeyringLocked("dismissed")
    credentials = credentials_of(vault)

    states = [credentials.load(JAN).status for _ in range(3)]

    assert states == [PasswordStatus.LOCKED] * 3
    assert vault.asked == 1
    assert credentials.save(JAN, PASSWORD) == (
        PasswordStatus.SESSION,
        PASSWORD,
        PasswordStatus.LOCKED,
    )
    assert vault.asked == 1


def test_a_keyring_unlocked_by_other_means_is_used_again() -> None:
    vault = Vault()
    vault.kept[entry_of(JAN)] = PASSWORD
    vault.refusal = KeyringLocked("dismissed")
    locks = [True, False]
    credentials = credentials_of(vault, lambda: locks.pop(0))
    credentials.load(JAN)

    assert credentials.load(JAN).status is PasswordStatus.LOCKED
    vault.refusal = None

    assert credentials.load(JAN) == (PasswordStatus.OK, PASSWORD, PasswordStatus.OK)


def test_a_removed_password_is_gone_from_keyring_and_memory() -> None:
    vault = Vault()
    credentials = credentials_of(vault)
    credentials.save(JAN, PASSWORD)

    removed = credentials.remove(JAN)

    assert removed == (PasswordStatus.NONE, None, PasswordStatus.NONE)
    assert vault.kept == {}
    assert credentials.remove(JAN).status is PasswordStatus.NONE


def test_a_password_that_stays_is_told() -> None:
    vault = Stubborn()
    vault.kept[entry_of(JAN)] = PASSWORD

    assert credentials_of(vault).remove(JAN).status is PasswordStatus.DENIED


def test_who_does_not_wait_goes_on_from_memory_and_a_late_answer_counts() -> None:
    vault = Blocking()
    credentials = credentials_of(vault)
    late: list[object] = []
    blocked = Thread(target=lambda: late.append(credentials.save(JAN, PASSWORD)), daemon=True)
    blocked.start()
    assert vault.is_waiting.wait(10)

    meanwhile = credentials.without_keyring(JAN)
    nobody = credentials.without_keyring(JAN._replace(user="piet"))
    vault.is_answered.set()
    blocked.join(10)

    assert meanwhile == (PasswordStatus.SESSION, PASSWORD, PasswordStatus.LOCKED)
    assert nobody == (PasswordStatus.LOCKED, None, PasswordStatus.LOCKED)
    assert late == [(PasswordStatus.OK, PASSWORD, PasswordStatus.OK)]
    assert credentials.load(JAN).status is PasswordStatus.OK


def test_a_password_that_is_removed_while_it_is_saved_is_not_kept() -> None:
    vault = Blocking()
    credentials = credentials_of(vault)
    saving = Thread(target=lambda: credentials.save(JAN, PASSWORD), daemon=True)
    removing = Thread(target=lambda: credentials.remove(JAN), daemon=True)
    saving.start()
    assert vault.is_waiting.wait(10)
    removing.start()
    wait_until(lambda: vault.asked >= 2, "both asked")
    vault.is_answered.set()
    saving.join(10)
    removing.join(10)

    assert vault.kept == {}


class BlockingOnce(Blocking):
    """Lets the first question wait, and no other one."""

    def _answer(self) -> None:
        if self.is_waiting.is_set():
            Vault._answer(self)
        else:
            super()._answer()


def test_of_two_passwords_the_newer_one_stays_whichever_comes_last() -> None:
    vault = BlockingOnce()
    credentials = credentials_of(vault)
    late: list[object] = []
    blocked = Thread(target=lambda: late.append(credentials.save(JAN, "oud")), daemon=True)
    blocked.start()
    assert vault.is_waiting.wait(10)

    answer = credentials.save(JAN, PASSWORD)
    vault.is_answered.set()
    blocked.join(10)

    assert late == [answer] == [(PasswordStatus.OK, PASSWORD, PasswordStatus.OK)]
    assert vault.kept == {entry_of(JAN): PASSWORD}
    assert credentials.load(JAN).status is PasswordStatus.OK


def test_the_user_may_ask_again_after_a_refusal_and_the_program_once_more() -> None:
    vault = Vault()
    vault.refusal = KeyringLocked("dismissed")
    credentials = credentials_of(vault)
    locked = [credentials.load(JAN, by_hand=hand).status for hand in (False, False, True)]
    asked_while_locked = vault.asked
    vault.refusal = RuntimeError("denied")
    denied = [credentials.load(JAN, by_hand=hand).status for hand in (True, False, False, False)]
    asked_while_denied = vault.asked - asked_while_locked
    vault.refusal = None
    vault.kept[entry_of(JAN)] = PASSWORD

    assert locked == [PasswordStatus.LOCKED] * 3
    assert asked_while_locked == 2
    assert denied == [PasswordStatus.DENIED] * 4
    assert asked_while_denied == 2
    assert credentials.load(JAN).status is PasswordStatus.DENIED
    assert credentials.load(JAN, by_hand=True).password == PASSWORD


def test_neither_password_nor_account_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    vault = Vault()
    credentials = credentials_of(vault)
    answers = [credentials.save(JAN, PASSWORD), credentials.load(JAN)]
    vault.refusal = KeyringLocked(f"Failed for {JAN.user} at {JAN.server} with {PASSWORD}")
    answers.append(credentials.save(JAN, PASSWORD))

    for secret in (PASSWORD, JAN.user, JAN.address, JAN.server):
        assert secret not in caplog.text
    assert PASSWORD not in repr(answers)


def test_only_known_back_ends_are_named() -> None:
    named = {f"{b.module}.{b.name}" for backends in BACKENDS.values() for b in backends}

    assert named == {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }


@pytest.mark.parametrize("way", ["environment", "configuration"])
@pytest.mark.parametrize("name", ["sluipweg.Keyring", "keyring.backends.null.Keyring"])
def test_no_other_class_can_be_brought_in(
    way: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sluipweg.py").write_text(
        "from keyring.backends.null import Keyring as Null\nclass Keyring(Null): priority = 99\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    if way == "environment":
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    else:
        for variable in ("XDG_CONFIG_HOME", "LOCALAPPDATA", "HOME"):  # one for each system
            monkeypatch.setenv(variable, str(tmp_path))
        configuration = Path(config_root())
        configuration.mkdir(parents=True)
        (configuration / "keyringrc.cfg").write_text(
            f"[backend]\ndefault-keyring={name}\nkeyring-path={tmp_path}\n"
        )
    brought_in = load_env() or load_config()  # what `keyring` itself would use
    assert f"{type(brought_in).__module__}.Keyring" == name
    sys.modules.pop("sluipweg", None)

    opened = open_system_keyring()

    assert "sluipweg" not in sys.modules
    assert opened is None or type(opened.keyring).__module__ in {
        backend.module for backend in BACKENDS[sys.platform]
    }


@pytest.mark.linux(reason="Windows and macOS have one without a bus")
def test_without_a_message_bus_there_is_no_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")

    assert open_system_keyring() is None
    assert Credentials().save(JAN, PASSWORD) == (
        PasswordStatus.SESSION,
        PASSWORD,
        PasswordStatus.NONE,
    )
