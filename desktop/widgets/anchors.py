"""Places within an article that its own links lead to."""

from PySide6.QtGui import QTextCursor, QTextDocument


def anchor_cursor(document: QTextDocument, name: str) -> QTextCursor:
    """Return a cursor at the place called `name`, a null one where there is no such place."""
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            if name in pieces.fragment().charFormat().anchorNames():
                cursor = QTextCursor(block)
                cursor.setPosition(pieces.fragment().position())
                return cursor
            pieces += 1
        block = block.next()
    return QTextCursor()
