"""The brushes that every picture of the edition is painted with.

Painters are QPainter on a canvas of 1200x675; colours are "#rrggbb"; every random
choice comes from a seed, so the same script gives the same picture.
"""

import math
import random
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRadialGradient,
)

WIDTH, HEIGHT = 1200, 675
Stops = Sequence[tuple[float, str]]
Points = Sequence[tuple[float, float]]


def chances(seed: float) -> random.Random:
    """Return a source of chance that always deals the same."""
    return random.Random(seed)  # noqa: S311 - it paints, it keeps no secrets


def colour(name: str, alpha: float = 1.0) -> QColor:
    """Return a colour with a share of opacity between 0 and 1."""
    shade = QColor(name)
    shade.setAlphaF(alpha)
    return shade


def mixed(first: str, second: str, share: float) -> str:
    """Return `first` with a share of `second` in it."""
    a, b = QColor(first), QColor(second)
    pairs = zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)
    return QColor(*(round(x + (y - x) * share) for x, y in pairs)).name()


def fall(top: float, bottom: float, stops: Stops) -> QBrush:
    """Return a brush that changes from `top` to `bottom`."""
    gradient = QLinearGradient(0, top, 0, bottom)
    for place, name in stops:
        gradient.setColorAt(place, QColor(name))
    return QBrush(gradient)


def block(painter: QPainter, x: float, y: float, w: float, h: float, fill: QBrush | str) -> None:
    """Fill an upright rectangle."""
    painter.fillRect(QRectF(x, y, w, h), QBrush(QColor(fill)) if isinstance(fill, str) else fill)


def shape(painter: QPainter, points: Points, fill: QBrush | str, alpha: float = 1.0) -> None:
    """Fill a polygon."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour(fill, alpha)) if isinstance(fill, str) else fill)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def disc(
    painter: QPainter, x: float, y: float, rx: float, fill: str, *, ry: float = 0, alpha: float = 1
) -> None:
    """Fill a circle, or an ellipse where `ry` is given."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(fill, alpha))
    painter.drawEllipse(QPointF(x, y), rx, ry or rx)


def line(painter: QPainter, points: Points, name: str, width: float, *, alpha: float = 1.0) -> None:
    """Draw a line with round ends through points."""
    pen = QPen(colour(name, alpha), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def rounded(
    painter: QPainter, x: float, y: float, w: float, h: float, radius: float, fill: QBrush | str
) -> None:
    """Fill a rectangle with round corners."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(fill)) if isinstance(fill, str) else fill)
    painter.drawRoundedRect(QRectF(x, y, w, h), radius, radius)


def glow(painter: QPainter, x: float, y: float, radius: float, name: str, alpha: float) -> None:
    """Lay a soft light over what is there."""
    gradient = QRadialGradient(x, y, radius)
    gradient.setColorAt(0, colour(name, alpha))
    gradient.setColorAt(0.4, colour(name, alpha * 0.4))
    gradient.setColorAt(1, colour(name, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(gradient))
    painter.drawEllipse(QPointF(x, y), radius, radius)


def sky(painter: QPainter, stops: Stops, horizon: float = HEIGHT) -> None:
    """Paint the air from the top edge to the horizon, and its last colour below that."""
    block(painter, 0, 0, WIDTH, HEIGHT, stops[-1][1])
    block(painter, 0, 0, WIDTH, horizon + 1, fall(0, horizon, stops))


def sun(painter: QPainter, x: float, y: float, radius: float, name: str) -> None:
    """Paint a sun or moon with its halo."""
    glow(painter, x, y, radius * 6.5, name, 0.55)
    disc(painter, x, y, radius, name)


def cloud(painter: QPainter, x: float, y: float, width: float, name: str, alpha: float) -> None:
    """Paint a flat-bottomed cloud whose base runs from x to x + width."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    base = width * 0.13
    path.addRoundedRect(QRectF(x, y - base, width, base), base / 2, base / 2)
    for place, size in ((0.26, 0.105), (0.46, 0.17), (0.66, 0.125), (0.8, 0.075)):
        radius = width * size
        path.addEllipse(QPointF(x + width * place, y - base * 0.55), radius, radius * 0.92)
    clip = QPainterPath()
    clip.addRect(QRectF(x - 5, y - width, width + 10, width))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(name, alpha))
    painter.drawPath(path.intersected(clip))


def streaks(
    painter: QPainter, top: float, bottom: float, name: str, *, seed: int, count: int = 9
) -> None:
    """Paint thin high clouds."""
    chance = chances(seed)
    for _ in range(count):
        x, y = chance.uniform(-150, WIDTH), chance.uniform(top, bottom)
        length, thick = chance.uniform(180, 520), chance.uniform(5, 13)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(name, chance.uniform(0.12, 0.34)))
        painter.drawRoundedRect(QRectF(x, y, length, thick), thick / 2, thick / 2)


def hill_line(
    y: float, height: float, *, seed: int, wave: float = 420
) -> list[tuple[float, float]]:
    """Return a soft skyline around `y` from the left edge to the right one."""
    chance = chances(seed)
    parts = [
        (height / 2**k, wave / (1.9**k) * chance.uniform(0.8, 1.2), chance.uniform(0, 7))
        for k in range(4)
    ]
    return [
        (x, y - sum(a * math.sin(2 * math.pi * x / length + shift) for a, length, shift in parts))
        for x in range(-10, WIDTH + 20, 10)
    ]


def hills(
    painter: QPainter, y: float, height: float, stops: Stops, *, seed: int, wave: float = 420
) -> list[tuple[float, float]]:
    """Paint rolling land down to the lower edge and return its skyline."""
    top = hill_line(y, height, seed=seed, wave=wave)
    brush = fall(y - height * 2, HEIGHT, stops)
    shape(painter, [*top, (WIDTH + 20, HEIGHT + 5), (-10, HEIGHT + 5)], brush)
    return top


