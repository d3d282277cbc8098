"""Whose mail is counted: address, password, and where they are not known server and user name."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from desktop.core.mail import MailAccount, MailEntry
from desktop.core.provider_words import (
    Search,
    describe_provider,
    describe_server,
    has_strange_name,
)
from desktop.core.providers import Login, MailAdvice, Provider
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label, tight_column

translate = QCoreApplication.translate
# Gives what an address as typed needs, None while it is no address yet.
Advise = Callable[[str], MailAdvice | None]


class AccountForm(TranslatedWidget, QWidget):
    """The fields of one mailbox, and what its provider wants.

    Signals:
        edited(): the user typed something.
        confirmed(): Enter in a field.
        search_wanted(str): find the server of this address; for `set_found`.
        page_wanted(str): open this address in the browser.
        webmail_wanted(str): make the webmail of the provider with this id the user's.
        search_ended(bool): whether to go on; not with a server that the user has to see first.
        countable_changed(bool): whether mail of the address can be counted with a password.
    """

    edited = Signal()
    confirmed = Signal()
    search_wanted = Signal(str)
    search_ended = Signal(bool)
    page_wanted = Signal(str)
    webmail_wanted = Signal(str)
    countable_changed = Signal(bool)

    def __init__(self, advise: Advise, theme: Theme, *, width: int) -> None:
        super().__init__()
        self._advise = advise
        self._kept: MailAccount | None = None
        self._advised = ""  # the address that server and user name belong to
        self._found: MailAdvice | None = None  # by a search, for that address
        self._search = Search.NONE
        self._address, self._password = QLineEdit(), QLineEdit()
        self._server, self._user = QLineEdit(), QLineEdit()
        fields = (self._address, self._password, self._server, self._user)
        self._labels = {field: plain_label() for field in fields}
        self._is_shown = QCheckBox()
        self._hint = plain_label(name="hint", wraps=True)
        self._server_words = plain_label(wraps=True)
        self._provider_words = plain_label(wraps=True)
        for label in (self._hint, self._server_words, self._provider_words):
            label.setMinimumWidth(width)
        self._way_out = QPushButton()
        self._lay_out(theme)
        self._set_up()
        self.retranslate()

    def set_account(self, account: MailAccount | None) -> None:
        """Show the account that is counted, whose password is kept; None for none yet."""
        self._kept = account
        address, server, user = account or ("", "", "")
        self._advised, self._found, self._search = address, None, Search.NONE
        for field, text in zip(self._labels, (address, "", server, user), strict=True):
            field.setText(text)
        self.retranslate()

    def set_found(self, address: str, found: MailAdvice | None) -> None:
        """Propose what was found for `address`, unless another one was typed meanwhile."""
        if address != self._advised or self._search is not Search.RUNNING:
            return
        self._search, self._found = (Search.FOUND if found else Search.FAILED), found
        if found:
            self._propose(found.account)
        self._update()
        is_strange = found is not None and has_strange_name(found)
        self.search_ended.emit(not is_strange)

    def is_searching(self) -> bool:
        """Return whether the server is being looked for."""
        return self._search is Search.RUNNING

    def entry(self) -> MailEntry:
        """Return what is typed; server and user name only where they are asked for."""
        address, password, server, user = (field.text() for field in self._labels)
        password = password.strip("\t\r\n\v\f\u2028\u2029")  # pasted with the end of its line
        advice = self._advice()
        if advice is not None and advice.login is Login.APP_PASSWORD:
            password = "".join(password.split())  # shown in groups, taken as one word
        if self._server.isHidden():
            server = user = ""
        return MailEntry(address.strip(), password, server.strip(), user.strip())

    def set_editable(self, *, is_editable: bool) -> None:
        """Let the fields be typed in, or not while an answer is waited for."""
        for field in self._labels:
            field.setEnabled(is_editable)

    def retranslate(self) -> None:
        for field, name in (
            (self._address, self.tr("Mailadres")),
            (self._password, self.tr("Wachtwoord")),
            (self._server, self.tr("Mailserver")),
            (self._user, self.tr("Gebruikersnaam")),
        ):
            self._labels[field].setText(name)
            field.setAccessibleName(name)
        self._address.setPlaceholderText(self.tr("naam@zeelandnet.nl"))
        self._is_shown.setText(self.tr("Wachtwoord tonen"))
        self._on_address()

    def _lay_out(self, theme: Theme) -> None:
        """Place everything from top to bottom, as the Tab key goes through it."""
        column = tight_column(self)
        column.setSpacing(theme.px(4))
        for field, label in self._labels.items():
            label.setBuddy(field)
            label.setContentsMargins(0, theme.px(8), 0, 0)
            column.addWidget(label)
            column.addWidget(field)
            if field is self._address:
                column.addWidget(self._provider_words)
                column.addWidget(self._way_out, alignment=Qt.AlignmentFlag.AlignLeft)
            elif field is self._password:
                column.addWidget(self._is_shown)
        for label in (self._provider_words, self._server_words):
            label.setContentsMargins(0, theme.px(8), 0, theme.px(4))
        column.addWidget(self._hint)
        column.addWidget(self._server_words)

    def _set_up(self) -> None:
        hints = Qt.InputMethodHint
        for field in (self._address, self._server, self._user):
            field.setInputMethodHints(hints.ImhNoAutoUppercase | hints.ImhNoPredictiveText)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        for field in self._labels:
            field.textEdited.connect(self.edited)
            # Later: this Enter goes on to the dialog, where by then a button would have the
            # keyboard that it were to press as well.
            field.returnPressed.connect(self.confirmed, Qt.ConnectionType.QueuedConnection)
        self._address.textChanged.connect(self._on_address)
        self._address.editingFinished.connect(self._search_server)
        self._server.textEdited.connect(self._on_server)
        self._is_shown.toggled.connect(self._on_shown)
        self._way_out.clicked.connect(self._on_way_out)

    # What the address needs

    def _advice(self) -> MailAdvice | None:
        return self._found or self._advise(self._address.text())

    def _on_address(self) -> None:
        """Leave nothing of another provider, but what was typed by hand."""
        advice = self._advise(self._address.text())
        address = advice.account.address if advice else ""
        if advice is not None and address != self._advised:
            self._found, self._search = None, Search.NONE
            if not self._server.isModified():
                self._server.setText("")  # `clear` would count as typed
            self._advised = address
            self._propose(advice.account)
        self._update()

    def _propose(self, account: MailAccount) -> None:
        """Fill in server and user name, except what was typed by hand."""
        kept = self._kept
        if kept is not None and kept.address == account.address:
            account = kept
        elif kept is not None and kept.domain == account.domain:
            account = account._replace(server=kept.server)
        for field, text in ((self._server, account.server), (self._user, account.user)):
            if text and not field.isModified():
                field.setText(text)

    def _search_server(self) -> None:
        advice = self._advice()
        is_known = advice is None or advice.is_settled or bool(self._server.text())
        if advice is not None and not is_known and self._search is Search.NONE:
            self._search = Search.RUNNING
            self._update()
            self.search_wanted.emit(advice.account.address)

    def _on_server(self) -> None:
        """Take what is typed for what it is: nothing was found, and nobody else's is meant."""
        self._found, self._search = None, Search.NONE
        self._update()

    # What is shown of it

    def _update(self) -> None:
        """Ask for what is wanted, and say what is known."""
        advice, known = self._advice(), self._advise(self._address.text())
        is_refused = advice is not None and advice.login is Login.REFUSED
        is_asked = known is not None and not known.is_settled and not is_refused
        for field, is_visible in (
            (self._password, not is_refused),
            (self._server, is_asked),
            (self._user, is_asked),
        ):
            field.setVisible(is_visible)
            self._labels[field].setVisible(is_visible)
        self._is_shown.setVisible(not is_refused)
        is_kept = self._kept is not None and self._kept.address == self._advised
        self._password.setPlaceholderText(self.tr("is bewaard") if is_kept else "")
        self._show_words(advice)
        self._update_way_out(advice.provider if advice else None)
        self.countable_changed.emit(not is_refused)

    def _show_words(self, advice: MailAdvice | None) -> None:
        """Say what the provider wants, and of the server small what needs no attention."""
        hint, of_server, of_provider = self.tr("Altijd beveiligd: TLS, poort 993"), "", ""
        if advice is not None:
            told = describe_server(advice, self._search, translate)
            is_doubtful = bool(advice.account.server) and not advice.is_settled
            has_news = is_doubtful or self._search in (Search.FOUND, Search.FAILED)
            hint, of_server = ("", told) if has_news else (told, "")
        if advice is not None and advice.provider is not None:
            of_provider = describe_provider(advice.provider, translate)
        if advice is not None and advice.login is Login.REFUSED:
            hint = of_server = ""
        for label, text in (
            (self._hint, hint),
            (self._server_words, of_server),
            (self._provider_words, of_provider),
        ):
            label.setText(text)
            label.setVisible(bool(text))

    def _update_way_out(self, provider: Provider | None) -> None:
        words = ""
        if provider and provider.login is Login.REFUSED:
            words = self.tr("{} op de knop Webmail zetten").format(provider.name)
        elif provider and provider.login is Login.APP_PASSWORD:
            words = self.tr("App-wachtwoord maken bij {}…").format(provider.name)
        self._way_out.setText(words)
        self._way_out.setVisible(bool(words))

    def _on_way_out(self) -> None:
        advice = self._advice()
        if advice is None or advice.provider is None:
            return
        provider = advice.provider
        if provider.login is Login.APP_PASSWORD:
            self.page_wanted.emit(provider.app_password_url)
        else:
            self.webmail_wanted.emit(provider.id)
            done = self.tr("Gedaan: de knop Webmail opent nu {}.").format(provider.name)
            self._provider_words.setText(done)
            self._way_out.hide()

    def _on_shown(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self._password.setEchoMode(mode)
