"""Media queries, asked of the screen that articles are read on: wide, light, sharp, with a mouse.

Source: https://www.w3.org/TR/mediaqueries-5/. What is not understood does not hold, as there.
"""

import math
import operator
import re
from collections.abc import Callable
from typing import Final

_CHARACTERS: Final = 500
# Px at 16 px an em, and device pixels per px.
_NUMBERS: Final = {
    "width": 1920.0, "device-width": 1920.0, "height": 1080.0, "device-height": 1080.0,
    "aspect-ratio": 16 / 9, "device-aspect-ratio": 16 / 9, "color": 8.0, "monochrome": 0.0,
    "resolution": 2.0, "device-pixel-ratio": 2.0,
}  # fmt: skip
# Motion counts as unwanted, since pictures stand still here.
_WORDS: Final = {
    "orientation": "landscape", "prefers-color-scheme": "light", "prefers-reduced-motion": "reduce",
    "prefers-contrast": "no-preference", "prefers-reduced-data": "no-preference", "hover": "hover",
    "any-hover": "hover", "pointer": "fine", "any-pointer": "fine", "forced-colors": "none",
    "inverted-colors": "none", "color-gamut": "srgb", "dynamic-range": "standard",
}  # fmt: skip
_UNITS: Final = {
    "": 1.0, "px": 1.0, "em": 16.0, "rem": 16.0, "dppx": 1.0, "x": 1.0, "dpi": 1 / 96,
    "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0, "pt": 96 / 72,
}  # fmt: skip
_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "min": operator.ge, "max": operator.le,
}  # fmt: skip
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_FEATURE: Final = re.compile(r"\(([^()]*)\)")
_NAME: Final = re.compile(r"(?:-[a-z]+-)?(?:(min|max)-)?-?([a-z-]+)")
_RANGE: Final = re.compile(
    r"(?:([\d.]+[a-z]*)\s*([<>]=?|=)\s*)?([a-z-]+)(?:\s*([<>]=?|=)\s*([\d.]+[a-z]*))?"
)
_NUMBER: Final = re.compile(r"(\d+\.?\d*|\.\d+)([a-z]*)(?:\s*/\s*(\d+\.?\d*))?", re.ASCII)


def matches_screen(media: str) -> bool:
    """Return whether one of the queries in a `media` attribute holds; none at all holds too."""
    media = media[:_CHARACTERS].strip().lower()
    return not media or any(map(_holds, media.split(",")))


def _holds(query: str) -> bool:
    words = _FEATURE.sub(" ", query).split()
    features = _FEATURE.findall(query)
    is_negated = words[:1] == ["not"]
    kinds = {word for word in words if word not in ("and", "or", "not", "only")}
    combine = any if "or" in words else all
    is_met = kinds <= {"screen", "all"} and combine(map(_has, features))
    return bool(words or features) and is_met != is_negated


def _has(feature: str) -> bool:
    """Return whether the screen has what stands between brackets: "min-width: 600px"."""
    name, colon, value = (part.strip() for part in feature.partition(":"))
    if not colon:
        return _is_within(name)
    parts = _NAME.fullmatch(name)
    if parts is None:
        return False
    bound, name = parts.groups()
    if name in _WORDS:
        return bound is None and value == _WORDS[name]
    return _compares(name, bound or "=", value)


def _is_within(feature: str) -> bool:
    """Return whether "hover" or "600px <= width < 900px" holds."""
    parts = _RANGE.fullmatch(feature.strip())
    if parts is None:
        return False
    least, before, name, behind, most = parts.groups()
    if before is None and behind is None:
        return (
            _WORDS.get(name, "none") not in ("none", "no-preference") or _NUMBERS.get(name, 0) > 0
        )
    return (before is None or _compares(name, _TURNED[before], least)) and (
        behind is None or _compares(name, behind, most)
    )


def _compares(name: str, comparison: str, value: str) -> bool:
    number = _NUMBER.fullmatch(value)
    if number is None or name not in _NUMBERS or number[2] not in _UNITS:
        return False
    divisor = float(number[3] or 1)
    wanted = float(number[1]) * _UNITS[number[2]] / divisor if divisor else math.inf
    return _COMPARE[comparison](_NUMBERS[name], wanted)
