"""What is connected before the first paint: list, article, look."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.controllers.newsdesk import STARRED, Newsdesk
from desktop.controllers.notices import Notices
from desktop.controllers.reader import Look, Reader
from desktop.controllers.session import Session
from desktop.controllers.status import status_line
from desktop.controllers.updater import Updater
from desktop.core.model import Article
from desktop.core.page import ArticlePage
from desktop.models.article_list import ArticleListModel
from desktop.qt.i18n import Translations
from desktop.qt.settings import Settings
from desktop.qt.theme import Theme
from desktop.widgets.main_window import MainWindow

SIZE_STEPS = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250)


class Face(NamedTuple):
    """What the window needs to be painted; built by `desktop.app`."""

    window: MainWindow
    model: ArticleListModel
    newsdesk: Newsdesk
    reader: Reader
    updater: Updater
    notices: Notices
    session: Session
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
        self._is_choice_put_off = False
        self._connect_list()
        self._connect_article()
        self._connect_look()
        self._connect_window()

    def _connect_list(self) -> None:
        face, sidebar = self._face, self._face.window.sidebar
        sidebar.section_chosen.connect(self._on_section_chosen)
        sidebar.article_chosen.connect(face.reader.open)
        sidebar.article_opened.connect(self._on_article_opened)
        sidebar.new_items_wanted.connect(face.newsdesk.show_waiting)
        face.newsdesk.section_changed.connect(face.session.remember_section)
        face.newsdesk.section_changed.connect(self.say_sections)
        face.newsdesk.state_changed.connect(sidebar.set_state)
        face.newsdesk.waiting_changed.connect(sidebar.set_new_count)
        face.newsdesk.shown.connect(self._on_shown)
        face.newsdesk.ticked.connect(self.say_status)
        face.newsdesk.ticked.connect(face.reader.tick)
        face.window.toolbar.search_changed.connect(self._on_search)

    def _connect_article(self) -> None:
        face, view = self._face, self._face.window.article
        face.reader.page_ready.connect(self._on_page)
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

    def say_sections(self) -> None:
        """Offer the sections there are and name the one in view."""
        face = self._face
        names = list(dict.fromkeys(s.section for s in face.updater.sources))
        names = names or face.session.sections()
        sections = [*((name, name) for name in names), (STARRED, self.tr("Bewaard"))]
        searching = face.newsdesk.words
        face.window.sidebar.set_sections(sections, "" if searching else face.newsdesk.section)
        face.window.sidebar.set_heading(self._heading())
        self.say_status()

    def say_status(self) -> None:
        """Say how fresh the news in view is."""
        face = self._face
        section = face.newsdesk.section
        if face.newsdesk.words or section == STARRED:
            count = face.model.rowCount()
            text = self.tr("%n berichten", "", count) if count else ""
            face.window.sidebar.set_status(text)
            return
        sources = [source for source in face.updater.sources if source.section == section]
        states = [(source, face.updater.state_of(source)) for source in sources]
        line = status_line(
            states,
            face.clock(),
            is_offline=face.updater.is_offline,
            is_refreshing=face.updater.is_busy,
            language=face.settings.language.value,
        )
        face.window.sidebar.set_status(line)

    def _on_section_chosen(self, section: str) -> None:
        self._face.window.toolbar.clear_search()
        self._face.updater.section = section
        self._face.newsdesk.show_section(section)

    def _on_search(self, words: str) -> None:
        self._face.newsdesk.search(words)
        self.say_sections()

    def _on_article_opened(self, article_id: int) -> None:
        self._face.reader.open(article_id)
        if self._face.window.is_narrow():
            self._face.window.set_reading(True)
            self._face.window.article.setFocus()

    def _on_shown(self) -> None:
        article = self._face.reader.article
        if article is not None:
            self._face.window.sidebar.select(article.id)
        elif self._face.model.rowCount() and not self._is_choice_put_off:
            self._choose_first()
        self.say_status()

    def put_off_choice(self) -> None:
        """Wait with the first article: the first source to answer need not have the newest."""
        self._is_choice_put_off = True

    def choose_now(self) -> None:
        """Open the newest article if none is in view, now or when there is one."""
        self._is_choice_put_off = False
        if self._face.reader.article is None and self._face.model.rowCount():
            self._choose_first()

    def _choose_first(self) -> None:
        """Have something to read in view without a click."""
        wanted = self._face.settings.article
        if not self._face.window.sidebar.select(wanted):
            wanted = self._face.newsdesk.neighbours()[0]
            self._face.window.sidebar.select(wanted)
        self._face.reader.open(wanted)

    def _heading(self) -> str:
        newsdesk = self._face.newsdesk
        if newsdesk.words:
            return self.tr("Gevonden voor ‘{}’").format(newsdesk.words)
        if newsdesk.section == STARRED:
            return self.tr("Bewaarde artikelen")
        return self.tr("Meer uit {}").format(newsdesk.section)

    # The article

    def _on_page(self, page: ArticlePage) -> None:
        self._face.window.show_article_pane(has_article=True)
        self._face.window.article.show_article(page)

    def _on_opened(self, article: Article) -> None:
        self._face.session.remember_article(article.id)
        self._face.window.sidebar.select(article.id)
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
            language = face.settings.language.value
            face.translations.use(language)
            face.notices.retranslate()
            face.model.speak(language)
            self._on_look()
            self.say_sections()
        elif key == Settings.refresh_minutes.key:
            face.updater.base_minutes = face.settings.refresh_minutes
        elif key.startswith("appearance/"):
            apply_look(face.theme, face.settings)
            face.window.actions_.set_mode(face.settings.colour_mode)

    def _on_look(self) -> None:
        self._face.reader.set_look(look_of(self._face.theme, self._face.settings))

    def _on_mode(self, action: QAction) -> None:
        self._face.settings.colour_mode = action.data()

    def _step_size(self, step: int) -> None:
        settings = self._face.settings
        present = min(SIZE_STEPS, key=lambda size: abs(size - settings.size_percent))
        place = SIZE_STEPS.index(present) + step
        settings.size_percent = SIZE_STEPS[max(0, min(len(SIZE_STEPS) - 1, place))]

    def _larger(self) -> None:
        self._step_size(1)

    def _smaller(self) -> None:
        self._step_size(-1)

    def _normal_size(self) -> None:
        self._face.settings.size_percent = 100

    def _on_closing(self) -> None:
        self._face.session.remember_window(*self._face.window.state())
        self._face.window.article.tell_position()


def apply_look(theme: Theme, settings: Settings) -> None:
    """Put the look that the user chose on the application."""
    theme.apply(
        settings.colour_mode, size_percent=settings.size_percent, has_serif=settings.has_serif
    )


def look_of(theme: Theme, settings: Settings) -> Look:
    """Return how articles are set at present."""
    return Look(theme.colours, theme.scale, theme.has_serif, settings.language.value)
