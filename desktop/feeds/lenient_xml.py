"""The text of an XML feed to a tree, also where it is not quite XML.

The one thing to know: no document type declaration reaches the parser, so no entity
is ever expanded and nothing outside the bytes is ever read. What libxml2 refuses is
mended as text and read once more, leniently. Everything here is linear in the length.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from desktop.core.text import NO_XML, escape, unescape, without_cdata_marks
from desktop.core.urls import resolve
from desktop.feeds.bases import base_of

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|entry)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)(?=[\s>])", re.IGNORECASE)
_NOT_XML = re.compile(f"[{NO_XML}]")
_ENTITY_BODY = r"(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_STRAY_AMPERSAND = re.compile(rf"&(?!{_ENTITY_BODY})")
_ENTITY = re.compile(rf"&(?!(?:amp|lt|gt|quot|apos);){_ENTITY_BODY}")
_STRAY_BRACKET = re.compile(r"<(?![A-Za-z_:/!?])")
_ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_TEXT_FIELD = re.compile(
    r"<((?:atom:|content:|dc:|itunes:|media:)?(?:title|description|summary|encoded|content))"
    r"(?:\s[^<>]*)?(?<!/)>"
)
_ITEM_START = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z]")
# Mending takes many times the memory of the text; a feed that is both so long and so wrong
# is read as one that breaks off here.
_LONGEST_REPAIRED = 5_000_000
# How much of a document may come before its root: declarations, comments, a server's warnings.
_LONGEST_PROLOG = 200_000


def root_start(text: str) -> int | None:
    """Return where the root element of a feed begins in `text`, None if it is no XML feed.

    Tags of a page in front of it mean that the feed is only quoted there; comments and
    declarations are passed over.
    """
    place = 0
    while place < min(len(text), _LONGEST_PROLOG):
        place = text.find("<", place)
        if place < 0:
            return None
        if text.startswith("<!--", place):
            place = _after(text, "-->", place)
        elif text.startswith("<?", place):
            place = _after(text, "?>", place)
        elif _ROOT.match(text, place):
            return place
        elif text.startswith("<!DOCTYPE", place):
            place = _after_doctype(text, place)
        elif _PAGE.match(text, place):
            return None
        else:
            place += 1
    return None


def read_tree(text: str) -> etree._Element | None:
    """Return the root element of `text`, which begins with it; None if nothing can be read.

    Of a text that breaks off, only the items that have ended are kept.
    """
    with suppress(etree.XMLSyntaxError):
        return _parsed(text, is_lenient=False)
    with suppress(etree.XMLSyntaxError):
        return _parsed(_repaired(text), is_lenient=True)
    return None


def _parsed(text: str, *, is_lenient: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=is_lenient,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    return etree.fromstring(text.encode("utf-8", "replace"), parser)


def _after(text: str, mark: str, place: int) -> int:
    found = text.find(mark, place)
    return len(text) if found < 0 else found + len(mark)


def _after_doctype(text: str, place: int) -> int:
    """Return the place behind a declaration and its internal subset."""
    end = _after(text, ">", place)
    bracket = text.find("[", place, end)
    return end if bracket < 0 else _after(text, ">", _after(text, "]", bracket))


def _repaired(text: str) -> str:
    """Return `text` with the usual mistakes put right, outside CDATA sections only."""
    text = _whole_items(_NOT_XML.sub("", text[:_LONGEST_REPAIRED]))
    text = "".join(_with_naked_markup_escaped(text))
    return "".join(
        chunk if is_cdata else _with_entities_repaired(chunk) for is_cdata, chunk in _by_cdata(text)
    )


def _whole_items(text: str) -> str:
    """Return `text` up to its last finished item if it breaks off before the root ends."""
    if _ROOT_END.search(text, max(0, len(text) - 2000)):
        return text
    ends = [match.end() for match in _ITEM_END.finditer(text)]
    return text[: ends[-1]] if ends else text


def _with_naked_markup_escaped(text: str) -> Iterator[str]:
    """Yield `text` with the HTML that stands unescaped in a text field escaped.

    Such HTML is why most feeds are not well formed: its tags need not be closed.
    """
    place, ends = 0, dict[str, int]()
    # Fields within fields would be read again for each: enough for any feed, linear for an attack.
    budget = 4 * len(text)
    for start in _TEXT_FIELD.finditer(text):
        name, begin = start[1], start.end()
        if begin < place or ends.get(name, 0) < 0:
            continue
        if ends.get(name, 0) < begin:
            ends[name] = text.find(f"</{name}", begin)
        budget -= max(0, ends[name] - begin)
        if budget < 0:
            break
        inside = text[begin : max(begin, ends[name])]
        is_packed = "<![CDATA[" in inside or not _MARKUP.search(inside)
        if not is_packed and not _ITEM_START.search(inside):
            yield text[place:begin]
            yield escape(inside, quote=False)
            place = ends[name]
    yield text[place:]


def _by_cdata(text: str) -> Iterator[tuple[bool, str]]:
    """Yield `text` in pieces: whether each is a CDATA section, and the piece."""
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        yield False, text[place:start]
        place = end + 3
        yield True, text[start:place]
    yield False, text[place:]


def _with_entities_repaired(text: str) -> str:
    text = _STRAY_BRACKET.sub("&lt;", _STRAY_AMPERSAND.sub("&amp;", text))
    return _ENTITY.sub(_repaired_entity, text)


def _repaired_entity(match: re.Match[str]) -> str:
    """Return what an entity means in XML without declarations, its own words if nothing."""
    character = unescape(match[0])
    if character == match[0]:
        return "&amp;" + match[0][1:]
    return escape(_NOT_XML.sub("", character), quote=False)


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


@dataclass(frozen=True, slots=True)
class Fields:
    """The children of one element, grouped by name in the order of the document."""

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
        if element.tag not in self._known:
            self._known[element.tag] = self._meant(element)
        return self._known[element.tag]

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


def attribute(element: etree._Element, *names: str) -> str:
    """Return the first of the attributes that is there, with or without a prefix; "" if none.

    Asked for by name, since lxml takes quadratic time to list attributes with their values.
    """
    found = next((value for name in names if (value := element.get(name))), "")
    if found or not (given := element.keys()):
        return found
    prefixed = (name for name in given[:_MOST_ATTRIBUTES] if name[0] == "{" or ":" in name)
    return next((element.get(name, "") for name in prefixed if _local_name(name) in names), "")


def _local_name(name: str) -> str:
    return (split_name(name)[1]).rpartition(":")[2]


def text_of(element: etree._Element) -> str:
    """Return the text of `element` and all within it, without blanks around it."""
    text: str = "".join(element.itertext()) if len(element) else element.text or ""
    return without_cdata_marks(text).strip()


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
