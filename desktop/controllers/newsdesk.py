"""Which news the list shows, and what waits until the user asks for it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.ages import seconds_to_next_tick
from desktop.core.model import Changes
from desktop.models.article_list import ArticleListModel, Listing, ListState
from desktop.storage.reader import ArticleReader

FIRST_ROWS = 200  # more than any window shows
STARRED = "*"  # the key of what the user kept; no section is called so


class Newsdesk(QObject):
    """Chooses the rows of the list: a section, what was kept, or what a search finds.

    New articles wait (`waiting_changed`) until `show_waiting`, unless the list is empty or
    the user asked for a refresh: nothing moves while somebody reads.

    Signals:
        section_changed(str): another section is in view.
        state_changed(ListState): the list, or what stands in its place.
        waiting_changed(int): how many new articles wait.
        shown(): the rows are others now.
        ticked(): a minute has begun.
    """

    section_changed = Signal(str)
    state_changed = Signal(object)
    waiting_changed = Signal(int)
    shown = Signal()
    ticked = Signal()

    def __init__(
        self,
        model: ArticleListModel,
        queries: ArticleReader,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._queries = queries
        self._clock = clock
        self._words = ""
        self._waiting = 0
        self._waiting_ids: set[int] = set()
        self._is_open = False
        self._why_empty = ListState.LOADING
        self.section = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)

    @property
    def words(self) -> str:
        """Return what is searched for, "" when the list is not a search."""
        return self._words

    def start(self, section: str, article_id: int) -> None:
        """Show the newest of `section`, down to `article_id`, and follow the clock from now on.

        The first paint does not wait for a list of ten thousand; `list_rest` completes it.
        """
        self.section = section
        listing = self._queries.article_ids(section or None, limit=FIRST_ROWS)
        self._show_section(listing if article_id in dict(listing) else self._listing())
        self._arm()

    def list_rest(self) -> None:
        """Add the older rows that `start` left out."""
        self._model.extend(self._listing())

    def show_section(self, section: str) -> None:
        """Show the news of `section`, newest first."""
        self.section = section
        self._words = ""
        self._show_section(self._listing())

    def search(self, words: str) -> None:
        """Show what is found for `words` in everything kept; "" ends the search."""
        if words == self._words:
            return
        self._words = words
        self._show(self._listing())

    def let_in(self) -> None:
        """Show new articles as they come, until `close_door`: the user asked for them."""
        self._is_open = True
        self.show_waiting()

    def close_door(self) -> None:
        """Let new articles wait again."""
        self._is_open = False

    def show_waiting(self) -> None:
        """Put the articles that wait into the list."""
        self._model.merge(self._listing())
        self._tell()

    def take_over(self, changes: Changes) -> None:
        """Follow what was altered in the store."""
        if changes.updated:
            self._model.renew(changes.updated)
        if self.section == STARRED or self._words:
            if changes.removed or changes.updated:
                self.show_waiting()
            return
        # An article that was read before the cache was lost comes back as altered, not as new.
        comers = [i for i in (*changes.new, *changes.updated) if not self._model.holds(i)]
        if changes.removed or (comers and not self._model.rowCount()):
            self._count_or_show()
        elif comers:
            self._place(comers)

    def explain_empty(self, why: ListState) -> None:
        """Tell what an empty list means: still loading, offline, or no news."""
        if why is not self._why_empty:
            self._why_empty = why
            self._tell_state()

    def neighbours(self) -> Sequence[int]:
        """Return the ids in view, in order."""
        return [i for i, _ in self._model.listing()]

    def stop(self) -> None:
        """Stop following the clock."""
        self._timer.stop()

    def tick(self) -> None:
        """Let every age in the list follow the clock now."""
        self._model.tick()
        self.ticked.emit()

    def _listing(self) -> Listing:
        if self._words:
            return self._queries.search_ids(self._words)
        if self.section == STARRED:
            return self._queries.starred_ids()
        return self._queries.article_ids(self.section or None)

    def _show_section(self, listing: Listing) -> None:
        self._show(listing)
        self.section_changed.emit(self.section)

    def _show(self, listing: Listing) -> None:
        self._model.show(listing)
        self._tell()

    def _shown_ids(self) -> set[int]:
        return set(dict(self._model.listing()))

    def _place(self, ids: Sequence[int]) -> None:
        """Show or count what came for the section in view, without listing all of it."""
        comers = dict(self._queries.listed(ids, self.section or None))
        if self._is_open and comers:
            moments = set(comers.values())
            self._model.take_in(self._queries.listed_at(moments, self.section or None))
            self._tell()
        elif comers:
            self._waiting_ids.update(comers)
            self._set_waiting(len(self._waiting_ids))

    def _count_or_show(self) -> None:
        listing = self._listing()
        shown = self._shown_ids()
        stored = set(dict(listing))
        if self._is_open or shown.isdisjoint(stored):  # or nothing of what is in view stays
            self._model.merge(listing)
            self._tell()
            return
        if not shown <= stored:
            self._model.merge([row for row in listing if row[0] in shown])
        self._waiting_ids = stored - shown
        self._set_waiting(len(self._waiting_ids))

    def _tell(self) -> None:
        self._waiting_ids = set()
        self._set_waiting(0)
        self._tell_state()
        self.shown.emit()

    def _tell_state(self) -> None:
        if self._model.rowCount():
            state = ListState.NEWS
        elif self._words:
            state = ListState.NO_HITS
        elif self.section == STARRED:
            state = ListState.NO_STARS
        else:
            state = self._why_empty
        self.state_changed.emit(state)

    def _set_waiting(self, count: int) -> None:
        if count != self._waiting:
            self._waiting = count
            self.waiting_changed.emit(count)

    def _tick(self) -> None:
        self.tick()
        self._arm()

    def _arm(self) -> None:
        self._timer.start(round(seconds_to_next_tick(self._clock()) * 1000) + 50)
