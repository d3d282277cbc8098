"""One inbox on one connection: log in, open for reading only, count.

EXAMINE and BODY.PEEK leave every message as it is. A command holds constants and
numbers; the only text of the user's is the login.
"""

import logging
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from imaplib import IMAP4
from typing import Any, NamedTuple

from imapclient import IMAPClient  # type: ignore[import-untyped]

from desktop.core.mail import IMAP_PORT, Arrival, MailAccount, MailFailed, MailReason
from desktop.mail.bell import Bell
from desktop.mail.failures import TROUBLE, failure_of, greeting_failure, login_failure
from desktop.mail.idle import Idle
from desktop.mail.wire import Wire, dial

MOST_HEADERS = 5
# Sender and subject of an honest message are far shorter.
_HEADER = b"BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)]<0.4096>"
_LARGEST_NUMBER = 2**32 - 1
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Unread(NamedTuple):
    """The unread messages of an inbox.

    Attributes:
        uid_validity: The generation that the numbers belong to; 0 if the server has none.
        uid_next: No message has this number or a higher one yet; 0 if the server does not say.
        uids: Their numbers, ascending.
    """

    uid_validity: int
    uid_next: int
    uids: tuple[int, ...]


class Inbox:
    """A logged-in connection, see `open_inbox`.

    Every method raises MailFailed when the connection is of no further use.

    Attributes:
        wire: For waiting only.
        can_idle: Whether the server offers to tell of new mail by itself.
    """

    def __init__(self, client: Any, wire: Wire, *, answer_s: float) -> None:
        self.wire = wire
        self._client = client
        self._answer_s = answer_s
        self._idle = Idle(wire, answer_s=answer_s)
        with self._exchange():
            self.can_idle = b"IDLE" in client.capabilities()

    def count(self) -> Unread:
        """Return the unread messages that are not deleted."""
        with self._exchange():
            # Each time anew: only this tells of a mailbox that was made anew.
            opened = self._client.select_folder("INBOX", readonly=True)
        with self._exchange():
            found = self._client.search([b"UNSEEN", b"UNDELETED"])
            uids = {uid for uid in found if 0 < uid <= _LARGEST_NUMBER}
            if len(uids) != len(found):
                raise ValueError("numbers that are none, or twice the same")
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
            return tuple(_arrival(uid, answer.get(uid, {})) for uid in wanted)

    def listen(self) -> None:
        """Ask the server to tell of changes, where it offers that."""
        if self.can_idle:
            with self._exchange():
                self.can_idle = self._idle.begin()

    def is_changed(self) -> bool:
        """Return whether the server has told of a change since `listen`; does not wait."""
        with self._translated():
            return self._idle.is_changed()

    def stop_listening(self) -> bool:
        """Return whether the server has told of a change up to this moment."""
        with self._translated():
            return self._idle.end()

    def close(self) -> None:
        """End the connection; politely, but without waiting for an answer."""
        with suppress(OSError):
            self.wire.allow(1.0)
            if self._idle.is_begun:
                self.wire.send(b"DONE\r\n")
            self.wire.send(b"0LOGOUT LOGOUT\r\n")
        self.wire.close()

    @contextmanager
    def _exchange(self) -> Iterator[None]:
        self.wire.allow(self._answer_s)
        with self._translated():
            yield

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except TROUBLE as error:
            raise failure_of(error, self.wire.host, self.wire.last_line) from error


