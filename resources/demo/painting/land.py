"""Pictures of open land: desert, vineyard, cycle path, observatory."""

import math

from painting.canvas import (
    HEIGHT,
    WIDTH,
    block,
    chances,
    cloud,
    disc,
    fall,
    glow,
    half_turn,
    hills,
    line,
    peak,
    rounded,
    shape,
    sky,
    sun,
    tree,
)
from PySide6.QtGui import QPainter


def solar_desert(painter: QPainter) -> None:
    """Draw rows of solar panels among dunes."""
    sky(painter, [(0, "#5aa0c8"), (0.6, "#f0d9b0"), (1, "#fbe6bd")], 400)
    sun(painter, 930, 170, 44, "#fffbe6")
    for x, y, half, rock in (
        (140, 300, 240, "#cf9f7a"),
        (420, 330, 260, "#d6aa84"),
        (1080, 310, 260, "#cf9f7a"),
    ):
        peak(painter, x, y, 480, half * 1.4, rock)
    hills(painter, 400, 26, [(0, "#ecc283"), (0.4, "#dba766"), (1, "#c68a4c")], seed=51, wave=700)
    hills(painter, 440, 20, [(0, "#f0c98c"), (0.4, "#e0ac68"), (1, "#c98c4e")], seed=52, wave=520)
    for row, y in enumerate((462, 508, 572)):
        _panels(painter, y, 0.55 + row * 0.32, shift=row * 40)
    for x, base, height in ((84, 452, 150), (140, 458, 104), (1112, 446, 126)):
        _palm(painter, x, base, height)


def _palm(painter: QPainter, x: float, base: float, height: float) -> None:
    top = base - height
    line(
        painter,
        [(x, base), (x + height * 0.05, base - height * 0.5), (x + height * 0.03, top)],
        "#7a5a3c",
        height * 0.06,
    )
    for turn in (-165, -140, -110, -75, -40, -15, 10, 170):
        angle = math.radians(turn)
        points = [
            (
                x + height * (0.03 + 0.4 * reach * math.cos(angle)),
                top + height * (0.4 * reach * math.sin(angle) + 0.34 * reach * reach),
            )
            for reach in (0, 0.25, 0.5, 0.75, 1)
        ]
        line(painter, points, "#5a7a45" if turn % 2 else "#6d8f50", height * 0.045)


def _panels(painter: QPainter, y: float, size: float, *, shift: float) -> None:
    step = 172 * size
    for column in range(int(WIDTH / step) + 3):
        x = -shift + column * step
        low, high, lean = y + 52 * size, y, 26 * size
        shape(
            painter,
            [
                (x - 10 * size, low + 14 * size),
                (x + 140 * size, low + 14 * size),
                (x + 170 * size, low + 34 * size),
                (x + 10 * size, low + 34 * size),
            ],
            "#8d5d33",
            0.35,
        )
        for leg in (26, 116):
            line(
                painter,
                [(x + leg * size, low - 12 * size), (x + leg * size, low + 24 * size)],
                "#6c6f76",
                5 * size,
            )
        panel = [(x, low), (x + lean, high), (x + 142 * size + lean, high), (x + 142 * size, low)]
        shape(painter, panel, fall(high, low, [(0, "#5c86b5"), (1, "#1d3f72")]))
        for part in range(1, 5):
            px = x + 142 * size * part / 5
            line(painter, [(px, low), (px + lean, high)], "#b7cbe0", 1.4 * size, alpha=0.8)
        line(
            painter,
            [(x + lean / 2, (low + high) / 2), (x + 142 * size + lean / 2, (low + high) / 2)],
            "#b7cbe0",
            1.4 * size,
            alpha=0.8,
        )
        line(painter, [*panel, panel[0]], "#e8eef5", 2.4 * size)


def vineyard(painter: QPainter) -> None:
    """Draw vine rows on a slope above a river village."""
    sky(painter, [(0, "#7fb0cc"), (0.6, "#f2dfb8"), (1, "#fbe8bd")], 330)
    sun(painter, 240, 190, 38, "#fff6d8")
    hills(painter, 300, 44, [(0, "#9fb39a"), (1, "#8aa587")], seed=61, wave=760)
    hills(painter, 352, 36, [(0, "#7d9a67"), (1, "#6d8c59")], seed=62, wave=560)
    shape(
        painter,
        [(-10, 430), (320, 412), (700, 418), (1210, 392), (1210, 470), (-10, 480)],
        fall(392, 480, [(0, "#a9c9cf"), (1, "#6f9fb3")]),
    )
    _village(painter, 560, 420)
    slope = [(-10, 470), (300, 456), (700, 486), (1210, 440), (1210, HEIGHT), (-10, HEIGHT)]
    shape(painter, slope, fall(440, HEIGHT, [(0, "#b79a5b"), (1, "#8a6d3e")]))
    _vines(painter)


