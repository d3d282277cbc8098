"""Pictures of mountains: a train, a station in the snow, a volcano."""

import math

from painting.canvas import (
    HEIGHT,
    WIDTH,
    block,
    chances,
    cloud,
    conifer,
    disc,
    fall,
    glow,
    half_turn,
    hills,
    line,
    mixed,
    peak,
    person,
    rounded,
    shape,
    sky,
    streaks,
    sun,
)
from PySide6.QtGui import QPainter


def alpine_train(painter: QPainter) -> None:
    """Draw a red train on a viaduct below snowy peaks."""
    sky(painter, [(0, "#4d8fc0"), (0.6, "#b5d6e3"), (1, "#f4efe0")], 470)
    cloud(painter, 60, 150, 300, "#ffffff", 0.75)
    cloud(painter, 820, 110, 340, "#ffffff", 0.75)
    for x, y, half, rock in (
        (160, 215, 300, "#8ea4ba"),
        (1010, 190, 330, "#8ea4ba"),
        (640, 235, 280, "#9ab0c3"),
    ):
        peak(painter, x, y, 520, half, rock, snow="#f2f6fa")
    for x, y, half, rock in ((400, 120, 330, "#6f87a3"), (820, 165, 280, "#768eaa")):
        peak(painter, x, y, 530, half, rock, snow="#fbfdff")
    hills(painter, 480, 30, [(0, "#6d9467"), (0.5, "#54805a"), (1, "#3f684c")], seed=41)
    _firs(painter, 470, seed=42, name="#3c6650", sizes=(34, 62), count=46)
    _viaduct(painter)
    _train(painter, 235, 470)
    hills(painter, 640, 22, [(0, "#4e7d4f"), (1, "#32583f")], seed=43, wave=520)
    _firs(painter, 655, seed=44, name="#234a3b", sizes=(70, 150), count=20)


def _firs(
    painter: QPainter, y: float, *, seed: int, name: str, sizes: tuple[int, int], count: int
) -> None:
    chance = chances(seed)
    for _ in range(count):
        x = chance.uniform(-20, WIDTH + 20)
        height = chance.uniform(*sizes)
        conifer(
            painter,
            x,
            y + chance.uniform(-8, 14),
            height,
            mixed(name, "#7fa08a", chance.uniform(0, 0.18)),
        )


def _viaduct(painter: QPainter) -> None:
    stone, shade = "#b9ab95", "#94866f"
    block(painter, 0, 508, WIDTH, 22, stone)
    block(painter, 0, 508, WIDTH, 5, "#d4c8b2")
    for x in range(-30, WIDTH + 60, 120):
        shape(painter, [(x, 528), (x + 34, 528), (x + 30, 672), (x + 4, 672)], stone)
        shape(painter, [(x + 22, 528), (x + 34, 528), (x + 30, 672), (x + 20, 672)], shade)
        arch = [(x + 34 + 43 * (1 - math.cos(a)), 570 - 42 * math.sin(a)) for a in half_turn()]
        shape(painter, [(x + 30, 526), *arch, (x + 124, 526)], stone)


def _train(painter: QPainter, x: float, y: float) -> None:
    red, dark = "#c53a32", "#8f2a28"
    for coach in range(4):
        left = x + coach * 176
        rounded(painter, left, y - 36, 170, 70, 9, red)
        block(painter, left, y + 18, 170, 14, dark)
        block(painter, left + 4, y - 38, 162, 8, "#e8e3d9")
        for window in range(5):
            rounded(painter, left + 14 + window * 30, y - 20, 22, 24, 4, "#23364b")
            shape(
                painter,
                [
                    (left + 16 + window * 30, y - 2),
                    (left + 32 + window * 30, y - 20),
                    (left + 36 + window * 30, y - 20),
                    (left + 20 + window * 30, y + 4),
                ],
                "#8fb4cc",
                0.55,
            )
        for wheel in (28, 56, 114, 142):
            disc(painter, left + wheel, y + 35, 7, "#2a2f36")
    _locomotive(painter, x + 4 * 176, y, red, dark)


