"""The elements of one feed or item, found by the names that feeds mean.

The one thing to know: a name here is "title", "dc:date" or "media:content" whatever
prefix and spelling of the namespace the feed uses; see `field_name`.
"""

import re
from base64 import b64decode
from dataclasses import dataclass

from lxml import etree

from desktop.core.text import escape
from desktop.core.urls import resolve

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
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


@dataclass(frozen=True, slots=True)
class Fields:
    """The children of one element, grouped by name in the order of the document.

    Attributes:
        base: The address that relative addresses in it are seen from.
    """

    elements: dict[str, list[etree._Element]]
    base: str

    def all(self, *names: str) -> list[etree._Element]:
        """Return the elements of the given names, the first name's first."""
        found: list[etree._Element] = []
        for name in names:
            if name in self.elements:
                found += self.elements[name]
        return found

    def text(self, *names: str) -> str:
        """Return the first text that is not blank, "" if there is none."""
        return next((text for text in map(text_of, self.all(*names)) if text), "")

    def address(self, element: etree._Element, address: str) -> str | None:
        """Return `address`, found on `element`, as an absolute http(s) address."""
        return resolve(base_of(element, self.base), address)


class FieldNames:
    """Turns an element's qualified name into the name it means, within one document.

    A root in an address of its own (there are feeds that invent one) counts as RSS or Atom.
    """

    def __init__(self, root: etree._Element) -> None:
        self._root_address = split_name(root.tag)[0]
        self._known: dict[object, str] = {}

    def of(self, element: etree._Element | None) -> str:
        """Return "title", "dc:date", …: lower case, with the usual prefix; "" for None."""
        if element is None:
            return ""
        tag = element.tag
        name = self._known.get(tag)
        if name is None:
            name = self._known[tag] = self._meant(element)
        return name

    def fields(self, parent: etree._Element, base: str) -> Fields:
        """Return the children of `parent`, those of a `<media:group>` among them."""
        elements: dict[str, list[etree._Element]] = {}
        for child in parent:
            name = self.of(child)
            elements.setdefault(name, []).append(child)
            if name in {"media:group", "media:content"}:
                for member in child:
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


def text_of(element: etree._Element) -> str:
    """Return the text of `element` and all within it, without blanks around it."""
    if len(element) == 0:
        text: str = element.text or ""
    else:
        text = "".join(element.itertext())
    return text.strip()


def html_of(element: etree._Element) -> str:
    """Return what `element` holds as HTML, whichever way the feed packs it; "" for binary.

    Atom 1.0 says how in `type` (RFC 4287 section 4.1.3.3: what is neither text nor XML is
    base64), Atom 0.3 in `mode`; where elements are nested without a word, they are meant.
    """
    kind = (element.get("type") or "").strip().lower()
    if kind.startswith(("image/", "audio/", "video/")):
        return ""
    if element.get("mode") == "base64" or kind == "application/octet-stream":
        return _from_base64(text_of(element))
    if len(element):
        return _inner_markup(element)
    text = text_of(element)
    return escape(text, quote=False) if kind in {"text", "text/plain"} else text


def base_of(element: etree._Element, base: str) -> str:
    """Return the base address within `element`, which stands where `base` applies."""
    own = element.get(_XML_BASE)
    return base if own is None else resolve(base, own) or base


def _from_base64(text: str) -> str:
    try:
        return str(b64decode(text), "utf-8", "replace")
    except ValueError:
        return ""


def _inner_markup(element: etree._Element) -> str:
    """Return the markup within `element`, its namespaces dropped; leaves it empty."""
    bare = etree.Element("p")
    bare.text = element.text
    # Within the feed, lxml would write the namespaces of all that stands around.
    bare.extend(list(element))
    for child in bare.iterdescendants("*"):
        child.tag = split_name(child.tag)[1].rpartition(":")[2]
    etree.cleanup_namespaces(bare)
    markup: str = etree.tostring(bare, encoding="unicode", method="html")
    return markup.removeprefix("<p>").removesuffix("</p>").strip()
