"""What is connected after the first paint: fetching, storing, pictures, browser, mail."""

from functools import partial

from desktop.controllers.announcements import Announcements
from desktop.controllers.appearance import Appearance
from desktop.controllers.article_list import ArticleListController
from desktop.controllers.article_state import ArticleStateController
from desktop.controllers.content_loader import FullTextLoader, Prefetcher
from desktop.controllers.copy_restorer import CopyRestorer
from desktop.controllers.daily_copies import DailyCopies
from desktop.controllers.exporter import Exporter
from desktop.controllers.healer import Healer
from desktop.controllers.images import ImageLoader
from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.mail.messages import MailDisplay
from desktop.controllers.mail.notifier import MailNotifier
from desktop.controllers.maintenance import Maintenance, ReplacedProgramDetector, UpdateChecker
from desktop.controllers.notices import Notices
from desktop.controllers.reader import Reader
from desktop.controllers.refresher import Refresher
from desktop.controllers.sections import Sections
from desktop.controllers.sharing import Sharing
from desktop.controllers.status import ListStatus, MinuteClock
from desktop.controllers.webmail import WebmailChoice
from desktop.qt.browser import Browser, open_path
from desktop.qt.notifications import Notifications
from desktop.qt.system import Network, ResumeMonitor
from desktop.widgets.accessibility import announce, describe_parts
from desktop.widgets.actions import Actions
from desktop.widgets.article_list import ArticleListView
from desktop.widgets.article_view import ArticleView
from desktop.widgets.main_window import MainWindow
from desktop.widgets.parts import copy_text
from desktop.widgets.sidebar import Sidebar
from desktop.widgets.toolbar import Toolbar


def connect_refreshing(
    refresher: Refresher, article_list: ArticleListController, reader: Reader,
    status: ListStatus, notices: Notices,
) -> None:  # fmt: skip
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


def connect_refresh_requests(
    sidebar: Sidebar, actions: Actions, network: Network, images: ImageLoader,
    article_list: ArticleListController, refresher: Refresher, reader: Reader,
) -> None:  # fmt: skip
    """The user asks for everything anew; with a network again, what is due is asked for."""
    sidebar.refresh_wanted.connect(actions.refresh.trigger)
    actions.refresh.triggered.connect(images.forget_failures)
    actions.refresh.triggered.connect(article_list.show_new_at_once)
    actions.refresh.triggered.connect(refresher.request_refresh)
    actions.refresh.triggered.connect(reader.ask_for_text)
    network.went_online.connect(images.forget_failures)
    network.went_online.connect(refresher.refresh_due)
    network.went_online.connect(reader.ask_for_text)


def connect_texts(
    reader: Reader, full_text: FullTextLoader, article_list: ArticleListController,
    prefetcher: Prefetcher, window: MainWindow, notices: Notices,
) -> None:  # fmt: skip
    """Texts are brought when they are asked for; what may be read next, before."""
    reader.text_wanted.connect(full_text.load)
    reader.text_complete.connect(full_text.cancel)
    window.sidebar.article_opened.connect(full_text.hurry)
    window.article.story_chosen.connect(full_text.hurry)
    window.back_wanted.connect(full_text.hurry)
    full_text.text_ready.connect(reader.show_text)
    full_text.teaser_ready.connect(reader.show_teaser)
    full_text.failed.connect(notices.on_error)
    article_list.prefetch_wanted.connect(prefetcher.prefetch)


def connect_images(images: ImageLoader, rows: ArticleListView, view: ArticleView) -> None:
    """Rows and article ask for pictures, and show them when they come."""
    rows.delegate.thumbnail_of = images.thumbnail
    rows.delegate.is_missing = images.is_missing
    images.is_in_view = rows.shows_image
    images.thumbnail_ready.connect(rows.viewport().update)
    images.thumbnails_changed.connect(rows.measure_on_sight)
    images.failures_forgotten.connect(rows.viewport().update)
    images.failures_forgotten.connect(view.ask_for_pictures)
    images.picture_ready.connect(view.set_picture)
    images.picture_missing.connect(view.set_missing)
    view.picture_wanted.connect(images.want)


