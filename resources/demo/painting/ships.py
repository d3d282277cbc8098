"""Pictures of who goes by water, and what guides and crosses it: ferry, sails, light, bridge."""

import math

from painting.canvas import (
    HEIGHT,
    WIDTH,
    block,
    chances,
    cloud,
    disc,
    glow,
    hills,
    line,
    mixed,
    path_of_light,
    rounded,
    shape,
    sky,
    streaks,
    sun,
    water,
)
from PySide6.QtGui import QPainter


def ferry(painter: QPainter) -> None:
    """Draw a white ferry on a summer evening."""
    sky(painter, [(0, "#2f6aa0"), (0.55, "#8fbad2"), (1, "#f3e2c6")], 400)
    sun(painter, 210, 330, 30, "#fff4d6")
    for x, y, w in ((60, 150, 300), (560, 110, 380), (930, 210, 330), (330, 250, 240)):
        cloud(painter, x, y, w, "#ffffff", 0.62)
    hills(painter, 396, 14, [(0, "#7fa0ad"), (1, "#6f93a2")], seed=12, wave=700)
    water(
        painter, 400, [(0, "#a9c4c8"), (0.3, "#4f8aa6"), (1, "#174a6d")], glint="#f7fbfb", seed=13
    )
    path_of_light(painter, 210, 400, "#fff6df", seed=14)
    _ship(painter, 420, 470)
    for x, y in ((330, 250), (372, 232), (1010, 300), (240, 200)):
        line(painter, [(x - 16, y - 6), (x, y), (x + 16, y - 8)], "#33495b", 3)


def _ship(painter: QPainter, x: float, y: float) -> None:
    shape(
        painter,
        [(x - 60, y + 66), (x + 600, y + 66), (x + 500, y + 104), (x + 20, y + 104)],
        "#0f3350",
        0.3,
    )
    shape(
        painter,
        [(x - 20, y - 40), (x + 620, y - 58), (x + 560, y + 62), (x + 10, y + 62)],
        "#f7f5ef",
    )
    shape(
        painter,
        [(x + 1, y + 24), (x + 579, y + 24), (x + 560, y + 62), (x + 10, y + 62)],
        "#0f4c86",
    )
    shape(
        painter, [(x - 10, y + 4), (x + 589, y + 2), (x + 584, y + 12), (x - 7, y + 14)], "#d2503c"
    )
    shape(
        painter,
        [(x + 30, y - 40), (x + 520, y - 54), (x + 490, y - 104), (x + 44, y - 104)],
        "#fffdf8",
    )
    shape(
        painter,
        [(x + 90, y - 104), (x + 470, y - 104), (x + 430, y - 146), (x + 104, y - 146)],
        "#ece9e0",
    )
    _ship_windows(painter, x, y)
    _funnel(painter, x, y)
    line(painter, [(x + 30, y + 64), (x + 560, y + 64)], "#ffffff", 6, alpha=0.75)
    line(painter, [(x - 150, y + 74), (x + 20, y + 68)], "#ffffff", 5, alpha=0.45)


def _funnel(painter: QPainter, x: float, y: float) -> None:
    shape(
        painter,
        [(x + 180, y - 146), (x + 250, y - 146), (x + 262, y - 206), (x + 196, y - 206)],
        "#0f4c86",
    )
    shape(
        painter,
        [(x + 192, y - 190), (x + 259, y - 190), (x + 261, y - 178), (x + 189, y - 178)],
        "#f7f5ef",
    )


def _ship_windows(painter: QPainter, x: float, y: float) -> None:
    line(painter, [(x + 380, y - 146), (x + 380, y - 210)], "#5c6b76", 4)
    for column in range(14):
        rounded(painter, x + 66 + column * 30, y - 88, 18, 20, 4, "#2d5878")
    for column in range(9):
        rounded(painter, x + 124 + column * 33, y - 132, 20, 14, 3, "#2d5878")
    for column in range(16):
        disc(painter, x + 34 + column * 33, y - 14, 6, "#2d5878")


