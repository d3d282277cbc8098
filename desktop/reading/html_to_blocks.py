"""Reads markup into an article's blocks, see `desktop.core.blocks`.

One pass over start and end tags, without recursion: deep markup costs no more than shallow.
Quotations and lists deeper than what is drawn are read at the deepest level that is.
"""

import re
from collections import Counter
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
)
from desktop.core.images import SOURCE_ATTRIBUTES, best_address
from desktop.reading import limits
from desktop.reading.block_tree import LISTS, BlockTree
from desktop.reading.figures import (
    CREDIT,
    is_credit,
    is_data_table,
    loose_caption,
    read_picture,
    read_table,
    with_caption,
)
from desktop.reading.fit_blocks import fit_blocks
from desktop.reading.line_breaking import is_blank
from desktop.reading.links import embed_of, link_address
from desktop.reading.markup_limits import INLINE, parse_safely

_MARKS: Final = {
    "b": "b", "strong": "strong", "i": "i", "em": "em", "cite": "i", "dfn": "i", "var": "i",
    "u": "u", "ins": "u", "s": "s", "strike": "s", "del": "s", "sub": "sub", "sup": "sup",
    "code": "code", "tt": "code", "kbd": "code", "samp": "code", "small": "small",
    "dt": "strong", "summary": "strong",
}  # fmt: skip
_KINDS: Final = {
    "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4",
    "pre": "pre", "figcaption": "caption", "caption": "caption",
}  # fmt: skip
_PLAYERS: Final = frozenset({"iframe", "video", "audio", "embed"})
_WITHIN_A_LINE: Final = INLINE | {"a", "br", "img", "picture", "source", "wbr", "noscript"}
_UNSEEN: Final = frozenset({
    "script", "style", "template", "svg", "select", "textarea", "title", "head",
})  # fmt: skip
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")

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
    return fit_blocks(read_blocks(body, base_url, is_left_out), is_cut=is_cut)


def read_blocks(
    root: etree._Element, base_url: str, is_left_out: IsLeftOut | None = None
) -> Iterator[Block]:
    """Yield the blocks within `root` as they come: neither trimmed nor bounded.

    What is not asked for is not read, nor what is beyond all that an article may cost.
    """
    reader = _Reader(base_url)
    for event, element in _walk(root, reader, is_left_out):
        if event == "start":
            reader.text(element.text)
        elif event == "end" and element is not root:
            reader.leave(element)
        yield from reader.take_ended()
        if reader.is_full:
            break
    yield from reader.finish()


def _walk(
    root: etree._Element, reader: "_Reader", is_left_out: IsLeftOut | None
) -> Iterator[tuple[str, etree._Element]]:
    """Yield (event, element) in document order, past what is left out or read whole."""
    yield "start", root
    trail = [(root, iter(root))]
    while trail:
        parent, children = trail[-1]
        child = next(children, None)
        if child is None:
            trail.pop()
            yield "end", parent
            continue
        is_out = not isinstance(child.tag, str) or (is_left_out and is_left_out(child))
        if is_out or reader.read_whole(child):
            reader.text(child.tail)
            yield "past", child
        else:
            reader.enter(child)
            yield "start", child
            trail.append((child, iter(child)))


class _Place(NamedTuple):
    """What the block elements around a place say of its text."""

    kind: str = "p"
    is_rtl: bool = False


@dataclass(slots=True)
class _Figure:
    """A <figure>: its caption belongs to the last block that came after `start`."""

    start: int
    caption: Runs = ()


class _Around(NamedTuple):
    """What holds again behind a block element."""

    place: _Place
    depth: int
    figures: int


