"""One attempt to log in and count, for an account that is about to be kept."""

from contextlib import closing

from desktop.core.mail import MailAccount, MailFailed, MailReason
from desktop.mail.bell import Bell
from desktop.mail.watch import Open
from desktop.mail.wire import Interrupted


class Trial:
    """Logs in exactly once.

    `run` blocks and belongs in a thread of its own; `cancel` may be called from any thread.
    """

    def __init__(self, account: MailAccount, password: str, *, open_inbox: Open) -> None:
        self._account = account
        self._password = password
        self._open_inbox = open_inbox
        self._bell = Bell()

    def run(self) -> int | MailFailed:
        """Return how many messages are unread, or why that cannot be told."""
        try:
            with closing(self._open_inbox(self._account, self._password, self._bell)) as inbox:
                return len(inbox.count().uids)
        except Interrupted:
            return MailFailed(self._account.server, MailReason.DROPPED, "cancelled")
        except MailFailed as failure:
            return failure
        finally:
            self._bell.close()

    def cancel(self) -> None:
        """Have `run` return soon, whatever the server does."""
        self._bell.cut()
