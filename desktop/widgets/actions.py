"""Everything the user can do, as actions with their keys; menus and buttons share them."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence

from desktop.core.attribution import place_of
from desktop.core.model import Article
from desktop.core.text import shorten
from desktop.qt.settings import ColourMode
from desktop.widgets.parts import MOST_ACCOUNTS, set_lines

HOST_CHARS = 24
translate = QCoreApplication.translate
# Where macOS gives a key another meaning: Command-M minimises, Option-Left goes back a word.
MAC_KEYS = {"Ctrl+M": "Ctrl+Shift+M", "Alt+Left": "Ctrl+["}


class Actions(QObject):
    """The actions of the main window, by name."""

    mode_chosen = Signal(object)  # ColourMode: these colours are wanted

    def __init__(self, parent: QObject, *, system: str = sys.platform) -> None:
        super().__init__(parent)
        self._keys = MAC_KEYS if system == "darwin" else {}
        self.webmail = self._action("mail", "Ctrl+M")
        self.compose = self._action("")
        self.other_webmail = self._action("external-link")
        self.choose_webmail = self._action("")
        self.mail_lines = tuple(self._action("") for _ in range(MOST_ACCOUNTS))
        self.check_mail = self._action("")
        self.mail_account = self._action("")
        self.set_mail_lines([])
        self.refresh = self._action("refresh", "Ctrl+R", "F5")
        self.search = self._action("search", "Ctrl+K")
        self.find = self._action("", "Ctrl+F")
        self.larger = self._action("text-larger", "Ctrl++", "Ctrl+=")
        self.smaller = self._action("text-smaller", "Ctrl+-")
        self.normal_size = self._action("", "Ctrl+0")
        self.back = self._action("back", "Alt+Left")
        self.next_pane = self._action("", "F6")
        self.next_article = self._action("", "J")
        self.previous_article = self._action("", "K")
        self.next_unread = self._action("", "N")
        self.previous_unread = self._action("", "P")
        self.full_screen = self._action("", "F11")
        self.star = self._action("star", "Ctrl+D", "S")
        self.star.setCheckable(True)
        self.unread = self._action("check", "Ctrl+U", "M")
        self._is_read, self._host = False, ""
        self.mark_all_read = self._action("check", "Ctrl+Shift+A")
        self.mail = self._action("share-mail")
        self.copy_link = self._action("copy")
        self.copy_text = self._action("")
        self.open_in_browser = self._action("external-link", "Ctrl+Return")
        self.settings = self._action("settings", "Ctrl+,")
        self.open_log = self._action("")
        self.about = self._action("info")
        self.quit = self._action("", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.modes = self._choice_of_modes()
        self._with_address = (self.mail, self.copy_link, self.open_in_browser)
        self._with_article = (self.star, self.unread, self.copy_text)
        for action in (*self._with_address, *self._with_article):
            action.setEnabled(False)  # until there is an article in view
        self.retranslate()

    def all(self) -> list[QAction]:
        """Return every action, for the window to take their keys from."""
        return self.findChildren(QAction)

    def set_mode(self, mode: ColourMode) -> None:
        """Tick the colours in force."""
        self.modes.actions()[list(ColourMode).index(mode)].setChecked(True)

    def set_article(self, article: Article) -> None:
        """Let the star be that of the article in view."""
        self.star.setChecked(article.is_starred)
        self._is_read = article.is_read
        self._host = place_of(article)
        for action in self._with_article:
            action.setEnabled(True)
        for action in self._with_address:
            action.setEnabled(bool(article.url))
        self.star.setIcon(QIcon.fromTheme("star-filled" if article.is_starred else "star"))
        self._update_names()

    def set_mail_lines(self, lines: Sequence[str]) -> None:
        """Say how the count of unread mail stands, a line for each mailbox, if there is one."""
        set_lines(self.mail_lines, lines)
        self.check_mail.setVisible(bool(lines))

    def _update_names(self) -> None:
        as_read = translate("Actions", "Als gelezen markeren")
        as_unread = translate("Actions", "Als ongelezen markeren")
        self.unread.setText(as_unread if self._is_read else as_read)
        unread, read = translate("Actions", "Ongelezen"), translate("Actions", "Gelezen")
        self.unread.setIconText(unread if self._is_read else read)
        at_source = translate("Actions", "Lees op {}").format(shorten(self._host, HOST_CHARS))
        self.open_in_browser.setIconText(at_source)
        keep = translate("Actions", "Artikel bewaren")
        let_go = translate("Actions", "Artikel niet meer bewaren")
        self.star.setText(let_go if self.star.isChecked() else keep)
        kept, to_keep = translate("Actions", "Bewaard"), translate("Actions", "Bewaren")
        self.star.setIconText(kept if self.star.isChecked() else to_keep)

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        system, light, dark, sepia, contrast = self.modes.actions()
        self.webmail.setText(translate("Actions", "Webmail openen"))
        self.compose.setText(translate("Actions", "Nieuw bericht"))
        self.other_webmail.setText(translate("Actions", "Andere webmail openen"))
        self.choose_webmail.setText(translate("Actions", "Keuze wijzigen…"))
        self.check_mail.setText(translate("Actions", "Nu controleren"))
        self.mail_account.setText(translate("Actions", "Ongelezen mail tellen…"))
        self.refresh.setText(translate("Actions", "Vernieuwen"))
        self.search.setText(translate("Actions", "Zoeken in het nieuws"))
        self.find.setText(translate("Actions", "Zoeken in dit artikel"))
        self.larger.setText(translate("Actions", "Groter"))
        self.smaller.setText(translate("Actions", "Kleiner"))
        self.normal_size.setText(translate("Actions", "Normale grootte"))
        self.back.setText(translate("Actions", "Terug"))
        self.next_pane.setText(translate("Actions", "Naar het volgende deel"))
        self.next_article.setText(translate("Actions", "Volgend artikel"))
        self.previous_article.setText(translate("Actions", "Vorig artikel"))
        self.next_unread.setText(translate("Actions", "Volgend ongelezen artikel"))
        self.previous_unread.setText(translate("Actions", "Vorig ongelezen artikel"))
        self.full_screen.setText(translate("Actions", "Volledig scherm"))
        self.mark_all_read.setText(translate("Actions", "Alles als gelezen markeren"))
        self.mail.setText(translate("Actions", "Mailen…"))
        self.copy_link.setText(translate("Actions", "Adres kopiëren"))
        self.copy_text.setText(translate("Actions", "Tekst met bron kopiëren"))
        self.open_in_browser.setText(translate("Actions", "Artikel openen in je browser"))
        self.settings.setText(translate("Actions", "Instellingen…"))
        self.open_log.setText(translate("Actions", "Logboek openen"))
        self.about.setText(translate("Actions", "Over ZeelandNet Desktop"))
        self.quit.setText(translate("Actions", "Afsluiten"))
        system.setText(translate("Actions", "Kleuren zoals de computer"))
        light.setText(translate("Actions", "Licht"))
        dark.setText(translate("Actions", "Donker"))
        sepia.setText(translate("Actions", "Sepia"))
        contrast.setText(translate("Actions", "Hoog contrast"))
        self._update_names()

    def _choice_of_modes(self) -> QActionGroup:
        modes = QActionGroup(self)
        for mode in ColourMode:
            action = self._action("")
            action.setCheckable(True)
            action.setData(mode)
            modes.addAction(action)
        modes.triggered.connect(lambda action: self.mode_chosen.emit(action.data()))
        return modes

    def _action(self, icon: str, *keys: str) -> QAction:
        action = QAction(self)
        if icon:
            action.setIcon(QIcon.fromTheme(icon))
        action.setShortcuts([QKeySequence(self._keys.get(key, key)) for key in keys])
        return action
