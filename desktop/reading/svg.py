"""SVG pictures made harmless: what is drawn stays; what reaches out, runs or grows is left out.

Qt's renderer opens the files that an <image> names and draws what a <use> names as often as they
are nested; a dash as thin as a hair takes it minutes. So a drawing is written anew from the
elements, attributes and properties named here. One that is not itself without the rest (a
photograph, a text set in HTML) is refused as a whole.
"""

import re
from typing import Final

from lxml import etree

from desktop.reading.svg_ink import LINK, ink_px

_BYTES: Final = 500_000
# Each may fill the whole picture, which takes Qt some 3 ms.
_ELEMENTS: Final = 3_000
# Where all the parts of a group are mixed with what is below, another 20 ms each.
_MIXED_GROUPS: Final = 60
# Some four seconds of painting at worst; of 116 drawings found on a disk the most is 511,000.
_INK_PX: Final = 520_000
_DEPTH: Final = 30  # Qt stops at 32
_EACH: Final = 100  # attributes
_VALUE_CHARACTERS: Final = 2_000
_STYLE_CHARACTERS: Final = 50_000
_COLUMN_PX: Final = 600.0
_LARGEST_PX: Final = 4_000.0
_BEYOND: Final = 1e9
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"

_SHAPES: Final = frozenset({
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
})  # fmt: skip
_RENAMED: Final = {"a": "g", "switch": "g", "svg": "g"}
_KEPT: Final = _SHAPES | _RENAMED.keys() | {
    "g", "tspan", "defs", "linearGradient", "radialGradient", "stop", "use", "style",
}  # fmt: skip
_WORDS: Final = frozenset({"text", "tspan"})
_NEEDED: Final = frozenset({"image", "foreignObject"})
_PROPERTIES: Final = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "color", "display",
    "visibility", "font-family", "font-size", "font-weight", "font-style", "text-anchor",
    "stop-color", "stop-opacity",
})  # fmt: skip
_LONG: Final = frozenset({"d", "points"})
_ATTRIBUTES: Final = _PROPERTIES | _LONG | {
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy", "width",
    "height", "viewBox", "transform", "gradientTransform", "gradientUnits",
    "spreadMethod", "offset", "id", "class", "{http://www.w3.org/XML/1998/namespace}space",
}  # fmt: skip
_DECLARATION: Final = re.compile(r"([\w-]+)\s*:([^:;{}]*)")
_AT_RULE: Final = re.compile(r"@[^@;{}]{0,500}+(?:;|\{[^{}]*+\})")
_MIXES: Final = re.compile(r"(?<!-)opacity", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"\\|@|url\s*\((?!\s*['\"]?#)", re.IGNORECASE)
_LENGTH: Final = re.compile(r"\s*(\d{1,6}(?:\.\d{0,9})?)\s*(px|pt|mm|cm|in)?\s*", re.ASCII)
_UNITS: Final = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def harmless_svg(data: bytes) -> bytes | None:
    """Return the drawing in `data` with harmless parts alone, sized in px; None for none."""
    # Entities, also those written in two bytes a letter.
    if len(data) > _BYTES or b"<!ENTITY" in data or b"\0" in data:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    drawing = _copied(root) if _name(root) == "svg" else None
    if drawing is None or not any(_name(element) in _SHAPES for element in drawing.iter()):
        return None
    _leave_out_repetitions(drawing)
    _set_size(root, drawing)
    if not ink_px(drawing) <= _INK_PX:
        return None
    markup: bytes = etree.tostring(drawing)
    return markup


def _copied(root: etree._Element) -> etree._Element | None:
    """Return what may be drawn of `root`, None if it is too much or needs more than that."""
    drawing = etree.Element(_tag("svg"), nsmap={None: _NAMESPACE, "xlink": _XLINK})
    _copy_attributes(root, drawing)
    waiting = [(iter(root), drawing)]
    count = 0
    while waiting:
        children, parent = waiting[-1]
        element = next(children, None)
        if element is None:
            waiting.pop()
            continue
        count += 1
        name = _name(element)
        is_needed = name in _NEEDED and _name(element.getparent()) != "switch"
        is_too_much = count > _ELEMENTS or len(waiting) > _DEPTH or len(element.attrib) > _EACH
        if is_needed or is_too_much:
            return None
        if name in _KEPT:
            waiting.append((iter(element), _copy(element, parent)))
    return drawing if _mixed_groups(drawing) <= _MIXED_GROUPS else None


