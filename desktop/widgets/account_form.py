"""Whose mail is counted: address, password, and where they are not known server and user name."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.core.mail import MailAccount, MailEntry
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label, tight_column

# Gives the known server of an address, "" for none, None while the address is none yet.
ServerOf = Callable[[str], str | None]


class AccountForm(TranslatedWidget, QWidget):
    """The fields of one mailbox.

    Signals:
        edited(): the user typed something.
        confirmed(): Enter in a field.
    """

    edited = Signal()
    confirmed = Signal()

    def __init__(self, server_of: ServerOf, theme: Theme, *, width: int) -> None:
        super().__init__()
        self._server_of = server_of
        self._is_kept = False
        self._address, self._password = QLineEdit(), QLineEdit()
        self._server, self._user = QLineEdit(), QLineEdit()
        fields = (self._address, self._password, self._server, self._user)
        self._labels = {field: plain_label() for field in fields}
        self._is_shown = QCheckBox()
        self._security_hint = plain_label(name="hint", wraps=True)
        self._security_hint.setMinimumWidth(width)
        self._lay_out(theme)
        self._set_up()
        self.retranslate()

    def set_account(self, account: MailAccount | None) -> None:
        """Show the account that is counted, whose password is kept; None for none yet."""
        self._is_kept = account is not None
        for field, text in zip(
            (self._address, self._server, self._user, self._password),
            (*(account or ("", "", "")), ""),
            strict=True,
        ):
            field.setText(text)
        self.retranslate()

    def entry(self) -> MailEntry:
        """Return what is typed; server and user name only where they are asked for."""
        address, password, server, user = (field.text() for field in self._labels)
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
        self._password.setPlaceholderText(self.tr("is bewaard") if self._is_kept else "")
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
            if field is self._password:
                column.addWidget(self._is_shown)
        column.addWidget(self._security_hint)

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
        self._is_shown.toggled.connect(self._on_shown)

    def _on_address(self) -> None:
        """Ask for a server only where the address does not tell it."""
        address = self._address.text().strip()
        server = self._server_of(address)
        is_asked = server == ""
        for field in (self._server, self._user):
            field.setVisible(is_asked)
            self._labels[field].setVisible(is_asked)
        if is_asked and not self._is_kept:
            guesses = ((self._server, f"imap.{address.rpartition('@')[2]}"), (self._user, address))
            for field, guess in guesses:
                if not field.isModified():
                    field.setText(guess)
        known = self.tr("{}, altijd beveiligd (TLS, poort 993)").format(server)
        unknown = self.tr("Altijd beveiligd: TLS, poort 993")
        self._security_hint.setText(known if server else unknown)

    def _on_shown(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self._password.setEchoMode(mode)
