"""One calm sentence under the toolbar, with at most one thing to do about it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from desktop.core.notice import Notice
from desktop.qt.theme import Theme
from desktop.widgets.bar_space import BarSpace


class NoticeBar(QFrame):
    """Shows the newest notice until it is closed or acted upon.

    Signals:
        action_chosen(Notice): the button on the notice was pressed.
    """

    action_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._waiting: list[Notice] = []
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._close = QToolButton()
        self._close.setIcon(QIcon.fromTheme("close"))
        self._close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        BarSpace(row, (self._close,), theme)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.dismiss)
        self.retranslate()
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show `notice`, once however often it comes."""
        self._waiting = [n for n in self._waiting if n.key != notice.key]
        self._waiting.append(notice)
        self._show_newest()

    def reword(self, notice: Notice) -> None:
        """Say a notice in other words, if it was not closed meanwhile."""
        self._waiting = [notice if n.key == notice.key else n for n in self._waiting]
        self._show_newest()

    def dismiss(self) -> None:
        """Close the notice in view; one that waits below it comes up."""
        self._waiting = self._waiting[:-1]
        self._show_newest()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setAccessibleName(self.tr("Melding"))
        self._close.setAccessibleName(self.tr("Melding sluiten"))
        self._close.setToolTip(self.tr("Melding sluiten"))

    def _show_newest(self) -> None:
        notice = self._waiting[-1] if self._waiting else None
        self.setVisible(notice is not None)
        if notice is not None:
            self._text.setText(notice.text)
            self.setAccessibleDescription(notice.text)
            self._action.setText(notice.action_text)
            self._action.setVisible(bool(notice.action_text))

    def _act(self) -> None:
        notice = self._waiting[-1]
        self.dismiss()
        self.action_chosen.emit(notice)
