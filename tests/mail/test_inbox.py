"""One connection: what comes out of answers of every kind."""

import ast
import errno
import json
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.mail import MailAccount, MailFailed, MailReason
from desktop.mail.inbox import Inbox, Unread, open_inbox
from desktop.mail.interrupter import Interrupter
from tests.certificates import make_certificate
from tests.mail.builders import ACCOUNT, PASSWORD, trusting
from tests.mail.hostile_server import CLOSE, Answer, hostile

HEADERS = b"* 1 FETCH (UID %d BODY[HEADER.FIELDS (FROM SUBJECT)]<0> {%d}\r\n%b)\r\n"


@contextmanager
def inbox(
    certificate: Path, answers: dict[str, Answer], *, account: MailAccount = ACCOUNT
) -> Iterator[Inbox]:
    """Open the inbox of a server with these answers."""
    interrupter = Interrupter()
    with hostile(certificate, answers) as server:
        try:
            opened = open_inbox(
                account,
                PASSWORD,
                contexts=lambda: trusting(certificate),
                interrupter=interrupter,
                port=server.port,
                connect_s=2.0,
                answer_s=2.0,
            )
            try:
                yield opened
            finally:
                opened.close()
        finally:
            interrupter.close()


def fetched(header: bytes, uid: int = 29) -> dict[str, Answer]:
    return {"UID FETCH": (HEADERS % (uid, len(header), header) + b"<tag> OK done\r\n",)}


def test_the_unread_messages_are_numbers_in_order(good: Path) -> None:
    answers: dict[str, Answer] = {"UID SEARCH": (b"* SEARCH 29 3 5\r\n<tag> OK done\r\n",)}
    with inbox(good, answers) as opened:
        assert opened.count() == Unread(7, 30, (3, 5, 29))


def test_a_mailbox_made_anew_is_told_by_the_next_count(good: Path) -> None:
    with hostile(good) as server:
        interrupter = Interrupter()
        opened = open_inbox(ACCOUNT, PASSWORD, contexts=lambda: trusting(good),
                            interrupter=interrupter, port=server.port,
                            connect_s=2.0, answer_s=2.0)  # fmt: skip
        first = opened.count()
        server.answers["EXAMINE"] = (b"* OK [UIDVALIDITY 8] x\r\n<tag> OK [READ-ONLY] x\r\n",)
        second = opened.count()
        opened.close()
        interrupter.close()

    assert (first.uid_validity, second.uid_validity) == (7, 8)


@pytest.mark.parametrize(
    ("header", "sender", "subject"),
    [
        (b"From: Piet <p@x.nl>\r\nSubject: Dag\r\n\r\n", b"Piet <p@x.nl>", b"Dag"),
        (b"subject: een\r\n\ttwee\r\nFROM:Piet\r\n\r\n", b"Piet", b"een\ttwee"),
        (b"Subject: \xff\xfe\r\n\r\n", b"", b"\xff\xfe"),
        (b"From: =?utf-8?q?J=C3=A1n?= <j@x.nl>", b"=?utf-8?q?J=C3=A1n?= <j@x.nl>", b""),
        (b"", b"", b""),
        (b"\0" * 40, b"", b""),
    ],
)
def test_sender_and_subject_come_as_they_were_sent(
    header: bytes, sender: bytes, subject: bytes, good: Path
) -> None:
    with inbox(good, fetched(header)) as opened:
        opened.count()
        (arrival,) = opened.arrivals([29])

    assert (arrival.sender, arrival.subject) == (sender, subject)


def test_a_message_that_was_not_asked_for_is_not_told(good: Path) -> None:
    with inbox(good, fetched(b"Subject: Dag\r\n\r\n", uid=4)) as opened:
        opened.count()
        (arrival,) = opened.arrivals([29])

    assert arrival.subject == b""


def test_of_many_new_messages_the_newest_are_told(good: Path) -> None:
    headers = [(uid, b"Subject: %d\r\n\r\n" % uid) for uid in range(990, 1000)]
    lines = [HEADERS % (uid, len(header), header) for uid, header in headers]
    with inbox(good, {"UID FETCH": (b"".join(lines) + b"<tag> OK done\r\n",)}) as opened:
        opened.count()
        arrivals = opened.arrivals(range(1, 1000))

    assert [arrival.subject for arrival in arrivals] == [b"999", b"998", b"997", b"996", b"995"]


def test_a_header_beyond_all_measure_is_refused(good: Path) -> None:
    answers: dict[str, Answer] = {"UID FETCH": (b"* 1 FETCH (UID 29 BODY[] {99999999}\r\nx",)}
    with inbox(good, answers) as opened:
        opened.count()
        with pytest.raises(MailFailed) as caught:
            opened.arrivals([29])

    assert caught.value.reason is MailReason.TOO_LARGE


