"""What happens while the user enters a mail account: it is tried, kept, or refused in words."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.controllers.mail.mailbox import LoginTestDone, Mailbox
from desktop.controllers.mail.messages import (
    describe_account_reason,
    describe_mail_failure,
    describe_password_status,
    unread_words,
)
from desktop.core.mail import (
    AccountReason,
    Credential,
    InvalidAccount,
    MailAccount,
    MailEntry,
    MailEvent,
    MailFailed,
    MailReason,
)
from desktop.core.mail_address import own_account
from desktop.core.provider_words import describe_refused
from desktop.core.providers import Login, MailAdvice, Provider, advise, provider_of_server

translate = QCoreApplication.translate

# What a mailbox that is there no longer looks like.
MAYBE_GONE = frozenset({MailReason.WRONG_PASSWORD, MailReason.DNS})


class AccountSetup(QObject):
    """One visit to the dialog."""

    progress_changed = Signal(str)  # what is waited for, "" for nothing
    message_changed = Signal(str, bool)  # an answer, and whether it is a good one
    saved = Signal(str)  # the account is kept; with what the user should know about it, or ""
    # list[str], int, MailAccount | None: the addresses that are counted, which of them is in view
    # (one more for a new one), and its account.
    shown = Signal(list, int, object)

    def __init__(
        self, mailbox: Mailbox, providers: tuple[Provider, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mailbox = mailbox
        self._providers = providers
        self._account: MailAccount | None = None  # the one in view, None for a new one
        self._cancel: Callable[[], None] | None = None
        self._attempt = 0
        self._is_saving = False
        self._good: MailEntry | None = None  # logged in with this
        self._doubtful: MailEntry | None = None  # could not be tried, and may be saved untried
        mailbox.kept.connect(self._on_kept)

    def advise(self, address: str) -> MailAdvice | None:
        """Return what `address` as typed needs, None while it is no address."""
        try:
            return advise(address, self._providers)
        except InvalidAccount:
            return None

    def start(self) -> None:
        """Show the account that needs the user most."""
        self._show(self._mailbox.first_in_trouble())

    def choose(self, number: int) -> None:
        """Show another account; one more than there are is a new one."""
        accounts = self._mailbox.accounts
        self._show(accounts[number] if number < len(accounts) else None)

    def remove(self) -> None:
        """Count the account in view no more."""
        if self._account is not None:
            self._mailbox.remove(self._account)

    def _show(self, account: MailAccount | None) -> None:
        """Show an account, and what is the matter with it, if anything is."""
        self._account, accounts = account, self._mailbox.accounts
        place = accounts.index(account) if account else len(accounts)
        self.shown.emit([a.address for a in accounts], place, account)
        counter, sentence = self._mailbox.counter_of(account), ""
        if counter is not None and counter.state.error is not None:
            sentence = self._sentence(counter.state.error)
        elif counter is not None and counter.credential is not None:
            sentence = describe_password_status(counter.credential)
        self.message_changed.emit(sentence, False)

    def test(self, entry: MailEntry) -> None:
        """Log in once and say how that went."""
        account = self._checked(entry)
        if account is not None:
            self._try(entry, account, then=partial(self._say_result, entry, account))

    def save(self, entry: MailEntry) -> None:
        """Keep what was typed once it has been tried, or could not be."""
        account = self._checked(entry)
        if account is None:
            return
        if not entry.password:  # nothing is new but what was chosen already
            self._mailbox.resume(account)
            self.saved.emit("")
        elif entry in (self._good, self._doubtful):
            self._keep(account, entry.password, has_worked=entry == self._good)
        else:
            self._try(entry, account, then=partial(self._keep_result, entry, account))

    def cancel(self) -> None:
        """Wait for no answer; a login that is under way is ended."""
        self._attempt += 1
        self._is_saving = False
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        self.progress_changed.emit("")
        self.message_changed.emit("", False)

    def _checked(self, entry: MailEntry) -> MailAccount | None:
        """Return the account that was typed in; say what is wrong if it is none."""
        try:
            account, provider = self._judged(entry)
        except InvalidAccount as error:
            self.message_changed.emit(describe_account_reason(error.reason), False)
            return None
        if provider is not None and provider.login is Login.REFUSED:
            self.message_changed.emit(describe_refused(provider, translate), False)
            return None
        if not entry.password and account not in self._mailbox.accounts:
            failure = MailFailed(account.server, MailReason.NO_PASSWORD)
            self.message_changed.emit(describe_mail_failure(failure), False)
            return None
        return account

    def _judged(self, entry: MailEntry) -> tuple[MailAccount, Provider | None]:
        """Return the account that was typed in, and whose it is where that is known."""
        advice = advise(entry.address, self._providers)
        if entry.server:
            account = own_account(advice.account.address, entry.server, entry.user)
        elif advice.is_settled:
            account = advice.account
        else:
            raise InvalidAccount(AccountReason.UNKNOWN)
        return account, advice.provider or provider_of_server(account.server, self._providers)

    def _try(self, entry: MailEntry, account: MailAccount, *, then: LoginTestDone) -> None:
        self._attempt += 1
        attempt = self._attempt

        def on_result(result: int | MailFailed) -> None:
            if attempt == self._attempt:
                self._cancel = None
                self.progress_changed.emit("")
                self._good = None if isinstance(result, MailFailed) else entry
                self._doubtful = None
                then(result)

        self.progress_changed.emit(translate("Mail", "Inloggen bij {}…").format(account.server))
        self._cancel = self._mailbox.test(account, entry.password, on_result)

    def _say_result(self, entry: MailEntry, account: MailAccount, result: int | MailFailed) -> None:
        """Say how a test went; a mailbox that was not being counted is counted from now on."""
        if isinstance(result, MailFailed):
            self.message_changed.emit(self._sentence(result), False)
            return
        if entry.password and self._mailbox.is_in_trouble(account):
            self._mailbox.save(account, entry.password, has_worked=True)
        else:
            self._mailbox.resume(account)
        words = unread_words(result)
        self.message_changed.emit(translate("Mail", "Het werkt. {}.").format(words), True)

    def _keep_result(
        self, entry: MailEntry, account: MailAccount, result: int | MailFailed
    ) -> None:
        if not isinstance(result, MailFailed):
            self._keep(account, entry.password, has_worked=True)
            return
        sentence = self._sentence(result)
        if result.reason.event is MailEvent.LOST:  # passing: the account may be right all the same
            self._doubtful = entry
            again = translate("Mail", "Kies nog eens Opslaan om het zo te bewaren.")
            sentence = f"{sentence} {again}"
        self.message_changed.emit(sentence, False)

    def _keep(self, account: MailAccount, password: str, *, has_worked: bool) -> None:
        self._is_saving = True
        self.progress_changed.emit(translate("Mail", "Het wachtwoord wordt bewaard…"))
        self._mailbox.save(account, password, replaces=self._account, has_worked=has_worked)

    def _on_kept(self, credential: Credential) -> None:
        if self._is_saving:
            self._is_saving = False
            self.progress_changed.emit("")
            self.saved.emit(describe_password_status(credential))

    def _sentence(self, failure: MailFailed) -> str:
        sentence = describe_mail_failure(failure)
        if self._account is not None and failure.reason in MAYBE_GONE:
            gone = translate("Mail", "Is dit postvak er niet meer? Kies dan Niet meer tellen.")
            sentence = f"{sentence} {gone}"
        return sentence
