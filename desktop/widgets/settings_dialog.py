"""The settings: few, in plain words, in force at once."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.text import shorten
from desktop.qt.settings import ColourMode, Language, Settings
from desktop.qt.theme import Theme
from desktop.widgets.presence_switches import PresenceSwitches
from desktop.widgets.roomy_dialog import RoomyDialog

SIZES = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250)
ADDRESS_CHARS = 40
MINUTES = (10, 15, 30, 60, 120)


class SettingsDialog(RoomyDialog):
    """A form whose every change counts immediately.

    Attributes:
        presence: The switches for starting and closing.

    Signals:
        value_chosen(str, object): key of a setting and its new value.
        webmail_wanted(): the user wants to choose another webmail.
        mail_account_wanted(): the user wants to have mail counted, or no longer.
        own_sources_wanted(): the user wants to edit the list of own sources.
    """

    value_chosen = Signal(str, object)
    webmail_wanted = Signal()
    mail_account_wanted = Signal()
    own_sources_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._webmail = QPushButton()
        self._mail = QPushButton()
        self._colours = QComboBox()
        self._size = QComboBox()
        self._serif = QCheckBox()
        self._language = QComboBox()
        self._minutes = QComboBox()
        self._sources = QPushButton()
        self.presence = PresenceSwitches()
        self._releases = QCheckBox()
        self._close = QPushButton()
        self._mail_address = ""
        self._column = QVBoxLayout(self.content)
        self._form = QFormLayout()
        self._fields: Sequence[QWidget] = (
            self._webmail,
            self._mail,
            self._colours,
            self._size,
            self._serif,
            self._language,
            self._minutes,
            self._sources,
            self.presence,
            self._releases,
        )
        self._labels = [QLabel() for _ in self._fields]
        self._fill()
        self._lay_out(theme)
        self._connect()
        self.retranslate()

    def set_values(self, settings: Settings, webmail_name: str, mail_address: str = "") -> None:
        """Show the settings as they are; without a `mail_address` no mail is counted."""
        for box, value in (
            (self._colours, settings.colour_mode),
            (self._size, settings.size_percent),
            (self._language, settings.language),
            (self._minutes, settings.refresh_minutes),
        ):
            box.setCurrentIndex(nearest(box, value))
        self._serif.setChecked(settings.has_serif)
        self._releases.setChecked(settings.tells_of_releases)
        self._webmail.setText(webmail_name)
        self.set_mail_address(mail_address)

    def offer_releases(self, *, is_offered: bool) -> None:
        """Show the choice to be told of new versions, where there is a place to ask."""
        self._form.setRowVisible(self._releases, is_offered)

    def set_mail_address(self, address: str) -> None:
        """Show whose mail is counted, "" for nobody's."""
        self._mail_address = shorten(address, ADDRESS_CHARS).replace("&", "&&")
        self._name_mail()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setWindowTitle(self.tr("Instellingen"))
        rows = (
            self.tr("Webmail"),
            self.tr("Ongelezen mail"),
            self.tr("Kleuren"),
            self.tr("Grootte"),
            self.tr("Letter"),
            self.tr("Taal"),
            self.tr("Nieuws verversen"),
            self.tr("Eigen nieuwsbronnen"),
            self.tr("Starten en sluiten"),
            self.tr("Nieuwe versies"),
        )
        for label, text in zip(self._labels, rows, strict=True):
            label.setText(text)
        self._serif.setText(self.tr("Artikelen in een letter met schreef"))
        modes = (
            self.tr("Zoals de computer"),
            self.tr("Licht"),
            self.tr("Donker"),
            self.tr("Sepia"),
            self.tr("Hoog contrast"),
        )
        for place, name in enumerate(modes):
            self._colours.setItemText(place, name)
        for place, minutes in enumerate(MINUTES):
            self._minutes.setItemText(place, self.tr("elke %n minuten", "", minutes))
        self._name_mail()
        self._sources.setText(self.tr("Lijst openen…"))
        self._releases.setText(self.tr("Melden als er een nieuwe versie is"))
        self._close.setText(self.tr("Sluiten"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        for mode in ColourMode:
            self._colours.addItem("", mode)
        for percent in SIZES:
            self._size.addItem(f"{percent} %", percent)
        self._language.addItem("Nederlands", Language.DUTCH)
        self._language.addItem("English", Language.ENGLISH)
        for minutes in MINUTES:
            self._minutes.addItem("", minutes)

    def _lay_out(self, theme: Theme) -> None:
        px = theme.px
        form = self._form
        form.setHorizontalSpacing(px(24))
        form.setVerticalSpacing(px(12))
        for label, field in zip(self._labels, self._fields, strict=True):
            form.addRow(label, field)
            if field is self.presence:
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
                label.setContentsMargins(0, px(6), 0, 0)  # level with the first switch
            else:
                label.setBuddy(field)
        self._column.setContentsMargins(px(24), px(24), px(24), px(12))
        self._column.addLayout(form)
        self.edge_foot(theme, 24)
        self.foot.addStretch(1)
        self.foot.addWidget(self._close)
        for button in (self._webmail, self._mail, self._sources, self._close):
            button.setAutoDefault(False)

    def fit(self) -> None:
        """Put each label above its field where two columns are too wide, with large letters."""
        policy = QFormLayout.RowWrapPolicy
        is_narrow = self._width_of_two_columns() > self.room().width()
        # Not `WrapLongRows`, which cuts a row that is long only because another has a long label.
        self._form.setRowWrapPolicy(policy.WrapAllRows if is_narrow else policy.DontWrapRows)
        super().fit()

    def _width_of_two_columns(self) -> int:
        labels = max(label.sizeHint().width() for label in self._labels)
        fields = max(field.minimumSizeHint().width() for field in self._fields)
        both = labels + self._form.horizontalSpacing() + fields
        margins = self._column.contentsMargins()
        return margins.left() + both + margins.right() + self.bar_width()

    def _connect(self) -> None:
        self._webmail.clicked.connect(self.webmail_wanted)
        self._mail.clicked.connect(self.mail_account_wanted)
        self._sources.clicked.connect(self.own_sources_wanted)
        self._close.clicked.connect(self.accept)
        self._serif.clicked.connect(self._on_serif)
        self.presence.value_chosen.connect(self.value_chosen)
        self._releases.clicked.connect(self._on_releases)
        for box, setting in (
            (self._colours, Settings.colour_mode),
            (self._size, Settings.size_percent),
            (self._language, Settings.language),
            (self._minutes, Settings.refresh_minutes),
        ):
            box.setProperty("key", setting.key)
            box.activated.connect(self._on_activated)

    def _name_mail(self) -> None:
        self._mail.setText(self._mail_address or self.tr("Ongelezen mail tellen…"))

    def _on_activated(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.value_chosen.emit(str(box.property("key")), box.currentData())

    def _on_serif(self, is_checked: bool) -> None:
        self.value_chosen.emit(Settings.has_serif.key, is_checked)

    def _on_releases(self, is_checked: bool) -> None:
        self.value_chosen.emit(Settings.tells_of_releases.key, is_checked)


def nearest(box: QComboBox, value: object) -> int:
    """Return the place of `value` in `box`, or of the number nearest to it."""
    for place in range(box.count()):
        if box.itemData(place) == value:
            return place
    if isinstance(value, int):
        return min(range(box.count()), key=lambda place: abs(box.itemData(place) - value))
    return 0
