"""The menu bar at the top of the screen, where the system has one: macOS."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar

from desktop.widgets.actions import Actions
from desktop.widgets.main_window import MainWindow

Key = QKeySequence.StandardKey
# What the focused field or text does by itself, by the name of its method.
_EDITING = {
    "undo": Key.Undo, "redo": Key.Redo, "cut": Key.Cut, "copy": Key.Copy, "paste": Key.Paste,
    "selectAll": Key.SelectAll,
}  # fmt: skip


class MenuBar(QMenuBar):
    """Every action under the titles that macOS has; Qt moves some by their roles."""

    def __init__(self, actions: Actions, window: MainWindow) -> None:
        super().__init__(window)
        self._actions = actions
        self._window = window
        self._editing = {name: self._own(keys) for name, keys in _EDITING.items()}
        for name, action in self._editing.items():
            action.triggered.connect(lambda _=False, name=name: do_in_focus(name))
        self._close = self._own(Key.Close)
        self._close.triggered.connect(window.close)
        self._minimise = self._own("Ctrl+M")
        self._minimise.triggered.connect(window.showMinimized)
        self._zoom = self._own("")
        self._zoom.triggered.connect(window.showMaximized)
        self._titled = [self._add(*groups) for groups in self._groups()]
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        words = (
            self.tr("Archief"), self.tr("Wijzig"), self.tr("Weergave"), self.tr("Bericht"),
            self.tr("Mail"), self.tr("Venster"),
        )  # fmt: skip
        for menu, title in zip(self._titled, words, strict=True):
            menu.setTitle(title)
        editing = (
            self.tr("Herstel"), self.tr("Opnieuw"), self.tr("Knip"), self.tr("Kopieer"),
            self.tr("Plak"), self.tr("Selecteer alles"),
        )  # fmt: skip
        for action, word in zip(self._editing.values(), editing, strict=True):
            action.setText(word)
        self._close.setText(self.tr("Sluit venster"))
        self._minimise.setText(self.tr("Minimaliseer"))
        self._zoom.setText(self.tr("Vergroot/verklein"))

    def _groups(self) -> Sequence[Sequence[Sequence[QAction]]]:
        """Return the groups of each menu, in order."""
        actions, editing = self._actions, list(self._editing.values())
        return (
            ((actions.refresh, actions.open_log), (self._close,),
             (actions.about, actions.settings, actions.quit)),
            (editing[:2], editing[2:], (actions.search, actions.find)),
            (actions.modes.actions(), (actions.larger, actions.smaller, actions.normal_size),
             (actions.full_screen,)),
            ((actions.back, actions.next_pane),
             (actions.next_article, actions.previous_article),
             (actions.next_unread, actions.previous_unread),
             (actions.star, actions.unread, actions.open_in_browser, actions.mark_all_read),
             (actions.mail, actions.copy_link, actions.copy_text)),
            ((*actions.mail_lines, actions.webmail, actions.compose, actions.other_webmail),
             (actions.check_mail, actions.mail_account, actions.choose_webmail)),
            ((self._minimise, self._zoom),),
        )  # fmt: skip

    def _add(self, *groups: Sequence[QAction]) -> QMenu:
        menu = QMenu(self)
        for group in groups:
            menu.addActions(group)
            menu.addSeparator()
        self.addMenu(menu)
        return menu

    def _own(self, keys: QKeySequence.StandardKey | str) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(keys)] if isinstance(keys, str) else keys)
        action.setMenuRole(QAction.MenuRole.NoRole)
        return action


def dock_menu(actions: Actions) -> QMenu:
    """Return what the program's icon in the Dock offers beside the system's own."""
    menu = QMenu()
    menu.addActions([actions.webmail, actions.compose, actions.check_mail])
    return menu


def do_in_focus(name: str) -> None:
    """Have the widget in focus do what it has a method for: copy its selection, for instance."""
    method: Any = getattr(QApplication.focusWidget(), name, None)
    if method is not None:
        method()
