"""The article in view, shown at once from what is stored.

Runs before the first paint, so nothing here fetches, shapes or writes: what is missing is
asked for with `text_wanted` and comes back through `show_text` or `show_teaser`.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core.ages import Ages
from desktop.core.attribution import credited, dateline_text, place_of
from desktop.core.blocks import Blocks, Paragraph, Run, pictures, plain_text
from desktop.core.model import Article, ArticlePage, Changes, ReadingPosition
from desktop.reading.render import ArticleHeader, article_css, article_html
from desktop.storage.reader import ArticleReader

log = logging.getLogger(__name__)
translate = QCoreApplication.translate

NEXT_STORIES = 3
HISTORY_KEPT = 50


class Look(NamedTuple):
    """How articles are set: see `desktop.reading.render`."""

    colours: Mapping[str, str]
    scale: float = 1.0
    has_serif: bool = False


class Reader(QObject):
    """Composes the page of one article and remembers those before it."""

    page_ready = Signal(object)  # ArticlePage: to be shown
    opened = Signal(object)  # Article: another article is in view, or what is known of it changed
    text_wanted = Signal(object)  # Article: its whole text is not stored
    text_complete = Signal()  # nothing is lacking of what is in view
    history_changed = Signal(bool)  # whether there is an article to go back to
    link_wanted = Signal(str)  # an address to be opened in the browser

    def __init__(
        self,
        queries: ArticleReader,
        clock: Callable[[], datetime],
        look: Look,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queries = queries
        self._clock = clock
        self._look = look
        self._blocks: Blocks = ()
        self._note = ""
        self._shown_age = ""
        self._history: list[int] = []
        self.article: Article | None = None
        self.is_complete = True

    def set_look(self, look: Look) -> None:
        """Set the article in view anew in another look."""
        self._look = look
        self._show()

    def tick(self) -> None:
        """Let the age above the article follow the clock."""
        if self.article is not None and self._age(self.article) != self._shown_age:
            self._show()

    def open(self, article_id: int) -> None:
        """Show an article; the one before it can be gone back to."""
        before = self.article
        if self._is_in_view(article_id) or not self._open(article_id):
            return
        if before is not None:
            self._history = [*self._history, before.id][-HISTORY_KEPT:]
            self.history_changed.emit(True)

    def go_back(self) -> None:
        """Show the article of before again, or the one before it if it left the store."""
        while self._history and not self._open(self._history.pop()):
            pass
        self.history_changed.emit(bool(self._history))

    def ask_for_text(self) -> None:
        """Ask once more for what the article in view lacks."""
        if self.article is None or self.is_complete:
            self.text_complete.emit()
        else:
            self.text_wanted.emit(self.article)

    def open_in_browser(self) -> None:
        """Have the article in view opened where it was published."""
        if self.article is not None and self.article.url:
            self.link_wanted.emit(self.article.url)

    def plain_text(self) -> str:
        """Return the text of the article in view, a line for each paragraph."""
        return plain_text(self._blocks)

    def show_text(self, article_id: int, blocks: Blocks) -> None:
        """Show the whole text that has arrived, if its article is still in view."""
        if self._is_in_view(article_id):
            # The page may have told who wrote it.
            self.article = self._queries.article(article_id) or self.article
            self._blocks, self._note, self.is_complete = blocks, "", True
            self._show()

    def show_teaser(self, article_id: int, blocks: Blocks, why: str) -> None:
        """Show what there is of an article whose text cannot be had, and why."""
        if self._is_in_view(article_id):
            self._blocks, self._note = blocks, why
            self._show()

    def renew(self, changes: Changes) -> None:
        """Take over what the store says of the article in view now."""
        if self.article is None or self.article.id not in changes.updated:
            return
        before, article = self.article, self._queries.article(self.article.id)
        if article is None:
            return
        self.article = article
        self.opened.emit(article)
        if article.version != before.version:
            self._show()

    def _is_in_view(self, article_id: int) -> bool:
        return self.article is not None and self.article.id == article_id

    def _open(self, article_id: int) -> bool:
        """Show an article; False if it is not in the store."""
        article = self._queries.article(article_id)
        if article is None:
            log.warning("article %d is not in the store", article_id)
            return False
        self.article = article
        stored = self._queries.body(article_id)
        self.is_complete = stored is not None and stored.is_current and stored.is_full
        if stored is not None and stored.is_current:
            self._blocks = stored.blocks or ()
        else:
            self._blocks = (Paragraph((Run(article.summary),)),) if article.summary else ()
        loading = translate("Reader", "Het hele artikel wordt opgehaald…")
        self._note = "" if self.is_complete else loading
        self._show()
        self.opened.emit(article)
        self.ask_for_text()
        return True

    def _show(self) -> None:
        article = self.article
        if article is None:
            return
        look = self._look
        self._shown_age = self._age(article)
        self.page_ready.emit(
            ArticlePage(
                article_id=article.id,
                title=article.title,
                html=article_html(self._header(article), self._blocks, translate),
                css=article_css(look.colours, look.scale, serif=look.has_serif),
                position=self._queries.reading_position(article.id) or ReadingPosition(),
                picture_sizes=self._picture_sizes(article),
            )
        )

    def _picture_sizes(self, article: Article) -> dict[str, tuple[int, int]]:
        """Return the sizes of the pictures in view: as they came, else as they were announced."""
        sizes = {p.address: (p.width, p.height) for p in pictures(self._blocks)}
        urls = filter(None, {*sizes, article.image_url})
        stored = {url: self._queries.picture_size(url) for url in urls}
        known = {url: (w, h) for url, (w, h) in sizes.items() if w and h}
        return known | {url: size for url, size in stored.items() if size is not None}

    def _header(self, article: Article) -> ArticleHeader:
        host = place_of(article)
        stories = self._queries.articles(self._queries.related(article, NEXT_STORIES))
        return ArticleHeader(
            section=article.section,
            source_name=article.source_name,
            authors=credited(article, translate),
            age=self._age(article),
            title=article.title,
            dateline=dateline_text(article),
            image_url=article.image_url or "",
            notice=self._note,
            read_on_label=translate("Reader", "Lees op {}").format(host) if host else "",
            read_on_url=article.url or "",
            next_heading=translate("Reader", "Meer uit {}").format(article.section),
            next_stories=tuple((story.id, story.title, self._age(story)) for story in stories),
        )

    def _age(self, article: Article) -> str:
        return Ages(translate).describe(article.published_at, self._clock())
