"""Links within an article, such as those of its footnotes: which places they lead to.

A link whose place is not in the article leads to the page.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote, urldefrag

from lxml import etree

from desktop.core.blocks import (
    Block,
    Blocks,
    Heading,
    List,
    Paragraph,
    Picture,
    Preformatted,
    Quotation,
    Runs,
    Table,
    walk,
)
from desktop.core.urls import resolve
from desktop.reading.line_breaking import is_blank
from desktop.reading.links import link_address

_NAME: Final = re.compile(r"[^\s\"'<>&#%\\`]{1,100}")
# More than this many names in front of one stretch of text are of empty elements.
_MOST_NAMES: Final = 20


class Anchors:
    """The places of one article that links within it lead to, and those not yet met by text."""

    def __init__(self, root: etree._Element, base_url: str) -> None:
        self._base_url = base_url
        hrefs = (element.get("href", "") for element in root.iter("a"))
        wanted = {self._fragment(href) for href in hrefs if "#" in href} - {""}
        # Most articles have none, and need not be searched.
        elements = root.iter() if wanted else ()
        self._known = {name for element in elements for name in _names(element)} & wanted
        self._waiting: list[str] = []

    def link(self, href: str) -> str:
        """Return the address that a link may lead to, "#name" within the article; "" for none."""
        name = self._fragment(href) if "#" in href else ""
        return f"#{name}" if name in self._known else link_address(self._base_url, href)

    def note(self, element: etree._Element) -> None:
        """Keep the names of an element for the first text that comes within or behind it."""
        if self._known and len(self._waiting) < _MOST_NAMES:
            self._waiting += [name for name in _names(element) if name in self._known]

    def take(self, text: str) -> str:
        """Return the names by which `text` is found, "" for none."""
        if not self._waiting or is_blank(text):
            return ""
        names, self._waiting = " ".join(dict.fromkeys(self._waiting)), []
        return names

    def _fragment(self, href: str) -> str:
        """Return the name in a link that stays on the page, "" for any other."""
        href = href.strip()
        if not href.startswith("#"):
            page, href = urldefrag(resolve(self._base_url, href) or "")
            if not page or page != urldefrag(self._base_url)[0]:
                return ""
        name = unquote(href.removeprefix("#"))
        return name if _NAME.fullmatch(name) else ""


def with_targets(blocks: Blocks, base_url: str) -> Blocks:
    """Return `blocks`; links within them whose place was cut off lead to the page instead."""
    parts = [part for block in walk(blocks) for part in _parts(block)]
    hrefs = {run.href for part in parts for run in part if run.href.startswith("#")}
    names = {name for part in parts for run in part for name in run.names.split()}
    lost = hrefs - {f"#{name}" for name in names}

    def change(runs: Runs) -> Runs:
        return tuple(
            run._replace(href=link_address(base_url, run.href)) if run.href in lost else run
            for run in runs
        )

    return tuple(_changed(block, change) for block in blocks) if lost else blocks


def _names(element: etree._Element) -> Iterator[str]:
    """Yield by what names an element can be linked to."""
    if isinstance(element.tag, str):
        named = (element.get("id", ""), element.get("name", "") if element.tag == "a" else "")
        yield from (name for name in map(str.strip, named) if _NAME.fullmatch(name))


def _parts(block: Block) -> Iterator[Runs]:
    """Yield the texts of one block, without the blocks it holds."""
    if isinstance(block, Heading | Paragraph | Preformatted):
        yield block.runs
    elif isinstance(block, Table):
        yield block.caption
        yield from (cell.runs for row in block.rows for cell in row)
    elif isinstance(block, Picture):
        yield block.caption


def _changed(block: Block, change: Callable[[Runs], Runs]) -> Block:
    """Return `block` with every text in it changed."""
    match block:
        case Heading() | Paragraph() | Preformatted():
            return block._replace(runs=change(block.runs))
        case Picture():
            return block._replace(caption=change(block.caption))
        case Table():
            rows = (tuple(c._replace(runs=change(c.runs)) for c in row) for row in block.rows)
            return block._replace(rows=tuple(rows), caption=change(block.caption))
        case Quotation():
            return Quotation(tuple(_changed(inner, change) for inner in block.blocks))
        case List():
            items = (
                item._replace(blocks=tuple(_changed(inner, change) for inner in item.blocks))
                for item in block.items
            )
            return block._replace(items=tuple(items))
    return block
