"""The choice of a webmail."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.assets import resource
from desktop.core.errors import AddressFault, BadAddress
from desktop.core.webmail import Webmail, check_custom_address, parse_webmail

FILE = Path("webmail.toml")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://webmail.example.nl/", "https://webmail.example.nl/"),
        ("webmail.example.nl", "https://webmail.example.nl"),
        ("  webmail.example.nl/inbox?taal=nl  ", "https://webmail.example.nl/inbox?taal=nl"),
        ("webmail.example.nl:8443/mail", "https://webmail.example.nl:8443/mail"),
        ("HTTPS://webmail.example.nl/", "https://webmail.example.nl/"),
        ("//webmail.example.nl/", "https://webmail.example.nl/"),
        ("webmail.example.nl/?naar=http://x.example/", "https://webmail.example.nl/?naar=http://x.example/"),
        ("https://pöst.example/", "https://pöst.example/"),
    ],
)  # fmt: skip
def test_a_plain_https_address_is_taken(typed: str, address: str) -> None:
    assert check_custom_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", AddressFault.EMPTY),
        ("   ", AddressFault.EMPTY),
        ("https://" + "x" * 2000 + ".nl", AddressFault.LENGTH),
        ("https://webmail.example.nl/\x00", AddressFault.CHARACTERS),
        ("https://webmail.example.nl/een\ntwee", AddressFault.CHARACTERS),
        ("https://web mail.example.nl/", AddressFault.CHARACTERS),
        ("https://goed.example\\@slecht.example/", AddressFault.CHARACTERS),
        ("https://webmail.example.nl/\u202egpj", AddressFault.CHARACTERS),
        ("http://webmail.example.nl/", AddressFault.NOT_HTTPS),
        ("ftp://webmail.example.nl/", AddressFault.NOT_HTTPS),
        ("file:///etc/passwd", AddressFault.NOT_HTTPS),
        ("javascript:alert(1)", AddressFault.NOT_HTTPS),
        ("mailto:lezer@example.nl", AddressFault.NOT_HTTPS),
        ("data:text/html,x", AddressFault.NOT_HTTPS),
        ("lezer@example.nl", AddressFault.USER_INFO),
        ("https://lezer:geheim@webmail.example.nl/", AddressFault.USER_INFO),
        ("https://@webmail.example.nl/", AddressFault.USER_INFO),
        ("https://", AddressFault.HOST),
        ("https:///mail", AddressFault.HOST),
        ("https://.nl/", AddressFault.HOST),
        ("https://een..twee/", AddressFault.HOST),
        ("https://webmail.example.nl:99999/", AddressFault.HOST),
        ("https://webmail.example.nl:0/", AddressFault.HOST),
        ("https://[::1/", AddressFault.HOST),
        ("webmail", AddressFault.PRIVATE),
        ("localhost:8080", AddressFault.PRIVATE),
        ("https://127.0.0.1/", AddressFault.PRIVATE),
        ("https://192.168.1.1/", AddressFault.PRIVATE),
        ("https://[::1]/", AddressFault.PRIVATE),
        ("https://nas.local/", AddressFault.PRIVATE),
    ],
)
def test_any_other_address_is_refused_with_its_reason(typed: str, fault: AddressFault) -> None:
    with pytest.raises(BadAddress) as raised:
        check_custom_address(typed)

    assert raised.value.fault is fault


def test_a_refusal_does_not_repeat_what_may_be_a_password() -> None:
    with pytest.raises(BadAddress) as raised:
        check_custom_address("https://lezer:geheim@webmail.example.nl/")

    assert "geheim" not in f"{raised.value} {raised.value!r}"


@given(st.text())
def test_whatever_is_typed_is_taken_or_refused(text: str) -> None:
    try:
        address = check_custom_address(text)
    except BadAddress:
        return
    assert address.startswith("https://")
    assert check_custom_address(address) == address


def test_an_entry_becomes_a_service() -> None:
    text = (
        '[[webmail]]\nid = "a"\nname = "A"\nurl = "https://a.example/"\n'
        'description = "Uitleg"\ncompose_url = "https://a.example/nieuw"\n'
        '[[webmail]]\nid = "b"\nname = "B"\nurl = "https://b.example/"\nlater = 1\n'
    )

    found = parse_webmail(text, FILE)

    assert found.faults == ()
    assert found.services == (
        Webmail("a", "A", "https://a.example/", "Uitleg", "https://a.example/nieuw"),
        Webmail("b", "B", "https://b.example/"),
    )


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ('id = "a"\nname = "A"', ("a", "missing")),
        ('name = "A"\nurl = "https://a.example/"', ("entry 1", "missing")),
        ('id = "a"\nname = 3\nurl = "https://a.example/"', ("a", "type")),
        ('id = "a"\nname = "A\\u0000"\nurl = "https://a.example/"', ("a", "characters")),
        ('id = "a"\nname = "A"\nurl = "http://a.example/"', ("a", "address")),
        (
            'id = "a"\nname = "A"\nurl = "https://a.example/"\ncompose_url = "https://10.0.0.1/"',
            ("a", "address"),
        ),
        (
            'id = "a"\nname = "' + "A" * 201 + '"\nurl = "https://a.example/"',
            ("a", "length"),
        ),
        ('id = "goed"\nname = "A"\nurl = "https://a.example/"', ("goed", "duplicate")),
    ],
)
def test_a_bad_service_is_named_and_the_others_stay(fields: str, fault: tuple[str, str]) -> None:
    good = 'id = "goed"\nname = "G"\nurl = "https://g.example/"'
    order = [good, fields] if "goed" in fields else [fields, good]

    found = parse_webmail("".join(f"[[webmail]]\n{part}\n" for part in order), FILE)

    assert [(bad.entry, bad.reason) for bad in found.faults] == [fault]
    assert [service.id for service in found.services] == ["goed"]


def test_a_file_that_is_no_toml_is_one_fault() -> None:
    found = parse_webmail("<html>", FILE)

    assert found.services == ()
    assert [(bad.entry, bad.reason) for bad in found.faults] == [("line 1", "syntax")]


def test_the_shipped_services_are_both_there_and_sound() -> None:
    path = resource("webmail.toml")

    found = parse_webmail(path.read_text(encoding="utf-8"), path)

    assert found.faults == ()
    assert [service.id for service in found.services] == ["zeelandnet", "delta"]
    assert all(service.description for service in found.services)
