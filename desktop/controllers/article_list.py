"""Which articles the list shows, which of them wait, and which is opened by itself."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.controllers.reader import Reader
from desktop.controllers.sections import STARRED, Sections
from desktop.core.model import Article, Changes
from desktop.models.article_list import ArticleListModel, Listing, ListState
from desktop.models.row_order import Placed
from desktop.qt.settings import Settings
from desktop.storage.reader import ArticleReader

translate = QCoreApplication.translate

FIRST_ROWS = 200  # more than any window shows
FIRST_CHOICE_MS = 4000  # a source that is slower than this is not waited for


class ArticleListController(QObject):
    """Chooses the rows of the list: a section, what was kept, or what a search finds.

    New articles wait (`waiting_changed`) until `show_waiting`, unless the list is empty or
    the user asked for a refresh: nothing moves while somebody reads.
    """

    sections_changed = Signal(object, str)  # (key, name) of each section, and the chosen one's key
    heading_changed = Signal(str)  # what the list shows
    state_changed = Signal(object)  # ListState: the list, or what stands in its place
    waiting_changed = Signal(int)  # how many new articles wait
    shown = Signal()  # the rows are others now
    # int, an id has more bits than Qt's: the article in view, to be selected.
    current_changed = Signal(object)
    latest_wanted = Signal()  # what was fetched so far is needed now
    prefetch_wanted = Signal(object)  # list[int]: ids of what may be read next, in order
    read_wanted = Signal(object)  # list[int]: ids of what is to be marked as read

    def __init__(
        self,
        model: ArticleListModel,
        queries: ArticleReader,
        sections: Sections,
        reader: Reader,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._queries = queries
        self._sections = sections
        self._reader = reader
        self._settings = settings
        self.words = ""  # what is searched for, "" when the list is not a search
        self._waiting: set[int] = set()
        self._shows_new_at_once = False
        self._empty_reason = ListState.LOADING
        self._put_off = QTimer(self, interval=FIRST_CHOICE_MS, singleShot=True)
        self._put_off.timeout.connect(self.open_first)

    # What the list shows

    def start(self) -> None:
        """Show the newest of the section, down to the article that was in view last time.

        The first paint does not wait for a list of ten thousand; `complete` adds the rest.
        """
        section = self._sections.current
        listing = self._queries.article_ids(section or None, limit=FIRST_ROWS)
        last = self._settings.article
        self._show(listing if not last or last in dict(listing) else self._listing())

    def complete(self) -> None:
        """Add the older rows that `start` left out; in a list without news, show it as it comes.

        What was kept may be all there is, after the cache was lost. Then the first article is put
        off: the first source to answer need not have the newest.
        """
        listing = self._listing()
        starred = dict(self._queries.starred_ids())
        has_news = any(article_id not in starred for article_id, _ in listing)
        self._model.extend(listing)
        if not has_news:
            self.show_new_at_once()
            self._put_off.start()

    def show_section(self) -> None:
        """Show the news of the section that was chosen, newest first."""
        self.words = ""
        self._show(self._listing())

    def show_again(self) -> None:
        """Read anew what the list shows: the store's files are others now."""
        self._show(self._listing())

    def search(self, words: str) -> None:
        """Show what is found for `words` in everything kept; "" ends the search."""
        if words != self.words:
            self.words = words
            self._show(self._listing())

    def describe(self) -> None:
        """Name the sections there are and what the list shows."""
        kept = translate("ArticleList", "Bewaard")
        sections = [*((name, name) for name in self._sections.names), (STARRED, kept)]
        self.sections_changed.emit(sections, "" if self.words else self._sections.current)
        self.heading_changed.emit(self._heading())

    def count(self) -> int:
        """Return how many articles the list holds."""
        return self._model.rowCount()

    def listed_ids(self) -> Sequence[int]:
        """Return the ids in the list, in order."""
        return [i for i, _ in self._model.listing()]

    def mark_all_read(self) -> None:
        """Have every article of the list marked as read."""
        self.read_wanted.emit(self.listed_ids())

    # What is new

    def show_new_at_once(self) -> None:
        """Show new articles as they come until a refresh has ended: the user asked for them."""
        self._shows_new_at_once = True
        self.show_waiting()

    def show_waiting(self) -> None:
        """Put the articles that wait into the list; an empty list gets all there is."""
        is_other = self.words or self._sections.current == STARRED
        if is_other or not self._model.rowCount():
            self._model.merge(self._listing())
        elif self._waiting:
            section = self._sections.current or None
            self._add(self._queries.listed_beside(self._waiting, section), section)
        self._on_shown()

    def apply_changes(self, changes: Changes) -> None:
        """Follow what was altered in the store."""
        if changes.updated:
            self._model.reload(changes.updated)
        if self._sections.current == STARRED or self.words:
            if changes.removed or changes.updated:
                self.show_waiting()
            return
        if changes.removed:
            self._drop(changes.removed)
        # An article that was read before the cache was lost comes back as altered, not as new.
        new_ids = [i for i in (*changes.new, *changes.updated) if not self._model.contains(i)]
        if not self._model.rowCount() and (new_ids or changes.removed):
            self.show_waiting()
        elif new_ids:
            self._place(new_ids)

    def on_section_answered(self) -> None:
        """Open the newest article, if none is in view: every source of the section answered."""
        if self._reader.article is None:
            self.latest_wanted.emit()
            self.open_first()

    def on_refreshed(self, empty_reason: ListState) -> None:
        """Let new articles wait again, and say what an empty list means now."""
        self._shows_new_at_once = False
        self.open_first()
        if empty_reason is not self._empty_reason:
            self._empty_reason = empty_reason
            self._emit_state()
        if empty_reason is not ListState.OFFLINE:
            self.prefetch_wanted.emit(self.listed_ids())

    # Which article is opened by itself

    def open_first(self) -> None:
        """Have something to read in view without a click, now or when there is an article."""
        self._put_off.stop()
        if self._reader.article is None and self._model.rowCount():
            last = self._settings.article
            self._reader.open(last if self._model.contains(last) else self._model.listing()[0][0])

    def on_opened(self, article: Article) -> None:
        """Select the article in view, and remember it for the next start."""
        self._settings.article = article.id
        self.current_changed.emit(article.id)

    def _on_shown(self) -> None:
        self._set_waiting(set())
        self._emit_state()
        if self._reader.article is not None:
            self.current_changed.emit(self._reader.article.id)
        elif not self._put_off.isActive():
            self.open_first()
        self.shown.emit()

    def _heading(self) -> str:
        section = self._sections.current
        if self.words:
            return translate("ArticleList", "Gevonden voor ‘{}’").format(self.words)
        if section == STARRED:
            return translate("ArticleList", "Bewaarde artikelen")
        return translate("ArticleList", "Meer uit {}").format(section)

    def _listing(self) -> Listing:
        if self.words:
            return self._queries.search_ids(self.words)
        if self._sections.current == STARRED:
            return self._queries.starred_ids()
        return self._queries.article_ids(self._sections.current or None)

    def _show(self, listing: Listing) -> None:
        self._model.show(listing)
        self._on_shown()
        self.describe()

    def _place(self, ids: Sequence[int]) -> None:
        """Show or count what came for the section in view, without listing all of it."""
        section = self._sections.current or None
        found = self._queries.listed_beside(ids, section)
        if self._shows_new_at_once and found:
            self._add(found, section)
            self._on_shown()
        elif found:
            self._set_waiting(self._waiting | set(ids).intersection(i for i, *_ in found))

    def _add(self, articles: Placed, section: str | None) -> None:
        """Give articles the rows that are theirs."""
        moments = self._model.unplaced(moment for _, moment, _ in articles)
        others = self._queries.listed_at(moments, section) if moments else ()
        self._model.add([*articles, *others])

    def _drop(self, ids: Sequence[int]) -> None:
        """Take out what left the store, without listing or sorting all the rest."""
        self._model.remove(ids)
        self._set_waiting(self._waiting.difference(ids))

    def _emit_state(self) -> None:
        state = self._empty_reason
        if self._model.rowCount():
            state = ListState.NEWS
        elif self.words:
            state = ListState.NO_HITS
        elif self._sections.current == STARRED:
            state = ListState.NO_STARS
        self.state_changed.emit(state)

    def _set_waiting(self, ids: set[int]) -> None:
        before, self._waiting = self._waiting, ids
        if len(ids) != len(before):
            self.waiting_changed.emit(len(ids))
