"""The article as screen readers see it: a document with headings, links, lists and pictures.

Qt gives a text view one long text. Its parts are made when a reader asks for them, and let go
with the article. The text interface, with caret and lines, stays Qt's own: PySide leaves out the
parameters by which one written in Python would answer.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QKeyEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextTable,
)
from PySide6.QtWidgets import QAccessibleWidget, QTextBrowser

from desktop.qt.overrides import safe_override
from desktop.widgets.accessible_parts import (
    NONE,
    Kind,
    Level,
    Part,
    Press,
    Role,
    Text,
    child,
    part_at,
    place_of,
)
from desktop.widgets.parts import fragments_of

OBJECT = "\ufffc"  # stands in the text for a picture
TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class AccessibleArticle(QObject):
    """Keeps what screen readers are told of an article view."""

    def __init__(self, view: QTextBrowser) -> None:
        super().__init__(view)
        self._view = view
        self._document = _Document(view)
        self._has_told_part = False
        QAccessible.registerAccessibleInterface(self._document)
        view.installEventFilter(self)

    def forget(self) -> None:
        """Let go of the parts: another article, or the same one anew, is in view."""
        self._has_told_part = False
        self._document.forget()

    @safe_override(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have a link read as one when Tab reaches it, and the text by lines again after it."""
        if isinstance(event, QKeyEvent) and QAccessible.isActive():
            if event.type() == QEvent.Type.KeyRelease and event.key() in TAB:
                link = self._document.link_at(self._view.textCursor().selectionStart())
                if link is not None:
                    _tell_focus(link)
                    self._has_told_part = True
            elif event.type() == QEvent.Type.KeyPress and self._has_told_part:
                self._has_told_part = False
                _tell_focus(self._document)
        return super().eventFilter(watched, event)


class _Document(QAccessibleWidget):
    """The whole article; its text is read through Qt's interface of the view."""

    def __init__(self, view: QTextBrowser) -> None:
        # Asked before this one is registered: from then on Qt hands out this one.
        self._original = QAccessible.queryAccessibleInterface(view)
        super().__init__(view, Role.Document, "")
        self._view = view
        self._words = self._original.textInterface()
        self._parts: list[Part] | None = None

    def forget(self) -> None:
        """Let go of the parts: to drop them alone would crash when a reader asks for one."""
        parts, self._parts = self._parts or [], None
        for part in parts:
            for each in part.all():
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))

    def link_at(self, position: int) -> "Part | None":
        """Return the link at a character of the text."""
        parts = (each for part in self.parts() for each in part.all())
        links = (part for part in parts if part.role() == Role.Link)
        return next((link for link in links if link.span[0] <= position < link.span[1]), None)

    def parts(self) -> list[Part]:
        """Return the parts of the article in view, made when they are first asked for."""
        if self._parts is None:
            self._parts = list(_Maker(self, self._view).parts(self._view.document()))
        return self._parts

    # What Qt asks

    @safe_override(NONE)
    def interface_cast(self, kind: Kind) -> Any:
        return self._words if kind == Kind.TextInterface else NONE

    @safe_override(Role.NoRole)
    def role(self) -> Role:
        return Role.Document

    @safe_override("")
    def text(self, text: Text) -> str:
        return self._view.accessibleName() if text == Text.Name else ""

    @safe_override(QAccessible.State())
    def state(self) -> QAccessible.State:
        return self._original.state()

    @safe_override(0)
    def childCount(self) -> int:
        return len(self.parts())

    @safe_override(None)
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return child(self.parts(), index)

    @safe_override(-1)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return place_of(self.parts(), child)

    @safe_override(None)
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return part_at(self.parts(), x, y)

    @safe_override(None)
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return None


