"""Whether a picture of the window shows it, with letters that are letters.

Run: python -m resources.packaging.check_picture FILE, which names what is wrong and then exits 1.
A window that has no font shows the same box in the place of each letter.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage

SIZE = (1180, 760)  # of `--screenshot`, at 100 %
FEWEST_COLOURS = 500  # of a photograph, and of letters smoothed at their edges
INK = 110  # the lightest grey of letters on paper
LETTER_PX = range(3, 25)  # how wide and high they are
FEWEST_SHAPES = 100  # of letters in two or three sizes; measured: 308

Shape = frozenset[int]


def fault_of(picture: QImage) -> str:
    """Return what is wrong with a picture of the window in its light colours, "" if nothing is."""
    if picture.isNull() or picture.width() * SIZE[1] != picture.height() * SIZE[0]:
        return f"{picture.width()} x {picture.height()} is no size of the window"
    colours = len(set(rows_of(picture, QImage.Format.Format_RGB32, "I")))
    if colours < FEWEST_COLOURS:
        return f"nothing is drawn: {colours} colours"
    shapes = len(set(letters(picture)))
    if shapes < FEWEST_SHAPES:
        return f"the letters are no letters: {shapes} shapes"
    return ""


def letters(picture: QImage) -> Iterator[Shape]:
    """Yield each spot of dark ink of the size of a letter, as its points seen from its corner."""
    width = picture.width()
    grey = rows_of(picture, QImage.Format.Format_Grayscale8, "B")
    ink = {place for place, value in enumerate(grey) if value < INK}
    around = (-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1)
    while ink:
        spot = [ink.pop()]
        for place in spot:  # grows while it is gone through
            near = ink.intersection(place + step for step in around)
            ink -= near
            spot += near
        lines, columns = [p // width for p in spot], [p % width for p in spot]
        left, top = min(columns), min(lines)
        if max(columns) - left + 1 in LETTER_PX and max(lines) - top + 1 in LETTER_PX:
            yield frozenset(place - top * width - left for place in spot)


def rows_of(picture: QImage, kind: QImage.Format, code: str) -> list[int]:
    """Return the value of every pixel; `code` is the type of one, as of `memoryview`."""
    converted = picture.convertToFormat(kind)
    line = converted.bytesPerLine() // memoryview(bytes(8)).cast("B").cast(code).itemsize
    values = memoryview(bytes(converted.constBits())).cast("B").cast(code)
    width = converted.width()
    return [v for y in range(converted.height()) for v in values[y * line : y * line + width]]


if __name__ == "__main__":
    picture = QImage(str(Path(sys.argv[1])))
    fault = fault_of(picture)
    print(fault or f"{picture.width()} x {picture.height()}, letters and all")
    sys.exit(1 if fault else 0)