def _locomotive(painter: QPainter, nose: float, y: float, red: str, dark: str) -> None:
    shape(
        painter,
        [
            (nose, y - 36),
            (nose + 44, y - 30),
            (nose + 86, y + 12),
            (nose + 88, y + 32),
            (nose, y + 32),
        ],
        red,
    )
    shape(painter, [(nose, y + 18), (nose + 87, y + 18), (nose + 88, y + 32), (nose, y + 32)], dark)
    shape(
        painter,
        [(nose + 30, y - 24), (nose + 46, y - 22), (nose + 74, y + 6), (nose + 30, y + 6)],
        "#23364b",
    )
    disc(painter, nose + 78, y + 20, 5, "#fff2c2")


def snow_station(painter: QPainter) -> None:
    """Draw a small wooden station in falling snow at night."""
    sky(painter, [(0, "#16243f"), (0.6, "#3b527a"), (1, "#8b93ad")], 470)
    sun(painter, 960, 130, 26, "#f3f0e2")
    for x, y, half in ((180, 250, 300), (560, 290, 330), (1010, 240, 340)):
        peak(painter, x, y, 500, half, "#4a608a", snow="#a9b9d3")
    hills(painter, 470, 18, [(0, "#9fb0cd"), (1, "#dfe7f2")], seed=46, wave=620)
    _firs(painter, 482, seed=47, name="#22375a", sizes=(60, 150), count=24)
    _station(painter, 430, 520)
    block(painter, 0, 560, WIDTH, 26, "#cbd6e6")
    block(painter, 0, 556, WIDTH, 8, "#f3f7fb")
    block(painter, 0, 586, WIDTH, HEIGHT - 586, fall(586, HEIGHT, [(0, "#8fa2c1"), (1, "#b8c6dc")]))
    for x in range(-20, WIDTH + 30, 46):
        shape(painter, [(x, 608), (x + 24, 608), (x + 18, 640), (x - 10, 640)], "#4a4f63")
    line(painter, [(0, 612), (WIDTH, 612)], "#e9eef5", 5)
    line(painter, [(0, 634), (WIDTH, 634)], "#e9eef5", 6)
    _lamp(painter, 330, 558)
    _lamp(painter, 900, 558)
    person(painter, 700, 560, 78, "#b5483b", "#e8c7a4")
    person(painter, 752, 560, 70, "#3b6f87", "#e8c7a4")
    _snowfall(painter)


def _station(painter: QPainter, x: float, y: float) -> None:
    block(painter, x, y - 130, 360, 172, "#8b4a35")
    for plank in range(8):
        block(painter, x, y - 130 + plank * 22, 360, 2, "#6f3a2b")
    shape(painter, [(x - 40, y - 126), (x + 180, y - 236), (x + 400, y - 126)], "#41303a")
    shape(
        painter,
        [
            (x - 48, y - 132),
            (x + 180, y - 248),
            (x + 408, y - 132),
            (x + 400, y - 118),
            (x + 180, y - 226),
            (x - 40, y - 118),
        ],
        "#f4f8fc",
    )
    block(painter, x + 260, y - 232, 30, 50, "#6d4a44")
    block(painter, x + 255, y - 240, 40, 12, "#f4f8fc")
    for window in (34, 108, 222, 296):
        rounded(painter, x + window, y - 88, 44, 60, 4, "#ffd987")
        line(painter, [(x + window + 22, y - 88), (x + window + 22, y - 28)], "#5e3527", 4)
        line(painter, [(x + window, y - 58), (x + window + 44, y - 58)], "#5e3527", 4)
        glow(painter, x + window + 22, y - 58, 90, "#ffd987", 0.45)
    rounded(painter, x + 166, y - 82, 42, 124, 4, "#4b2c26")
    disc(painter, x + 180, y - 166, 24, "#f6f1e4")
    line(painter, [(x + 180, y - 182), (x + 180, y - 166), (x + 192, y - 160)], "#3a2a2a", 4)


