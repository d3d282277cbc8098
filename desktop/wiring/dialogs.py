"""Makes each dialog when it is asked for, and joins it to its controller."""

from PySide6.QtWidgets import QDialog

from desktop import __version__
from desktop.background import Background
from desktop.controllers.mail.account_setup import AccountSetup
from desktop.controllers.webmail import problem_with
from desktop.foreground import Foreground
from desktop.qt.browser import open_path
from desktop.widgets.about_dialog import AboutDialog
from desktop.widgets.mail_dialog import MailDialog
from desktop.widgets.settings_dialog import SettingsDialog
from desktop.widgets.webmail_dialog import WebmailDialog


def connect_dialogs(front: Foreground, back: Background) -> None:
    """Have each dialog open when it is asked for."""
    connect_webmail_dialog(front, back)
    connect_account_dialog(front, back)
    connect_settings_dialog(front, back)
    connect_about_dialog(front)


def show(dialog: QDialog) -> None:
    """Show a dialog that is gone once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def connect_webmail_dialog(front: Foreground, back: Background) -> None:
    """Which webmail is the user's."""
    webmail = back.webmail

    def ask() -> None:
        dialog = WebmailDialog(webmail.services, problem_with, front.theme, front.window)
        dialog.webmail_chosen.connect(webmail.choose)
        dialog.rejected.connect(webmail.postpone)
        show(dialog)

    webmail.choice_wanted.connect(ask)
    front.window.actions_.choose_webmail.triggered.connect(ask)


def connect_account_dialog(front: Foreground, back: Background) -> None:
    """Whose mail is counted, and how new mail is told."""
    mailbox, notifier, settings = back.mailbox, back.notifier, front.settings

    def ask() -> None:
        setup = AccountSetup(mailbox, back.mail_servers)
        dialog = MailDialog(setup.server_of, front.theme, front.window.dialog_parent())
        setup.setParent(dialog)
        dialog.set_account(mailbox.account)
        dialog.set_notification_preferences(
            notifies=settings.mail_notifies, shows_headers=settings.mail_shows_headers
        )
        setup.progress_changed.connect(dialog.set_busy)
        setup.message_changed.connect(dialog.set_answer)
        setup.saved.connect(dialog.on_saved)
        dialog.test_wanted.connect(setup.test)
        dialog.save_wanted.connect(setup.save)
        dialog.cancel_wanted.connect(setup.cancel)
        dialog.removal_wanted.connect(mailbox.remove)
        dialog.removal_wanted.connect(dialog.accept)
        dialog.notifies_chosen.connect(notifier.set_enabled)
        dialog.sender_and_subject_chosen.connect(notifier.set_shows_headers)
        show(dialog)
        setup.show_initial_state()

    mailbox.account_wanted.connect(ask)
    notifier.account_wanted.connect(ask)
    front.window.actions_.mail_account.triggered.connect(ask)


def connect_settings_dialog(front: Foreground, back: Background) -> None:
    """All settings; those of the start say what the system has, not what was asked for."""
    settings, actions, start_at_login = front.settings, front.window.actions_, back.start_at_login

    def ask() -> None:
        dialog = SettingsDialog(front.theme, front.window)
        dialog.set_values(settings, back.webmail.name(), back.mailbox.address)
        dialog.offer_releases(is_offered=back.update_checker.is_offered)
        dialog.value_chosen.connect(settings.store_value)
        dialog.webmail_wanted.connect(actions.choose_webmail.trigger)
        dialog.mail_account_wanted.connect(actions.mail_account.trigger)
        dialog.own_sources_wanted.connect(front.sections.open_own_list)
        back.mailbox.account_changed.connect(dialog.set_mail_address)
        back.webmail.changed.connect(dialog.reject)
        dialog.startup.set_values(settings)
        back.tray_availability.changed.connect(dialog.startup.set_tray_available)
        dialog.startup.set_tray_available(back.tray_availability.check())
        start_at_login.changed.connect(dialog.startup.set_autostart)
        dialog.startup.autostart_chosen.connect(start_at_login.set_enabled)
        start_at_login.update()
        show(dialog)

    actions.settings.triggered.connect(ask)


def connect_about_dialog(front: Foreground) -> None:
    """What the program is, and where it keeps its files."""

    def open_folder() -> None:
        open_path(front.folder)

    def ask() -> None:
        dialog = AboutDialog(__version__, front.folder, front.theme, front.window)
        dialog.folder_wanted.connect(open_folder)
        show(dialog)

    front.window.actions_.about.triggered.connect(ask)
