"""Takes away what stands around an article's text: bylines, share lines, pointers, boxes.

Works on blocks, so that feeds and pages follow one rule. A block goes only if all of it is a
leftover by its words (`resources/leftovers.toml`) and, where words alone could mislead, by its
place or its links. The lists are read with the first article that is opened.
"""

import re
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise
from typing import NamedTuple

from desktop.core.blocks import (
    Block,
    Blocks,
    Heading,
    List,
    Paragraph,
    Picture,
    Run,
    plain_text,
    text_of,
    walk,
)
from desktop.core.text import comparison_key, fold
from desktop.core.urls import display_host
from desktop.reading.bylines import (
    LONGEST_LINE,
    beginning,
    containing,
    read_byline,
    word_lists,
)

# A byline stands before the text: behind so many paragraphs of it at most.
_HEAD_BLOCKS = 14
_HEAD_PARAGRAPHS = 2
_PARAGRAPH_LETTERS = 60
_LONGEST_LABEL = 80
_LONGEST_BOX = 320
_LONGEST_POINTER = 200
_LONGEST_TITLE = 300
_LONGEST_CONTACT = 260
# From so many letters on, the same text twice is no chance.
_REPEATED_LETTERS = 25
# Before a heading such as "Most read" stands so much of the text at least.
_SHARE_BEFORE_CLOSING = 0.4
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?<!\w)@\w{3,}|\b(?:twitter|x|facebook)\.com/\w+")
_SENTENCE = re.compile(r"(?:^|[.!?:]\s+)\W*")
_COUNTER = re.compile(r"\W*(?:\d+\s+([^\W\d_]+)|([^\W\d_]+)\s*\(\s*\d+\s*\))\W*")


class Cleaned(NamedTuple):
    """An article's blocks without leftovers, and the names in its bylines."""

    blocks: Blocks
    authors: tuple[str, ...] = ()


def without_leftovers(
    blocks: Blocks, titles: Collection[str], url: str, authors: Collection[str] = ()
) -> Cleaned:
    """Return `blocks` without what is no text of the article at `url`.

    `titles` are all that it is called, `authors` are known to have written it. Where nothing
    would be left, nothing is taken.
    """
    host = display_host(url)
    kept, names = _without_bylines(blocks, authors)
    kept = _without_repetitions(_without_titles(kept, frozenset(map(comparison_key, titles))))
    kept = _without_closing(_without_pointers(kept, host))
    is_letter = any(_mentions(title, "newsletter", "nouns") for title in titles)
    kept = tuple(block for block in kept if not _is_alone(block, is_about_letters=is_letter))
    kept = _without_tail(_without_rights_above(kept), host)
    return Cleaned(kept, names) if any(_letters(b) for b in kept) else Cleaned(blocks, names)


def _without_bylines(blocks: Blocks, authors: Collection[str]) -> tuple[Blocks, tuple[str, ...]]:
    kept: list[Block] = []
    names: list[str] = []
    paragraphs = 0
    is_open = False  # after a line that says only "Door"
    for place, block in enumerate(blocks):
        is_head = place < _HEAD_BLOCKS and paragraphs <= _HEAD_PARAGRAPHS
        line = _line(block) if is_head else ""
        read = read_byline(f"{'door ' if is_open else ''}{line}", authors) if line else None
        is_open = bool(line) and _key(line) in _words("byline", "credits")
        if read is not None:
            names.extend(read.names)
        elif not is_open:
            kept.append(block)
            paragraphs += isinstance(block, Paragraph) and len(line) >= _PARAGRAPH_LETTERS
    while kept and (line := _line(kept[-1])) and _is_credit_at_end(line):
        kept.pop()
    return tuple(kept), tuple(dict.fromkeys(names))


def _is_credit_at_end(line: str) -> bool:
    """Return whether the last line says "Door …": a name alone there is a signature."""
    starts = beginning("byline", "credits").match(fold(line))
    return starts is not None and read_byline(line) is not None


def _line(block: Block) -> str:
    """Return the text of a block that may be a byline, "" for others."""
    if not isinstance(block, Paragraph | Heading):
        return ""
    line = text_of(block.runs).strip()
    return line if len(line) <= LONGEST_LINE or isinstance(block, Paragraph) else ""


