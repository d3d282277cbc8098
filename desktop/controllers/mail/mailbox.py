"""The user's mailboxes: which accounts are counted, and how their unread mail stands."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.controllers.mail.counter import AccountCounter, missing
from desktop.controllers.mail.passwords import Passwords
from desktop.core.mail import (
    Credential,
    KeptAccount,
    MailAccount,
    MailFailed,
    PasswordStatus,
)
from desktop.core.mail_states import IndicatorKind, MailState, MailStatus, UserStep
from desktop.mail.accounts import accounts_text, parse_accounts
from desktop.mail.credentials import entry_of
from desktop.mail.interrupter import Interrupter
from desktop.mail.monitor import OpenInbox, try_login
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks

# Loading the keyring and IMAP takes 0.3 s of a core, which the first news needs.
START_AFTER_MS = 5000
# Mail is read in the browser, of which nothing is heard: look when some has been read.
RECOUNTS_AFTER_MS = (30_000, 120_000)

LoginTestDone = Callable[[int | MailFailed], None]


class Mailbox(QObject):
    """Counts the unread mail of the user's accounts, one `AccountCounter` for each."""

    # AccountCounter: the count of an account, or how it stands, is another.
    changed = Signal(object)
    account_changed = Signal(str)  # whose mail is counted now, see `name`
    kept = Signal(object)  # Credential: what became of a password that was saved
    # Credential: the password of a removed account is still in the keyring.
    not_removed = Signal(object)
    visited = Signal()  # the user looked into the webmail: what is there is new no longer
    account_wanted = Signal()  # only another password, or account, would help

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
        self._counters = [self._counter(k) for k in parse_accounts(settings.mail_accounts)]
        self._recounts = [QTimer(self, interval=ms, singleShot=True) for ms in recounts_after_ms]
        for timer in self._recounts:
            timer.timeout.connect(self.check)
        settings.changed.connect(self._on_setting)

    @property
    def accounts(self) -> tuple[MailAccount, ...]:
        """The accounts that are counted."""
        return tuple(counter.account for counter in self._counters)

    @property
    def name(self) -> str:
        """Whose mail is counted: an address, how many mailboxes, or ""."""
        accounts = self.accounts
        if len(accounts) < 2:
            return accounts[0].address if accounts else ""
        return QCoreApplication.translate("Mail", "{} postvakken").format(len(accounts))

    @property
    def states(self) -> list[tuple[str, MailState]]:
        """How the count of each address stands, once it has begun."""
        begun = (c for c in self._counters if c.state.status is not MailStatus.OFF)
        return [(counter.account.address, counter.state) for counter in begun]

    @property
    def needs_account(self) -> bool:
        """Whether a mailbox is not counted until the user enters a password."""
        return any(counter.state.row.step is UserStep.ENTER for counter in self._counters)

    def counter_of(self, account: MailAccount | None) -> AccountCounter | None:
        """Return what counts an account; None if that is not counted."""
        return next((c for c in self._counters if c.account == account), None)

    def is_in_trouble(self, account: MailAccount) -> bool:
        """Return whether an account should be counted and is not."""
        counter = self.counter_of(account)
        return counter is not None and not _is_well(counter.state)

    def first_in_trouble(self) -> MailAccount | None:
        """Return the account that the user is most likely to want to see to, None without one."""
        troubled = filter(self.is_in_trouble, self.accounts)
        return next(troubled, next(iter(self.accounts), None))

    def start_later(self) -> None:
        """Begin to count when the news has begun to come in."""
        QTimer.singleShot(START_AFTER_MS, self, self.start)

    def start(self) -> None:
        """Begin to count, if there is an account."""
        for counter in self._counters:
            counter.start()

    def stop(self) -> None:
        """Count no more, until the next start of the program."""
        for timer in self._recounts:
            timer.stop()
        for counter in self._counters:
            counter.stop()
        self._passwords.stop()

    def check_or_ask(self) -> None:
        """Count now, and ask for what is missing to do so."""
        for counter in self._counters:
            if counter.state.row.step is UserStep.CHECK:
                counter.check()
        if self.needs_account:
            self.account_wanted.emit()

    def check(self) -> None:
        """Count again what is being counted; nobody asked, so no login follows a refused one."""
        for counter in self._counters:
            if _is_well(counter.state) and not counter.state.is_refused:
                counter.check()

    def resume(self, account: MailAccount) -> None:
        """Count an account again that should be counted and is not, with the password kept."""
        counter = self.counter_of(account)
        if counter is not None and self.is_in_trouble(account):
            counter.check()

    def wake(self) -> None:
        """Connect anew: the machine has slept, or has another network."""
        for counter in self._counters:
            counter.wake()

    def on_webmail_opened(self) -> None:
        """Take it that the user reads mail in the browser from now on."""
        self.visited.emit()
        if self._counters:
            for timer in self._recounts:
                timer.start()

    def test(self, account: MailAccount, password: str, done: LoginTestDone) -> Callable[[], None]:
        """Log in once and give `done` the number of unread messages or the failure.

        Without a `password` the one that is kept is taken. Returns what cancels it; `done`
        may still be called then.
        """
        interrupter = Interrupter()
        is_over = False

        def run(password: str) -> None:
            result = try_login(account, password, interrupter, open_inbox=self._open_inbox)
            self._tasks.call_in_gui_thread(self, lambda: done(result))

        def log_in(password: str) -> None:
            self._tasks.run_in_own_thread(partial(run, password), name="mail-test")

        def on_loaded(credential: Credential) -> None:
            nonlocal is_over
            if is_over:  # too late
                return
            is_over = True
            if credential.password:
                log_in(credential.password)
            else:
                interrupter.close()
                done(missing(account, credential))

        if password:
            log_in(password)
        else:
            self._passwords.load(account, on_loaded, by_hand=True)
        return interrupter.abort

    def save(
        self,
        account: MailAccount,
        password: str,
        *,
        replaces: MailAccount | None = None,
        has_worked: bool = False,
    ) -> None:
        """Count the mail of `account` from now on, in place of that of `replaces`.

        `has_worked` says that a login with this password has just succeeded.
        """
        counter = self.counter_of(account)
        before = self.counter_of(replaces)
        if counter is None:
            counter = self._counter(KeptAccount(account))
            place = self._counters.index(before) if before else len(self._counters)
            self._counters.insert(place, counter)
        if before is not None and before is not counter:
            self._drop(before)
            self._forget_password(before.account)
        self._keep()
        self._passwords.save(account, password, partial(self._on_saved, counter))
        # Meanwhile the keyring may ask whatever it wants.
        counter.start_with(password, has_worked=has_worked)

    def remove(self, account: MailAccount) -> None:
        """Count an account no more and forget it, its password too."""
        counter = self.counter_of(account)
        if counter is not None:
            self._drop(counter)
            self._keep()
            self._forget_password(account)

    def _counter(self, kept: KeptAccount) -> AccountCounter:
        counter = AccountCounter(
            kept, self._passwords, self._tasks, self._clock,
            open_inbox=self._open_inbox, asks_headers=self._asks_headers(), parent=self,
        )  # fmt: skip
        counter.changed.connect(self._on_changed)
        return counter

    def _drop(self, counter: AccountCounter) -> None:
        self._counters.remove(counter)
        counter.stop(is_removed=True)
        counter.setParent(None)  # a keyring that is late may still answer it

    def _forget_password(self, account: MailAccount) -> None:
        """Take a password out of the keyring, unless another address logs in with it as well."""
        if all(entry_of(other) != entry_of(account) for other in self.accounts):
            self._passwords.remove(account, self._on_removed)

    def _keep(self) -> None:
        self._settings.mail_accounts = self._text()
        self.account_changed.emit(self.name)

    def _text(self) -> str:
        return accounts_text(counter.kept for counter in self._counters)

    def _on_changed(self, counter: AccountCounter) -> None:
        if counter in self._counters and self._settings.mail_accounts != self._text():
            self._keep()
        self.changed.emit(counter)

    def _on_saved(self, counter: AccountCounter, credential: Credential) -> None:
        counter.credential = credential
        self.kept.emit(credential)

    def _on_removed(self, credential: Credential) -> None:
        if credential.status is not PasswordStatus.NONE:
            self.not_removed.emit(credential)

    def _on_setting(self, key: str) -> None:
        """Follow settings that were put back; passwords stay where they are."""
        stored = self._settings.mail_accounts
        if key == Settings.mail_accounts.key and stored != self._text():
            for counter in tuple(self._counters):
                self._drop(counter)
            self._counters = [self._counter(kept) for kept in parse_accounts(stored)]
            self._keep()
            self.start()
        for counter in self._counters:
            counter.set_asks_headers(self._asks_headers())

    def _asks_headers(self) -> bool:
        return self._settings.mail_notifies and self._settings.mail_shows_headers


def _is_well(state: MailState) -> bool:
    wells = (IndicatorKind.READ, IndicatorKind.WAITING, IndicatorKind.NO_ACCOUNT)
    return state.row.indicator in wells
