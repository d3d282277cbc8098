"""The keyring, asked off the GUI thread for the passwords of mail accounts."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from desktop.core.mail import Credential, MailAccount
from desktop.mail.credentials import Credentials
from desktop.qt.tasks import Tasks

# A prompt may be waiting for the user, who may have gone for coffee.
KEYRING_TIMEOUT_MS = 120_000

PasswordDone = Callable[[Credential], None]


class _Request(NamedTuple):
    account: MailAccount
    ask: Callable[[], Credential]
    done: PasswordDone


class Passwords(QObject):
    """Asks the keyring one question at a time; answers come on the GUI thread.

    Where an answer takes too long `done` is told so, and once more when it has come after all.
    """

    def __init__(
        self,
        credentials: Credentials,
        tasks: Tasks,
        *,
        timeout_ms: int = KEYRING_TIMEOUT_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._credentials = credentials
        self._tasks = tasks
        self._requests: deque[_Request] = deque()  # the first of them is being asked
        self._is_stopped = False
        self._timeout = QTimer(self, interval=timeout_ms, singleShot=True)
        self._timeout.timeout.connect(self._on_timeout)

    def load(self, account: MailAccount, done: PasswordDone, *, by_hand: bool = False) -> None:
        """Give `done` the password of `account`, or why there is none."""
        self._put(
            _Request(account, partial(self._credentials.load, account, by_hand=by_hand), done)
        )

    def save(self, account: MailAccount, password: str, done: PasswordDone) -> None:
        """Keep a password and tell `done` where it is kept."""
        self._put(_Request(account, partial(self._credentials.save, account, password), done))

    def remove(self, account: MailAccount, done: PasswordDone) -> None:
        """Forget a password and tell `done` whether it is gone."""
        self._put(_Request(account, partial(self._credentials.remove, account), done))

    def stop(self) -> None:
        """Ask nothing more, and give no more answers."""
        self._is_stopped = True
        self._requests.clear()
        self._timeout.stop()

    def _put(self, request: _Request) -> None:
        self._requests.append(request)
        if len(self._requests) == 1:
            self._ask_first()

    def _ask_first(self) -> None:
        request = self._requests[0]

        def run() -> None:
            answer = request.ask()
            self._tasks.call_in_gui_thread(self, lambda: self._on_answer(request, answer))

        self._timeout.start()
        self._tasks.run_in_own_thread(run, name="keyring")

    def _on_answer(self, request: _Request, answer: Credential) -> None:
        """Pass an answer on, a late one as well."""
        if self._is_stopped:
            return
        if self._requests and request is self._requests[0]:
            self._timeout.stop()
            self._requests.popleft()
            if self._requests:
                self._ask_first()
        request.done(answer)

    def _on_timeout(self) -> None:
        """Go on without a keyring that does not answer: memory does, at once."""
        request = self._requests[0]
        self._on_answer(request, self._credentials.without_keyring(request.account))
