"""What the elements of HTML mean for the text within them."""

from typing import Final

from lxml import etree

from desktop.core.text import comparison_key
from desktop.reading.markup_limits import INLINE

MARKS: Final = {
    "b": "b", "strong": "strong", "i": "i", "em": "em", "cite": "i", "dfn": "i", "var": "i",
    "u": "u", "ins": "u", "s": "s", "strike": "s", "del": "s", "sub": "sub", "sup": "sup",
    "code": "code", "tt": "code", "kbd": "code", "samp": "code", "small": "small",
    "dt": "strong", "summary": "strong", "rt": "small",
}  # fmt: skip
KINDS: Final = {
    "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4",
    "pre": "pre", "figcaption": "caption",
}  # fmt: skip
PLAYERS: Final = frozenset({"iframe", "video", "audio", "embed"})
WITHIN_A_LINE: Final = INLINE | {"a", "br", "img", "picture", "source", "wbr", "noscript"}
UNSEEN: Final = frozenset({"script", "style", "template", "title", "head", "datalist"})
# What stands before and behind the text of an element.
AROUND: Final = {"q": ("“", "”"), "rt": ("(", ")")}


def text_in(element: etree._Element) -> str:
    """Return the text within `element` on one line, as it stands in the markup."""
    return " ".join("".join(element.itertext()).split())


def letters_in(element: etree._Element) -> str:
    """Return the letters and digits within `element`, by which the same text is found again."""
    return comparison_key("".join(element.itertext()))


def around(element: etree._Element) -> tuple[str, str]:
    """Return what stands around an element of `AROUND`; some ruby brings its own brackets."""
    previous = element.getprevious()
    has_brackets = element.tag == "rt" and previous is not None and previous.tag == "rp"
    return ("", "") if has_brackets else AROUND[element.tag]
