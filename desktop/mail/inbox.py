"""One inbox on one connection: log in, open for reading only, count, listen for changes.

EXAMINE and BODY.PEEK leave every message as it is. A command holds constants and
numbers; the only text of the user's is the login.

IDLE (RFC 2177) is spoken on the bare connection. IMAPClient's own (3.1 and 4.1 alike) takes
the end of the connection for "nothing new", overlooks what arrives together with the `+`,
stops at what arrives before it, and fails on a line that comes in two packets.
"""

import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from imaplib import IMAP4
from typing import Any, NamedTuple

from imapclient import IMAPClient  # type: ignore[import-untyped]
from imapclient.response_parser import parse_message_list  # type: ignore[import-untyped]

from desktop.core.mail import IMAP_PORT, Arrival, MailAccount, MailFailed, MailReason
from desktop.core.text import LINE_CONTROLS, NO_TEXT
from desktop.mail.errors import (
    BUSY_CODES,
    IMAP_ERRORS,
    greeting_error,
    login_error,
    mail_error,
    status_of,
)
from desktop.mail.imap_connection import BoundedConnection, connect
from desktop.mail.interrupter import Interrupter

MOST_HEADERS = 5
# Sender and subject of an honest message are far shorter.
_HEADER = b"BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)]<0.4096>"
_LARGEST_NUMBER = 2**32 - 1
_NOT_IN_PASSWORD = re.compile(f"[{NO_TEXT}{LINE_CONTROLS}]")
# What changes the count: mail came, went, or was read elsewhere (VANISHED: RFC 7162).
_CHANGE = re.compile(rb"\* (?:\d+ (?:EXISTS|EXPUNGE|FETCH)\b|VANISHED\b)", re.IGNORECASE)
# Unlike any tag of imaplib's, which are letters with a number behind them.
_IDLE_TAG = b"0IDLE "


class Unread(NamedTuple):
    """The unread messages of an inbox."""

    uid_validity: int  # the generation that the numbers belong to; 0 if the server has none
    uid_next: int  # no message has this number or a higher one yet; 0 if the server does not say
    uids: tuple[int, ...]  # ascending


class Inbox:
    """A logged-in connection, see `open_inbox`.

    Every method raises MailFailed when the connection is of no further use.
    """

    def __init__(self, client: Any, connection: BoundedConnection, *, answer_s: float) -> None:
        self.connection = connection  # for waiting only
        self._client = client
        self._answer_s = answer_s
        self._is_idling = False  # then the server listens to nothing but DONE
        self._is_changed = False
        with self._exchange():
            # Whether the server offers to tell of new mail by itself.
            self.can_idle = b"IDLE" in client.capabilities()

    def count(self) -> Unread:
        """Return the unread messages that are not deleted."""
        with self._exchange():
            # Each time anew: only this tells of a mailbox that was made anew.
            opened = self._client.select_folder("INBOX", readonly=True)
        with self._exchange():
            found = self._client.search([b"UNSEEN", b"UNDELETED"])
            uids = set(found)
            if any(not 0 < uid <= _LARGEST_NUMBER for uid in uids):
                raise ValueError("numbers that are none")
        uid_next = min(int(opened.get(b"UIDNEXT", 0)), _LARGEST_NUMBER)
        return Unread(int(opened.get(b"UIDVALIDITY", 0)), uid_next, tuple(sorted(uids)))

    def arrivals(self, uids: Sequence[int]) -> tuple[Arrival, ...]:
        """Return sender and subject of the highest `MOST_HEADERS` of `uids`, newest first.

        Only after a `count`, which opens the inbox.
        """
        wanted = sorted(uids, reverse=True)[:MOST_HEADERS]
        if not wanted:
            return ()
        with self._exchange():
            answer = self._client.fetch(wanted, [_HEADER])
            return tuple(_arrival(answer.get(uid, {})) for uid in wanted)

    def listen(self) -> None:
        """Ask the server to tell of changes, where it offers that; some tell unasked."""
        if self.can_idle:
            with self._exchange():
                self.connection.send(_IDLE_TAG + b"IDLE\r\n")
                answer = self._read_changes_until(b"+", _IDLE_TAG)
            self.can_idle = self._is_idling = answer == b"+"

    def is_changed(self) -> bool:
        """Return whether the server has told of a change since `listen`; does not wait."""
        with self._translated():
            while (line := self.connection.line_at_hand()) is not None:
                self._note(line)
        return self._is_changed

    def stop_listening(self) -> None:
        """Let the other methods be called again; the next count knows of every change."""
        if self._is_idling:
            self._is_idling = False
            with self._exchange():
                self.connection.send(b"DONE\r\n")
                self._read_changes_until(_IDLE_TAG)
        self._is_changed = False

    def close(self) -> None:
        """End the connection; politely, but without waiting for an answer."""
        with suppress(OSError):
            self.connection.start_exchange(1.0)
            if self._is_idling:
                self.connection.send(b"DONE\r\n")
            self.connection.send(b"0LOGOUT LOGOUT\r\n")
        self.connection.close()

    def _read_changes_until(self, *answers: bytes) -> bytes:
        """Return the first of `answers` with which a line begins."""
        while True:
            line = self.connection.readline()
            for answer in filter(line.startswith, answers):
                return answer
            self._note(line)

    def _note(self, line: bytes) -> None:
        host = self.connection.host
        if status_of(line)[0] == "BYE":
            raise mail_error(ConnectionResetError("BYE"), host, line)
        if not line.startswith((b"* ", b"+")):
            raise MailFailed(host, MailReason.GARBAGE, "unexpected line")
        self._is_changed |= bool(_CHANGE.match(line))

    @contextmanager
    def _exchange(self) -> Iterator[None]:
        self.connection.start_exchange(self._answer_s)
        with self._translated():
            yield

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except IMAP_ERRORS as error:
            raise mail_error(error, self.connection.host, self.connection.last_line) from error


