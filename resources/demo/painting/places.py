"""Pictures of places where people meet: museum, football field, greenhouse."""

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
    hills,
    line,
    mixed,
    person,
    rounded,
    shape,
    sky,
    sun,
    tree,
)
from PySide6.QtGui import QPainter


def museum(painter: QPainter) -> None:
    """Draw a gallery with one river painting under a lamp, and visitors before it."""
    block(
        painter,
        0,
        0,
        WIDTH,
        HEIGHT,
        fall(0, HEIGHT, [(0, "#2f4a4d"), (0.7, "#3f6163"), (1, "#35504f")]),
    )
    for x in range(0, WIDTH, 150):
        block(painter, x, 60, 2, 430, "#365457")
    block(painter, 0, 52, WIDTH, 10, "#d6c39a")
    block(painter, 0, 486, WIDTH, 14, "#d6c39a")
    block(painter, 0, 500, WIDTH, HEIGHT - 500, fall(500, HEIGHT, [(0, "#8a5f3d"), (1, "#5d3d29")]))
    for x in range(-12, 13):
        line(painter, [(600 + x * 60, 500), (600 + x * 150, HEIGHT)], "#4c3222", 2, alpha=0.5)
    _framed_river(painter, 380, 120, 440, 290)
    _small_frame(painter, 110, 190, 150, 180, "#a7794c")
    _small_frame(painter, 940, 190, 150, 180, "#6f86a0")
    shape(painter, [(560, 66), (640, 66), (880, 470), (320, 470)], "#ffe9b8", 0.1)
    rounded(painter, 545, 74, 110, 12, 6, "#e0c88f")
    for x in (330, 870):
        line(painter, [(x, 560), (x, 476)], "#d9b25c", 6)
        disc(painter, x, 472, 8, "#e9c97a")
        disc(painter, x, 562, 22, "#b98f3d", ry=6)
    rope = [(330 + 540 * t / 20, 482 + 44 * math.sin(math.pi * t / 20)) for t in range(21)]
    line(painter, rope, "#9b2f35", 7)
    for x, height, coat in (
        (240, 190, "#b5533f"),
        (720, 205, "#28465e"),
        (800, 150, "#d9a13f"),
        (1010, 195, "#5d6f52"),
    ):
        disc(painter, x, 640, height * 0.22, "#2c1d14", ry=8, alpha=0.4)
        person(painter, x, 640, height, coat, "#dcb48f")


def _framed_river(painter: QPainter, x: float, y: float, w: float, h: float) -> None:
    block(painter, x - 16, y - 10, w + 40, h + 44, "#22383b")
    block(painter, x - 24, y - 24, w + 48, h + 48, "#c99f4b")
    block(painter, x - 16, y - 16, w + 32, h + 32, "#8d6728")
    block(painter, x - 8, y - 8, w + 16, h + 16, "#dcb765")
    painter.save()
    painter.setClipRect(int(x), int(y), int(w), int(h))
    block(
        painter, x, y, w, h, fall(y, y + h, [(0, "#86a4b4"), (0.5, "#ecd9ae"), (0.58, "#f3dfb0")])
    )
    cloud(painter, x + 40, y + 80, 190, "#f6ead0", 0.8)
    cloud(painter, x + 240, y + 110, 170, "#dcd3c2", 0.8)
    shape(
        painter,
        [
            (x, y + 176),
            (x + 150, y + 160),
            (x + 300, y + 172),
            (x + w, y + 164),
            (x + w, y + h),
            (x, y + h),
        ],
        "#7d8a58",
    )
    shape(
        painter,
        [(x + w, y + 190), (x + 200, y + 186), (x + 250, y + 214), (x + 60, y + h), (x + w, y + h)],
        "#9db9bd",
    )
    tree(painter, x + 70, y + 212, 110, "#5d7040", "#4f3b28")
    tree(painter, x + 118, y + 196, 76, "#6c7c49", "#4f3b28")
    block(painter, x + 318, y + 128, 22, 44, "#a68c6a")
    shape(painter, [(x + 314, y + 128), (x + 329, y + 92), (x + 344, y + 128)], "#6a5140")
    shape(
        painter,
        [(x + 250, y + 236), (x + 340, y + 236), (x + 322, y + 252), (x + 268, y + 252)],
        "#4d3a2c",
    )
    shape(painter, [(x + 292, y + 170), (x + 334, y + 230), (x + 292, y + 230)], "#efe4c8")
    painter.restore()


