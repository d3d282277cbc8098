"""Where words stand in a text; loaded once something is looked for."""

from PySide6.QtGui import QColor, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

MOST = 500


def marks_of(document: QTextDocument, words: str, colour: QColor) -> list[QTextEdit.ExtraSelection]:
    """Return a mark for each place of `words`, at most 500; none for ""."""
    marks: list[QTextEdit.ExtraSelection] = []
    cursor = QTextCursor(document)
    while words and len(marks) < MOST:
        cursor = document.find(words, cursor)
        if cursor.isNull():
            break
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        mark.format.setBackground(colour)
        marks.append(mark)
    return marks