def _village(painter: QPainter, x: float, base: float) -> None:
    chance = chances(63)
    for house in range(9):
        left, height = x + house * 44, chance.uniform(24, 40)
        block(
            painter,
            left,
            base - height,
            38,
            height,
            chance.choice(("#f3e8d3", "#e9d8bb", "#f7efe2")),
        )
        shape(
            painter,
            [
                (left - 4, base - height),
                (left + 19, base - height - 24),
                (left + 42, base - height),
            ],
            "#a3523d",
        )
        block(painter, left + 8, base - height + 10, 7, 10, "#58667a")
        block(painter, left + 23, base - height + 10, 7, 10, "#58667a")
    block(painter, x + 176, base - 92, 30, 92, "#efe3cd")
    shape(painter, [(x + 172, base - 92), (x + 191, base - 158), (x + 210, base - 92)], "#46546b")


def _vines(painter: QPainter) -> None:
    centre, horizon = 760, 330
    for row in range(-24, 25):
        foot = centre + row * 86
        points = []
        for step in range(26):
            depth = 0.36 + 0.64 * step / 25
            points.append(
                (centre + (foot - centre) * depth, horizon + (HEIGHT + 30 - horizon) * depth)
            )
        for place, (x, y) in enumerate(points):
            size = 3 + 15 * (place / 25)
            top = 470 + 14 * math.sin(x / 190)
            if y > top:
                name = "#5f7f3b" if (place + row) % 3 else "#86963f"
                disc(painter, x, y - size * 0.7, size * 1.05, name, ry=size)
                if (place * 7 + row) % 5 == 0:
                    disc(painter, x + size * 0.3, y - size * 0.3, size * 0.26, "#5b3a63")


def cycle_path(painter: QPainter) -> None:
    """Draw cyclists on a path between trees and canal."""
    sky(painter, [(0, "#6fb0d6"), (0.7, "#d8ebef"), (1, "#f6f1dc")], 390)
    cloud(painter, 90, 150, 320, "#ffffff", 0.85)
    cloud(painter, 700, 190, 380, "#ffffff", 0.85)
    hills(painter, 388, 8, [(0, "#9dbd8b"), (0.3, "#86b06f"), (1, "#5f9150")], seed=66, wave=600)
    _mill(painter, 300, 392)
    shape(
        painter,
        [(560, 392), (612, 392), (420, HEIGHT), (-160, HEIGHT)],
        fall(392, HEIGHT, [(0, "#bcdde6"), (1, "#4d93b5")]),
    )
    shape(
        painter,
        [(660, 392), (690, 392), (1010, HEIGHT), (560, HEIGHT)],
        fall(392, HEIGHT, [(0, "#c97f66"), (1, "#b2624c")]),
    )
    for step in range(7):
        near = (step / 7) ** 1.7
        x, y = 675 + near * 112, 400 + near * 275
        line(painter, [(x, y), (x + 9 * near, y + 8 + 26 * near)], "#f6e9df", 1 + 6 * near)
    for near in (0.1, 0.2, 0.34, 0.55, 0.86):
        tree(painter, 700 + near * 480, 394 + near * 190, 60 + near * 330, "#4f8647", "#5f4a38")
    _cyclist(painter, 700, 512, 0.95, "#d2503c")
    _cyclist(painter, 838, 566, 1.35, "#2e5f8a")


def _mill(painter: QPainter, x: float, base: float) -> None:
    shape(
        painter,
        [(x - 34, base), (x - 20, base - 110), (x + 20, base - 110), (x + 34, base)],
        "#7a4b3a",
    )
    shape(painter, [(x - 24, base - 108), (x, base - 140), (x + 24, base - 108)], "#3e3a3c")
    for turn in (25, 115, 205, 295):
        angle = math.radians(turn)
        tip = (x + 96 * math.cos(angle), base - 118 + 96 * math.sin(angle))
        line(painter, [(x, base - 118), tip], "#3e3a3c", 4)
        side = angle + math.pi / 2
        inner = (x + 26 * math.cos(angle), base - 118 + 26 * math.sin(angle))
        shape(
            painter,
            [
                inner,
                tip,
                (tip[0] + 15 * math.cos(side), tip[1] + 15 * math.sin(side)),
                (inner[0] + 15 * math.cos(side), inner[1] + 15 * math.sin(side)),
            ],
            "#efe6d2",
            0.85,
        )


