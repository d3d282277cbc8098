"""The server of a domain that no list knows: what it says of itself, else what greets."""

import socket
import ssl
from pathlib import Path

import pytest

from desktop.core.errors import FetchFailed, FetchReason
from desktop.core.mail import MailAccount
from desktop.net.fetch import Kind, Request, Response
from desktop.services.find_mail_server import find_mail_server, greeting_check
from tests.certificates import make_certificate
from tests.mail.hostile_server import CLOSE, Answer, HostileServer

ADDRESS = "jan@elders.nl"
FIRST = "https://autoconfig.elders.nl/mail/config-v1.1.xml"
SECOND = "https://elders.nl/.well-known/autoconfig/mail/config-v1.1.xml"
DOCUMENT = (
    b'<clientConfig><emailProvider><incomingServer type="imap"><hostname>imap.hoster.nl</hostname>'
    b"<port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username>"
    b"</incomingServer></emailProvider></clientConfig>"
)


class Web:
    """Stands in for the fetcher: some addresses have a document."""

    def __init__(self, **documents: bytes) -> None:
        self.documents = {
            {"first": FIRST, "second": SECOND}[key]: value for key, value in documents.items()
        }
        self.asked: list[Request] = []

    def fetch(self, request: Request) -> Response:
        self.asked.append(request)
        if request.url not in self.documents:
            raise FetchFailed(request.url, FetchReason.DNS)
        return Response(request.url, self.documents[request.url])


@pytest.mark.parametrize(
    ("web", "greeting", "found"),
    [
        (Web(first=DOCUMENT), (), ("imap.hoster.nl", "jan")),
        (Web(second=DOCUMENT), (), ("imap.hoster.nl", "jan")),
        (Web(first=b"<html>", second=DOCUMENT), (), ("imap.hoster.nl", "jan")),
        (Web(), ("imap.elders.nl", "mail.elders.nl"), ("imap.elders.nl", "jan@elders.nl")),
        (Web(first=b"x"), ("mail.elders.nl",), ("mail.elders.nl", "jan@elders.nl")),
        (Web(), (), None),
    ],
)
def test_a_domain_is_asked_before_names_are_tried(
    web: Web, greeting: tuple[str, ...], found: tuple[str, str] | None
) -> None:
    account = find_mail_server(ADDRESS, fetcher=web, greets=lambda host: host in greeting)  # type: ignore[arg-type]

    assert account == (MailAccount(ADDRESS, *found) if found else None)
    assert all(one.kind is Kind.MAIL_SETTINGS and one.is_found for one in web.asked)
    assert not any("jan" in one.url for one in web.asked)


@pytest.mark.parametrize(("web", "user"), [(Web(first=DOCUMENT), "jan"), (Web(), "jan@elders.nl")])
def test_an_address_with_a_plus_is_counted_in_the_mailbox_it_belongs_to(
    web: Web, user: str
) -> None:
    account = find_mail_server("jan+krant@elders.nl", fetcher=web, greets=lambda _: True)  # type: ignore[arg-type]

    assert account is not None
    assert (account.address, account.user) == ("jan+krant@elders.nl", user)


@pytest.mark.parametrize(
    ("greeting", "is_trusted", "is_taken"),
    [
        ((b"* OK ready\r\n",), True, True),
        ((b"* OK ready\r\n",), False, False),
        ((b"* BYE full\r\n",), True, False),
        ((b"* PREAUTH in\r\n",), True, False),
        ((b"HTTP/1.1 400 no\r\n",), True, False),
        ((CLOSE,), True, False),
    ],
)
def test_a_host_counts_as_a_mail_server_by_certificate_and_greeting(
    greeting: Answer, is_trusted: bool, is_taken: bool, tmp_path: Path
) -> None:
    certificate = make_certificate(tmp_path, "imap.elders.nl")
    of_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    of_server.load_cert_chain(certificate)
    trusted = certificate.with_name("public.pem") if is_trusted else None
    server = HostileServer(of_server, {"greeting": greeting})

    def connect(_host: str, port: int, **_: object) -> socket.socket:
        assert port == 993
        return socket.create_connection(("127.0.0.1", server.port))

    greets = greeting_check(lambda: ssl.create_default_context(cafile=trusted), connect)

    assert greets("imap.elders.nl") == is_taken
    assert not greets("mail.elders.nl")  # has no certificate
    server.close()


@pytest.mark.parametrize("error", [socket.gaierror(), TimeoutError(), UnicodeError()])
def test_a_host_that_cannot_be_asked_is_none(error: Exception) -> None:
    def connect(*_: object, **__: object) -> socket.socket:
        raise error

    assert not greeting_check(ssl.create_default_context, connect)("imap.elders.nl")
