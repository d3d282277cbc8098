"""When to tell of new mail, and how: the notification, once a minute at most."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.controllers.mail.messages import password_notification
from desktop.core.mail import MailAccount, MailState, MailStatus
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


class MailNotifier(QObject):
    """Follows the count and tells what came, or that the password is accepted no longer.

    Signals:
        notification_ready(str, str): title and body, to be shown in place of what was shown before.
        notification_cleared(): what was told is news no longer.
        enabled_changed(bool): whether new mail is told.
        webmail_wanted(), account_wanted(): the user opened what was told last.
    """

    notification_ready = Signal(str, str)
    notification_cleared = Signal()
    enabled_changed = Signal(bool)
    webmail_wanted = Signal()
    account_wanted = Signal()

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
        self._notified: NotificationState | None = None
        self._is_refused = False
        self._is_about_password = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._notify)
        settings.changed.connect(self._on_setting)

    def set_enabled(self, is_enabled: bool) -> None:
        """Tell of new mail, or no longer."""
        self._settings.mail_notifies = is_enabled

    def set_shows_headers(self, shows_headers: bool) -> None:
        """Name sender and subject, or no longer."""
        self._settings.mail_shows_headers = shows_headers

    def open_notification(self) -> None:
        """Open what the last notification was about."""
        (self.account_wanted if self._is_about_password else self.webmail_wanted).emit()

    def on_state(self, state: MailState | None) -> None:
        """Enter how the count stands; None ends what was known of an account."""
        if state is None:
            self._forget()
            return
        if self._notified is None:
            self._notified = NotificationState(state.baseline)
        had_announced = self._notified.announced
        headers = tuple(
            MessageHeader(display_sender(a.sender), display_subject(a.subject))
            for a in state.arrivals
        )
        after = self._notified = update(self._notified, state, headers, self._preferences())
        if had_announced and not (after.announced or after.unread):
            self.notification_cleared.emit()
        self._check_password(state)
        self._notify()

    def mark_seen(self) -> None:
        """Take it that the user knows of everything up to now."""
        if self._notified is not None:
            self._notified = mark_seen(self._notified)
            self._timer.stop()
            self.notification_cleared.emit()

    def _notify(self) -> None:
        if self._notified is None:
            return
        self._notified, notification = next_notification(
            self._notified, self._monotonic(), self._preferences(), QCoreApplication.translate
        )
        if notification is not None:
            self._is_about_password = False
            self.notification_ready.emit(*notification)
        left_s = seconds_until_next(self._notified, self._monotonic())
        if left_s is not None:
            self._timer.start(round(left_s * 1000) + 1)

    def _check_password(self, state: MailState) -> None:
        """Tell once that the password is wrong; it is not tried again by itself."""
        was_refused, self._is_refused = self._is_refused, state.status is MailStatus.WRONG_PASSWORD
        account = self._account()
        if self._is_refused and not was_refused and account and self._settings.mail_notifies:
            self._is_about_password = True
            self.notification_ready.emit(*password_notification(account))

    def _forget(self) -> None:
        self._timer.stop()
        self._is_refused = False
        if self._notified is not None:
            self._notified = None
            self.notification_cleared.emit()

    def _on_setting(self, key: str) -> None:
        if key == Settings.mail_notifies.key:
            self.enabled_changed.emit(self._settings.mail_notifies)

    def _preferences(self) -> NotificationPreferences:
        return NotificationPreferences(
            is_off=not self._settings.mail_notifies, shows_headers=self._settings.mail_shows_headers
        )
