"""A mailbox with a real server on 127.0.0.1 and a keyring in memory, and what it told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from keyring.errors import KeyringError
from pytestqt.qtbot import QtBot

from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.mail.passwords import Passwords
from desktop.core.mail import Credential, MailAccount
from desktop.core.mail_states import MailState, MailStatus
from desktop.mail.credentials import Credentials, OpenKeyring
from desktop.mail.inbox import Inbox
from desktop.mail.interrupter import Interrupter
from desktop.mail.monitor import inbox_opener
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from tests.builders import Clock
from tests.mail.builders import trusting
from tests.mail.hostile_server import HostileServer

JAN = MailAccount("jan@voorbeeld.nl", "mail.voorbeeld.nl", "jan")
PIET = MailAccount("piet@voorbeeld.nl", "mail.voorbeeld.nl", "piet")
PASSWORD = "geheim & één"
WAIT_MS = 10_000


class Vault:
    """A keyring in memory.

    Attributes:
        kept: Passwords by service and user.
        refusal: Raised by every call while it is set.
        answers: While it is cleared, every call blocks.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.refusal: Exception | None = None
        self.answers = Event()
        self.answers.set()

    def opened(self) -> OpenKeyring:
        """Return it as the system's keyring."""
        return OpenKeyring(self, (KeyringError, RuntimeError), lambda: self.refusal is not None)

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        self.kept.pop((service, username), None)

    def _answer(self) -> None:
        self.answers.wait(30)
        if self.refusal is not None:
            raise self.refusal


class MailboxFixture:
    """One run of the program's mailbox.

    Attributes:
        states: All that was told of the count, in order.
        kept, not_removed: What was told of passwords.
        addresses: Whose mail was counted, in order.
    """

    def __init__(
        self,
        qtbot: QtBot,
        settings: Settings,
        server: HostileServer,
        certificate: Path,
        vault: Vault | None,
        *,
        timeout_ms: int = 30_000,
        recounts_after_ms: tuple[int, ...] = (60_000,),
    ) -> None:
        self._qtbot = qtbot
        self.tasks = Tasks.threaded()
        opened = vault.opened() if vault else None
        self.credentials = Credentials(lambda: opened)
        context = trusting(certificate)
        open_inbox = inbox_opener(lambda: context, port=server.port, connect_s=5, answer_s=5)

        def here(account: MailAccount, password: str, interrupter: Interrupter) -> Inbox:
            """Look for every server on this machine."""
            return open_inbox(account._replace(server="127.0.0.1"), password, interrupter)

        self.mailbox = Mailbox(
            settings,
            Passwords(self.credentials, self.tasks, timeout_ms=timeout_ms),
            self.tasks,
            Clock(),
            open_inbox=here,
            recounts_after_ms=recounts_after_ms,
        )
        self.states: list[MailState] = []
        self.kept: list[Credential] = []
        self.not_removed: list[Credential] = []
        self.addresses: list[str] = []
        self.mailbox.changed.connect(lambda counter: self.states.append(counter.state))
        self.mailbox.kept.connect(self.kept.append)
        self.mailbox.not_removed.connect(self.not_removed.append)
        self.mailbox.account_changed.connect(self.addresses.append)

    def wait(self, holds: Callable[[], object]) -> None:
        """Let events pass until `holds` is true."""
        self._qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT_MS)

    def state_of(self, account: MailAccount = JAN) -> MailState | None:
        """Return how the count of an account stands, None without it."""
        counter = self.mailbox.counter_of(account)
        return counter.state if counter else None

    def wait_kind(self, kind: MailStatus, account: MailAccount = JAN) -> MailState:
        """Return the state of an account once it is of this kind."""
        return self._wait_state(lambda state: state.status is kind, account)

    def counted(self, unread: int, account: MailAccount = JAN) -> MailState:
        """Return the state of an account once it counts so many."""
        return self._wait_state(
            lambda state: state.status is MailStatus.COUNTED and state.unread == unread, account
        )

    def _wait_state(self, holds: Callable[[MailState], bool], account: MailAccount) -> MailState:
        def is_there() -> bool:
            state = self.state_of(account)
            return state is not None and holds(state)

        self.wait(is_there)
        state = self.state_of(account)
        assert state is not None
        return state

    def close(self) -> None:
        self.mailbox.stop()
        self.tasks.stop()


OpenOffice = Callable[..., MailboxFixture]


@contextmanager
def closing_all(fixtures: list[MailboxFixture]) -> Iterator[None]:
    """Close what was opened meanwhile."""
    yield
    for office in fixtures:
        office.close()
