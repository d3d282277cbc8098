"""Every colour can be read on its background, and one control sizes everything."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.assets import resource
from desktop.qt.settings import ColourMode
from desktop.qt.theme import TABLES, Theme, fill_in, palette

BACKGROUNDS = ("background", "sidebar", "selected", "field")
SHEET = resource("styles", "window.qss").read_text(encoding="utf-8")

tables = pytest.mark.parametrize("table", TABLES)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@tables
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_text_stands_out_from_every_background(table: str, background: str) -> None:
    assert contrast(TABLES[table]["text"], TABLES[table][background]) >= 7


@tables
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_secondary_text_can_be_read_on_every_background(table: str, background: str) -> None:
    assert contrast(TABLES[table]["secondary"], TABLES[table][background]) >= 4.5


@tables
@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("accent_text", "accent"),
        ("accent_text", "accent_hover"),
        ("notice_text", "notice"),
        ("problem", "field"),
        ("text", "hover"),
        ("text", "highlight"),
        ("text", "bar"),
        ("accent", "background"),
        ("accent", "selected"),
    ],
)
def test_words_on_colours_can_be_read(table: str, text: str, background: str) -> None:
    assert contrast(TABLES[table][text], TABLES[table][background]) >= 4.5


@tables
@pytest.mark.parametrize("background", ["background", "field"])
def test_the_edge_of_a_control_can_be_told_from_its_background(table: str, background: str) -> None:
    assert contrast(TABLES[table]["control_line"], TABLES[table]["background"]) >= 3
    assert contrast(TABLES[table]["accent"], TABLES[table][background]) >= 3


def test_all_tables_have_the_same_roles() -> None:
    assert len({frozenset(table) for table in TABLES.values()}) == 1


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.25, 2.5])
def test_no_role_is_left_unfilled_and_every_size_but_hairlines_is_scaled(scale: float) -> None:
    words = {**TABLES["light"], "icons": "/icons"}

    filled = fill_in(SHEET, words, scale)

    sizes = [int(size) for size in re.findall(r"\b(\d+)px", SHEET)]
    expected = [1 if size == 1 else round(size * scale) for size in sizes]
    assert "@" not in filled
    assert [int(size) for size in re.findall(r"\b(\d+)px", filled)] == expected


def test_a_role_that_no_table_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill_in("QLabel { color: @paars; }", TABLES["light"], 1.0)


@pytest.mark.parametrize(
    ("mode", "icons"),
    [
        (ColourMode.LIGHT, "light"),
        (ColourMode.SEPIA, "light"),
        (ColourMode.DARK, "dark"),
        (ColourMode.CONTRAST, "dark"),
    ],
)
def test_a_mode_puts_its_colours_and_icons_on_every_window(
    mode: ColourMode, icons: str, qapp: QApplication, theme: Theme
) -> None:
    theme.apply(mode, size_percent=100, has_serif=False)

    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == QColor(TABLES[mode.value]["background"])
    assert QIcon.themeName() == theme.icon_theme == icons
    assert TABLES[mode.value]["accent"] in qapp.styleSheet()


def test_an_icon_that_is_held_already_changes_with_the_mode(theme: Theme) -> None:
    icon = QIcon.fromTheme("refresh")
    light = icon.pixmap(QSize(20, 20)).toImage()

    theme.apply(ColourMode.DARK, size_percent=100, has_serif=False)

    assert icon.pixmap(QSize(20, 20)).toImage() != light


def test_the_system_decides_where_the_user_does_not(theme: Theme) -> None:
    theme.apply(ColourMode.SYSTEM, size_percent=100, has_serif=False)

    assert theme.colours in (TABLES["light"], TABLES["dark"])


def test_a_size_counts_for_text_and_for_everything_else(qapp: QApplication, theme: Theme) -> None:
    theme.apply(ColourMode.LIGHT, size_percent=250, has_serif=True)

    assert theme.px(16) == 40
    assert theme.font(13).pixelSize() == 32
    assert qapp.font().pixelSize() == 38
    assert theme.has_serif


def test_a_new_look_is_told_once_it_is_in_force(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed, check_params_cb=lambda: theme.scale == 1.5):
        theme.apply(ColourMode.SEPIA, size_percent=150, has_serif=False)


@tables
def test_disabled_text_in_the_palette_can_still_be_read(table: str) -> None:
    colours = palette(TABLES[table])

    text = colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    assert contrast(text.name(), TABLES[table]["background"]) >= 4.5


def test_no_state_of_a_button_makes_its_words_wider_than_it() -> None:
    """A button takes its width from the letters that it has without any state.

    The chips reckon with the bold ones themselves.
    """
    sheet = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
    selectors = [
        selector.strip()
        for selectors, rule in re.findall(r"([^{}]+)\{([^}]*)\}", sheet)
        for selector in selectors.split(",")
        if re.search(r"\bfont\b", rule)
    ]

    stateful = {s for s in selectors if re.search(r"Button\b.*[:\[]", s)}
    assert stateful == {"QPushButton#chip:checked", 'QPushButton#chip[isCurrent="true"]'}
