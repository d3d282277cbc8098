"""The keyring, asked off the GUI thread, one question at a time, and not waited for endlessly."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from desktop.core.mail import Credential, MailAccount
from desktop.mail.credentials import Credentials
from desktop.qt.tasks import Tasks

# A prompt may be waiting for the user, who may have gone for coffee.
TIMEOUT_MS = 120_000


class _Request(NamedTuple):
    ask: Callable[[], Credential]
    done: Callable[[Credential], None]


class Passwords(QObject):
    """Loads, saves and removes passwords; each answer arrives on the GUI thread."""

    def __init__(
        self,
        credentials: Credentials,
        tasks: Tasks,
        *,
        timeout_ms: int = TIMEOUT_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._credentials = credentials
        self._tasks = tasks
        self._waiting: deque[_Request] = deque()
        self._asked: _Request | None = None
        self._timeout = QTimer(self, interval=timeout_ms, singleShot=True)
        self._timeout.timeout.connect(self._on_timeout)

    def load(self, account: MailAccount, done: Callable[[Credential], None]) -> None:
        """Give `done` the password of `account`, or why there is none."""
        self._put(partial(self._credentials.load, account), done)

    def save(self, account: MailAccount, password: str, done: Callable[[Credential], None]) -> None:
        """Keep a password and tell `done` where it is kept."""
        self._put(partial(self._credentials.save, account, password), done)

    def remove(self, account: MailAccount, done: Callable[[Credential], None]) -> None:
        """Forget a password and tell `done` whether it is gone."""
        self._put(partial(self._credentials.remove, account), done)

    def stop(self) -> None:
        """Ask nothing more."""
        self._waiting.clear()
        self._timeout.stop()

    def _put(self, ask: Callable[[], Credential], done: Callable[[Credential], None]) -> None:
        self._waiting.append(_Request(ask, done))
        self._ask_next()

    def _ask_next(self) -> None:
        if self._asked is not None or not self._waiting:
            return
        request = self._asked = self._waiting.popleft()

        def run() -> None:
            answer = request.ask()
            self._tasks.call_in_gui_thread(self, lambda: self._on_answer(request, answer))

        self._timeout.start()
        self._tasks.run_in_own_thread(run, name="keyring")

    def _on_answer(self, request: _Request, answer: Credential) -> None:
        if request is not self._asked:  # it was not waited for
            return
        self._timeout.stop()
        self._asked = None
        request.done(answer)
        self._ask_next()

    def _on_timeout(self) -> None:
        """Leave a keyring alone that does not answer: memory does, at once."""
        self._credentials.give_up()
        request = self._asked
        if request is not None:
            self._on_answer(request, request.ask())
