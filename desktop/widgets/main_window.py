"""The window: a toolbar, the list, the article. Arrangement only."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedLayout, QWidget

from desktop import DISPLAY_NAME
from desktop.core.model import ArticlePage
from desktop.models.article_list import ArticleListModel
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.article_bar import ArticleBar
from desktop.widgets.article_view import ArticleView
from desktop.widgets.bars import FindBar, NoticeBar
from desktop.widgets.empty_state import EmptyState, EmptyStateText
from desktop.widgets.parts import plain_label, tight_column
from desktop.widgets.sidebar import Sidebar
from desktop.widgets.toolbar import Toolbar

FIRST_SIZE = (1180, 760)
FRAME = (16, 40)  # what the system puts around a window is not known before it is shown
SMALLEST = (480, 400)
TITLE_SEEN = 120  # of the title bar, to move the window by
SIDEBAR = (280, 372, 520)
ONE_PANE_BELOW = 760
AFTER_PAINT_MS = 50
TOLD_MS = 4000


class MainWindow(TranslatedWidget, QMainWindow):
    """What the user sees; every part is an attribute."""

    # The window is about to close or to be put away; its place and sizes, to be kept.
    closing = Signal(bytes, bytes)
    back_wanted = Signal()  # back to the article before this one
    put_away = Signal()  # it is about to be hidden, with the program going on
    shown_again = Signal()  # it is in view after it was hidden
    sight_changed = Signal(bool)  # whether it can be seen: it was shown, hidden or minimised

    def __init__(self, model: ArticleListModel, theme: Theme, *, mark: str = "") -> None:
        super().__init__()
        # A title that ends otherwise would have the program's name added by Qt.
        self.setWindowTitle(f"{mark} – {DISPLAY_NAME}" if mark else DISPLAY_NAME)
        self._theme = theme
        self._is_narrow = False
        self._is_reading = False
        self._is_list_in_use = False
        self._can_go_back = False
        # Whether the window is only put away when the user closes it.
        self.goes_to_tray: Callable[[], bool] = bool
        self.actions_ = Actions(self)
        self.toolbar = Toolbar(self.actions_, theme)
        self.notices = NoticeBar(theme)
        self.sidebar = Sidebar(model, theme)
        self.article = ArticleView(theme)
        self.article_bar = ArticleBar(self.actions_, theme)
        self.nothing = EmptyState(theme)
        self.find_bar = FindBar(self.article, theme)
        self._hint = plain_label(name="linkHint")
        self._hint.setParent(self.article)
        self._hint.hide()
        self._told_timer = QTimer(self, interval=TOLD_MS, singleShot=True)
        self._told_timer.timeout.connect(self._hint.hide)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._follow_use()
        self.retranslate()

    # What the controllers tell

    def show_article_pane(self, *, has_article: bool) -> None:
        """Show the article, or the words that stand where it would be."""
        self._pane.setCurrentWidget(self.article if has_article else self.nothing)
        self.article_bar.setVisible(has_article)

    def show_page(self, page: ArticlePage) -> None:
        """Show an article."""
        self.show_article_pane(has_article=True)
        self.article.show_article(page)

    def read(self) -> None:
        """Bring the article in front of the list, where there is room for one of them only."""
        if self._is_narrow:
            self.set_reading(True)
            self.article.setFocus()

    def set_reading(self, is_reading: bool) -> None:
        """In a narrow window, show the article instead of the list, or the list again."""
        self._is_reading = is_reading
        self._show_panes()

    def set_can_go_back(self, can_go_back: bool) -> None:
        """Tell whether another article was shown before this one."""
        self._can_go_back = can_go_back
        self._show_panes()

    def is_in_sight(self) -> bool:
        """Return whether the window can be seen."""
        return self.isVisible() and not self.isMinimized()

    def dialog_parent(self) -> QWidget:
        """Return what a new dialog belongs to: the dialog that is open, else the window."""
        return QApplication.activeModalWidget() or self

    def is_list_covered(self) -> bool:
        """Return whether the article stands in front of the list."""
        return self._is_narrow and self._is_reading

    def state(self) -> tuple[bytes, bytes]:
        """Return place and size of the window and of its panes."""
        return bytes(self.saveGeometry().data()), bytes(self._splitter.saveState().data())

    def restore(self, geometry: bytes, splitter: bytes) -> None:
        """Take the place and sizes of before, where they make sense on this screen."""
        if not geometry or not self.restoreGeometry(QByteArray(geometry)):
            px = self._theme.px
            room = self.screen().availableSize() - QSize(*FRAME)
            self.resize(QSize(px(FIRST_SIZE[0]), px(FIRST_SIZE[1])).boundedTo(room))
            self._splitter.setSizes([px(SIDEBAR[1]), max(1, self.width() - px(SIDEBAR[1]))])
        if splitter:
            self._splitter.restoreState(QByteArray(splitter))

    def come_into_view(self) -> None:
        """Move a window that can hardly be seen onto a screen: one went while it was hidden."""
        frame = self.frameGeometry()
        rooms = [screen.availableGeometry() for screen in self.screen().virtualSiblings()]
        seen = [room & frame for room in rooms]
        has_title = any(part.top() == frame.top() for part in seen if part.width() >= TITLE_SEEN)
        area_seen = sum(part.width() * part.height() for part in seen if part.isValid())
        is_seen = has_title and area_seen * 2 >= frame.width() * frame.height()
        if is_seen or self.isMaximized() or self.isFullScreen():
            return
        room = self.screen().availableGeometry()
        border = frame.size() - self.size()
        self.resize(self.size().boundedTo(room.size() - border))
        centred = QRect(QPoint(), self.size() + border)
        centred.moveCenter(room.center())
        self.move(max(room.left(), centred.left()), max(room.top(), centred.top()))

    def withdraw(self) -> None:
        """Go out of sight, with the program going on."""
        self.put_away.emit()
        self.hide()

    def show_again(self) -> None:
        """Bring the window before all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.come_into_view()
        self.show()
        self.raise_()
        self.activateWindow()
        self.shown_again.emit()

    def retranslate(self) -> None:
        self.actions_.retranslate()
        self.nothing.show_text(EmptyStateText("state-article", self.tr("Nog geen bericht gekozen")))

    @safe_override(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one pane or two, as there is room."""
        super().resizeEvent(event)
        self._fit()

    @safe_override(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the window is in sight."""
        super().showEvent(event)
        self.sight_changed.emit(not self.isMinimized())

    @safe_override(None)
    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is not: the system also sends this when the window is minimised."""
        super().hideEvent(event)
        self.sight_changed.emit(False)

    @safe_override(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the state be saved; go to the tray if that is what closing means."""
        self.closing.emit(*self.state())
        # Only when the user closes it: the program itself does so to end.
        if event.spontaneous() and self.goes_to_tray():
            event.ignore()
            self.withdraw()
        else:
            super().closeEvent(event)

    def _lay_out(self) -> None:
        self.addToolBar(self.toolbar)
        self._right = QWidget()
        self._right.setObjectName("articlePane")
        self._pane = QStackedLayout()
        self._pane.addWidget(self.article)
        self._pane.addWidget(self.nothing)
        column = tight_column(self._right)
        column.addWidget(self.article_bar)
        column.addLayout(self._pane, 1)
        column.addWidget(self.find_bar)
        self._splitter.addWidget(self.sidebar)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        centre = QWidget()
        whole = tight_column(centre)
        whole.addWidget(self.notices)
        whole.addWidget(self._splitter, 1)
        self.setCentralWidget(centre)
        self.addActions(self.actions_.all())
        QShortcut(QKeySequence("Shift+F6"), self, lambda: self._step_pane(-1))
        self._fit()

    def _connect(self) -> None:
        self._theme.changed.connect(self._fit)
        self.article.link_hovered.connect(self._on_link_hovered)
        self.actions_.next_pane.triggered.connect(lambda: self._step_pane(1))
        self.actions_.back.triggered.connect(self._go_back)
        step = self.sidebar.step
        self.actions_.next_article.triggered.connect(lambda: step(1))
        self.actions_.previous_article.triggered.connect(lambda: step(-1))
        self.actions_.next_unread.triggered.connect(lambda: step(1, unread=True))
        self.actions_.previous_unread.triggered.connect(lambda: step(-1, unread=True))
        self.actions_.full_screen.triggered.connect(self._turn_full_screen)
        self.actions_.search.triggered.connect(self._to_search)
        self.actions_.find.triggered.connect(self.find_bar.open_bar)
        by_key = Qt.FocusReason.ShortcutFocusReason
        self.toolbar.search_left.connect(lambda: self.sidebar.list.setFocus(by_key))

    def _follow_use(self) -> None:
        """Know whether list or article was used last: that one stays when only one has room."""
        scroll = self.sidebar.list.verticalScrollBar().actionTriggered
        for is_list, signals in (
            (True, (scroll, self.toolbar.search.textEdited, self.sidebar.section_chosen)),
            (False, (self.sidebar.article_chosen, self.sidebar.article_opened)),
            (False, (self.article.verticalScrollBar().actionTriggered, self.article.story_chosen)),
        ):
            for signal in signals:
                signal.connect(lambda *_, is_list=is_list: self._use(is_list=is_list))

    def _use(self, *, is_list: bool) -> None:
        self._is_list_in_use = is_list

    def _fit(self) -> None:
        px = self._theme.px
        self.setMinimumSize(*SMALLEST)
        was_narrow = self._is_narrow
        self._is_narrow = self.width() < min(px(ONE_PANE_BELOW), 2 * px(SIDEBAR[0]) + px(200))
        if self.isVisible() and self._is_narrow and not was_narrow:
            has_article = self._pane.currentWidget() is self.article
            self._is_reading = has_article and not self._is_list_in_use
        most = self.width() if self._is_narrow else min(px(SIDEBAR[2]), self.width() * 45 // 100)
        least = 0 if self._is_narrow else min(px(SIDEBAR[0]), most)
        self.sidebar.setMinimumWidth(least)
        self.sidebar.setMaximumWidth(max(least, most))
        left, right = self._splitter.sizes()
        if self.isVisible() and left > most:
            # A splitter leaves a gap beside a pane that has become too wide for its room.
            self._splitter.setSizes([most, right + left - most])
        self._show_panes()

    def _show_panes(self) -> None:
        covered = self.is_list_covered()
        self.sidebar.setVisible(not covered)
        self._right.setVisible(covered or not self._is_narrow)
        self.toolbar.set_back_visible(covered or (self._can_go_back and not self._is_narrow))
        self.toolbar.fit(self.width())

    def tell(self, words: str) -> None:
        """Say something in passing at the foot of the article, for some seconds."""
        self._show_hint(words)
        self._told_timer.start()

    def _on_link_hovered(self, host: str) -> None:
        self._told_timer.stop()
        self._show_hint(self.tr("Opent {} in je browser").format(host) if host else "")

    def _show_hint(self, words: str) -> None:
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self._hint.adjustSize()
        self._hint.move(0, self.article.height() - self._hint.height())

    def _step_pane(self, step: int) -> None:
        all_panes: tuple[QWidget, ...] = (self.sidebar.list, self.article, self.toolbar.webmail)
        panes = [pane for pane in all_panes if pane.isVisible()]
        focused = self.focusWidget()
        at = next((n for n, p in enumerate(panes) if focused in (p, p.focusProxy())), -1)
        target = panes[(at + step) % len(panes)] if at >= 0 else panes[0]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_back(self) -> None:
        if self.is_list_covered():
            self.set_reading(False)
            self.sidebar.list.setFocus()
        else:
            self.back_wanted.emit()

    def _turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _to_search(self) -> None:
        self.toolbar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.search.selectAll()


class FirstPaint(QObject):
    """Tells when the window has been painted for the first time."""

    painted = Signal()  # what is heavy may begin

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self._watched = watched
        watched.installEventFilter(self)

    @safe_override(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint event and let it pass."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(AFTER_PAINT_MS, self, self.painted.emit)
        return False

    def skip(self) -> None:
        """Tell it at once: the window begins out of sight and is not painted."""
        self._watched.removeEventFilter(self)
        QTimer.singleShot(0, self, self.painted.emit)
