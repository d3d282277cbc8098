"""One attempt to log in and count, for an account that is about to be kept."""

from contextlib import closing

from desktop.core.mail import MailAccount, MailFailed, MailReason
from desktop.mail.imap_connection import Interrupted
from desktop.mail.interrupter import Interrupter
from desktop.mail.monitor import OpenInbox


class LoginTest:
    """Logs in exactly once.

    `run` blocks and belongs in a thread of its own; `cancel` may be called from any thread.
    """

    def __init__(self, account: MailAccount, password: str, *, open_inbox: OpenInbox) -> None:
        self._account = account
        self._password = password
        self._open_inbox = open_inbox
        self._interrupter = Interrupter()

    def run(self) -> int | MailFailed:
        """Return how many messages are unread, or why that cannot be told."""
        try:
            with closing(
                self._open_inbox(self._account, self._password, self._interrupter)
            ) as inbox:
                return len(inbox.count().uids)
        except Interrupted:
            return MailFailed(self._account.server, MailReason.DROPPED, "cancelled")
        except MailFailed as failure:
            return failure
        finally:
            self._interrupter.close()

    def cancel(self) -> None:
        """Have `run` return soon, whatever the server does."""
        self._interrupter.abort()
