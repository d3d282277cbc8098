"""How Qt has laid a text out."""

from PySide6.QtGui import QTextDocument


def right_edge(document: QTextDocument) -> float:
    """Return where the line ends that reaches farthest to the right, pictures included.

    Not `document.size()`: Qt may keep a width of before a scroll bar took its room.
    """
    layout = document.documentLayout()
    edge = 0.0
    block = document.begin()
    while block.isValid():
        left, lines = layout.blockBoundingRect(block).x(), block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            edge = max(edge, left + line.x() + line.naturalTextWidth())
        block = block.next()
    return edge
