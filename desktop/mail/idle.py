"""IDLE: the server tells of new mail by itself (RFC 2177), on the bare connection.

IMAPClient's own (3.1 and 4.1 alike) takes the end of the connection for "nothing new",
overlooks what arrives together with the `+`, stops at what arrives before it, and fails
on a line that comes in two packets.
"""

import re

from desktop.core.mail import MailFailed, MailReason
from desktop.mail.errors import mail_error, status_of
from desktop.mail.imap_connection import BoundedConnection

# What changes the count: mail came, went, or was read elsewhere (VANISHED: RFC 7162).
_CHANGE = re.compile(rb"\* (?:\d+ (?:EXISTS|EXPUNGE|FETCH)\b|VANISHED\b)", re.IGNORECASE)
# Unlike any tag of imaplib's, which are letters with a number behind them.
_TAG = b"0IDLE"


class Idle:
    """Listens between two commands; without `begin` only to servers that speak unasked.

    Attributes:
        is_begun: Whether the server listens to nothing but DONE.
    """

    def __init__(self, connection: BoundedConnection, *, answer_s: float) -> None:
        self._connection = connection
        self._answer_s = answer_s
        self.is_begun = False
        self._is_changed = False

    def begin(self) -> bool:
        """Ask the server to tell, and return whether it will."""
        self._is_changed = False
        self._connection.start_exchange(self._answer_s)
        self._connection.send(_TAG + b" IDLE\r\n")
        while True:
            line = self._connection.readline()
            if line.startswith(b"+"):
                self.is_begun = True
                return True
            if line.startswith(_TAG + b" "):
                return False
            self._note(line)

    def is_changed(self) -> bool:
        """Return whether the server has told of a change; does not wait.

        Raises ConnectionError when the connection has ended.
        """
        while (line := self._connection.line_at_hand()) is not None:
            self._note(line)
        return self._is_changed

    def end(self) -> bool:
        """Let other commands be given again, and return whether there was a change till then."""
        if self.is_begun:
            self.is_begun = False
            self._connection.start_exchange(self._answer_s)
            self._connection.send(b"DONE\r\n")
            while not (line := self._connection.readline()).startswith(_TAG + b" "):
                self._note(line)
        changed, self._is_changed = self._is_changed, False
        return changed

    def _note(self, line: bytes) -> None:
        if status_of(line)[0] == "BYE":
            raise mail_error(ConnectionResetError("BYE"), self._connection.host, line)
        if not line.startswith((b"* ", b"+")):
            raise MailFailed(self._connection.host, MailReason.GARBAGE, "unexpected line")
        if _CHANGE.match(line):
            self._is_changed = True
