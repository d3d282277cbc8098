"""What this program is, and what it promises."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import DISPLAY_NAME
from desktop.assets import resource
from desktop.qt.theme import Theme
from desktop.widgets.scrollable_dialog import ScrollableDialog


class AboutDialog(ScrollableDialog):
    """Name, version and promise.

    Signals:
        folder_wanted(): the user wants to see the folder with the program's files.
    """

    folder_wanted = Signal()

    def __init__(
        self, version: str, folder: Path, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Over ZeelandNet Desktop"))
        px = theme.px
        icon = QLabel()
        drawing = QIcon(str(resource("icons", "app", "zeelandnet-desktop.svg")))
        icon.setPixmap(drawing.pixmap(px(64), px(64)))
        title = QLabel(DISPLAY_NAME)
        title.setObjectName("dialogTitle")
        line = QLabel(self.tr("Versie {}").format(version))
        line.setObjectName("hint")
        promise = QLabel(
            self.tr(
                "Wat je bewaart, wat je gelezen hebt, je bronnen en je instellingen overleven een"
                " stroomstoring. Elke dag wordt een kopie gemaakt, zeven blijven bewaard, en als er"
                " iets stuk is zet het programma er zelf een terug."
            )
        )
        place = QLabel(self.tr("Je gegevens staan in {}").format(folder))
        place.setObjectName("hint")
        for label in (promise, place):
            label.setWordWrap(True)
            label.setMinimumWidth(px(400))
            label.setTextFormat(Qt.TextFormat.PlainText)
        folder_button = QPushButton(self.tr("Map openen"))
        folder_button.setAutoDefault(False)
        close = QPushButton(self.tr("Sluiten"))
        close.setObjectName("primary")
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(icon)
        names = QVBoxLayout()
        names.addWidget(title)
        names.addWidget(line)
        head.addLayout(names, 1)
        self.set_button_margins(theme, 24)
        self.button_row.addWidget(folder_button)
        self.button_row.addStretch(1)
        self.button_row.addWidget(close)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(px(24), px(24), px(24), px(8))
        column.setSpacing(px(16))
        column.addLayout(head)
        column.addWidget(promise)
        column.addWidget(place)
        folder_button.clicked.connect(self.folder_wanted)
        close.clicked.connect(self.accept)
        close.setFocus()
