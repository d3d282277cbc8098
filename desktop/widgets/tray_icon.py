"""The picture in the tray: an envelope, and by its shape how things stand with the mail.

Which colour the panel has is not known on most systems, so each picture is readable on a
light and on a dark one: light paper with dark lines, and a clear ring around the sign.
Every size is drawn for itself, its edges on whole pixels.
"""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.core.mail import MailState, MailStatus
from desktop.core.mail_sign import SignKind, sign_of

# What panels ask for, at the densities there are: 16 to 64, and twice that.
SIZES_PX = (16, 20, 22, 24, 28, 32, 36, 40, 44, 48, 64, 96, 128)
GRID = 16  # the drawings are made for this size
CLEAR = QPainter.CompositionMode.CompositionMode_Clear


class TrayKind(Enum):
    """Each has a shape of its own."""

    NO_ACCOUNT = "no-account"  # a closed envelope: mail is not counted, webmail is a click away
    READ = "read"  # an opened envelope
    UNREAD = "unread"  # a closed one with a number on a disc
    WAITING = "waiting"  # with three dots
    OFFLINE = "offline"  # struck through
    LOCKED = "locked"  # with a padlock
    ATTENTION = "attention"  # with an exclamation mark on a triangle


class TrayLook(NamedTuple):
    """What is drawn; `text` is "1" to "9" or "9+" with UNREAD, else ""."""

    kind: TrayKind
    text: str = ""


class Ink(NamedTuple):
    """The colours of a picture; None is where the panel shows through."""

    paper: QColor
    line: QColor | None
    alarm: QColor
    quiet: QColor
    on_sign: QColor | None


INK = Ink(
    paper=QColor("#ffffff"),
    line=QColor("#242b33"),
    alarm=QColor("#d32222"),
    quiet=QColor("#5f6f80"),
    on_sign=QColor("#ffffff"),
)
# macOS paints the mask in the colour of its menu bar.
BLACK = QColor("#000000")
MASK_INK = Ink(paper=BLACK, line=None, alarm=BLACK, quiet=BLACK, on_sign=None)


def tray_look(state: MailState | None) -> TrayLook:
    """Return what stands for the state of the mailbox; None means that no mail is counted."""
    sign = sign_of(state)
    kinds = {
        SignKind.COUNT: TrayKind.UNREAD,
        SignKind.OFFLINE: TrayKind.OFFLINE,
        SignKind.LOCKED: TrayKind.LOCKED,
        SignKind.ATTENTION: TrayKind.ATTENTION,
    }
    if sign.kind in kinds:
        return TrayLook(kinds[sign.kind], sign.text)
    if state is None:
        return TrayLook(TrayKind.NO_ACCOUNT)
    is_unknown = state.status is MailStatus.CONNECTING and state.counted_at is None
    return TrayLook(TrayKind.WAITING if is_unknown else TrayKind.READ)


def tray_icon(look: TrayLook, *, is_mask: bool = False) -> QIcon:
    """Return the picture in every size; as a mask only its shape counts (macOS)."""
    icon = QIcon()
    for size_px in SIZES_PX:
        icon.addPixmap(tray_pixmap(look, size_px, is_mask=is_mask))
    icon.setIsMask(is_mask)
    return icon


