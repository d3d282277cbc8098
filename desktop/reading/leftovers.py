"""Takes away what stands around an article's text: bylines, share lines, pointers, boxes.

Works on blocks, so that feeds and pages follow one rule. A block goes only if all of it is a
leftover by its words (`resources/leftovers.toml`) and, where words alone could mislead, by its
place or its links. The lists are read with the first article that is opened.
"""

import re
from collections.abc import Callable, Collection
from itertools import accumulate, pairwise
from typing import NamedTuple

from desktop.core.blocks import (
    Block,
    Blocks,
    Heading,
    List,
    Paragraph,
    Picture,
    line_of,
    plain_text,
    text_of,
)
from desktop.core.dateline import DASHES
from desktop.core.text import comparison_key, fold
from desktop.core.urls import display_host
from desktop.reading.bylines import read_byline
from desktop.reading.pointers import is_elsewhere, is_label, is_more_of_site, without_pointers
from desktop.reading.word_lists import beginning, label_key, mentions, words_of

# A byline stands before the text: behind so many paragraphs of it at most.
_HEAD_BLOCKS = 14
_HEAD_PARAGRAPHS = 2
_PARAGRAPH_LETTERS = 60
_LONGEST_COUNTER = 40
_LONGEST_BOX = 320
_LONGEST_TITLE = 300
_LONGEST_CONTACT = 260
# From so many letters on, the same text twice is no chance.
_REPEATED_LETTERS = 25
# Before a heading such as "Most read" stands so much of the text at least.
_SHARE_BEFORE_CLOSING = 0.4
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?<!\w)@\w{3,}|\b(?:twitter|x|facebook)\.com/\w+")
_SENTENCE = re.compile(r"(?:^|[.!?:]\s+)\W*")
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{3}[.!?]\s+\S")
_COUNTER = re.compile(r"\W*(?:\d+\s+([^\W\d_]+)|([^\W\d_]+)\s*\(\s*\d+\s*\))\W*")


class Cleaned(NamedTuple):
    """An article's blocks without leftovers, and the names in its bylines."""

    blocks: Blocks
    authors: tuple[str, ...] = ()


def without_leftovers(
    blocks: Blocks, titles: Collection[str], url: str, authors: Collection[str] = ()
) -> Cleaned:
    """Return `blocks` without what is no text of the article, but never nothing."""
    host = display_host(url)
    kept, names = _without_bylines(blocks, authors)
    keys = frozenset(map(comparison_key, titles))
    kept = _without_repetitions(_without_titles(kept, keys, url))
    kept = _without_closing(without_pointers(kept, host))
    is_letter = any(mentions(fold(title), "newsletter", "nouns") for title in titles)
    kept = tuple(block for block in kept if not _is_alone(block, is_about_letters=is_letter))
    kept = _without_tail(_without_rights_above(kept), host)
    has_text = any(comparison_key(plain_text((block,))) for block in kept)
    return Cleaned(kept, names) if has_text else Cleaned(blocks, names)


def _without_bylines(blocks: Blocks, authors: Collection[str]) -> tuple[Blocks, tuple[str, ...]]:
    kept: list[Block] = []
    names: list[str] = []
    paragraphs = 0
    is_open = False  # after a line that says only "Door"
    for place, block in enumerate(blocks):
        is_head = place < _HEAD_BLOCKS and paragraphs <= _HEAD_PARAGRAPHS
        line = line_of(block).strip() if is_head else ""
        read = read_byline(f"{'door ' if is_open else ''}{line}", authors) if line else None
        is_open = bool(line) and label_key(line) in words_of("byline", "credits")
        if read is not None:
            names.extend(read.names)
        elif not is_open:
            kept.append(block)
            paragraphs += isinstance(block, Paragraph) and len(line) >= _PARAGRAPH_LETTERS
    while kept and _is_credit_at_end(line_of(kept[-1])):
        kept.pop()
    return tuple(kept), tuple(dict.fromkeys(names))


def _is_credit_at_end(line: str) -> bool:
    """Return whether the last line says "Door …": a name alone there is a signature."""
    starts = beginning("byline", "credits").match(fold(line))
    return starts is not None and read_byline(line) is not None


def _without_titles(blocks: Blocks, titles: Collection[str], url: str) -> Blocks:
    """Return `blocks` without lines before the text that repeat a title or link to another."""
    kept: list[Block] = []
    for place, block in enumerate(blocks[:_HEAD_BLOCKS]):
        line = line_of(block)
        if isinstance(block, Paragraph) and len(line) > _LONGEST_TITLE:
            return (*kept, *blocks[place:])
        is_linked = isinstance(block, Heading) and is_elsewhere(block, url)
        has_text = any(isinstance(above, Paragraph) for above in kept)
        if not (comparison_key(line) in titles and line) and not (is_linked and not has_text):
            kept.append(block)
    return (*kept, *blocks[_HEAD_BLOCKS:])


