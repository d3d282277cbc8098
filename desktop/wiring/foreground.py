"""What is connected before the first paint: list, article, look."""

from desktop.controllers.appearance import Appearance
from desktop.controllers.article_list import ArticleListController
from desktop.controllers.notices import Notices
from desktop.controllers.reader import Reader
from desktop.controllers.sections import Sections
from desktop.controllers.status import ListStatus, MinuteClock
from desktop.models.article_list import ArticleListModel
from desktop.qt.settings import Settings
from desktop.widgets.actions import Actions
from desktop.widgets.article_view import ArticleView
from desktop.widgets.bars import NoticeBar
from desktop.widgets.main_window import MainWindow
from desktop.widgets.sidebar import Sidebar
from desktop.widgets.toolbar import Toolbar


def connect_sections(
    sections: Sections, article_list: ArticleListController, status: ListStatus,
    sidebar: Sidebar, toolbar: Toolbar,
) -> None:  # fmt: skip
    """A section that is chosen ends a search and is listed."""
    sidebar.section_chosen.connect(toolbar.clear_search)
    sidebar.section_chosen.connect(sections.choose)
    sections.chosen.connect(article_list.show_section)
    sections.names_changed.connect(article_list.describe)
    sections.names_changed.connect(status.update)
    toolbar.search_changed.connect(article_list.search)


def connect_list(article_list: ArticleListController, status: ListStatus, sidebar: Sidebar) -> None:
    """The sidebar shows what is listed, and how fresh it is."""
    article_list.sections_changed.connect(sidebar.set_sections)
    article_list.heading_changed.connect(sidebar.set_heading)
    article_list.state_changed.connect(sidebar.set_state)
    article_list.waiting_changed.connect(sidebar.set_new_count)
    article_list.current_changed.connect(sidebar.select)
    article_list.shown.connect(status.update)
    sidebar.new_items_wanted.connect(article_list.show_waiting)
    status.changed.connect(sidebar.set_status)


def connect_article(
    reader: Reader, article_list: ArticleListController,
    window: MainWindow, sidebar: Sidebar, view: ArticleView, actions: Actions,
) -> None:  # fmt: skip
    """An article that is chosen is opened, shown and selected."""
    sidebar.article_chosen.connect(reader.open)
    sidebar.article_opened.connect(reader.open)
    sidebar.article_opened.connect(window.read)
    view.story_chosen.connect(reader.open)
    window.back_wanted.connect(reader.go_back)
    reader.page_ready.connect(window.show_page)
    reader.opened.connect(article_list.on_opened)
    reader.opened.connect(actions.set_article)
    reader.history_changed.connect(window.set_can_go_back)


def connect_look(
    appearance: Appearance, reader: Reader, view: ArticleView, actions: Actions
) -> None:
    """Colours and sizes are chosen in the menu, and articles are set in them."""
    actions.larger.triggered.connect(appearance.enlarge)
    actions.smaller.triggered.connect(appearance.reduce)
    actions.normal_size.triggered.connect(appearance.reset_size)
    actions.mode_chosen.connect(appearance.set_mode)
    view.size_step_wanted.connect(appearance.step_size)
    appearance.mode_changed.connect(actions.set_mode)
    appearance.look_changed.connect(reader.set_look)


def connect_words(
    minute_clock: MinuteClock, appearance: Appearance, model: ArticleListModel,
    article_list: ArticleListController, status: ListStatus, reader: Reader, notices: Notices,
) -> None:  # fmt: skip
    """Every age follows the clock; what speaks and is no widget follows the language."""
    minute_clock.ticked.connect(model.tick)
    minute_clock.ticked.connect(status.update)
    minute_clock.ticked.connect(reader.tick)
    appearance.language_changed.connect(notices.retranslate)
    appearance.language_changed.connect(model.tick)
    appearance.language_changed.connect(article_list.describe)
    appearance.language_changed.connect(status.update)


def connect_window(
    window: MainWindow, bar: NoticeBar, view: ArticleView, actions: Actions,
    notices: Notices, settings: Settings,
) -> None:  # fmt: skip
    """The window shows notices, and keeps its place."""
    notices.notice.connect(bar.show_notice)
    notices.reworded.connect(bar.reword)
    bar.action_chosen.connect(notices.perform)
    window.closing.connect(settings.store_window)
    window.closing.connect(view.report_position)
    actions.quit.triggered.connect(window.close)
