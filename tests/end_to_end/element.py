"""What a screen reader sees, as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a window.

    Attributes:
        role: As AT-SPI names it: "push button", "list item", "label".
        name, description: What a screen reader says.
        states: Those of "showing", "focused", "enabled", "selected", "checked" that hold.
        level: Of a heading, 0 for other parts.
        text: What can be read in it letter by letter, "" for most parts.
        box: Left, top, width and height on the screen; None for what has no place.
        children: The parts of this part.
    """

    role: str
    name: str
    description: str
    states: frozenset[str]
    level: int
    text: str
    box: tuple[int, int, int, int] | None
    children: "tuple[Element, ...]"

    def all(self) -> "Iterator[Element]":
        """Yield this part and everything in it, in order."""
        yield self
        for child in self.children:
            yield from child.all()

    def is_shown(self) -> bool:
        """Return whether it is in view."""
        return "showing" in self.states

    def centre(self) -> tuple[int, int]:
        """Return its middle on the screen."""
        assert self.box is not None
        left, top, width, height = self.box
        return left + width // 2, top + height // 2


def element_of(value: dict[str, Any]) -> Element:
    """Return the element that the screen reader's JSON describes."""
    return Element(
        role=value["role"],
        name=value["name"],
        description=value["description"],
        states=frozenset(value["states"]),
        level=value["level"],
        text=value["text"],
        box=tuple(value["box"]) if value["box"] else None,
        children=tuple(element_of(child) for child in value["children"]),
    )
