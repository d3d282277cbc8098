"""What can be done with an article of the list: the menu of a row."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
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
            self._add_link(article.url)

    def _add_link(self, url: str) -> None:
        self.addSeparator()
        browser = self.addAction(translate("RowMenu", "Openen in je browser"))
        browser.setIcon(QIcon.fromTheme("external-link"))
        browser.triggered.connect(lambda: self.link_chosen.emit(url))
        copy = self.addAction(translate("RowMenu", "Adres kopiëren"))
        copy.setIcon(QIcon.fromTheme("copy"))
        copy.triggered.connect(lambda: copy_text(url))
