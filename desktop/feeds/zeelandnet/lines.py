"""Where one line of a page's markup has to be cut into several blocks.

The one thing to know: the site's parts - a title, "PLACE (AGENCY) - text", an age - often
share a line, parted by an inline element or by nothing at all. Elements are trusted first,
then the shape of what they hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from lxml import etree

from desktop.core.ages import AGE_PATTERN, age_to_timedelta
from desktop.core.dateline import DASHES, parse_dateline
from desktop.core.text import UNSEEN

_CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
AGE_INSIDE: Final = re.compile(rf"(?<![0-9]){AGE_PATTERN}", re.IGNORECASE)
_REPORT_INSIDE: Final = re.compile(
    rf"(?:['’‘]s[ -])?{_CAPITAL}(?:{_CAPITAL}|[ .'’/-]){{1,70}}\([A-Z][A-Za-z/, ]{{1,50}}\)"
    rf"\s*[{DASHES}]"
)
_GLUED_REPORT: Final = re.compile(
    rf"(?<=[a-zß-öø-ÿ.!?…\"'”’)])(?:['’‘][sS][ -])?{_CAPITAL}{{3}}(?:{_CAPITAL}|[ '’/-]){{0,50}}"
    rf"[{DASHES}]\s(?=\S)"
)
_ABBREVIATION: Final = re.compile(r"(?:VS|VN|VK|EU|NAVO|OM|WK|EK)\s+(?=\S)")
MORE_FROM: Final = re.compile(r"meer\s+uit(?:\s+|(?=[A-Z'’]))(\S.{0,60})", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)]{0,2}$")
_SOLID: Final = re.compile(rf"[^\s{UNSEEN}]")
_OPENING_QUOTES: Final = "\"'‘“„’"
_CLOSING_QUOTES: Final = "'\"’”"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one element, None for a line break, or behind it if `is_tail`; see `TextBlock`."""

    text: str
    link: str | None
    is_bold: bool
    time: str
    path: tuple[int, ...]
    element: etree._Element | None = None
    is_tail: bool = False


class _Gap(NamedTuple):
    """A place between two runs of one line; `is_glued` where not even a blank parts them."""

    head: str
    tail: str
    is_glued: bool
    last: Run
    run: Run

    @property
    def is_opening(self) -> bool:
        """Whether a sentence or a name begins after it."""
        return self.tail[0].isupper() or self.tail[0] in _OPENING_QUOTES


def common_depth(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return how many enclosing elements two paths share."""
    pairs = enumerate(zip(one, other, strict=False))
    shorter = min(len(one), len(other))
    return next((depth for depth, (left, right) in pairs if left != right), shorter)


def is_sentence_end(text: str) -> bool:
    """Return whether `text` ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def split_runs(runs: list[Run], *, is_heading: bool) -> Iterator[list[Run]]:
    """Yield the runs of one line, split where elements show that it is several."""
    part: list[Run] = []
    before = ""
    for i, run in enumerate(runs):
        if part and run.text.strip() and before.strip():
            after = "".join(later.text for later in runs[i : i + 12])[:300]
            is_glued = not before[-1].isspace() and not after[0].isspace()
            gap = _Gap(before.strip(), after.strip(), is_glued, part[-1], run)
            if _is_boundary(gap, is_heading=is_heading):
                yield part
                part, before = [], ""
        part.append(run)
        before = (before + run.text)[-400:]
    if part:
        yield part


def _is_boundary(gap: _Gap, *, is_heading: bool) -> bool:
    """Return whether the elements around `gap` part two blocks: the first rule that knows."""
    # An age on one side: "Brug weer open" | "3 uur geleden".
    if any(map(_is_age, (gap.run.text, gap.head, gap.last.text))):
        return True
    if is_heading or gap.last.path == gap.run.path or _is_held_by_sign(gap):
        return False
    if _opens_report(gap):
        # After a blank, capitals are the beginning of the place: "NEW" | "YORK (ANP) - De".
        return gap.is_glued or not gap.head.isupper()
    if MORE_FROM.fullmatch(gap.head):
        return True
    return _is_glued_sentence(gap) or _stand_apart(gap)


def _is_held_by_sign(gap: _Gap) -> bool:
    """Return whether a sign holds both sides together: "GOES (" | "ANP", "ANP" | ") - De"."""
    before, after = gap.head[-1], gap.tail[0]
    return before in "/([" or before in DASHES or after in ")]/,.;:" or after in DASHES


def _opens_report(gap: _Gap) -> bool:
    """Return whether a dateline begins: "Eredivisie" | "ALKMAAR (ANP) - De club"."""
    report = parse_dateline(gap.tail) if gap.is_opening else None
    return report is not None and bool(report.agencies or report.places[0].isupper())


def _is_glued_sentence(gap: _Gap) -> bool:
    """Return whether two texts touch that a blank would part: "is dicht." | "Volgens de"."""
    head = gap.head
    if not (gap.is_glued and gap.is_opening and len(head) > 2):
        return False
    return is_sentence_end(head) or head[-1].islower() or head[-1] in _CLOSING_QUOTES


def _stand_apart(gap: _Gap) -> bool:
    """Return whether two runs are pieces of a teaser, neither within the other's element."""
    last, run = gap.last, gap.run
    if not gap.is_opening or (gap.is_glued and len(gap.head) > 2):
        return False
    shared = common_depth(last.path, run.path)
    if shared in {len(last.path), len(run.path)} or run.time or last.time:
        return False
    return len(gap.head.split()) >= 3 and len(gap.tail.split()) >= 3


def _is_age(text: str) -> bool:
    return len(text) < 60 and age_to_timedelta(text.strip(" ()|·•\n\t\xa0")) is not None


def find_cuts(text: str) -> list[int]:
    """Return where `text`, of one line, has to be cut although no element says so."""
    cuts: set[int] = set()
    if "geleden" in text.lower():
        for match in AGE_INSIDE.finditer(text):
            cuts.update(_cuts_around_age(text, match.start(), match.end()))
    if "(" in text:
        cuts.update(_cuts_before_report(text))
    cuts.update(match.start() for match in _GLUED_REPORT.finditer(text) if _opens(text, match))
    return sorted(cut for cut in cuts if 0 < cut < len(text))


def cut_runs(runs: list[Run], pieces: list[str]) -> list[list[Run]]:
    """Return `runs`, of one line, as those of each of the `pieces` its text was cut into."""
    if len(pieces) < 2:
        return [runs] * len(pieces)
    parts: list[list[Run]] = [[]]
    lengths = [len(piece.replace(" ", "")) for piece in pieces]
    left = lengths[0]
    for run in runs:
        begin = 0
        for match in _SOLID.finditer(run.text):
            if not left:
                parts[-1].append(replace(run, text=run.text[begin : match.start()]))
                begin, left = match.start(), lengths[len(parts)]
                parts.append([])
            left -= 1
        parts[-1].append(replace(run, text=run.text[begin:]) if begin else run)
    return parts


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
