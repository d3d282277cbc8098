"""Builds what the first paint needs, connected: window, list, article, and an idle refresher."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.controllers.appearance import Appearance
from desktop.controllers.article_list import ArticleListController
from desktop.controllers.notices import Notices
from desktop.controllers.reader import Reader
from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import Sections
from desktop.controllers.status import ListStatus, MinuteClock
from desktop.models.article_list import ArticleListModel
from desktop.qt.i18n import Translations
from desktop.qt.settings import Settings
from desktop.qt.tasks import Tasks
from desktop.qt.theme import Theme
from desktop.storage.reader import ArticleReader
from desktop.widgets.main_window import MainWindow
from desktop.wiring import foreground as wiring


class Foreground(QObject):
    """The objects behind the first paint; for those who build and test the program only.

    When it is deleted, every timer that would still ask the store is gone with it.
    """

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        settings: Settings,
        queries: ArticleReader,
        tasks: Tasks,
        clock: Callable[[], datetime],
        *,
        own_sources: Path,
        log_file: Path | None,
        mark: str = "",
    ) -> None:
        super().__init__()
        self.folder = folder
        self.own_sources = own_sources
        self.log_file = log_file
        self.settings = settings
        self.queries = queries
        self.tasks = tasks
        self.clock = clock
        self.theme = Theme(application)
        self.appearance = Appearance(settings, self.theme, Translations(application), self)
        self.appearance.apply_language()
        self.model = ArticleListModel(queries.articles, clock)
        with self.theme.building():
            self.appearance.apply_look()
            self.window = MainWindow(self.model, self.theme, mark=mark)
        self.window.actions_.set_mode(settings.colour_mode)
        self.notices = Notices(log_file, self)
        self.sections = Sections(settings, own_sources, self)
        self.reader = Reader(queries, clock, self.appearance.look, self)
        self.article_list = ArticleListController(
            self.model, queries, self.sections, self.reader, settings, self
        )
        self.refresher = Refresher(
            self.sections, queries.source_states(), settings, self, tasks=tasks, clock=clock
        )
        self.status = ListStatus(self.article_list, self.sections, self.refresher, clock, self)
        self.minute_clock = MinuteClock(clock, self)
        self._connect()

    def open(self) -> None:
        """Show the section, the article and the window of last time."""
        self.sections.restore()
        self.window.restore(self.settings.geometry, self.settings.splitter)
        self.article_list.start()
        self.minute_clock.start()
        self.window.show_article_pane(has_article=self.reader.article is not None)
        self.window.sidebar.focus_list()

    def _connect(self) -> None:
        window, actions, view = self.window, self.window.actions_, self.window.article
        sidebar, toolbar, bar = window.sidebar, window.toolbar, window.notices
        sections, article_list, status = self.sections, self.article_list, self.status
        reader, appearance, notices = self.reader, self.appearance, self.notices
        wiring.connect_sections(sections, article_list, status, sidebar, toolbar)
        wiring.connect_list(article_list, status, sidebar)
        wiring.connect_article(reader, article_list, window, sidebar, view, actions)
        wiring.connect_look(appearance, reader, view, actions)
        wiring.connect_words(
            self.minute_clock, appearance, self.model, article_list, status, reader, notices
        )
        wiring.connect_window(window, bar, view, actions, notices, self.settings)
