"""When to tell of new mail, and how: the digest, once a minute at most."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.controllers.mail_words import password_digest
from desktop.core.digest import Ledger, Letter, Manner, seen, take, tell, wait_s
from desktop.core.mail import Arrival, MailAccount, MailKind, MailState
from desktop.mail.headers import display_sender, display_subject
from desktop.qt.settings import Settings


class MailNews(QObject):
    """Follows the count and tells what came.

    Signals:
        told(Digest): to be shown in place of what was shown before.
        password_wanted(Digest): the same; counting ended until there is another password.
        withdrawn(): what was told is news no longer.
    """

    told = Signal(object)
    password_wanted = Signal(object)
    withdrawn = Signal()

    def __init__(
        self,
        settings: Settings,
        account: Callable[[], MailAccount | None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._account = account
        self._monotonic = monotonic
        self._ledger: Ledger | None = None
        self._is_refused = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)

    def take(self, state: MailState | None) -> None:
        """Enter how the count stands; None ends what was known of an account."""
        if state is None:
            self._forget()
            return
        if self._ledger is None:
            self._ledger = Ledger(state.baseline)
        was_told = self._ledger.told
        self._ledger = take(self._ledger, state, letters_of(state.arrivals), self._manner())
        if was_told and not self._ledger.told and not self._ledger.unread:
            self.withdrawn.emit()
        self._take_refusal(state)
        self._tell()

    def seen(self) -> None:
        """Take it that the user knows of everything up to now."""
        if self._ledger is not None:
            self._ledger = seen(self._ledger)
            self._timer.stop()
            self.withdrawn.emit()

    def _tell(self) -> None:
        if self._ledger is None:
            return
        self._ledger, digest = tell(self._ledger, self._monotonic(), self._manner())
        if digest is not None:
            self.told.emit(digest)
        left_s = wait_s(self._ledger, self._monotonic())
        if left_s is not None:
            self._timer.start(round(left_s * 1000) + 1)

    def _take_refusal(self, state: MailState) -> None:
        """Tell once that the password is wrong; it is not tried again by itself."""
        was_refused, self._is_refused = self._is_refused, state.kind is MailKind.WRONG_PASSWORD
        account = self._account()
        if self._is_refused and not was_refused and account and self._settings.mail_notifies:
            self.password_wanted.emit(password_digest(account))

    def _forget(self) -> None:
        self._timer.stop()
        self._is_refused = False
        if self._ledger is not None:
            self._ledger = None
            self.withdrawn.emit()

    def _manner(self) -> Manner:
        settings = self._settings
        return Manner(
            is_quiet=not settings.mail_notifies,
            names_letters=settings.mail_names_letters,
            language=settings.language.value,
        )


def letters_of(arrivals: tuple[Arrival, ...]) -> tuple[Letter, ...]:
    """Return who wrote about what, as text that is safe to show."""
    return tuple(Letter(display_sender(a.sender), display_subject(a.subject)) for a in arrivals)
