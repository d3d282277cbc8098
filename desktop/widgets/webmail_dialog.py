""" "Kies je webmail": asked once, because there are two."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.webmail import CUSTOM, Webmail
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.theme import Theme
from desktop.widgets.scrollable_dialog import ScrollableDialog

ERROR_ICON = 20
Check = Callable[[str], str]  # gives what is wrong with an address, "" for nothing


class WebmailDialog(TranslatedWidget, ScrollableDialog):
    """Two large choices, an address of one's own, or later.

    Signals:
        webmail_chosen(str, str): id of a service and "", or "custom" and an address.
    """

    webmail_chosen = Signal(str, str)

    def __init__(
        self,
        services: Sequence[Webmail],
        check: Check,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = tuple(services)
        self._check = check
        self._theme = theme
        self._title = QLabel()
        self._title.setObjectName("dialogTitle")
        self._why = QLabel()
        self._why.setWordWrap(True)
        self._choices = [self._choice(service) for service in self._services]
        self._other = QPushButton()
        self._other.setObjectName("link")
        self._other.setAutoDefault(False)
        self._later = QPushButton()
        self._later.setAutoDefault(False)
        self._custom = CustomAddress(theme)
        self._lay_out()
        self._other.clicked.connect(self._ask_address)
        self._later.clicked.connect(self.reject)
        self._custom.confirmed.connect(self._on_address)
        self.retranslate()

    def _choice(self, service: Webmail) -> QPushButton:
        choice = QPushButton()
        choice.setObjectName("choice")
        choice.setAutoDefault(False)
        choice.setProperty("service", service.id)
        inside = QVBoxLayout(choice)
        px = self._theme.px
        inside.setContentsMargins(px(18), px(12), px(18), px(12))
        inside.setSpacing(px(2))
        for text, name in ((service.name, "choiceName"), (service.description, "choiceHint")):
            label = QLabel(text)
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(label)
        choice.setAccessibleName(service.name)
        choice.setAccessibleDescription(service.description)
        choice.clicked.connect(self._on_choice)
        return choice

    def _lay_out(self) -> None:
        px = self._theme.px
        column = QVBoxLayout(self.content)
        column.setContentsMargins(px(28), px(24), px(28), px(4))
        column.setSpacing(px(12))
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addSpacing(px(4))
        for choice in self._choices:
            column.addWidget(choice)
        column.addWidget(self._custom)
        column.addStretch(1)
        self.set_button_margins(self._theme, 28)
        self.button_row.addWidget(self._other)
        self.button_row.addStretch(1)
        self.button_row.addWidget(self._later)
        self._why.setMinimumWidth(px(400))
        self._custom.hide()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setWindowTitle(self.tr("Kies je webmail"))
        self._title.setText(self.tr("Kies je webmail"))
        self._why.setText(
            self.tr(
                "ZeelandNet en DELTA hebben elk een eigen webmail. We vragen je één keer welke"
                " van jou is; daarna opent de knop Webmail die meteen. Wijzigen kan altijd."
            )
        )
        self._other.setText(self.tr("Andere webmail…"))
        self._later.setText(self.tr("Later"))

    def _on_choice(self) -> None:
        self.webmail_chosen.emit(str(self.sender().property("service")), "")
        self.accept()

    def _ask_address(self) -> None:
        self._other.hide()
        self._custom.show()
        self._custom.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_address(self, address: str) -> None:
        problem = self._check(address)
        if problem:
            self._custom.set_error(problem)
            return
        self.webmail_chosen.emit(CUSTOM, address)
        self.accept()


class CustomAddress(TranslatedWidget, QWidget):
    """A field for the address of another webmail, with what is wrong with it.

    Signals:
        confirmed(str): the address as typed.
    """

    confirmed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self._use = QPushButton()
        self._use.setAutoDefault(False)
        self._error = ErrorLabel(theme)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._error)
        self._use.clicked.connect(self._confirm)
        self.field.returnPressed.connect(self._confirm)
        self.field.textEdited.connect(self._on_edited)
        self.retranslate()

    def set_error(self, text: str) -> None:
        """Say what is wrong with the address."""
        self._error.set_text(text)
        self.field.setAccessibleDescription(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.field.setPlaceholderText("https://webmail.voorbeeld.nl")
        self.field.setAccessibleName(self.tr("Adres van je webmail"))
        self._use.setText(self.tr("Gebruiken"))

    def _on_edited(self) -> None:
        self._error.set_text("")
        self.field.setAccessibleDescription("")

    def _confirm(self) -> None:
        self.confirmed.emit(self.field.text())


class ErrorLabel(QFrame):
    """What is wrong with what was typed: an icon, a bar and a sentence; hidden while nothing is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        self._theme = theme
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def set_text(self, text: str) -> None:
        """Show what is wrong, nothing for ""."""
        size = self._theme.px(ERROR_ICON)
        self._icon.setPixmap(QIcon.fromTheme("warning").pixmap(size, size))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
