"""Draws what a small picture can say of the mail; each kind has a shape of its own."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintDevice, QPainter, QPen, QPolygonF

from desktop.core.mail_sign import Sign, SignKind
from desktop.qt.theme import Theme

FONT = 13


def sign_width(sign: Sign, height: int, theme: Theme) -> int:
    """Return how wide `sign` is at a height: as wide as high, but for its number."""
    words = QFontMetrics(sign_font(theme)).horizontalAdvance(sign.text)
    return max(height, words + theme.px(10))


def draw_sign(device: QPaintDevice, place: QRectF, sign: Sign, theme: Theme) -> None:
    """Draw `sign` on ground of the accent colour."""
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(sign_font(theme))
    ink, ground = theme.colour("accent_text"), theme.colour("accent")
    draw = {
        SignKind.COUNT: draw_number,
        SignKind.OFFLINE: draw_struck_ring,
        SignKind.LOCKED: draw_padlock,
        SignKind.ATTENTION: draw_warning,
    }.get(sign.kind)
    if draw is not None:
        draw(painter, place, ink, ground)
        if sign.text:
            painter.setPen(ground)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign.text)


def draw_number(painter: QPainter, place: QRectF, ink: QColor, _ground: QColor) -> None:
    """Draw the pill that holds a number."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)


def draw_struck_ring(painter: QPainter, place: QRectF, ink: QColor, ground: QColor) -> None:
    """Draw a ring, struck through."""
    line = place.height() / 10
    ring = place.adjusted(2 * line, 2 * line, -2 * line, -2 * line)
    reach = ring.width() * 0.354  # where a slanting line meets the ring
    painter.setBrush(ground)
    painter.setPen(QPen(ink, line))
    painter.drawEllipse(ring)
    middle = ring.center()
    painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))


def draw_padlock(painter: QPainter, place: QRectF, ink: QColor, ground: QColor) -> None:
    """Draw a padlock."""
    line = place.height() / 10
    body = place.adjusted(2 * line, 4.5 * line, -2 * line, -line)
    bow = QRectF(0, 0, body.width() * 0.55, body.height() * 1.4)
    bow.moveCenter(QPointF(body.center().x(), body.top() + line / 2))
    painter.setBrush(ground)
    painter.setPen(QPen(ink, line * 1.2))
    painter.drawRoundedRect(bow, bow.width() / 2, bow.width() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(body, line, line)


def draw_warning(painter: QPainter, place: QRectF, ink: QColor, ground: QColor) -> None:
    """Draw a triangle with an exclamation mark."""
    line = place.height() / 10
    corners = (
        QPointF(place.center().x(), place.top() + line),
        QPointF(place.right() - line, place.bottom() - line),
        QPointF(place.left() + line, place.bottom() - line),
    )
    pen = QPen(ink, 1.5 * line)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(ground)
    lower = place.adjusted(0, 2.5 * line, 0, 0)
    painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, "!")


def sign_font(theme: Theme) -> QFont:
    """Return the face of the number."""
    return theme.font(FONT, weight=QFont.Weight.Bold)
