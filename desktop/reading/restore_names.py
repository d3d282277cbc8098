"""Gives extracted text back the names by which links on its page lead to it."""

from collections.abc import Iterator

from lxml import etree


def linked_names(page: etree._Element) -> frozenset[str]:
    """Return what the links of a page call places on it."""
    hrefs = (link.get("href", "") for link in page.iter("a"))
    return frozenset(href.partition("#")[2] for href in hrefs if "#" in href) - {""}


def restore_names(leaf: etree._Element, original: etree._Element, wanted: frozenset[str]) -> None:
    """Put those names of `original` that are `wanted` at the start of `leaf`."""
    for name in _names(original) if wanted else ():
        if name in wanted:
            anchor = etree.Element("a", name=name)
            anchor.tail, leaf.text = leaf.text, None
            leaf.insert(0, anchor)


def _names(element: etree._Element | None) -> Iterator[str]:
    """Yield the names of an element, and of those around it that begin with it."""
    while element is not None:
        if name := element.get("id", ""):
            yield name
        parent = element.getparent()
        is_first = element.getprevious() is None and parent is not None
        element = parent if is_first and not (parent.text or "").strip() else None
