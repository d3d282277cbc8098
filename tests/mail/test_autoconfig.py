"""What a domain says of its mail server is read strictly: anybody can have written it."""

from pathlib import Path

import pytest

from desktop.core.mail import MailAccount
from desktop.mail.autoconfig import MOST_BYTES, autoconfig_urls, parse_autoconfig

ADDRESS = "jan@elders.nl"


def server(
    host: str = "imap.elders.nl",
    *,
    kind: str = "imap",
    port: str = "993",
    safety: str = "SSL",
    user: str = "%EMAILADDRESS%",
    way: str = "password-cleartext",
) -> str:
    return (
        f'<incomingServer type="{kind}"><hostname>{host}</hostname><port>{port}</port>'
        f"<socketType>{safety}</socketType><username>{user}</username>"
        f"<authentication>{way}</authentication></incomingServer>"
    )


def document(*servers: str, before: str = "") -> bytes:
    inside = "".join(servers)
    return (
        f'<?xml version="1.0"?>{before}<clientConfig version="1.1"><emailProvider id="x">'
        f"<domain>elders.nl</domain>{inside}</emailProvider></clientConfig>"
    ).encode()


def found(*servers: str) -> tuple[str, str] | None:
    account = parse_autoconfig(document(*servers), ADDRESS)
    return (account.server, account.user) if account else None


@pytest.mark.parametrize(
    ("written", "account"),
    [
        (server(), ("imap.elders.nl", "jan@elders.nl")),
        (server(user="%EMAILLOCALPART%"), ("imap.elders.nl", "jan")),
        (server(user="%EMAILLOCALPART%.%EMAILDOMAIN%"), ("imap.elders.nl", "jan.elders.nl")),
        (server("mail.%EMAILDOMAIN%", user=""), ("mail.elders.nl", "jan@elders.nl")),
        (server(" IMAP.Hoster.NL. ", safety="ssl"), ("imap.hoster.nl", "jan@elders.nl")),
        (server(way="password-encrypted"), ("imap.elders.nl", "jan@elders.nl")),
    ],
)
def test_a_server_with_a_password_over_tls_is_proposed(
    written: str, account: tuple[str, str]
) -> None:
    assert found(written) == account


@pytest.mark.parametrize(
    "written",
    [
        server(kind="pop3"),
        server(port="143"),
        server(port="993.0"),
        server(safety="STARTTLS"),
        server(safety="plain"),
        server(way="OAuth2"),
        server(way="GSSAPI"),
        server("127.0.0.1"),
        server("localhost"),
        server("nas.local"),
        server("router.lan"),
        server("192.168.1.1"),
        server("imap"),
        server("https://imap.elders.nl/"),
        server("imap.elders.nl:993"),
        server(user="j\u00e4n"),
        server(user="x" * 300),
        server(""),
        "",
    ],
)
def test_what_the_program_does_not_do_is_not_proposed(written: str) -> None:
    assert found(written) is None


def test_the_first_that_fits_is_taken() -> None:
    written = (server(safety="STARTTLS", port="143"), server("een.nl"), server("twee.nl"))

    assert found(*written) == ("een.nl", "jan@elders.nl")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not found",
        b"<html><p>404",
        b"\xff\xfe\x00",
        b"<a>" * 20_000,
        document(server())[:-20],
        document("x" * MOST_BYTES, server()),
        document(server(), before="<!DOCTYPE clientConfig>"),
        document(server("&host;"), before='<!DOCTYPE a [<!ENTITY host "imap.elders.nl">]>'),
        document(server("&file;"), before='<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/passwd">]>'),
        document(server(), before='<!DOCTYPE a SYSTEM "http://evil.example/a.dtd">'),
        document(
            server("&c;"),
            before='<!DOCTYPE a [<!ENTITY a "' + "a" * 9999 + '"><!ENTITY b "' + "&a;" * 5000
            + '"><!ENTITY c "' + "&b;" * 5000 + '">]>',
        ),
        document(server(), before="<!DOCTYPE a>").decode().encode("utf-16"),
    ],
)  # fmt: skip
def test_a_hostile_document_names_nothing(body: bytes) -> None:
    assert parse_autoconfig(body, ADDRESS) is None


def test_only_so_many_servers_are_looked_at() -> None:
    others = [server(port="143")] * 20

    assert found(*others, server()) is None


def test_nobody_is_told_who_asks() -> None:
    urls = autoconfig_urls("elders.nl")

    assert all(url.startswith("https://") and "jan" not in url for url in urls)


def test_an_address_with_a_plus_logs_in_without_it() -> None:
    account = parse_autoconfig(document(server()), "jan+krant@elders.nl")

    assert account == MailAccount("jan+krant@elders.nl", "imap.elders.nl", "jan@elders.nl")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "account"),
    [
        ("zeelandnet.nl", MailAccount("jan@zeelandnet.nl", "mail.zeelandnet.nl", "jan")),
        ("ziggo.nl", MailAccount("jan@ziggo.nl", "imap.ziggo.nl", "jan@ziggo.nl")),
        ("kpnmail.nl", MailAccount("jan@kpnmail.nl", "imap.kpnmail.nl", "jan@kpnmail.nl")),
    ],
)
def test_a_document_of_the_world_is_read(name: str, account: MailAccount, corpus: Path) -> None:
    body = (corpus / "mail" / "autoconfig" / f"{name}.xml").read_bytes()

    assert parse_autoconfig(body, f"jan@{name}") == account