def _without_repetitions(blocks: Blocks) -> Blocks:
    """Return `blocks` without summaries and captions that are printed a second time."""
    seen: set[str] = set()
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        key = comparison_key(line_of(block))
        is_head = place < _HEAD_BLOCKS
        around = blocks[max(place - 2, 0) : place + 2]
        captions = (comparison_key(text_of(b.caption)) for b in around if isinstance(b, Picture))
        if len(key) >= _REPEATED_LETTERS and ((is_head and key in seen) or key in captions):
            continue
        seen.add(key)
        kept.append(block)
    return _without_early_dateline(tuple(kept))


def _without_early_dateline(blocks: Blocks) -> Blocks:
    """Return `blocks` without a line that is only the place with which the next one begins."""
    for place, (block, following) in enumerate(pairwise(blocks[:5])):
        key = comparison_key(text_of(block.runs)) if isinstance(block, Paragraph) else ""
        if key and len(key) < 40 and isinstance(following, Paragraph):
            opening = re.match(rf"(.{{1,60}}?)\s*[{DASHES}]", text_of(following.runs))
            if opening and comparison_key(opening[1]) == key:
                return blocks[:place] + blocks[place + 1 :]
    return blocks


def _is_alone(block: Block, *, is_about_letters: bool) -> bool:
    """Return whether a block is a share line, a counter or an invitation, wherever it stands."""
    if isinstance(block, List):
        items = [plain_text(item.blocks) for item in block.items]
        return bool(items) and all(label_key(item) in words_of("lines", "alone") for item in items)
    text = line_of(block)
    if len(text) > _LONGEST_BOX:
        return False
    if label_key(text) in words_of("lines", "alone"):
        return True
    return not is_about_letters and _is_invitation(text)


def _is_invitation(text: str) -> bool:
    """Return whether a line asks the reader to take a newsletter."""
    folded = fold(text)
    is_quoted = folded.lstrip()[:1] in {'"', "'"}
    if is_quoted or not mentions(folded, "newsletter", "nouns"):
        return False
    call = beginning("newsletter", "calls")
    return any(call.match(folded, found.end()) for found in _SENTENCE.finditer(folded))


def _without_closing(blocks: Blocks) -> Blocks:
    """Return `blocks` up to a heading such as "Most read", if most of the text is above it."""
    *above, total = accumulate((len(plain_text((block,))) for block in blocks), initial=0)
    for place, block in enumerate(blocks):
        is_heading = is_label(block, "closing") or _is_counter(block)
        if is_heading and above[place] > total * _SHARE_BEFORE_CLOSING:
            return blocks[:place]
    return blocks


def _is_counter(block: Block) -> bool:
    """Return whether a line counts comments: "Reacties (2)", "12 comments"."""
    text = line_of(block)
    counted = _COUNTER.fullmatch(fold(text)) if len(text) < _LONGEST_COUNTER else None
    return counted is not None and (counted[1] or counted[2]) in words_of("lines", "comments")


def _without_rights_above(blocks: Blocks) -> Blocks:
    """Return `blocks` without a first line that says whose the text is."""
    first = text_of(blocks[0].runs) if blocks and isinstance(blocks[0], Paragraph) else ""
    is_imprint = len(first) < _LONGEST_BOX and mentions(fold(first), "lines", "rights")
    return blocks[1:] if is_imprint else blocks


def _without_tail(blocks: Blocks, host: str) -> Blocks:
    """Return `blocks` without what follows the last words of the text."""
    is_leftover: tuple[Callable[[str], bool], ...] = (_is_contact, _is_imprint, _is_credit)
    end = len(blocks)
    while end > 1:
        block = blocks[end - 1]
        text = line_of(block)
        is_bare_heading = isinstance(block, Heading) and end < len(blocks)
        is_said = any(test(text) for test in is_leftover if text)
        if not (is_bare_heading or is_said or is_more_of_site(block, blocks[end - 2], host)):
            break
        end -= 1
    return blocks[:end]


def _is_credit(text: str) -> bool:
    """Return whether a last line does no more than name those who worked on a report."""
    is_sentence = len(text) < _LONGEST_BOX and not _SENTENCE_WITHIN.search(text)
    return is_sentence and mentions(fold(text), "lines", "credits")


def _is_contact(text: str) -> bool:
    """Return whether a line only says where the author or the site can be reached."""
    if len(text) > _LONGEST_CONTACT:
        return False
    folded = fold(text)
    addresses = _ADDRESS.findall(folded)
    if addresses and not comparison_key(_ADDRESS.sub("", folded)):
        return True
    if addresses and mentions(folded, "contact", "words"):
        return True
    calls = beginning("contact", "calls").match(folded)
    return calls is not None and mentions(folded, "contact", "networks")


def _is_imprint(text: str) -> bool:
    """Return whether a line names rights or subjects, or is a feed's own."""
    folded = fold(text)
    if len(text) > _LONGEST_BOX:
        return False
    is_filed = ":" in text and beginning("lines", "filed").match(folded)
    has_rights = text.lstrip().startswith("©") or mentions(folded, "lines", "rights")
    return bool(is_filed) or has_rights or mentions(folded, "lines", "feed_footers")
