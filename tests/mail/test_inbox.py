"""One connection: what comes out of answers of every kind."""

import ast
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
from desktop.mail.bell import Bell
from desktop.mail.inbox import Inbox, Unread, open_inbox
from desktop.mail.wire import Interrupted, dial
from tests.mail.builders import ACCOUNT, PASSWORD, certificate, trusting
from tests.mail.hostile_server import CLOSE, Answer, hostile

HEADERS = b"* 1 FETCH (UID %d BODY[HEADER.FIELDS (FROM SUBJECT)]<0> {%d}\r\n%b)\r\n"


@contextmanager
def inbox(
    certificate: Path, answers: dict[str, Answer], *, account: MailAccount = ACCOUNT
) -> Iterator[Inbox]:
    """Open the inbox of a server with these answers."""
    bell = Bell()
    with hostile(certificate, answers) as server:
        try:
            opened = open_inbox(
                account,
                PASSWORD,
                contexts=lambda: trusting(certificate),
                bell=bell,
                port=server.port,
                connect_s=2.0,
                answer_s=2.0,
            )
            try:
                yield opened
            finally:
                opened.close()
        finally:
            bell.close()


def fetched(header: bytes, uid: int = 29) -> dict[str, Answer]:
    return {"UID FETCH": (HEADERS % (uid, len(header), header) + b"<tag> OK done\r\n",)}


def test_the_unread_messages_are_numbers_in_order(good: Path) -> None:
    answers: dict[str, Answer] = {"UID SEARCH": (b"* SEARCH 29 3 5\r\n<tag> OK done\r\n",)}
    with inbox(good, answers) as opened:
        assert opened.count() == Unread(7, 30, (3, 5, 29))


def test_a_mailbox_made_anew_is_told_by_the_next_count(good: Path) -> None:
    with hostile(good) as server:
        bell = Bell()
        opened = open_inbox(ACCOUNT, PASSWORD, contexts=lambda: trusting(good), bell=bell,
                            port=server.port, connect_s=2.0, answer_s=2.0)  # fmt: skip
        first = opened.count()
        server.answers["EXAMINE"] = (b"* OK [UIDVALIDITY 8] x\r\n<tag> OK [READ-ONLY] x\r\n",)
        second = opened.count()
        opened.close()
        bell.close()

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

    assert (arrival.uid, arrival.subject) == (29, b"")


def test_of_many_new_messages_the_newest_are_told(good: Path) -> None:
    with inbox(good, {"UID FETCH": (b"<tag> OK done\r\n",)}) as opened:
        opened.count()
        arrivals = opened.arrivals(range(1, 1000))

    assert [arrival.uid for arrival in arrivals] == [999, 998, 997, 996, 995]


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
    bell = Bell()
    with hostile(good) as server:
        server.use(old)
        with pytest.raises(MailFailed) as caught:
            open_inbox(ACCOUNT, PASSWORD, contexts=lambda: lenient, bell=bell, port=server.port,
                       connect_s=2.0, answer_s=2.0)  # fmt: skip
    bell.close()

    assert caught.value.reason is MailReason.TLS
    assert server.heard == []


@pytest.fixture
def unreachable() -> Iterator[int]:
    """Return a port where nobody ever answers a call."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        yield address[1]
        for one in waiting:
            one.close()


def test_a_host_that_cannot_be_reached_is_given_up_in_time(unreachable: int, good: Path) -> None:
    bell = Bell()
    with pytest.raises(TimeoutError):
        dial("127.0.0.1", unreachable, trusting(good), bell=bell, seconds=0.3)
    bell.close()


def test_a_ring_of_before_ends_no_attempt(unreachable: int, good: Path) -> None:
    """`mend` leaves it in the pipe, and whoever asks for a count rings as well."""
    bell = Bell()
    bell.cut()
    bell.mend()
    bell.ring()
    with pytest.raises(TimeoutError):
        dial("127.0.0.1", unreachable, trusting(good), bell=bell, seconds=0.3)
    bell.close()


def test_a_cut_ends_an_attempt_at_once(unreachable: int, good: Path) -> None:
    bell = Bell()
    bell.cut()
    with pytest.raises(Interrupted):
        dial("127.0.0.1", unreachable, trusting(good), bell=bell, seconds=60)
    bell.close()


def test_a_silent_address_leaves_time_for_the_next(
    unreachable: int, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = Bell()
    with hostile(good) as server:
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
            for port in (unreachable, server.port)
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        wire = dial("127.0.0.1", 993, trusting(good), bell=bell, seconds=1.0)
        wire.allow(2.0)

        assert wire.readline() == b"* OK ready\r\n"
        wire.close()
    bell.close()


def test_a_full_pipe_of_rings_does_not_block() -> None:
    bell = Bell()
    for _ in range(100_000):
        bell.ring()
    bell.wait(5)
    bell.close()
    bell.ring()
    bell.cut()


def test_a_connection_made_after_the_cut_is_ended_as_well() -> None:
    bell = Bell()
    here, there = socket.socketpair()
    bell.cut()
    bell.attach(here)

    assert here.recv(1) == b""
    for one in (here, there):
        one.close()
    bell.close()


class QuickBell(Bell):
    """Heard by a thread that makes its next connection before `cut` has returned."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._next = connection

    def ring(self) -> None:
        self.mend()
        self.attach(self._next)


def test_a_cut_spares_the_connection_that_is_made_because_of_it() -> None:
    here, there = socket.socketpair()
    bell = QuickBell(here)

    bell.cut()

    there.send(b"!")
    assert here.recv(1) == b"!"
    for one in (here, there):
        one.close()
    bell.close()


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate that lasts for the tests that repeat."""
    return certificate(tmp_path_factory.mktemp("stranger"))


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

    @settings(max_examples=25, deadline=None)
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
