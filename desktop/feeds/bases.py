"""Addresses within an item's text, seen from the base that its feed names (`xml:base`).

Source: https://www.w3.org/TR/xmlbase/. What a feed does not name is left to the reader of the
text, who sees it from the item's own address.
"""

import re
from typing import Final

from lxml import etree

from desktop.core.images import IMG_ATTRIBUTES, SOURCE_ATTRIBUTES
from desktop.core.text import escape, unescape
from desktop.core.urls import resolve

_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_SETS: Final = frozenset(n for n in (*IMG_ATTRIBUTES, *SOURCE_ATTRIBUTES) if n.endswith("set"))
_ADDRESSES: Final = frozenset(
    {"href", "src", "poster", *(n for n in IMG_ATTRIBUTES if n.startswith("data-"))} - _SETS
)
_NAMES: Final = "|".join(sorted(_SETS | _ADDRESSES, key=len, reverse=True))
_TAG: Final = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>")
_ATTRIBUTE: Final = re.compile(
    rf"(?P<name>(?<=[\s\"'/])(?:{_NAMES}))\s*+=\s*+"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)
_CANDIDATE: Final = re.compile(r"(?:^|(?<=,))(\s*)([^\s,]\S*)")


def base_of(element: etree._Element, base: str) -> str:
    """Return the base address within `element`, which stands where `base` applies."""
    own = element.get(_XML_BASE)
    return base if own is None else resolve(base, own) or base


def names_base(element: etree._Element) -> bool:
    """Return whether `element`, or what it stands in, names a base."""
    return any(part.get(_XML_BASE) is not None for part in (element, *element.iterancestors()))


def resolve_within(element: etree._Element, base: str) -> None:
    """Make the addresses absolute where something within `element` names a base of its own."""
    bases = {element: base}
    for child in element.iterdescendants("*"):
        own = bases[child] = base_of(child, bases[child.getparent()])
        if own != base:
            for name in _SETS | _ADDRESSES:
                if value := child.get(name):
                    child.set(name, _absolute(name, value, own))


def with_base(html: str, base: str) -> str:
    """Return `html` with the addresses in its tags seen from `base`."""
    if "<" not in html:
        return html
    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(lambda one: _seen_from(base, one), tag[0]), html)


def _seen_from(base: str, attribute: re.Match[str]) -> str:
    value = attribute["double"] or attribute["single"] or attribute["bare"] or ""
    address = _absolute(attribute["name"].lower(), unescape(value), base)
    return f'{attribute["name"]}="{escape(address)}"'


def _absolute(name: str, value: str, base: str) -> str:
    """Return what an attribute says, its addresses absolute; links to a place in the text stay."""
    if name in _SETS:
        return _CANDIDATE.sub(lambda one: one[1] + (resolve(base, one[2]) or one[2]), value)
    return value if value.lstrip().startswith("#") else resolve(base, value) or value
