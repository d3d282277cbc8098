"""The row of buttons: webmail first, then refreshing, searching and sizing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop.core.text import escape
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.webmail_button import WebmailButton

if TYPE_CHECKING:
    from desktop.core.mail import Indicator

SEARCH_WIDTH = 300
SEARCH_DELAY_MS = 120
ICON = 20
HEIGHT = 56
GAP = 8
SEARCH_LEAST = 96
EDGE = 8  # beside the 8 between buttons
GLASS = 18
GLASS_LEFT = 10


class Toolbar(TranslatedWidget, QToolBar):
    """One row, 56 high at 100 %.

    Signals:
        search_changed(str): words to search for, "" to end searching.
        search_left(): Down or Enter in the field: on to the list.
    """

    search_changed = Signal(str)
    search_left = Signal()

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions = actions
        self._theme = theme
        self._mail_tip = ""
        self.webmail = self._webmail_button()
        self._back = self._button(actions.back)
        self._refresh = self._button(actions.refresh)
        self.search = SearchField(theme)
        self._smaller = self._button(actions.smaller)
        self._larger = self._button(actions.larger)
        self._menu = self._menu_button()
        self._edges = (QWidget(), QWidget())  # the style keeps its own margins from a layout
        self._search_timer = QTimer(self, interval=SEARCH_DELAY_MS, singleShot=True)
        self._lay_out()
        self.search.textChanged.connect(self._search_timer.start)
        self.search.left.connect(self.search_left)
        self._search_timer.timeout.connect(self._emit_search)
        theme.changed.connect(self._scale)
        self.retranslate()

    def fit(self, width: int) -> None:
        """Leave out what there is no room for; webmail and menu always stay.

        First go the word beside the arrow, then A- and A+, refreshing, and searching: the
        menu or a key has them all.
        """
        self._set_word(self.webmail, is_shown=True)
        self._set_word(self._refresh, is_shown=False)
        room = width - 2 * self._theme.px(EDGE) - self._width_of(self.webmail, self._menu)
        if self._back_place.isVisible():
            room -= self._width_of(self._back)
        self._set_word(self.webmail, is_shown=room >= 0)
        sizes = self._width_of(self._smaller, self._larger)
        for places, needed in (
            ((self._search_place,), self._theme.px(SEARCH_LEAST + GAP)),
            ((self._refresh_place,), self._width_of(self._refresh)),
            ((self._smaller_place, self._larger_place), sizes),
        ):
            is_there = needed <= room
            for place in places:
                place.setVisible(is_there)
            room = room - needed if is_there else 0  # what matters less does not take its place
        word = self._refresh.fontMetrics().horizontalAdvance(self._refresh.text())
        self._set_word(self._refresh, is_shown=word + self._theme.px(GAP) <= room)

    def set_mail(self, indicator: "Indicator", tip: str) -> None:
        """Show on the webmail button how the mail stands; `tip` says it in words, or is ""."""
        self._mail_tip = tip
        if indicator != self.webmail.indicator:
            self.webmail.set_indicator(indicator)
            self.fit(self.width())
        self._update_webmail_name()

    def set_back_visible(self, is_visible: bool) -> None:
        """Show the button back where there is something to go back to."""
        self._back_place.setVisible(is_visible)

    def clear_search(self) -> None:
        """Empty the field and end searching at once."""
        self.search.clear()
        self._search_timer.stop()
        self._emit_search()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setWindowTitle(self.tr("Werkbalk"))
        self.webmail.setText(self.tr("Webmail"))
        self._update_webmail_name()
        self.search.setPlaceholderText(self.tr("Zoeken in het nieuws"))
        self.search.setAccessibleName(self.tr("Zoeken in het nieuws"))
        self._menu.setAccessibleName(self.tr("Menu"))
        self._menu.setToolTip(self.tr("Menu"))
        self._colours.setTitle(self.tr("Kleuren"))

    def _set_word(self, button: QToolButton, *, is_shown: bool) -> None:
        """Show a button's word beside its icon, or its icon alone."""
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if is_shown else style.ToolButtonIconOnly
        )

    def _width_of(self, *buttons: QToolButton) -> int:
        """Return the width that buttons need as they are now, with the gaps beside them."""
        return sum(button.sizeHint().width() + self._theme.px(GAP) for button in buttons)

    def _lay_out(self) -> None:
        for button in (self.webmail, self._refresh):
            self._set_word(button, is_shown=True)
        self.addWidget(self._edges[0])
        self.addWidget(self.webmail)
        self._back_place = self.addWidget(self._back)
        self._refresh_place = self.addWidget(self._refresh)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self._search_place = self.addWidget(self.search)
        self._smaller_place = self.addWidget(self._smaller)
        self._larger_place = self.addWidget(self._larger)
        self.addWidget(self._menu)
        self.addWidget(self._edges[1])
        self.set_back_visible(False)
        self._scale()

    def _scale(self) -> None:
        px = self._theme.px
        self.setIconSize(QSize(px(ICON), px(ICON)))
        self.setFixedHeight(px(HEIGHT))
        for edge in self._edges:
            edge.setFixedWidth(px(EDGE))
        self.search.setMaximumWidth(px(SEARCH_WIDTH))
        self.search.setMinimumWidth(px(SEARCH_LEAST))

    def _webmail_button(self) -> WebmailButton:
        actions = self._actions
        menu = QMenu(self)
        menu.addAction(actions.mail_status)
        for action in (actions.webmail, actions.compose, actions.other_webmail):
            menu.addAction(action)
        menu.addSeparator()
        menu.addActions([actions.check_mail, actions.mail_account, actions.choose_webmail])
        button = WebmailButton(self._theme)
        button.setObjectName("webmail")
        button.setIcon(QIcon.fromTheme("mail-on-accent"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setMenu(menu)
        button.clicked.connect(actions.webmail.trigger)
        return button

    def _menu_button(self) -> QToolButton:
        actions = self._actions
        menu = QMenu(self)
        menu.addActions([actions.refresh, actions.search, actions.find])
        menu.addSeparator()
        menu.addActions([actions.star, actions.open_in_browser])
        menu.addAction(actions.mark_all_read)
        menu.addSeparator()
        self._colours = menu.addMenu("")
        self._colours.addActions(actions.modes.actions())
        menu.addActions([actions.larger, actions.smaller, actions.normal_size])
        menu.addSeparator()
        for action in (actions.settings, actions.open_log, actions.about, actions.quit):
            menu.addAction(action)
        button = QToolButton()
        button.setIcon(QIcon.fromTheme("menu"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setMenu(menu)
        return button

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _update_webmail_name(self) -> None:
        name = self.tr("Webmail openen")
        self.webmail.setAccessibleName(f"{name}, {self._mail_tip}" if self._mail_tip else name)
        # Without text of its own Qt would show the button's word.
        self.webmail.setToolTip(escape(self._mail_tip or name))

    def _emit_search(self) -> None:
        self.search_changed.emit(self.search.text().strip())


class SearchField(QLineEdit):
    """A field with a magnifying glass; Escape empties it, Down leads to what was found.

    Signals:
        left(): the user goes on to the list.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setClearButtonEnabled(True)
        self.returnPressed.connect(self.left)
        theme.changed.connect(self._scale)
        self._scale()

    @safe_override(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass: the icon of an action of QLineEdit does not grow with the text."""
        super().paintEvent(event)
        size = self._theme.px(GLASS)
        place = QRect(self._theme.px(GLASS_LEFT), (self.height() - size) // 2, size, size)
        QIcon.fromTheme("search").paint(QPainter(self), place)

    def _scale(self) -> None:
        self.setTextMargins(self._theme.px(GLASS + GLASS_LEFT - 4), 0, 0, 0)

    @safe_override(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Down, empty with Escape."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
