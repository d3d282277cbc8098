"""Tells what only points to other articles: "Lees ook", titles that are links, lists of them."""

import re
from collections.abc import Iterable

from desktop.core.blocks import Block, Blocks, Heading, List, Paragraph, Run, line_of, text_of, walk
from desktop.core.text import comparison_key, fold
from desktop.core.urls import display_host
from desktop.reading.word_lists import beginning, label_key, words_of

_LONGEST_POINTER = 200


def without_pointers(blocks: Blocks, host: str) -> Blocks:
    """Return `blocks` without "Lees ook" and the links below it."""
    kept: list[Block] = []
    is_below = False  # a line that only says "Lees ook"
    for block in blocks:
        if is_label(block, "pointers"):
            is_below = True
        elif is_below and _is_all_links(block):
            continue
        elif not _is_pointer(block) and not _is_title_link(block, host):
            is_below = False
            kept.append(block)
    return tuple(kept)


def is_elsewhere(heading: Heading, url: str) -> bool:
    """Return whether a heading only links to another page of the article's site."""
    links = [run.href for run in heading.runs if comparison_key(run.text)]
    page, host = url.partition("#")[0], display_host(url)
    return bool(links) and all(
        display_host(link) == host and link.partition("#")[0] != page for link in links
    )


def is_more_of_site(block: Block, above: Block, host: str) -> bool:
    """Return whether a last list only links to pages of the same site, and nothing announces it."""
    if not isinstance(block, List) or not host or not _is_all_links(block):
        return False
    runs = [run for b in walk((block,)) if isinstance(b, Paragraph) for run in b.runs]
    is_announced = isinstance(above, Paragraph) and text_of(above.runs).rstrip().endswith(":")
    links = [run for run in runs if comparison_key(run.text)]
    is_own = all(display_host(run.href) == host and len(run.text.split()) > 2 for run in links)
    return is_own and not is_announced


def is_label(block: Block, name: str) -> bool:
    """Return whether a line says no more than a word of the list `name`."""
    return label_key(line_of(block)) in words_of("lines", name)


def _is_pointer(block: Block) -> bool:
    """Return whether a line begins with "Lees ook" and otherwise names another article."""
    if not isinstance(block, Heading | Paragraph):
        return False
    text = text_of(block.runs).strip()
    if len(text) > _LONGEST_POINTER:
        return False
    label = beginning("lines", "pointers").match(fold(text))
    if label is None:
        return False
    rest = text[label.end() :]
    before = _unlinked(block.runs)
    is_linked = len(before) < len(text) and len(before.strip()) <= label.end() + 2
    is_titled = re.match(r"\s*[:>»›|]", rest) is not None and not rest.rstrip().endswith(".")
    return is_linked or (is_titled and bool(rest.strip(" :")))


def _is_title_link(block: Block, host: str) -> bool:
    """Return whether a block only links to titles of the same site, known by their address."""
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


def _is_all_links(block: Block) -> bool:
    """Return whether all words of a line or list are links to pages."""
    lines = [b for b in walk((block,)) if isinstance(b, Heading | Paragraph)]
    if not lines or not isinstance(block, Heading | Paragraph | List):
        return False
    runs = [run for line in lines for run in line.runs]
    has_link = any(run.href.startswith("http") for run in runs)
    return has_link and not comparison_key(_unlinked(runs))


def _unlinked(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs if not run.href)
