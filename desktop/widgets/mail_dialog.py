""" "Ongelezen mail tellen": whose mail is counted, and how the user wants to hear of it."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.core.mail import MailAccount
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.account_form import AccountForm, Advise
from desktop.widgets.parts import MOST_ACCOUNTS, plain_label, restyle
from desktop.widgets.scrollable_dialog import ScrollableDialog

WIDTH = 440


class MailDialog(TranslatedWidget, ScrollableDialog):
    """The form of an account, what came of trying it, and how the user is told of new mail.

    Attributes:
        form: Whose mail is counted.

    Signals:
        test_wanted(MailEntry): log in once with what was typed.
        save_wanted(MailEntry): keep it and count.
        cancel_wanted(): do not wait for the answer.
        removal_wanted(): count no more.
        account_chosen(int): show this one; one more than there are is a new one.
        notifies_chosen(bool), sender_and_subject_chosen(bool): see `set_notification_preferences`.
    """

    test_wanted = Signal(object)
    save_wanted = Signal(object)
    cancel_wanted = Signal()
    removal_wanted = Signal()
    account_chosen = Signal(int)
    notifies_chosen = Signal(bool)
    sender_and_subject_chosen = Signal(bool)

    def __init__(self, advise: Advise, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False
        self._is_countable = True
        self._wanted: SignalInstance | None = None  # once the search has ended
        self._title = plain_label(name="dialogTitle")
        self._why = plain_label(wraps=True)
        self._which_label, self._which = plain_label(), QComboBox()
        self.form = AccountForm(advise, theme, width=theme.px(WIDTH))
        self._test = QPushButton()
        self._answer = plain_label(name="answer", wraps=True)
        self._notifies, self._sender_and_subject = QCheckBox(), QCheckBox()
        self._remove, self._cancel, self._save = QPushButton(), QPushButton(), QPushButton()
        self._lay_out(theme)
        self._set_up(theme)
        self._connect()
        self.retranslate()

    def set_accounts(self, addresses: list[str], place: int, account: MailAccount | None) -> None:
        """Show one of the accounts that are counted; None for a new one."""
        self._which.clear()
        self._which.addItems(addresses)
        if len(addresses) < MOST_ACCOUNTS:
            self._which.addItem(self.tr("Nog een postvak…"))
        self._which.setCurrentIndex(place)
        for part in (self._which, self._which_label):
            part.setVisible(bool(addresses))
        self._remove.setVisible(account is not None)
        self.form.set_account(account)

    def set_notification_preferences(self, *, notifies: bool, shows_headers: bool) -> None:
        """Show whether the user is told of new mail, and with sender and subject or without."""
        self._notifies.setChecked(notifies)
        self._sender_and_subject.setChecked(shows_headers)
        self._sender_and_subject.setEnabled(notifies)

    def set_busy(self, words: str) -> None:
        """Say what is waited for; with "" it is over."""
        self._is_busy = bool(words)
        self.form.set_editable(is_editable=not self._is_busy)
        for part in (self._remove, self._which):
            part.setEnabled(not self._is_busy)
        if words:
            self._show_answer(words, state="busy")
            self._test.setFocus()
        self._update_buttons()

    def set_answer(self, text: str, is_good: bool) -> None:
        """Say how it went; "" says nothing."""
        self._show_answer(text, state="good" if is_good else "bad")

    def on_saved(self, text: str) -> None:
        """Close, unless there is something that the user should know about what was saved."""
        if not text:
            self.accept()
            return
        self.set_answer(text, is_good=False)
        self.form.setEnabled(False)  # no Enter saves it once more
        self._which.setEnabled(False)
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
        self._which_label.setText(self.tr("Postvak"))
        self._which.setAccessibleName(self.tr("Postvak"))
        self._notifies.setText(self.tr("Melding bij nieuwe mail"))
        self._sender_and_subject.setText(self.tr("In de melding ook afzender en onderwerp"))
        self._remove.setText(self.tr("Niet meer tellen"))
        self._save.setText(self.tr("Opslaan"))
        self._update_buttons()

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
        column.addWidget(self._which_label)
        column.addWidget(self._which)
        column.addWidget(self.form)
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
        for label in (self._why, self._answer):
            label.setMinimumWidth(px(WIDTH))

    def _set_up(self, theme: Theme) -> None:
        for part in (self._answer, self._remove, self._which, self._which_label):
            part.hide()
        self._which_label.setBuddy(self._which)
        self._which_label.setContentsMargins(0, theme.px(8), 0, 0)
        self._remove.setObjectName("link")
        self._save.setObjectName("primary")

    def _connect(self) -> None:
        self._which.activated.connect(self.account_chosen)
        self.form.edited.connect(self._on_edited)
        self.form.search_ended.connect(self._on_search_ended)
        self.form.countable_changed.connect(self._on_countable)
        self.form.confirmed.connect(self._on_save)
        self._test.clicked.connect(self._on_test)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.reject)
        self._remove.clicked.connect(self.removal_wanted)
        self._notifies.clicked.connect(self.notifies_chosen)
        self._notifies.toggled.connect(self._sender_and_subject.setEnabled)
        self._sender_and_subject.clicked.connect(self.sender_and_subject_chosen)

    # What happens in it

    def _on_countable(self, is_countable: bool) -> None:
        self._is_countable = is_countable
        self._update_buttons()

    def _update_buttons(self) -> None:
        self._test.setText(self.tr("Stoppen") if self._is_busy else self.tr("Testen"))
        self._test.setEnabled(self._is_busy or self._is_countable)
        self._save.setEnabled(not self._is_busy and self._is_countable)
        leave = self.tr("Annuleren") if self._is_countable else self.tr("Sluiten")
        self._cancel.setText(leave)

    def _show_answer(self, text: str, *, state: str) -> None:
        restyle(self._answer, "state", state)
        self._answer.setText(text)
        self._answer.setVisible(bool(text))
        self._test.setAccessibleDescription(text)
        self.scroll_to(self._answer)

    def _on_test(self) -> None:
        if self._is_busy:
            self.cancel_wanted.emit()
        else:
            self._hand_over(self.test_wanted)

    def _on_save(self) -> None:
        if self._save.isEnabled():
            self._hand_over(self.save_wanted)

    def _hand_over(self, wanted: SignalInstance) -> None:
        """Tell what is wanted with what was typed, once the server is known or not to be found."""
        if self.form.is_searching():
            self._wanted = wanted
            self._show_answer(self.tr("Een ogenblik: eerst de mailserver…"), state="busy")
        else:
            wanted.emit(self.form.entry())

    def _on_edited(self) -> None:
        self._wanted = None
        self._answer.hide()

    def _on_search_ended(self, goes_on: bool) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._answer.hide()
            if goes_on and self._save.isEnabled():
                wanted.emit(self.form.entry())
