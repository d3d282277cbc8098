"""The rows of the article list: ids for all, articles for those that were looked at.

A list of 100,000 holds two numbers for each row; the articles themselves are loaded a
page at a time and a limited number is kept. The list is never reset by a refresh:
`merge` inserts and removes rows, so that selection and scroll position stay.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import Enum, IntEnum
from functools import lru_cache
from operator import itemgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from desktop.core.ages import AMSTERDAM, Ages
from desktop.core.dateline import display_places
from desktop.core.model import Article
from desktop.core.moments import moment_at
from desktop.core.text import escape
from desktop.models.row_order import Placed, RowOrder, span
from desktop.qt.overrides import safe_override

Listing = Sequence[tuple[int, int]]  # (article id, published in seconds since 1970), newest first
Index = QModelIndex | QPersistentModelIndex

PAGE = 32
PAGES_KEPT = 64
HOUR_S = 3600
MOST_STEPS = 24  # of a merge; each lets the view follow
FEW = 8
_USER = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """What a row can be asked for, beside Qt's own roles."""

    ID = _USER + 1  # int
    ARTICLE = _USER + 2  # desktop.core.model.Article
    AGE = _USER + 3  # str, "3 uur geleden"
    BRIEF_AGE = _USER + 4  # str, "3 uur"
    DAY = _USER + 5  # str: the heading above the row, "" where the day goes on


class ListState(Enum):
    """The list, or what stands in its place."""

    NEWS = "news"
    LOADING = "loading"
    EMPTY = "empty"
    OFFLINE = "offline"  # and nothing stored
    UNREACHABLE = "unreachable"  # no source of the section answers, and nothing is stored
    NO_HITS = "no-hits"
    NO_STARS = "no-stars"


