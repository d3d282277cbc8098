"""What is connected for the tray, the badge and later launches."""

from PySide6.QtWidgets import QApplication

from desktop.background import Background, SystemIntegration
from desktop.foreground import Foreground


def connect_system(front: Foreground, back: Background, system: SystemIntegration) -> None:
    """Join the tray, the badge and later launches with the program."""
    connect_tray_menu(front, system)
    connect_out_of_sight(front, back, system)
    connect_tray_mail(front, back, system)
    system.instance.command_received.connect(system.integration.on_command)
    back.start_at_login.failed.connect(front.notices.on_error)


def connect_tray_menu(front: Foreground, system: SystemIntegration) -> None:
    """Each item of the tray's menu does what it says."""
    tray, integration = system.tray, system.integration
    tray.webmail_wanted.connect(integration.open_webmail)
    tray.compose_wanted.connect(integration.compose)
    tray.check_wanted.connect(integration.check_mail)
    tray.settings_wanted.connect(integration.open_settings)
    tray.window_wanted.connect(front.window.show_again)
    tray.quit_wanted.connect(QApplication.quit)
    front.appearance.language_changed.connect(tray.retranslate)


def connect_out_of_sight(front: Foreground, back: Background, system: SystemIntegration) -> None:
    """The window goes to the tray while there is one, and comes back where it has to be seen."""
    window, availability, integration = front.window, back.tray_availability, system.integration
    availability.appeared.connect(system.tray.appear)
    availability.appeared.connect(integration.on_tray_appeared)
    availability.disappeared.connect(system.tray.vanish)
    availability.disappeared.connect(integration.on_tray_vanished)
    window.goes_to_tray = integration.stays_in_tray
    window.put_away.connect(window.article.report_position)
    window.put_away.connect(integration.on_put_away)
    window.shown_again.connect(integration.on_shown_again)
    integration.settings_wanted.connect(window.actions_.settings.trigger)
    back.webmail.choice_wanted.connect(window.show_again)
    back.browser.failed.connect(window.show_again)


def connect_tray_mail(front: Foreground, back: Background, system: SystemIntegration) -> None:
    """Tray and badge say how the count of unread mail stands."""
    tray, display, notifier = system.tray, back.mail_display, back.notifier
    display.changed.connect(tray.set_mail)
    display.unread_changed.connect(system.badge.show)
    notifier.enabled_changed.connect(tray.set_notifies)
    tray.set_notifies(front.settings.mail_notifies)
    tray.notifications_chosen.connect(notifier.set_enabled)
    tray.message_opened.connect(notifier.open_notification)
    back.notifications.show_message = tray.show_message
    display.update()
