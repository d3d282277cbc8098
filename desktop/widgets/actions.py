"""Everything the user can do, as actions with their keys; menus and buttons share them."""

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence

from desktop.core.model import Article
from desktop.qt.settings import ColourMode

translate = QCoreApplication.translate

MODES = tuple(ColourMode)


class Actions(QObject):
    """The actions of the main window, by name.

    Signals:
        mode_chosen(ColourMode): these colours are wanted.
    """

    mode_chosen = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.webmail = self._action("mail", "Ctrl+M")
        self.compose = self._action("")
        self.other_webmail = self._action("external-link")
        self.choose_webmail = self._action("")
        self.mail_status = self._action("")
        self.mail_status.setEnabled(False)
        self.check_mail = self._action("")
        self.mail_account = self._action("")
        for action in (self.mail_status, self.check_mail):
            action.setVisible(False)
        self.refresh = self._action("refresh", "Ctrl+R", "F5")
        self.search = self._action("search", "Ctrl+K")
        self.find = self._action("", "Ctrl+F")
        self.larger = self._action("text-larger", "Ctrl++", "Ctrl+=")
        self.smaller = self._action("text-smaller", "Ctrl+-")
        self.normal_size = self._action("", "Ctrl+0")
        self.back = self._action("back", "Alt+Left")
        self.next_pane = self._action("", "F6")
        self.star = self._action("star", "Ctrl+D")
        self.star.setCheckable(True)
        self.mark_all_read = self._action("check", "Ctrl+Shift+A")
        self.open_in_browser = self._action("external-link", "Ctrl+Return")
        self.settings = self._action("settings", "Ctrl+,")
        self.open_log = self._action("")
        self.about = self._action("info")
        self.quit = self._action("", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.modes = QActionGroup(self)
        for mode in MODES:
            action = self._action("")
            action.setCheckable(True)
            action.setData(mode)
            self.modes.addAction(action)
        self.modes.triggered.connect(self._on_mode)
        self.retranslate()

    def all(self) -> list[QAction]:
        """Return every action, for the window to take their keys from."""
        return self.findChildren(QAction)

    def set_mode(self, mode: ColourMode) -> None:
        """Tick the colours in force."""
        self.modes.actions()[MODES.index(mode)].setChecked(True)

    def set_article(self, article: Article) -> None:
        """Let the star be that of the article in view."""
        self.star.setChecked(article.is_starred)
        self.star.setIcon(QIcon.fromTheme("star-filled" if article.is_starred else "star"))
        self._update_star_name()

    def set_mail_line(self, line: str) -> None:
        """Say how the count of unread mail stands; "" while none is counted."""
        self.mail_status.setText(line.replace("&", "&&"))
        for action in (self.mail_status, self.check_mail):
            action.setVisible(bool(line))

    def _on_mode(self, action: QAction) -> None:
        self.mode_chosen.emit(action.data())

    def _update_star_name(self) -> None:
        keep = translate("Actions", "Artikel bewaren")
        let_go = translate("Actions", "Artikel niet meer bewaren")
        self.star.setText(let_go if self.star.isChecked() else keep)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        for action, text in (
            (self.webmail, translate("Actions", "Webmail openen")),
            (self.compose, translate("Actions", "Nieuw bericht")),
            (self.other_webmail, translate("Actions", "Andere webmail openen")),
            (self.choose_webmail, translate("Actions", "Keuze wijzigen…")),
            (self.check_mail, translate("Actions", "Nu controleren")),
            (self.mail_account, translate("Actions", "Ongelezen mail tellen…")),
            (self.refresh, translate("Actions", "Vernieuwen")),
            (self.search, translate("Actions", "Zoeken in het nieuws")),
            (self.find, translate("Actions", "Zoeken in dit artikel")),
            (self.larger, translate("Actions", "Groter")),
            (self.smaller, translate("Actions", "Kleiner")),
            (self.normal_size, translate("Actions", "Normale grootte")),
            (self.back, translate("Actions", "Terug")),
            (self.next_pane, translate("Actions", "Naar het volgende deel")),
            (self.mark_all_read, translate("Actions", "Alles als gelezen markeren")),
            (self.open_in_browser, translate("Actions", "Artikel openen in je browser")),
            (self.settings, translate("Actions", "Instellingen…")),
            (self.open_log, translate("Actions", "Logboek openen")),
            (self.about, translate("Actions", "Over ZeelandNet Desktop")),
            (self.quit, translate("Actions", "Afsluiten")),
        ):
            action.setText(text)
        self._update_star_name()
        names = (
            translate("Actions", "Kleuren zoals de computer"),
            translate("Actions", "Licht"),
            translate("Actions", "Donker"),
            translate("Actions", "Sepia"),
            translate("Actions", "Hoog contrast"),
        )
        for action, text in zip(self.modes.actions(), names, strict=True):
            action.setText(text)

    def _action(self, icon: str, *keys: str) -> QAction:
        action = QAction(self)
        if icon:
            action.setIcon(QIcon.fromTheme(icon))
        action.setShortcuts([QKeySequence(key) for key in keys])
        return action
