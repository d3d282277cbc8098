"""Which blocks of an article page are its title, its paragraphs and its "Meer uit" list."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop.core.dateline import parse_dateline
from desktop.core.text import fold
from desktop.feeds.zeelandnet.blocks import TextBlock
from desktop.feeds.zeelandnet.head import Head, slug
from desktop.feeds.zeelandnet.lines import common_depth, is_sentence_end
from desktop.feeds.zeelandnet.tokens import age_moment, is_noise, is_prose, section_named_at

_FROM_LEAD_TO_REPORT: Final = 4
_LONGEST_TITLE: Final = 300
_SHORTEST_LEAD: Final = 30
SITE_MATTER: Final = re.compile(
    r"cookie|privacy|©|copyright|algemene voorwaarden|alle rechten|nieuwsbrief|webmail aanbiedt",
    re.IGNORECASE,
)
CAPTION: Final = re.compile(
    r"^(?:foto|beeld|bron|archief)\b|©|\((?:foto|beeld|anp|epa|afp)\b[^)]*\)$|\b(?:foto|beeld):?\s"
    r"(?:anp|epa|afp)\b",
    re.IGNORECASE,
)
BYLINE: Final = re.compile(r"bijdrage\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A page's title."""

    text: str  # "" if the page has none
    at: int  # the block that prints it last before the text; -1 if no block does


def find_title(blocks: Sequence[TextBlock], head: Head) -> Title:
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
        is_repeated = sum(block.text == blocks[at].text for block in blocks) > 1
        if blocks[at].heading or is_repeated or is_alone:
            return Title(_in_mixed_case(blocks[at].text, head), at)
    return Title(head.titles[0] if head.titles else "", -1)


def find_body(blocks: Sequence[TextBlock], title: Title, end: int, now: datetime) -> list[int]:
    """Return the indices of the article's paragraphs, the lead first, up to `end`."""
    usable = [i for i in range(title.at + 1, end) if may_be_text(blocks[i], now)]
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


def _last_printing(blocks: Sequence[TextBlock], named: list[int]) -> int:
    """Return the last of the first printings of a title, as the text follows that."""
    outside = [i for i in named if not blocks[i].is_boilerplate] or named
    last = outside[0]
    for i in outside[1:]:
        if any(is_prose(block) for block in blocks[last + 1 : i]):
            break
        last = i
    return last


def _lead_report(blocks: Sequence[TextBlock]) -> int:
    """Return the first block with a dateline, else the first prose, else the end."""
    prose = len(blocks)
    for i, block in enumerate(blocks):
        if block.is_boilerplate or block.is_caption:
            continue
        if prose < len(blocks) and section_named_at(blocks, i):
            return prose
        if not block.is_under_heading_tag and parse_dateline(block.text[:300]) is not None:
            return i
        if prose == len(blocks) and is_prose(block) and not SITE_MATTER.search(block.text[:300]):
            prose = i
    return prose


def _likeliest_title(blocks: Sequence[TextBlock], lead: int) -> int:
    """Return the block before `lead` that looks most like the title, -1 if none does."""
    printed = Counter(block.text for block in blocks[:lead])

    def score(i: int) -> float:
        block = blocks[i]
        words = len(block.text.split())
        is_repeated = printed[block.text] > 1 and words > 1
        level = max(0, 5 - block.heading) if block.heading else 0
        return 4.0 * is_repeated + 2.0 * (words > 2) + level + 3.0 / (lead - i)

    near = range(lead - 1, max(0, lead - 40) - 1, -1)
    return max((i for i in near if _may_be_title(blocks[i])), key=score, default=-1)


def _may_be_title(block: TextBlock) -> bool:
    if block.is_boilerplate or block.is_caption or not block.text or is_prose(block):
        return False
    return not is_noise(block.text) and not CAPTION.search(block.text)


def _in_mixed_case(text: str, head: Head) -> str:
    """Return `text` as the head writes it, if the page prints it in capitals only."""
    if not text.isupper():
        return text
    return next((title for title in head.titles if fold(title) == fold(text)), text)


def may_be_text(block: TextBlock, now: datetime) -> bool:
    """Return whether `block` is neither the page's nor an age, a caption or a mere link."""
    if block.is_boilerplate or block.is_caption or not block.text or is_noise(block.text):
        return False
    if age_moment(block, now) is not None:
        return False
    return not (block.is_link and not block.heading and not is_sentence_end(block.text))


def _lead(blocks: Sequence[TextBlock], usable: list[int]) -> int | None:
    """Return the first paragraph: the first with a dateline, or else the first sentence."""
    sentence = None
    for i in usable:
        block = blocks[i]
        if not block.is_under_heading_tag and parse_dateline(block.text[:300]) is not None:
            if sentence is None or CAPTION.search(blocks[sentence].text):
                return i
            is_near = usable.index(i) - usable.index(sentence) <= _FROM_LEAD_TO_REPORT
            # An introduction that stands before the report belongs to the text.
            return i if is_near and not is_prose(blocks[sentence]) else sentence
        if sentence is None and _opens_text(block):
            sentence = i
    return sentence


def _opens_text(block: TextBlock) -> bool:
    text = block.text
    if block.is_under_heading_tag or len(text) < _SHORTEST_LEAD or not is_sentence_end(text):
        return False
    return not CAPTION.search(text) and not SITE_MATTER.search(text[:300])


def _without_distant_end(blocks: Sequence[TextBlock], near: list[int]) -> list[int]:
    """Return `near` up to the last block beside the lead, if several are: the foot follows."""
    parent = blocks[near[0]].path[:-1]
    beside = [i for i in near if blocks[i].path[:-1] == parent]
    return [i for i in near if i <= beside[-1]] if len(beside) > 1 else near


def _is_trailer(blocks: Sequence[TextBlock], near: list[int]) -> bool:
    """Return whether the last of `near` is no paragraph: a label, a button, the site's notes."""
    text, before = blocks[near[-1]].text, blocks[near[-2]].text
    if BYLINE.match(text) or (BYLINE.fullmatch(before) and text.isupper()):
        return False
    if SITE_MATTER.search(text[:300]) and len(near) > 2:
        return True
    return not is_sentence_end(text) and len(text) < 60
