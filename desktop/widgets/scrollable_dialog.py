"""A dialog that never grows beyond the screen: what does not fit can be scrolled to.

The buttons below it stay in view.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.parts import tight_column

SHARE_OF_SCREEN = 0.92


class ScrollableDialog(QDialog):
    """A dialog that takes its size from its parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content = QWidget()
        self.column = tight_column(content)  # what is scrolled where there is not room enough
        self.button_row = QHBoxLayout()  # the buttons below it
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(content)
        whole = tight_column(self)
        whole.addWidget(self._area, 1)
        whole.addLayout(self.button_row)
        content.installEventFilter(self)

    @safe_override(QSize())
    def sizeHint(self) -> QSize:
        """Return the size of the content, as far as the screen allows."""
        room = self.available_size()
        wanted, buttons = self.column.totalSizeHint(), self.button_row.totalSizeHint()
        wanted.setWidth(min(max(wanted.width(), buttons.width()), room.width()))
        if self.column.hasHeightForWidth():
            wanted.setHeight(self.column.totalHeightForWidth(wanted.width()))
        wanted.setHeight(wanted.height() + buttons.height())
        if wanted.height() > room.height():
            wanted.setWidth(wanted.width() + self.scroll_bar_width())
        return wanted.boundedTo(room)

    def resize_to_contents(self) -> None:
        """Take the size that the content needs now."""
        self.resize(self.sizeHint())

    def available_size(self) -> QSize:
        """Return how large the dialog may be at most."""
        return self.screen().availableSize() * SHARE_OF_SCREEN

    def scroll_bar_width(self) -> int:
        """Return how wide the bar is that scrolls the content."""
        return self._area.verticalScrollBar().sizeHint().width()

    def set_margins(self, theme: Theme, *, side: int, below: int) -> None:
        """Set the margins of content and buttons, in pixels at 100 %."""
        px = theme.px
        self.column.setContentsMargins(px(side), px(24), px(side), px(below))
        self.button_row.setContentsMargins(px(side), px(8), px(side), px(20))

    def scroll_to(self, part: QWidget) -> None:
        """Scroll to a part of the content, once everything has its place."""
        QTimer.singleShot(0, part, lambda: self._area.ensureWidgetVisible(part))

    @safe_override(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Appear in the right size; no button is pressed by an Enter typed elsewhere."""
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.resize_to_contents()
        super().showEvent(event)

    @safe_override(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the keyboard with Enter as well, not only with Space."""
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    @safe_override(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the content."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.resize_to_contents()
        return super().eventFilter(watched, event)
