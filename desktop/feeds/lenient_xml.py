"""The text of an XML feed to a tree, also where it is not quite XML.

The one thing to know: no document type declaration reaches the parser, so no entity
is ever expanded and nothing outside the bytes is ever read. What libxml2 refuses is
mended as text and read once more, leniently. Everything here is linear in the length.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache

from lxml import etree

from desktop.core.text import NO_XML, escape, unescape

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
# Each pattern holds the interpreter, and with it the window, until it is done with a piece.
_PIECE_CHARACTERS = 100_000
# Of a text field, beyond which no naked markup is looked for.
_LONGEST_FIELD = 500_000
# Tags, attributes and CDATA sections of a feed: a tree takes some 200 bytes for each. 5,000 items
# of 20 elements have 200,000 tags; the largest feeds met have some 20,000.
_MOST_PARTS = 300_000
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

    Of a text that breaks off, only the items that have ended are kept; one of very many parts
    counts as breaking off there.
    """
    text = _of_few_parts(text)
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


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where pieces of `text` begin and end, none of them within a tag's name or an entity."""
    start = 0
    while start < len(text):
        end = start + _PIECE_CHARACTERS
        if end < len(text):
            end = max(text.rfind(mark, start + 1, end) for mark in "<&")
            end = end if end > start else start + _PIECE_CHARACTERS
        yield start, min(end, len(text))
        start = end


def _replaced(pattern: re.Pattern[str], by: str | Callable[[re.Match[str]], str], text: str) -> str:
    """Return `text` with every match of `pattern` replaced, piece by piece."""
    return "".join(pattern.sub(by, text[start:end]) for start, end in _pieces(text))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield every match of `pattern` in `text`, piece by piece."""
    for start, end in _pieces(text):
        yield from pattern.finditer(text, start, end)


def _of_few_parts(text: str) -> str:
    """Return `text` up to where it has had `_MOST_PARTS` tags, attributes and CDATA sections."""
    if text.count("<") + text.count("=") <= _MOST_PARTS:
        return text
    parts = place = 0
    for is_cdata, chunk in _by_cdata(text):
        for start, end in [(0, len(chunk))] if is_cdata else _pieces(chunk):
            piece = chunk[start:end]
            parts += 1 if is_cdata else piece.count("<") + piece.count("=")
            if parts > _MOST_PARTS:
                return text[: place + start]
        place += len(chunk)
    return text


def _repaired(text: str) -> str:
    """Return `text` with the usual mistakes put right, outside CDATA sections only."""
    text = _whole_items(_replaced(_NOT_XML, "", text[:_LONGEST_REPAIRED]))
    text = "".join(_with_naked_markup_escaped(text))
    return "".join(
        chunk if is_cdata else _with_entities_repaired(chunk) for is_cdata, chunk in _by_cdata(text)
    )


def _whole_items(text: str) -> str:
    """Return `text` up to its last finished item if it breaks off before the root ends."""
    if _ROOT_END.search(text, max(0, len(text) - 2000)):
        return text
    end = max((match.end() for match in _found(_ITEM_END, text)), default=len(text))
    return text[:end]


def _with_naked_markup_escaped(text: str) -> Iterator[str]:
    """Yield `text` with the HTML that stands unescaped in a text field escaped.

    Such HTML is why most feeds are not well formed: its tags need not be closed.
    """
    place, ends = 0, dict[str, int]()
    # Fields within fields would be read again for each: enough for any feed, linear for an attack.
    budget = 4 * len(text)
    for start in _found(_TEXT_FIELD, text):
        name, begin = start[1], start.end()
        if begin < place or ends.get(name, 0) < 0:
            continue
        if ends.get(name, 0) < begin:
            ends[name] = text.find(f"</{name}", begin)
        budget -= max(0, ends[name] - begin)
        if budget < 0:
            break
        inside = text[begin : max(begin, ends[name])]
        is_packed = "<![CDATA[" in inside or not _MARKUP.search(inside, 0, _LONGEST_FIELD)
        if not is_packed and not _ITEM_START.search(inside, 0, _LONGEST_FIELD):
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
    text = _replaced(_STRAY_BRACKET, "&lt;", _replaced(_STRAY_AMPERSAND, "&amp;", text))
    return _replaced(_ENTITY, lambda entity: _meaning(entity[0]), text)


@lru_cache(maxsize=1_000)
def _meaning(entity: str) -> str:
    """Return what an entity means in XML without declarations, its own words if nothing."""
    character = unescape(entity)
    if character == entity:
        return "&amp;" + entity[1:]
    return escape(_NOT_XML.sub("", character), quote=False)
