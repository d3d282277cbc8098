"""The drawings of the program: complete in both themes, found by Qt, up to date."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from desktop.assets import resource

ICONS = resource("icons")
# What Qt's title bar on Wayland asks the theme for.
TITLE_BAR = [f"window-{action}-symbolic" for action in ("close", "minimize", "maximize", "restore")]
# Small on a button: heavier than the others.
MAIL_STATES = [f"mail-{state}-on-accent" for state in ("offline", "locked", "attention")]
NAMES = [
    "mail",
    "mail-on-accent",
    "refresh",
    "search",
    "text-smaller",
    "text-larger",
    "menu",
    "chevron-down",
    "chevron-down-on-accent",
    "back",
    "forward",
    "star",
    "star-filled",
    "external-link",
    "copy",
    "close",
    "offline",
    "warning",
    "info",
    "settings",
    "globe",
    "printer",
    "share-mail",
    "check",
    "sources",
    "moon",
    "sun",
    "state-empty",
    "state-offline",
    "state-search",
    "state-article",
    *MAIL_STATES,
    *TITLE_BAR,
]
APP_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)


def drawings(theme: str) -> dict[str, Path]:
    return {file.stem: file for file in sorted((ICONS / theme).rglob("*.svg"))}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_icons", ICONS / "draw_icons.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inked(image: QImage) -> int:
    """Return how many pixels of a picture show something."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y).alpha() > 40 for x, y in points)


def rendered(file: Path) -> QImage:
    renderer = QSvgRenderer(str(file))
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_has_every_drawing(theme: str) -> None:
    assert set(NAMES) <= set(drawings(theme))


def test_themes_hold_the_same_names() -> None:
    assert set(drawings("light")) == set(drawings("dark"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_drawing_shows_something(qtbot: QtBot, theme: str) -> None:
    ink = {name: inked(rendered(file)) for name, file in drawings(theme).items()}

    # The button that minimizes is a line of eight pixels.
    least = {name: 8 if name in TITLE_BAR else 20 for name in ink}
    assert {name: count for name, count in ink.items() if count < least[name]} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_qt_finds_every_drawing_by_name(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    before = (QIcon.themeSearchPaths(), QIcon.themeName())
    try:
        QIcon.setThemeSearchPaths([str(ICONS)])
        QIcon.setThemeName(theme)

        missing = [name for name in NAMES if not QIcon.hasThemeIcon(name)]
        state = QIcon.fromTheme("state-empty").pixmap(QSize(192, 144)).size()
    finally:
        QIcon.setThemeSearchPaths(before[0])
        QIcon.setThemeName(before[1])

    assert missing == []
    assert state == QSize(192, 144)


def test_themes_differ_in_colour_only() -> None:
    light, dark = drawings("light"), drawings("dark")

    for name, file in light.items():
        other = dark[name].read_text()
        assert file.read_text() != other
        assert len(file.read_text()) == len(other)


def test_drawings_are_those_of_the_script(script: ModuleType) -> None:
    for theme in script.THEMES:
        drawn = {Path(name).stem for name in script.theme_files(theme)} - {"index"}
        assert drawn == set(drawings(theme.name))
        for name, text in script.theme_files(theme).items():
            assert (ICONS / theme.name / name).read_text(encoding="utf-8") == text


def test_pictures_for_the_tray_are_those_of_the_script(script: ModuleType) -> None:
    there = {
        file.relative_to(ICONS / "tray").as_posix(): file.read_text(encoding="utf-8")
        for file in (ICONS / "tray").rglob("*.svg")
    }

    assert there == script.tray_files()


def test_line_drawings_use_one_stroke_width(script: ModuleType) -> None:
    for name, file in drawings("light").items():
        if name in TITLE_BAR:  # would not get the colour of the bar
            assert "stroke" not in file.read_text()
            continue
        if name in MAIL_STATES:
            continue
        assert file.read_text().count("stroke-width=") == 1
        assert f'stroke-width="{script.STROKE}"' in file.read_text()


@pytest.mark.parametrize("size_px", APP_SIZES_PX)
def test_application_icon_has_every_size(qtbot: QtBot, size_px: int) -> None:
    image = QImage(str(ICONS / "app" / f"zeelandnet-desktop-{size_px}.png"))

    assert (image.width(), image.height()) == (size_px, size_px)
    assert image.hasAlphaChannel()
    assert inked(image) > size_px * size_px * 0.7


def test_application_icon_is_valid_svg(qtbot: QtBot) -> None:
    assert inked(rendered(ICONS / "app" / "zeelandnet-desktop.svg")) > 100_000
