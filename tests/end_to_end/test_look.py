"""The window on several screens, sizes and colours: painted, and nothing cut off.

The pictures are kept in the folder that ZEELANDNET_SHOTS names, if it names one.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.end_to_end.conftest import StartProgram
from tests.end_to_end.element import Element
from tests.end_to_end.feed_server import Story
from tests.end_to_end.running_program import ROOT
from tests.end_to_end.x_session import XSession

pytestmark = pytest.mark.end_to_end

Box = tuple[int, int, int, int]
READABLE = ("push button", "label", "text", "check box", "page tab", "tool bar")
FEWEST_COLOURS = 40
LEAST_HEIGHT = 14  # of a line of the smallest print, at 100 %


@dataclass(frozen=True)
class Look:
    """How a window is shown.

    Attributes:
        window: Its size in pixels of the screen, None for the size it takes by itself.
        size_percent: The size chosen in the program.
        scale: What the screen's density multiplies everything with.
    """

    screen: tuple[int, int] = (1366, 768)
    window: tuple[int, int] | None = None
    colours: str = "light"
    size_percent: int = 100
    scale: int = 1

    def name(self) -> str:
        size = self.window or self.screen
        words = [f"{size[0]}x{size[1]}", self.colours, f"{self.size_percent}"]
        return "-".join([*words, f"density{self.scale}"])


LOOKS = (
    Look(),
    Look(size_percent=200),
    Look(screen=(1920, 1080), colours="dark"),
    Look(screen=(1920, 1080), colours="dark", size_percent=200),
    Look(screen=(3840, 2160), window=(2732, 1536), scale=2),
    Look(window=(480, 400)),
    Look(window=(1024, 700), size_percent=200),
)


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Return the folder for the pictures."""
    return Path(os.environ.get("ZEELANDNET_SHOTS") or tmp_path)


def write_settings(profile: Path, look: Look) -> None:
    """Make a profile with the colours and size of `look`."""
    profile.mkdir()
    lines = ["[appearance]", f"colours={look.colours}", f"size_percent={look.size_percent}"]
    (profile / "settings.ini").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("look", LOOKS, ids=Look.name)
def test_the_window_is_painted_and_nothing_is_cut_off(
    start_program: StartProgram,
    x_session_of: Callable[..., XSession],
    sources: Path,
    offered: list[Story],
    profile: Path,
    shots: Path,
    look: Look,
):
    write_settings(profile, look)
    x_session = x_session_of(look.screen)
    program = start_program(
        "--sources", sources, on=x_session, environment={"QT_SCALE_FACTOR": str(look.scale)}
    )
    program.wait_for("list item", offered[0].title)
    if look.window is not None:
        program.resize(*look.window, scale=look.scale)

    picture = QImage(str(x_session.screenshot(shots / f"{look.name()}.png")))
    (window,) = program.windows()

    assert colours_in(picture) >= FEWEST_COLOURS
    assert window.box is not None
    if look.window is None:
        assert is_within(window.box, (0, 0, *look.screen))
    assert cut_off(window) == []
    assert overlapping(window) == []
    assert squeezed(window, LEAST_HEIGHT * look.size_percent // 100) == []
    assert program.find("push button", "Menu")


def colours_in(picture: QImage) -> int:
    """Return how many colours a picture has, roughly."""
    places = range(0, picture.width(), 7)
    return len({picture.pixel(x, y) for x in places for y in range(0, picture.height(), 5)})


def cut_off(window: Element) -> list[str]:
    """Return the names of what can be read but reaches over the edge of its window."""
    assert window.box is not None
    return [
        f"{e.role} {e.name} {e.box} in {window.box}"
        for e in window.all()
        if e.is_shown() and e.role in READABLE and e.box and not is_within(e.box, window.box)
    ]


def overlapping(window: Element) -> list[str]:
    """Return the pairs of buttons and fields in the toolbar that lie over one another."""
    (bar,) = [e for e in window.all() if e.role == "tool bar"]
    parts = [e for e in bar.children if e.is_shown() and e.role in READABLE and e.box]
    return [
        f"{a.name} {a.box} over {b.name} {b.box}"
        for a, b in combinations(parts, 2)
        if a.box and b.box and is_crossing(a.box, b.box)
    ]


def squeezed(window: Element, least: int) -> list[str]:
    """Return the labels and buttons that are lower than a line of text."""
    return [
        f"{e.role} {e.name} {e.box}"
        for e in window.all()
        if e.is_shown() and e.role in READABLE and e.name and e.box and e.box[3] < least
    ]


def is_within(inner: Box, outer: Box) -> bool:
    """Return whether one box lies in the other."""
    right, bottom = inner[0] + inner[2], inner[1] + inner[3]
    is_right = outer[0] <= inner[0] and right <= outer[0] + outer[2]
    return is_right and outer[1] <= inner[1] and bottom <= outer[1] + outer[3]


def is_crossing(one: Box, other: Box) -> bool:
    """Return whether two boxes share any pixel."""
    beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
    above = one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
    return not beside and not above


# Prints the fonts of an application whose system has letters of its own for menus.
FONTS = """
from PySide6.QtWidgets import QApplication, QMenu
from desktop.app import new_application
from desktop.qt.settings import ColourMode
from desktop.qt.theme import Theme
application = new_application()
print(QApplication.font("QMenu") == QApplication.font())
Theme(application).apply(ColourMode.LIGHT, size_percent=100, has_serif=False)
others = ("QMenu", "QMenuBar", "QTipLabel", "QToolButton", "QListView", "QGroupBox")
print({QApplication.font(name) == QApplication.font() for name in others})
"""
TINY_MENUS = "[General]\nfont=Noto Sans,10\nmenuFont=Noto Sans,5\ntoolBarFont=Noto Sans,5\n"


def test_menus_and_tooltips_have_the_letters_of_the_window(
    x_session: XSession, tmp_path: Path
) -> None:
    (tmp_path / "kdeglobals").write_text(TINY_MENUS)

    said = x_session.run(
        sys.executable, "-c", FONTS,
        XDG_CONFIG_HOME=str(tmp_path), XDG_CURRENT_DESKTOP="KDE", KDE_SESSION_VERSION="5",
        QT_QPA_PLATFORM="xcb", QT_QPA_PLATFORMTHEME="kde", PYTHONPATH=str(ROOT),
    )  # fmt: skip

    assert said.split() == ["False", "{True}"]
