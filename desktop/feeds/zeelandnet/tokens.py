"""What each text block of a page is by itself: an age, a report, prose, a title, or noise."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import chain, groupby
from typing import Final

from desktop.assets import resource
from desktop.core.ages import AGE_PATTERN, AMSTERDAM, age_to_timedelta
from desktop.core.dateline import parse_dateline
from desktop.core.model import Dateline
from desktop.core.text import fold
from desktop.feeds.zeelandnet.blocks import TextBlock
from desktop.feeds.zeelandnet.lines import MORE_FROM, common_depth, is_sentence_end

_AGE: Final = re.compile(AGE_PATTERN, re.IGNORECASE)
_SEPARATORS: Final = " ()|·•,:-–—"
_LONGEST_TITLE: Final = 160
_SHORTEST_PROSE: Final = 40
_DATE_HEADER: Final = re.compile(
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag,?\s+\d{1,2}\s+[a-z]+(?:\s+\d{4})?", re.IGNORECASE
)
_MORE_FROM_ALONE: Final = re.compile(r"meer\s+uit\s*:?", re.IGNORECASE)
_MOST_WORDS_OF_SECTION: Final = 5
_NOISE: Final = frozenset(resource("page-noise.txt").read_text(encoding="utf-8").splitlines())
_NOISE_START: Final = re.compile(
    r"(?:editie\s*:|foto\s*[:©]|foto anp|©|deel (?:op|via)\b|lees (?:ook|meer)\b|bron\s*:|copyright"
    r"|pagina\s+\d|wij gebruiken cookies|deze (?:web)?site gebruikt cookies|\d+ reacties?$)",
    re.IGNORECASE,
)  # fmt: skip


class Kind(Enum):
    """What a block is by itself."""

    AGE = "age"
    DATELINED = "datelined"  # opens with a dateline
    PROSE = "prose"
    TITLE = "title"
    NOISE = "noise"


_TEXTS: Final = frozenset({Kind.TITLE, Kind.PROSE})


@dataclass(frozen=True, slots=True)
class Token:
    """A block and what it is; `moment` of an age, `dateline` of a report."""

    block: TextBlock
    kind: Kind
    moment: datetime | None = None
    dateline: Dateline | None = None

    @property
    def is_mark(self) -> bool:
        """Whether it shows that there is an item: an age or a report."""
        return self.kind in {Kind.AGE, Kind.DATELINED}


@dataclass(frozen=True, slots=True)
class RelatedSection:
    """A "Meer uit <Section>" list: its heading at `start - 1`, its blocks up to `end`."""

    name: str
    start: int
    end: int


def is_noise(text: str) -> bool:
    """Return whether `text` belongs to the page rather than to its news: "Lees meer", "Deel"."""
    if len(text) > 200:
        return False
    words = fold(text.strip(" .:»›>«‹<…|·•-+→"))
    if words in _NOISE or not any(letter.isalpha() for letter in words):
        return True
    return bool(_NOISE_START.match(text) or _DATE_HEADER.fullmatch(text))


def is_prose(block: TextBlock) -> bool:
    """Return whether `block` reads as a sentence or more rather than as a title."""
    text = block.text
    if len(text) > _LONGEST_TITLE:
        return True
    if block.heading or len(text) < _SHORTEST_PROSE:
        return False
    return text.rstrip("\"'”’)").endswith(".") or (len(text) > 100 and is_sentence_end(text))


def age_moment(block: TextBlock, now: datetime) -> datetime | None:
    """Return when `block`, if it is an age, says that something was published; else None.

    A few words may stand beside it ("Buitenland | 3 uur geleden"). Where a `<time>` gives
    the moment as well, that is used if it agrees, being more exact.
    """
    stated = _stated(block.time)
    match = _AGE.search(block.text) if len(block.text) < 80 else None
    if match is None:
        is_only_time = stated is not None and not any(c.isalpha() for c in block.text)
        return stated if is_only_time else None
    if block.is_under_heading_tag or not _may_stand_beside(block.text, match):
        return None
    age = age_to_timedelta(match[0]) or timedelta()
    counted = _before(now, age)
    unit = age / max(int(re.sub(r"\D", "", match[0])), 1)
    if stated is not None and counted is not None and abs(stated - counted) <= unit:
        return stated
    return counted


def token_of(block: TextBlock, now: datetime) -> Token:
    """Return what `block` is; ages are counted back from `now`."""
    moment = age_moment(block, now)
    if moment is not None:
        return Token(block, Kind.AGE, moment)
    dateline = None if block.is_under_heading_tag else parse_dateline(block.text)
    if dateline is not None:
        return Token(block, Kind.DATELINED, dateline=dateline)
    if block.is_caption or is_noise(block.text):
        return Token(block, Kind.NOISE)
    return Token(block, Kind.PROSE if is_prose(block) else Kind.TITLE)


def _may_stand_beside(text: str, match: re.Match[str]) -> bool:
    """Return whether what stands around an age leaves it one: a section, not a headline."""
    head, tail = text[: match.start()], text[match.end() :]
    if head.strip(_SEPARATORS) and tail.strip(_SEPARATORS):
        return False
    words = len(re.findall(r"\w+", head + " " + tail))
    is_parted = head.rstrip()[-1:] in _SEPARATORS or tail.lstrip()[:1] in _SEPARATORS
    return words <= (4 if is_parted else 2)


def _stated(time: str) -> datetime | None:
    """Return the moment of a `datetime` attribute; without a zone it is that of Amsterdam."""
    try:
        moment = datetime.fromisoformat(time.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=AMSTERDAM)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _before(now: datetime, age: timedelta) -> datetime | None:
    try:
        return (now - age).astimezone(UTC)
    except OverflowError:
        return None


def without_labels(tokens: list[Token], section: str | None) -> list[Token]:
    """Return `tokens` without the section's name or another label that items carry."""
    counts = Counter(token.block.text for token in tokens if _may_be_label(token))
    labels = {text for text, count in counts.items() if count > 1}
    if section is not None:
        labels.update(text for text in counts if fold(text.strip(" ·•|:")) == fold(section))
    return [
        replace(token, kind=Kind.NOISE)
        if token.block.text in labels and _may_be_label(token)
        else token
        for token in tokens
    ]


