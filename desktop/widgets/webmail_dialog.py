""" "Kies je webmail": asked once, because there are two, and others besides."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.webmail import CUSTOM, Webmail
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label
from desktop.widgets.scrollable_dialog import ScrollableDialog

ERROR_ICON = 20
Check = Callable[[str], str]  # gives what is wrong with an address, "" for nothing


class WebmailDialog(TranslatedWidget, ScrollableDialog):
    """Two large choices, others by name or by their address, or later.

    Signals:
        webmail_chosen(str, str): id of a service and "", or "custom" and an address.
    """

    webmail_chosen = Signal(str, str)

    def __init__(
        self, services: Sequence[Webmail], check: Check, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        px = theme.px
        self._title = plain_label(name="dialogTitle")
        self._why = plain_label(wraps=True)
        self._why.setMinimumWidth(px(400))
        self._other, self._later = QPushButton(), QPushButton()
        self._other.setObjectName("link")
        others = [service for service in services if not service.description]
        self._custom = OtherWebmail(others, check, theme)
        self._custom.hide()
        self.set_margins(theme, side=28, below=4)
        self.column.setSpacing(px(12))
        self.column.addWidget(self._title)
        self.column.addWidget(self._why)
        self.column.addSpacing(px(4))
        for service in filter(lambda service: service.description, services):
            self.column.addWidget(self._choice(service, theme))
        self.column.addWidget(self._custom)
        self.column.addStretch(1)
        self.button_row.addWidget(self._other)
        self.button_row.addStretch(1)
        self.button_row.addWidget(self._later)
        self._other.clicked.connect(self._ask_address)
        self._later.clicked.connect(self.reject)
        self._custom.confirmed.connect(self._choose)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Kies je webmail"))
        self._title.setText(self.tr("Kies je webmail"))
        why = self.tr(
            "ZeelandNet en DELTA hebben elk een eigen webmail. We vragen je één keer welke"
            " van jou is; daarna opent de knop Webmail die meteen. Wijzigen kan altijd."
        )
        self._why.setText(why)
        self._other.setText(self.tr("Andere webmail…"))
        self._later.setText(self.tr("Later"))

    def _choice(self, service: Webmail, theme: Theme) -> QPushButton:
        choice = QPushButton()
        choice.setObjectName("choice")
        choice.setAccessibleName(service.name)
        choice.setAccessibleDescription(service.description)
        choice.clicked.connect(lambda: self._choose(service.id, ""))
        inside = QVBoxLayout(choice)
        px = theme.px
        inside.setContentsMargins(px(18), px(12), px(18), px(12))
        inside.setSpacing(px(2))
        for text, name in ((service.name, "choiceName"), (service.description, "choiceHint")):
            label = plain_label(text, name=name)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(label)
        return choice

    def _ask_address(self) -> None:
        self._other.hide()
        self._custom.show()
        self._custom.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll_to(self._custom)

    def _choose(self, service_id: str, address: str) -> None:
        self.webmail_chosen.emit(service_id, address)
        self.accept()


class OtherWebmail(TranslatedWidget, QWidget):
    """Webmails by name, and a field for the address of any, with what is wrong with it.

    Signals:
        confirmed(str, str): as `WebmailDialog.webmail_chosen`.
    """

    confirmed = Signal(str, str)

    def __init__(self, services: Sequence[Webmail], check: Check, theme: Theme) -> None:
        super().__init__()
        self._check = check
        self._services = services
        self._names = QComboBox()
        self._names.addItems([service.name for service in services])
        self._names.setCurrentIndex(-1)
        self._names.setVisible(bool(services))
        self._field = QLineEdit()
        self._use = QPushButton()
        self._error = ErrorLabel(theme)
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._names)
        column.addLayout(row)
        column.addWidget(self._error)
        self.setFocusProxy(self._field)
        self._names.activated.connect(self._show_address)
        self._use.clicked.connect(self._confirm)
        self._field.returnPressed.connect(self._confirm)
        self._field.textEdited.connect(self._on_edited)
        self.retranslate()

    def retranslate(self) -> None:
        self._names.setPlaceholderText(self.tr("Kies uit de lijst, of typ het adres"))
        self._names.setAccessibleName(self.tr("Andere webmail"))
        self._field.setPlaceholderText("https://webmail.voorbeeld.nl")
        self._field.setAccessibleName(self.tr("Adres van je webmail"))
        self._use.setText(self.tr("Gebruiken"))

    def _show_address(self, index: int) -> None:
        self._field.setText(self._services[index].url)
        self._set_error("")

    def _on_edited(self) -> None:
        self._names.setCurrentIndex(-1)
        self._set_error("")

    def _confirm(self) -> None:
        address = self._field.text()
        known = next((one for one in self._services if one.url == address.strip()), None)
        error = "" if known else self._check(address)
        self._set_error(error)
        if error:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif known:
            self.confirmed.emit(known.id, "")
        else:
            self.confirmed.emit(CUSTOM, address)

    def _set_error(self, text: str) -> None:
        self._error.set_text(text)
        self._field.setAccessibleDescription(text)


class ErrorLabel(QFrame):
    """What is wrong with what was typed: an icon, a bar and a sentence; hidden while nothing is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._theme = theme
        self._icon = plain_label()
        self._text = plain_label(wraps=True)
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
