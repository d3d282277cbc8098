"""The article in view, to send to somebody or to paste elsewhere."""

from urllib.parse import quote

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.controllers.reader import Reader
from desktop.core.text import shorten

translate = QCoreApplication.translate

LONGEST_TITLE = 120
LONGEST_MAIL = 1900  # characters of the address: Windows hands on some 2,000


class Sharing(QObject):
    """Makes of the article in view what others can use."""

    address_wanted = Signal(str)  # a mailto: to be opened
    copied = Signal(str)  # text for the clipboard
    told = Signal(str)  # a sentence: what was copied

    def __init__(self, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader

    def mail(self) -> None:
        """Have a message with title and address begun in the user's mail program."""
        article = self._reader.article
        if article is not None:
            title = shorten(article.title, LONGEST_TITLE)
            subject = f"mailto:?subject={quote(title, safe='')}"
            body = quote("\n\n".join(filter(None, (title, article.url))), safe="")
            mail = f"{subject}&body={body}"
            self.address_wanted.emit(mail if len(mail) <= LONGEST_MAIL else subject)

    def copy_link(self) -> None:
        """Copy the address of the article."""
        article = self._reader.article
        if article is not None and article.url:
            self.copied.emit(article.url)
            self.told.emit(translate("Sharing", "Adres gekopieerd"))

    def copy_text(self) -> None:
        """Copy title and text, with where they are from."""
        article = self._reader.article
        if article is not None:
            source = " · ".join(filter(None, (article.source_name, article.url)))
            parts = (article.title, self._reader.plain_text(), source)
            self.copied.emit("\n\n".join(filter(None, parts)))
            self.told.emit(translate("Sharing", "Tekst gekopieerd"))