def _may_be_label(token: Token) -> bool:
    block = token.block
    is_short = len(block.text.split()) <= 2 or block.text[-1] in "·•|"
    return token.kind is Kind.TITLE and is_short and not block.heading and not block.is_link


def places_of(tokens: list[Token], kind: Kind) -> list[int]:
    """Return where the tokens of one kind are."""
    return [i for i, token in enumerate(tokens) if token.kind is kind]


def ages_lead(tokens: list[Token]) -> bool:
    """Return whether an item's age stands before its title and summary, not only at first."""
    reports, ages = places_of(tokens, Kind.DATELINED), places_of(tokens, Kind.AGE)
    if not reports or not ages or ages[0] > reports[0]:
        return False
    report, age = reports[0], ages[0]
    if len(reports) > 1:
        following = next((i for i in ages if i > report), len(tokens))
        return all(token.kind is not Kind.TITLE for token in tokens[report + 1 : following])
    if age == 0 or tokens[age - 1].kind is not Kind.TITLE:
        return True
    # In "<h3>TITLE</h3> <div>AGE <p>REPORT</p></div>" the age belongs to what is behind it.
    before, here, behind = (tokens[i].block.path for i in (age - 1, age, report))
    return common_depth(before, here) < common_depth(here, behind)


def split_tokens(tokens: list[Token]) -> list[list[Token]]:
    """Return `tokens` as the parts that are an element each of one list, or all in one part.

    "<h2>Net binnen</h2> <li>TITLE REPORT</li> <li>TITLE REPORT</li>" is three parts. A part
    may be a list of its own and is split as well.
    """
    groups = _groups(tokens)
    listed = [i for i, group in enumerate(groups) if any(token.is_mark for token in group)]
    if len(listed) < 2 or not _is_list(groups[listed[0] : listed[-1] + 1]):
        return [tokens]
    head, tail = groups[: listed[0]], groups[listed[-1] + 1 :]
    inside = [part for group in groups[listed[0] : listed[-1] + 1] for part in split_tokens(group)]
    return [part for part in ([*chain(*head)], *inside, [*chain(*tail)]) if part]


