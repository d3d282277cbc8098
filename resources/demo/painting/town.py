"""Pictures of towns: market, skyline, parliament."""

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
    line,
    mixed,
    path_of_light,
    person,
    rounded,
    shape,
    sky,
    streaks,
    sun,
    tree,
    water,
)
from PySide6.QtGui import QPainter


def market(painter: QPainter) -> None:
    """Draw market stalls before gabled houses."""
    sky(painter, [(0, "#7db4d3"), (0.7, "#dcebee"), (1, "#f4ecda")], 420)
    cloud(painter, 120, 120, 300, "#ffffff", 0.8)
    cloud(painter, 760, 100, 340, "#ffffff", 0.8)
    shades = (
        "#b5654a",
        "#d9b98c",
        "#8a4f45",
        "#c98a5c",
        "#e2cfae",
        "#9a5b4e",
        "#cfa574",
        "#7d5350",
    )
    for house, name in enumerate(shades):
        _gable(
            painter, house * 150 - 4, 470, 152, 220 + 34 * math.sin(house * 2.2), name, house % 3
        )
    block(painter, 0, 468, WIDTH, HEIGHT - 468, fall(468, HEIGHT, [(0, "#b9ad9f"), (1, "#8d8379")]))
    _cobbles(painter)
    for x, coat, height in (
        (70, "#2f5d78", 120),
        (404, "#b8503f", 116),
        (770, "#55704f", 124),
        (1150, "#7a5c86", 118),
    ):
        person(painter, x, 560, height, coat, "#e3bd98")
    for x, cloth, goods in (
        (120, "#c94a3c", ("#e0563f", "#e9a23b", "#8bab4b")),
        (470, "#2f6f8f", ("#c7d3da", "#e7a48a", "#9fb4c2")),
        (840, "#d79a35", ("#f3d9b0", "#c8925a", "#e7c48d")),
    ):
        _stall(painter, x, 590, cloth, goods)


def _cobbles(painter: QPainter) -> None:
    chance = chances(81)
    for _ in range(220):
        depth = chance.random()
        y = 480 + depth * 195
        line(
            painter,
            [(x := chance.uniform(0, WIDTH), y), (x + 10 + depth * 16, y)],
            "#77706a",
            2,
            alpha=0.35,
        )


def _gable(
    painter: QPainter, x: float, base: float, w: float, h: float, name: str, kind: int
) -> None:
    top = base - h
    block(painter, x, top, w, h, name)
    if kind == 0:
        steps = [(x + w * s / 10, top - 76 * s / 5) for s in range(6)]
        left = [point for sx, sy in steps for point in ((sx, sy), (sx, sy - 15))]
        right = [(2 * x + w - px, py) for px, py in reversed(left)]
        shape(painter, [(x, top), *left, *right, (x + w, top)], name)
    elif kind == 1:
        shape(
            painter,
            [(x, top + 1), (x + w / 2, top - 86), (x + w, top + 1)],
            mixed(name, "#4a2f2b", 0.5),
        )
    else:
        disc(painter, x + w / 2, top, w * 0.36, name, ry=72)
        block(painter, x - 2, top - 4, w + 4, 8, mixed(name, "#ffffff", 0.5))
    for row in range(3):
        for column in range(3):
            left, y = x + 18 + column * 42, top + 22 + row * 66
            rounded(painter, left, y, 30, 44, 3, "#f4efe2")
            rounded(painter, left + 3, y + 3, 24, 38, 2, "#3e5468")
            line(painter, [(left + 15, y + 3), (left + 15, y + 41)], "#f4efe2", 2)
            line(painter, [(left + 3, y + 18), (left + 27, y + 18)], "#f4efe2", 2)


