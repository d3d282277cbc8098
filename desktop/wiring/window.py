"""What is connected before the first paint: list, article, look."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.controllers.article_list import ArticleListController
from desktop.controllers.minute_clock import MinuteClock
from desktop.controllers.notices import Notices
from desktop.controllers.reader import Look, Reader
from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import Sections
from desktop.controllers.status import ListStatus
from desktop.core.model import Article
from desktop.core.page import ArticlePage
from desktop.models.article_list import ArticleListModel
from desktop.qt.i18n import Translations
from desktop.qt.settings import SIZES_PERCENT, Settings
from desktop.qt.theme import Theme
from desktop.widgets.main_window import MainWindow


class Face(NamedTuple):
    """What the window needs to be painted; built by `desktop.app`."""

    window: MainWindow
    model: ArticleListModel
    sections: Sections
    article_list: ArticleListController
    reader: Reader
    refresher: Refresher
    status: ListStatus
    minute_clock: MinuteClock
    notices: Notices
    settings: Settings
    theme: Theme
    translations: Translations
    clock: Callable[[], datetime]
    folder: Path
    own_sources: Path  # the user's own list


class WindowWiring(QObject):
    """Connects the parts of the window; its slots pass values from one to the other."""

    def __init__(self, face: Face, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._connect_list()
        self._connect_article()
        self._connect_look()
        self._connect_window()

    def _connect_list(self) -> None:
        face, sidebar = self._face, self._face.window.sidebar
        article_list, status = face.article_list, face.status
        sidebar.section_chosen.connect(face.window.toolbar.clear_search)
        sidebar.section_chosen.connect(face.sections.choose)
        sidebar.article_chosen.connect(face.reader.open)
        sidebar.article_opened.connect(self._on_article_opened)
        sidebar.new_items_wanted.connect(article_list.show_waiting)
        face.window.toolbar.search_changed.connect(article_list.search)
        face.sections.chosen.connect(article_list.show_section)
        face.sections.names_changed.connect(article_list.describe)
        face.sections.names_changed.connect(status.update)
        article_list.sections_changed.connect(sidebar.set_sections)
        article_list.heading_changed.connect(sidebar.set_heading)
        article_list.state_changed.connect(sidebar.set_state)
        article_list.waiting_changed.connect(sidebar.set_new_count)
        article_list.current_changed.connect(sidebar.select)
        article_list.shown.connect(status.update)
        status.changed.connect(sidebar.set_status)
        face.minute_clock.ticked.connect(face.model.tick)
        face.minute_clock.ticked.connect(status.update)
        face.minute_clock.ticked.connect(face.reader.tick)

    def _connect_article(self) -> None:
        face, view = self._face, self._face.window.article
        face.reader.page_ready.connect(self._on_page)
        face.reader.opened.connect(face.article_list.on_opened)
        face.reader.opened.connect(self._on_opened)
        face.reader.history_changed.connect(face.window.set_can_go_back)
        view.story_chosen.connect(face.reader.open)
        view.size_step_wanted.connect(self._step_size)

    def _connect_look(self) -> None:
        face, actions = self._face, self._face.window.actions_
        face.settings.changed.connect(self._on_setting)
        face.theme.changed.connect(self._on_look)
        actions.larger.triggered.connect(self._larger)
        actions.smaller.triggered.connect(self._smaller)
        actions.normal_size.triggered.connect(self._normal_size)
        actions.modes.triggered.connect(self._on_mode)
        actions.set_mode(face.settings.colour_mode)

    def _connect_window(self) -> None:
        face, actions = self._face, self._face.window.actions_
        face.notices.notice.connect(face.window.notices.show_notice)
        face.notices.reworded.connect(face.window.notices.reword)
        face.window.closing.connect(self._on_closing)
        actions.back.triggered.connect(self._on_back)
        actions.quit.triggered.connect(face.window.close)

    # The list

    def _on_article_opened(self, article_id: int) -> None:
        self._face.reader.open(article_id)
        if self._face.window.is_narrow():
            self._face.window.set_reading(True)
            self._face.window.article.setFocus()

    # The article

    def _on_page(self, page: ArticlePage) -> None:
        self._face.window.show_article_pane(has_article=True)
        self._face.window.article.show_article(page)

    def _on_opened(self, article: Article) -> None:
        self._face.window.actions_.set_starred(article.is_starred)

    def _on_back(self) -> None:
        if self._face.window.is_list_covered():
            self._face.window.set_reading(False)
            self._face.window.sidebar.list.setFocus()
        else:
            self._face.reader.go_back()

    # The look

    def _on_setting(self, key: str) -> None:
        face = self._face
        if key == Settings.language.key:
            face.translations.use(face.settings.language.value)
            face.notices.retranslate()
            face.model.retranslate()
            self._on_look()
            face.article_list.describe()
            face.status.update()
        elif key.startswith("appearance/"):
            apply_look(face.theme, face.settings)
            face.window.actions_.set_mode(face.settings.colour_mode)

    def _on_look(self) -> None:
        self._face.reader.set_look(look_of(self._face.theme))

    def _on_mode(self, action: QAction) -> None:
        self._face.settings.colour_mode = action.data()

    def _step_size(self, step: int) -> None:
        settings = self._face.settings
        present = min(SIZES_PERCENT, key=lambda size: abs(size - settings.size_percent))
        place = SIZES_PERCENT.index(present) + step
        settings.size_percent = SIZES_PERCENT[max(0, min(len(SIZES_PERCENT) - 1, place))]

    def _larger(self) -> None:
        self._step_size(1)

    def _smaller(self) -> None:
        self._step_size(-1)

    def _normal_size(self) -> None:
        self._face.settings.size_percent = 100

    def _on_closing(self) -> None:
        settings = self._face.settings
        settings.geometry, settings.splitter = self._face.window.state()
        self._face.window.article.report_position()


def apply_look(theme: Theme, settings: Settings) -> None:
    """Put the look that the user chose on the application."""
    theme.apply(
        settings.colour_mode, size_percent=settings.size_percent, has_serif=settings.has_serif
    )


def look_of(theme: Theme) -> Look:
    """Return how articles are set at present."""
    return Look(theme.colours, theme.scale, theme.has_serif)
