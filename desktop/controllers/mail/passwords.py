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
    ask: Callable[[], Credential]
    done: PasswordDone


class Passwords(QObject):
    """Asks the keyring one question at a time, not endlessly; answers come on the GUI thread."""

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
        self._timeout = QTimer(self, interval=timeout_ms, singleShot=True)
        self._timeout.timeout.connect(self._on_timeout)

    def load(self, account: MailAccount, done: PasswordDone) -> None:
        """Give `done` the password of `account`, or why there is none."""
        self._put(partial(self._credentials.load, account), done)

    def save(self, account: MailAccount, password: str, done: PasswordDone) -> None:
        """Keep a password and tell `done` where it is kept."""
        self._put(partial(self._credentials.save, account, password), done)

    def remove(self, account: MailAccount, done: PasswordDone) -> None:
        """Forget a password and tell `done` whether it is gone."""
        self._put(partial(self._credentials.remove, account), done)

    def stop(self) -> None:
        """Ask nothing more, and give no more answers."""
        self._requests.clear()
        self._timeout.stop()

    def _put(self, ask: Callable[[], Credential], done: PasswordDone) -> None:
        self._requests.append(_Request(ask, done))
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
        if not self._requests or request is not self._requests[0]:  # it was not waited for
            return
        self._timeout.stop()
        self._requests.popleft()
        if self._requests:
            self._ask_first()
        request.done(answer)

    def _on_timeout(self) -> None:
        """Leave a keyring alone that does not answer: memory does, at once."""
        self._credentials.give_up()
        request = self._requests[0]
        self._on_answer(request, request.ask())
