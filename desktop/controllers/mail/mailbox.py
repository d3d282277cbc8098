"""The user's mailbox: which account is counted, and how its unread mail stands."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.controllers.mail.passwords import Passwords
from desktop.core.mail import (
    FINAL_STATUSES,
    Credential,
    KeptAccount,
    MailAccount,
    MailFailed,
    MailReason,
    MailState,
    MailStatus,
    PasswordStatus,
)
from desktop.mail.accounts import accounts_text, parse_accounts
from desktop.mail.interrupter import Interrupter
from desktop.mail.monitor import MailboxMonitor, OpenInbox, try_login
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks

# Loading the keyring and IMAP takes 0.3 s of a core, which the first news needs.
START_AFTER_MS = 5000
# Mail is read in the browser, of which nothing is heard: look when some has been read.
RECOUNTS_AFTER_MS = (30_000, 120_000)

LoginTestDone = Callable[[int | MailFailed], None]

_REASONS = {
    PasswordStatus.LOCKED: MailReason.KEYRING_LOCKED,
    PasswordStatus.DENIED: MailReason.KEYRING_DENIED,
}


class Mailbox(QObject):
    """Counts the unread mail of the first of the user's accounts.

    Attributes:
        state: How the count stands, None while no account is counted.
        credential: What became of the password, None while that is not known.

    Signals:
        changed(MailState | None): the count, or how it stands, is another.
        account_changed(str): the address whose mail is counted now, "" for none.
        kept(Credential): what became of a password that was saved.
        not_removed(Credential): the password of a removed account is still in the keyring.
        visited(): the user looked into the webmail: what is there is new no longer.
        account_wanted(): only another password, or account, would help.
    """

    changed = Signal(object)
    account_changed = Signal(str)
    kept = Signal(object)
    not_removed = Signal(object)
    visited = Signal()
    account_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        passwords: Passwords,
        tasks: Tasks,
        clock: Callable[[], datetime],
        *,
        open_inbox: OpenInbox,
        recounts_after_ms: tuple[int, ...] = RECOUNTS_AFTER_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._passwords = passwords
        self._tasks = tasks
        self._clock = clock
        self._open_inbox = open_inbox
        self._accounts = parse_accounts(settings.mail_accounts)
        self._monitor: MailboxMonitor | None = None
        self.state: MailState | None = None
        self.credential: Credential | None = None
        self._recounts = [QTimer(self, interval=ms, singleShot=True) for ms in recounts_after_ms]
        for timer in self._recounts:
            timer.timeout.connect(self.check)
        settings.changed.connect(self._on_setting)

    @property
    def account(self) -> MailAccount | None:
        """The account that is counted, None if there is none."""
        return self._accounts[0].account if self._accounts else None

    @property
    def address(self) -> str:
        """The address whose mail is counted, "" for none."""
        return self.account.address if self.account else ""

    @property
    def needs_account(self) -> bool:
        """Whether nothing can be counted until the user enters a password."""
        return self.state is not None and self.state.status in FINAL_STATUSES

    def start_later(self) -> None:
        """Begin to count when the news has begun to come in."""
        QTimer.singleShot(START_AFTER_MS, self, self.start)

    def start(self) -> None:
        """Begin to count, if there is an account."""
        if self._monitor is None and self.account is not None:
            self._load()

    def stop(self) -> None:
        """Count no more, until the next start of the program."""
        self._stop_monitor()
        self._passwords.stop()

    def check_or_ask(self) -> None:
        """Count now, or ask for what is missing to do so."""
        if self.needs_account:
            self.account_wanted.emit()
        else:
            self.check()

    def check(self) -> None:
        """Count now; where the keyring was locked, see whether it still is."""
        if self.state is not None and self.state.status is MailStatus.LOCKED:
            self._load()
        elif self._monitor is not None:
            self._monitor.check()

    def wake(self) -> None:
        """Connect anew: the machine has slept, or has another network."""
        if self._monitor is not None:
            self._monitor.wake()

    def on_webmail_opened(self) -> None:
        """Take it that the user reads mail in the browser from now on."""
        self.visited.emit()
        if self._monitor is not None:
            for timer in self._recounts:
                timer.start()

    def test(self, account: MailAccount, password: str, done: LoginTestDone) -> Callable[[], None]:
        """Log in once and give `done` the number of unread messages or the failure.

        Without a `password` the one that is kept is taken. Returns what cancels it; `done`
        may still be called then.
        """
        interrupter = Interrupter()

        def run(password: str) -> None:
            result = try_login(account, password, interrupter, open_inbox=self._open_inbox)
            self._tasks.call_in_gui_thread(self, lambda: done(result))

        def log_in(password: str) -> None:
            self._tasks.run_in_own_thread(partial(run, password), name="mail-test")

        def on_loaded(credential: Credential) -> None:
            if credential.password:
                log_in(credential.password)
            else:
                interrupter.close()
                done(missing(account, credential))

        if password:
            log_in(password)
        else:
            self._passwords.load(account, on_loaded)
        return interrupter.abort

    def save(self, account: MailAccount, password: str) -> None:
        """Count the mail of `account` from now on, in place of that of any other."""
        before = self.account
        self._stop_monitor()
        if before != account:
            self._tell(None)
            self._keep((KeptAccount(account),))
        if before is not None and before[1:] != account[1:]:  # another entry in the keyring
            self._passwords.remove(before, self._on_removed)
        self.credential = None
        self._passwords.save(account, password, self._on_saved)
        # Meanwhile the keyring may ask whatever it wants.
        self._start_monitor(password)

    def remove(self) -> None:
        """Count no more and forget the account, its password too."""
        account = self.account
        self._stop_monitor()
        self._keep(())
        self.credential = None
        if account is not None:
            self._passwords.remove(account, self._on_removed)
        self._tell(None)

    def _keep(self, accounts: tuple[KeptAccount, ...]) -> None:
        self._accounts = accounts
        self._settings.mail_accounts = accounts_text(accounts)
        self.account_changed.emit(self.address)

    def _take_over(self, accounts: tuple[KeptAccount, ...]) -> None:
        """Count for the accounts of settings that were put back; passwords stay where they are."""
        self._stop_monitor()
        self.credential = None
        self._keep(accounts)
        self._tell(None)
        self.start()

    def _load(self) -> None:
        account = self._accounts[0].account
        self._tell_uncounted(MailStatus.CONNECTING)
        self._passwords.load(account, partial(self._on_loaded, account))

    def _on_loaded(self, account: MailAccount, credential: Credential) -> None:
        if account != self.account or self._monitor is not None:  # another was saved meanwhile
            return
        self.credential = credential
        if credential.password is not None:
            self._start_monitor(credential.password)
        else:
            failure = missing(account, credential)
            self._tell_uncounted(failure.reason.status, failure)

    def _on_saved(self, credential: Credential) -> None:
        self.credential = credential
        self.kept.emit(credential)

    def _on_removed(self, credential: Credential) -> None:
        if credential.status is not PasswordStatus.NONE:
            self.not_removed.emit(credential)

    def _start_monitor(self, password: str) -> None:
        account, baseline = self._accounts[0]

        def on_state(state: MailState) -> None:
            self._tasks.call_in_gui_thread(self, lambda: self._on_state(monitor, state))

        monitor = self._monitor = MailboxMonitor(
            account,
            password,
            on_state,
            open_inbox=self._open_inbox,
            baseline=baseline,
            asks_headers=self._asks_headers(),
        )
        self._tasks.run_in_own_thread(monitor.run, name="mail")

    def _stop_monitor(self) -> None:
        for timer in self._recounts:
            timer.stop()
        if self._monitor is not None:
            self._monitor.stop()
            self._monitor = None

    def _on_state(self, monitor: MailboxMonitor, state: MailState) -> None:
        if monitor is not self._monitor:
            return
        kept = self._accounts[0]
        if state.baseline is not None and state.baseline != kept.baseline:
            self._keep((kept._replace(baseline=state.baseline), *self._accounts[1:]))
        self._tell(state)

    def _tell_uncounted(self, status: MailStatus, error: MailFailed | None = None) -> None:
        baseline = self._accounts[0].baseline
        self._tell(MailState(status, self._clock(), error=error, baseline=baseline))

    def _tell(self, state: MailState | None) -> None:
        self.state = state
        self.changed.emit(state)

    def _on_setting(self, key: str) -> None:
        stored = self._settings.mail_accounts
        if key == Settings.mail_accounts.key and stored != accounts_text(self._accounts):
            self._take_over(parse_accounts(stored))
        if self._monitor is not None:
            self._monitor.asks_headers = self._asks_headers()

    def _asks_headers(self) -> bool:
        return self._settings.mail_notifies and self._settings.mail_shows_headers


def missing(account: MailAccount, credential: Credential) -> MailFailed:
    """Return the failure that a password which is not there amounts to."""
    return MailFailed(account.server, _REASONS.get(credential.status, MailReason.NO_PASSWORD))
