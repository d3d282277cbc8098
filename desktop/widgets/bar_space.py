"""The room in a bar: the edges around its row and the icons on its buttons."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from desktop.qt.theme import Theme

EDGE, HIGH_EDGE = 16, 8
ICON = 16


class BarSpace(QObject):
    """Keeps edges and icons at the scale in force, as long as the row lives."""

    def __init__(self, row: QHBoxLayout, buttons: Iterable[QToolButton], theme: Theme) -> None:
        super().__init__(row)
        self._row = row
        self._buttons = tuple(buttons)
        self._theme = theme
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(EDGE), px(HIGH_EDGE), px(EDGE), px(HIGH_EDGE))
        for button in self._buttons:
            button.setIconSize(QSize(px(ICON), px(ICON)))