def _small_frame(painter: QPainter, x: float, y: float, w: float, h: float, name: str) -> None:
    block(painter, x - 10, y - 10, w + 20, h + 20, "#b48f48")
    block(painter, x - 4, y - 4, w + 8, h + 8, "#7b5a26")
    block(painter, x, y, w, h, mixed(name, "#20262b", 0.35))
    disc(painter, x + w / 2, y + h * 0.42, w * 0.2, "#e0bf98", ry=w * 0.25)
    shape(
        painter,
        [
            (x + w * 0.12, y + h),
            (x + w * 0.3, y + h * 0.68),
            (x + w * 0.7, y + h * 0.68),
            (x + w * 0.88, y + h),
        ],
        name,
    )
    disc(painter, x + w / 2, y + h * 0.3, w * 0.23, "#3a2c26", ry=w * 0.14)


def football(painter: QPainter) -> None:
    """Draw a misty football field with a goal, players and bare trees."""
    sky(painter, [(0, "#8fb3c4"), (0.6, "#dfe5dc"), (1, "#f1ead2")], 350)
    sun(painter, 300, 190, 40, "#fff9e2")
    hills(painter, 340, 10, [(0, "#b5c4b5"), (1, "#a5b8a5")], seed=96, wave=500)
    for x in range(20, WIDTH, 74):
        tree(painter, x, 366, 92 + 30 * math.sin(x), "#8fa58c", "#8a8474")
    block(painter, 0, 330, WIDTH, 40, fall(330, 370, [(0, "#dfe6dc"), (1, "#c9d8c0")]))
    block(painter, 0, 362, WIDTH, HEIGHT - 362, fall(362, HEIGHT, [(0, "#8fb56d"), (1, "#3f7f43")]))
    for band in range(0, 9, 2):
        near, far = 150 * (band - 4), 66 * (band - 4)
        shape(
            painter,
            [
                (600 + far, 362),
                (666 + far, 362),
                (750 + near * 1.6, HEIGHT),
                (600 + near * 1.6 - 90, HEIGHT),
            ],
            "#5f9a50",
            0.35,
        )
    line(painter, [(0, 392), (WIDTH, 392)], "#f4f7ee", 4)
    line(painter, [(330, 392), (170, 500), (1030, 500), (870, 392)], "#f4f7ee", 5)
    _goal(painter, 450, 392)
    for x, y, height, coat, turn in (
        (600, 436, 74, "#e2b43b", 0),
        (380, 470, 92, "#c8463b", 1),
        (800, 462, 88, "#28528a", 1),
        (930, 560, 132, "#c8463b", 1),
        (250, 590, 140, "#28528a", 1),
    ):
        _player(painter, x, y, height, coat, turn)
    disc(painter, 846, 566, 26, "#2d5c33", ry=7, alpha=0.4)
    disc(painter, 846, 552, 14, "#fbfbf7")
    for x, y in ((846, 552), (838, 543), (855, 545), (841, 562), (856, 559)):
        disc(painter, x, y, 3, "#2a2f36")
    for y, alpha in ((330, 0.4), (372, 0.3), (420, 0.16)):
        glow(painter, 300, y, 520, "#ffffff", alpha)


def _goal(painter: QPainter, x: float, base: float) -> None:
    for step in range(13):
        line(
            painter,
            [(x + step * 25, base - 104), (x + 22 + step * 21.3, base - 14)],
            "#ffffff",
            1.2,
            alpha=0.7,
        )
    for step in range(6):
        line(
            painter,
            [(x + step * 4, base - 104 + step * 18), (x + 300 - step * 4, base - 104 + step * 18)],
            "#ffffff",
            1.2,
            alpha=0.7,
        )
    line(
        painter, [(x, base), (x, base - 106), (x + 300, base - 106), (x + 300, base)], "#ffffff", 8
    )


