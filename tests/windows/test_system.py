"""What Windows itself keeps for the program: passwords, and what starts at login."""

import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest

from desktop import APPLICATION_ID
from desktop.core.mail import MailAccount, PasswordStatus
from desktop.mail.credentials import Credentials, keyring_name, open_system_keyring
from desktop.qt.autostart import APPROVED_KEY, RUN_KEY, AutostartState, system_autostart

if sys.platform == "win32":
    import winreg

pytestmark = pytest.mark.windows

PASSWORDS = ["geheim", "gehéim€ 🗝", " vooraan en achteraan ", "\"\\'%PATH%", "x" * 512]
SWITCHED_OFF = bytes([3, *[0] * 11])


@pytest.fixture
def account() -> Iterator[MailAccount]:
    """Return an account that nobody has; its password is forgotten with the test."""
    account = MailAccount("jan@example.nl", f"{uuid4()}.example", "jan")
    yield account
    Credentials().remove(account)


@pytest.fixture
def at_login() -> Iterator[None]:
    """Put back in the end what starts at login and what is switched off."""
    keys = (RUN_KEY, APPROVED_KEY)
    before = [value_of(key) for key in keys]
    for key in keys:
        put(key, None)
    yield
    for key, value in zip(keys, before, strict=True):
        put(key, value)


def value_of(key: str) -> tuple[object, int] | None:
    """Return the program's value below a key and its kind, None for none."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return winreg.QueryValueEx(opened, APPLICATION_ID)
    except FileNotFoundError:
        return None


def put(key: str, value: tuple[object, int] | None) -> None:
    """Write a value, or take it away."""
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
        if value is not None:
            winreg.SetValueEx(opened, APPLICATION_ID, 0, value[1], value[0])
        elif value_of(key) is not None:
            winreg.DeleteValue(opened, APPLICATION_ID)


def test_passwords_are_kept_by_the_credential_manager() -> None:
    assert keyring_name(open_system_keyring()) == "keyring.backends.Windows.WinVaultKeyring"


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_password_comes_back_as_it_was_in_the_next_session(
    account: MailAccount, password: str
) -> None:
    saved = Credentials().save(account, password)

    assert saved.status is PasswordStatus.OK
    assert Credentials().load(account).password == password


def test_a_password_is_gone_once_it_was_removed(account: MailAccount) -> None:
    Credentials().save(account, "geheim")

    assert Credentials().remove(account).status is PasswordStatus.NONE
    assert Credentials().load(account).password is None


def test_two_users_of_one_server_have_a_password_each(account: MailAccount) -> None:
    other = account._replace(user="piet")
    Credentials().save(account, "een")
    Credentials().save(other, "twee")

    assert [Credentials().load(one).password for one in (account, other)] == ["een", "twee"]
    Credentials().remove(other)


@pytest.mark.usefixtures("at_login")
def test_the_program_starts_at_login_once_it_is_turned_on() -> None:
    entry = system_autostart()
    assert entry.state() is AutostartState.OFF

    entry.turn_on()

    kept = value_of(RUN_KEY)
    assert entry.state() is AutostartState.ON
    assert kept is not None
    assert kept[1] == winreg.REG_SZ
    assert str(kept[0]).endswith("--minimized")


@pytest.mark.usefixtures("at_login")
def test_the_program_stays_away_at_login_once_it_is_turned_off() -> None:
    entry = system_autostart()
    entry.turn_on()

    entry.turn_off()
    entry.turn_off()

    assert entry.state() is AutostartState.OFF
    assert value_of(RUN_KEY) is None


@pytest.mark.usefixtures("at_login")
def test_what_is_switched_off_in_the_settings_of_windows_is_seen() -> None:
    entry = system_autostart()
    entry.turn_on()

    put(APPROVED_KEY, (SWITCHED_OFF, winreg.REG_BINARY))

    assert entry.state() is AutostartState.BLOCKED
