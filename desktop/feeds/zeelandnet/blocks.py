"""A web page as a flat list of its text blocks and pictures, in the order of the document.

The one thing to know: nothing here knows a class name, an id or a host. A block ends where
a block element or a line break ends, and where one line shows what the site prints as
several: a title, "PLACE (AGENCY) - text", an age, with or without blanks between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Final, NamedTuple

from lxml import etree

from desktop.core.images import (
    IMG_ATTRIBUTES,
    MOST_SOURCES,
    SOURCE_ATTRIBUTES,
    is_hidden,
    photo_address,
)
from desktop.core.text import one_line
from desktop.feeds.zeelandnet.head import parse_html
from desktop.feeds.zeelandnet.lines import AGE_INSIDE, Run, cut_runs, find_cuts, split_runs
from desktop.reading.elements import PLAYERS
from desktop.reading.formulas import formulas_as_text
from desktop.reading.markup_limits import INLINE

_MOST_BLOCKS: Final = 6_000
_MOST_PICTURES: Final = 500
_MOST_ELEMENTS: Final = 100_000
_LONGEST_BLOCK: Final = 20_000
_MOST_RUNS: Final = 4_000  # of one line
_MOST_IN_ITEM_HEADER: Final = 20

OTHER_HEADING: Final = 7  # bold all through, <dt>, <th>, role="heading"
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)} | {"dt": 7, "th": 7, "legend": 7}
_BOLD: Final = frozenset({"b", "strong"})
_WITHIN_A_LINE: Final = INLINE | {"a", "br", "img", "wbr"}
_SKIPPED: Final = frozenset({
    "script", "style", "template", "noscript", "iframe", "svg", "select", "button", "textarea",
    "object", "canvas", "head", "audio", "video", "embed", "math", "map",
})  # fmt: skip
_BOILERPLATE: Final = frozenset({"nav", "form", "dialog", "menu"})
_BOILERPLATE_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "dialog", "search"})
# Within one of these a <header> or <footer> belongs to an item, not to the page.
_ITEM_ROOTS: Final = frozenset({
    "article", "aside", "blockquote", "dd", "figure", "li", "main", "section", "td",
})  # fmt: skip
_INSERTS: Final = PLAYERS | {"hr"}


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of visible text that stands by itself."""

    text: str  # blanks folded; empty only for a `<time>` that only has its attribute
    heading: int  # 1-6 for h1-h6, `OTHER_HEADING`, 0 for none
    link: str | None  # of the text or the teaser around it, as written
    is_link: bool  # the whole text is the link
    time: str  # the `datetime` of a `<time>` in it, as written; "" if none
    is_boilerplate: bool  # within the page's own header, footer, navigation or a form
    is_caption: bool  # within `<figcaption>`
    path: tuple[int, ...]  # positions of its elements among their siblings, from the root down
    runs: tuple[Run, ...] = ()  # where the text stands in the document
    is_cut: bool = False  # another block comes before it on the same line

    @property
    def is_under_heading_tag(self) -> bool:
        """Whether it is within h1-h6, which no age or report is."""
        return self.heading in range(1, 7)


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture of the page, or something else that is no text; see `TextBlock`."""

    address: str  # absolute http(s); "" for what is no picture
    before: int  # how many blocks come before it
    path: tuple[int, ...]
    is_boilerplate: bool
    element: etree._Element


class Page(NamedTuple):
    """A page that was read once; not all that it shows belongs to its news."""

    url: str  # "" if nobody asks for its pictures
    root: etree._Element
    blocks: list[TextBlock]
    pictures: list[Medium]
    inserts: list[Medium]  # players of video or sound, and lines across (<hr>)


class _Around(NamedTuple):
    """What the open elements say of the text in the innermost of them; see `TextBlock`."""

    path: tuple[int, ...] = ()
    heading: int = 0
    is_bold: bool = False
    is_boilerplate: bool = False
    is_in_item: bool = False
    is_caption: bool = False
    link: str | None = None
    time: str = ""

    def within(self, element: etree._Element, position: int) -> "_Around":
        """Return what holds within `element`, the child at `position`."""
        tag = element.tag
        is_heading = tag in _HEADINGS or element.get("role") == "heading"
        return _Around(
            path=(*self.path, position),
            heading=_HEADINGS.get(tag, OTHER_HEADING) if is_heading else self.heading,
            is_bold=self.is_bold or tag in _BOLD,
            is_boilerplate=self.is_boilerplate or _is_boilerplate(element, self.is_in_item),
            is_in_item=self.is_in_item or tag in _ITEM_ROOTS,
            is_caption=self.is_caption or tag == "figcaption",
            link=(element.get("href") or "") if tag == "a" else self.link,
            time=(element.get("datetime") or "") if tag == "time" else self.time,
        )


def read_page(html: str, url: str) -> Page | None:
    """Return the visible blocks and pictures of the page at `url`, None if it has no markup."""
    root = parse_html(html)
    if root is not None and root.find(".//math") is not None:
        formulas_as_text(root)
    return None if root is None else _Reader(Page(url, root, [], [], [])).read()


class _Reader:
    """Reads a page in one pass, without recursion."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._runs: list[Run] = []
        # For the document and each open element: what holds in it, the children met so far.
        self._around = [_Around()]
        self._children = [0]

    def read(self) -> Page:
        walker: Any = etree.iterwalk(self._page.root, events=("start", "end"))
        for event, element in islice(walker, 2 * _MOST_ELEMENTS):
            if event == "end":
                self._leave(element)
            else:
                self._enter(element)
                if shows_no_text(element):
                    walker.skip_subtree()
                else:
                    self._begin(element)
            if len(self._page.blocks) >= _MOST_BLOCKS:
                break
        self._end_line()
        return self._page

    def _enter(self, element: etree._Element) -> None:
        tag, heading = element.tag, self._around[-1].heading
        if tag == "br" and heading:
            self._add(" ", None)
        elif tag == "br" or tag not in _WITHIN_A_LINE:
            self._end_line()
        self._around.append(self._around[-1].within(element, self._children[-1]))
        self._children[-1] += 1
        self._children.append(0)
        if tag in _INSERTS and not is_hidden(element.attrib):
            self._add_medium(self._page.inserts, element, "")

    def _begin(self, element: etree._Element) -> None:
        """Add what `element` is by itself, and its text before the first child."""
        if element.tag == "time":
            self._add_bare_time(element)
        is_wanted = element.tag == "img" and len(self._page.pictures) < _MOST_PICTURES
        if is_wanted and (address := _picture_address(element, self._page.url)):
            self._add_medium(self._page.pictures, element, address)
        self._add(element.text, element)

    def _leave(self, element: etree._Element) -> None:
        if element.tag not in _WITHIN_A_LINE:
            self._end_line()
        self._around.pop()
        self._children.pop()
        self._add(element.tail, element, is_tail=True)

    def _add(
        self, text: str | None, element: etree._Element | None, *, is_tail: bool = False
    ) -> None:
        if text and len(self._runs) < _MOST_RUNS:
            self._runs.append(self._run(text[:_LONGEST_BLOCK], element, is_tail=is_tail))

    def _run(self, text: str, element: etree._Element | None, *, is_tail: bool = False) -> Run:
        around = self._around[-1]
        return Run(text, around.link, around.is_bold, around.time, around.path, element, is_tail)

    def _add_bare_time(self, element: etree._Element) -> None:
        """A `<time datetime="…">` without text is an age all the same."""
        if element.get("datetime") and not "".join(element.itertext()).strip():
            self._end_line()
            self._add_block("", [self._run("", None)])

    def _add_medium(self, media: list[Medium], element: etree._Element, address: str) -> None:
        # An open line becomes at least one block, so what stands in it comes after it.
        before = len(self._page.blocks) + any(run.text.strip() for run in self._runs)
        around = self._around[-1]
        if len(media) < _MOST_PICTURES:
            media.append(Medium(address, before, around.path, around.is_boilerplate, element))

    def _end_line(self) -> None:
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            return
        first = len(self._page.blocks)
        for part in split_runs(runs, is_heading=self._around[-1].heading > 0):
            text = one_line("".join(run.text for run in part))
            cuts = pairwise([0, *find_cuts(text), len(text)])
            pieces = [piece for start, end in cuts if (piece := text[start:end].strip())]
            for piece, own in zip(pieces, cut_runs(part, pieces), strict=True):
                self._add_block(piece, part, own, is_cut=len(self._page.blocks) > first)

    def _add_block(
        self, text: str, line: list[Run], runs: Sequence[Run] = (), *, is_cut: bool = False
    ) -> None:
        shown = [run for run in line if run.text.strip()] or line
        around = self._around[-1]
        is_bold = all(run.is_bold for run in shown)
        block = TextBlock(
            text=text,
            heading=around.heading or (OTHER_HEADING if is_bold else 0),
            link=next((run.link for run in shown if run.link), None),
            is_link=all(run.link for run in shown),
            time=next((run.time for run in shown if run.time), ""),
            is_boilerplate=around.is_boilerplate,
            is_caption=around.is_caption,
            path=shown[0].path,
            runs=tuple(runs),
            is_cut=is_cut,
        )
        self._page.blocks.append(block)


