"""The elements of a feed by the names they mean, and what they hold as text or HTML."""

import re
from base64 import b64decode
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from desktop.core.text import escape, without_cdata_marks
from desktop.core.urls import resolve
from desktop.feeds.bases import base_of

# Addresses in lower case, without scheme, "#" and "/" at the end.
_PREFIXES = {
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "search.yahoo.com/mrss": "media:",
    "video.search.yahoo.com/mrss": "media:",
    "search.yahoo.com/rss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "example.com/dtds/podcast-1.0.dtd": "itunes:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf:",
}
# Every dialect of RSS and Atom: their elements mean the same where their names are the same.
_FEED_ADDRESSES = (
    "my.netscape.com/rdf/simple/", "channel.netscape.com/rdf/simple/", "my.netscape.com/publish/",
    "purl.org/rss/1.0", "purl.org/net/rss1.1", "backend.userland.com/", "blogs.law.harvard.edu/",
    "cyber.law.harvard.edu/", "www.rssboard.org/", "www.w3.org/2005/atom", "purl.org/atom/",
    "purl.org/echo", "purl.org/pie", "example.com/newformat", "example.com/necho",
    "uri/of/echo/namespace",
)  # fmt: skip
_SCHEME = re.compile(r"^https?://")
# Attributes of markup within a feed that are worth a look behind a prefix.
_TOLD = ("href", "src")
_MOST_ATTRIBUTES = 20
_LONGEST_ATTRIBUTE = 100_000
# Of markup within a feed; an article has some 500, and moving more takes time in their square.
_MOST_ELEMENTS = 10_000
# Of one element: an item has some 20 children, a channel its items as well.
_MOST_CHILDREN = 20_000
_MOST_ALIKE = 64


@dataclass(frozen=True, slots=True)
class Fields:
    """The children of one element by name, in the order of the document, `_MOST_ALIKE` of each."""

    elements: dict[str, list[etree._Element]]
    base: str  # the address that relative addresses in it are seen from

    def all(self, *names: str) -> list[etree._Element]:
        """Return the elements of the given names, the first name's first."""
        if self.elements.keys().isdisjoint(names):
            return []
        return [element for name in names for element in self.elements.get(name, ())]

    def text(self, *names: str) -> str:
        """Return the first text that is not blank, "" if there is none."""
        return next((text for text in map(text_of, self.all(*names)) if text), "")

    def address(self, element: etree._Element, address: str) -> str | None:
        """Return `address`, found on `element`, as an absolute http(s) address."""
        return resolve(base_of(element, self.base), address)


class FieldNames:
    """Turns an element's qualified name into what it means, in a root of any namespace."""

    def __init__(self, root: etree._Element) -> None:
        self._root_address = split_name(root.tag)[0]
        self._known: dict[object, str] = {}

    def of(self, element: etree._Element | None) -> str:
        """Return "title", "dc:date", …: lower case, with the usual prefix; "" for None."""
        if element is None:
            return ""
        if element.tag not in self._known:
            self._known[element.tag] = self._meant(element)
        return self._known[element.tag]

    def fields(self, parent: etree._Element, base: str) -> Fields:
        """Return the children of `parent`, those of a `<media:group>` among them."""
        elements: dict[str, list[etree._Element]] = {}
        for child in islice(parent, _MOST_CHILDREN):
            name = self.of(child)
            few = elements.setdefault(name, [])
            if len(few) == _MOST_ALIKE:
                continue
            few.append(child)
            if name in {"media:group", "media:content"}:
                for member in islice(child, _MOST_ALIKE):
                    elements.setdefault(self.of(member), []).append(member)
        return Fields(elements, base)

    def _meant(self, element: etree._Element) -> str:
        if not isinstance(element.tag, str):  # an entity that nobody declared
            return "?"
        address, local = split_name(element.tag)
        local = local.lower()
        if address is None or address == self._root_address:
            return local  # an undeclared prefix stays in the local name: "media:content"
        place = _SCHEME.sub("", address.strip().lower()).rstrip("/#")
        if place in _PREFIXES:
            return _PREFIXES[place] + local
        # The slash lets one entry of the list stand for all that lies below it.
        if f"{place}/".startswith(_FEED_ADDRESSES) and "/modules/" not in place:
            return local
        return f"{(element.prefix or '?').lower()}:{local}"


def split_name(name: str) -> tuple[str | None, str]:
    """Return namespace and local name of "{address}name"; None where it has no namespace.

    lxml's own QName refuses the names that a forgotten declaration leaves ("media:content").
    """
    address, brace, local = name.removeprefix("{").rpartition("}")
    return (address if brace else None), local


def attribute(element: etree._Element, *names: str) -> str:
    """Return the first of these attributes, with or without prefix; lxml lists all too slowly."""
    found = next((value for name in names if (value := element.get(name))), "")
    if found or not (given := element.keys()):
        return found[:_LONGEST_ATTRIBUTE]
    prefixed = (name for name in given[:_MOST_ATTRIBUTES] if name[0] == "{" or ":" in name)
    return next((element.get(name, "") for name in prefixed if _local_name(name) in names), "")


def _local_name(name: str) -> str:
    return split_name(name)[1].rpartition(":")[2]


def text_of(element: etree._Element) -> str:
    """Return the text of `element` and all within it, without blanks around it."""
    text: str = "".join(element.itertext()) if len(element) else element.text or ""
    return without_cdata_marks(text).strip()


def keep_first(element: etree._Element) -> None:
    """Leave of the markup within `element` its first `_MOST_ELEMENTS` elements."""
    for late in list(islice(element.iterdescendants(), _MOST_ELEMENTS, None)):
        late.getparent().remove(late)


def is_base64(element: etree._Element) -> bool:
    """Return whether the text of `element` is HTML packed in base64."""
    kind = (element.get("type") or "").strip().lower()
    return element.get("mode") == "base64" or kind == "application/octet-stream"


def html_of(element: etree._Element) -> str:
    """Return what `element` holds as HTML, whichever way the feed packs it; "" for binary.

    Atom 1.0 says how in `type` (RFC 4287 section 4.1.3.3: what is neither text nor XML is
    base64), Atom 0.3 in `mode`; where elements are nested without a word, they are meant.
    """
    kind = (element.get("type") or "").strip().lower()
    if kind.startswith(("image/", "audio/", "video/")):
        return ""
    if is_base64(element):
        return _from_base64(text_of(element))
    if len(element):
        return _inner_markup(element)
    text = text_of(element)
    return escape(text, quote=False) if kind in {"text", "text/plain"} else text


def _from_base64(text: str) -> str:
    try:
        return str(b64decode(text), "utf-8", "replace")
    except ValueError:
        return ""


def _inner_markup(element: etree._Element) -> str:
    """Return the markup within `element`, its namespaces dropped; leaves it empty."""
    # Within the feed, lxml would write the namespaces of all that stands around.
    bare = etree.Element("p")
    bare.text = element.text
    bare.extend(list(element))
    for child in bare.iterdescendants("*"):
        child.tag = _local_name(child.tag)
        for name in _TOLD:
            if name not in child.attrib and (value := attribute(child, name)):
                child.set(name, value)
    etree.cleanup_namespaces(bare)
    markup: str = etree.tostring(bare, encoding="unicode", method="html")
    return markup.removeprefix("<p>").removesuffix("</p>").strip()
