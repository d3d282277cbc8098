"""Finding words in the article that is shown."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.qt.theme import Theme
from desktop.widgets.bar_space import BarSpace


class FindBar(QFrame):
    """A field below the article, with how often the words stand there.

    Signals:
        words_changed(str): what to mark.
        next_wanted(bool): go to the next place; True for the one before.
        closed(): the bar was closed, the marks can go.
    """

    words_changed = Signal(str)
    next_wanted = Signal(bool)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = QLineEdit()
        self._count = QLabel()
        self._back = button("back", self)
        self._on = button("forward", self)
        self._close = button("close", self)
        row = QHBoxLayout(self)
        row.addWidget(self.field, 1)
        for widget in (self._count, self._back, self._on, self._close):
            row.addWidget(widget)
        BarSpace(row, (self._back, self._on, self._close), theme)
        self.field.textChanged.connect(self.words_changed)
        self.field.returnPressed.connect(self._go_on)
        self._on.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        self._close.clicked.connect(self.close_bar)
        self.retranslate()
        self.hide()

    def open_bar(self, words: str = "") -> None:
        """Show the field, ready to type in."""
        if words:
            self.field.setText(words)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.words_changed.emit(self.field.text())

    def close_bar(self) -> None:
        """Put the bar away."""
        self.hide()
        self.closed.emit()

    def set_count(self, count: int) -> None:
        """Say how often the words were found."""
        text = self.tr("%n keer gevonden", "", count) if count else self.tr("Niet gevonden")
        self._count.setText(text if self.field.text() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.field.setPlaceholderText(self.tr("Zoeken in dit artikel"))
        self.field.setAccessibleName(self.tr("Zoeken in dit artikel"))
        for widget, name in (
            (self._back, self.tr("Vorige vindplaats")),
            (self._on, self.tr("Volgende vindplaats")),
            (self._close, self.tr("Zoeken sluiten")),
        ):
            widget.setToolTip(name)
            widget.setAccessibleName(name)

    def _go_on(self) -> None:
        self.next_wanted.emit(False)

    def _go_back(self) -> None:
        self.next_wanted.emit(True)


def button(icon: str, parent: QWidget) -> QToolButton:
    """Return a small button that shows an icon of the theme."""
    result = QToolButton(parent)
    result.setIcon(QIcon.fromTheme(icon))
    result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return result
