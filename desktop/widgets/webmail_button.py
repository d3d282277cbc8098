"""The webmail button with what there is to say of the mail: a number, or a sign for a state."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme

if TYPE_CHECKING:
    from desktop.core.mail_sign import Sign

HEIGHT = 20
GAP = 8
ARROW = 38  # the padding at the right, which the style sheet gives it
OVER_ICON = 16  # where the sign begins when there is no room for the word


class WebmailButton(QToolButton):
    """Draws a sign behind its word, or over the corner of its icon where the word is gone.

    Attributes:
        sign: What is drawn, None for nothing.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign_width = 0
        self.sign: Sign | None = None

    def set_sign(self, sign: "Sign | None") -> None:
        """Draw `sign` from now on."""
        self.sign = sign
        self._measure()

    @safe_override(None)
    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the letters."""
        super().changeEvent(event)
        self._measure()

    @safe_override(QSize())
    def sizeHint(self) -> QSize:
        """Leave room for the sign."""
        size = super().sizeHint()
        if self.sign is not None and self._has_word():
            size.setWidth(size.width() + self._sign_width + self._theme.px(GAP))
        return size

    @safe_override(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button as ever, and the sign on top."""
        super().paintEvent(event)
        if self.sign is not None:
            # Only where mail is counted, and never before the first paint.
            from desktop.widgets.mail_sign import draw_sign

            draw_sign(self, self._place(), self.sign, self._theme)

    def _measure(self) -> None:
        if self.sign is not None:
            # As above.
            from desktop.widgets.mail_sign import sign_width

            self._sign_width = sign_width(self.sign, self._theme.px(HEIGHT), self._theme)
        self.updateGeometry()
        self.update()

    def _has_word(self) -> bool:
        return self.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly

    def _place(self) -> QRectF:
        px, width, height = self._theme.px, self._sign_width, self._theme.px(HEIGHT)
        if self._has_word():
            left, top = self.width() - px(ARROW) - width, (self.height() - height) / 2
            return QRectF(left, top, width, height)
        return QRectF(px(OVER_ICON), 1, width, height)