def _stall(painter: QPainter, x: float, base: float, cloth: str, goods: tuple[str, ...]) -> None:
    disc(painter, x + 130, base + 4, 170, "#4d443d", ry=12, alpha=0.35)
    for leg in (10, 250):
        line(painter, [(x + leg, base), (x + leg, base - 170)], "#6a4a33", 7)
    block(painter, x, base - 74, 260, 74, "#9c6d46")
    block(painter, x, base - 74, 260, 10, "#b98a5e")
    chance = chances(x)
    for row in range(2):
        for piece in range(15):
            name = goods[(piece // 5) % len(goods)]
            shade = mixed(name, "#ffffff", chance.uniform(0, 0.25))
            disc(painter, x + 18 + piece * 16, base - 80 - row * 11, 9, shade)
    for stripe in range(8):
        left, name = x - 22 + stripe * 38, cloth if stripe % 2 == 0 else "#f7f1e3"
        shape(
            painter,
            [
                (left + 12, base - 214),
                (left + 44, base - 214),
                (left + 38, base - 160),
                (left, base - 160),
            ],
            name,
        )
        disc(painter, left + 19, base - 160, 19, name, ry=13)


def skyline(painter: QPainter) -> None:
    """Draw a city by night across a river, with a television tower."""
    sky(painter, [(0, "#0f1a3a"), (0.55, "#33406f"), (0.85, "#7d5f85"), (1, "#d58d7d")], 470)
    sun(painter, 250, 140, 24, "#f5efdc")
    streaks(painter, 200, 330, "#8f7fa8", seed=84, count=7)
    _towers(painter, "#46497a", 110, 210, seed=85, lit=0.25)
    _television_tower(painter, 760, 466)
    _towers(painter, "#262c58", 60, 170, seed=86, lit=0.4)
    _towers(painter, "#171c3f", 30, 90, seed=87, lit=0.45)
    water(
        painter,
        468,
        [(0, "#a77482"), (0.25, "#3d4272"), (1, "#0f1836")],
        glint="#f0c59b",
        seed=88,
        count=110,
    )
    path_of_light(painter, 760, 468, "#ffd7a0", seed=89)
    path_of_light(painter, 330, 468, "#e7a78f", seed=90)
    block(painter, 0, 462, WIDTH, 8, "#10142f")


def _towers(painter: QPainter, name: str, low: int, high: int, *, seed: int, lit: float) -> None:
    chance = chances(seed)
    x = -20.0
    while x < WIDTH:
        width, height = chance.uniform(44, 92), chance.uniform(low, high)
        block(painter, x, 466 - height, width, height + 4, name)
        if chance.random() < 0.3:
            line(painter, [(x + width / 2, 466 - height), (x + width / 2, 440 - height)], name, 3)
        for row in range(int((height - 16) // 18)):
            for column in range(int((width - 12) // 14)):
                if chance.random() < lit:
                    glimmer = chance.choice(("#ffd88f", "#ffe9bd", "#f7b96f"))
                    block(painter, x + 8 + column * 14, 476 - height + row * 18, 6, 9, glimmer)
        x += width + chance.uniform(-4, 14)


def _television_tower(painter: QPainter, x: float, base: float) -> None:
    dark = "#2b3060"
    shape(painter, [(x - 13, base), (x - 5, 150), (x + 5, 150), (x + 13, base)], dark)
    disc(painter, x, 168, 30, dark)
    disc(painter, x + 7, 162, 20, "#4a5088")
    line(painter, [(x - 27, 170), (x + 27, 170)], "#ffd88f", 4)
    line(painter, [(x, 140), (x, 40)], dark, 5)
    glow(painter, x, 42, 34, "#ff7d6b", 0.9)
    disc(painter, x, 42, 4, "#ffb3a3")


def parliament(painter: QPainter) -> None:
    """Draw a parliament with two towers behind a pond at sunrise."""
    sky(painter, [(0, "#5f94bd"), (0.6, "#e6d3c0"), (1, "#f8e3bf")], 430)
    sun(painter, 980, 340, 32, "#fff3d2")
    streaks(painter, 60, 280, "#fff4e3", seed=92)
    for x, height in ((60, 150), (150, 190), (1090, 170), (1160, 130)):
        tree(painter, x, 440, height, "#6f8a5f", "#5d4b3a")
    _wing(painter, 170, 440, 300, 120)
    _wing(painter, 740, 440, 300, 120)
    _hall(painter, 470, 440)
    block(painter, 0, 438, WIDTH, 20, "#8b6a55")
    block(painter, 0, 438, WIDTH, 5, "#b39179")
    water(
        painter,
        458,
        [(0, "#d8c3a8"), (0.3, "#8fa7ae"), (1, "#3f6478")],
        glint="#fff1da",
        seed=93,
        count=90,
    )
    _mirrored(painter)
    path_of_light(painter, 980, 458, "#fff2d3", seed=94)


def _wing(painter: QPainter, x: float, base: float, w: float, h: float) -> None:
    block(painter, x, base - h, w, h, "#b5705a")
    shape(
        painter,
        [
            (x - 6, base - h),
            (x + 16, base - h - 52),
            (x + w - 16, base - h - 52),
            (x + w + 6, base - h),
        ],
        "#4c5a6b",
    )
    for column in range(int(w // 42)):
        for row in range(2):
            left, top = x + 14 + column * 42, base - h + 16 + row * 52
            rounded(painter, left, top, 24, 36, 3, "#f3e6cf")
            rounded(painter, left + 3, top + 3, 18, 30, 2, "#3d5166")
    for dormer in range(int(w // 84)):
        left = x + 34 + dormer * 84
        block(painter, left, base - h - 34, 20, 24, "#d9a98c")
        shape(
            painter,
            [(left - 4, base - h - 34), (left + 10, base - h - 50), (left + 24, base - h - 34)],
            "#39434f",
        )


def _hall(painter: QPainter, x: float, base: float) -> None:
    for left in (x - 6, x + 232):
        block(painter, left, base - 210, 44, 210, "#a8624e")
        shape(
            painter,
            [(left - 6, base - 208), (left + 22, base - 318), (left + 50, base - 208)],
            "#3f4b5a",
        )
        line(painter, [(left + 22, base - 316), (left + 22, base - 344)], "#d8b25a", 3)
        rounded(painter, left + 14, base - 188, 16, 36, 8, "#3d5166")
        rounded(painter, left + 14, base - 120, 16, 36, 8, "#3d5166")
    block(painter, x + 38, base - 160, 194, 160, "#c07a61")
    shape(painter, [(x + 30, base - 158), (x + 135, base - 282), (x + 240, base - 158)], "#c98a6e")
    shape(
        painter,
        [
            (x + 24, base - 152),
            (x + 135, base - 286),
            (x + 246, base - 152),
            (x + 236, base - 152),
            (x + 135, base - 270),
            (x + 34, base - 152),
        ],
        "#e7d3b8",
    )
    _rose_window(painter, x + 135, base - 196)
    for left in (62, 118, 174):
        rounded(painter, x + left, base - 128, 34, 80, 17, "#f0e2c9")
        rounded(painter, x + left + 5, base - 122, 24, 70, 12, "#3d5166")
    rounded(painter, x + 112, base - 52, 46, 60, 20, "#5a3b30")
    line(painter, [(x + 135, base - 284), (x + 135, base - 360)], "#5c6570", 4)
    for row, name in enumerate(("#b8342f", "#ffffff", "#2a4f8f")):
        block(painter, x + 137, base - 358 + row * 10, 54, 10, name)


def _rose_window(painter: QPainter, x: float, y: float) -> None:
    disc(painter, x, y, 30, "#f0e2c9")
    disc(painter, x, y, 24, "#47627c")
    for petal in range(6):
        angle = math.pi * petal / 3
        tip = (x + 24 * math.cos(angle), y + 24 * math.sin(angle))
        line(painter, [(x, y), tip], "#f0e2c9", 3)


def _mirrored(painter: QPainter) -> None:
    for x, w, h in ((170, 870, 66), (464, 44, 150), (702, 44, 150), (500, 210, 104)):
        for step in range(int(h // 8)):
            fade = 0.26 * (1 - step * 8 / h)
            shift = 5 * math.sin(step * 1.3)
            line(
                painter,
                [(x + shift, 464 + step * 8), (x + w + shift, 464 + step * 8)],
                "#8a5546",
                4,
                alpha=fade,
            )


PICTURES = {
    "markt": market,
    "skyline": skyline,
    "parlement": parliament,
}
