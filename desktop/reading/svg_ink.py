"""How much there is to paint of a drawing: the length of all its outlines, in pixels.

Qt takes some 5 microseconds for each pixel of an outline that crosses others, whatever is
filled: a path of 50 lines across the picture takes 150 ms, and fits in 500 bytes. Lengths are
estimates that are never far too small.
"""

import math
import re
from typing import Final

from lxml import etree

LINK: Final = "{http://www.w3.org/1999/xlink}href"
# The longer side of what is drawn at most, and how much larger than it says it may be drawn.
_DRAWN_PX: Final = 1_500
_ENLARGED: Final = 3
_FONT_PX: Final = 16.0
_LETTER_OUTLINE: Final = 2.0  # of the size of its font; they cross nothing, and cost less
_UNIT_PX: Final = 96.0  # the largest there is, an inch
_COMMAND: Final = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*+)")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?", re.ASCII)
_LENGTH: Final = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?)\s*(%|\w*)\s*")
_FONT_SIZE: Final = re.compile(r"font-size\s*:\s*([\d.]{1,9})", re.ASCII)
_FUNCTION: Final = re.compile(r"(\w+)\s*\(([^()]*)\)")


def ink_px(drawing: etree._Element) -> float:
    """Return the length of the outlines of a drawing that links only to parts without links."""
    box = _numbers(drawing.get("viewBox", ""))
    whole = max(box[2:], default=0.0)
    parts = {name: part for part in drawing.iter() if (name := part.get("id"))}
    said = [_length(element.get("font-size", ""), whole) for element in drawing.iter()]
    for text in (element.get("style") or element.text or "" for element in drawing.iter()):
        said += [float(size) for size in _FONT_SIZE.findall(text) if size.count(".") < 2]
    letter = _LETTER_OUTLINE * max(_FONT_PX, *said)

    def ink(element: etree._Element, factor: float) -> float:
        factor *= _factor(element.get("transform", ""))
        linked = parts.get(element.get(LINK, "").removeprefix("#"))
        within = [*element, *([linked] if linked is not None else [])]
        words = "" if element.tag.endswith("style") else element.text or ""
        letters = len(words) + len(element.tail or "")
        own = _outline(element, whole) + letter * letters
        return own * factor + sum(ink(child, factor) for child in within)

    drawn = max(_length(drawing.get(name, ""), whole) for name in ("width", "height"))
    return ink(drawing, min(_DRAWN_PX, _ENLARGED * drawn) / whole) if whole else 0.0


def _outline(element: etree._Element, whole: float) -> float:
    """Return how long the outline of a shape is."""
    sides = ("width", "height", "r", "rx", "ry")
    around = 4 * sum(abs(_length(element.get(name, ""), whole)) for name in sides)
    x1, x2, y1, y2 = (_length(element.get(name, ""), whole) for name in ("x1", "x2", "y1", "y2"))
    around += abs(x2 - x1) + abs(y2 - y1)
    points = _numbers(element.get("points", ""))
    return around + _way([*points, *points[:2]]) + _path(element.get("d", ""))


def _path(data: str) -> float:
    length, last = 0.0, [0.0, 0.0]
    for command, text in _COMMAND.findall(data):
        numbers = _numbers(text)
        if command in "AaHhVv" or command.islower():
            length += 4 * sum(map(abs, numbers))
        else:
            length += _way([*last, *numbers])
            last = numbers[-2:] if len(numbers) > 1 else last
    return length


def _way(points: list[float]) -> float:
    """Return how long it is from each point to the next; x and y take turns."""
    return sum(abs(there - here) for here, there in zip(points, points[2:], strict=False))


def _factor(transform: str) -> float:
    """Return how much longer a transformation makes a line at most."""
    factor = 1.0
    for name, text in _FUNCTION.findall(transform):
        numbers = _numbers(text)
        if name == "scale":
            factor *= max(map(abs, numbers), default=1.0)
        elif name == "matrix" and len(numbers) == 6:
            a, b, c, d = map(abs, numbers[:4])
            factor *= max(a + c, b + d)
        elif name.startswith("skew"):
            factor *= 1 + abs(math.tan(math.radians(numbers[0] if numbers else 0.0)))
    return factor


def _length(text: str, whole: float) -> float:
    parts = _LENGTH.fullmatch(text)
    if parts is None:
        return 0.0
    unit = parts[2].lower()
    return float(parts[1]) * {"": 1.0, "px": 1.0, "%": whole / 100}.get(unit, _UNIT_PX)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]