def _player(painter: QPainter, x: float, y: float, height: float, coat: str, turn: int) -> None:
    unit = height / 100
    disc(painter, x, y + 2, 26 * unit, "#2d5c33", ry=6 * unit, alpha=0.4)
    stride = 20 * turn
    skin, dark = "#e0b48c", "#26303a"
    line(
        painter,
        [
            (x - 4 * unit, y - 44 * unit),
            (x - (8 + stride) * unit, y - 22 * unit),
            (x - (6 + stride * 1.4) * unit, y),
        ],
        skin,
        9 * unit,
    )
    line(
        painter,
        [
            (x + 4 * unit, y - 44 * unit),
            (x + (8 + stride) * unit, y - 24 * unit),
            (x + (8 + stride * 0.8) * unit, y - 2 * unit),
        ],
        skin,
        9 * unit,
    )
    rounded(painter, x - 14 * unit, y - 54 * unit, 28 * unit, 20 * unit, 6 * unit, dark)
    rounded(painter, x - 15 * unit, y - 84 * unit, 30 * unit, 38 * unit, 9 * unit, coat)
    line(painter, [(x - 13 * unit, y - 78 * unit), (x - 28 * unit, y - 60 * unit)], skin, 7 * unit)
    line(painter, [(x + 13 * unit, y - 78 * unit), (x + 27 * unit, y - 64 * unit)], skin, 7 * unit)
    disc(painter, x, y - 95 * unit, 10 * unit, skin)
    disc(painter, x, y - 99 * unit, 10 * unit, "#4a3527", ry=6.5 * unit)


def greenhouse(painter: QPainter) -> None:
    """Draw the inside of a greenhouse with tomato rows in morning light."""
    sky(painter, [(0, "#a9cfe0"), (0.6, "#e8efe0"), (1, "#f8efcf")], 420)
    sun(painter, 600, 250, 46, "#fffbe8")
    block(painter, 0, 400, WIDTH, HEIGHT - 400, fall(400, HEIGHT, [(0, "#d5cdb4"), (1, "#a89d84")]))
    _roof(painter)
    for row in (-3, 3, -2, 2, -1, 1):
        _plants(painter, row)
    shape(
        painter,
        [(584, 402), (616, 402), (760, HEIGHT), (440, HEIGHT)],
        fall(402, HEIGHT, [(0, "#efe9d8"), (1, "#cfc5ac")]),
    )
    for rail in (-1, 1):
        line(painter, [(600 + rail * 10, 404), (600 + rail * 96, HEIGHT)], "#8d8a82", 6)
    person(painter, 600, 470, 96, "#2f6687", "#e3bd98")
    rounded(painter, 616, 440, 40, 28, 4, "#b98a5e")
    for x in (622, 632, 642):
        disc(painter, x, 440, 7, "#d8452f")
    glow(painter, 600, 250, 380, "#fff6d0", 0.35)


def _roof(painter: QPainter) -> None:
    for bay in range(7):
        depth = (bay / 6) ** 1.7
        half, top, base = 90 + depth * 640, 300 - depth * 330, 402 + depth * 300
        eaves = top + 60 + depth * 60
        frame = [
            (600 - half, base),
            (600 - half, eaves),
            (600, top),
            (600 + half, eaves),
            (600 + half, base),
        ]
        line(painter, frame, "#7f9599", 2 + depth * 9, alpha=0.9)
        if bay:
            line(
                painter,
                [(600 - half, eaves), (600 + half, eaves)],
                "#9fb2b3",
                1 + depth * 4,
                alpha=0.6,
            )
    for share in (-1, -0.66, -0.33, 0, 0.33, 0.66, 1):
        near = (600 + share * 730, -30 + abs(share) * 120)
        far = (600 + share * 90, 300 + abs(share) * 60)
        line(painter, [far, near], "#8fa5a8", 3, alpha=0.7)


def _plants(painter: QPainter, row: int) -> None:
    chance = chances(100 + row)
    side = 1 if row > 0 else -1
    spread = abs(row)
    for step in range(30):
        depth = 0.04 + 0.96 * (step / 29) ** 1.5
        x = 600 + side * (26 + depth * (100 + 250 * (spread - 0.55)) * 0.9 + (spread - 1) * 18)
        base, height = 404 + depth * 272, 46 + depth * 330
        for _ in range(5):
            lift = chance.random()
            name = chance.choice(("#4f8a3f", "#3f7638", "#66a04a", "#2f6331"))
            size = 7 + depth * 30
            disc(
                painter,
                x + chance.gauss(0, 5 + depth * 20),
                base - lift * height,
                size,
                name,
                ry=size * 0.72,
            )
        if step % 2:
            for _ in range(3):
                size = 2.4 + depth * 10
                ripe = chance.choice(("#d8452f", "#e2593a", "#e9923d"))
                disc(
                    painter,
                    x - side * (4 + depth * 18) + chance.gauss(0, 3 + depth * 8),
                    base - chance.uniform(0.15, 0.7) * height,
                    size,
                    ripe,
                )


PICTURES = {
    "museum": museum,
    "voetbalveld": football,
    "kas": greenhouse,
}
