"""Reads markup into an article's blocks, see `desktop.core.blocks`.

One pass over start and end tags, without recursion: deep markup costs no more than shallow.
Quotations and lists deeper than what is drawn are read at the deepest level that is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree

from desktop.core.blocks import (
    Block,
    Blocks,
    Heading,
    Paragraph,
    Picture,
    Preformatted,
    Rule,
    Run,
    Runs,
    Table,
    text_of,
)
from desktop.core.images import MOST_SOURCES, best_address, is_hidden
from desktop.reading import limits
from desktop.reading.anchors import Anchors, with_targets
from desktop.reading.block_tree import LISTS, BlockTree
from desktop.reading.elements import (
    AROUND,
    KINDS,
    MARKS,
    PLAYERS,
    UNSEEN,
    WITHIN_A_LINE,
    around,
)
from desktop.reading.figures import (
    CREDIT,
    in_lines,
    is_credit,
    is_data_table,
    loose_caption,
    picture_source,
    read_picture,
    read_table,
    with_caption,
)
from desktop.reading.fit_blocks import fit_blocks
from desktop.reading.line_breaking import is_blank
from desktop.reading.links import embed_of
from desktop.reading.markup_limits import parse_safely

_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_HEADINGS: Final = frozenset({"h2", "h3", "h4"})
_CONTAINERS: Final = LISTS | {"blockquote", "li", "figure", "hr"}
# What this many texts cost is more than an article may.
_MOST_TEXTS: Final = limits.ARTICLE_US / limits.BLOCK_US

IsLeftOut = Callable[[etree._Element], bool]


def html_to_blocks(
    source: str | etree._Element, base_url: str, *, is_left_out: IsLeftOut | None = None
) -> Blocks:
    """Return what `source` says as blocks that the article view shows without a pause.

    `source` is markup of any shape, or an element of a parsed page, which counts as a plain
    container. Addresses are made absolute against `base_url`. Hidden and tracking pictures
    are left out, and so is every element for which `is_left_out` holds.
    """
    is_text = isinstance(source, str)
    body = parse_safely(source[: limits.INPUT_CHARACTERS]) if is_text else source
    if body is None:
        return ()
    is_cut = is_text and len(source) > limits.INPUT_CHARACTERS
    blocks = fit_blocks(read_blocks(body, base_url, is_left_out), is_cut=is_cut)
    return with_targets(blocks, base_url)


def read_blocks(
    root: etree._Element,
    base_url: str,
    is_left_out: IsLeftOut | None = None,
    anchors: Anchors | None = None,
) -> Iterator[Block]:
    """Yield the blocks within `root` as they are asked for, neither trimmed nor bounded."""
    reader = _Reader(base_url, anchors or Anchors(root, base_url))
    reader.text(root.text)
    trail = [(root, iter(root))]
    while trail and reader.text_count <= _MOST_TEXTS:
        parent, children = trail[-1]
        child = next(children, None)
        if child is None:
            trail.pop()
            if trail:
                reader.leave(parent)
        elif (
            not isinstance(child.tag, str)
            or (is_left_out and is_left_out(child))
            or reader.read_whole(child)
        ):
            reader.text(child.tail)
        else:
            reader.enter(child)
            trail.append((child, iter(child)))
            continue
        yield from reader.take_ended()
    yield from reader.finish()


class _Place(NamedTuple):
    """What the elements around a place say of its text."""

    kind: str = "p"
    is_rtl: bool = False
    marks: tuple[str, ...] = ()
    link: str = ""


@dataclass(slots=True)
class _Figure:
    """A <figure>: its caption belongs to the last block that came after `start`."""

    start: int
    caption: Runs = ()


class _Outer(NamedTuple):
    """What holds again behind an element; `depth` is 0 if it stands within a line."""

    place: _Place
    depth: int
    figures: int


class _Reader:
    """Collects text into blocks, and blocks into the containers that are open."""

    def __init__(self, base_url: str, anchors: Anchors) -> None:
        self.text_count = 0
        self._base_url = base_url
        self._anchors = anchors
        self._runs: list[Run] = []
        self._sources: list[dict[str, str]] = []
        self._place = _Place()
        self._outer: list[_Outer] = []
        self._tree = BlockTree()
        self._figures: list[_Figure] = []
        # Whether the last thing read was a picture; a <noscript> behind it repeats it.
        self._is_after_picture = False
        self._last_address = ""

    def take_ended(self) -> Blocks:
        """Return what stands by itself of what was read; it is not returned again."""
        return () if self._figures else self._tree.take_ended()

    def finish(self) -> Blocks:
        """Return what was read."""
        self._flush()
        return self._tree.finish()

    def text(self, text: str | None) -> None:
        """Add text in the style of this place."""
        if not text:
            return
        text = text if self._place.kind == "pre" else _BLANKS.sub(" ", text)
        self._is_after_picture = self._is_after_picture and text == " "
        self._append(text)

    def read_whole(self, element: etree._Element) -> bool:
        """Read an element with all it holds, if it is of a kind that is read whole."""
        tag = element.tag
        if tag in UNSEEN or (tag != "img" and is_hidden(element.attrib)):
            return True
        if tag == "noscript" and next(element.iter("img"), None) is not None:
            for image in element.iter("img"):
                self._picture(image, is_fallback=True)
        elif tag in PLAYERS:
            self._player(element)
        elif tag == "table" and is_data_table(element):
            self._table(element)
        else:
            return False
        return True

    def enter(self, element: etree._Element) -> None:
        """Begin an element and read the text before what it holds."""
        tag, place, depth, figures = element.tag, self._place, 0, len(self._figures)
        is_named_credit = figures > 0 and is_credit(element)
        if tag not in WITHIN_A_LINE or (is_named_credit and place.kind != "caption"):
            self._flush()
            depth = self._tree.depth
            self._place = self._place_in(element, is_named_credit)
            if tag in _CONTAINERS:
                self._open_container(element)
        self._anchors.note(element)
        self._outer.append(_Outer(place, depth, figures))
        is_cited = tag == "cite" and self._place.kind == "caption"
        if mark := CREDIT if is_named_credit or is_cited else MARKS.get(tag):
            self._place = self._place._replace(marks=_added(self._place.marks, mark))
        if tag == "a":
            link = self._anchors.link(element.get("href", ""))
            self._place = self._place._replace(link=link)
        elif tag == "br":
            self._append("\n")
        elif tag in AROUND:
            self._append(around(element)[0])
        elif tag == "source" and len(self._sources) < MOST_SOURCES:
            self._sources.append(picture_source(element))
        elif tag == "img":
            self._picture(element)
        self.text(element.text)

    def leave(self, element: etree._Element) -> None:
        """End an element and read the text behind it."""
        if element.tag in AROUND:
            self._append(around(element)[1])
        elif element.tag == "picture":
            self._sources.clear()
        place, depth, figures = self._outer.pop()
        if depth:
            self._flush()
            self._tree.close_to(depth)
            for figure in self._figures[figures:]:
                if figure.caption:
                    self._tree.add(loose_caption(figure.caption))
            del self._figures[figures:]
        self._place = place
        self.text(element.tail)

    def _append(self, text: str) -> None:
        kind, _, marks, link = self._place
        if kind in _HEADINGS and self._tree.is_in_item:
            marks = _added(marks, "strong")
        self._runs.append(Run(text, marks, link, self._anchors.take(text)))
        if len(self._runs) > limits.UNBROKEN_RUNS:
            self._flush()

    def _flush(self) -> None:
        """End the open block; one without visible text is dropped."""
        if not self._runs:
            return
        runs, self._runs = tuple(self._runs), []
        if is_blank(text_of(runs)):
            return
        self._last_address = ""
        self.text_count += 1
        kind, is_rtl, *_ = self._place
        if kind == "caption":
            self._caption(runs)
        elif kind == "pre":
            self._tree.add(Preformatted(runs))
        elif kind == "p" or self._tree.is_in_item:
            self._tree.add(Paragraph(runs, is_rtl))
        else:
            self._tree.add(Heading(runs, int(kind[1]), is_rtl))

    def _place_in(self, element: etree._Element, is_named_credit: bool) -> _Place:
        tag, place = element.tag, self._place
        if (direction := element.get("dir", "").lower()) in ("rtl", "ltr"):
            place = place._replace(is_rtl=direction == "rtl")
        if tag in KINDS:
            return place._replace(kind=KINDS[tag])
        if is_named_credit or (tag == "p" and element.get("class") == "caption"):
            return place._replace(kind="caption")
        if tag in LISTS or tag in ("li", "blockquote"):
            return place._replace(kind="p")
        return place

    def _open_container(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "blockquote":
            self._tree.open_quotation()
        elif tag in LISTS:
            self._tree.open_list(element)
        elif tag == "li":
            self._tree.open_item(element)
        elif tag == "figure":
            self._figures.append(_Figure(self._tree.count))
        elif tag == "hr":
            self._tree.add(Rule())

    def _caption(self, runs: Runs) -> None:
        """Give a caption to the picture or table it stands by, or to the next of its figure."""
        figure = self._figures[-1] if self._figures else _Figure(0, runs)
        if self._tree.replace_last(lambda block: with_caption(block, runs), start=figure.start):
            return
        if figure.caption:
            self._tree.add(loose_caption(runs))
        figure.caption = figure.caption or runs

    def _picture(self, element: etree._Element, *, is_fallback: bool = False) -> None:
        self.text_count += 1  # it costs no less
        found = read_picture(element, self._base_url, self._sources)
        self._sources.clear()
        if isinstance(found, str):
            self._append(found)
        elif is_fallback and self._is_after_picture:
            self._is_after_picture = False
        else:
            link = self._place.link
            self._add_picture(found._replace(href="" if link.startswith("#") else link))
            self._is_after_picture = not is_fallback

    def _add_picture(self, picture: Picture) -> None:
        self._flush()
        if picture.address != self._last_address:
            self._tree.add(picture)
            if self._figures and self._figures[-1].caption:
                waiting, self._figures[-1].caption = self._figures[-1].caption, ()
                self._caption(waiting)
        self._last_address = picture.address

    def _player(self, element: etree._Element) -> None:
        self.text_count += 1
        embed = embed_of(self._base_url, element)
        address = embed.address if embed else ""
        if poster := best_address(self._base_url, {"src": element.get("poster", "")}):
            self._add_picture(Picture(poster, href=address))
        if embed:
            self._flush()
            self._tree.add(embed)

    def _table(self, element: etree._Element) -> None:
        self._flush()
        self._anchors.note(element)
        captions = map(self._runs_within, element.iterchildren("caption"))
        caption = in_lines(captions)
        rows = read_table(element, self._runs_within)
        self._tree.add(Table(rows, caption, self._place.is_rtl))

    def _runs_within(self, element: etree._Element) -> Runs:
        """Return the text of a table's part in one, its paragraphs on lines of their own."""
        if element.getprevious() is None:
            self._anchors.note(element.getparent())
        self._anchors.note(element)
        blocks = read_blocks(element, self._base_url, anchors=self._anchors)
        texts = (b.runs for b in blocks if isinstance(b, Heading | Paragraph | Preformatted))
        return in_lines(texts)


def _added(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return marks if mark in marks else tuple(sorted((*marks, mark)))