def peak(
    painter: QPainter, x: float, y: float, base: float, half: float, rock: str, *, snow: str = ""
) -> None:
    """Paint a mountain with a lit and a shaded side, and a cap where `snow` is given."""
    shade = mixed(rock, "#0c1420", 0.22)
    shape(painter, [(x - half, base), (x, y), (x + half * 1.05, base)], rock)
    ridge = [
        (x, y),
        (x + half * 0.1, y + (base - y) * 0.3),
        (x - half * 0.05, y + (base - y) * 0.62),
    ]
    shape(painter, [(x - half, base), *ridge, (x + half * 0.12, base)], shade)
    if snow:
        _cap(painter, x, y, half / (base - y), (base - y) * 0.36, snow)


def _cap(painter: QPainter, x: float, y: float, slope: float, depth: float, snow: str) -> None:
    left, right = slope * depth, slope * 1.05 * depth
    edge = [
        (x + right, y + depth),
        (x + right * 0.62, y + depth * 0.8),
        (x + right * 0.38, y + depth * 1.12),
        (x + right * 0.1, y + depth * 0.84),
        (x - left * 0.2, y + depth * 1.16),
        (x - left * 0.5, y + depth * 0.8),
        (x - left, y + depth),
    ]
    shape(painter, [(x, y), *edge], snow)
    dark = mixed(snow, "#50698c", 0.32)
    shape(painter, [(x, y), (x + right * 0.1, y + depth * 0.84), *edge[4:]], dark)


def water(
    painter: QPainter, top: float, stops: Stops, *, glint: str, seed: int, count: int = 120
) -> None:
    """Paint water from `top` to the lower edge, with glints that grow towards the viewer."""
    block(painter, 0, top, WIDTH, HEIGHT - top + 1, fall(top, HEIGHT, stops))
    chance = chances(seed)
    for _ in range(count):
        depth = chance.random() ** 1.4
        y = top + 4 + depth * (HEIGHT - top)
        x, length = chance.uniform(-40, WIDTH), 18 + depth * chance.uniform(30, 130)
        line(painter, [(x, y), (x + length, y)], glint, 1.2 + depth * 3.2, alpha=0.1 + 0.2 * depth)


def path_of_light(painter: QPainter, x: float, top: float, name: str, *, seed: int) -> None:
    """Paint the light of a low sun or lamp on the water below it."""
    chance = chances(seed)
    for step in range(34):
        depth = step / 34
        y = top + 5 + depth**1.25 * (HEIGHT - top)
        half = 14 + depth * 90 * chance.uniform(0.55, 1)
        shift = chance.uniform(-12, 12) * (1 + depth)
        ends = [(x + shift - half, y), (x + shift + half, y)]
        line(painter, ends, name, 2 + depth * 5, alpha=0.5 - 0.32 * depth)


def conifer(painter: QPainter, x: float, base: float, height: float, name: str) -> None:
    """Paint a fir."""
    block(painter, x - height * 0.03, base - height * 0.1, height * 0.06, height * 0.1, name)
    for low, high, half in ((0.08, 0.5, 0.24), (0.32, 0.76, 0.185), (0.56, 1.0, 0.13)):
        points = [
            (x - height * half, base - height * low),
            (x, base - height * high),
            (x + height * half, base - height * low),
        ]
        shape(painter, points, name)


def tree(painter: QPainter, x: float, base: float, height: float, crown: str, trunk: str) -> None:
    """Paint a round tree, lit from the right."""
    block(painter, x - height * 0.035, base - height * 0.45, height * 0.07, height * 0.45, trunk)
    disc(painter, x, base - height * 0.63, height * 0.3, crown, ry=height * 0.37)
    light = mixed(crown, "#fff3c4", 0.16)
    disc(painter, x + height * 0.07, base - height * 0.69, height * 0.18, light, ry=height * 0.24)


def person(painter: QPainter, x: float, base: float, height: float, coat: str, skin: str) -> None:
    """Paint a standing figure seen from afar."""
    line(
        painter,
        [(x - height * 0.07, base), (x - height * 0.05, base - height * 0.4)],
        "#2a2f3a",
        height * 0.09,
    )
    line(
        painter,
        [(x + height * 0.07, base), (x + height * 0.05, base - height * 0.4)],
        "#2a2f3a",
        height * 0.09,
    )
    rounded(
        painter,
        x - height * 0.14,
        base - height * 0.78,
        height * 0.28,
        height * 0.46,
        height * 0.1,
        coat,
    )
    disc(painter, x, base - height * 0.88, height * 0.1, skin)


def half_turn() -> list[float]:
    """Return the angles of an arch from one foot to the other."""
    return [math.pi * step / 14 for step in range(15)]


def vignette(painter: QPainter) -> None:
    """Darken the corners a little, so that the eye stays inside."""
    gradient = QRadialGradient(WIDTH / 2, HEIGHT * 0.46, WIDTH * 0.72)
    gradient.setColorAt(0.62, colour("#0a1020", 0))
    gradient.setColorAt(1, colour("#0a1020", 0.3))
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), QBrush(gradient))


def grain(painter: QPainter) -> None:
    """Lay a fine grain over the picture: it hides the steps that JPEG makes of a gradient."""
    noise = chances(7).randbytes(WIDTH // 2 * (HEIGHT // 2 + 1))
    image = QImage(noise, WIDTH // 2, HEIGHT // 2, WIDTH // 2, QImage.Format.Format_Grayscale8)
    painter.setOpacity(0.015)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SoftLight)
    painter.drawImage(QRectF(0, 0, WIDTH, HEIGHT), image)
