"""Which blocks of an article page are its title, its paragraphs and its "Meer uit" list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop.core.dateline import parse_dateline
from desktop.core.text import fold
from desktop.feeds.zeelandnet.blocks import Block
from desktop.feeds.zeelandnet.head import Head, slug
from desktop.feeds.zeelandnet.lines import common_depth, is_sentence_end
from desktop.feeds.zeelandnet.tokens import age_moment, is_noise, is_prose

_MORE_FROM: Final = re.compile(r"meer\s+uit(?:\s+|(?=[A-Z'’]))(\S.{0,60})", re.IGNORECASE)
_MORE_FROM_ALONE: Final = re.compile(r"meer\s+uit\s*:?", re.IGNORECASE)
_MOST_WORDS_OF_SECTION: Final = 5
_FROM_LEAD_TO_REPORT: Final = 4
_LONGEST_TITLE: Final = 300
_SHORTEST_LEAD: Final = 30
_SITE_MATTER: Final = re.compile(
    r"cookie|privacy|©|copyright|algemene voorwaarden|alle rechten|nieuwsbrief|webmail aanbiedt",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(
    r"^(?:foto|beeld|bron|archief)\b|©|\((?:foto|beeld|anp|epa|afp)\b[^)]*\)$|\b(?:foto|beeld):?\s"
    r"(?:anp|epa|afp)\b",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(r"bijdrage\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RelatedSection:
    """A "Meer uit <Section>" list: its heading at `start - 1`, its blocks up to `end`."""

    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Title:
    """A page's title.

    Attributes:
        text: "" if the page has none.
        at: Index of the block that prints it last before the text; -1 if no block does.
    """

    text: str
    at: int


def find_related_sections(
    blocks: Sequence[Block], now: datetime, title_at: int = -1
) -> list[RelatedSection]:
    """Return the "Meer uit" lists of a page, in order, each with what its element holds.

    A list that begins before the title, which is at `title_at`, ends before it.
    """
    starts = [(i, found) for i in range(len(blocks)) if (found := _section_at(blocks, i))]
    sections = []
    for place, (i, (section, length)) in enumerate(starts):
        limit = starts[place + 1][0] if place + 1 < len(starts) else len(blocks)
        limit = min(limit, title_at) if i < title_at else limit
        sections.append(RelatedSection(section, i + length, _section_end(blocks, i, limit, now)))
    return sections


def find_title(blocks: Sequence[Block], head: Head) -> Title:
    """Return the title of an article page.

    The page's address holds the title as a slug, which decides where it can; then what the
    head calls the article, if the page prints it; then the printing before the text that looks
    most like a title; last what the head says alone.
    """
    short = [i for i, block in enumerate(blocks) if block.text and len(block.text) < _LONGEST_TITLE]
    named = [i for i in short if slug(blocks[i].text) in head.slugs]
    if not named:
        said = {fold(title) for title in head.titles}
        named = [i for i in short if fold(blocks[i].text) in said]
    if named:
        at = _last_printing(blocks, named)
        return Title(_in_mixed_case(blocks[at].text, head), at)
    lead = _lead_report(blocks)
    at = _likeliest_title(blocks, lead)
    if at >= 0:
        is_alone = not head.titles and lead < len(blocks)
        if blocks[at].heading or _is_repeated(blocks, at) or is_alone:
            return Title(_in_mixed_case(blocks[at].text, head), at)
    return Title(head.titles[0] if head.titles else "", -1)


def find_body(blocks: Sequence[Block], title: Title, end: int, now: datetime) -> list[int]:
    """Return the indices of the article's paragraphs between its title and `end`.

    The first is the lead. `end` is where the first "Meer uit" list begins, or the page's end.
    """
    usable = [i for i in range(title.at + 1, end) if _may_be_text(blocks[i], now)]
    lead = _lead(blocks, usable)
    if lead is None:
        return []
    depth = common_depth(blocks[title.at].path, blocks[lead].path) if title.at >= 0 else 0
    path = blocks[lead].path
    near = [i for i in usable if i >= lead and common_depth(blocks[i].path, path) >= depth]
    if end == len(blocks):
        near = _without_distant_end(blocks, near)
    while len(near) > 1 and _is_trailer(blocks, near):
        near.pop()
    return near


def _section_at(blocks: Sequence[Block], i: int) -> tuple[str, int] | None:
    """Return the section that a list beginning at `i` names, and the blocks that takes."""
    block = blocks[i]
    if block.is_boilerplate or len(block.text) > 80:
        return None
    if match := _MORE_FROM.fullmatch(block.text):
        section = match[1].strip(" :»›>…+→")
        if 0 < len(section.split()) <= _MOST_WORDS_OF_SECTION and not section.endswith("."):
            return (section.capitalize() if section.isupper() else section), 1
    elif _MORE_FROM_ALONE.fullmatch(block.text) and i + 1 < len(blocks):
        section = blocks[i + 1].text.strip(" :»›>…+→")
        if 0 < len(section.split()) <= _MOST_WORDS_OF_SECTION:
            return section, 2
    return None


def _section_end(blocks: Sequence[Block], start: int, limit: int, now: datetime) -> int:
    """Return where the list whose heading is at `start` ends.

    The element that holds the heading and the first item holds all of them.
    """
    heading = blocks[start].path
    for i in range(start + 1, limit):
        if _is_item_mark(blocks[i], now):
            depth = common_depth(heading, blocks[i].path)
            outside = (j for j in range(i, limit) if common_depth(heading, blocks[j].path) < depth)
            return next(outside, limit)
    if start + 1 == limit:
        return limit
    # Nothing in it says that it is news: what lies as close to the heading as the next block.
    depth = common_depth(heading, blocks[start + 1].path)
    far = (j for j in range(start + 1, limit) if common_depth(heading, blocks[j].path) < depth)
    return next(far, limit)


def _is_item_mark(block: Block, now: datetime) -> bool:
    return age_moment(block, now) is not None or parse_dateline(block.text[:300]) is not None


def _last_printing(blocks: Sequence[Block], named: list[int]) -> int:
    """Return the last of the first printings of a title: the text follows it.

    Page headers and bread crumbs print it as well, and lists after the text may.
    """
    outside = [i for i in named if not blocks[i].is_boilerplate] or named
    last = outside[0]
    for i in outside[1:]:
        if any(is_prose(block) for block in blocks[last + 1 : i]):
            break
        last = i
    return last


def _lead_report(blocks: Sequence[Block]) -> int:
    """Return the first block that opens with a dateline, else the first prose, else the end.

    A dateline below "Meer uit" is not the article's.
    """
    prose = len(blocks)
    for i, block in enumerate(blocks):
        if block.is_boilerplate or block.is_caption:
            continue
        if prose < len(blocks) and _section_at(blocks, i):
            return prose
        if not block.heading and parse_dateline(block.text[:300]) is not None:
            return i
        if prose == len(blocks) and is_prose(block) and not _SITE_MATTER.search(block.text[:300]):
            prose = i
    return prose


def _likeliest_title(blocks: Sequence[Block], lead: int) -> int:
    """Return the block before `lead` that looks most like the title, -1 if none does."""
    printed: dict[str, int] = {}
    for block in blocks[:lead]:
        printed[block.text] = printed.get(block.text, 0) + 1
    best, best_score = -1, 0.0
    for i in range(max(0, lead - 40), lead):
        block = blocks[i]
        if block.is_boilerplate or block.is_caption or not block.text or is_prose(block):
            continue
        if is_noise(block.text) or _CAPTION.search(block.text):
            continue
        words = len(block.text.split())
        score = 4.0 * (printed[block.text] > 1 and words > 1) + (2.0 if words > 2 else 0.0)
        score += max(0, 5 - block.heading) if block.heading else 0
        score += 3.0 / (lead - i)
        if score >= best_score:
            best, best_score = i, score
    return best


def _is_repeated(blocks: Sequence[Block], at: int) -> bool:
    return sum(block.text == blocks[at].text for block in blocks) > 1


def _in_mixed_case(text: str, head: Head) -> str:
    """Return `text` as the head writes it, if the page prints it in capitals only."""
    if not text.isupper():
        return text
    return next((title for title in head.titles if fold(title) == fold(text)), text)


def _may_be_text(block: Block, now: datetime) -> bool:
    if block.is_boilerplate or block.is_caption or not block.text or is_noise(block.text):
        return False
    if age_moment(block, now) is not None:
        return False
    return not (block.is_link and not block.heading and not is_sentence_end(block.text))


def _lead(blocks: Sequence[Block], usable: list[int]) -> int | None:
    """Return the first paragraph: the first with a dateline, or else the first sentence."""
    sentence = None
    for i in usable:
        if not blocks[i].heading and parse_dateline(blocks[i].text[:300]) is not None:
            if sentence is None or _CAPTION.search(blocks[sentence].text):
                return i
            is_near = usable.index(i) - usable.index(sentence) <= _FROM_LEAD_TO_REPORT
            # An introduction that stands before the report belongs to the text.
            return i if is_near and not is_prose(blocks[sentence]) else sentence
        if sentence is None and _opens_text(blocks[i]):
            sentence = i
    return sentence


def _opens_text(block: Block) -> bool:
    text = block.text
    if block.heading or len(text) < _SHORTEST_LEAD or not is_sentence_end(text):
        return False
    return not _CAPTION.search(text) and not _SITE_MATTER.search(text[:300])


def _without_distant_end(blocks: Sequence[Block], near: list[int]) -> list[int]:
    """Return `near` up to the last block beside the lead, where there are several beside it.

    Without a "Meer uit" list nothing else tells the text from the page's foot.
    """
    parent = blocks[near[0]].path[:-1]
    beside = [i for i in near if blocks[i].path[:-1] == parent]
    return [i for i in near if i <= beside[-1]] if len(beside) > 1 else near


def _is_trailer(blocks: Sequence[Block], near: list[int]) -> bool:
    """Return whether the last of `near` is no paragraph: a label, a button, the site's notes."""
    text, before = blocks[near[-1]].text, blocks[near[-2]].text
    if _BYLINE.match(text) or (_BYLINE.fullmatch(before) and text.isupper()):
        return False
    if _SITE_MATTER.search(text[:300]) and len(near) > 2:
        return True
    return not is_sentence_end(text) and len(text) < 60
