"""The count of one account: its password, the thread that counts, and how that stands."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.controllers.mail.passwords import Passwords
from desktop.core.mail import (
    Credential,
    KeptAccount,
    MailAccount,
    MailEvent,
    MailFailed,
    MailReason,
    PasswordStatus,
)
from desktop.core.mail_states import MailState, MailStatus, failed, step
from desktop.mail.monitor import MailboxMonitor, OpenInbox
from desktop.qt.tasks import Tasks

# Somebody may have opened the keyring for another program meanwhile.
KEYRING_RETRY_MS = 600_000

_REASONS = {
    PasswordStatus.LOCKED: MailReason.KEYRING_LOCKED,
    PasswordStatus.DENIED: MailReason.KEYRING_DENIED,
}


class AccountCounter(QObject):
    """Counts the unread mail of one account from `start` to `stop`."""

    changed = Signal(object)  # AccountCounter: the count, or how it stands, is another

    def __init__(
        self,
        kept: KeptAccount,
        passwords: Passwords,
        tasks: Tasks,
        clock: Callable[[], datetime],
        *,
        open_inbox: OpenInbox,
        asks_headers: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.account: MailAccount = kept.account
        self._passwords = passwords
        self._tasks = tasks
        self._clock = clock
        self._open_inbox = open_inbox
        self._asks_headers = asks_headers
        self._monitor: MailboxMonitor | None = None
        self._is_loading = False
        self._retry = QTimer(self, interval=KEYRING_RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self._retry_load)
        # How the count stands.
        self.state = MailState(MailStatus.OFF, clock(), baseline=kept.baseline)
        # What became of the password, None while that is not known.
        self.credential: Credential | None = None

    @property
    def kept(self) -> KeptAccount:
        """The account as it is to be kept."""
        return KeptAccount(self.account, self.state.baseline)

    def start(self) -> None:
        """Count, with the password that is kept."""
        if self.state.status is MailStatus.OFF:
            self._tell(step(self.state, MailEvent.STARTED, self._clock()))
            self._load(by_hand=False)

    def start_with(self, password: str, *, has_worked: bool) -> None:
        """Count anew, with another password; `has_worked` if a login with it has succeeded."""
        self._stop_monitor()
        self.credential = None
        state = step(self.state, MailEvent.STARTED, self._clock())
        self._tell(MailState(state.status, state.since, baseline=state.baseline))
        self._count(password, has_worked=has_worked)

    def check(self) -> None:
        """Count now; where no password is at hand, ask the keyring for it anew."""
        if self._monitor is not None:
            self._monitor.check()
        elif self.state.status is not MailStatus.OFF and not self._is_loading:
            self._tell(step(self.state, MailEvent.CHECKED, self._clock()))
            self._load(by_hand=True)

    def wake(self) -> None:
        """Connect anew: the machine has slept, or has another network."""
        if self._monitor is not None:
            self._monitor.wake()

    def set_asks_headers(self, asks_headers: bool) -> None:
        """Ask for sender and subject of new messages from now on, or no longer."""
        self._asks_headers = asks_headers
        if self._monitor is not None:
            self._monitor.asks_headers = asks_headers

    def stop(self, *, is_removed: bool = False) -> None:
        """Count no more; nobody hears of it unless the account is removed."""
        self._stop_monitor()
        if is_removed:
            self._tell(step(self.state, MailEvent.REMOVED, self._clock()))
        self.blockSignals(True)

    def _load(self, *, by_hand: bool) -> None:
        self._is_loading = True
        self._passwords.load(self.account, self._on_loaded, by_hand=by_hand)

    def _retry_load(self) -> None:
        if self._monitor is None and not self._is_loading:
            self._load(by_hand=False)

    def _on_loaded(self, credential: Credential) -> None:
        """Take what the keyring says, also when it comes late."""
        self._is_loading = False
        if self._monitor is not None or self.signalsBlocked():
            return
        self.credential = credential
        now = self._clock()
        if credential.password is not None:
            self._tell(step(self.state, MailEvent.KEYRING_OPENED, now))
            self._count(credential.password, has_worked=self.state.baseline is not None)
            return
        self._tell(failed(self.state, missing(self.account, credential), now))
        if self.state.status is MailStatus.KEYRING_CLOSED:
            self._retry.start()

    def _count(self, password: str, *, has_worked: bool) -> None:
        def on_state(state: MailState) -> None:
            self._tasks.call_in_gui_thread(self, lambda: self._on_state(monitor, state))

        monitor = self._monitor = MailboxMonitor(
            self.account,
            password,
            on_state,
            open_inbox=self._open_inbox,
            baseline=self.state.baseline,
            has_worked=has_worked,
            asks_headers=self._asks_headers,
        )
        self._tasks.run_in_own_thread(monitor.run, name="mail")

    def _stop_monitor(self) -> None:
        self._retry.stop()
        if self._monitor is not None:
            self._monitor.stop()
            self._monitor = None

    def _on_state(self, monitor: MailboxMonitor, state: MailState) -> None:
        if monitor is self._monitor:
            self._tell(state)

    def _tell(self, state: MailState) -> None:
        self.state = state
        self.changed.emit(self)


def missing(account: MailAccount, credential: Credential) -> MailFailed:
    """Return the failure that a password which is not there amounts to."""
    return MailFailed(account.server, _REASONS.get(credential.status, MailReason.NO_PASSWORD))
