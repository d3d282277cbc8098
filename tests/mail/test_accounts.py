"""Which server holds whose mail; accounts come back from the settings as they were."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from desktop.assets import resource
from desktop.core.mail import AccountReason, Baseline, InvalidAccount, KeptAccount, MailAccount
from desktop.mail.accounts import (
    UserName,
    accounts_text,
    host_name,
    known_account,
    own_account,
    parse_accounts,
    parse_servers,
)

SHIPPED = parse_servers(resource("mail.toml").read_text(encoding="utf-8"))
JAN = MailAccount("jan@voorbeeld.nl", "mail.voorbeeld.nl", "jan")
PIET = MailAccount("piet@elders.nl", "imap.elders.nl", 'piet, "de" 1e; 100 %')


def test_every_shipped_server_can_be_used() -> None:
    assert SHIPPED
    for server in SHIPPED:
        assert server.domains
        for name in (server.server, *server.domains):
            assert host_name(name) == name


@pytest.mark.parametrize("typed", ["jan@zeelandnet.nl", "jan", " jan@ZeelandNet.NL "])
def test_a_zeelandnet_name_is_known_with_and_without_its_domain(typed: str) -> None:
    account = known_account(typed, SHIPPED)

    assert account == MailAccount("jan@zeelandnet.nl", "mail.zeelandnet.nl", "jan")


@pytest.mark.corpus
def test_the_shipped_server_is_what_thunderbird_knows(corpus: Path) -> None:
    tree = ElementTree.parse(corpus / "mail" / "autoconfig" / "zeelandnet.nl.xml")
    known = tree.find(".//incomingServer[@type='imap']")
    assert known is not None

    assert (known.findtext("port"), known.findtext("socketType")) == ("993", "SSL")
    server = next(one for one in SHIPPED if "zeelandnet.nl" in one.domains)
    assert server.server == known.findtext("hostname")
    assert known.findtext("username") == "%EMAILLOCALPART%"
    assert server.user is UserName.LOCAL


def test_a_provider_can_want_the_whole_address() -> None:
    servers = parse_servers(
        '[[server]]\ndomains = ["example.nl"]\nserver = "imap.example.nl"\nuser = "address"\n'
    )

    assert known_account("Piet@example.nl", servers).user == "Piet@example.nl"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", AccountReason.EMPTY),
        ("  ", AccountReason.EMPTY),
        ("jan@elders.nl", AccountReason.UNKNOWN),
        ("jan@", AccountReason.CHARACTERS),
        ("@zeelandnet.nl", AccountReason.CHARACTERS),
        ("jan de wit@zeelandnet.nl", AccountReason.CHARACTERS),
        ("jan\r\n@zeelandnet.nl", AccountReason.CHARACTERS),
        ("ján@zeelandnet.nl", AccountReason.CHARACTERS),
        ("jan@evil@zeelandnet.nl", AccountReason.CHARACTERS),
        ("j" * 250 + "@zeelandnet.nl", AccountReason.LENGTH),
    ],
)
def test_an_address_that_cannot_be_used_says_why(typed: str, reason: AccountReason) -> None:
    with pytest.raises(InvalidAccount) as caught:
        known_account(typed, SHIPPED)

    assert caught.value.reason is reason


def test_any_other_server_can_be_typed_in() -> None:
    account = own_account(" jan@elders.nl ", "IMAP.Elders.nl.", "jan de wit")

    assert account == MailAccount("jan@elders.nl", "imap.elders.nl", "jan de wit")


def test_without_a_user_name_the_address_is_one() -> None:
    assert own_account("jan@elders.nl", "imap.elders.nl").user == "jan@elders.nl"


@pytest.mark.parametrize("user", ["a\r\nb", "jän", "a\0b"])
def test_a_user_name_holds_only_what_a_login_can_hold(user: str) -> None:
    with pytest.raises(InvalidAccount) as caught:
        own_account("jan@elders.nl", "imap.elders.nl", user)

    assert caught.value.reason is AccountReason.CHARACTERS


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("imap.example.nl", "imap.example.nl"),
        (" IMAP.Example.NL. ", "imap.example.nl"),
        ("post.müller.de", "post.xn--mller-kva.de"),
        ("https://imap.example.nl", None),
        ("imap.example.nl:143", None),
        ("imap.example.nl/inbox", None),
        ("imap", None),
        ("127.0.0.1", None),
        ("-imap.example.nl", None),
        ("imap..example.nl", None),
        ("imap.example.nl\nX", None),
        ("a" * 64 + ".nl", None),
        ("", None),
    ],
)
def test_a_server_is_a_host_name_and_nothing_else(typed: str, host: str | None) -> None:
    assert host_name(typed) == host


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