def connect_article_state(
    article_state: ArticleStateController, article_list: ArticleListController, reader: Reader,
    window: MainWindow, view: ArticleView, actions: Actions, notices: Notices,
) -> None:  # fmt: skip
    """What the user does with articles is stored, and shown."""
    reader.opened.connect(article_state.set_current)
    window.sight_changed.connect(article_state.set_window_visible)
    window.sidebar.article_chosen.connect(article_state.use)
    window.sidebar.article_opened.connect(article_state.use)
    view.story_chosen.connect(article_state.use)
    window.back_wanted.connect(article_state.use)
    article_state.is_at_end = view.is_at_end
    view.position_changed.connect(article_state.store_position)
    actions.star.triggered.connect(article_state.star_current)
    # What was scrolled is told first: told afterwards it would be going on in the article.
    actions.unread.triggered.connect(view.report_position)
    actions.unread.triggered.connect(article_state.turn_mark)
    rows = window.sidebar.list
    rows.star_wanted.connect(article_state.star)
    rows.marks_wanted.connect(view.report_position)
    rows.marks_wanted.connect(article_state.mark)
    article_list.read_wanted.connect(article_state.mark)
    actions.mark_all_read.triggered.connect(article_list.mark_all_read)
    article_state.changed.connect(article_list.apply_changes)
    article_state.changed.connect(reader.renew)
    article_state.failed.connect(notices.on_error)


def connect_sharing(
    sharing: Sharing, window: MainWindow, browser: Browser, announcements: Announcements
) -> None:
    """The article in view is mailed or copied, and that is said."""
    actions = window.actions_
    actions.mail.triggered.connect(sharing.mail)
    actions.copy_link.triggered.connect(sharing.copy_link)
    actions.copy_text.triggered.connect(sharing.copy_text)
    sharing.address_wanted.connect(browser.open)
    sharing.copied.connect(copy_text)
    sharing.told.connect(window.tell)
    sharing.told.connect(announcements.said)


def connect_maintenance(
    maintenance: Maintenance, update_checker: UpdateChecker,
    replaced: ReplacedProgramDetector, minute_clock: MinuteClock,
    article_list: ArticleListController, reader: Reader, notices: Notices,
) -> None:  # fmt: skip
    """What the care for the store drops leaves the list; a program of another version is told."""
    maintenance.changed.connect(article_list.apply_changes)
    maintenance.changed.connect(reader.renew)
    maintenance.found.connect(notices.on_storage)
    maintenance.failed.connect(notices.on_error)
    minute_clock.ticked.connect(maintenance.keep_files)
    update_checker.found.connect(notices.on_new_version)
    minute_clock.ticked.connect(replaced.check)
    replaced.detected.connect(notices.on_upgrade)


def connect_copies(
    daily_copies: DailyCopies, restorer: CopyRestorer, exporter: Exporter,
    webmail: WebmailChoice, article_list: ArticleListController, reader: Reader, notices: Notices,
) -> None:  # fmt: skip
    """What a copy that was put back altered is listed anew; what cannot be copied is told."""
    daily_copies.failed.connect(notices.on_error)
    restorer.changed.connect(article_list.apply_changes)
    restorer.changed.connect(reader.renew)
    restorer.restored.connect(webmail.start)
    exporter.failed.connect(notices.on_error)


def connect_healer(
    healer: Healer, maintenance: Maintenance, article_list: ArticleListController,
    refresher: Refresher, notices: Notices,
) -> None:  # fmt: skip
    """What is damaged is mended in place; the list follows, and lost articles are fetched again."""
    maintenance.found.connect(healer.heal)
    maintenance.failed.connect(healer.on_failure)
    healer.mended.connect(article_list.show_again)
    healer.emptied.connect(article_list.show_new_at_once)
    healer.emptied.connect(refresher.begin_anew)
    healer.told.connect(notices.on_storage)
    healer.failed.connect(notices.on_error)


