""" "Meer uit Buitenland": sections, how fresh the news is, and the list."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from desktop.models.article_list import ArticleListModel, ListState, Role
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.article_list import ArticleListView
from desktop.widgets.empty_state import EmptyState, EmptyStateText, LoadingPlaceholder
from desktop.widgets.parts import plain_label, tight_column
from desktop.widgets.section_chooser import SectionChooser

MARGIN = 16
LOW = 240
MOST_PASSED = 2000  # rows that are read, on the way to one that is not


class Sidebar(TranslatedWidget, QWidget):
    """The left pane."""

    section_chosen = Signal(str)  # key of a section
    # int: the current row is another article.
    article_chosen = Signal(object)  # int: an id has more bits than Qt's int
    article_opened = Signal(object)  # int: Enter or a click on a row
    new_items_wanted = Signal()  # "5 nieuwe berichten tonen" was pressed
    refresh_wanted = Signal()  # "Opnieuw proberen" was pressed

    def __init__(self, model: ArticleListModel, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._theme = theme
        self._state = ListState.LOADING
        self._new_count = 0
        self.sections = SectionChooser()
        self.list = ArticleListView(theme)
        self.list.setModel(model)
        self._heading = plain_label(name="heading", wraps=True)
        self._status = plain_label(name="status", wraps=True)
        self._new_items = QPushButton()
        self._new_items.setObjectName("newItems")
        self._new_items.hide()
        self._empty = EmptyState(theme)
        self._placeholder = LoadingPlaceholder(theme)
        self._placeholder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._head = QVBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(self.sections)
        self._head.addSpacing(self._theme.px(8))
        self._head.addWidget(self._heading)
        self._head.addWidget(self._status)
        self._head.addSpacing(self._theme.px(8))
        self._head.addWidget(self._new_items)
        self._stack = QStackedLayout()
        for widget in (self.list, self._placeholder, self._empty):
            self._stack.addWidget(widget)
        column = tight_column(self)
        column.addLayout(self._head)
        column.addLayout(self._stack, 1)
        self._space()

    def _connect(self) -> None:
        self.sections.section_chosen.connect(self.section_chosen)
        self.list.chosen.connect(lambda index: self.article_chosen.emit(index.data(Role.ID)))
        self.list.opened.connect(lambda index: self.article_opened.emit(index.data(Role.ID)))
        self._new_items.clicked.connect(self.new_items_wanted)
        self._empty.action_chosen.connect(self.refresh_wanted)
        self._theme.changed.connect(self._space)

    # What the controllers tell

    def set_sections(self, sections: Sequence[tuple[str, str]], current: str) -> None:
        """Offer `sections` (key, name) with `current` chosen."""
        self.sections.set_sections(sections)
        self.sections.set_current(current)

    def set_heading(self, text: str) -> None:
        """Name what the list shows."""
        self._heading.setText(text)
        self.list.setAccessibleName(text)

    def set_status(self, text: str) -> None:
        """Say how fresh the news is."""
        self._status.setText(text)

    def set_new_count(self, count: int) -> None:
        """Offer the articles that wait, 0 for none."""
        self._new_count = count
        self._new_items.setText(self.tr("%n nieuwe berichten tonen", "", count))
        self._new_items.setVisible(count > 0)

    def set_state(self, state: ListState) -> None:
        """Show the list or what stands in its place."""
        self._state = state
        before = self._stack.currentWidget()
        had_focus = before is not None and before.hasFocus()
        pages = {ListState.NEWS: self.list, ListState.LOADING: self._placeholder}
        if state not in pages:
            self._empty.show_text(self._text_of(state))
        self._stack.setCurrentWidget(pages.get(state, self._empty))
        if had_focus:
            self.focus_list()

    def focus_list(self) -> None:
        """Give the keyboard to the list, or to what stands in its place until it comes."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def select(self, article_id: int) -> bool:
        """Make an article the current row without opening it; False if it is not listed."""
        row = self._model.row_of(article_id)
        if row < 0:
            return False
        if row == self.list.currentIndex().row() and self.list.selectionModel().hasSelection():
            return True  # the list stays where the user has scrolled it
        index, only = self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        with QSignalBlocker(self.list):
            self.list.selectionModel().setCurrentIndex(index, only)
            self.list.scrollTo(index)
        self.list.viewport().update()
        return True

    def step(self, by: int, *, unread: bool = False) -> None:
        """Open the next article (+1) or the one before (-1), perhaps only an unread one."""
        row = self.list.currentIndex().row() + by
        for _ in range(MOST_PASSED):
            article = self._model.article_at(row) if 0 <= row < self._model.rowCount() else None
            if article is None:
                return
            if not (unread and article.is_read):
                self.list.setCurrentIndex(self._model.index(row))
                return
            row += by

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Nieuwslijst"))
        self._placeholder.setAccessibleName(self.tr("Het nieuws wordt opgehaald"))
        self.sections.retranslate()
        self.set_new_count(self._new_count)
        self.set_state(self._state)

    @safe_override(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the rows their room in a window that is very low for its letters."""
        super().resizeEvent(event)
        is_low = self.height() < self._theme.px(LOW)
        self._heading.setHidden(is_low)
        self._status.setHidden(is_low)

    def _space(self) -> None:
        px = self._theme.px
        self._head.setContentsMargins(px(MARGIN), px(14), px(MARGIN), px(4))
        self._new_items.setMinimumHeight(px(36))

    def _text_of(self, state: ListState) -> EmptyStateText:
        again = self.tr("Opnieuw proberen")
        match state:
            case ListState.OFFLINE:
                text = self.tr("Zodra er weer internet is, verschijnt hier het nieuws.")
                return EmptyStateText("state-offline", self.tr("Je bent offline"), text, again)
            case ListState.UNREACHABLE:
                title = self.tr("Het nieuws is even niet te bereiken")
                text = self.tr("De bron antwoordt niet. We proberen het straks vanzelf opnieuw.")
                return EmptyStateText("state-offline", title, text, again)
            case ListState.NO_HITS:
                text = self.tr("Probeer een ander of korter woord.")
                return EmptyStateText("state-search", self.tr("Niets gevonden"), text)
            case ListState.NO_STARS:
                text = self.tr("Bewaar een artikel met de ster, dan vind je het hier terug.")
                return EmptyStateText("state-empty", self.tr("Nog niets bewaard"), text)
        return EmptyStateText("state-empty", self.tr("Nog geen nieuws in deze rubriek"), "", again)