def _without_titles(blocks: Blocks, titles: Collection[str]) -> Blocks:
    """Return `blocks` without lines before the text that repeat a title or link to another."""
    kept: list[Block] = []
    for place, block in enumerate(blocks[:_HEAD_BLOCKS]):
        line = text_of(block.runs) if isinstance(block, Heading | Paragraph) else ""
        if isinstance(block, Paragraph) and len(line) > _LONGEST_TITLE:
            return (*kept, *blocks[place:])
        is_linked = isinstance(block, Heading) and _is_all_links(block)
        has_text = any(isinstance(above, Paragraph) for above in kept)
        if not (comparison_key(line) in titles and line) and not (is_linked and not has_text):
            kept.append(block)
    return (*kept, *blocks[_HEAD_BLOCKS:])


def _without_repetitions(blocks: Blocks) -> Blocks:
    """Return `blocks` without summaries and captions that are printed a second time."""
    seen: set[str] = set()
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        key = _letters(block) if isinstance(block, Paragraph | Heading) else ""
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
        key = _letters(block) if isinstance(block, Paragraph) else ""
        if key and len(key) < 40 and isinstance(following, Paragraph):
            opening = re.match(r"(.{1,60}?)\s*[-\u2010-\u2015]", text_of(following.runs))
            if opening and comparison_key(opening[1]) == key:
                return blocks[:place] + blocks[place + 1 :]
    return blocks


def _without_pointers(blocks: Blocks, host: str) -> Blocks:
    """Return `blocks` without "Lees ook" and the links below it."""
    kept: list[Block] = []
    is_below = False  # a line that only says "Lees ook"
    for block in blocks:
        if _is_label(block, "pointers"):
            is_below = True
        elif is_below and _is_all_links(block):
            continue
        elif not _is_pointer(block) and not _is_title_link(block, host):
            is_below = False
            kept.append(block)
    return tuple(kept)


def _is_label(block: Block, name: str) -> bool:
    return isinstance(block, Heading | Paragraph) and _key(text_of(block.runs)) in _words(
        "lines", name
    )


def _is_pointer(block: Block) -> bool:
    """Return whether a line begins with "Lees ook" and otherwise names another article."""
    if not isinstance(block, Heading | Paragraph):
        return False
    text = text_of(block.runs).strip()
    label = beginning("lines", "pointers").match(fold(text))
    if label is None or len(text) > _LONGEST_POINTER:
        return False
    rest = text[label.end() :]
    before = _unlinked(block.runs)
    is_linked = len(before) < len(text) and len(before.strip()) <= label.end() + 2
    is_titled = re.match(r"\s*[:>»›|–-]", rest) is not None and not rest.rstrip().endswith(".")
    return is_linked or (is_titled and bool(rest.strip(" :")))


def _unlinked(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs if not run.href)


def _is_all_links(block: Block) -> bool:
    """Return whether all words of a line or list are links to pages."""
    lines = [b for b in walk((block,)) if isinstance(b, Heading | Paragraph)]
    if not lines or not isinstance(block, Heading | Paragraph | List):
        return False
    runs = [run for line in lines for run in line.runs]
    has_link = any(run.href.startswith("http") for run in runs)
    return has_link and not comparison_key(_unlinked(runs))


def _is_title_link(block: Block, host: str) -> bool:
    """Return whether a line or list only links to other articles of the same site.

    Known by the address, which repeats the words of the title that is the link.
    """
    if not _is_all_links(block):
        return False
    runs = [run for b in walk((block,)) if isinstance(b, Heading | Paragraph) for run in b.runs]
    return all(_names_its_page(run, host) for run in runs if comparison_key(run.text))


def _names_its_page(run: Run, host: str) -> bool:
    if display_host(run.href) != host or not host:
        return False
    words = {word for word in re.findall(r"\w+", fold(run.text)) if len(word) > 3}
    slug = set(re.findall(r"[^\W_]+", fold(run.href.partition(host)[2])))
    return len(words) >= 3 and len(words & slug) * 2 >= len(words)


def _is_alone(block: Block, *, is_about_letters: bool) -> bool:
    """Return whether a block is a share line, a counter or an invitation, wherever it stands."""
    if isinstance(block, List):
        items = [plain_text(item.blocks) for item in block.items]
        return bool(items) and all(_key(item) in _words("lines", "alone") for item in items)
    if not isinstance(block, Paragraph | Heading):
        return False
    text = text_of(block.runs)
    if len(text) > _LONGEST_BOX:
        return False
    if _key(text) in _words("lines", "alone"):
        return True
    return not is_about_letters and _is_invitation(text)


