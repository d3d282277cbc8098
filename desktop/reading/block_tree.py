"""Quotations and lists, opened and closed as their markup begins and ends.

What is deeper than what is drawn is put at the deepest level that is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from desktop.core.blocks import Block, Blocks, List, ListItem, Quotation
from desktop.reading.limits import LIST_DEPTH, QUOTE_DEPTH

LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_STYLES: Final = frozenset("1aAiI")
_LAST_NUMBER: Final = 100_000
_NUMBER: Final = re.compile(r"\s*([+-]?[0-9]{1,6})(?![0-9])", re.ASCII)
_STYLE: Final = re.compile(
    r"list-style(?:-type)?\s*:[^;]{0,80}?\b(lower|upper)-(alpha|latin|roman)"
)


@dataclass(slots=True)
class _Open:
    """A container whose end was not met yet: "root", "quotation", "list" or "item"."""

    kind: str
    # Lists as they were opened, as an item may still join one; of a list what comes before its
    # first item.
    blocks: list["Block | _Open"] = field(default_factory=list)
    items: list["_Open"] = field(default_factory=list)
    style: str = ""
    number: int = 0  # of an item; of a list that of its next item, `step` further on
    step: int = 0
    is_implied: bool = False  # a list made for an item that stood in none
    is_part: bool = False  # the list right behind it belongs to it


class BlockTree:
    """The containers that are open, and the blocks in them."""

    def __init__(self) -> None:
        self._open = [_Open("root")]

    @property
    def depth(self) -> int:
        """Return how many containers are open, for `close_to`."""
        return len(self._open)

    @property
    def count(self) -> int:
        """Return how many blocks the innermost container has."""
        return len(self._open[-1].blocks)

    @property
    def is_in_item(self) -> bool:
        """Return whether the innermost container is an item of a list."""
        return self._open[-1].kind == "item"

    def add(self, block: "Block | _Open") -> None:
        """Put a block into the innermost container; between items it belongs to the last."""
        around = self._open[-1]
        is_between_items = around.kind == "list" and around.items
        (around.items[-1] if is_between_items else around).blocks.append(block)

    def replace_last(self, change: Callable[[Block], Block | None], *, start: int) -> bool:
        """Put what `change` makes of the last block behind `start` in its place, if anything."""
        blocks = self._open[-1].blocks
        if len(blocks) <= start or isinstance(last := blocks[-1], _Open):
            return False
        changed = change(last)
        if changed is not None:
            blocks[-1] = changed
        return changed is not None

    def open_quotation(self) -> None:
        """Begin a quotation."""
        if self._depth_of("quotation") < QUOTE_DEPTH:
            self._open.append(_Open("quotation"))

    def open_list(self, element: etree._Element) -> None:
        """Begin a list."""
        if self._depth_of("list") < LIST_DEPTH:
            self._open.append(_list_of(element))

    def open_item(self, element: etree._Element) -> None:
        """Begin an item; one that stands in no list gets one."""
        if self._open[-1].kind != "list":
            if self._depth_of("list") < LIST_DEPTH:
                self._open.append(_Open("list", is_implied=True))
            elif self.is_in_item:
                # Of a list too deep to be drawn: an item of the deepest that is.
                self.close_to(self.depth - 1)
            else:
                return
        around = self._open[-1]
        number = _number(element.get("value"), around.number) if around.step else 0
        self._open.append(_Open("item", number=number))
        around.number = min(max(number + around.step, -_LAST_NUMBER), _LAST_NUMBER)

    def close_to(self, depth: int) -> None:
        """End the innermost containers until `depth` are open; empty ones are dropped."""
        while len(self._open) > depth:
            closed = self._open.pop()
            if closed.kind == "item" and closed.blocks:
                self._open[-1].items.append(closed)
            elif closed.kind == "quotation" and closed.blocks:
                self.add(Quotation(_finished(closed.blocks)))
            elif closed.kind == "list":
                self._end_list(closed)

    def take_ended(self) -> Blocks:
        """Return the outermost blocks to which nothing more can belong, and forget them."""
        blocks = self._open[0].blocks
        if len(self._open) > 1 or len(blocks) < 2:
            return ()
        ended, blocks[:] = blocks[:-1], blocks[-1:]
        return _finished(ended)

    def finish(self) -> Blocks:
        """End all that is open and return what there is."""
        self.close_to(1)
        return _finished(self._open[0].blocks)

    def _end_list(self, closed: _Open) -> None:
        for block in closed.blocks:
            self.add(block)
        last = next(reversed(self._open[-1].blocks), None)
        if isinstance(last, _Open) and (last.is_part or (last.is_implied and closed.is_implied)):
            last.items += closed.items
            last.style, last.is_part = last.style or closed.style, closed.is_part
        elif closed.items:
            self.add(closed)

    def _depth_of(self, kind: str) -> int:
        return sum(container.kind == kind for container in self._open)


def _finished(blocks: list[Block | _Open]) -> Blocks:
    return tuple(_list(block) if isinstance(block, _Open) else block for block in blocks)


def _list(ended: _Open) -> List:
    items = (ListItem(_finished(item.blocks), item.number) for item in ended.items)
    return List(tuple(items), ended.style)


def _list_of(element: etree._Element) -> _Open:
    is_part = element.get("class") == "part"
    if element.tag != "ol":
        return _Open("list", is_part=is_part)
    style = element.get("type", "").strip() or _style(element.get("style", "").lower())
    is_reversed = "reversed" in element.attrib
    first = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
    style, step = style if style in _STYLES else "1", -1 if is_reversed else 1
    number = _number(element.get("start"), first)
    return _Open("list", style=style, number=number, step=step, is_part=is_part)


def _number(value: str | None, otherwise: int) -> int:
    """Return the number that an attribute of a list names."""
    number = _NUMBER.match(value or "")
    return min(max(int(number[1]), -_LAST_NUMBER), _LAST_NUMBER) if number else otherwise


def _style(css: str) -> str:
    """Return the `type` that a list's style sheet names."""
    if not (named := _STYLE.search(css)):
        return ""
    letter = "i" if named[2] == "roman" else "a"
    return letter.upper() if named[1] == "upper" else letter
