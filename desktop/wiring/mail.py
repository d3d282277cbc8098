"""What is connected for unread mail: the count, the button, the notifications."""

from desktop.controllers.appearance import Appearance
from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.mail.messages import MailDisplay
from desktop.controllers.mail.notifier import MailNotifier
from desktop.controllers.minute_clock import MinuteClock
from desktop.controllers.notices import Notices
from desktop.controllers.webmail import WebmailChoice
from desktop.qt.notifications import Notifications
from desktop.qt.system import Network, ResumeMonitor
from desktop.widgets.main_window import MainWindow


def connect_mailbox(
    mailbox: Mailbox,
    webmail: WebmailChoice,
    network: Network,
    resume: ResumeMonitor,
    notices: Notices,
) -> None:
    """The count is made anew when it may be another."""
    webmail.opened.connect(mailbox.on_webmail_opened)
    network.went_online.connect(mailbox.wake)
    resume.resumed.connect(mailbox.wake)
    mailbox.not_removed.connect(notices.on_password_not_removed)


def connect_mail_display(
    display: MailDisplay,
    mailbox: Mailbox,
    window: MainWindow,
    minute_clock: MinuteClock,
    appearance: Appearance,
) -> None:
    """The window says how the count stands."""
    mailbox.changed.connect(display.update)
    minute_clock.ticked.connect(display.update)  # "14:02" becomes "gisteren 14:02"
    appearance.language_changed.connect(display.update)
    display.indicator_changed.connect(window.toolbar.set_mail)
    display.line_changed.connect(window.actions_.set_mail_line)
    window.actions_.check_mail.triggered.connect(mailbox.check_or_ask)


def connect_notifications(
    notifier: MailNotifier,
    mailbox: Mailbox,
    notifications: Notifications,
    webmail: WebmailChoice,
) -> None:
    """New mail is told, and opened from there."""
    mailbox.changed.connect(notifier.on_state)
    mailbox.visited.connect(notifier.mark_seen)
    notifier.notification_ready.connect(notifications.show)
    notifier.notification_cleared.connect(notifications.close_shown)
    notifications.opened.connect(notifier.open_notification)
    notifier.webmail_wanted.connect(webmail.open)