def _is_invitation(text: str) -> bool:
    """Return whether a line asks the reader to take a newsletter."""
    folded = fold(text)
    is_quoted = folded.lstrip()[:1] in {'"', "'"}
    if is_quoted or not _mentions(folded, "newsletter", "nouns"):
        return False
    call = beginning("newsletter", "calls")
    return any(call.match(folded, found.end()) for found in _SENTENCE.finditer(folded))


def _without_closing(blocks: Blocks) -> Blocks:
    """Return `blocks` up to a heading such as "Most read", if most of the text is above it."""
    total = sum(map(_length, blocks))
    above = 0
    for place, block in enumerate(blocks):
        is_heading = _is_label(block, "closing") or _is_counter(block)
        if is_heading and above > total * _SHARE_BEFORE_CLOSING:
            return blocks[:place]
        above += _length(block)
    return blocks


def _is_counter(block: Block) -> bool:
    """Return whether a line counts comments: "Reacties (2)", "12 comments"."""
    text = text_of(block.runs) if isinstance(block, Heading | Paragraph) else ""
    counted = _COUNTER.fullmatch(fold(text)) if len(text) < _LONGEST_LABEL else None
    return counted is not None and (counted[1] or counted[2]) in _words("lines", "comments")


def _without_rights_above(blocks: Blocks) -> Blocks:
    """Return `blocks` without a first line that says whose the text is."""
    first = text_of(blocks[0].runs) if blocks and isinstance(blocks[0], Paragraph) else ""
    is_imprint = len(first) < _LONGEST_BOX and _mentions(first, "lines", "rights")
    return blocks[1:] if is_imprint else blocks


def _without_tail(blocks: Blocks, host: str) -> Blocks:
    """Return `blocks` without what follows the last words of the text."""
    is_leftover: tuple[Callable[[str], bool], ...] = (_is_contact, _is_imprint, _is_credit)
    end = len(blocks)
    while end > 1:
        block = blocks[end - 1]
        text = text_of(block.runs) if isinstance(block, Paragraph | Heading) else ""
        is_bare_heading = isinstance(block, Heading) and end < len(blocks)
        is_said = any(test(text) for test in is_leftover if text)
        if not (is_bare_heading or is_said or _is_more_of_site(block, blocks[end - 2], host)):
            break
        end -= 1
    return blocks[:end]


def _is_more_of_site(block: Block, above: Block, host: str) -> bool:
    """Return whether a last list only links to pages of the same site, and nothing announces it."""
    if not isinstance(block, List) or not host or not _is_all_links(block):
        return False
    runs = [run for b in walk((block,)) if isinstance(b, Paragraph) for run in b.runs]
    is_announced = isinstance(above, Paragraph) and text_of(above.runs).rstrip().endswith(":")
    links = [run for run in runs if comparison_key(run.text)]
    is_own = all(display_host(run.href) == host and len(run.text.split()) > 2 for run in links)
    return is_own and not is_announced


def _is_credit(text: str) -> bool:
    """Return whether a last line names those who worked on a report."""
    return len(text) < _LONGEST_BOX and _mentions(text, "lines", "credits")


def _is_contact(text: str) -> bool:
    """Return whether a line only says where the author or the site can be reached."""
    if len(text) > _LONGEST_CONTACT:
        return False
    folded = fold(text)
    addresses = _ADDRESS.findall(folded)
    if addresses and not comparison_key(_ADDRESS.sub("", folded)):
        return True
    has_place = bool(addresses) or _mentions(folded, "contact", "networks")
    return has_place and _mentions(folded, "contact", "words")


def _is_imprint(text: str) -> bool:
    """Return whether a line names rights or subjects, or is a feed's own."""
    folded = fold(text)
    if len(text) > _LONGEST_BOX:
        return False
    is_filed = ":" in text and beginning("lines", "filed").match(folded)
    has_rights = text.lstrip().startswith("©") or _mentions(folded, "lines", "rights")
    return bool(is_filed) or has_rights or _mentions(folded, "lines", "feed_footers")


def _mentions(text: str, table: str, name: str) -> bool:
    return containing(table, name).search(fold(text)) is not None


def _words(table: str, name: str) -> frozenset[str]:
    return word_lists()[table][name]


def _key(text: str) -> str:
    """Return a line as the lists spell it: folded, without signs around it; "" for a long one."""
    if len(text) > _LONGEST_LABEL:
        return ""
    return " ".join(fold(text).strip(" \t\n:.!?…>»›|•·*-–—()[]").split())


def _length(block: Block) -> int:
    return len(plain_text((block,)))


def _letters(block: Block) -> str:
    return comparison_key(plain_text((block,)))
