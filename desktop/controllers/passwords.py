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
PATIENCE_MS = 120_000


class _Question(NamedTuple):
    ask: Callable[[], Credential]
    done: Callable[[Credential], None]


class Passwords(QObject):
    """Loads, saves and removes passwords; each answer arrives on the GUI thread."""

    def __init__(
        self,
        credentials: Credentials,
        tasks: Tasks,
        *,
        patience_ms: int = PATIENCE_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._credentials = credentials
        self._tasks = tasks
        self._waiting: deque[_Question] = deque()
        self._asked: _Question | None = None
        self._patience = QTimer(self, interval=patience_ms, singleShot=True)
        self._patience.timeout.connect(self._go_on_without)

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
        self._patience.stop()

    def _put(self, ask: Callable[[], Credential], done: Callable[[Credential], None]) -> None:
        self._waiting.append(_Question(ask, done))
        self._ask_next()

    def _ask_next(self) -> None:
        if self._asked is not None or not self._waiting:
            return
        question = self._asked = self._waiting.popleft()

        def run() -> None:
            answer = question.ask()
            self._tasks.call_in_gui_thread(self, lambda: self._on_answer(question, answer))

        self._patience.start()
        self._tasks.run_in_own_thread(run, name="keyring")

    def _on_answer(self, question: _Question, answer: Credential) -> None:
        if question is not self._asked:  # it was not waited for
            return
        self._patience.stop()
        self._asked = None
        question.done(answer)
        self._ask_next()

    def _go_on_without(self) -> None:
        """Leave a keyring alone that does not answer: memory does, at once."""
        self._credentials.give_up()
        question = self._asked
        if question is not None:
            self._on_answer(question, question.ask())