def open_inbox(
    account: MailAccount,
    password: str,
    *,
    contexts: Callable[[], ssl.SSLContext],
    interrupter: Interrupter,
    port: int,
    connect_s: float,
    answer_s: float,
) -> Inbox:
    """Return the inbox of `account`, after exactly one attempt to log in.

    Raises MailFailed, and Interrupted when `interrupter` is aborted before there is a connection.
    """
    # IMAPClient logs every line, addresses and all.
    logging.getLogger("imapclient").setLevel(logging.CRITICAL)
    server = account.server
    is_plain = account.user.isascii() and account.user.isprintable()
    if not is_plain or _NOT_IN_PASSWORD.search(password):
        raise MailFailed(server, MailReason.PASSWORD_CHARACTERS)
    try:
        connection = connect(server, port, contexts(), interrupter=interrupter, seconds=connect_s)
    except IMAP_ERRORS as error:
        raise mail_error(error, server, b"") from error
    try:
        client = _greeted(connection, answer_s)
        connection.start_exchange(answer_s)
        _log_in(client, connection, account.user, password)
        return Inbox(client, connection, answer_s=answer_s)
    except BaseException:
        connection.close()
        raise


def _greeted(connection: BoundedConnection, answer_s: float) -> Any:
    connection.start_exchange(answer_s)
    try:
        client = _Client(connection)
    except IMAP_ERRORS as error:
        raise greeting_error(error, connection.host, connection.last_line) from error
    # Somebody else's mailbox, or nobody's.
    if client.welcome.upper().startswith(b"* PREAUTH"):
        raise MailFailed(connection.host, MailReason.PREAUTH)
    return client


def _log_in(client: Any, connection: BoundedConnection, user: str, password: str) -> None:
    offered = client.capabilities()
    question = _PlainQuestion(connection.host, user, password)
    try:
        if b"AUTH=PLAIN" in offered:
            try:
                client.sasl_login("PLAIN", question)
                return
            except IMAP4.error:
                # Refused before it was asked for: the mechanism, not the password.
                status, code = status_of(connection.last_line)
                is_refused = status in ("NO", "BAD") and code not in BUSY_CODES
                if question.is_answered or not is_refused:
                    raise
        if b"LOGINDISABLED" in offered:
            raise MailFailed(connection.host, MailReason.NO_LOGIN, "LOGINDISABLED")
        if not password.isascii():
            raise MailFailed(connection.host, MailReason.PASSWORD_CHARACTERS, "LOGIN takes ASCII")
        # imaplib puts quotes around the password, not around the name.
        client.login('"' + re.sub(r'(["\\])', r"\\\1", user) + '"', password)
    except IMAP_ERRORS as error:
        raise login_error(error, connection.host, connection.last_line) from error


def _arrival(fields: Any) -> Arrival:
    texts = [value for key, value in fields.items() if key.startswith(b"BODY[")]
    header = texts[0] if texts and isinstance(texts[0], bytes) else b""
    return Arrival(_field(header, b"From"), _field(header, b"Subject"))


def _field(header: bytes, name: bytes) -> bytes:
    """Return what a header field holds, unfolded (RFC 5322 section 2.2.3)."""
    pattern = rb"^%b[ \t]*:(.*(?:\r?\n[ \t].*)*)" % name
    match = re.search(pattern, header, re.IGNORECASE | re.MULTILINE)
    return re.sub(rb"\r?\n(?=[ \t])", b"", match[1]).strip() if match else b""


class _PlainQuestion:
    """Answers the server's one question of AUTH=PLAIN (RFC 4616), and no second one."""

    def __init__(self, server: str, user: str, password: str) -> None:
        self._server = server
        self._answer = f"\0{user}\0{password}".encode()
        self.is_answered = False

    def __call__(self, _question: bytes) -> bytes:
        if self.is_answered:
            raise MailFailed(self._server, MailReason.GARBAGE, "asks for the password twice")
        self.is_answered = True
        return self._answer


class _Imap4(IMAP4):
    """imaplib's protocol over a connection that is there already."""

    def __init__(self, connection: BoundedConnection) -> None:
        self._connection = connection
        super().__init__(connection.host)

    def open(self, host: str = "", port: int = IMAP_PORT, timeout: float | None = None) -> None:  # noqa: ARG002
        self.host = host
        self.port = port
        self.sock = self._connection.socket

    def read(self, size: int) -> bytes:
        return self._connection.read(size)

    def readline(self) -> bytes:
        return self._connection.readline()

    def send(self, data: Any) -> None:
        self._connection.send(data)

    def shutdown(self) -> None:
        self._connection.close()


class _Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    """IMAPClient over a connection that is there already."""

    def __init__(self, connection: BoundedConnection) -> None:
        self._connection = connection
        super().__init__(connection.host, ssl=True)
        self._imap.debug = 0  # or every line is written out for a log that nobody keeps

    def _create_IMAP4(self) -> _Imap4:  # noqa: N802  IMAPClient's name
        return _Imap4(self._connection)

    def _search(self, criteria: Any, charset: Any) -> list[int]:  # noqa: ARG002
        """Take an answer in several lines as well, which IMAPClient refuses."""
        lines = self._raw_command_untagged(b"SEARCH", criteria)
        return [uid for line in lines for uid in parse_message_list([line])]

    def _set_read_timeout(self) -> None:
        """Leave time-outs to the connection."""