def _lamp(painter: QPainter, x: float, base: float) -> None:
    line(painter, [(x, base), (x, base - 150)], "#20283c", 6)
    line(painter, [(x, base - 150), (x + 26, base - 150)], "#20283c", 5)
    glow(painter, x + 26, base - 138, 120, "#ffdf9a", 0.8)
    disc(painter, x + 26, base - 140, 10, "#ffeab8")


def _snowfall(painter: QPainter) -> None:
    chance = chances(48)
    for _ in range(230):
        size = chance.choice((1.5, 2, 2.6, 3.6))
        disc(
            painter,
            chance.uniform(0, WIDTH),
            chance.uniform(0, HEIGHT),
            size,
            "#ffffff",
            alpha=chance.uniform(0.4, 0.9),
        )


def volcano(painter: QPainter) -> None:
    """Draw a steaming volcano above a lava field."""
    sky(painter, [(0, "#3d5673"), (0.55, "#a3b4bf"), (1, "#ead6c2")], 430)
    streaks(painter, 60, 260, "#e7e3df", seed=54)
    _steam(painter)
    peak(painter, 240, 330, 540, 400, "#7a8794")
    peak(painter, 1020, 340, 540, 380, "#84909b")
    _cone(painter)
    hills(painter, 478, 16, [(0, "#6f7d68"), (0.5, "#56654f"), (1, "#3f4c42")], seed=55, wave=500)
    chance = chances(56)
    for x in (180, 420, 930):
        for step in range(9):
            size = 8 + step * 5
            disc(
                painter,
                x + math.sin(step * 0.9) * 10 + step * 4,
                500 - step * 22,
                size,
                "#ffffff",
                alpha=0.3 - step * 0.028,
            )
    hills(painter, 560, 18, [(0, "#3a4044"), (1, "#24292e")], seed=57, wave=260)
    for _ in range(60):
        x, y = chance.uniform(0, WIDTH), chance.uniform(580, 670)
        disc(
            painter,
            x,
            y,
            chance.uniform(8, 26),
            chance.choice(("#5f7d4f", "#6c8a57", "#2b3136", "#333a3f")),
            ry=chance.uniform(4, 9),
            alpha=0.9,
        )


def _cone(painter: QPainter) -> None:
    crater = [(560, 178), (590, 190), (622, 182), (652, 192), (684, 180)]
    shape(painter, [(220, 540), (430, 330), *crater, (800, 330), (1036, 540)], "#47505d")
    shape(
        painter,
        [(684, 180), (800, 330), (1036, 540), (715, 540), (640, 330), (652, 192)],
        "#353c49",
    )
    shape(
        painter,
        [
            (560, 178),
            (590, 190),
            (622, 182),
            (652, 192),
            (684, 180),
            (722, 228),
            (690, 250),
            (668, 232),
            (640, 268),
            (612, 236),
            (580, 262),
            (556, 232),
            (528, 246),
            (520, 230),
        ],
        "#eef2f4",
    )
    for start, bend, end in (
        ((600, 200), (580, 300), (540, 420)),
        ((640, 200), (668, 320), (720, 430)),
    ):
        line(painter, [start, bend, end], "#e26a3a", 7, alpha=0.9)
        line(painter, [start, bend, end], "#ffc27a", 2.5)
    glow(painter, 622, 186, 150, "#ff9a5c", 0.6)


def _steam(painter: QPainter) -> None:
    chance = chances(58)
    for step in range(46):
        height = step / 46
        x = 622 + height * 210 + chance.gauss(0, 14 + height * 52)
        disc(
            painter,
            x,
            176 - height * 176,
            22 + height * 58,
            mixed("#c9c3c2", "#f1efee", height),
            alpha=0.42,
        )


PICTURES = {
    "alpentrein": alpine_train,
    "sneeuwstation": snow_station,
    "vulkaan": volcano,
}