def connect_browser(
    browser: Browser, reader: Reader, sections: Sections, rows: ArticleListView,
    view: ArticleView, actions: Actions,
    notices: Notices,
) -> None:  # fmt: skip
    """Links go to the browser, the program's own files to what the system has for them."""
    view.link_chosen.connect(browser.open)
    rows.link_chosen.connect(browser.open)
    actions.open_in_browser.triggered.connect(reader.open_in_browser)
    reader.link_wanted.connect(browser.open)
    notices.address_wanted.connect(browser.open)
    browser.failed.connect(notices.on_no_browser)
    actions.open_log.triggered.connect(notices.open_log)
    notices.path_wanted.connect(open_path)
    sections.path_wanted.connect(open_path)
    sections.failed.connect(notices.on_error)


def connect_mailbox(
    mailbox: Mailbox, webmail: WebmailChoice, network: Network, resume: ResumeMonitor,
    actions: Actions, notices: Notices,
) -> None:  # fmt: skip
    """The menu opens webmail; mail is counted anew when there may be more or less."""
    actions.webmail.triggered.connect(webmail.open)
    actions.compose.triggered.connect(webmail.compose)
    actions.other_webmail.triggered.connect(webmail.open_other)
    webmail.other_offered.connect(actions.other_webmail.setVisible)
    webmail.opened.connect(mailbox.on_webmail_opened)
    network.went_online.connect(mailbox.wake)
    resume.resumed.connect(mailbox.wake)
    actions.check_mail.triggered.connect(mailbox.check_or_ask)
    mailbox.not_removed.connect(notices.on_password_not_removed)


def connect_mail_display(
    display: MailDisplay, mailbox: Mailbox, minute_clock: MinuteClock, appearance: Appearance,
    toolbar: Toolbar, actions: Actions,
) -> None:  # fmt: skip
    """The window says how the count stands."""
    mailbox.changed.connect(display.update)
    minute_clock.ticked.connect(display.update)  # "14:02" becomes "gisteren 14:02"
    appearance.language_changed.connect(display.update)
    display.changed.connect(toolbar.set_mail)
    display.lines_changed.connect(actions.set_mail_lines)


def connect_notifications(
    notifier: MailNotifier, mailbox: Mailbox, notifications: Notifications, webmail: WebmailChoice
) -> None:
    """New mail is told, and opened from there."""
    mailbox.changed.connect(notifier.on_count)
    mailbox.visited.connect(notifier.mark_seen)
    notifier.notification_ready.connect(notifications.show)
    notifier.notification_cleared.connect(notifications.close_shown)
    notifications.opened.connect(notifier.open_notification)
    notifier.webmail_wanted.connect(webmail.open)


def connect_announcements(
    announcements: Announcements, window: MainWindow, refresher: Refresher,
    article_list: ArticleListController, status: ListStatus, appearance: Appearance,
    notices: Notices, display: MailDisplay,
) -> None:  # fmt: skip
    """What happens is also said, to who hears the window."""
    actions = window.actions_
    actions.refresh.triggered.connect(announcements.on_refresh_wanted)
    status.changed.connect(announcements.on_freshness)
    refresher.finished.connect(announcements.on_refreshed)
    article_list.waiting_changed.connect(announcements.on_waiting)
    article_list.shown.connect(announcements.on_listed)
    actions.star.triggered.connect(announcements.on_star)
    appearance.size_changed.connect(announcements.on_size)
    window.find_bar.counted.connect(announcements.said)
    notices.notice.connect(announcements.on_notice)
    display.lines_changed.connect(announcements.on_mail)
    announcements.said.connect(partial(announce, window))
    describe_parts(window.article, window.sidebar.sections)
