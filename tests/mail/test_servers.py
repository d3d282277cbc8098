"""Which server holds whose mail."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from desktop.assets import resource
from desktop.core.errors import SourceFault
from desktop.core.mail import AccountFault, BadAccount, MailAccount
from desktop.mail.servers import (
    MailServer,
    UserName,
    host_name,
    known_account,
    own_account,
    parse_servers,
)

FILE = Path("mail.toml")
SHIPPED = parse_servers(resource("mail.toml").read_text(encoding="utf-8"), FILE)


def entry(domains: str = '["example.nl"]', server: str = '"imap.example.nl"') -> str:
    return f'[[server]]\ndomains = {domains}\nserver = {server}\nuser = "address"\n'


def test_every_shipped_server_can_be_used() -> None:
    assert SHIPPED.servers
    assert SHIPPED.faults == ()


@pytest.mark.parametrize("typed", ["jan@zeelandnet.nl", "jan", " jan@ZeelandNet.NL "])
def test_a_zeelandnet_name_is_known_with_and_without_its_domain(typed: str) -> None:
    account = known_account(typed, SHIPPED.servers)

    assert account == MailAccount("jan@zeelandnet.nl", "mail.zeelandnet.nl", "jan")


@pytest.mark.corpus
def test_the_shipped_server_is_what_thunderbird_knows(corpus: Path) -> None:
    tree = ElementTree.parse(corpus / "mail" / "autoconfig" / "zeelandnet.nl.xml")
    known = tree.find(".//incomingServer[@type='imap']")
    assert known is not None

    assert (known.findtext("port"), known.findtext("socketType")) == ("993", "SSL")
    server = next(one for one in SHIPPED.servers if "zeelandnet.nl" in one.domains)
    assert server.server == known.findtext("hostname")
    assert known.findtext("username") == "%EMAILLOCALPART%"
    assert server.user is UserName.LOCAL


def test_a_provider_can_want_the_whole_address() -> None:
    servers = parse_servers(entry(), FILE).servers

    assert known_account("Piet@example.nl", servers).user == "Piet@example.nl"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", AccountFault.EMPTY),
        ("  ", AccountFault.EMPTY),
        ("jan@elders.nl", AccountFault.UNKNOWN),
        ("jan@", AccountFault.CHARACTERS),
        ("@zeelandnet.nl", AccountFault.CHARACTERS),
        ("jan de wit@zeelandnet.nl", AccountFault.CHARACTERS),
        ("jan\r\n@zeelandnet.nl", AccountFault.CHARACTERS),
        ("ján@zeelandnet.nl", AccountFault.CHARACTERS),
        ("jan@evil@zeelandnet.nl", AccountFault.CHARACTERS),
        ("j" * 250 + "@zeelandnet.nl", AccountFault.LENGTH),
    ],
)
def test_an_address_that_cannot_be_used_says_why(typed: str, fault: AccountFault) -> None:
    with pytest.raises(BadAccount) as caught:
        known_account(typed, SHIPPED.servers)

    assert caught.value.fault is fault


def test_any_other_server_can_be_typed_in() -> None:
    account = own_account(" jan@elders.nl ", "IMAP.Elders.nl.", "jan de wit")

    assert account == MailAccount("jan@elders.nl", "imap.elders.nl", "jan de wit")


def test_without_a_user_name_the_address_is_one() -> None:
    assert own_account("jan@elders.nl", "imap.elders.nl").user == "jan@elders.nl"


@pytest.mark.parametrize("user", ["a\r\nb", "jän", "a\0b"])
def test_a_user_name_holds_only_what_a_login_can_hold(user: str) -> None:
    with pytest.raises(BadAccount) as caught:
        own_account("jan@elders.nl", "imap.elders.nl", user)

    assert caught.value.fault is AccountFault.CHARACTERS


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
    ("text", "fault"),
    [
        ("[[server]]\n", SourceFault.MISSING),
        (entry(domains='"example.nl"'), SourceFault.TYPE),
        (entry(domains="[1]"), SourceFault.TYPE),
        (entry(server="7"), SourceFault.TYPE),
        (entry(server='"imap.example.nl:143"'), SourceFault.ADDRESS),
        (entry().replace('"address"', '"other"'), SourceFault.TYPE),
        ("server = [1]", SourceFault.TYPE),
        ("[[server", SourceFault.SYNTAX),
    ],
)
def test_a_bad_entry_is_named_and_the_others_stay(text: str, fault: SourceFault) -> None:
    alone = parse_servers(text, FILE)

    assert [one.reason for one in alone.faults] == [fault.value]
    if fault not in (SourceFault.SYNTAX,) and "[[server]]" in text:
        both = parse_servers(text + "\n" + entry(), FILE)
        assert both.servers == (MailServer(("example.nl",), "imap.example.nl", UserName.ADDRESS),)
