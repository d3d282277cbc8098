"""Two bars beside the article: notices above it, finding words below it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton

from desktop.core.model import Notice
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.article_view import ArticleView
from desktop.widgets.parts import name_button, plain_label

SIDE_MARGIN, TOP_MARGIN = 16, 8
ICON = 16
MOST_HIGHLIGHTS = 500
FORWARD, BACK = QTextDocument.FindFlag(0), QTextDocument.FindFlag.FindBackward


class ScaledBar(QFrame):
    """A row of widgets whose margins and icons keep to the scale in force."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = QHBoxLayout(self)
        theme.changed.connect(self._scale)

    def _add_button(self, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(QIcon.fromTheme(icon))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._row.addWidget(button)
        self._scale()
        return button

    def _scale(self) -> None:
        px = self._theme.px
        side, top = px(SIDE_MARGIN), px(TOP_MARGIN)
        self._row.setContentsMargins(side, top, side, top)
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(px(ICON), px(ICON)))


class NoticeBar(TranslatedWidget, ScaledBar):
    """One calm sentence under the toolbar, the newest, with at most one thing to do about it."""

    action_chosen = Signal(object)  # Notice: the button on the notice was pressed

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("notice")
        self._waiting: list[Notice] = []
        self._text = plain_label(wraps=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._action)
        self._close = self._add_button("close")
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.dismiss)
        self.retranslate()
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show `notice`, once however often it comes."""
        self._waiting = [*(n for n in self._waiting if n.key != notice.key), notice]
        self._show_newest()

    def reword(self, notice: Notice) -> None:
        """Say a notice in other words, if it was not closed meanwhile."""
        self._waiting = [notice if n.key == notice.key else n for n in self._waiting]
        self._show_newest()

    def dismiss(self) -> None:
        """Close the notice in view; one that waits below it comes up."""
        self._waiting = self._waiting[:-1]
        self._show_newest()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Melding"))
        name_button(self._close, self.tr("Melding sluiten"))

    def _show_newest(self) -> None:
        self.setVisible(bool(self._waiting))
        if self._waiting:
            notice = self._waiting[-1]
            self._text.setText(notice.text)
            self.setAccessibleDescription(notice.text)
            self._action.setText(notice.action_text)
            self._action.setVisible(bool(notice.action_text))

    def _act(self) -> None:
        notice = self._waiting[-1]
        self.dismiss()
        self.action_chosen.emit(notice)


class FindBar(TranslatedWidget, ScaledBar):
    """Finds words in the article in view, highlights them, and says how many there are."""

    counted = Signal(str)  # how many there are, in words

    def __init__(self, article: ArticleView, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("findBar")
        self._article = article
        self.field = QLineEdit()
        self._count = QLabel()
        self._places: list[int] = []  # where the words begin
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self._count)
        self._previous = self._add_button("chevron-up")
        self._next = self._add_button("chevron-down")
        self._close = self._add_button("close")
        self.field.textChanged.connect(self._highlight)
        self.field.returnPressed.connect(self._next.click)
        self._next.clicked.connect(lambda: self._select(FORWARD, QTextCursor.MoveOperation.Start))
        self._previous.clicked.connect(lambda: self._select(BACK, QTextCursor.MoveOperation.End))
        self._close.clicked.connect(self.close_bar)
        article.page_shown.connect(self._highlight)
        self.retranslate()
        self.hide()

    def open_bar(self) -> None:
        """Show the field, ready to type in, with the words that are selected in the article."""
        selected = self._article.textCursor().selectedText()
        if selected:
            self.field.setText(selected)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._highlight()

    def close_bar(self) -> None:
        """Hide the bar and the highlights, and leave nothing selected by them."""
        # First, or Qt gives the keyboard to the first button of the window meanwhile.
        self._article.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.hide()
        self._highlight()
        cursor = self._article.textCursor()
        cursor.clearSelection()
        self._article.setTextCursor(cursor)

    @safe_override(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Zoeken in dit artikel"))
        self.field.setAccessibleName(self.tr("Zoeken in dit artikel"))
        name_button(self._previous, self.tr("Vorige vindplaats"))
        name_button(self._next, self.tr("Volgende vindplaats"))
        name_button(self._close, self.tr("Zoeken sluiten"))

    def _highlight(self) -> None:
        """Highlight the words wherever they stand, nothing while the bar is closed."""
        words = "" if self.isHidden() else self.field.text()
        found = highlights(self._article.document(), words, self._theme.colour("highlight"))
        self._article.setExtraSelections(found)
        self._places = [highlight.cursor.selectionStart() for highlight in found]
        self._say_count()

    def _say_count(self) -> None:
        """Say how often the words were found, and which place is selected: "3 van 33"."""
        count, cursor = len(self._places), self._article.textCursor()
        text = self.tr("%n keer gevonden", "", count) if count else self.tr("Niet gevonden")
        if cursor.hasSelection() and cursor.selectionStart() in self._places:
            place = self._places.index(cursor.selectionStart()) + 1
            text = self.tr("{} van {}").format(place, count)
        is_searching = not self.isHidden() and self.field.text()
        if self._count.text() != (said := text if is_searching else ""):
            self._count.setText(said)
            self.counted.emit(said)

    def _select(self, flags: QTextDocument.FindFlag, edge: QTextCursor.MoveOperation) -> None:
        """Select the next place of the words, going round by way of `edge`."""
        words = self.field.text()
        if words and not self._article.find(words, flags):
            self._article.moveCursor(edge)
            self._article.find(words, flags)
        self._say_count()


def highlights(
    document: QTextDocument, words: str, colour: QColor
) -> list[ArticleView.ExtraSelection]:
    """Return a highlight for each place of `words`, at most 500; none for ""."""
    found: list[ArticleView.ExtraSelection] = []
    cursor = document.find(words)
    while not cursor.isNull() and len(found) < MOST_HIGHLIGHTS:
        highlight = ArticleView.ExtraSelection()
        highlight.cursor = cursor
        highlight.format.setBackground(colour)
        found.append(highlight)
        cursor = document.find(words, cursor)
    return found
