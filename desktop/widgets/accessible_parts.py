"""What an article is made of for screen readers: headings, links, lists, pictures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
    QColor,
    QTextCursor,
    QWindow,
)
from PySide6.QtWidgets import QTextBrowser
from shiboken6 import Shiboken

from desktop.qt.overrides import safe_override

NONE = Shiboken.VoidPtr(0)  # an int or None would crash the process
Kind = QAccessible.InterfaceType
Role = QAccessible.Role
Text = QAccessible.Text


class Part(QAccessibleInterface):
    """A heading, paragraph, link, list, item or picture."""

    def __init__(
        self,
        above: QAccessibleInterface,
        view: QTextBrowser,
        role: Role,
        words: str,
        span: tuple[int, int],
        *,
        description: str = "",
        interfaces: Mapping[Kind, Any] | None = None,
    ) -> None:
        """Make a part of `above`; `span` is where its text begins and ends in the document."""
        super().__init__()
        self._above, self._view, self._role, self._words = above, view, role, words
        self.span, self._description = span, description
        self._interfaces = interfaces or {}
        self.parts: list[Part] = []
        QAccessible.registerAccessibleInterface(self)

    def all(self) -> Iterator["Part"]:
        """Yield what is in this part, and the part itself last."""
        for part in self.parts:
            yield from part.all()
        yield self

    # What Qt asks

    @safe_override(False)
    def isValid(self) -> bool:
        return True

    @safe_override(None)
    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    @safe_override(None)
    def window(self) -> QWindow:
        return self._view.window().windowHandle()

    @safe_override(None)
    def parent(self) -> QAccessibleInterface:
        return self._above

    @safe_override(0)
    def childCount(self) -> int:
        return len(self.parts)

    @safe_override(None)
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return child(self.parts, index)

    @safe_override(-1)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return place_of(self.parts, child)

    @safe_override(None)
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return part_at(self.parts, x, y)

    @safe_override(None)
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @safe_override([])
    def relations(self, _match: Any = None) -> list[Any]:
        return []

    @safe_override(Role.NoRole)
    def role(self) -> Role:
        return self._role

    @safe_override("")
    def text(self, text: Text) -> str:
        return {Text.Name: self._words, Text.Description: self._description}.get(text, "")

    @safe_override(None)
    def setText(self, _text: Text, _words: str) -> None:
        """Do nothing: an article is read."""

    @safe_override(QColor())
    def foregroundColor(self) -> QColor:
        return QColor()

    @safe_override(QColor())
    def backgroundColor(self) -> QColor:
        return QColor()

    @safe_override(None)
    def virtual_hook(self, _number: int, _data: Any) -> None:
        """Do nothing: Qt has no use for it yet."""

    @safe_override(NONE)
    def interface_cast(self, kind: Kind) -> Any:
        return self._interfaces.get(kind, NONE)

    @safe_override(QAccessible.State())
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        is_link = self._role == Role.Link
        state.readOnly = 1
        state.linked = state.focusable = int(is_link)
        state.offscreen = int(not self._seen())
        return state

    @safe_override(QRect())
    def rect(self) -> QRect:
        place = self._place()
        return QRect(self._view.viewport().mapToGlobal(place.topLeft()), place.size())

    def _seen(self) -> bool:
        return self._view.viewport().rect().intersects(self._place())

    def _place(self) -> QRect:
        cursor, place = QTextCursor(self._view.document()), QRect()
        for position in self.span:
            cursor.setPosition(min(position, self._view.document().characterCount() - 1))
            place = place.united(self._view.cursorRect(cursor))
        if place.height() > 2 * self._view.cursorRect(cursor).height():  # several lines
            place.setLeft(0)
            place.setWidth(self._view.viewport().width())
        return place


class Level(QAccessibleAttributesInterface):
    """How deep a heading stands."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    @safe_override([])
    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    @safe_override(None)
    def attributeValue(self, _key: QAccessible.Attribute) -> object:
        return self._level


class Press(QAccessibleActionInterface):
    """What a link does."""

    def __init__(self, press: Callable[[], None]) -> None:
        super().__init__()
        self._press = press

    @safe_override([])
    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()]

    @safe_override(None)
    def doAction(self, _name: str) -> None:
        self._press()

    @safe_override([])
    def keyBindingsForAction(self, _name: str) -> list[str]:
        return []


def child(parts: Sequence[Part], index: int) -> Part | None:
    return parts[index] if 0 <= index < len(parts) else None


def place_of(parts: Sequence[Part], child: QAccessibleInterface) -> int:
    return next((place for place, part in enumerate(parts) if part is child), -1)


def part_at(parts: Sequence[Part], x: int, y: int) -> Part | None:
    return next((part for part in parts if part.rect().contains(x, y)), None)
