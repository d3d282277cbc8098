"""What is wrong with something that was typed: a sentence that cannot be taken for a hint."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.qt.theme import Theme

ICON = 20


class ProblemLine(QFrame):
    """A sign, a bar and a sentence; hidden while there is nothing wrong."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem")
        self._theme = theme
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(10))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show what is wrong, nothing for ""."""
        size = self._theme.px(ICON)
        self._sign.setPixmap(QIcon.fromTheme("warning").pixmap(size, size))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
