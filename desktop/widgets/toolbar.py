"""The row of buttons: webmail first, then refreshing, searching and sizing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop.core.text import escape
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.parts import name_button
from desktop.widgets.size_control import SizeControl

if TYPE_CHECKING:
    from desktop.core.mail_states import Indicator

HEIGHT = 56
ICON = 20
GAP = 8
EDGE = 8  # beside the 8 between buttons
SEARCH_LEAST, SEARCH_WIDTH = 96, 300
SEARCH_DELAY_MS = 120
GLASS, GLASS_LEFT = 18, 10
INDICATOR = 20  # as high, and at least as wide
NUMBER_SIZE, NUMBER_PADDING = 13, 10
ARROW = 38  # the padding at the right, which the style sheet gives the webmail button
OVER_ICON = 16  # where the indicator begins when there is no room for the word
# The others say no more than that there is nothing to read.
INDICATED = frozenset({"unread", "offline", "locked", "attention"})


class Toolbar(TranslatedWidget, QToolBar):
    """One row, 56 high at 100 %."""

    search_changed = Signal(str)  # words to search for, "" to end searching
    search_left = Signal()  # Down or Enter in the field: on to the list

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._theme = theme
        self._mail_tip = ""
        self.webmail = WebmailButton(theme)
        self._back, self._refresh = button_of(actions.back), button_of(actions.refresh)
        self.search = SearchField(theme)
        sizes = (button_of(actions.smaller), button_of(actions.larger))
        self.size_control = SizeControl(*sizes, theme)
        self._menu = QToolButton()
        self._colours = menu_of(self, actions.modes.actions())
        self._view = menu_of(
            self,
            (self._colours.menuAction(), actions.larger, actions.smaller, actions.normal_size),
            (actions.full_screen,),
        )
        self._help = menu_of(self, (actions.open_log, actions.about))
        self._article = menu_of(
            self,
            (actions.find,),
            (actions.star, actions.unread, actions.open_in_browser),
            (actions.mail, actions.copy_link, actions.copy_text),
            (actions.next_article, actions.previous_article),
            (actions.next_unread, actions.previous_unread),
        )
        self._edges = (QWidget(), QWidget())  # the style keeps its own margins from a layout
        self._search_timer = QTimer(self, interval=SEARCH_DELAY_MS, singleShot=True)
        self._fill_menus(actions)
        self._lay_out()
        self.webmail.clicked.connect(actions.webmail.trigger)
        self.search.textChanged.connect(self._search_timer.start)
        self.search.left.connect(self.search_left)
        self._search_timer.timeout.connect(self._emit_search)
        theme.changed.connect(self._scale)
        self.size_control.left.connect(self._scale)
        self.retranslate()

    def fit(self, width: int) -> None:
        """Leave out what there is no room for; webmail and menu always stay.

        First go the word beside the arrow, then refreshing, searching, and A- and A+: the
        menu or a key has them all.
        """
        sizes = self.size_control.width() + self._theme.px(GAP)
        show_word(self._refresh, is_shown=False)
        for has_word in (True, False):
            show_word(self.webmail, is_shown=has_word)
            room = self._room(width)
            if room >= sizes:
                break
        for place, needed in (
            (self._size_place, sizes),
            (self._search_place, self._theme.px(SEARCH_LEAST + GAP)),
            (self._refresh_place, self._width_of(self._refresh)),
        ):
            is_there = needed <= room
            place.setVisible(is_there)
            room = room - needed if is_there else 0  # what matters less does not take its place
        self._right_place.setVisible(not self._size_place.isVisible())
        word = self._refresh.fontMetrics().horizontalAdvance(self._refresh.text())
        show_word(self._refresh, is_shown=word + self._theme.px(GAP) <= room)

    def set_mail(self, indicator: "Indicator", tip: str) -> None:
        """Show on the webmail button how the mail stands; `tip` says it in words, or is ""."""
        self._mail_tip = tip
        shown = indicator if indicator.kind.value in INDICATED else None
        if shown != self.webmail.indicator:
            self.webmail.set_indicator(shown)
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
        self.setWindowTitle(self.tr("Werkbalk"))
        self.webmail.setText(self.tr("Webmail"))
        self._update_webmail_name()
        self.search.setPlaceholderText(self.tr("Zoeken in het nieuws"))
        self.search.setAccessibleName(self.tr("Zoeken in het nieuws"))
        name_button(self._menu, self.tr("Menu"))
        self._article.setTitle(self.tr("Artikel"))
        self._help.setTitle(self.tr("Hulp"))
        self._view.setTitle(self.tr("Weergave"))
        self._colours.setTitle(self.tr("Kleuren"))

    def _room(self, width: int) -> int:
        """Return what webmail, menu and the way back leave of a toolbar `width` pixels wide."""
        always = (self.webmail, self._menu, *([self._back] if self._back_place.isVisible() else ()))
        return width - 2 * self._theme.px(EDGE) - self._width_of(*always)

    def _width_of(self, *buttons: QToolButton) -> int:
        """Return the width that buttons need as they are now, with the gaps beside them."""
        return sum(button.sizeHint().width() + self._theme.px(GAP) for button in buttons)

    def _fill_menus(self, actions: Actions) -> None:
        menu = menu_of(
            self,
            (*actions.mail_lines, actions.webmail, actions.compose, actions.other_webmail),
            (actions.check_mail, actions.mail_account, actions.choose_webmail),
        )
        self.webmail.setMenu(menu)
        self.webmail.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = menu_of(
            self,
            (actions.refresh, actions.search),
            (self._article.menuAction(), self._view.menuAction(), actions.mark_all_read),
            (actions.settings, self._help.menuAction(), actions.quit),
        )
        self._menu.setMenu(menu)
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.setIcon(QIcon.fromTheme("menu"))

    def _lay_out(self) -> None:
        self.addWidget(self._edges[0])
        self.addWidget(self.webmail)
        self._refresh_place = self.addWidget(self._refresh)
        self._back_place = self.addWidget(self._back)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        self._search_place = self.addWidget(self.search)
        self.addWidget(self._menu)
        self._size_place = self.addWidget(self.size_control)
        self._right_place = self.addWidget(self._edges[1])
        for button in (self.webmail, self._menu):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for button in (self.webmail, self._refresh):
            show_word(button, is_shown=True)
        self.set_back_visible(False)
        self._scale()

    def _scale(self) -> None:
        px = self._theme.px
        self.setIconSize(QSize(px(ICON), px(ICON)))
        # Not lower under the pointer: the next click on A- is meant for A- as well.
        is_in_use = self.size_control.underMouse()
        self.setFixedHeight(max(px(HEIGHT), self.height() if is_in_use else 0))
        self.size_control.scale()
        for edge in self._edges:
            edge.setFixedWidth(px(EDGE))
        self.search.setMinimumWidth(px(SEARCH_LEAST))
        self.search.setMaximumWidth(px(SEARCH_WIDTH))

    def _update_webmail_name(self) -> None:
        name = self.tr("Webmail openen")
        self.webmail.setAccessibleName(f"{name}, {self._mail_tip}" if self._mail_tip else name)
        # Without text of its own Qt would show the button's word.
        self.webmail.setToolTip(escape(self._mail_tip or name))

    def _emit_search(self) -> None:
        self.search_changed.emit(self.search.text().strip())


def button_of(action: QAction) -> QToolButton:
    """Return a button for `action` that the Tab key reaches."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def show_word(button: QToolButton, *, is_shown: bool) -> None:
    """Show a button's word beside its icon, or its icon alone."""
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(
        style.ToolButtonTextBesideIcon if is_shown else style.ToolButtonIconOnly
    )


