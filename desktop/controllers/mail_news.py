"""When to tell of new mail, and how: the notification, once a minute at most."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.controllers.mail_words import password_notification
from desktop.core.mail import Arrival, MailAccount, MailState, MailStatus
from desktop.core.mail_notification import (
    MessageHeader,
    NotificationPreferences,
    NotificationState,
    mark_seen,
    next_notification,
    seconds_until_next,
    update,
)
from desktop.mail.headers import display_sender, display_subject
from desktop.qt.settings import Settings


class MailNews(QObject):
    """Follows the count and tells what came.

    Signals:
        told(Notification): to be shown in place of what was shown before.
        password_wanted(Notification): the same; counting ended until there is another password.
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
        self._notification_state: NotificationState | None = None
        self._is_refused = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)

    def take(self, state: MailState | None) -> None:
        """Enter how the count stands; None ends what was known of an account."""
        if state is None:
            self._forget()
            return
        if self._notification_state is None:
            self._notification_state = NotificationState(state.baseline)
        was_told = self._notification_state.told
        self._notification_state = update(
            self._notification_state, state, headers_of(state.arrivals), self._preferences()
        )
        if was_told and not self._notification_state.told and not self._notification_state.unread:
            self.withdrawn.emit()
        self._take_refusal(state)
        self._tell()

    def seen(self) -> None:
        """Take it that the user knows of everything up to now."""
        if self._notification_state is not None:
            self._notification_state = mark_seen(self._notification_state)
            self._timer.stop()
            self.withdrawn.emit()

    def _tell(self) -> None:
        if self._notification_state is None:
            return
        self._notification_state, notification = next_notification(
            self._notification_state,
            self._monotonic(),
            self._preferences(),
            QCoreApplication.translate,
        )
        if notification is not None:
            self.told.emit(notification)
        left_s = seconds_until_next(self._notification_state, self._monotonic())
        if left_s is not None:
            self._timer.start(round(left_s * 1000) + 1)

    def _take_refusal(self, state: MailState) -> None:
        """Tell once that the password is wrong; it is not tried again by itself."""
        was_refused, self._is_refused = self._is_refused, state.status is MailStatus.WRONG_PASSWORD
        account = self._account()
        if self._is_refused and not was_refused and account and self._settings.mail_notifies:
            self.password_wanted.emit(password_notification(account))

    def _forget(self) -> None:
        self._timer.stop()
        self._is_refused = False
        if self._notification_state is not None:
            self._notification_state = None
            self.withdrawn.emit()

    def _preferences(self) -> NotificationPreferences:
        settings = self._settings
        return NotificationPreferences(
            is_off=not settings.mail_notifies,
            shows_headers=settings.mail_names_letters,
        )


def headers_of(arrivals: tuple[Arrival, ...]) -> tuple[MessageHeader, ...]:
    """Return who wrote about what, as text that is safe to show."""
    return tuple(
        MessageHeader(display_sender(a.sender), display_subject(a.subject)) for a in arrivals
    )
