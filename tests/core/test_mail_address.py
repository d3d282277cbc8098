"""Addresses and servers as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.mail import AccountReason, InvalidAccount, MailAccount
from desktop.core.mail_address import address_parts, host_name, own_account


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("jan@ziggo.nl", "jan@ziggo.nl"),
        (" Jan@Ziggo.NL ", "Jan@ziggo.nl"),
        ("Jan de Wit <jan@ziggo.nl>", "jan@ziggo.nl"),
        ('"Wit, Jan" < jan@ziggo.nl >', "jan@ziggo.nl"),
        ("<jan@ziggo.nl>", "jan@ziggo.nl"),
        ("mailto:jan@ziggo.nl?subject=Dag", "jan@ziggo.nl"),
        ("MAILTO:jan@ziggo.nl", "jan@ziggo.nl"),
        ("jan @ ziggo.nl", "jan@ziggo.nl"),
        ("jan@ziggo.nl;", "jan@ziggo.nl"),
        ("jan@ziggo.nl.", "jan@ziggo.nl"),
        ("jan+krant@ziggo.nl", "jan+krant@ziggo.nl"),
        ("jan@café.nl", "jan@xn--caf-dma.nl"),
        ("j.d'wit&co@ziggo.nl", "j.d'wit&co@ziggo.nl"),
    ],
)
def test_an_address_is_read_as_it_was_meant(typed: str, address: str) -> None:
    assert "@".join(address_parts(typed)) == address


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", AccountReason.EMPTY),
        ("  ", AccountReason.EMPTY),
        ("<>", AccountReason.EMPTY),
        ("mailto:", AccountReason.EMPTY),
        ("jan", AccountReason.CHARACTERS),
        ("jan@", AccountReason.CHARACTERS),
        ("jan@ziggo", AccountReason.CHARACTERS),
        ("@ziggo.nl", AccountReason.CHARACTERS),
        ("jan de wit@ziggo.nl", AccountReason.CHARACTERS),
        ("jan\r\n@ziggo.nl", AccountReason.CHARACTERS),
        ("ján@ziggo.nl", AccountReason.CHARACTERS),
        ("jan@evil@ziggo.nl", AccountReason.CHARACTERS),
        ("jan@@ziggo.nl", AccountReason.CHARACTERS),
        ("jan@ziggo.nl piet@ziggo.nl", AccountReason.CHARACTERS),
        ("<jan@ziggo.nl><piet@ziggo.nl>", AccountReason.CHARACTERS),
        ("jan@192.168.1.1", AccountReason.CHARACTERS),
        ("jan@[10.0.0.1]", AccountReason.CHARACTERS),
        ("jan@xn--.nl", AccountReason.CHARACTERS),
        ("j" * 250 + "@ziggo.nl", AccountReason.LENGTH),
        ("<" * 100_000, AccountReason.LENGTH),
    ],
)
def test_what_is_no_address_says_why(typed: str, reason: AccountReason) -> None:
    with pytest.raises(InvalidAccount) as caught:
        address_parts(typed)

    assert caught.value.reason is reason


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        local, domain = address_parts(typed)
    except InvalidAccount:
        return
    assert host_name(domain) == domain
    assert local.isascii()
    assert "@" not in local


def test_any_other_server_can_be_typed_in() -> None:
    account = own_account(" jan@elders.nl ", "IMAP.Elders.nl.", "jan de wit")

    assert account == MailAccount("jan@elders.nl", "imap.elders.nl", "jan de wit")


def test_without_a_user_name_the_address_is_one() -> None:
    assert own_account("jan@elders.nl", "imap.elders.nl").user == "jan@elders.nl"


@pytest.mark.parametrize("user", ["a\r\nb", "jän", "a\0b", "x" * 255])
def test_a_user_name_holds_only_what_a_login_can_hold(user: str) -> None:
    with pytest.raises(InvalidAccount) as caught:
        own_account("jan@elders.nl", "imap.elders.nl", user)

    assert caught.value.reason is AccountReason.USER


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
        ("a" * 100_000, None),
        ("", None),
    ],
)
def test_a_server_is_a_host_name_and_nothing_else(typed: str, host: str | None) -> None:
    assert host_name(typed) == host
