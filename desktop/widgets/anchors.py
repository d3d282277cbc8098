"""Places within an article that its own links lead to."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from desktop.widgets.parts import fragments


def show_anchor(view: QTextBrowser, url: QUrl) -> None:
    """Show the place, if any, that the fragment of `url` names; the caret goes there too."""
    document = view.document()
    cursor = _cursor(document, url.fragment(QUrl.ComponentFormattingOption.FullyDecoded))
    if cursor.isNull():
        return
    if view.textCursor().hasSelection():  # by which Qt shows where the keyboard is
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    view.setTextCursor(cursor)
    # QTextBrowser.scrollToAnchor does not know the layout before it was painted.
    top = document.documentLayout().blockBoundingRect(cursor.block()).top()
    view.verticalScrollBar().setValue(round(top))


def _cursor(document: QTextDocument, name: str) -> QTextCursor:
    """Return a cursor at the place called `name`, a null one where there is no such place."""
    for fragment in fragments(document):
        if name in fragment.charFormat().anchorNames():
            cursor = QTextCursor(document)
            cursor.setPosition(fragment.position())
            return cursor
    return QTextCursor()
