"""The settings: few, in plain words, in force at once."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QPushButton, QWidget

from desktop.core.text import shorten
from desktop.qt.autostart import AutostartState
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.settings import (
    SIZES_PERCENT,
    ColourMode,
    Keep,
    Language,
    ReadWhen,
    Setting,
    Settings,
)
from desktop.qt.theme import Theme
from desktop.widgets.more_settings import MoreSettings
from desktop.widgets.parts import as_label, plain_label, tight_column
from desktop.widgets.scrollable_dialog import ScrollableDialog

ADDRESS_CHARS = 40
MINUTES = (10, 15, 30, 60, 120)


class SettingsDialog(TranslatedWidget, ScrollableDialog):
    """A form whose every change counts immediately."""

    value_chosen = Signal(str, object)  # key of a setting and its new value
    webmail_wanted = Signal()  # the user wants to choose another webmail
    mail_account_wanted = Signal()  # the user wants to have mail counted, or no longer
    own_sources_wanted = Signal()  # the user wants to edit the list of own sources

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._webmail, self._mail, self._sources, self._close = (QPushButton() for _ in range(4))
        self._colours = ChoiceBox(Settings.colour_mode, ColourMode)
        self._size = ChoiceBox(Settings.size_percent, SIZES_PERCENT)
        self._serif = SwitchBox(Settings.has_serif)
        self._language = ChoiceBox(Settings.language, Language)
        self._minutes = ChoiceBox(Settings.refresh_minutes, MINUTES)
        self._read = ChoiceBox(Settings.read_when, ReadWhen)
        self._keep = ChoiceBox(Settings.keep, Keep)
        self.startup = StartupSettings()
        self.more = MoreSettings(theme)
        self._releases = SwitchBox(Settings.tells_of_releases)
        choices = (
            self._colours, self._size, self._language, self._minutes, self._read, self._keep
        )  # fmt: skip
        self._boxes = (*choices, self._serif, self._releases)
        self._mail_address = ""
        self._form = QFormLayout()
        self._labels = {field: plain_label() for _, field in self._rows()}
        self._lay_out(theme)
        self._connect()
        self.retranslate()

    def set_values(self, settings: Settings, webmail_name: str, mail_address: str = "") -> None:
        """Show the settings as they are; without a `mail_address` no mail is counted."""
        self._settings = settings
        self.refresh()
        self.set_webmail_name(webmail_name)
        self.set_mail_address(mail_address)

    def refresh(self) -> None:
        """Show settings that are others now."""
        for box in self._boxes:
            box.show_value(self._settings)
        self.startup.set_values(self._settings)

    def on_webmail_changed(self) -> None:
        """Close, unless a dialog of its own has more to say."""
        if not self.findChildren(QDialog):
            self.reject()

    def set_webmail_name(self, name: str) -> None:
        """Show which webmail is the user's."""
        self._webmail.setText(name)

    def offer_releases(self, *, is_offered: bool) -> None:
        """Show the choice to be told of new versions, where there is a place to ask."""
        self._form.setRowVisible(self._releases, is_offered)

    def set_mail_address(self, address: str) -> None:
        """Show whose mail is counted, "" for nobody's."""
        self._mail_address = address
        shown = as_label(shorten(address, ADDRESS_CHARS))
        self._mail.setText(shown or self.tr("Ongelezen mail tellen…"))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Instellingen"))
        for name, field in self._rows():
            self._labels[field].setText(name)
        system, contrast = self.tr("Zoals de computer"), self.tr("Hoog contrast")
        light, dark, sepia = self.tr("Licht"), self.tr("Donker"), self.tr("Sepia")
        self._colours.set_names((system, light, dark, sepia, contrast))
        self._size.set_names(f"{percent} %" for percent in SIZES_PERCENT)
        self._serif.setText(self.tr("Artikelen in een letter met schreef"))
        self._language.set_names(("Nederlands", "English"))
        self._minutes.set_names(self.tr("elke %n minuten", "", minutes) for minutes in MINUTES)
        at_once, soon = self.tr("meteen"), self.tr("na 2 seconden")
        at_end, by_hand = self.tr("aan het einde"), self.tr("als ik het zelf zeg")
        self._read.set_names((at_once, soon, at_end, by_hand))
        self._keep.set_names((self.tr("1 maand"), self.tr("1 jaar"), self.tr("altijd")))
        self.set_mail_address(self._mail_address)
        self._sources.setText(self.tr("Lijst openen…"))
        self._releases.setText(self.tr("Melden als er een nieuwe versie is"))
        self._close.setText(self.tr("Sluiten"))

    def resize_to_contents(self) -> None:
        """Put each label above its field where two columns are too wide, with large letters."""
        policy = QFormLayout.RowWrapPolicy
        is_narrow = self._width_of_two_columns() > self.available_size().width()
        # Not `WrapLongRows`, which cuts a row that is long only because another has a long label.
        self._form.setRowWrapPolicy(policy.WrapAllRows if is_narrow else policy.DontWrapRows)
        super().resize_to_contents()

    def _rows(self) -> tuple[tuple[str, QWidget], ...]:
        """Return the form from top to bottom: what stands before a field, and the field."""
        return (
            (self.tr("Webmail"), self._webmail),
            (self.tr("Ongelezen mail"), self._mail),
            (self.tr("Kleuren"), self._colours),
            (self.tr("Grootte"), self._size),
            (self.tr("Letter"), self._serif),
            (self.tr("Taal"), self._language),
            (self.tr("Nieuws verversen"), self._minutes),
            (self.tr("Telt als gelezen"), self._read),
            (self.tr("Berichten bewaren"), self._keep),
            (self.tr("Eigen nieuwsbronnen"), self._sources),
            (self.tr("Starten en sluiten"), self.startup),
            (self.tr("Nieuwe versies"), self._releases),
            (self.tr("Meer"), self.more),
        )

    def _lay_out(self, theme: Theme) -> None:
        px = theme.px
        self._form.setHorizontalSpacing(px(24))
        self._form.setVerticalSpacing(px(12))
        for field, label in self._labels.items():
            self._form.addRow(label, field)
            if field in (self.startup, self.more):
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
                label.setContentsMargins(0, px(6), 0, 0)  # level with the first box
            else:
                label.setBuddy(field)
        self.set_margins(theme, side=24, below=12)
        self.column.addLayout(self._form)
        self.button_row.addStretch(1)
        self.button_row.addWidget(self._close)

    def _width_of_two_columns(self) -> int:
        labels_width = max(label.sizeHint().width() for label in self._labels.values())
        fields_width = max(field.minimumSizeHint().width() for field in self._labels)
        both = labels_width + self._form.horizontalSpacing() + fields_width
        margins = self.column.contentsMargins()
        return margins.left() + both + margins.right() + self.scroll_bar_width()

    def _connect(self) -> None:
        self._webmail.clicked.connect(self.webmail_wanted)
        self._mail.clicked.connect(self.mail_account_wanted)
        self._sources.clicked.connect(self.own_sources_wanted)
        self._close.clicked.connect(self.accept)
        for part in (*self._boxes, self.startup):
            part.value_chosen.connect(self.value_chosen)


