"""What stands where news would be: a drawing, a sentence, what can be done about it."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label


class EmptyStateText(NamedTuple):
    """What a state says, in plain text; "" leaves out the text or the button."""

    icon: str
    title: str
    text: str = ""
    action: str = ""


class EmptyState(QWidget):
    """A calm message in the middle of a pane."""

    action_chosen = Signal()  # the button was pressed

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = ""
        self._drawing = QLabel()
        self._title = plain_label(name="dialogTitle", wraps=True)
        self._text = plain_label(wraps=True)
        self._button = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._drawing, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._button.clicked.connect(self.action_chosen)
        theme.changed.connect(self._draw)

    def show_text(self, words: EmptyStateText) -> None:
        """Say this."""
        self._icon_name = words.icon
        self._title.setText(words.title)
        self._text.setText(words.text)
        self._text.setVisible(bool(words.text))
        self._button.setText(words.action)
        self._button.setVisible(bool(words.action))
        self.setAccessibleName(f"{words.title}. {words.text}")
        self._draw()

    def _draw(self) -> None:
        if not self.isVisible():
            return  # most starts never need a drawing
        size = QSize(self._theme.px(96), self._theme.px(72))
        icon = QIcon.fromTheme(self._icon_name)
        self._drawing.setPixmap(icon.pixmap(size, self.devicePixelRatioF()))

    @safe_override(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Draw now that it is seen."""
        super().showEvent(event)
        self._draw()


class LoadingPlaceholder(QWidget):
    """Grey bars in the shape of rows while the first news is on its way; they do not move."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    @safe_override(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as many rows as there is room for."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("sidebar"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("field"))
        px = self._theme.px
        for top in range(px(16), self.height(), px(116)):
            for line, (height, share) in enumerate(((14, 0.9), (14, 0.6), (10, 1.0), (10, 0.4))):
                width = (self.width() - px(50)) * share
                y = top + px(22) * line
                painter.drawRoundedRect(QRectF(px(34), y, width, px(height)), px(4), px(4))