class _Maker:
    """Makes the parts of a document."""

    def __init__(self, root: _Document, view: QTextBrowser) -> None:
        self._root, self._view = root, view

    def parts(self, document: QTextDocument) -> Iterator[Part]:
        """Yield the parts in order; a table is a list of its rows."""
        lists: dict[int, Part] = {}
        tables: set[int] = set()
        block = document.begin()
        while block.isValid():
            table = QTextCursor(block).currentTable()
            if table is not None:
                if table.objectIndex() not in tables:
                    tables.add(table.objectIndex())
                    yield self._table(table)
            elif (items := block.textList()) is not None:
                key = items.objectIndex()
                if key not in lists:
                    lists[key] = self._part(self._root, Role.List, "", block)
                    yield lists[key]
                lists[key].parts.append(self._text(lists[key], Role.ListItem, block))
            elif block.isVisible() and block.text().strip():
                yield self._block(block)
            block = block.next()

    def _block(self, block: QTextBlock) -> Part:
        level = block.userState()  # which the style sheet sets, see `desktop.reading.render`
        if level > 0:
            return self._text(
                self._root, Role.Heading, block, {Kind.AttributesInterface: Level(level)}
            )
        return self._text(self._root, Role.Paragraph, block)

    def _text(
        self, above: QAccessibleInterface, role: Role, block: QTextBlock,
        interfaces: Mapping[Kind, Any] | None = None,
    ) -> Part:  # fmt: skip
        """Return a block of text with its links and pictures."""
        words = block.text().replace(OBJECT, "").strip()
        part = self._part(above, role, words, block, interfaces)
        runs = groupby(fragments_of(block), lambda f: (f.charFormat().isImageFormat(), _address(f)))
        for (is_picture, address), run in runs:
            pieces = list(run)
            span = (pieces[0].position(), pieces[-1].position() + pieces[-1].length())
            if address:
                words = "".join(map(_alt if is_picture else QTextFragment.text, pieces))
                part.parts.append(self._link(part, words, address, span))
            elif is_picture:
                part.parts += [self._picture(part, piece) for piece in pieces]
        return part

    def _link(self, above: Part, words: str, address: str, span: tuple[int, int]) -> Part:
        press = Press(lambda: self._view.anchorClicked.emit(QUrl(address)))
        actions = {Kind.ActionInterface: press}
        return Part(
            above, self._view, Role.Link, words, span, description=address, interfaces=actions
        )

    def _picture(self, above: Part, fragment: QTextFragment) -> Part:
        span = (fragment.position(), fragment.position() + fragment.length())
        return Part(above, self._view, Role.Graphic, _alt(fragment), span)

    def _table(self, table: QTextTable) -> Part:
        span = (table.firstPosition(), table.lastPosition())
        part = Part(self._root, self._view, Role.List, "", span)
        for row in range(table.rows()):
            cells = [table.cellAt(row, column) for column in range(table.columns())]
            own = [cell for column, cell in enumerate(cells) if cell.column() == column]
            texts = [_words_of(cell.firstCursorPosition(), cell.lastPosition()) for cell in own]
            words = f"{texts[0]}: {', '.join(filter(None, texts[1:]))}" if texts[1:] else texts[0]
            ends = (own[0].firstPosition(), own[-1].lastPosition())
            part.parts.append(Part(part, self._view, Role.ListItem, words, ends))
        return part

    def _part(
        self, above: QAccessibleInterface, role: Role, words: str, block: QTextBlock,
        interfaces: Mapping[Kind, Any] | None = None,
    ) -> Part:  # fmt: skip
        span = (block.position(), block.position() + block.length() - 1)
        return Part(above, self._view, role, words, span, interfaces=interfaces)


def _tell_focus(interface: QAccessibleInterface) -> None:
    QAccessible.updateAccessibility(QAccessibleEvent(interface, QAccessible.Event.Focus))


def _address(fragment: QTextFragment) -> str:
    return fragment.charFormat().anchorHref()


def _alt(picture: QTextFragment) -> str:
    return str(picture.charFormat().property(QTextFormat.Property.ImageAltText) or "")


def _words_of(cursor: QTextCursor, end: int) -> str:
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return " ".join(cursor.selectedText().replace(OBJECT, "").split())