def tray_pixmap(look: TrayLook, size_px: int, *, is_mask: bool = False) -> QPixmap:
    """Return the picture in one size, on a transparent ground."""
    pixmap = QPixmap(size_px, size_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    Drawing(painter, size_px, MASK_INK if is_mask else INK).draw(look)
    painter.end()
    return pixmap


class Drawing:
    """Draws one picture of `size_px` x `size_px`; places are those of a grid of 16."""

    def __init__(self, painter: QPainter, size_px: int, ink: Ink) -> None:
        self._painter = painter
        self._size = size_px
        self._ink = ink
        self._line = max(1, int(size_px / GRID))

    def draw(self, look: TrayLook) -> None:
        """Draw the envelope, then the sign on it."""
        if look.kind is TrayKind.READ:
            self._opened()
        else:
            self._closed(is_aside=look.kind not in (TrayKind.NO_ACCOUNT, TrayKind.OFFLINE))
        match look.kind:
            case TrayKind.UNREAD:
                self._number(look.text)
            case TrayKind.WAITING:
                self._dots()
            case TrayKind.OFFLINE:
                self._stroke_through()
            case TrayKind.LOCKED:
                self._padlock()
            case TrayKind.ATTENTION:
                self._exclamation()

    # The envelope

    def _closed(self, *, is_aside: bool) -> None:
        """Draw it in the middle, or higher and to the left, where it leaves room for a sign."""
        top, bottom = (1, 11) if is_aside else (3, 13)
        box = self._box(0, top, 15 if is_aside else 16, bottom)
        self._paper(box)
        fold = QPointF(box.center().x(), box.top() + box.height() * 0.58)
        self._lines(box, box.topLeft(), fold, box.topRight())

    def _opened(self) -> None:
        box = self._box(0, 6, 16, 15)
        peak = QPointF(box.center().x(), self._at(1) + self._line / 2)
        flap = QPainterPath(box.topLeft())
        flap.lineTo(peak)
        flap.lineTo(box.topRight())
        flap.closeSubpath()
        self._fill(flap)
        self._paper(box)
        fold = QPointF(box.center().x(), box.top() + box.height() * 0.6)
        self._lines(box, box.topLeft(), fold, box.topRight())

    def _paper(self, box: QRectF) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, self._line, self._line)
        self._fill(path)

    def _fill(self, path: QPainterPath) -> None:
        has_line = self._ink.line is not None
        self._painter.setPen(self._pen(self._line) if has_line else Qt.PenStyle.NoPen)
        self._painter.setBrush(self._ink.paper)
        self._painter.drawPath(path)

    def _lines(self, box: QRectF, *points: QPointF) -> None:
        """Draw lines that end within `box`."""
        self._painter.save()
        self._painter.setClipRect(box)
        if self._ink.line is None:
            self._painter.setCompositionMode(CLEAR)
        self._painter.setPen(self._pen(self._line))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF(points))
        self._painter.restore()

    # The signs

    def _number(self, text: str) -> None:
        width = 11 if len(text) == 1 else 14
        box = self._box(16 - width, 5, 16, 16, is_line=False)
        path = QPainterPath()
        path.addRoundedRect(box, box.height() / 2, box.height() / 2)
        self._sign(path, self._ink.alarm)
        font = QFont()
        font.setBold(True)
        font.setPixelSize(max(1, round(box.height() * 0.86)))
        glyphs = QPainterPath()
        glyphs.addText(0, 0, font, text)
        drawn = glyphs.boundingRect()
        glyphs.translate(box.center() - drawn.center())
        self._on_sign(glyphs)

    def _dots(self) -> None:
        box = self._box(2, 8, 16, 15, is_line=False)
        path = QPainterPath()
        path.addRoundedRect(box, box.height() / 2, box.height() / 2)
        self._sign(path, self._ink.quiet)
        radius = max(1.0, self._size / GRID)
        dots = QPainterPath()
        for step in (-1, 0, 1):
            centre = box.center() + QPointF(step * box.width() * 0.28, 0)
            dots.addEllipse(centre, radius, radius)
        self._on_sign(dots)

    def _exclamation(self) -> None:
        box = self._box(4, 4, 16, 16, is_line=False)
        path = QPainterPath(QPointF(box.center().x(), box.top()))
        path.lineTo(box.bottomRight())
        path.lineTo(box.bottomLeft())
        path.closeSubpath()
        self._sign(path, self._ink.alarm)
        middle, unit = box.center().x(), box.height() / 12
        mark = QPainterPath()
        mark.addRect(QRectF(middle - unit, box.top() + 4 * unit, 2 * unit, 4 * unit))
        mark.addRect(QRectF(middle - unit, box.top() + 9 * unit, 2 * unit, 2 * unit))
        self._on_sign(mark)

    def _padlock(self) -> None:
        body = self._box(6, 9, 16, 16, is_line=False)
        unit = self._size / GRID
        path = QPainterPath()
        path.addRoundedRect(body, unit, unit)
        arch = QPainterPath()
        width = body.width() - 3 * unit
        outer = QRectF(body.left() + 1.5 * unit, body.top() - 4.5 * unit, width, 9 * unit)
        arch.addRoundedRect(outer, 3.5 * unit, 3.5 * unit)
        inner = outer.adjusted(2 * unit, 2 * unit, -2 * unit, 0)
        hole = QPainterPath()
        hole.addRoundedRect(inner, 1.5 * unit, 1.5 * unit)
        self._sign(path.united(arch.subtracted(hole)), self._ink.alarm)
        key = QPainterPath()
        key.addRect(QRectF(body.center().x() - unit, body.top() + 2 * unit, 2 * unit, 3 * unit))
        self._on_sign(key)

    def _stroke_through(self) -> None:
        unit = self._size / GRID
        start, end = QPointF(1.5 * unit, 14.5 * unit), QPointF(14.5 * unit, 1.5 * unit)
        self._painter.save()
        self._painter.setCompositionMode(CLEAR)
        self._painter.setPen(QPen(BLACK, 4 * unit))
        self._painter.drawLine(start, end)
        self._painter.restore()
        self._painter.setPen(QPen(self._ink.alarm, 2 * unit))
        self._painter.drawLine(start, end)

    def _sign(self, path: QPainterPath, colour: QColor) -> None:
        """Fill a sign, with a ring around it where the panel shows through."""
        self._painter.save()
        self._painter.setCompositionMode(CLEAR)
        self._painter.setPen(QPen(BLACK, 2 * self._line))
        self._painter.setBrush(BLACK)
        self._painter.drawPath(path)
        self._painter.restore()
        self._painter.fillPath(path, colour)

    def _on_sign(self, path: QPainterPath) -> None:
        self._painter.save()
        if self._ink.on_sign is None:
            self._painter.setCompositionMode(CLEAR)
        self._painter.fillPath(path, self._ink.on_sign or BLACK)
        self._painter.restore()

    # Places

    def _at(self, place: float) -> int:
        """Return the whole pixel at a place of the grid."""
        return round(place * self._size / GRID)

    def _box(
        self, left: float, top: float, right: float, bottom: float, *, is_line: bool = True
    ) -> QRectF:
        """Return a box on whole pixels; where a line runs along it, within its edges."""
        corner = QPointF(self._at(left), self._at(top))
        box = QRectF(corner, QPointF(self._at(right), self._at(bottom)))
        inset = self._line / 2 if is_line and self._ink.line is not None else 0.0
        return box.adjusted(inset, inset, -inset, -inset)

    def _pen(self, width: float) -> QPen:
        pen = QPen(self._ink.line or BLACK, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen
