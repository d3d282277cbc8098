"""A web page as a flat list of its text blocks and pictures, in the order of the document.

The one thing to know: nothing here knows a class name, an id or a host. A block ends where
a block element or a line break ends, and where one line shows what the site prints as
several: a title, "PLACE (AGENCY) - text", an age, with or without blanks between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

from lxml import etree

from desktop.core.images import (
    IMG_ATTRIBUTES,
    SOURCE_ATTRIBUTES,
    best_address,
    is_icon,
    is_tracker,
)
from desktop.core.text import one_line
from desktop.feeds.zeelandnet.head import parse_html
from desktop.feeds.zeelandnet.lines import AGE_INSIDE, Run, cut_runs, find_cuts, split_runs
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
_SKIPPED_NAMES: Final = (
    "script style template noscript iframe svg select button textarea object canvas head "
    "audio video embed math map"
)
_INLINE: Final = INLINE | {"a", "wbr"}
_SKIPPED: Final = frozenset(_SKIPPED_NAMES.split())
_BOILERPLATE: Final = frozenset({"nav", "form", "dialog", "menu"})
_BOILERPLATE_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "dialog", "search"})
# Within one of these a <header> or <footer> belongs to an item, not to the page.
_ITEM_ROOT_NAMES: Final = "article aside blockquote dd figure li main section td"
_ITEM_ROOTS: Final = frozenset(_ITEM_ROOT_NAMES.split())
_PLAYERS: Final = frozenset({"iframe", "video", "audio", "embed"})
_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of visible text that stands by itself.

    Attributes:
        text: Blanks folded, never empty but for a `<time>` that only has its attribute.
        heading: 1-6 for h1-h6, `OTHER_HEADING`, 0 for none.
        link: What the text, or the teaser around it, leads to, as written; None if nothing.
        is_link: Whether the whole text is the link.
        time: The `datetime` of a `<time>` in it, as written; "" if none.
        is_boilerplate: Within the page's own header, footer, navigation or a form.
        is_caption: Within `<figcaption>`.
        path: Positions of its elements among their siblings, from the root down.
        runs: Where the text stands in the document.
        is_cut: Whether another block comes before it on the same line.
    """

    text: str
    heading: int
    link: str | None
    is_link: bool
    time: str
    is_boilerplate: bool
    is_caption: bool
    path: tuple[int, ...]
    runs: tuple[Run, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture of the page, or a player of video or sound.

    Attributes:
        address: Absolute http(s); "" for a player.
        before: How many blocks come before it.
        path: As in `Block`.
        is_boilerplate: As in `Block`.
    """

    address: str
    before: int
    path: tuple[int, ...]
    is_boilerplate: bool
    element: etree._Element


class Page(NamedTuple):
    """A page that was read once.

    Attributes:
        url: Its address, "" if nobody asks for its pictures.
        pictures, players: As they come; not all belong to its news.
    """

    url: str
    root: etree._Element
    blocks: list[TextBlock]
    pictures: list[Medium]
    players: list[Medium]


@dataclass(slots=True)
class _Around:
    """What the walk has entered and not left yet, as counts."""

    heading: int = 0
    bold: int = 0
    boilerplate: int = 0
    item: int = 0
    caption: int = 0


def read_page(html: str, url: str) -> Page | None:
    """Return the visible blocks and pictures of the page at `url`, None if it has no markup."""
    root = parse_html(html)
    if root is None:
        return None
    walk = _Walk(url)
    walk.run(root)
    return Page(url, root, walk.blocks, walk.pictures, walk.players)


class _Walk:
    """One pass over a document, without recursion."""

    def __init__(self, url: str) -> None:
        self.blocks: list[TextBlock] = []
        self.pictures: list[Medium] = []
        self.players: list[Medium] = []
        self._url = url
        self._around = _Around()
        self._links: list[str] = []
        self._times: list[str] = []
        self._boilerplate: list[bool] = []
        self._runs: list[Run] = []
        self._path: list[int] = []
        self._positions: list[int] = [0]

    def run(self, root: etree._Element) -> None:
        walker: Any = etree.iterwalk(root, events=("start", "end"))
        entered = 0
        for event, element in walker:
            if event == "start":
                entered += 1
                self._path.append(self._positions[-1])
                self._positions[-1] += 1
                self._positions.append(0)
                if is_hidden(element):
                    self._add_player(element)
                    walker.skip_subtree()
                else:
                    self._enter(element)
            else:
                self._leave(element)
            if len(self.blocks) >= _MOST_BLOCKS or entered > _MOST_ELEMENTS:
                break
        self._flush()

    def _enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br" and self._around.heading:
            self._add(" ", None)
        elif tag not in _INLINE and tag != "img":
            self._flush()
        if tag == "a":
            self._links.append(element.get("href") or "")
        elif tag == "time":
            self._times.append(element.get("datetime") or "")
            self._add_bare_time(element)
        elif tag == "img":
            self._add_picture(element)
        is_boilerplate = _is_boilerplate(element, is_in_item=self._around.item > 0)
        self._boilerplate.append(is_boilerplate)
        self._around.boilerplate += is_boilerplate
        _count(self._around, element, 1)
        self._add(element.text, element)

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if not is_hidden(element):
            if tag not in _INLINE and tag not in {"img", "br"}:
                self._flush()
            if tag == "a":
                self._links.pop()
            elif tag == "time":
                self._times.pop()
            _count(self._around, element, -1)
            self._around.boilerplate -= self._boilerplate.pop()
        elif tag not in _INLINE:
            self._flush()
        self._positions.pop()
        self._path.pop()
        self._add(element.tail, element, is_tail=True)

    def _add(
        self, text: str | None, element: etree._Element | None, *, is_tail: bool = False
    ) -> None:
        if text and len(self._runs) < _MOST_RUNS:
            run = Run(
                text=text[:_LONGEST_BLOCK],
                link=self._links[-1] if self._links else None,
                is_bold=bool(self._around.bold),
                time=self._times[-1] if self._times else "",
                path=tuple(self._path),
                element=element,
                is_tail=is_tail,
            )
            self._runs.append(run)

    def _add_bare_time(self, element: etree._Element) -> None:
        """A `<time datetime="…">` without text is an age all the same."""
        if self._times[-1] and not "".join(element.itertext()).strip():
            self._flush()
            self._append("", [Run("", None, False, self._times[-1], tuple(self._path))])

    def _add_picture(self, element: etree._Element) -> None:
        if len(self.pictures) >= _MOST_PICTURES:
            return
        if address := _picture_address(element, self._url):
            self.pictures.append(self._medium(element, address))

    def _add_player(self, element: etree._Element) -> None:
        is_shown = element.tag in _PLAYERS and not _is_invisible(element)
        if is_shown and len(self.players) < _MOST_PICTURES:
            self.players.append(self._medium(element, ""))

    def _medium(self, element: etree._Element, address: str) -> Medium:
        # An open line becomes at least one block, so what stands in it comes after it.
        before = len(self.blocks) + any(run.text.strip() for run in self._runs)
        is_boilerplate = bool(self._around.boilerplate)
        return Medium(address, before, tuple(self._path), is_boilerplate, element)

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            return
        parts = split_runs(runs, is_heading=bool(self._around.heading))
        for number, part in enumerate(parts):
            text = one_line("".join(run.text for run in part))
            cuts = pairwise([0, *find_cuts(text), len(text)])
            pieces = [piece for start, end in cuts if (piece := text[start:end].strip())]
            own = zip(pieces, cut_runs(part, pieces), strict=True)
            for place, (piece, runs_of_piece) in enumerate(own):
                is_cut = number > 0 or place > 0
                self._append(piece, part, tuple(runs_of_piece), is_cut=is_cut)

    def _append(
        self, text: str, line: list[Run], runs: tuple[Run, ...] = (), *, is_cut: bool = False
    ) -> None:
        shown = [run for run in line if run.text.strip()] or line
        around = self._around
        heading = around.heading
        if not heading and all(run.is_bold for run in shown):
            heading = OTHER_HEADING
        self.blocks.append(
            TextBlock(
                text=text,
                heading=heading,
                link=next((run.link for run in shown if run.link), None),
                is_link=all(run.link for run in shown),
                time=next((run.time for run in shown if run.time), ""),
                is_boilerplate=bool(around.boilerplate),
                is_caption=bool(around.caption),
                path=shown[0].path,
                runs=runs,
                is_cut=is_cut,
            )
        )


def is_hidden(element: etree._Element) -> bool:
    """Return whether `element` shows nothing, or no text that is part of the page's."""
    tag = element.tag
    return not isinstance(tag, str) or tag in _SKIPPED or _is_invisible(element)


def _is_invisible(element: etree._Element) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:500]) is not None


