""" "Ongelezen mail tellen": whose mail is counted, and how the user wants to hear of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.core.mail import MailAccount, MailEntry
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label, restyle
from desktop.widgets.scrollable_dialog import ScrollableDialog

WIDTH = 440
# Gives the known server of an address, "" for none, None while the address is none yet.
ServerOf = Callable[[str], str | None]


class MailDialog(TranslatedWidget, ScrollableDialog):
    """An address, a password, and where the address is not known a server and a user name.

    Signals:
        test_wanted(MailEntry): log in once with what was typed.
        save_wanted(MailEntry): keep it and count.
        cancel_wanted(): do not wait for the answer.
        removal_wanted(): count no more.
        notifies_chosen(bool), sender_and_subject_chosen(bool): see `set_notification_preferences`.
    """

    test_wanted = Signal(object)
    save_wanted = Signal(object)
    cancel_wanted = Signal()
    removal_wanted = Signal()
    notifies_chosen = Signal(bool)
    sender_and_subject_chosen = Signal(bool)

    def __init__(self, server_of: ServerOf, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._server_of = server_of
        self._is_kept = False
        self._is_busy = False
        self._title = plain_label(name="dialogTitle")
        self._why = plain_label(wraps=True)
        self._address, self._password = QLineEdit(), QLineEdit()
        self._server, self._user = QLineEdit(), QLineEdit()
        fields = (self._address, self._password, self._server, self._user)
        self._labels = {field: plain_label() for field in fields}
        self._is_shown = QCheckBox()
        self._security_hint = plain_label(name="hint", wraps=True)
        self._test = QPushButton()
        self._answer = plain_label(name="answer", wraps=True)
        self._notifies, self._sender_and_subject = QCheckBox(), QCheckBox()
        self._remove, self._cancel, self._save = QPushButton(), QPushButton(), QPushButton()
        self._lay_out(theme)
        self._set_up()
        self._connect()
        self.retranslate()

    def set_account(self, account: MailAccount | None) -> None:
        """Show the account that is counted, whose password is kept; None for none yet."""
        self._is_kept = account is not None
        self._remove.setVisible(self._is_kept)
        if account is not None:
            self._address.setText(account.address)
            self._server.setText(account.server)
            self._user.setText(account.user)
        self.retranslate()

    def set_notification_preferences(self, *, notifies: bool, shows_headers: bool) -> None:
        """Show whether the user is told of new mail, and with sender and subject or without."""
        self._notifies.setChecked(notifies)
        self._sender_and_subject.setChecked(shows_headers)
        self._sender_and_subject.setEnabled(notifies)

    def set_busy(self, words: str) -> None:
        """Say what is waited for; with "" it is over."""
        self._is_busy = bool(words)
        for widget in (*self._labels, self._save, self._remove):
            widget.setEnabled(not self._is_busy)
        if words:
            self._show_answer(words, state="busy")
            self._test.setFocus()
        self._update_test_button()

    def set_answer(self, text: str, is_good: bool) -> None:
        """Say how it went; "" says nothing."""
        self._show_answer(text, state="good" if is_good else "bad")

    def on_saved(self, text: str) -> None:
        """Close, unless there is something that the user should know about what was saved."""
        if not text:
            self.accept()
            return
        self.set_answer(text, is_good=False)
        for widget in (self._test, self._save, self._remove):
            widget.hide()
        self._cancel.setText(self.tr("Sluiten"))
        self._cancel.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Ongelezen mail tellen"))
        self._title.setText(self.tr("Ongelezen mail tellen"))
        why = self.tr(
            "Dan staat op de knop Webmail hoeveel ongelezen mail je hebt. Je mail blijft op de"
            " server en wordt niet als gelezen gemarkeerd."
        )
        self._why.setText(why)
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
        self._notifies.setText(self.tr("Melding bij nieuwe mail"))
        self._sender_and_subject.setText(self.tr("In de melding ook afzender en onderwerp"))
        self._remove.setText(self.tr("Niet meer tellen"))
        self._cancel.setText(self.tr("Annuleren"))
        self._save.setText(self.tr("Opslaan"))
        self._update_test_button()
        self._on_address()

    @safe_override(None)
    def done(self, result: int) -> None:
        """Wait for nothing any more."""
        if self._is_busy:
            self.cancel_wanted.emit()
        super().done(result)

    # How it is built

    def _lay_out(self, theme: Theme) -> None:
        """Place everything from top to bottom, as the Tab key goes through it."""
        px, column, buttons = theme.px, self.column, self.button_row
        self.set_margins(theme, side=28, below=4)
        column.setSpacing(px(4))
        column.addWidget(self._title)
        column.addWidget(self._why)
        for field, label in self._labels.items():
            label.setBuddy(field)
            label.setContentsMargins(0, px(8), 0, 0)
            column.addWidget(label)
            column.addWidget(field)
            if field is self._password:
                column.addWidget(self._is_shown)
        column.addWidget(self._security_hint)
        column.addSpacing(px(8))
        column.addWidget(self._test, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(px(4))
        column.addWidget(self._answer)
        column.addSpacing(px(8))
        line = QFrame()
        line.setObjectName("rule")
        column.addWidget(line)
        column.addWidget(self._notifies)
        further = QHBoxLayout()
        further.addSpacing(px(26))  # under the words of the choice that it belongs to
        further.addWidget(self._sender_and_subject)
        column.addLayout(further)
        buttons.setSpacing(px(8))
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        for label in (self._why, self._security_hint, self._answer):
            label.setMinimumWidth(px(WIDTH))

    def _set_up(self) -> None:
        hints = Qt.InputMethodHint
        for field in (self._address, self._server, self._user):
            field.setInputMethodHints(hints.ImhNoAutoUppercase | hints.ImhNoPredictiveText)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._answer.hide()
        self._remove.hide()
        self._remove.setObjectName("link")
        self._save.setObjectName("primary")

    def _connect(self) -> None:
        for field in self._labels:
            field.textEdited.connect(self._answer.hide)
            # Later: this Enter goes on to the dialog, where by then a button would have the
            # keyboard that it were to press as well.
            field.returnPressed.connect(self._on_save, Qt.ConnectionType.QueuedConnection)
        self._address.textChanged.connect(self._on_address)
        self._is_shown.toggled.connect(self._on_shown)
        self._test.clicked.connect(self._on_test)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.reject)
        self._remove.clicked.connect(self.removal_wanted)
        self._notifies.clicked.connect(self.notifies_chosen)
        self._notifies.toggled.connect(self._sender_and_subject.setEnabled)
        self._sender_and_subject.clicked.connect(self.sender_and_subject_chosen)

    # What happens in it

    def entry(self) -> MailEntry:
        """Return what is typed; server and user name only where they are asked for."""
        address, password, server, user = (field.text() for field in self._labels)
        if self._server.isHidden():
            server = user = ""
        return MailEntry(address.strip(), password, server.strip(), user.strip())

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

    def _update_test_button(self) -> None:
        self._test.setText(self.tr("Stoppen") if self._is_busy else self.tr("Testen"))

    def _show_answer(self, text: str, *, state: str) -> None:
        restyle(self._answer, "state", state)
        self._answer.setText(text)
        self._answer.setVisible(bool(text))
        self._test.setAccessibleDescription(text)
        self.scroll_to(self._answer)

    def _on_shown(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self._password.setEchoMode(mode)

    def _on_test(self) -> None:
        if self._is_busy:
            self.cancel_wanted.emit()
        else:
            self.test_wanted.emit(self.entry())

    def _on_save(self) -> None:
        if not self._is_busy:
            self.save_wanted.emit(self.entry())
