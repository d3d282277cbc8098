"""A panel with a tray (tint2) at the foot of an X session, and what is in it."""

import subprocess
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.core.mail_states import Indicator, IndicatorKind
from desktop.widgets.tray import tray_pixmap
from tests.end_to_end.waiting import wait_until
from tests.end_to_end.x_session import XSession

HEIGHT = 36
ICON_PX = 22
# A tray and nothing else, so that every pixel of another colour belongs to an icon.
CONFIGURATION = """
rounded = 0
border_width = 0
background_color = {colour} 100
panel_items = S
panel_size = 100% {height}
panel_position = bottom center horizontal
panel_layer = bottom
panel_background_id = 1
panel_dock = 0
strut_policy = follow_size
systray_padding = 8 4 4
systray_background_id = 0
systray_icon_size = {icon}
systray_icon_asb = 100 0 0
"""
DARK, LIGHT = "#1c1c1c", "#f2f2f2"
NEAR = 12
# Of a picture in the tray: how its edges are mixed with the panel is not quite the same.
ALIKE = 8


class Panel:
    """A tray on an X session until it is closed."""

    def __init__(self, x_session: XSession, folder: Path, *, colour: str = DARK) -> None:
        self._x_session = x_session
        self._folder = folder
        self._colour = colour
        self._process: subprocess.Popen[bytes] | None = None
        self._configuration = folder / "tint2rc"
        text = CONFIGURATION.format(colour=colour, height=HEIGHT, icon=ICON_PX)
        self._configuration.write_text(text)

    def open(self) -> None:
        """Start it and wait until it can be seen."""
        command = ("tint2", "-c", str(self._configuration))
        self._process = self._x_session.start(*command, output=self._folder / "tint2.log")
        wait_until(lambda: self._foot() is not None, "a panel")

    def close(self) -> None:
        """End it, and wait until nothing of it is seen."""
        if self._process is not None:
            self._x_session.dismiss(self._process)
            self._process = None
            wait_until(lambda: self._foot() is None, "no panel")

    def icon(self) -> QRect | None:
        """Return where on the screen the icon is, None if there is none."""
        foot = self._foot()
        if foot is None:
            return None
        ground = QColor(self._colour)
        place = bounds(foot.copy(0, 0, foot.width() // 4, HEIGHT), ground)  # it begins at the left
        return place and place.translated(0, self._screen_height - HEIGHT)

    def shows(self, indicator: Indicator) -> bool:
        """Return whether the icon is the picture of `indicator`, and of no other state.

        The panel draws half-transparent edges in its own way: no pixel for pixel comparison.
        """
        place, foot = self.icon(), self._foot()
        if place is None or foot is None:
            return False
        seen = foot.copy(place.translated(0, HEIGHT - self._screen_height))
        others = [Indicator(kind) for kind in IndicatorKind if kind is not indicator.kind]
        nearest = min((indicator, *others), key=lambda each: self._unlikeness(seen, each))
        return nearest == indicator and self._unlikeness(seen, indicator) < ALIKE

    def _unlikeness(self, seen: QImage, indicator: Indicator) -> float:
        """Return how far the picture of `indicator` is from `seen`, from 0 to 255 on average."""
        expected = on_ground(indicator, self._colour)
        drawn = bounds(expected, QColor(self._colour))
        if drawn is None or drawn.size() != seen.size():
            return 255
        wanted = expected.copy(drawn)
        places = [(x, y) for y in range(wanted.height()) for x in range(wanted.width())]
        apart = (distance(seen.pixelColor(*at), wanted.pixelColor(*at)) for at in places)
        return sum(apart) / len(places)

    def _foot(self) -> QImage | None:
        """Return a picture of the panel, None if it is not there."""
        screen = QImage(str(self._x_session.screenshot(self._folder / "panel.png")))
        self._screen_height = screen.height()
        foot = screen.copy(0, screen.height() - HEIGHT, screen.width(), HEIGHT)
        is_there = foot.pixelColor(foot.width() - 4, HEIGHT // 2) == QColor(self._colour)
        return foot if is_there else None


def on_ground(indicator: Indicator, colour: str) -> QImage:
    """Return the picture of `indicator` on a panel of a colour."""
    image = QImage(ICON_PX, ICON_PX, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    painter = QPainter(image)
    painter.drawPixmap(0, 0, tray_pixmap(indicator, ICON_PX))
    painter.end()
    return image


def bounds(image: QImage, ground: QColor) -> QRect | None:
    """Return the box around what is not of the ground's colour, None if all of it is."""
    spots = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if distance(image.pixelColor(x, y), ground) > NEAR
    ]
    if not spots:
        return None
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return QRect(QPoint(min(across), min(down)), QPoint(max(across), max(down)))


def distance(one: QColor, other: QColor) -> int:
    """Return how far two colours are apart in the channel where they differ most."""
    return max(
        abs(one.red() - other.red()),
        abs(one.green() - other.green()),
        abs(one.blue() - other.blue()),
    )
