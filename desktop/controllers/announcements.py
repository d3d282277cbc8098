"""What happened, in words for who does not see it."""

from PySide6.QtCore import QObject, Signal

from desktop.controllers.article_list import ArticleListController
from desktop.core.model import Notice


class Announcements(QObject):
    """Says what a glance at the window would tell; nothing that nobody waits for."""

    said = Signal(str)  # to be spoken by a screen reader

    def __init__(self, article_list: ArticleListController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._article_list = article_list
        self._is_refresh_awaited = False
        self._freshness = ""
        self._mail = ""
        self._found = ("", 0)  # words, and how many articles were found for them

    def on_refresh_wanted(self) -> None:
        """Tell how fresh the news is once the refresh that the user wants is done."""
        self._is_refresh_awaited = True

    def on_freshness(self, line: str) -> None:
        """Take over what the line under the heading says."""
        self._freshness = line

    def on_refreshed(self) -> None:
        """Tell that the news is fresh, or why it is not, to who asked for it."""
        if self._is_refresh_awaited:
            self._is_refresh_awaited = False
            self.said.emit(self._freshness)

    def on_waiting(self, count: int) -> None:
        """Tell how many new articles there are."""
        if count:
            self.said.emit(self.tr("%n nieuwe berichten", "", count))

    def on_star(self, is_starred: bool) -> None:
        """Tell that the article is kept, or no longer."""
        self.said.emit(self.tr("Bewaard") if is_starred else self.tr("Niet meer bewaard"))

    def on_size(self, percent: int) -> None:
        """Tell how large everything is now."""
        self.said.emit(self.tr("{} procent").format(percent))

    def on_listed(self) -> None:
        """Tell how many articles a search has found, not again where only a mark is another."""
        before, self._found = self._found, (self._article_list.words, self._article_list.count())
        words, count = self._found
        if words and self._found != before:
            self.said.emit(self.tr("%n berichten gevonden", "", count))

    def on_notice(self, notice: Notice) -> None:
        """Tell what a notice says."""
        self.said.emit(notice.text)

    def on_mail(self, lines: list[str]) -> None:
        """Tell how the count of unread mail stands, where more than its time is new."""
        words = "; ".join(line.partition(" · ")[0] for line in lines)
        if words != self._mail:
            self._mail = words
            self.said.emit(words)
