"""A scroll bar for a view whose content is never wider than it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollBar, QWidget


class NoScrollBar(QScrollBar):
    """A bar that leads nowhere: no line is wider than the view.

    Qt may keep for a document the width it had before the vertical bar took its room, and
    would let the text be pushed aside by as much.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.rangeChanged.connect(self._keep)

    def _keep(self) -> None:
        self.setRange(0, 0)