def sails(painter: QPainter) -> None:
    """Draw sailing boats in a bay."""
    sky(painter, [(0, "#4d93c4"), (0.6, "#a9d0e2"), (1, "#eef3ea")], 360)
    for x, y, w in ((80, 130, 280), (480, 180, 360), (880, 120, 300)):
        cloud(painter, x, y, w, "#ffffff", 0.8)
    hills(painter, 340, 26, [(0, "#8fb0b0"), (0.5, "#7ba09c"), (1, "#7ba09c")], seed=20, wave=520)
    hills(painter, 362, 12, [(0, "#5f8a7c"), (1, "#4f7b70")], seed=21, wave=300)
    water(
        painter,
        376,
        [(0, "#8fc3cf"), (0.35, "#3d8fae"), (1, "#12557e")],
        glint="#ffffff",
        seed=22,
        count=170,
    )
    for x, y, size, main, fore in (
        (190, 420, 0.5, "#fbf7ec", "#f2e3c8"),
        (980, 430, 0.6, "#f2e3c8", "#fbf7ec"),
        (760, 412, 0.36, "#fbf7ec", "#fbf7ec"),
        (470, 520, 1.3, "#fdf9ef", "#d8543f"),
    ):
        _sailing_boat(painter, x, y, size, main, fore)


def _sailing_boat(painter: QPainter, x: float, y: float, size: float, main: str, fore: str) -> None:
    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    shape(painter, at((-90, 32), (110, 32), (70, 60), (-50, 60)), "#0c3e5f", 0.3)
    shape(painter, at((8, -250), (112, -22), (8, -22)), main)
    shape(painter, at((8, -250), (112, -22), (70, -22)), mixed(main, "#8ba3b4", 0.28))
    shape(painter, at((-4, -232), (-92, -14), (-4, -22)), fore)
    line(painter, at((2, -258), (2, 0)), "#5a4636", 5 * size)
    shape(painter, at((-112, -8), (124, -8), (92, 32), (-78, 32)), "#20394f")
    shape(painter, at((-112, -8), (124, -8), (120, -1), (-107, -1)), "#e9dcc2")


def lighthouse(painter: QPainter) -> None:
    """Draw a lighthouse on its rock at nightfall."""
    sky(painter, [(0, "#15233f"), (0.55, "#41527c"), (0.85, "#b37a83"), (1, "#e7a987")], 450)
    chance = chances(15)
    for _ in range(70):
        disc(
            painter,
            chance.uniform(0, WIDTH),
            chance.uniform(0, 240),
            chance.uniform(0.8, 2),
            "#ffffff",
            alpha=0.6,
        )
    streaks(painter, 260, 400, "#f0b9a0", seed=16, count=8)
    shape(painter, [(782, 176), (0, 60), (0, 250)], "#ffe9ae", 0.22)
    shape(painter, [(782, 176), (1200, 110), (1200, 262)], "#ffe9ae", 0.26)
    water(
        painter, 448, [(0, "#c18a80"), (0.25, "#5a5f82"), (1, "#1a2745")], glint="#f3c5ad", seed=17
    )
    path_of_light(painter, 782, 470, "#ffdf9f", seed=18)
    rock = [
        (560, 540),
        (600, 486),
        (660, 470),
        (700, 440),
        (770, 426),
        (850, 436),
        (890, 466),
        (960, 484),
        (1010, 540),
    ]
    shape(painter, rock, "#2b2f45")
    shape(
        painter,
        [(770, 426), (850, 436), (890, 466), (960, 484), (1010, 540), (800, 540)],
        "#3a3f59",
    )
    _tower(painter, 782, 432)
    line(painter, [(552, 541), (700, 545), (1018, 541)], "#e9d5cc", 4, alpha=0.55)


