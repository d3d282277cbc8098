"""Three switches: start with the computer, begin in the tray, stay in the tray."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from desktop.qt.settings import Settings


class PresenceSwitches(QWidget):
    """The switches, and the reason where one cannot be used.

    Signals:
        value_chosen(str, object): key of a setting and its new value.
        autostart_chosen(bool): whether the program is to start when the user logs in.
    """

    value_chosen = Signal(str, object)
    autostart_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._autostart = QCheckBox()
        self._begins = QCheckBox()
        self._closes = QCheckBox()
        self._blocked, self._trayless = sentence(), sentence()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (
            self._autostart,
            self._blocked,
            self._begins,
            self._closes,
            self._trayless,
        ):
            column.addWidget(part)
        self._autostart.clicked.connect(self.autostart_chosen)
        self._begins.clicked.connect(self._on_begins)
        self._closes.clicked.connect(self._on_closes)
        self.retranslate()

    def set_values(self, settings: Settings) -> None:
        """Show the two settings as they are."""
        self._begins.setChecked(settings.begins_in_tray)
        self._closes.setChecked(settings.closes_to_tray)

    def set_tray_available(self, is_available: bool) -> None:
        """Let the switches of the tray be used only where there is one."""
        for switch in (self._begins, self._closes):
            switch.setEnabled(is_available)
            switch.setAccessibleDescription("" if is_available else self._trayless.text())
        self._trayless.setVisible(not is_available)

    def set_autostart(self, *, is_on: bool, is_blocked: bool) -> None:
        """Show what the system does at the next login."""
        self._autostart.setChecked(is_on)
        self._blocked.setVisible(is_blocked)

    def leave_out_autostart(self) -> None:
        """Offer no start at login."""
        self._autostart.hide()
        self._blocked.hide()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._autostart.setText(self.tr("Starten als je inlogt op de computer"))
        self._blocked.setText(
            self.tr("In de instellingen van je computer staat dit uit. Zet het daar weer aan.")
        )
        self._begins.setText(self.tr("Klein beginnen: alleen het pictogram bij de klok"))
        self._closes.setText(self.tr("Na sluiten doorgaan bij de klok"))
        self._trayless.setText(
            self.tr("Je bureaublad heeft bij de klok geen plaats voor pictogrammen.")
        )
        if not self._begins.isEnabled():
            self.set_tray_available(False)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_begins(self, is_checked: bool) -> None:
        self.value_chosen.emit(Settings.begins_in_tray.key, is_checked)

    def _on_closes(self, is_checked: bool) -> None:
        self.value_chosen.emit(Settings.closes_to_tray.key, is_checked)


def sentence() -> QLabel:
    """Return a hidden line for a reason."""
    label = QLabel()
    label.setObjectName("reason")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.hide()
    return label
