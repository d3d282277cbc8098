"""A web page as a flat list of its text blocks and pictures, in the order of the document.

The one thing to know: nothing here knows a class name, an id or a host. A block ends where
a block element or a line break ends, and where one line shows what the site prints as
several: a title, "PLACE (AGENCY) - text", an age, with or without blanks between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from lxml import etree

from desktop.core.ages import AGE_PATTERN, age_to_timedelta
from desktop.core.dateline import DASHES, parse_dateline
from desktop.core.text import without_unseen

MOST_CHARACTERS: Final = 2_000_000
_MOST_BLOCKS: Final = 6_000
_MOST_PICTURES: Final = 500
_LONGEST_BLOCK: Final = 20_000

OTHER_HEADING: Final = 7  # bold all through, <dt>, <th>, role="heading"
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)} | {"dt": 7, "th": 7, "legend": 7}
_BOLD: Final = frozenset({"b", "strong"})
_INLINE_NAMES: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby "
    "s samp small span strike strong sub sup time tt u var wbr"
)
_SKIPPED_NAMES: Final = (
    "script style template noscript iframe svg select button textarea object canvas head "
    "audio video math map"
)
_INLINE: Final = frozenset(_INLINE_NAMES.split())
_SKIPPED: Final = frozenset(_SKIPPED_NAMES.split())
_CHROME: Final = frozenset({"nav", "form", "dialog", "menu"})
_CHROME_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "dialog", "search"})
# Within one of these a <header> or <footer> belongs to an item, not to the page.
_ITEM_ROOTS: Final = frozenset({"article", "section", "main", "aside", "li", "td", "dd", "figure"})
_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
_AGE_INSIDE: Final = re.compile(rf"(?<![0-9]){AGE_PATTERN}", re.IGNORECASE)
_REPORT_INSIDE: Final = re.compile(
    rf"(?:['’‘]s[ -])?{_CAPITAL}(?:{_CAPITAL}|[ .'’/-]){{1,70}}\([A-Z][A-Za-z/, ]{{1,50}}\)"
    rf"\s*[{DASHES}]"
)
_GLUED_REPORT: Final = re.compile(
    rf"(?<=[a-zß-öø-ÿ.!?…\"'”’)])(?:['’‘][sS][ -])?{_CAPITAL}{{3}}(?:{_CAPITAL}|[ '’/-]){{0,50}}"
    rf"[{DASHES}]\s(?=\S)"
)
_ABBREVIATION: Final = re.compile(r"(?:VS|VN|VK|EU|NAVO|OM|WK|EK)\s+(?=\S)")
_MORE_FROM: Final = re.compile(r"meer\s+uit(?:\s+|(?=[A-Z'’]))\S.{0,60}", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)]{0,2}$")
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of visible text that stands by itself.

    Attributes:
        text: Blanks folded, never empty but for a `<time>` that only has its attribute.
        heading: 1-6 for h1-h6, `OTHER_HEADING`, 0 for none.
        link: What the text, or the card around it, leads to, as written; None if nothing.
        is_link: Whether the whole text is the link.
        time: The `datetime` of a `<time>` in it, as written; "" if none.
        is_chrome: Within the page's own header, footer, navigation or a form.
        is_caption: Within `<figcaption>`.
        path: Positions of its elements among their siblings, from the root down.
    """

    text: str
    heading: int
    link: str | None
    is_link: bool
    time: str
    is_chrome: bool
    is_caption: bool
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the page.

    Attributes:
        address: As written.
        before: How many blocks come before it.
        path: As in `Block`.
        is_chrome: As in `Block`.
    """

    address: str
    before: int
    path: tuple[int, ...]
    is_chrome: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Text of one element, without its children."""

    text: str
    link: str | None
    is_bold: bool
    time: str
    path: tuple[int, ...]


@dataclass(slots=True)
class _Around:
    """What the walk has entered and not left yet, as counts."""

    heading: int = 0
    bold: int = 0
    chrome: int = 0
    item: int = 0
    caption: int = 0


def parse_html(html: str) -> etree._Element | None:
    """Return the root of `html`, None if there is nothing that can be read.

    Of pages beyond `MOST_CHARACTERS` the beginning is read. libxml2 stops at a depth of 256
    elements, so every walk over the result is bounded.
    """
    text = html[:MOST_CHARACTERS].replace("\0", "")
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and isinstance(root.tag, str) else None