def _mixed_groups(drawing: etree._Element) -> int:
    """Return how many groups are, or may be, mixed as a whole with what is below."""
    groups = list(drawing.iter(_tag("g"), _tag("use")))
    if any(_MIXES.search(style.text or "") for style in drawing.iter(_tag("style"))):
        return len(groups)
    is_said = (_MIXES.search(group.get("style", "")) for group in groups)
    return sum(
        1 for group, said in zip(groups, is_said, strict=True) if said or group.get("opacity")
    )


def _copy(element: etree._Element, parent: etree._Element) -> etree._Element:
    name = _name(element)
    copy = etree.SubElement(parent, _tag(_RENAMED.get(name, name)))
    _copy_attributes(element, copy)
    if name in _WORDS:
        copy.text = element.text
    if _name(parent) in _WORDS:
        copy.tail = element.tail
    if name == "style":
        rules = _AT_RULE.sub("", "".join(element.itertext())[:_STYLE_CHARACTERS])
        copy.text = "" if _OUTSIDE.search(rules) else _DECLARATION.sub(_if_known, rules)
    return copy


def _copy_attributes(element: etree._Element, copy: etree._Element) -> None:
    for key, value in element.items():
        if key in (LINK, "href"):
            copy.set(LINK, value)
        elif key == "style" and not _OUTSIDE.search(value):
            copy.set(key, _DECLARATION.sub(_if_known, value[:_VALUE_CHARACTERS]))
        elif key in _LONG or (
            key in _ATTRIBUTES and len(value) <= _VALUE_CHARACTERS and not _OUTSIDE.search(value)
        ):
            copy.set(key, value)


def _if_known(declaration: re.Match[str]) -> str:
    return declaration[0] if declaration[1].lower() in _PROPERTIES else ""


def _leave_out_repetitions(drawing: etree._Element) -> None:
    """Keep links to parts without links of their own, as long as all is not drawn too often."""
    parts = {name: element for element in drawing.iter() if (name := element.get("id"))}
    linked = [element for element in drawing.iter() if element.get(LINK) is not None]
    sizes: dict[str, int] = {}
    drawn = 0
    for element in linked:
        name = element.get(LINK, "").removeprefix("#")
        if name not in sizes:
            within = list(parts[name].iter()) if name in parts else []
            has_links = any(each.get(LINK) is not None for each in within)
            sizes[name] = 0 if has_links else len(within)
        drawn += sizes[name]
        if not sizes[name] or drawn > _ELEMENTS:
            sizes[name] = 0
            parent = element.getparent()
            if _name(element) == "use" and parent is not None:
                parent.remove(element)
            else:
                del element.attrib[LINK]


def _set_size(root: etree._Element, drawing: etree._Element) -> None:
    """Give `drawing` a size in px and a view box."""
    box = _numbers(root.get("viewBox", ""))
    width, height = (_px(root.get(name, "")) for name in ("width", "height"))
    if len(box) != 4 or min(box[2:]) <= 0:
        box = [0.0, 0.0, width or _COLUMN_PX, height or _COLUMN_PX]
        drawing.set("viewBox", " ".join(map(str, box)))
    ratio = box[3] / box[2]
    width = width or (height / ratio if height else _COLUMN_PX)
    height = height or width * ratio
    scale = min(1.0, _LARGEST_PX / max(width, height))
    drawing.set("width", f"{max(1.0, width * scale):.2f}")
    drawing.set("height", f"{max(1.0, height * scale):.2f}")


def _numbers(text: str) -> list[float]:
    """Return the numbers in `text`, none if one of them is none or beyond measure."""
    try:
        numbers = [float(part) for part in text.replace(",", " ").split()]
    except ValueError:
        return []
    return numbers if all(abs(number) < _BEYOND for number in numbers) else []


def _px(length: str) -> float:
    """Return a length in px, 0.0 if it names none (or per cent)."""
    parts = _LENGTH.fullmatch(length)
    return float(parts[1]) * _UNITS[parts[2] or ""] if parts else 0.0


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _name(element: etree._Element | None) -> str:
    """Return the name of an SVG element, "" for anything else."""
    if element is None or not isinstance(element.tag, str):
        return ""
    address, _, name = element.tag.rpartition("}")
    return name if address in ("", "{" + _NAMESPACE) else ""