def _count(around: _Around, element: etree._Element, step: int) -> None:
    """Enter (`step` 1) or leave (-1) what `element` means for the blocks within it."""
    tag = element.tag
    if tag in _HEADINGS or element.get("role") == "heading":
        around.heading = _HEADINGS.get(tag, OTHER_HEADING) if step > 0 else 0
    elif tag in _BOLD:
        around.bold += step
    elif tag == "figcaption":
        around.caption += step
    if tag in _ITEM_ROOTS:
        around.item += step


def _is_boilerplate(element: etree._Element, *, is_in_item: bool) -> bool:
    tag = element.tag
    if tag in _BOILERPLATE or element.get("role") in _BOILERPLATE_ROLES:
        return True
    return tag in {"header", "footer"} and not is_in_item and not _is_item_header(element)


def _is_item_header(element: etree._Element) -> bool:
    """Return whether a <header> or <footer> is that of an item or a list, not of the page.

    Such a header holds a heading and a link at most, such a footer an age.
    """
    links, text = 0, ""
    for place, inner in enumerate(element.iter()):
        links += inner.tag == "a"
        if place > _MOST_IN_ITEM_HEADER or links > 2 or inner.tag in {"nav", "form", "ul", "ol"}:
            return False
        text += (inner.text or "")[:100] + (inner.tail or "")[:100]
    return element.tag == "header" or AGE_INSIDE.search(text) is not None


def _picture_address(image: etree._Element, url: str) -> str:
    """Return the address of an `<img>` that is worth showing, "" if it is not."""
    picture = next(image.iterancestors("picture"), None)
    sources = () if picture is None else picture.iter("source")
    attributes = _attributes(image, IMG_ATTRIBUTES)
    address = best_address(
        url, attributes, [_attributes(source, SOURCE_ATTRIBUTES) for source in sources]
    )
    is_shown = address.startswith("http") and not is_tracker(address, attributes)
    return address if is_shown and not is_icon(address, attributes) else ""


def _attributes(element: etree._Element, names: Sequence[str]) -> dict[str, str]:
    """Return those of the attributes that are there; listing all takes quadratic time in lxml."""
    return {name: value for name in names if (value := element.get(name)) is not None}