def _cyclist(painter: QPainter, x: float, y: float, size: float, coat: str) -> None:
    dark = "#22303c"

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    disc(painter, x, y + 2 * size, 46 * size, "#5c3226", ry=5 * size, alpha=0.3)
    for wheel in (-28, 28):
        ring = [(wheel + 21 * math.cos(a / 9), -22 + 21 * math.sin(a / 9)) for a in range(58)]
        line(painter, at(*ring), dark, 3.4 * size)
    line(painter, at((-28, -22), (-8, -52), (20, -52), (0, -22), (-28, -22)), dark, 3.4 * size)
    line(painter, at((0, -22), (-8, -52)), dark, 3.4 * size)
    line(painter, at((28, -22), (18, -62), (26, -66)), dark, 3.4 * size)
    line(painter, at((-8, -58), (8, -42), (2, -20)), "#33415c", 8 * size)
    line(painter, at((-8, -60), (0, -92)), coat, 17 * size)
    line(painter, at((0, -90), (14, -74), (25, -68)), coat, 6.5 * size)
    disc(painter, x + 5 * size, y - 111 * size, 9.5 * size, "#e8c19c")
    shape(painter, at((-6, -112), (-4, -121), (6, -123), (15, -114)), "#4b3426")


def observatory(painter: QPainter) -> None:
    """Draw an observatory dome under the Milky Way with a two-tailed comet."""
    sky(painter, [(0, "#0b1230"), (0.6, "#1e2c59"), (0.9, "#4d4a7a"), (1, "#a0698a")], 520)
    chance = chances(70)
    for _ in range(70):
        reach = chance.random()
        x, y = 200 + reach * 820 + chance.gauss(0, 60), 500 - reach * 520 + chance.gauss(0, 50)
        glow(painter, x, y, chance.uniform(40, 110), "#8f9ad6", 0.075)
    for _ in range(420):
        size = chance.choice((0.7, 0.9, 1.2, 1.2, 1.8))
        disc(
            painter,
            chance.uniform(0, WIDTH),
            chance.uniform(0, 480),
            size,
            "#fdf8ea",
            alpha=chance.uniform(0.35, 1),
        )
    for tail, name in (((1020, 40), "#9fd0ff"), ((752, 92), "#fff0cf")):
        for width, alpha in ((16, 0.1), (9, 0.18), (4, 0.4)):
            line(painter, [(860, 190), tail], name, width, alpha=alpha)
    glow(painter, 860, 190, 46, "#ffffff", 0.9)
    disc(painter, 860, 190, 6, "#ffffff")
    hills(painter, 505, 26, [(0, "#2c2f56"), (1, "#20244a")], seed=71, wave=640)
    hills(painter, 560, 26, [(0, "#171b38"), (1, "#0e1126")], seed=72, wave=880)
    _dome(painter, 380, 552, 1.0)
    _dome(painter, 690, 556, 0.5)


def _dome(painter: QPainter, x: float, base: float, size: float) -> None:
    block(painter, x - 100 * size, base - 100 * size, 200 * size, 110 * size, "#c7cbe0")
    block(painter, x + 30 * size, base - 100 * size, 70 * size, 110 * size, "#9aa1c2")
    arc = [
        (x - 112 * size * math.cos(a), base - 100 * size - 112 * size * math.sin(a))
        for a in half_turn()
    ]
    shape(painter, arc, "#e6e8f2")
    shade = [
        (x + 112 * size * math.sin(a / 2), base - 100 * size - 112 * size * math.cos(a / 2))
        for a in half_turn()
    ]
    shape(painter, [(x + 40 * size, base - 100 * size), *shade], "#b3b9d4")
    shape(
        painter,
        [
            (x + 4 * size, base - 108 * size),
            (x + 44 * size, base - 202 * size),
            (x + 72 * size, base - 186 * size),
            (x + 36 * size, base - 104 * size),
        ],
        "#171a33",
    )
    line(
        painter,
        [(x + 30 * size, base - 124 * size), (x + 66 * size, base - 206 * size)],
        "#e6e8f2",
        11 * size,
    )
    rounded(painter, x - 74 * size, base - 52 * size, 30 * size, 60 * size, 4, "#ffd58c")
    glow(painter, x - 59 * size, base - 26 * size, 80 * size, "#ffd58c", 0.6)


PICTURES = {
    "zonnewoestijn": solar_desert,
    "wijngaard": vineyard,
    "fietspad": cycle_path,
    "sterrenwacht": observatory,
}
