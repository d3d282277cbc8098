"""The article: a QTextBrowser that loads nothing by itself.

Every picture is answered from what `set_picture` was given, or with a placeholder of the
size it will have. A QTextBrowser left alone reads local files that an article names.
"""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QMenu, QScrollBar, QTextBrowser

from desktop.core.errors import PictureRefused
from desktop.core.model import (
    ARTICLE_SCHEME,
    COLUMN_PX,
    SERIF_FAMILIES,
    ArticlePage,
    ReadingPosition,
)
from desktop.core.urls import display_host
from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.anchors import show_anchor
from desktop.widgets.article_pictures import ArticlePictures, encoded, ground
from desktop.widgets.parts import restyle

MARGIN, BODY_SIZE, PICTURE_RADIUS = 32, 17, 8
POSITION_DELAY_MS = 800
SCROLLING: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class ArticleView(TranslatedWidget, QTextBrowser):
    """Shows one article in a column of newspaper width."""

    link_chosen = Signal(str)  # an address to open in the browser
    story_chosen = Signal(object)  # int: id of another article to show
    # The address of a picture that is not there yet, its width, device pixels per pixel, and the
    # radius of its corners.
    picture_wanted = Signal(str, int, float, int)
    # int, ReadingPosition: the reader went on in this article.
    position_changed = Signal(object, object)
    size_step_wanted = Signal(int)  # +1 or -1, by Ctrl and the wheel
    link_hovered = Signal(str)  # the address under the pointer, "" for none
    page_shown = Signal()  # the text was set, for the first time or anew, or altered

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        # Made here for the same reason as in `article_list`; QTextEdit wants its own viewport.
        self.setVerticalScrollBar(QScrollBar(self))
        self.setHorizontalScrollBar(QScrollBar(Qt.Orientation.Horizontal, self))
        # No line is wider than the view, but Qt may keep for a document the width it had before
        # the vertical bar took its room: nothing is to be pushed aside.
        across = self.horizontalScrollBar()
        across.rangeChanged.connect(lambda: across.setRange(0, 0))
        self._page = ArticlePage(0, "", "", "")
        self._pictures = ArticlePictures(theme)
        self._gone_timer = QTimer(self, interval=0, singleShot=True)
        self._gone_timer.timeout.connect(self._take_out)
        self._shown: QTextDocument | None = None
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextBrowserInteraction | flag.TextSelectableByKeyboard)
        self._position_timer = QTimer(self, interval=POSITION_DELAY_MS, singleShot=True)
        self._position_timer.timeout.connect(self._on_rest)
        # Without the value, which would be taken for a delay.
        self.verticalScrollBar().valueChanged.connect(lambda: self._position_timer.start())
        self.anchorClicked.connect(self._on_link)
        self.highlighted.connect(self._on_hovered)

    # What the controllers tell

    def show_article(self, page: ArticlePage) -> None:
        """Show `page`; the same article again keeps its place and its pictures."""
        is_same = page.article_id == self._page.article_id
        position = self.position() if is_same and self._page.html else page.position
        self.report_position()
        if not is_same:
            self._pictures.come.clear()
        self._page = page
        chosen = self.textCursor() if is_same else QTextCursor()
        anchor, end = chosen.anchor(), chosen.position()
        self._build()
        if anchor != end:
            self._select(anchor, end)
        self.go_to(position)
        self._position_timer.stop()

    def set_picture(self, url: str, image: QImage) -> None:
        """Put a picture in its place; what the reader sees does not move."""
        if url in self._pictures.wanted:
            self._keep_place(lambda: self._pictures.put(url, image))

    def set_missing(self, url: str) -> None:
        """Give the room of a picture that cannot be had to its alt text, soon after."""
        if url in self._pictures.wanted:
            self._pictures.missing.add(url)
            self._gone_timer.start()

    def ask_for_pictures(self) -> None:
        """Ask again for every picture that has not come."""
        for url in self._pictures.wanted - set(self._pictures.come):
            self._emit_wanted(url)

    def picture_width(self) -> int:
        """Return how wide a picture may be, in pixels of the interface."""
        return self._theme.px(COLUMN_PX)

    def position(self) -> ReadingPosition:
        """Return the text block at the top of the view and how much of it is above."""
        scrolled = self.verticalScrollBar().value()
        if scrolled == 0:
            return ReadingPosition()
        document = self.document()
        layout = document.documentLayout()
        # Between paragraphs Qt finds any block while the end is not laid out yet.
        layout.blockBoundingRect(document.lastBlock())
        block = self.cursorForPosition(QPoint(self.viewport().width() // 2, 0)).block()
        top = layout.blockBoundingRect(block).top()
        return ReadingPosition(block.blockNumber(), scrolled - round(top))

    def go_to(self, position: ReadingPosition) -> None:
        """Scroll to `position`."""
        block, offset = self.document().findBlockByNumber(position.block), position.offset_px
        while block.isValid() and not block.isVisible():
            block, offset = block.next(), 0
        y = 0
        if position != ReadingPosition() and block.isValid():
            top = self.document().documentLayout().blockBoundingRect(block).top()
            y = round(top) + offset
        self.verticalScrollBar().setValue(y)

    def is_at_end(self) -> bool:
        """Return whether the last line of the article is in view."""
        bar = self.verticalScrollBar()
        return bar.value() == bar.maximum()

    def report_position(self) -> None:
        """Tell how far the reader is, if that was not told since the last step."""
        if self._position_timer.isActive():
            self._position_timer.stop()
            self._on_rest()

    # What QTextBrowser would do by itself

    @safe_override(QByteArray(b" "))
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Answer from the pictures at hand; nothing else is ever loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray(b" ")  # QTextDocument reads local files itself after a None
        url = name if isinstance(name, str) else encoded(name)
        if url.startswith("data:"):
            return self._picture_inside(url)
        if url in self._pictures.come:
            return self._pictures.come[url]
        if url not in self._pictures.wanted:
            self._pictures.wanted.add(url)
            self._emit_wanted(url)
        return self._placeholder(url)

    @safe_override(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the reader's place when lines break elsewhere."""
        resize = super().resizeEvent
        self._keep_place(lambda: resize(event))

    @safe_override(False)
    def event(self, event: QEvent) -> bool:
        """Scroll with the wheel beside the column as well; keep the column in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._centre()  # before the viewport takes its size, so that lines break once
        if event.type() == QEvent.Type.Wheel:
            QCoreApplication.sendEvent(self.viewport(), event)
            return event.isAccepted()
        return super().event(event)

    @safe_override(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Size with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.size_step_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    @safe_override(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by key where Qt would move a caret that only a screen reader follows."""
        from PySide6.QtGui import QAccessible  # its roles and states take 2 ms of a start

        step = SCROLLING.get(event.key())  # a number: not every letter has a name in `Qt.Key`
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is not None and is_plain and not QAccessible.isActive():
            self.verticalScrollBar().triggerAction(step)
            event.accept()
        else:
            super().keyPressEvent(event)

    @safe_override(None)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the text and the link under the pointer."""
        address = self.anchorAt(event.pos())
        menu = self._menu("" if address.startswith((ARTICLE_SCHEME, "#")) else address)
        menu.exec(event.globalPos())
        menu.deleteLater()

    @safe_override(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus here."""
        restyle(self, "isRinged", event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)

    @safe_override(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        restyle(self, "isRinged", False)
        super().focusOutEvent(event)

    def retranslate(self) -> None:
        title = self._page.title
        name = self.tr("Artikel: {}").format(title) if title else self.tr("Artikel")
        self.setAccessibleName(name)

    def _menu(self, address: str) -> QMenu:
        """Return what can be done with the text, and with the link to `address` unless it is ""."""
        menu = QMenu(self)
        if address:
            from desktop.widgets.row_menu import add_link  # asked for long after the start

            add_link(menu, address, self.link_chosen)
            menu.addSeparator()
        copy = menu.addAction(self.tr("Kopiëren"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy)
        menu.addAction(self.tr("Alles selecteren")).triggered.connect(self.selectAll)
        return menu

    def _emit_wanted(self, url: str) -> None:
        if not url.startswith("data:"):
            radius = self._theme.px(PICTURE_RADIUS)
            self.picture_wanted.emit(url, self.picture_width(), self.devicePixelRatioF(), radius)

    def _build(self) -> None:
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(self._theme.px(MARGIN))
        font = self._theme.font(BODY_SIZE)
        if self._theme.has_serif:
            font.setFamilies([family.strip("'") for family in SERIF_FAMILIES.split(", ")])
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(self._page.css)
        document.setHtml(self._page.html)
        for url in self._pictures.begin(document):
            self._emit_wanted(url)
        self._centre()
        old, self._shown = self._shown, document
        self.setDocument(document)
        self.setCursorWidth(0)  # text that is read has no caret
        if old is not None:
            old.deleteLater()
        self.retranslate()
        self.page_shown.emit()

    def _select(self, anchor: int, end: int) -> None:
        """Select what was selected before the same article was set anew."""
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _centre(self) -> None:
        """Leave the document the width of the column: pictures take their measure from it."""
        bar = self.verticalScrollBar().sizeHint().width()
        beside = (self.width() - bar - self.picture_width()) // 2
        side = max(0, beside - self._theme.px(MARGIN))
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, side, 0)

    def _picture_inside(self, url: str) -> QImage:
        """Return a picture that the article carries in its text, within the limits of others."""
        from desktop.core.image_kinds import inline_image  # needed for few articles, as is decoding
        from desktop.qt.images import Frame, decode

        frame = Frame(self.picture_width(), ratio=self.devicePixelRatioF())
        try:
            return decode(inline_image(url), url[:30], frame)
        except PictureRefused:
            self._pictures.wanted.add(url)
            self.set_missing(url)
            return self._placeholder(url)

    def _take_out(self) -> None:
        self._keep_place(self._pictures.take_out)
        self.page_shown.emit()

    def _keep_place(self, alter: Callable[[], set[int] | None]) -> None:
        """Do what may return altered blocks; nobody moves, and so has gone on, by that."""
        position, is_scrolling = self.position(), self._position_timer.isActive()
        altered = alter() or ()
        self.go_to(ReadingPosition(position.block) if position.block in altered else position)
        if not is_scrolling:
            self._position_timer.stop()

    def _placeholder(self, url: str) -> QImage:
        """Return a picture of one colour that takes the room of the true one, 3:2 if unknown."""
        most = self.picture_width()
        size = self._page.picture_sizes.get(url) or (most, most * 2 // 3)
        return ground(size, most, self._theme.colour("picture"))

    def _on_link(self, url: QUrl) -> None:
        address = encoded(url)
        scheme, _, rest = address.partition(":")
        if address.startswith("#"):
            show_anchor(self, url)
        elif scheme == ARTICLE_SCHEME and rest.isdecimal():
            self.story_chosen.emit(int(rest))
        else:
            self.link_chosen.emit(address)

    def _on_hovered(self, url: QUrl) -> None:
        self.link_hovered.emit(display_host(encoded(url)))  # "" for what is in the window

    def _on_rest(self) -> None:
        if self._page.article_id and self._page.html:
            self.position_changed.emit(self._page.article_id, self.position())
