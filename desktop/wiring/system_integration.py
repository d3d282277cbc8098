"""What is connected for the tray, the badge and later launches."""

from PySide6.QtWidgets import QApplication

from desktop.controllers.appearance import Appearance
from desktop.controllers.desktop_integration import DesktopIntegration, StartAtLogin
from desktop.controllers.mail.messages import MailDisplay
from desktop.controllers.mail.notifier import MailNotifier
from desktop.controllers.notices import Notices
from desktop.controllers.webmail import WebmailChoice
from desktop.qt.browser import Browser
from desktop.qt.notifications import Notifications
from desktop.qt.settings import Settings
from desktop.qt.single_instance import SingleInstance
from desktop.qt.system import Badge, TrayAvailability
from desktop.widgets.actions import Actions
from desktop.widgets.article_view import ArticleView
from desktop.widgets.main_window import MainWindow
from desktop.widgets.tray import Tray


def connect_tray(
    tray: Tray, availability: TrayAvailability, integration: DesktopIntegration,
    window: MainWindow, appearance: Appearance,
) -> None:  # fmt: skip
    """The icon comes and goes with the tray; each item of its menu does what it says."""
    availability.appeared.connect(tray.appear)
    availability.appeared.connect(integration.on_tray_appeared)
    availability.disappeared.connect(tray.vanish)
    availability.disappeared.connect(integration.on_tray_vanished)
    tray.webmail_wanted.connect(integration.open_webmail)
    tray.compose_wanted.connect(integration.compose)
    tray.check_wanted.connect(integration.check_mail)
    tray.settings_wanted.connect(integration.open_settings)
    tray.window_wanted.connect(window.show_again)
    tray.quit_wanted.connect(QApplication.quit)
    appearance.language_changed.connect(tray.retranslate)


def connect_out_of_sight(
    window: MainWindow, view: ArticleView, actions: Actions, integration: DesktopIntegration,
    webmail: WebmailChoice, browser: Browser,
) -> None:  # fmt: skip
    """The window goes to the tray while there is one, and comes back where it has to be seen."""
    window.goes_to_tray = integration.stays_in_tray
    window.put_away.connect(view.report_position)
    window.put_away.connect(integration.on_put_away)
    window.shown_again.connect(integration.on_shown_again)
    integration.settings_wanted.connect(actions.settings.trigger)
    webmail.choice_wanted.connect(window.show_again)
    browser.failed.connect(window.show_again)


def connect_tray_mail(
    tray: Tray, badge: Badge, display: MailDisplay, notifier: MailNotifier,
    notifications: Notifications, settings: Settings,
) -> None:  # fmt: skip
    """Tray and badge say how the count of unread mail stands."""
    display.lines_changed.connect(tray.set_mail_lines)
    display.changed.connect(tray.set_mail)
    display.unread_changed.connect(badge.show)
    notifier.enabled_changed.connect(tray.set_notifies)
    tray.set_notifies(settings.mail_notifies)
    tray.notifications_chosen.connect(notifier.set_enabled)
    tray.message_opened.connect(notifier.open_notification)
    notifications.show_message = tray.show_message
    display.update()


def connect_launches(
    instance: SingleInstance, integration: DesktopIntegration, start_at_login: StartAtLogin,
    notices: Notices,
) -> None:  # fmt: skip
    """Later launches ask this one; the first at login is the system's."""
    instance.command_received.connect(integration.on_command)
    start_at_login.failed.connect(notices.on_error)
