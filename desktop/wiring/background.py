"""What is connected after the first paint: fetching, storing, pictures, browser, webmail."""

from desktop.controllers.article_list import ArticleListController
from desktop.controllers.article_state import ArticleStateController
from desktop.controllers.content_loader import FullTextLoader, Prefetcher
from desktop.controllers.images import ImageLoader
from desktop.controllers.maintenance import Maintenance
from desktop.controllers.minute_clock import MinuteClock
from desktop.controllers.notices import Notices
from desktop.controllers.reader import Reader
from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import Sections
from desktop.controllers.status import ListStatus
from desktop.controllers.update_check import ReplacedProgramDetector, UpdateChecker
from desktop.controllers.webmail import WebmailChoice
from desktop.qt.browser import Browser, open_path
from desktop.qt.system import Network
from desktop.widgets.actions import Actions
from desktop.widgets.article_view import ArticleView
from desktop.widgets.main_window import MainWindow
from desktop.widgets.sidebar import Sidebar


def connect_refreshing(
    refresher: Refresher,
    article_list: ArticleListController,
    reader: Reader,
    status: ListStatus,
    notices: Notices,
) -> None:
    """What a refresh brings is listed, and told."""
    refresher.changed.connect(article_list.apply_changes)
    refresher.changed.connect(reader.renew)
    refresher.finished.connect(article_list.on_refreshed)
    refresher.section_answered.connect(article_list.on_section_answered)
    article_list.latest_wanted.connect(refresher.flush_changes)
    refresher.started.connect(status.update)
    refresher.state_changed.connect(status.update)
    refresher.finished.connect(status.update)
    refresher.failed.connect(notices.on_error)


def connect_refresh_action(
    actions: Actions,
    sidebar: Sidebar,
    images: ImageLoader,
    article_list: ArticleListController,
    refresher: Refresher,
    reader: Reader,
) -> None:
    """The user asks for everything anew."""
    sidebar.refresh_wanted.connect(actions.refresh.trigger)
    actions.refresh.triggered.connect(images.forget_failures)
    actions.refresh.triggered.connect(article_list.show_new_at_once)
    actions.refresh.triggered.connect(refresher.request_refresh)
    actions.refresh.triggered.connect(reader.ask_for_text)


def connect_network(
    network: Network, images: ImageLoader, refresher: Refresher, reader: Reader
) -> None:
    """With a network again, what is due is asked for."""
    network.went_online.connect(images.forget_failures)
    network.went_online.connect(refresher.refresh_due)
    network.went_online.connect(reader.ask_for_text)


def connect_full_text(
    reader: Reader,
    full_text: FullTextLoader,
    prefetcher: Prefetcher,
    article_list: ArticleListController,
    notices: Notices,
) -> None:
    """An article that is not whole is completed; those that may be read next are prefetched."""
    reader.text_wanted.connect(full_text.load)
    reader.text_complete.connect(full_text.cancel)
    full_text.text_ready.connect(reader.take_text)
    full_text.teaser_ready.connect(reader.take_teaser)
    full_text.failed.connect(notices.on_error)
    article_list.prefetch_wanted.connect(prefetcher.prefetch)


def connect_article_state(
    article_state: ArticleStateController,
    window: MainWindow,
    reader: Reader,
    article_list: ArticleListController,
    notices: Notices,
) -> None:
    """What the user does with articles is stored, and shown."""
    reader.opened.connect(article_state.set_current)
    window.sight_changed.connect(article_state.set_window_visible)
    window.article.position_changed.connect(article_state.store_position)
    window.actions_.star.triggered.connect(article_state.star)
    window.actions_.mark_all_read.triggered.connect(article_list.mark_all_read)
    article_list.read_wanted.connect(article_state.mark_read)
    article_state.changed.connect(article_list.apply_changes)
    article_state.changed.connect(reader.renew)
    article_state.failed.connect(notices.on_error)


def connect_images(images: ImageLoader, sidebar: Sidebar, view: ArticleView) -> None:
    """Rows and article ask for pictures, and show them when they come."""
    sidebar.list.delegate.thumbnail_of = images.thumbnail
    images.is_in_view = sidebar.list.shows_image
    images.thumbnail_ready.connect(sidebar.list.viewport().update)
    images.picture_ready.connect(view.set_picture)
    view.picture_wanted.connect(images.want)


def connect_maintenance(
    maintenance: Maintenance,
    article_list: ArticleListController,
    reader: Reader,
    notices: Notices,
) -> None:
    """What the care for the store drops leaves the list; what it meets is told."""
    maintenance.changed.connect(article_list.apply_changes)
    maintenance.changed.connect(reader.renew)
    maintenance.found.connect(notices.on_storage)
    maintenance.failed.connect(notices.on_error)


def connect_updates(
    update_checker: UpdateChecker,
    replaced: ReplacedProgramDetector,
    minute_clock: MinuteClock,
    notices: Notices,
) -> None:
    """Another version of the program is told, newer or in the place of this one."""
    update_checker.found.connect(notices.on_new_version)
    minute_clock.ticked.connect(replaced.check)
    replaced.detected.connect(notices.on_upgrade)


def connect_browser(
    browser: Browser, view: ArticleView, reader: Reader, actions: Actions, notices: Notices
) -> None:
    """Links go to the browser."""
    view.link_chosen.connect(browser.open)
    actions.open_in_browser.triggered.connect(reader.open_in_browser)
    reader.link_wanted.connect(browser.open)
    notices.address_wanted.connect(browser.open)
    browser.failed.connect(notices.on_no_browser)


def connect_files(notices: Notices, sections: Sections, actions: Actions) -> None:
    """The program's own files are shown by what the system has for them."""
    actions.open_log.triggered.connect(notices.open_log)
    notices.path_wanted.connect(open_path)
    sections.path_wanted.connect(open_path)
    sections.failed.connect(notices.on_error)


def connect_webmail(webmail: WebmailChoice, actions: Actions) -> None:
    """The webmail is opened by its button and menu."""
    actions.webmail.triggered.connect(webmail.open)
    actions.compose.triggered.connect(webmail.compose)
    actions.other_webmail.triggered.connect(webmail.open_other)
    webmail.other_offered.connect(actions.other_webmail.setVisible)
