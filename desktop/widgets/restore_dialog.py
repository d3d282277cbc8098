""" "Kopie terugzetten": which copies there are, and what happens when one is put back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from desktop.qt.i18n import TranslatedWidget
from desktop.qt.theme import Theme
from desktop.widgets.parts import plain_label
from desktop.widgets.scrollable_dialog import ScrollableDialog
from desktop.widgets.webmail_dialog import ErrorLabel

MOST_ROWS_IN_VIEW = 9


class RestoreDialog(TranslatedWidget, ScrollableDialog):
    """The copies, the newest first, and a sentence on what will happen."""

    restore_wanted = Signal(int)  # the user wants the copy at this place of the list

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self._theme = theme
        self._is_listed = self._is_busy = False
        self._state = plain_label(wraps=True)
        self._list = QListWidget()
        self._what = plain_label(wraps=True, name="hint")
        self._problem = ErrorLabel(theme)
        self._restore, self._cancel = QPushButton(), QPushButton()
        self._restore.setObjectName("primary")
        self.set_margins(theme, side=24, below=8)
        self.column.setSpacing(px(12))
        for part in (self._state, self._list, self._what, self._problem):
            self.column.addWidget(part)
        self._state.setMinimumWidth(px(420))
        self.column.addStretch(1)
        self.button_row.addStretch(1)
        self.button_row.addWidget(self._cancel)
        self.button_row.addWidget(self._restore)
        self._list.currentRowChanged.connect(self._update_button)
        self._list.itemActivated.connect(self._restore.click)
        self._restore.clicked.connect(self._ask)
        self._cancel.clicked.connect(self.reject)
        self._list.setSpacing(px(3))
        self.button_row.setSpacing(px(8))
        self._list.hide()
        self._what.hide()
        self.retranslate()
        self._update_button()

    def set_copies(self, copies: Sequence[str]) -> None:
        """Offer `copies`, each a line of text, the first of them chosen."""
        self._is_listed = True
        self._list.clear()
        self._list.addItems(copies)
        self._list.setCurrentRow(0)
        metrics = self._list.fontMetrics()
        width = max((metrics.horizontalAdvance(text) for text in copies), default=0)
        self._list.setMinimumWidth(min(width + self._theme.px(48), self.available_size().width()))
        rows = min(len(copies), MOST_ROWS_IN_VIEW)
        row = self._list.sizeHintForRow(0) + 2 * self._list.spacing()
        self._list.setFixedHeight(rows * row + self._theme.px(8))
        self._list.setVisible(bool(copies))
        self._what.setVisible(bool(copies))
        self.retranslate()
        self._update_button()
        (self._list if copies else self._cancel).setFocus()

    def set_problem(self, text: str) -> None:
        """Say why nothing was put back; the user may try another copy."""
        self._problem.set_text(text)
        self._set_busy(is_busy=False)
        self.scroll_to(self._problem)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Kopie terugzetten"))
        if self._is_busy:
            state = self.tr("De kopie wordt teruggezet…")
        elif not self._is_listed:
            state = self.tr("Even kijken welke kopieën er zijn…")
        elif self._list.count():
            state = self.tr("Naar welk moment wil je terug?")
        else:
            state = self.tr("Er is nog geen kopie. De eerste komt vandaag.")
        self._state.setText(state)
        self._list.setAccessibleName(self.tr("Kopieën"))
        what = self.tr(
            "Wat je bewaarde en las, je instellingen en je eigen bronnen worden weer zoals toen."
            " Eerst wordt van nu een kopie gemaakt, zodat je terug kunt."
        )
        self._what.setText(what)
        self._list.setAccessibleDescription(what)
        self._restore.setText(self.tr("Terugzetten"))
        self._cancel.setText(self.tr("Annuleren") if self._list.count() else self.tr("Sluiten"))

    def _ask(self) -> None:
        self._problem.set_text("")
        self._set_busy(is_busy=True)
        self.restore_wanted.emit(self._list.currentRow())

    def _set_busy(self, *, is_busy: bool) -> None:
        """Let nothing be chosen twice; closing stops nothing that has begun."""
        self._list.setDisabled(is_busy)
        self._restore.setDisabled(is_busy)
        self._is_busy = is_busy
        self.retranslate()

    def _update_button(self) -> None:
        self._restore.setVisible(self._list.count() > 0)
        self._restore.setEnabled(self._list.currentRow() >= 0)