def test_a_host_that_is_not_known_says_so(good: Path) -> None:
    nowhere = ACCOUNT._replace(server="mail.example.invalid")
    with pytest.raises(MailFailed) as caught, inbox(good, {}, account=nowhere):
        pass

    assert caught.value.reason is MailReason.DNS


@pytest.mark.parametrize("number", [socket.EAI_NONAME, 8, 11001, 11003, 11004, socket.EAI_FAIL])
def test_without_a_network_no_host_is_said_not_to_exist(
    number: int, monkeypatch: pytest.MonkeyPatch, good: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "nothing")

    def unreachable(*_: object) -> None:
        raise OSError(errno.ENETUNREACH, "unreachable")

    interrupter = Interrupter()
    context = trusting(good)
    monkeypatch.setattr(socket, "getaddrinfo", fail)
    monkeypatch.setattr(socket.socket, "connect", unreachable)
    with pytest.raises(MailFailed) as caught:
        open_inbox(ACCOUNT, PASSWORD, contexts=lambda: context, interrupter=interrupter,
                   port=993, connect_s=2.0, answer_s=2.0)  # fmt: skip
    interrupter.close()

    assert caught.value.reason is MailReason.OFFLINE


def test_a_host_name_that_cannot_be_one_says_so(good: Path) -> None:
    nowhere = ACCOUNT._replace(server="x" * 70 + ".nl")
    with pytest.raises(MailFailed) as caught, inbox(good, {}, account=nowhere):
        pass

    assert caught.value.reason in (MailReason.DNS, MailReason.GARBAGE)


def test_old_tls_is_not_spoken(good: Path) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    old.load_cert_chain(good)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = ssl.TLSVersion.TLSv1_1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    lenient = trusting(good)
    lenient.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        lenient.minimum_version = ssl.TLSVersion.TLSv1_1
    interrupter = Interrupter()
    with hostile(good) as server:
        server.use(old)
        with pytest.raises(MailFailed) as caught:
            open_inbox(ACCOUNT, PASSWORD, contexts=lambda: lenient, interrupter=interrupter,
                       port=server.port, connect_s=2.0, answer_s=2.0)  # fmt: skip
    interrupter.close()

    assert caught.value.reason is MailReason.TLS
    assert server.heard == []


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate that lasts for the tests that repeat."""
    return make_certificate(tmp_path_factory.mktemp("stranger"))


def ends_well(certificate: Path, answers: dict[str, Answer]) -> None:
    """Count, with any number or a MailFailed for a result."""
    try:
        with inbox(certificate, answers) as opened:
            unread = opened.count()
            opened.arrivals(unread.uids)
            opened.listen()
            opened.stop_listening()
    except MailFailed:
        pass


@pytest.mark.parametrize("command", ["CAPABILITY", "AUTHENTICATE", "EXAMINE", "UID FETCH", "IDLE"])
def test_whatever_is_answered_gives_a_count_or_a_failure(command: str, stranger: Path) -> None:
    pieces = st.sampled_from(
        [b"* ", b"+ ", b"<tag> ", b"OK ", b"NO ", b"BYE ", b"SEARCH ", b"FETCH ", b"1 ", b"(", b")",
         b'"', b"{3}\r\n", b"{-1}\r\n", b"\r\n", b"\n", b"[UIDVALIDITY ", b"]", b"CAPABILITY ",
         b"UID 29 ", b"BODY[", b"NIL", b"\\Seen", b"\xff", b"\0", b"99999999999"]
    )  # fmt: skip

    @settings(max_examples=25)
    @given(st.lists(pieces, max_size=12).map(b"".join))
    def answered(answer: bytes) -> None:
        ends_well(stranger, {command: (answer, CLOSE)})

    answered()


@pytest.mark.corpus
def test_what_other_servers_say_in_between_gives_a_count_or_a_failure(
    corpus: Path, stranger: Path
) -> None:
    cases = json.loads((corpus / "mail" / "imap-responses-imapclient.json").read_text("utf-8"))
    said = [
        node.value
        for case in cases
        for node in ast.walk(ast.parse(case.get("call", "")))
        if isinstance(node, ast.Constant) and isinstance(node.value, bytes)
    ]

    assert len(said) > 50
    for start in range(0, len(said), 10):
        lines = [b"* " + line.replace(b"<tag>", b"") + b"\r\n" for line in said[start : start + 10]]
        for line in lines:
            ends_well(stranger, {"UID SEARCH": (line, b"* SEARCH 3\r\n<tag> OK done\r\n", CLOSE)})
