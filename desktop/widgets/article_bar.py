"""What can be done with the article in view, at its head."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QToolButton

from desktop.qt.i18n import TranslatedWidget
from desktop.qt.overrides import safe_override
from desktop.qt.theme import Theme
from desktop.widgets.actions import Actions
from desktop.widgets.bars import ScaledBar
from desktop.widgets.toolbar import button_of, menu_of, show_word

WORDS_FROM = 560  # as wide as the pane, at 100 %


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
        self._buttons = (button_of(actions.star), button_of(actions.unread), self._share)
        self._browser = button_of(actions.open_in_browser)
        for button in self._buttons:
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._row.addWidget(self._browser)
        self._scale()
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Artikel"))
        self._share.setText(self.tr("Delen"))
        self._share.setToolTip(self.tr("Dit artikel delen"))

    @safe_override(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words where there is room."""
        super().resizeEvent(event)
        has_room = self.width() >= self._theme.px(WORDS_FROM)
        for button in (*self._buttons, self._browser):
            show_word(button, is_shown=has_room)
