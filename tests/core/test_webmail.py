"""The choice of a webmail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import AddressReason, InvalidAddress
from desktop.core.webmail import check_custom_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://webmail.example.nl/", "https://webmail.example.nl/"),
        ("webmail.example.nl", "https://webmail.example.nl"),
        ("  webmail.example.nl/inbox?taal=nl  ", "https://webmail.example.nl/inbox?taal=nl"),
        ("webmail.example.nl:8443/mail", "https://webmail.example.nl:8443/mail"),
        ("HTTPS://webmail.example.nl/", "https://webmail.example.nl/"),
        ("//webmail.example.nl/", "https://webmail.example.nl/"),
        ("https//webmail.example.nl/", "https://webmail.example.nl/"),
        ("https:/webmail.example.nl/", "https://webmail.example.nl/"),
        ("https:webmail.example.nl/", "https://webmail.example.nl/"),
        ("https.example.nl/", "https://https.example.nl/"),
        ("webmail.example.nl/?naar=http://x.example/", "https://webmail.example.nl/?naar=http://x.example/"),
        ("https://pöst.example/", "https://pöst.example/"),
    ],
)  # fmt: skip
def test_a_plain_https_address_is_taken(typed: str, address: str) -> None:
    assert check_custom_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", AddressReason.EMPTY),
        ("   ", AddressReason.EMPTY),
        ("https://" + "x" * 2000 + ".nl", AddressReason.LENGTH),
        ("https://webmail.example.nl/\x00", AddressReason.CHARACTERS),
        ("https://webmail.example.nl/een\ntwee", AddressReason.CHARACTERS),
        ("https://web mail.example.nl/", AddressReason.CHARACTERS),
        ("https://goed.example\\@slecht.example/", AddressReason.CHARACTERS),
        ("https://webmail.example.nl/\u202egpj", AddressReason.CHARACTERS),
        ("http://webmail.example.nl/", AddressReason.NOT_HTTPS),
        ("ftp://webmail.example.nl/", AddressReason.NOT_HTTPS),
        ("file:///etc/passwd", AddressReason.NOT_HTTPS),
        ("javascript:alert(1)", AddressReason.NOT_HTTPS),
        ("mailto:lezer@example.nl", AddressReason.NOT_HTTPS),
        ("data:text/html,x", AddressReason.NOT_HTTPS),
        ("lezer@example.nl", AddressReason.USER_INFO),
        ("https://lezer:geheim@webmail.example.nl/", AddressReason.USER_INFO),
        ("https://@webmail.example.nl/", AddressReason.USER_INFO),
        ("https://", AddressReason.HOST),
        ("https:///mail", AddressReason.HOST),
        ("https://.nl/", AddressReason.HOST),
        ("https://een..twee/", AddressReason.HOST),
        ("https://webmail.example.nl:99999/", AddressReason.HOST),
        ("https://webmail.example.nl:0/", AddressReason.HOST),
        ("https://[::1/", AddressReason.HOST),
        ("webmail", AddressReason.HOST),
        ("ziggo", AddressReason.HOST),
        ("https://ziggo/mail", AddressReason.HOST),
        ("http//webmail.example.nl", AddressReason.NOT_HTTPS),
        ("localhost:8080", AddressReason.PRIVATE),
        ("https://127.0.0.1/", AddressReason.PRIVATE),
        ("https://192.168.1.1/", AddressReason.PRIVATE),
        ("https://[::1]/", AddressReason.PRIVATE),
        ("https://nas.local/", AddressReason.PRIVATE),
    ],
)
def test_any_other_address_is_refused_with_its_reason(typed: str, reason: AddressReason) -> None:
    with pytest.raises(InvalidAddress) as raised:
        check_custom_address(typed)

    assert raised.value.reason is reason


def test_a_refusal_does_not_repeat_what_may_be_a_password() -> None:
    with pytest.raises(InvalidAddress) as raised:
        check_custom_address("https://lezer:geheim@webmail.example.nl/")

    assert "geheim" not in f"{raised.value} {raised.value!r}"


@given(st.text())
def test_whatever_is_typed_is_taken_or_refused(text: str) -> None:
    try:
        address = check_custom_address(text)
    except InvalidAddress:
        return
    assert address.startswith("https://")
    assert check_custom_address(address) == address