class _Reader:
    """Collects text into blocks, and blocks into the containers that are open."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._runs: list[Run] = []
        self._marks: Counter[str] = Counter()
        self._links: list[str] = []
        self._sources: list[dict[str, str]] = []
        self._place = _Place()
        # Of each open element its mark, "" for none, and what holds behind it if it is a block.
        self._entered: list[tuple[str, _Around | None]] = []
        self._tree = BlockTree()
        self._figures: list[_Figure] = []
        # Whether the last thing read was a picture; a <noscript> behind it repeats it.
        self._is_after_picture = False
        self._last_address = ""
        self._text_count = 0

    @property
    def is_full(self) -> bool:
        """Return whether the texts alone cost more than an article may."""
        return self._text_count * limits.BLOCK_US > limits.ARTICLE_US

    def take_ended(self) -> Blocks:
        """Return what was read so far and stands by itself; it is not returned again."""
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
        if tag == "noscript":
            for image in element.iter("img"):
                self._picture(image, is_fallback=True)
        elif tag in _PLAYERS:
            self._player(element)
        elif tag == "table" and is_data_table(element):
            self._table(element)
        else:
            return tag in _UNSEEN
        return True

    def enter(self, element: etree._Element) -> None:
        """Begin an element."""
        tag = element.tag
        is_named_credit, around = bool(self._figures) and is_credit(element), None
        if tag not in _WITHIN_A_LINE or (is_named_credit and self._place.kind != "caption"):
            self._flush()
            around = _Around(self._place, self._tree.depth, len(self._figures))
            self._place = self._place_in(element, is_named_credit)
            self._open_container(element)
        is_cited = tag == "cite" and self._place.kind == "caption"
        mark = CREDIT if is_named_credit or is_cited else _MARKS.get(tag, "")
        self._marks[mark] += 1
        self._entered.append((mark, around))
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

    def leave(self, element: etree._Element) -> None:
        """End an element and read the text behind it."""
        tag = element.tag
        if tag == "q":
            self._append("”")
        elif tag == "a":
            self._links.pop()
        elif tag == "picture":
            self._sources.clear()
        mark, around = self._entered.pop()
        if around:
            self._flush()
            self._tree.close_to(around.depth)
            self._end_figures(around.figures)
            self._place = around.place
        self._marks[mark] -= 1
        self.text(element.tail)

    def _append(self, text: str) -> None:
        marks = {mark for mark, count in self._marks.items() if mark and count > 0}
        if self._tree.is_in_item and self._place.kind in ("h2", "h3", "h4"):
            marks.add("strong")
        link = self._links[-1] if self._links else ""
        self._runs.append(Run(text, tuple(sorted(marks)), link))
        if len(self._runs) > limits.UNBROKEN_RUNS:
            self._flush()

    def _flush(self) -> None:
        """End the open block; one without visible text is dropped."""
        runs, self._runs = tuple(self._runs), []
        if all(is_blank(run.text) for run in runs):
            return
        self._last_address = ""
        self._text_count += 1
        kind, is_rtl = self._place
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
        if tag in _KINDS:
            return place._replace(kind=_KINDS[tag])
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
        figure = self._figures[-1] if self._figures else None
        start = figure.start if figure else 0
        if self._tree.replace_last(lambda block: with_caption(block, runs), start=start):
            return
        if figure is not None and not figure.caption:
            figure.caption = runs
        else:
            self._tree.add(loose_caption(runs))

    def _end_figures(self, count: int) -> None:
        while len(self._figures) > count:
            if caption := self._figures.pop().caption:
                self._tree.add(loose_caption(caption))

    def _picture(self, element: etree._Element, *, is_fallback: bool = False) -> None:
        found = read_picture(element, self._base_url, self._sources)
        if isinstance(found, str):
            self._append(found)
        elif is_fallback and self._is_after_picture:
            self._is_after_picture = False
        else:
            self._add_picture(found._replace(href=self._links[-1] if self._links else ""))
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
        embed = embed_of(self._base_url, element)
        address = embed.address if embed else ""
        if poster := best_address(self._base_url, {"src": element.get("poster", "")}):
            self._add_picture(Picture(poster, href=address))
        if embed:
            self._flush()
            self._tree.add(embed)

    def _table(self, element: etree._Element) -> None:
        self._flush()
        rows = read_table(element, self._runs_within)
        caption = next(map(self._runs_within, element.iterchildren("caption")), ())
        self._tree.add(Table(rows, caption, self._place.is_rtl))

    def _runs_within(self, element: etree._Element) -> Runs:
        """Return the text of a table's part in one, its paragraphs on lines of their own."""
        runs: list[Run] = []
        for block in read_blocks(element, self._base_url):
            if isinstance(block, Heading | Paragraph | Preformatted):
                runs += [Run("\n"), *block.runs] if runs else block.runs
        return tuple(runs)