def shows_no_text(element: etree._Element) -> bool:
    """Return whether `element` shows nothing, or no text that is part of the page's."""
    tag = element.tag
    return not isinstance(tag, str) or tag in _SKIPPED or is_hidden(element.attrib)


def _is_boilerplate(element: etree._Element, is_in_item: bool) -> bool:
    tag = element.tag
    if tag in _BOILERPLATE or element.get("role") in _BOILERPLATE_ROLES:
        return True
    return tag in {"header", "footer"} and not is_in_item and not _is_item_header(element)


def _is_item_header(element: etree._Element) -> bool:
    """Return whether a short <header> or <footer> is that of an item or a list, not of the page."""
    links, text = 0, ""
    for place, inner in enumerate(element.iter()):
        links += inner.tag == "a"
        if place > _MOST_IN_ITEM_HEADER or links > 2 or inner.tag in {"nav", "form", "ul", "ol"}:
            return False
        text += (inner.text or "")[:100] + (inner.tail or "")[:100]
    return element.tag == "header" or AGE_INSIDE.search(text) is not None


def _picture_address(image: etree._Element, url: str) -> str:
    """Return the address of an `<img>` that is worth showing, "" if it is not."""
    sources = [
        _attributes(source, SOURCE_ATTRIBUTES)
        for picture in islice(image.iterancestors("picture"), 1)
        for source in islice(picture.iter("source"), MOST_SOURCES)
    ]
    return photo_address(url, _attributes(image, IMG_ATTRIBUTES), sources)


def _attributes(element: etree._Element, names: Sequence[str]) -> dict[str, str]:
    """Return those of the attributes that are there; listing all takes quadratic time in lxml."""
    return {name: value for name in names if (value := element.get(name)) is not None}
