"""A- and A+, which stay under the pointer while everything around them grows and shrinks."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme

WIDTH = 48  # at every size, so that no step moves a button from under the pointer
RIGHT = 8
ICON, LARGEST_ICON = 20, 34


class SizeControl(QWidget):
    """Two buttons at a fixed place from the right edge, as high as the toolbar."""

    left = Signal()  # the pointer is elsewhere now

    def __init__(self, smaller: QToolButton, larger: QToolButton, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._buttons = (smaller, larger)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, RIGHT, 0)
        row.setSpacing(0)
        for button in self._buttons:
            button.setFixedWidth(WIDTH)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            row.addWidget(button)
        self.setFixedWidth(len(self._buttons) * WIDTH + RIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def scale(self) -> None:
        """Draw the letters at the size in force, as far as they fit."""
        side = min(self._theme.px(ICON), LARGEST_ICON)
        for button in self._buttons:
            button.setIconSize(QSize(side, side))

    @safe_override(None)
    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the place need not be kept any longer."""
        super().leaveEvent(event)
        self.left.emit()
