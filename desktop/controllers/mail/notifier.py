"""When to tell of new mail, and how: the notification, once a minute at most."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.controllers.mail.counter import AccountCounter
from desktop.controllers.mail.messages import trouble_notification
from desktop.core.mail import MailAccount
from desktop.core.mail_notification import (
    MessageHeader,
    NotificationPreferences,
    NotificationState,
    announced,
    mark_seen,
    merged,
    next_notification,
    seconds_until_next,
    update,
)
from desktop.core.mail_states import MailState, MailStatus
from desktop.mail.headers import display_sender, display_subject
from desktop.qt.settings import Settings

# Not a keyring that is closed, nor a password that was never kept: that is told where it is asked.
ENDED = frozenset({MailStatus.PASSWORD_NEEDED, MailStatus.OTHER_LOGIN, MailStatus.GIVEN_UP})


class MailNotifier(QObject):
    """Follows the count and tells what came, or that counting has ended."""

    # Title and body, to be shown in place of what was shown before.
    notification_ready = Signal(str, str)
    notification_cleared = Signal()  # what was told is news no longer
    enabled_changed = Signal(bool)  # whether new mail is told
    # The user opened what was told last.
    webmail_wanted = Signal()
    account_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._monotonic = monotonic
        self._notified: dict[MailAccount, NotificationState] = {}
        self._ended: set[MailAccount] = set()
        self._is_about_account = False
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
        (self.account_wanted if self._is_about_account else self.webmail_wanted).emit()

    def on_count(self, counter: AccountCounter) -> None:
        """Enter how the count of an account stands."""
        account, state = counter.account, counter.state
        if state.status is MailStatus.OFF:
            self._forget(account)
            return
        before = merged(self._notified.values())
        known = self._notified.get(account) or NotificationState(state.baseline)
        headers = tuple(
            MessageHeader(display_sender(a.sender), display_subject(a.subject))
            for a in state.arrivals
        )
        self._notified[account] = update(known, state, headers, self._preferences())
        after = merged(self._notified.values())
        if before.announced and not (after.announced or after.unread):
            self.notification_cleared.emit()
        self._check_trouble(account, state)
        self._notify()

    def mark_seen(self) -> None:
        """Take it that the user knows of everything up to now."""
        if self._notified:
            self._notified = {a: mark_seen(state) for a, state in self._notified.items()}
            self._timer.stop()
            self.notification_cleared.emit()

    def _notify(self) -> None:
        whole, now_s = merged(self._notified.values()), self._monotonic()
        after, notification = next_notification(
            whole, now_s, self._preferences(), QCoreApplication.translate
        )
        if notification is not None:
            self._notified = {a: announced(s, now_s) for a, s in self._notified.items()}
            self._is_about_account = False
            self.notification_ready.emit(*notification)
        left_s = seconds_until_next(after, now_s)
        if left_s is not None:
            self._timer.start(round(left_s * 1000) + 1)

    def _check_trouble(self, account: MailAccount, state: MailState) -> None:
        """Tell once that only the user can go on."""
        if state.status not in ENDED:
            if state.status is MailStatus.COUNTED:
                self._ended.discard(account)
            return
        if account not in self._ended and state.error and self._settings.mail_notifies:
            self._is_about_account = True
            self.notification_ready.emit(*trouble_notification(account, state.error))
        self._ended.add(account)

    def _forget(self, account: MailAccount) -> None:
        self._ended.discard(account)
        if self._notified.pop(account, None) is not None and not self._notified:
            self._timer.stop()
            self.notification_cleared.emit()

    def _on_setting(self, key: str) -> None:
        if key == Settings.mail_notifies.key:
            self.enabled_changed.emit(self._settings.mail_notifies)

    def _preferences(self) -> NotificationPreferences:
        return NotificationPreferences(
            is_off=not self._settings.mail_notifies, shows_headers=self._settings.mail_shows_headers
        )