def _groups(tokens: list[Token]) -> list[list[Token]]:
    """Return `tokens` by the element within the innermost around all reports, or all ages."""
    marks = places_of(tokens, Kind.DATELINED) or places_of(tokens, Kind.AGE)
    if len(marks) < 2:
        return [tokens]
    first, *others = (tokens[i].block.path for i in marks)
    depth = 1 + min(common_depth(first, other) for other in others)
    return [list(group) for _, group in groupby(tokens, lambda token: token.block.path[:depth])]


def _is_list(groups: list[list[Token]]) -> bool:
    """Return whether nearly all of `groups` hold a report, or an age with a text."""
    groups_of_kinds = [{token.kind for token in group} for group in groups]
    items = sum(
        Kind.DATELINED in kinds or (Kind.AGE in kinds and not kinds.isdisjoint(_TEXTS))
        for kinds in groups_of_kinds
    )
    return items >= 2 and items >= 0.8 * sum(kinds != {Kind.NOISE} for kinds in groups_of_kinds)


def find_related_sections(
    blocks: Sequence[TextBlock], now: datetime, title_at: int = -1
) -> list[RelatedSection]:
    """Return the "Meer uit" lists of a page, in order, none beyond the title at `title_at`."""
    starts = {i: found for i in range(len(blocks)) if (found := section_named_at(blocks, i))}
    sections = []
    for (i, (section, length)), limit in zip(
        starts.items(), [*starts, len(blocks)][1:], strict=True
    ):
        limit = min(limit, title_at) if i < title_at else limit
        sections.append(RelatedSection(section, i + length, _section_end(blocks, i, limit, now)))
    return sections


def section_named_at(blocks: Sequence[TextBlock], i: int) -> tuple[str, int] | None:
    """Return the section that a list beginning at `i` names, and the blocks that takes."""
    block = blocks[i]
    if block.is_boilerplate or len(block.text) > 80:
        return None
    if match := MORE_FROM.fullmatch(block.text):
        section = match[1].strip(" :»›>…+→")
        if 0 < len(section.split()) <= _MOST_WORDS_OF_SECTION and not section.endswith("."):
            return (section.capitalize() if section.isupper() else section), 1
    elif _MORE_FROM_ALONE.fullmatch(block.text) and i + 1 < len(blocks):
        section = blocks[i + 1].text.strip(" :»›>…+→")
        if 0 < len(section.split()) <= _MOST_WORDS_OF_SECTION:
            return section, 2
    return None


def _section_end(blocks: Sequence[TextBlock], start: int, limit: int, now: datetime) -> int:
    """Return where the element of the list whose heading is at `start` ends."""
    heading, inside = blocks[start].path, range(start + 1, limit)
    if not inside:
        return limit
    # Where nothing says that it is news: what lies as close to the heading as the next block.
    first = next((i for i in inside if is_item_mark(blocks[i], now)), start + 1)
    depth = common_depth(heading, blocks[first].path)
    outside = (i for i in range(first, limit) if common_depth(heading, blocks[i].path) < depth)
    return next(outside, limit)


def is_item_mark(block: TextBlock, now: datetime) -> bool:
    """Return whether `block` shows that there is an item: an age, or text behind a dateline."""
    return age_moment(block, now) is not None or parse_dateline(block.text[:300]) is not None
