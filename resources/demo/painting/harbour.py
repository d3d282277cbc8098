"""Pictures of the harbour and the coast: cranes, storm, wind turbines."""

import math

from painting.canvas import (
    HEIGHT,
    WIDTH,
    block,
    chances,
    cloud,
    disc,
    fall,
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


def harbour(painter: QPainter) -> None:
    """Draw cranes, containers and a fishing boat at dawn."""
    sky(painter, [(0, "#34557d"), (0.5, "#8fa6b8"), (0.8, "#f0c9a0"), (1, "#f8dcb4")], 430)
    sun(painter, 880, 372, 34, "#fff0cf")
    streaks(painter, 70, 260, "#fbe6cf", seed=3)
    hills(painter, 425, 9, [(0, "#7f93a3"), (1, "#7f93a3")], seed=4, wave=600)
    for x, height in ((150, 285), (330, 250), (1050, 230)):
        _crane(painter, x, 436, height)
    _containers(painter)
    water(
        painter, 432, [(0, "#d9b894"), (0.25, "#7f95a3"), (1, "#27435d")], glint="#ffe9cb", seed=5
    )
    path_of_light(painter, 880, 432, "#fff0d2", seed=6)
    _fishing_boat(painter, 360, 545)


def _crane(painter: QPainter, x: float, base: float, height: float) -> None:
    steel = "#3b5068"
    for leg in (0, 62):
        line(painter, [(x + leg, base), (x + leg, base - height)], steel, 7)
    line(painter, [(x, base - height * 0.45), (x + 62, base - height * 0.7)], steel, 4)
    line(painter, [(x - 45, base - height), (x + 190, base - height)], steel, 8)
    line(painter, [(x + 31, base - height * 1.28), (x + 31, base - height)], steel, 6)
    for end in (-45, 185):
        line(painter, [(x + 31, base - height * 1.28), (x + end, base - height)], steel, 2.5)
    line(painter, [(x + 150, base - height), (x + 150, base - height * 0.55)], steel, 2)
    block(painter, x + 132, base - height * 0.55, 36, 18, "#b5573f")


def _containers(painter: QPainter) -> None:
    chance = chances(8)
    shades = ("#9c4a3c", "#2f6690", "#c58b3f", "#5b7f6b", "#6f5b78", "#46617c")
    for column in range(9):
        for row in range(chance.randint(1, 4)):
            x, y = 480 + column * 58, 410 - row * 25
            name = chance.choice(shades)
            block(painter, x, y, 55, 23, name)
            block(painter, x, y, 55, 4, mixed(name, "#ffffff", 0.18))
    block(painter, 0, 432, WIDTH, 6, "#33475b")


def _fishing_boat(painter: QPainter, x: float, y: float) -> None:
    shape(
        painter,
        [(x - 10, y + 52), (x + 290, y + 52), (x + 230, y + 92), (x + 30, y + 92)],
        "#16293c",
        0.35,
    )
    shape(
        painter,
        [(x - 40, y - 12), (x + 300, y - 30), (x + 250, y + 52), (x + 12, y + 52)],
        "#1f5c86",
    )
    shape(
        painter,
        [(x - 40, y - 12), (x + 300, y - 30), (x + 296, y - 20), (x - 34, y - 2)],
        "#f1ece0",
    )
    shape(
        painter,
        [(x + 8, y + 36), (x + 262, y + 34), (x + 250, y + 52), (x + 12, y + 52)],
        "#9c3f35",
    )
    rounded(painter, x + 40, y - 88, 92, 78, 6, "#f4efe4")
    block(painter, x + 34, y - 96, 104, 10, "#c7533f")
    for window in (52, 80, 108):
        rounded(painter, x + window, y - 72, 18, 20, 3, "#2c4a63")
    line(painter, [(x + 176, y - 20), (x + 176, y - 190)], "#3a2f2a", 6)
    line(painter, [(x + 176, y - 150), (x + 270, y - 50)], "#3a2f2a", 4)
    line(painter, [(x + 176, y - 188), (x + 296, y - 30)], "#3a2f2a", 1.5)
    line(painter, [(x + 176, y - 188), (x - 36, y - 14)], "#3a2f2a", 1.5)
    shape(painter, [(x + 180, y - 186), (x + 214, y - 176), (x + 180, y - 166)], "#e2a33c")


def storm(painter: QPainter) -> None:
    """Draw breakers against a dike under a dark sky."""
    sky(painter, [(0, "#2b3645"), (0.6, "#5c6d7b"), (1, "#a8b3b5")], 400)
    for x, y, w, name in (
        (-80, 150, 520, "#3a4655"),
        (330, 110, 620, "#455263"),
        (760, 190, 560, "#3f4c5b"),
        (120, 240, 460, "#566575"),
        (620, 275, 420, "#647482"),
    ):
        cloud(painter, x, y, w, name, 0.9)
    _rain(painter)
    water(
        painter,
        380,
        [(0, "#8a9ca2"), (0.35, "#56707b"), (1, "#2d4654")],
        glint="#dfe8e6",
        seed=9,
        count=70,
    )
    for row, (y, name) in enumerate(((420, "#6f8990"), (470, "#557580"), (535, "#3e616e"))):
        _breakers(painter, y, name, seed=row)
    _dike(painter)


def _rain(painter: QPainter) -> None:
    chance = chances(10)
    for _ in range(90):
        x, y = chance.uniform(0, WIDTH + 100), chance.uniform(120, 420)
        line(painter, [(x, y), (x - 22, y + 54)], "#d7e0e2", 1.3, alpha=0.22)


def _breakers(painter: QPainter, y: float, name: str, *, seed: int) -> None:
    chance = chances(seed)
    crest = [
        (
            x,
            y
            - (20 + 7 * seed) * abs(math.sin(x / (120 + 30 * seed) + seed * 1.7)) ** 2.2
            - chance.uniform(0, 4),
        )
        for x in range(-10, WIDTH + 20, 10)
    ]
    shape(painter, [*crest, (WIDTH + 20, HEIGHT), (-10, HEIGHT)], name)
    foam = [(px, py + 2) for px, py in crest]
    line(painter, foam, "#f2f6f4", 4 + seed * 1.5, alpha=0.75)
    for px, py in crest[::3]:
        disc(painter, px, py + chance.uniform(4, 26), chance.uniform(2, 6), "#eef3f1", alpha=0.35)


def _dike(painter: QPainter) -> None:
    slope = [(470, HEIGHT), (760, 492), (860, 440), (930, 430), (1210, 426), (1210, HEIGHT)]
    shape(painter, slope, fall(424, HEIGHT, [(0, "#7c8f5b"), (0.4, "#5d7350"), (1, "#3b4c40")]))
    shape(painter, [(470, HEIGHT), (760, 492), (800, 470), (650, HEIGHT)], "#4a5258")
    chance = chances(11)
    for _ in range(130):
        reach = chance.random() ** 0.8
        x = 735 + chance.gauss(0, 60) * (0.5 + reach)
        disc(
            painter,
            x,
            520 - reach * 190,
            chance.uniform(2, 13) * (1.15 - reach),
            "#f5f8f7",
            alpha=0.55,
        )
    line(painter, [(905, 438), (905, 360)], "#2b3540", 5)
    shape(painter, [(908, 362), (985, 374), (908, 396)], "#c4473a")
    for x, coat in ((1030, "#e0a63a"), (1062, "#31597c")):
        line(painter, [(x, 428), (x + 5, 396)], "#252c35", 8)
        rounded(painter, x - 6, 370, 24, 34, 8, coat)
        disc(painter, x + 8, 362, 9, "#e8c7a4")


def turbines(painter: QPainter) -> None:
    """Draw wind turbines at sea in the morning."""
    sky(painter, [(0, "#6aa5c9"), (0.55, "#c3dde3"), (1, "#fbe9cf")], 450)
    sun(painter, 950, 380, 36, "#fff5da")
    streaks(painter, 60, 330, "#ffffff", seed=24, count=12)
    water(
        painter, 448, [(0, "#cfdcd6"), (0.3, "#73a4b3"), (1, "#2a6580")], glint="#ffffff", seed=25
    )
    path_of_light(painter, 950, 448, "#fff6de", seed=26)
    for x, base, size, turn in (
        (90, 452, 0.42, 20),
        (240, 452, 0.42, 75),
        (390, 453, 0.42, 50),
        (1110, 453, 0.45, 100),
        (560, 462, 0.62, 10),
        (860, 470, 0.72, 65),
        (330, 500, 1.12, 95),
        (720, 520, 1.4, 35),
    ):
        _turbine(painter, x, base, size, turn)


def _turbine(painter: QPainter, x: float, base: float, size: float, turn: float) -> None:
    near = min(1.0, size)
    white = mixed("#cfdde2", "#ffffff", near)
    shade = mixed("#b9ccd4", "#9fb3bf", near)
    hub = base - 280 * size
    block(painter, x - 16 * size, base - 8 * size, 32 * size, 16 * size, "#e0b23d")
    shape(
        painter,
        [(x - 8 * size, base), (x - 4 * size, hub), (x + 4 * size, hub), (x + 8 * size, base)],
        white,
    )
    shape(painter, [(x + 1, base), (x + 1, hub), (x + 4 * size, hub), (x + 8 * size, base)], shade)
    for blade in range(3):
        angle = math.radians(turn + blade * 120)
        side = angle + math.pi / 2
        tip = (x + 150 * size * math.cos(angle), hub + 150 * size * math.sin(angle))
        root = [
            (x + s * 7 * size * math.cos(side), hub + s * 7 * size * math.sin(side))
            for s in (1, -1)
        ]
        belly = (
            x + 40 * size * math.cos(angle) + 11 * size * math.cos(side),
            hub + 40 * size * math.sin(angle) + 11 * size * math.sin(side),
        )
        shape(painter, [root[0], belly, tip, root[1]], white if blade else shade)
    disc(painter, x, hub, 9 * size, "#f4f7f8")


PICTURES = {
    "haven": harbour,
    "dijkstorm": storm,
    "windmolens": turbines,
}
