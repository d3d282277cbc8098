"""Small things that several widgets share."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QTextBlock, QTextDocument, QTextFragment
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

MOST_ACCOUNTS = 5  # whose mail is counted; each has a line in the menus


def plain_label(text: str = "", *, name: str = "", wraps: bool = False) -> QLabel:
    """Return a label that shows plain text; `name` is what the style sheet knows it by."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    return label


def tight_column(inside: QWidget) -> QVBoxLayout:
    """Return a column in a widget, without margins or gaps."""
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet goes by."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def name_button(button: QToolButton, words: str) -> None:
    """Say what a button does that shows an icon alone."""
    button.setToolTip(words)
    button.setAccessibleName(words)


def fragments(document: QTextDocument) -> Iterator[QTextFragment]:
    """Yield the pieces of `document` that are of one format each, pictures too, in order."""
    block = document.begin()
    while block.isValid():
        yield from fragments_of(block)
        block = block.next()


def fragments_of(block: QTextBlock) -> Iterator[QTextFragment]:
    """Yield the pieces of one paragraph."""
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def copy_text(text: str) -> None:
    """Put `text` on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def as_label(text: str) -> str:
    """Return `text` for a button or menu, where a single & would mark a key."""
    return text.replace("&", "&&")


def set_lines(items: Sequence[QAction], lines: Sequence[str]) -> None:
    """Show `lines` as items of a menu that only inform; hide the items that are left over."""
    for number, item in enumerate(items):
        item.setEnabled(False)
        item.setText(as_label(lines[number]) if number < len(lines) else "")
        item.setVisible(number < len(lines))
