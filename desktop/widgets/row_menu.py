"""What can be done with an article of the list, the menu of a row; and with any address."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from desktop.core.model import Article
from desktop.widgets.parts import copy_text

translate = QCoreApplication.translate


class RowMenu(QMenu):
    """The menu of one row, made when it is asked for."""

    star_wanted = Signal(object, bool)  # an article's id, and whether it is to be kept
    marks_wanted = Signal(object, bool)  # ids, and whether they are to be marked as read
    link_chosen = Signal(str)  # an address to open in the browser

    def __init__(self, article: Article, ids_above: Sequence[int], parent: QWidget) -> None:
        """Make the menu of `article`; `ids_above` are its own id and those above it."""
        super().__init__(parent)
        number, is_starred, is_read = article.id, article.is_starred, article.is_read
        keep = translate("RowMenu", "Bewaren")
        let_go = translate("RowMenu", "Niet meer bewaren")
        star = self.addAction(let_go if is_starred else keep)
        star.setIcon(QIcon.fromTheme("star-filled" if is_starred else "star"))
        star.triggered.connect(lambda: self.star_wanted.emit(number, not is_starred))
        as_read = translate("RowMenu", "Als gelezen markeren")
        as_unread = translate("RowMenu", "Als ongelezen markeren")
        mark = self.addAction(as_unread if is_read else as_read)
        mark.triggered.connect(lambda: self.marks_wanted.emit([number], not is_read))
        above = self.addAction(translate("RowMenu", "Dit en alles hierboven is gelezen"))
        above.triggered.connect(lambda: self.marks_wanted.emit(list(ids_above), True))
        if article.url:
            self.addSeparator()
            add_link(self, article.url, self.link_chosen)


def add_link(menu: QMenu, address: str, chosen: SignalInstance) -> None:
    """Offer to open `address`, which `chosen` then tells, and to copy it."""
    browser_icon = QIcon.fromTheme("external-link")
    browser = menu.addAction(browser_icon, translate("RowMenu", "Openen in je browser"))
    browser.triggered.connect(lambda: chosen.emit(address))
    copy = menu.addAction(QIcon.fromTheme("copy"), translate("RowMenu", "Adres kopiëren"))
    copy.triggered.connect(lambda: copy_text(address))
