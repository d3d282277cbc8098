"""Gives extracted paragraphs back the markup they had on the page.

The extractor trims blanks beside inline elements ("<b>Zeeuwse</b>kust"), splits quotations off
their sentences and forgets the direction of text. Where a paragraph on the page has the very
letters of an extracted one, the page's own takes its place.
"""

from copy import deepcopy

from lxml import etree

from desktop.core.text import comparison_key

_LEAVES = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "blockquote", "pre", "dt", "dd",
    "div", "span", "figcaption",
})  # fmt: skip
# Letters on either side of a boundary that tell it from others.
_CONTEXT = 12
_BLOCKS = _LEAVES - {"span"} | {"ul", "ol", "dl", "table", "section", "article", "figure", "hr"}
NOT_TEXT = (
    "img", "picture", "figure", "script", "style", "noscript", "iframe", "video", "audio", "svg",
    "button", "form", "input", "select", "template", "object", "embed",
)  # fmt: skip


def restore_markup(article: etree._Element, page: etree._Element) -> None:
    """Replace the content of the paragraphs of `article` by that of their like on `page`."""
    originals = {comparison_key("".join(leaf.itertext())): leaf for leaf in _leaves(page)}
    # A line of signs only ("* * *") has no letters to be found by.
    originals.pop("", None)
    page_text = " ".join("".join(page.itertext()).split())
    for leaf in _leaves(article):
        original = originals.get(comparison_key("".join(leaf.itertext())))
        if original is not None:
            _refill(leaf, original)
        elif len(leaf):
            _part_words(leaf, page_text)


def _leaves(root: etree._Element) -> list[etree._Element]:
    """Return the elements below `root` that hold text but no further blocks."""
    holders: set[etree._Element] = set()
    leaves: list[etree._Element] = []
    for element in root.iter(*_BLOCKS):
        if (parent := next(element.iterancestors(*_BLOCKS), None)) is not None:
            holders.add(parent)
        leaves.append(element)
    return [leaf for leaf in leaves if leaf not in holders and leaf.tag in _LEAVES]


def _refill(leaf: etree._Element, original: etree._Element) -> None:
    copy = deepcopy(original)
    etree.strip_elements(copy, *NOT_TEXT, with_tail=False)
    leaf.text = copy.text
    leaf[:] = list(copy)
    direction = next((a.get("dir") for a in original.iterancestors() if a.get("dir")), None)
    direction = original.get("dir") or direction
    if direction:
        leaf.set("dir", direction)


def _part_words(leaf: etree._Element, page_text: str) -> None:
    """Put a blank between an inline element and its neighbours where the page has one."""
    last = ""
    for event, element in etree.iterwalk(leaf, events=("start", "end")):
        if event == "end" and element is leaf:
            break
        slot = "text" if event == "start" else "tail"
        text = getattr(element, slot)
        if not text:
            continue
        is_glued = last and not last[-1].isspace() and not text[0].isspace()
        if is_glued and f"{last[-_CONTEXT:]} {text[:_CONTEXT].rstrip()}" in page_text:
            setattr(element, slot, f" {text}")
        last = text
