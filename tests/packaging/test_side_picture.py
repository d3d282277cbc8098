"""The installer's side picture has the size of the page, the accent, and the icon on it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.assets import resource
from resources.packaging.windows.side_picture import (
    GROUND,
    HEIGHT_PX,
    ICON_TOP_PX,
    WIDTH_PX,
    write_side_picture,
)

ICON = "zeelandnet-desktop-128.png"


def test_the_icon_stands_on_the_accent(tmp_path: Path) -> None:
    picture = QImage(str(write_side_picture(resource("icons", "app", ICON), tmp_path / "side.bmp")))

    assert (picture.width(), picture.height()) == (WIDTH_PX, HEIGHT_PX)
    assert picture.pixelColor(0, 0).name() == GROUND
    row = range(WIDTH_PX)
    assert {picture.pixelColor(x, ICON_TOP_PX + 64).name() for x in row} > {GROUND}


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no picture"):
        write_side_picture(tmp_path / "gone.png", tmp_path / "side.bmp")