class ArticleListModel(QAbstractListModel):
    """The articles of one section or search, newest first."""

    def __init__(
        self, load: Callable[[Sequence[int]], list[Article]], clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._load = load
        self._clock = clock
        self._rows: list[tuple[int, int]] = []
        self._ids: set[int] | None = None  # made when it is asked for
        self._order = RowOrder()
        self._pages: OrderedDict[int, dict[int, Article]] = OrderedDict()
        self._now = clock()
        self._ages = Ages(QCoreApplication.translate)

    # What Qt asks

    @safe_override(0)
    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of articles."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @safe_override(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what `role` says of the row; None for what a list of news does not know."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == Role.ID:
            return self._rows[index.row()][0]
        if role == Role.DAY:
            return self._day_heading(index.row())
        article = self.article_at(index.row())
        return None if article is None else self._of_article(article, role)

    # What the program asks

    def article_at(self, row: int) -> Article | None:
        """Return the article of `row`, None if it left the store meanwhile."""
        number = row // PAGE
        page = self._pages.get(number)
        if page is None:
            ids = [i for i, _ in self._rows[number * PAGE : (number + 1) * PAGE]]
            page = {article.id: article for article in self._load(ids)}
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._rows[row][0])

    def row_of(self, article_id: int) -> int:
        """Return the row of an article, -1 if it is not in the list."""
        return next((row for row, (i, _) in enumerate(self._rows) if i == article_id), -1)

    def ids_to(self, row: int) -> list[int]:
        """Return the ids of the articles from the first row to `row`."""
        return [article_id for article_id, _ in self._rows[: row + 1]]

    def listing(self) -> Listing:
        """Return id and date of every row."""
        return tuple(self._rows)

    def show(self, listing: Listing) -> None:
        """Show another list: another section, or what a search found."""
        self.beginResetModel()
        self._rows = list(listing)
        self._forget_rows()
        self._forget()
        self.endResetModel()

    def extend(self, listing: Listing) -> None:
        """Become `listing`, which as a rule begins with the rows there are."""
        count = len(self._rows)
        if list(listing[:count]) != self._rows:
            self.merge(listing)
        elif len(listing) > count:
            self.beginInsertRows(QModelIndex(), count, len(listing) - 1)
            self._rows = list(listing)
            self._forget_rows()
            self._pages.pop(count // PAGE, None)  # the last one was not full
            self.endInsertRows()

    def merge(self, listing: Listing) -> None:
        """Become `listing` by inserting and removing rows; what stays keeps its place."""
        if not self._rows:
            self.show(listing)
            return
        self._forget_rows()
        wanted, present = dict(listing), dict(self._rows)
        staying = [i for i, _ in self._rows if i in wanted]
        is_in_order = staying == [i for i, _ in listing if i in present]
        going = runs(r for r, (i, _) in enumerate(self._rows) if i not in wanted)
        coming = runs(r for r, (i, _) in enumerate(listing) if i not in present)
        if not is_in_order or len(going) + len(coming) > MOST_STEPS:
            self._rearrange(listing)
            return
        self._remove_rows(going)
        self._insert_rows(listing, coming)

    def unplaced(self, moments: Iterable[int]) -> list[int]:
        """Return at which of `moments` there are rows whose places `add` was never told."""
        return self._order.unplaced(self._rows, moments)

    def add(self, articles: Placed) -> None:
        """Put new articles among the rows, and rows that have another date or place there.

        Of a moment that is `unplaced`, `articles` holds every one.
        """
        ids = self._known_ids()
        staying, listing, new = self._order.take_in(self._rows, ids, articles)
        coming = runs(new)
        if len(coming) <= MOST_STEPS and staying == self._rows:
            self._insert_rows(listing, coming)
        else:
            self._rearrange(listing)
        ids.update(id_ for id_, *_ in articles)

    def remove(self, ids: Iterable[int]) -> None:
        """Take articles out of the list; what stays keeps its order."""
        known = self._known_ids()
        going = known.intersection(ids)
        count = len(self._rows) - len(going)
        if all(i in going for i, _ in self._rows[count:]):  # the oldest, as a rule
            self._remove_rows([(count, len(self._rows) - 1)] if going else [])
        elif len(going) <= MOST_STEPS:
            self._remove_rows(runs(r for r, (i, _) in enumerate(self._rows) if i in going))
            self._repaint(Role.DAY)
        else:
            self._rearrange([row for row in self._rows if row[0] not in going])
        known -= going

    def contains(self, article_id: int) -> bool:
        """Return whether an article has a row."""
        return article_id in self._known_ids()

    def reload(self, ids: Iterable[int]) -> None:
        """Read the articles `ids` again and repaint their rows."""
        changed = set(ids)
        rows = [r for r, (i, _) in enumerate(self._rows) if i in changed]
        for row in rows:
            self._pages.pop(row // PAGE, None)
        for first, last in runs(rows):
            self.dataChanged.emit(self.index(first), self.index(last))

    def tick(self) -> None:
        """Let ages and day headings follow the clock, and the language in force."""
        self._now = self._clock()
        self._repaint(Role.AGE, Role.BRIEF_AGE, Role.DAY, Qt.ItemDataRole.AccessibleTextRole)

    def _of_article(self, article: Article, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return article.title
            case Role.ARTICLE:
                return article
            case Role.AGE:
                return self._ages.describe(article.published_at, self._now)
            case Role.BRIEF_AGE:
                return self._ages.abbreviate(article.published_at, self._now)
            case Qt.ItemDataRole.ToolTipRole:
                return f"<p>{escape(article.title)}</p>{self._ages.moment(article.published_at)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(article)
        return None

    def _spoken(self, article: Article) -> str:
        parts = (
            article.title,
            "" if article.is_read else self.tr("Ongelezen"),
            self.tr("Bewaard") if article.is_starred else "",
            article.source_name,
            display_places(article.places),
            self._ages.describe(article.published_at, self._now),
        )
        return ". ".join(filter(None, parts))

    def _day_heading(self, row: int) -> str:
        published = self._rows[row][1]
        if row and day_of(self._rows[row - 1][1] // HOUR_S) == day_of(published // HOUR_S):
            return ""
        return self._ages.day(moment_at(published), self._now)

    def _repaint(self, *roles: int) -> None:
        """Repaint what `roles` say in every row."""
        if self._rows:
            last = self.index(len(self._rows) - 1)
            self.dataChanged.emit(self.index(0), last, [int(role) for role in roles])

    def _remove_rows(self, going: Sequence[tuple[int, int]]) -> None:
        for first, last in reversed(going):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self._forget()
            self.endRemoveRows()

    def _insert_rows(self, listing: Listing, coming: Sequence[tuple[int, int]]) -> None:
        for first, last in coming:
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = listing[first : last + 1]
            self._forget()
            self.endInsertRows()
        self._repaint(Role.DAY)  # a heading depends on the row above

    def _rearrange(self, listing: Listing) -> None:
        """Become `listing` in one step: rows of many sources lie scattered among each other."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        before = [self._rows[index.row()] for index in kept]
        self._rows = list(listing)
        self._forget()
        rows = self._rows_now(before)
        places = [self.index(row) if row >= 0 else QModelIndex() for row in rows]
        self.changePersistentIndexList(kept, places)
        self.layoutChanged.emit()

    def _rows_now(self, before: Listing) -> list[int]:
        """Return in which rows articles are now that had one, -1 for those that went."""
        if len(before) > FEW:
            row_of = {i: row for row, (i, _) in enumerate(self._rows)}
            return [row_of.get(i, -1) for i, _ in before]
        return [self._row_now(row) for row in before]

    def _row_now(self, row: tuple[int, int]) -> int:
        """Return in which row what was `row` is now; as a rule it has the same date."""
        place = span(self._rows, row[1])
        try:
            return self._rows.index(row, place.start, place.stop)
        except ValueError:
            return self.row_of(row[0])

    def _known_ids(self) -> set[int]:
        if self._ids is None:
            self._ids = set(map(itemgetter(0), self._rows))
        return self._ids

    def _forget_rows(self) -> None:
        self._ids = None
        self._order.forget()

    def _forget(self) -> None:
        self._pages.clear()
        self._now = self._clock()


@lru_cache(maxsize=4096)
def day_of(hour: int) -> int:
    """Return the calendar day in the reader's zone of an hour since 1970, as a rising number."""
    return moment_at(hour * HOUR_S).astimezone(AMSTERDAM).toordinal()


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return rising numbers as (first, last) of each unbroken run."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
