"""What this program is, and what it promises."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import DISPLAY_NAME
from desktop.assets import resource
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label
from desktop.widgets.scrollable_dialog import ScrollableDialog


class AboutDialog(ScrollableDialog):
    """Name, version and promise."""

    folder_wanted = Signal()  # the user wants to see the folder with the program's files
    help_wanted = Signal()  # the user wants to copy what helps who helps

    def __init__(
        self, version: str, folder: Path, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Over ZeelandNet Desktop"))
        px = theme.px
        drawing = QIcon(str(resource("icons", "app", "zeelandnet-desktop.svg")))
        icon = QLabel()
        icon.setPixmap(drawing.pixmap(px(64), px(64)))
        names = QVBoxLayout()
        names.addWidget(plain_label(DISPLAY_NAME, name="dialogTitle"))
        names.addWidget(plain_label(self.tr("Versie {}").format(version), name="hint"))
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(icon)
        head.addLayout(names, 1)
        promise = self.tr(
            "Wat je bewaart, wat je gelezen hebt, je bronnen en je instellingen overleven een"
            " stroomstoring. Elke dag wordt een kopie gemaakt, zeven blijven bewaard, en als er"
            " iets stuk is zet het programma er zelf een terug."
        )
        place = self.tr("Je gegevens staan in {}").format(folder)
        self.set_margins(theme, side=24, below=8)
        self.column.setSpacing(px(16))
        self.column.addLayout(head)
        for text, name in ((promise, ""), (place, "hint")):
            label = plain_label(text, name=name, wraps=True)
            label.setMinimumWidth(px(400))
            self.column.addWidget(label)
        self._help = plain_label(
            self.tr(
                "Vraag je iemand om hulp? Kopieer dan versies, aantallen en fouten. Adressen,"
                " titels, namen en mappen staan er niet bij."
            ),
            name="hint",
            wraps=True,
        )
        self._help.setMinimumWidth(px(400))
        self.column.addWidget(self._help)
        self.button_row.setSpacing(px(8))
        help_button = QPushButton(self.tr("Gegevens voor hulp kopiëren"))
        help_button.clicked.connect(self.help_wanted)
        folder_button = QPushButton(self.tr("Map openen"))
        folder_button.clicked.connect(self.folder_wanted)
        close = QPushButton(self.tr("Sluiten"))
        close.setObjectName("primary")
        close.clicked.connect(self.accept)
        self.button_row.addWidget(folder_button)
        self.button_row.addWidget(help_button)
        self.button_row.addStretch(1)
        self.button_row.addWidget(close)
        close.setFocus()

    def on_copied(self) -> None:
        """Say that it is copied, and what to do with it."""
        self._help.setText(self.tr("Gekopieerd. Plak het in je bericht aan wie je helpt."))