def _tower(painter: QPainter, x: float, base: float) -> None:
    shape(painter, [(x - 40, base), (x - 26, 205), (x + 26, 205), (x + 40, base)], "#f1ebe1")
    for top in (250, 330):
        spread = 26 + (top - 205) / (base - 205) * 14
        low = 26 + (top + 40 - 205) / (base - 205) * 14
        shape(
            painter,
            [(x - spread, top), (x + spread, top), (x + low, top + 40), (x - low, top + 40)],
            "#b8433a",
        )
    shape(painter, [(x + 8, 205), (x + 26, 205), (x + 40, base), (x + 14, base)], "#1c2036", 0.22)
    block(painter, x - 36, 196, 72, 10, "#2a2e44")
    rounded(painter, x - 20, 158, 40, 40, 5, "#ffe7a6")
    glow(painter, x, 176, 150, "#ffe7a6", 0.85)
    shape(painter, [(x - 27, 158), (x, 130), (x + 27, 158)], "#b8433a")
    rounded(painter, x - 9, base - 40, 18, 40, 6, "#2a2e44")
    for y in (226, 300):
        rounded(painter, x - 6, y, 12, 18, 4, "#2a2e44")


def bridge(painter: QPainter) -> None:
    """Draw a cable-stayed footbridge over a river at dusk."""
    sky(painter, [(0, "#233a63"), (0.5, "#7a6d93"), (0.85, "#e59a77"), (1, "#f7c48c")], 440)
    sun(painter, 330, 398, 40, "#ffe3ae")
    streaks(painter, 120, 330, "#f4b79a", seed=28)
    chance = chances(29)
    for x in range(-10, WIDTH, 34):
        height = chance.uniform(22, 92)
        block(painter, x, 438 - height, 36, height + 4, "#6a5674")
        for window in range(int(height // 22)):
            if chance.random() < 0.6:
                block(
                    painter, x + 9 + 12 * (window % 2), 446 - height + window * 18, 6, 8, "#ffd591"
                )
    water(
        painter, 438, [(0, "#e3a580"), (0.3, "#80688a"), (1, "#26335a")], glint="#ffd9ae", seed=30
    )
    path_of_light(painter, 330, 438, "#ffe2b0", seed=31)
    _deck(painter)


def _deck(painter: QPainter) -> None:
    dark = "#1d2440"
    deck = [(x, 470 - 46 * math.sin(math.pi * x / WIDTH)) for x in range(-10, WIDTH + 20, 20)]
    for mast in (380, 820):
        top = 130
        foot = 470 - 46 * math.sin(math.pi * mast / WIDTH)
        for reach in range(-8, 9):
            if reach:
                x = mast + reach * 42
                y = 470 - 46 * math.sin(math.pi * x / WIDTH)
                line(
                    painter, [(mast, top + 12 * abs(reach) / 2), (x, y)], "#f0d9c6", 1.8, alpha=0.8
                )
        shape(
            painter,
            [(mast - 11, HEIGHT - 90), (mast - 6, top), (mast + 6, top), (mast + 11, HEIGHT - 90)],
            dark,
        )
        disc(painter, mast, top, 7, "#ffb27a")
        block(painter, mast - 34, HEIGHT - 100, 68, 26, dark)
        block(painter, mast - 16, foot - 6, 32, 14, dark)
    line(painter, deck, dark, 15)
    line(painter, [(x, y - 28) for x, y in deck], dark, 3)
    for x, y in deck:
        line(painter, [(x, y), (x, y - 28)], dark, 2)
    for place in (7, 12, 17, 23, 31, 36, 44, 50, 55):
        x, y = deck[place]
        line(painter, [(x, y - 8), (x, y - 32)], "#121830", 9)
        disc(painter, x, y - 42, 6.5, "#121830")
    for x, y in deck[::5]:
        glow(painter, x, y - 34, 34, "#ffd591", 0.8)


PICTURES = {
    "veerboot": ferry,
    "zeilboten": sails,
    "vuurtoren": lighthouse,
    "brug": bridge,
}