class StartupSettings(TranslatedWidget, QWidget):
    """Start with the computer, begin in the tray, stay in the tray; and why one cannot be used."""

    value_chosen = Signal(str, object)  # key of a setting and its new value
    autostart_chosen = Signal(bool)  # whether the program is to start when the user logs in

    def __init__(self) -> None:
        super().__init__()
        self._autostart = QCheckBox()
        self._begins = SwitchBox(Settings.begins_in_tray)
        self._closes = SwitchBox(Settings.closes_to_tray)
        self._blocked = plain_label(name="reason", wraps=True)
        self._trayless = plain_label(name="reason", wraps=True)
        column = tight_column(self)
        for part in (self._autostart, self._blocked, self._begins, self._closes, self._trayless):
            column.addWidget(part)
        self._blocked.hide()
        self._autostart.clicked.connect(self.autostart_chosen)
        for box in (self._begins, self._closes):
            box.value_chosen.connect(self.value_chosen)
        self.retranslate()

    def set_values(self, settings: Settings) -> None:
        """Show the two settings as they are."""
        for box in (self._begins, self._closes):
            box.show_value(settings)

    def set_tray_available(self, is_available: bool) -> None:
        """Let the boxes about the tray be used only where there is one."""
        for box in (self._begins, self._closes):
            box.setEnabled(is_available)
            box.setAccessibleDescription("" if is_available else self._trayless.text())
        self._trayless.setVisible(not is_available)

    def set_autostart(self, state: AutostartState | None) -> None:
        """Show what the system does at the next login; None offers no choice."""
        self._autostart.setVisible(state is not None)
        self._autostart.setChecked(state is AutostartState.ON)
        self._blocked.setVisible(state is AutostartState.BLOCKED)

    def retranslate(self) -> None:
        self._autostart.setText(self.tr("Starten als je inlogt op de computer"))
        text = self.tr("In de instellingen van je computer staat dit uit. Zet het daar weer aan.")
        self._blocked.setText(text)
        self._begins.setText(self.tr("Klein beginnen: alleen het pictogram bij de klok"))
        self._closes.setText(self.tr("Na sluiten doorgaan bij de klok"))
        text = self.tr("Je bureaublad heeft bij de klok geen plaats voor pictogrammen.")
        self._trayless.setText(text)
        self.set_tray_available(self._begins.isEnabled())


class ChoiceBox(QComboBox):
    """The values that a setting can have, by name."""

    # Key of the setting and the value that the user chose.
    value_chosen = Signal(str, object)

    def __init__(self, setting: Setting[Any], values: Iterable[object]) -> None:
        super().__init__()
        self.setting = setting
        for value in values:
            self.addItem("", value)
        self.activated.connect(lambda: self.value_chosen.emit(setting.key, self.currentData()))

    def set_names(self, names: Iterable[str]) -> None:
        """Name the values, in their order."""
        for place, name in enumerate(names):
            self.setItemText(place, name)

    def show_value(self, settings: Settings) -> None:
        """Show the setting as it is, or the number nearest to it."""
        value = self.setting.__get__(settings)
        place = self.findData(value)
        if place < 0:
            place = min(range(self.count()), key=lambda n: abs(self.itemData(n) - value))
        self.setCurrentIndex(place)


class SwitchBox(QCheckBox):
    """A setting that is on or off."""

    # Key of the setting and whether the user switched it on.
    value_chosen = Signal(str, object)

    def __init__(self, setting: Setting[bool]) -> None:
        super().__init__()
        self._setting = setting
        self.clicked.connect(lambda is_on: self.value_chosen.emit(setting.key, is_on))

    def show_value(self, settings: Settings) -> None:
        """Show the setting as it is."""
        self.setChecked(self._setting.__get__(settings))
