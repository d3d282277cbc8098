"""Reads cleaned markup into flat blocks.

One pass over start and end tags, without recursion: what the elements around a place say is
one small value, so that deep markup costs no more than shallow.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from desktop.core.images import SOURCE_ATTRIBUTES, best_address, is_icon, is_tracker, pixels
from desktop.reading.blocks import Block, Picture, Run
from desktop.reading.links import link_address, player_link
from desktop.reading.maxima import ALT_CHARACTERS, LIST_DEPTH, QUOTE_DEPTH, UNBROKEN_RUNS
from desktop.reading.tables import is_data_table, read_table
from desktop.reading.words import is_blank

_MARKS = {
    "b": "b", "strong": "strong", "i": "i", "em": "em", "cite": "i", "dfn": "i", "var": "i",
    "u": "u", "ins": "u", "s": "s", "strike": "s", "del": "s", "sub": "sub", "sup": "sup",
    "code": "code", "tt": "code", "kbd": "code", "samp": "code", "small": "small",
    "dt": "strong", "summary": "strong",
}  # fmt: skip
_KINDS = {
    "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4",
    "pre": "pre", "figcaption": "caption", "caption": "caption",
}  # fmt: skip
_LISTS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"}
_PLAYERS = frozenset({"iframe", "video", "audio", "embed"})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del",
    "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "picture", "source", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "noscript",
})  # fmt: skip
# Boundaries that are no more than a new line when they come up within a list item.
_SOFT_IN_ITEM = frozenset({
    "p", "div", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "address",
})  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_EMOJI_CHARACTERS = 10
_LAST_NUMBER = 100_000


@dataclass(slots=True)
class _List:
    tag: str
    next_number: int


@dataclass(frozen=True, slots=True)
class _Place:
    """What the block elements around a place say of it."""

    kind: str = "p"
    is_rtl: bool = False
    quote: int = 0
    lists: tuple[_List, ...] = ()
    number: int = 0
    is_in_item: bool = False


def flatten(root: etree._Element, base_url: str, *, language: str = "nl") -> Iterator[Block]:
    """Yield the blocks within `root`, which counts as a plain container.

    Hidden and tracking pictures are left out; nothing else is. Runs are as they come: not
    trimmed, not joined. What is not asked for is not read.
    """
    reader = _Reader(base_url, language)
    for event, element in _walk(root, reader):
        if event == "start":
            reader.text(element.text)
        elif element is not root:
            reader.leave(element)
        if reader.blocks:
            yield from reader.blocks
            reader.blocks.clear()
    reader.flush()
    yield from reader.blocks


def _walk(root: etree._Element, reader: "_Reader") -> Iterator[tuple[str, etree._Element]]:
    """Yield (event, element) in document order, past the content of what the reader takes whole."""
    yield "start", root
    trail = [(root, iter(root))]
    while trail:
        parent, children = trail[-1]
        child = next(children, None)
        if child is None:
            trail.pop()
            yield "end", parent
        elif not isinstance(child.tag, str) or reader.take(child):
            reader.text(child.tail)
        else:
            reader.enter(child)
            yield "start", child
            trail.append((child, iter(child)))


class _Reader:
    """Collects text into blocks.

    Attributes:
        blocks: What was read, the open block excepted; whoever takes them clears the list.
    """

    def __init__(self, base_url: str, language: str) -> None:
        self.blocks: list[Block] = []
        self._base_url = base_url
        self._language = language
        self._runs: list[Run] = []
        self._marks: Counter[str] = Counter()
        self._links: list[str] = []
        self._sources: list[dict[str, str]] = []
        self._place = _Place()
        self._outer: list[_Place] = []
        self._has_open_item = False
        # Whether the last thing read was a picture; a <noscript> behind it repeats it.
        self._is_after_picture = False
        self._last_address = ""

    def text(self, text: str | None) -> None:
        """Add text in the style of this place."""
        if not text:
            return
        if self._place.kind != "pre":
            text = _BLANKS.sub(" ", text)
        if text != " ":
            self._is_after_picture = False
        self._append(text)

    def take(self, element: etree._Element) -> bool:
        """Read an element with all it holds, if it is of a kind that is taken whole."""
        if element.tag == "noscript":
            for image in element.iter("img"):
                self._picture(image, is_fallback=True)
        elif element.tag in _PLAYERS:
            self._player(element)
        elif element.tag == "table" and is_data_table(element):
            self._table(element)
        else:
            return False
        return True

    def enter(self, element: etree._Element) -> None:
        """Begin an element."""
        tag = element.tag
        if tag not in _INLINE:
            self._boundary(tag)
            self._outer.append(self._place)
            self._place = self._place_in(element)
        if mark := _MARKS.get(tag):
            self._marks[mark] += 1
        if tag == "a":
            self._links.append(link_address(self._base_url, element.get("href", "")))
        elif tag == "br":
            self._append("\n")
        elif tag == "q":
            self._append("“")
        elif tag == "source":
            self._sources.append({name: element.get(name, "") for name in SOURCE_ATTRIBUTES})
        elif tag == "img":
            self._picture(element)
        elif tag == "hr":
            self.blocks.append(Block("hr", quote=self._place.quote))

    def leave(self, element: etree._Element) -> None:
        """End an element and read the text behind it."""
        tag = element.tag
        if tag == "q":
            self._append("”")
        elif tag == "a":
            self._links.pop()
        elif tag == "picture":
            self._sources.clear()
        if tag not in _INLINE:
            self._boundary(tag)
            self._place = self._outer.pop()
        if mark := _MARKS.get(tag):
            self._marks[mark] -= 1
        self.text(element.tail)

    def flush(self) -> None:
        """End the open block; one without visible text is dropped."""
        runs, self._runs = tuple(self._runs), []
        if all(is_blank(run.text) for run in runs):
            return
        self._last_address = ""
        place = self._place
        if not place.is_in_item or place.kind in ("pre", "caption"):
            block = Block(place.kind, runs, place.quote, is_rtl=place.is_rtl)
        elif self._has_open_item:
            lists = tuple(entry.tag for entry in place.lists)
            block = Block("p", runs, place.quote, lists, place.number, place.is_rtl)
            self._has_open_item = False
        else:
            block = Block("p", runs, place.quote, is_rtl=place.is_rtl)
        self.blocks.append(block)

    def _append(self, text: str) -> None:
        marks = [mark for mark, count in self._marks.items() if count > 0]
        if self._place.is_in_item and self._place.kind in ("h2", "h3", "h4"):
            marks.append("strong")
        link = self._links[-1] if self._links else ""
        self._runs.append(Run(text, tuple(sorted(set(marks))), link))
        if len(self._runs) > UNBROKEN_RUNS:
            self.flush()

    def _boundary(self, tag: str) -> None:
        if self._place.is_in_item and tag in _SOFT_IN_ITEM and self._place.kind != "pre":
            self._append("\n")
        else:
            self.flush()

    def _place_in(self, element: etree._Element) -> _Place:
        tag, place = element.tag, self._place
        if (direction := element.get("dir", "").lower()) in ("rtl", "ltr"):
            place = replace(place, is_rtl=direction == "rtl")
        if tag in _KINDS:
            place = replace(place, kind=_KINDS[tag])
        elif tag == "p" and element.get("class") == "caption":
            place = replace(place, kind="caption")
        elif tag == "blockquote":
            quote = min(place.quote + 1, QUOTE_DEPTH)
            place = replace(place, kind="p", quote=quote, lists=(), is_in_item=False)
        elif tag in _LISTS:
            start = min(pixels(element.get("start")) or 1, _LAST_NUMBER)
            outer = place.lists[: LIST_DEPTH - 1]
            entry = _List(_LISTS[tag], start)
            place = replace(place, kind="p", lists=(*outer, entry), is_in_item=False)
        elif tag == "li":
            place = self._item_in(place)
        return place

    def _item_in(self, place: _Place) -> _Place:
        lists = place.lists or (_List("ul", 1),)
        number = lists[-1].next_number if lists[-1].tag == "ol" else 0
        lists[-1].next_number = min(lists[-1].next_number + 1, _LAST_NUMBER)
        self._has_open_item = True
        return replace(place, kind="p", lists=lists, number=number, is_in_item=True)

    def _picture(self, element: etree._Element, *, is_fallback: bool = False) -> None:
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        alt = " ".join(attributes.get("alt", "").split())[:ALT_CHARACTERS].rstrip()
        address = best_address(self._base_url, attributes, self._sources)
        if is_icon(address, attributes):
            self._append(alt if len(alt) <= _EMOJI_CHARACTERS else "")
            return
        if not address or is_tracker(address, attributes):
            return
        if is_fallback and self._is_after_picture:
            self._is_after_picture = False
            return
        width, height = pixels(attributes.get("width")), pixels(attributes.get("height"))
        link = self._links[-1] if self._links else ""
        self._add_picture(Picture(address, alt, width or None, height or None, link))
        self._is_after_picture = not is_fallback

    def _add_picture(self, picture: Picture) -> None:
        self.flush()
        if picture.src != self._last_address:
            self.blocks.append(Block("picture", quote=self._place.quote, picture=picture))
        self._last_address = picture.src

    def _player(self, element: etree._Element) -> None:
        sources = (element, *element.iter("source"))
        named = (part.get("src") or part.get("data-src") for part in sources)
        address, words = player_link(
            self._base_url, next(filter(None, named), ""), tag=element.tag, language=self._language
        )
        if poster := best_address(self._base_url, {"src": element.get("poster", "")}):
            self._add_picture(Picture(poster, href=address))
        if address:
            self.flush()
            self.blocks.append(Block("p", (Run(words, (), address),), self._place.quote))

    def _table(self, element: etree._Element) -> None:
        self.flush()
        for caption in element.iterchildren("caption"):
            self.blocks += flatten(caption, self._base_url, language=self._language)
        rows = read_table(element, lambda cell: list(flatten(cell, self._base_url)))
        self.blocks.append(
            Block("table", (), self._place.quote, is_rtl=self._place.is_rtl, rows=rows)
        )