def common_depth(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return how many enclosing elements two paths share."""
    depth = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        depth += 1
    return depth


def is_sentence_end(text: str) -> bool:
    """Return whether `text` ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def read_blocks(root: etree._Element) -> tuple[list[Block], list[Picture]]:
    """Return the visible blocks and pictures below `root`."""
    walk = _Walk()
    walk.run(root)
    return walk.blocks, walk.pictures


class _Walk:
    """One pass over a document, without recursion."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self._around = _Around()
        self._links: list[str] = []
        self._times: list[str] = []
        self._runs: list[_Run] = []
        self._path: list[int] = []
        self._positions: list[int] = [0]

    def run(self, root: etree._Element) -> None:
        walker: Any = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                self._path.append(self._positions[-1])
                self._positions[-1] += 1
                self._positions.append(0)
                if _is_hidden(element):
                    walker.skip_subtree()
                else:
                    self._enter(element)
            else:
                self._leave(element)
            if len(self.blocks) >= _MOST_BLOCKS:
                return
        self._flush()

    def _enter(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br" and self._around.heading:
            self._add(" ")
        elif tag not in _INLINE and tag != "img":
            self._flush()
        if tag == "a":
            self._links.append(element.get("href") or "")
        elif tag == "time":
            self._times.append(element.get("datetime") or "")
            self._add_bare_time(element)
        elif tag == "img":
            self._add_picture(element)
        _count(self._around, element, 1)
        self._add(element.text)

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if not _is_hidden(element):
            if tag not in _INLINE and tag not in {"img", "br"}:
                self._flush()
            if tag == "a":
                self._links.pop()
            elif tag == "time":
                self._times.pop()
            _count(self._around, element, -1)
        elif tag not in _INLINE:
            self._flush()
        self._positions.pop()
        self._path.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            link = self._links[-1] if self._links else None
            time = self._times[-1] if self._times else ""
            is_bold = bool(self._around.bold)
            self._runs.append(_Run(text[:_LONGEST_BLOCK], link, is_bold, time, tuple(self._path)))

    def _add_bare_time(self, element: etree._Element) -> None:
        """A `<time datetime="…">` without text is an age all the same."""
        if self._times[-1] and not "".join(element.itertext()).strip():
            self._flush()
            self._append("", [_Run("", None, False, self._times[-1], tuple(self._path))])

    def _add_picture(self, element: etree._Element) -> None:
        address = _picture_address(element)
        if address and len(self.pictures) < _MOST_PICTURES:
            # An open line becomes at least one block, so the picture comes after it.
            before = len(self.blocks) + any(run.text.strip() for run in self._runs)
            picture = Picture(address, before, tuple(self._path), bool(self._around.chrome))
            self.pictures.append(picture)

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            return
        for part in _parts(runs, is_heading=bool(self._around.heading)):
            text = _SPACES.sub(" ", without_unseen("".join(run.text for run in part))).strip()
            cuts = [0, *_cuts(text), len(text)]
            for start, end in pairwise(cuts):
                if piece := text[start:end].strip():
                    self._append(piece, part)

    def _append(self, text: str, runs: list[_Run]) -> None:
        shown = [run for run in runs if run.text.strip()] or runs
        around = self._around
        heading = around.heading
        if not heading and all(run.is_bold for run in shown):
            heading = OTHER_HEADING
        self.blocks.append(
            Block(
                text=text,
                heading=heading,
                link=next((run.link for run in shown if run.link), None),
                is_link=all(run.link for run in shown),
                time=next((run.time for run in shown if run.time), ""),
                is_chrome=bool(around.chrome),
                is_caption=bool(around.caption),
                path=shown[0].path,
            )
        )


def _is_hidden(element: etree._Element) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:500]) is not None


def _count(around: _Around, element: etree._Element, step: int) -> None:
    """Enter (`step` 1) or leave (-1) what `element` means for the blocks within it."""
    tag, role = element.tag, element.get("role")
    if tag in _HEADINGS or role == "heading":
        around.heading = _HEADINGS.get(tag, OTHER_HEADING) if step > 0 else 0
    elif tag in _BOLD:
        around.bold += step
    elif tag == "figcaption":
        around.caption += step
    if _is_chrome(tag, role, is_in_item=around.item > 0):
        around.chrome += step
    if tag in _ITEM_ROOTS:
        around.item += step


def _is_chrome(tag: str, role: str | None, *, is_in_item: bool) -> bool:
    if tag in _CHROME or role in _CHROME_ROLES:
        return True
    return tag in {"header", "footer"} and not is_in_item


def _picture_address(element: etree._Element) -> str:
    """Return the address of an `<img>` that is worth showing, "" if it is not."""
    for side in ("width", "height"):
        size = (element.get(side) or "").strip().removesuffix("px")
        if size.isdecimal() and len(size) < 6 and int(size) <= 48:
            return ""
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        address = (element.get(name) or "").strip()
        if address and not address.startswith("data:"):
            return address
    first = (element.get("srcset") or element.get("data-srcset") or "").split(",")[0].split()
    return first[0] if first else ""


def _parts(runs: list[_Run], *, is_heading: bool) -> Iterator[list[_Run]]:
    """Yield the runs of one line, split where elements show that it is several.

    What follows a boundary is looked at within a few hundred characters, which keeps a line
    of many thousand elements linear.
    """
    part: list[_Run] = []
    before = ""
    for i, run in enumerate(runs):
        if part and run.text.strip() and before.strip():
            after = "".join(later.text for later in runs[i : i + 12])[:300]
            if _is_boundary(before, after, part[-1], run, is_heading=is_heading):
                yield part
                part, before = [], ""
        part.append(run)
        before = (before + run.text)[-400:]
    if part:
        yield part


def _is_boundary(before: str, after: str, last: _Run, run: _Run, *, is_heading: bool) -> bool:
    """Return whether the elements between `before` and `after` part two blocks."""
    head, tail = before.strip(), after.strip()
    if _is_age(run.text) or _is_age(head) or _is_age(last.text):
        return True
    if is_heading or last.path == run.path:
        return False
    if head[-1] in "/([" or head[-1] in DASHES or tail[0] in ")]/,.;:" or tail[0] in DASHES:
        return False
    is_glued = not before[-1].isspace() and not after[0].isspace()
    is_opening = tail[0].isupper() or tail[0] in "\"'‘“„’"
    report = parse_dateline(tail) if is_opening else None
    if report is not None and (report.agencies or report.places[0].isupper()):
        return is_glued or not head.isupper()
    if _MORE_FROM.fullmatch(head):
        return True
    if is_glued and is_opening and len(head) > 2:
        return is_sentence_end(head) or head[-1].islower() or head[-1] in "'\"’”"
    return is_opening and _stand_apart(last, run, head, tail)


def _stand_apart(last: _Run, run: _Run, head: str, tail: str) -> bool:
    """Return whether two runs are pieces of a card: neither lies within the other's element."""
    shared = common_depth(last.path, run.path)
    if shared in {len(last.path), len(run.path)} or run.time or last.time:
        return False
    return len(head.split()) >= 3 and len(tail.split()) >= 3


def _is_age(text: str) -> bool:
    return len(text) < 60 and age_to_timedelta(text.strip(" ()|·•\n\t\xa0")) is not None


def _cuts(text: str) -> list[int]:
    """Return where `text`, of one line, has to be cut although no element says so."""
    cuts: set[int] = set()
    if "geleden" in text.lower():
        for match in _AGE_INSIDE.finditer(text):
            cuts.update(_cuts_around_age(text, match.start(), match.end()))
    if "(" in text:
        cuts.update(_cuts_before_report(text))
    cuts.update(match.start() for match in _GLUED_REPORT.finditer(text) if _opens(text, match))
    return sorted(cut for cut in cuts if 0 < cut < len(text))


def _cuts_around_age(text: str, start: int, end: int) -> set[int]:
    """Return the cuts around an age: "tekst.2 uur geledenAMSTERDAM (ANP) - tekst"."""
    head, tail = text[:start], text[end:].strip(" )|·•")
    if tail:
        is_followed = text[end].isupper() or parse_dateline(tail[:300]) is not None
        if not is_followed and not (not head and tail[0].isupper()):
            return set()
        return {start, end}
    if not head:
        return set()
    is_apart = not head[-1].isspace() or is_sentence_end(head.strip(" (|·•"))
    return {start} if is_apart or parse_dateline(head[:300]) else set()


def _cuts_before_report(text: str) -> Iterator[int]:
    for match in _REPORT_INSIDE.finditer(text):
        start = match.start()
        # "… Iran en VS GENÈVE (ANP) -": the abbreviation still belongs to the title.
        if start and (short := _ABBREVIATION.match(match[0])):
            start += short.end()
        if text[:start].strip() and text[start - 1] not in "/(" and _opens(text, match):
            yield start


def _opens(text: str, match: re.Match[str]) -> bool:
    return parse_dateline(text[match.start() : match.end() + 200]) is not None
