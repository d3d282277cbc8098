"""What can be done with the article in view, at its head."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolButton

from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.bars import ScaledBar
from desktop.widgets.toolbar import button_of, menu_of, show_word


class ArticleBar(TranslatedWidget, ScaledBar):
    """Keep, share, read where it was published: icons, with words where there is room."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__(theme)
        self.setObjectName("articleBar")
        self._share = QToolButton()
        self._share.setIcon(QIcon.fromTheme("share-mail"))
        self._share.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._share.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._share.setMenu(menu_of(self, (actions.mail, actions.copy_link, actions.copy_text)))
        named = (actions.star, actions.unread, actions.open_in_browser)
        star, unread, browser = map(button_of, named)
        self._buttons = (star, unread, self._share, browser)
        for button in self._buttons:
            self._row.addWidget(button)
        self._row.insertStretch(self._row.indexOf(browser), 1)
        for action in named:
            action.changed.connect(self._fit)
        self._scale()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Artikel"))
        self._share.setText(self.tr("Delen"))
        self._share.setToolTip(self.tr("Dit artikel delen"))
        self._fit()

    @safe_override(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words where there is room."""
        super().resizeEvent(event)
        self._fit()

    @safe_override(None)
    def showEvent(self, event: QShowEvent) -> None:
        """Show words where there is room."""
        super().showEvent(event)
        self._fit()

    def _scale(self) -> None:
        super()._scale()
        self._fit()

    def _fit(self) -> None:
        """Show the words if all of them are whole."""
        if not self.isVisible():  # styled before it has its place, it would be styled twice
            return
        for is_shown in (True, False):
            for button in self._buttons:
                show_word(button, is_shown=is_shown)
            if self.sizeHint().width() <= self.width():
                break
