"""Accounts come back from the settings as they were."""

import pytest

from desktop.core.mail import Baseline, KeptAccount, MailAccount
from desktop.mail.accounts import accounts_text, parse_accounts

JAN = MailAccount("jan@voorbeeld.nl", "mail.voorbeeld.nl", "jan")
PIET = MailAccount("piet@elders.nl", "imap.elders.nl", 'piet, "de" 1e; 100 %')


@pytest.mark.parametrize(
    "accounts",
    [
        (),
        (KeptAccount(JAN),),
        (KeptAccount(JAN, Baseline(7, 30)), KeptAccount(PIET, Baseline(0, 0)), KeptAccount(PIET)),
        (KeptAccount(JAN, Baseline(2**32 - 1, 2**32 - 1)),),
    ],
)
def test_accounts_come_back_as_they_were(accounts: tuple[KeptAccount, ...]) -> None:
    assert parse_accounts(accounts_text(accounts)) == accounts


def test_no_account_is_no_text() -> None:
    assert accounts_text(()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "x", "{}", "[", "null", "[1]", "[[]]", "[" * 100_000,
        '[{"address": "jan@voorbeeld.nl"}]',
        '[{"address": 1, "server": "mail.voorbeeld.nl", "user": "jan"}]',
        '[{"address": "jan", "server": "mail.voorbeeld.nl", "user": "jan"}]',
        '[{"address": "jan@voorbeeld.nl", "server": "https://x", "user": "jan"}]',
        '[{"address": "jan@voorbeeld.nl", "server": "mail.voorbeeld.nl", "user": "j\\u0000"}]',
    ],
)  # fmt: skip
def test_damage_is_no_account(text: str) -> None:
    assert parse_accounts(text) == ()


@pytest.mark.parametrize("numbers", ['"7", 30', "true, 30", "-1, 30", "7, 4294967296", "7.5, 30"])
def test_an_account_outlives_a_damaged_baseline(numbers: str) -> None:
    one, other = numbers.split(", ")
    text = accounts_text([KeptAccount(JAN)])[:-2]

    kept = parse_accounts(f'{text}, "uid_validity": {one}, "newest_uid": {other}}}]')

    assert kept == (KeptAccount(JAN),)
