"""Paints the pictures of the embedded edition into `resources/demo/pictures`.

Run it after changing a picture: `python resources/demo/draw_pictures.py [name …]`.
"""

import os
import sys
from pathlib import Path

from painting import harbour, land, mountains, places, ships, town
from painting.canvas import HEIGHT, WIDTH, grain, vignette
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

FOLDER = Path(__file__).resolve().parent / "pictures"
JPEG_QUALITIES = (75, 70, 65)
MAX_BYTES = 70_000
PICTURES = {
    name: paint
    for module in (harbour, ships, mountains, land, town, places)
    for name, paint in module.PICTURES.items()
}


def painted(name: str) -> QImage:
    """Return one picture."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    PICTURES[name](painter)
    vignette(painter)
    grain(painter)
    painter.end()
    return image


def write(image: QImage, file: Path) -> None:
    """Write a picture as a JPEG, in the best quality that stays small."""
    for quality in JPEG_QUALITIES:
        writer = QImageWriter(str(file), b"jpg")
        writer.setQuality(quality)
        writer.setOptimizedWrite(True)
        writer.setProgressiveScanWrite(True)
        if not writer.write(image):
            raise OSError(f"{file}: {writer.errorString()}")
        if file.stat().st_size <= MAX_BYTES:
            return


def main() -> None:
    """Paint the pictures that the command line names, all by default."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or PICTURES:
        write(painted(name), FOLDER / f"{name}.jpg")
    application.quit()


if __name__ == "__main__":
    main()
