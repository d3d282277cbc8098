"""A news list on the screen, and the rows in it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from desktop.core.model import Article
from desktop.models.article_list import ArticleListModel, Role
from desktop.qt.theme import Theme
from desktop.widgets.article_list import ArticleListView
from tests.builders import Clock, article, listing, settle


class ShownList:
    """A list of articles, numbered from 1, as the user sees it."""

    def __init__(
        self, qtbot: QtBot, theme: Theme, numbers: Iterable[int], size: tuple[int, int]
    ) -> None:
        self.loaded = 0
        self.altered: dict[int, Article] = {}
        self.gone: set[int] = set()
        self.model = ArticleListModel(self._load, Clock())
        self.list = ArticleListView(theme)
        self.list.setModel(self.model)
        self.chosen: list[int] = []
        self.opened: list[int] = []
        self.list.chosen.connect(lambda index: self.chosen.append(index.data(Role.ID)))
        self.list.opened.connect(lambda index: self.opened.append(index.data(Role.ID)))
        self.model.show(rows(numbers))
        qtbot.addWidget(self.list)
        self.list.resize(*size)
        self.list.show()
        qtbot.waitExposed(self.list)
        self.list.setFocus()
        settle()

    def _load(self, ids: Sequence[int]) -> list[Article]:
        self.loaded += 1
        found = (self.altered.get(n) or numbered(n) for n in ids if n not in self.gone)
        return list(found)

    def place(self, number: int) -> QRect:
        """Return where an article is in the view."""
        return self.list.visualRect(self.model.index(self.model.row_of(number)))

    def number_at(self, y: int) -> int:
        """Return the article at a height in the view."""
        number: int = self.list.indexAt(QPoint(50, y)).data(Role.ID)
        return number

    def current(self) -> int:
        number: int = self.list.currentIndex().data(Role.ID)
        return number

    def scroll(self, y: int) -> None:
        self.list.verticalScrollBar().setValue(y)
        self.repaint()

    def repaint(self) -> None:
        self.list.viewport().repaint()
        settle()


def numbered(number: int) -> Article:
    """Return an article whose row is as high as its number makes it."""
    words = "en er gebeurde nog meer "
    return article(
        number,
        title=f"Bericht {number} " + words * (number % 4),
        summary=words * (number % 7),
        published_at=article(number % 500 + 1).published_at,
    )


def rows(numbers: Iterable[int]) -> list[tuple[int, int]]:
    return listing(numbered(number) for number in numbers)