def open_inbox(
    account: MailAccount,
    password: str,
    *,
    contexts: Callable[[], ssl.SSLContext],
    bell: Bell,
    port: int,
    connect_s: float,
    answer_s: float,
) -> Inbox:
    """Return the inbox of `account`, after exactly one attempt to log in.

    Raises MailFailed, and Interrupted when `bell` is cut before there is a connection.
    """
    # IMAPClient logs every line, addresses and all.
    logging.getLogger("imapclient").setLevel(logging.CRITICAL)
    server = account.server
    if _CONTROL.search(password) or _UNPRINTABLE.search(account.user):
        raise MailFailed(server, MailReason.PASSWORD_CHARACTERS)
    try:
        wire = dial(server, port, contexts(), bell=bell, seconds=connect_s)
    except TROUBLE as error:
        raise failure_of(error, server, b"") from error
    try:
        client = _greeted(wire, answer_s)
        wire.allow(answer_s)
        _log_in(client, wire, account.user, password)
        return Inbox(client, wire, answer_s=answer_s)
    except BaseException:
        wire.close()
        raise


def _greeted(wire: Wire, answer_s: float) -> Any:
    wire.allow(answer_s)
    try:
        client = _Client(wire)
    except TROUBLE as error:
        raise greeting_failure(error, wire.host, wire.last_line) from error
    # Somebody else's mailbox, or nobody's.
    if client.welcome.upper().startswith(b"* PREAUTH"):
        raise MailFailed(wire.host, MailReason.PREAUTH)
    return client


def _log_in(client: Any, wire: Wire, user: str, password: str) -> None:
    offered = client.capabilities()
    try:
        if b"AUTH=PLAIN" in offered:
            client.sasl_login("PLAIN", _Plain(wire.host, user, password))
        elif b"LOGINDISABLED" in offered:
            raise MailFailed(wire.host, MailReason.NO_LOGIN, "LOGINDISABLED")
        elif not password.isascii():
            raise MailFailed(wire.host, MailReason.PASSWORD_CHARACTERS, "LOGIN takes ASCII")
        else:
            # imaplib puts quotes around the password, not around the name.
            client.login(_quoted(user), password)
    except TROUBLE as error:
        raise login_failure(error, wire.host, wire.last_line) from error


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _arrival(uid: int, fields: Any) -> Arrival:
    texts = [value for key, value in fields.items() if key.startswith(b"BODY[")]
    header = texts[0] if texts and isinstance(texts[0], bytes) else b""
    return Arrival(uid, _field(header, b"From"), _field(header, b"Subject"))


def _field(header: bytes, name: bytes) -> bytes:
    """Return what a header field holds, unfolded (RFC 5322 section 2.2.3)."""
    pattern = rb"^%b[ \t]*:(.*(?:\r?\n[ \t].*)*)" % name
    match = re.search(pattern, header, re.IGNORECASE | re.MULTILINE)
    return re.sub(rb"\r?\n(?=[ \t])", b"", match[1]).strip() if match else b""


class _Plain:
    """Answers the server's one question of AUTH=PLAIN (RFC 4616), and no second one."""

    def __init__(self, server: str, user: str, password: str) -> None:
        self._server = server
        self._answer = f"\0{user}\0{password}".encode()
        self._is_given = False

    def __call__(self, _question: bytes) -> bytes:
        if self._is_given:
            raise MailFailed(self._server, MailReason.GARBAGE, "asks for the password twice")
        self._is_given = True
        return self._answer


class _OverWire(IMAP4):
    """imaplib's protocol over a connection that is there already."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        super().__init__(wire.host)

    def open(self, host: str = "", port: int = IMAP_PORT, timeout: float | None = None) -> None:  # noqa: ARG002
        self.host = host
        self.port = port
        self.sock = self._wire.socket

    def read(self, size: int) -> bytes:
        return self._wire.read(size)

    def readline(self) -> bytes:
        return self._wire.readline()

    def send(self, data: Any) -> None:
        self._wire.send(data)

    def shutdown(self) -> None:
        self._wire.close()


class _Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    """IMAPClient over a connection that is there already."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        super().__init__(wire.host, ssl=True)
        self._imap.debug = 0  # or every line is written out for a log that nobody keeps

    def _create_IMAP4(self) -> _OverWire:  # noqa: N802  IMAPClient's name
        return _OverWire(self._wire)

    def _set_read_timeout(self) -> None:
        """Leave time-outs to the wire."""
