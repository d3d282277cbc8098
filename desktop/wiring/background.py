"""What is connected after the first paint: fetching, storing, pictures, browser, mail."""

from desktop.background import Background
from desktop.foreground import Foreground
from desktop.qt.browser import open_path


def connect_background(front: Foreground, back: Background) -> None:
    """Join what came after the first paint with what was there, and among itself."""
    connect_refreshing(front)
    connect_refresh_requests(front, back)
    connect_content(front, back)
    connect_article_state(front, back)
    connect_maintenance(front, back)
    connect_browser(front, back)
    connect_mailbox(front, back)
    connect_notifications(back)


def connect_refreshing(front: Foreground) -> None:
    """What a refresh brings is listed, and told."""
    refresher, article_list, status = front.refresher, front.article_list, front.status
    refresher.changed.connect(article_list.apply_changes)
    refresher.changed.connect(front.reader.renew)
    refresher.finished.connect(article_list.on_refreshed)
    refresher.section_answered.connect(article_list.on_section_answered)
    article_list.latest_wanted.connect(refresher.flush_changes)
    refresher.started.connect(status.update)
    refresher.state_changed.connect(status.update)
    refresher.finished.connect(status.update)
    refresher.failed.connect(front.notices.on_error)


def connect_refresh_requests(front: Foreground, back: Background) -> None:
    """The user asks for everything anew; with a network again, what is due is asked for."""
    refresh = front.window.actions_.refresh
    front.window.sidebar.refresh_wanted.connect(refresh.trigger)
    refresh.triggered.connect(back.images.forget_failures)
    refresh.triggered.connect(front.article_list.show_new_at_once)
    refresh.triggered.connect(front.refresher.request_refresh)
    refresh.triggered.connect(front.reader.ask_for_text)
    back.network.went_online.connect(back.images.forget_failures)
    back.network.went_online.connect(front.refresher.refresh_due)
    back.network.went_online.connect(front.reader.ask_for_text)


def connect_content(front: Foreground, back: Background) -> None:
    """Texts and pictures are brought when they are asked for; what may be read next, before."""
    reader, full_text, images = front.reader, back.full_text, back.images
    rows, view = front.window.sidebar.list, front.window.article
    reader.text_wanted.connect(full_text.load)
    reader.text_complete.connect(full_text.cancel)
    full_text.text_ready.connect(reader.show_text)
    full_text.teaser_ready.connect(reader.show_teaser)
    full_text.failed.connect(front.notices.on_error)
    front.article_list.prefetch_wanted.connect(back.prefetcher.prefetch)
    rows.delegate.thumbnail_of = images.thumbnail
    images.is_in_view = rows.shows_image
    images.thumbnail_ready.connect(rows.viewport().update)
    images.picture_ready.connect(view.set_picture)
    view.picture_wanted.connect(images.want)


def connect_article_state(front: Foreground, back: Background) -> None:
    """What the user does with articles is stored, and shown."""
    article_state, window = back.article_state, front.window
    front.reader.opened.connect(article_state.set_current)
    window.sight_changed.connect(article_state.set_window_visible)
    window.article.position_changed.connect(article_state.store_position)
    window.actions_.star.triggered.connect(article_state.star)
    window.actions_.mark_all_read.triggered.connect(front.article_list.mark_all_read)
    front.article_list.read_wanted.connect(article_state.mark_read)
    article_state.changed.connect(front.article_list.apply_changes)
    article_state.changed.connect(front.reader.renew)
    article_state.failed.connect(front.notices.on_error)


def connect_maintenance(front: Foreground, back: Background) -> None:
    """What the care for the store drops leaves the list; a program of another version is told."""
    back.maintenance.changed.connect(front.article_list.apply_changes)
    back.maintenance.changed.connect(front.reader.renew)
    back.maintenance.found.connect(front.notices.on_storage)
    back.maintenance.failed.connect(front.notices.on_error)
    back.update_checker.found.connect(front.notices.on_new_version)
    front.minute_clock.ticked.connect(back.replaced.check)
    back.replaced.detected.connect(front.notices.on_upgrade)


def connect_browser(front: Foreground, back: Background) -> None:
    """Links and webmail go to the browser, the program's own files to what the system has."""
    actions, notices = front.window.actions_, front.notices
    browser, webmail = back.browser, back.webmail
    front.window.article.link_chosen.connect(browser.open)
    actions.open_in_browser.triggered.connect(front.reader.open_in_browser)
    front.reader.link_wanted.connect(browser.open)
    notices.address_wanted.connect(browser.open)
    browser.failed.connect(notices.on_no_browser)
    actions.open_log.triggered.connect(notices.open_log)
    notices.path_wanted.connect(open_path)
    front.sections.path_wanted.connect(open_path)
    front.sections.failed.connect(notices.on_error)
    actions.webmail.triggered.connect(webmail.open)
    actions.compose.triggered.connect(webmail.compose)
    actions.other_webmail.triggered.connect(webmail.open_other)
    webmail.other_offered.connect(actions.other_webmail.setVisible)


def connect_mailbox(front: Foreground, back: Background) -> None:
    """Mail is counted anew when there may be more or less; the window says how many."""
    mailbox, display, actions = back.mailbox, back.mail_display, front.window.actions_
    back.webmail.opened.connect(mailbox.on_webmail_opened)
    back.network.went_online.connect(mailbox.wake)
    back.resume.resumed.connect(mailbox.wake)
    actions.check_mail.triggered.connect(mailbox.check_or_ask)
    mailbox.not_removed.connect(front.notices.on_password_not_removed)
    mailbox.changed.connect(display.update)
    front.minute_clock.ticked.connect(display.update)  # "14:02" becomes "gisteren 14:02"
    front.appearance.language_changed.connect(display.update)
    display.indicator_changed.connect(front.window.toolbar.set_mail)
    display.line_changed.connect(actions.set_mail_line)


def connect_notifications(back: Background) -> None:
    """New mail is told, and opened from there."""
    notifier, notifications = back.notifier, back.notifications
    back.mailbox.changed.connect(notifier.on_state)
    back.mailbox.visited.connect(notifier.mark_seen)
    notifier.notification_ready.connect(notifications.show)
    notifier.notification_cleared.connect(notifications.close_shown)
    notifications.opened.connect(notifier.open_notification)
    notifier.webmail_wanted.connect(back.webmail.open)