def menu_of(parent: QWidget, *groups: Sequence[QAction]) -> QMenu:
    """Return a menu of actions with a line between the groups."""
    menu = QMenu(parent)
    for number, group in enumerate(groups):
        if number:
            menu.addSeparator()
        menu.addActions(group)
    return menu


class WebmailButton(QToolButton):
    """Draws an indicator behind its word, or over the corner of its icon where the word is gone.

    The indicator is a number, or an icon for a state.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("webmail")
        self.setIcon(QIcon.fromTheme("mail-on-accent"))
        self._theme = theme
        self.indicator: Indicator | None = None  # what is drawn, None for nothing

    def set_indicator(self, indicator: "Indicator | None") -> None:
        """Draw `indicator` from now on."""
        self.indicator = indicator
        self.updateGeometry()
        self.update()

    @safe_override(QSize())
    def sizeHint(self) -> QSize:
        """Leave room for the indicator."""
        size = super().sizeHint()
        if self.indicator is not None and self._has_word():
            size.setWidth(size.width() + self._place(self.indicator).width() + self._theme.px(GAP))
        return size

    @safe_override(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button as ever, and the indicator on top."""
        super().paintEvent(event)
        indicator = self.indicator
        if indicator is None:
            return
        place = self._place(indicator)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if indicator.text:
                self._paint_number(painter, place, indicator.text)
            else:
                self._paint_icon(painter, place, f"mail-{indicator.kind.value}-on-accent")

    def _paint_number(self, painter: QPainter, place: QRect, text: str) -> None:
        painter.setBrush(self._theme.colour("accent_text"))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(self._font())
        painter.setPen(self._theme.colour("accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_icon(self, painter: QPainter, place: QRect, name: str) -> None:
        if not self._has_word():  # the envelope must not be seen through it
            painter.setBrush(self._theme.colour("accent"))
            painter.drawEllipse(place)
        QIcon.fromTheme(name).paint(painter, place)

    def _font(self) -> QFont:
        return self._theme.font(NUMBER_SIZE, weight=QFont.Weight.Bold)

    def _has_word(self) -> bool:
        return self.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly

    def _place(self, indicator: "Indicator") -> QRect:
        """Return where the indicator is drawn: as wide as high, but for a number of more digits."""
        px, height = self._theme.px, self._theme.px(INDICATOR)
        number = QFontMetrics(self._font()).horizontalAdvance(indicator.text)
        width = max(height, number + px(NUMBER_PADDING))
        if self._has_word():
            left = self.width() - px(ARROW) - width
            return QRect(left, (self.height() - height) // 2, width, height)
        return QRect(px(OVER_ICON), 1, width, height)


class SearchField(QLineEdit):
    """A field with a magnifying glass; Escape empties it, Down leads to what was found."""

    left = Signal()  # the user goes on to the list

    def __init__(self, theme: Theme) -> None:
        super().__init__()
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

    @safe_override(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Down, empty with Escape."""
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _scale(self) -> None:
        self.setTextMargins(self._theme.px(GLASS + GLASS_LEFT - 4), 0, 0, 0)
