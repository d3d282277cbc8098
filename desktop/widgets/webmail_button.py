"""The webmail button with what there is to say of the mail: a number, or an icon for a state."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme

if TYPE_CHECKING:
    from desktop.core.mail import Indicator

HEIGHT = 20
GAP = 8
PADDING = 10  # beside the number
FONT = 13
ARROW = 38  # the padding at the right, which the style sheet gives it
OVER_ICON = 16  # where the indicator begins when there is no room for the word
# The others say no more than that there is nothing to read.
SHOWN = frozenset({"unread", "offline", "locked", "attention"})


class WebmailButton(QToolButton):
    """Draws an indicator behind its word, or over the corner of its icon where the word is gone.

    Attributes:
        indicator: How the mail stands; None while that is not known.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.indicator: Indicator | None = None

    def set_indicator(self, indicator: "Indicator") -> None:
        """Draw `indicator` from now on."""
        self.indicator = indicator
        self.updateGeometry()
        self.update()

    @safe_override(None)
    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the letters."""
        super().changeEvent(event)
        self.updateGeometry()

    @safe_override(QSize())
    def sizeHint(self) -> QSize:
        """Leave room for the indicator."""
        size = super().sizeHint()
        if self._shown() is not None and self._has_word():
            size.setWidth(size.width() + self._place().width() + self._theme.px(GAP))
        return size

    @safe_override(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button as ever, and the indicator on top."""
        super().paintEvent(event)
        indicator = self._shown()
        if indicator is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if indicator.text:
                self._paint_number(painter, indicator.text)
            else:
                self._paint_icon(painter, f"mail-{indicator.kind.value}-on-accent")

    def _paint_number(self, painter: QPainter, text: str) -> None:
        place = self._place()
        painter.setBrush(self._theme.colour("accent_text"))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(self._font())
        painter.setPen(self._theme.colour("accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_icon(self, painter: QPainter, name: str) -> None:
        place = self._place()
        if not self._has_word():  # the envelope must not be seen through it
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(place)
        QIcon.fromTheme(name).paint(painter, place)

    def _shown(self) -> "Indicator | None":
        indicator = self.indicator
        return indicator if indicator is not None and indicator.kind.value in SHOWN else None

    def _font(self) -> QFont:
        return self._theme.font(FONT, weight=QFont.Weight.Bold)

    def _has_word(self) -> bool:
        return self.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly

    def _place(self) -> QRect:
        """Return where the indicator is drawn: as wide as high, but for a number of more digits."""
        px, height = self._theme.px, self._theme.px(HEIGHT)
        text = self.indicator.text if self.indicator is not None else ""
        width = max(height, QFontMetrics(self._font()).horizontalAdvance(text) + px(PADDING))
        if self._has_word():
            return QRect(
                self.width() - px(ARROW) - width, (self.height() - height) // 2, width, height
            )
        return QRect(px(OVER_ICON), 1, width, height)
