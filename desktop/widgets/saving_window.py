"""What is on the screen while the last writes are on their way to a slow disk."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import DISPLAY_NAME
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label


class SavingWindow(QWidget):
    """One line, in a window that goes by itself."""

    def __init__(self, theme: Theme) -> None:
        kinds = Qt.WindowType
        super().__init__(None, kinds.Dialog | kinds.CustomizeWindowHint | kinds.WindowTitleHint)
        self.setWindowTitle(DISPLAY_NAME)
        line = self.tr("Even geduld: je leesgeschiedenis wordt opgeslagen…")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(24) for _ in range(4)))
        row.addWidget(plain_label(line))
        self.setAccessibleName(line)
