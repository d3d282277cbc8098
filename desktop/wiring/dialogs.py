"""Makes each dialog when it is asked for, and joins it to its controller."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog

from desktop import __version__
from desktop.controllers.copy_restorer import CopyRestorer
from desktop.controllers.desktop_integration import StartAtLogin
from desktop.controllers.exporter import Exporter
from desktop.controllers.help_report import HelpReport
from desktop.controllers.mail.account_setup import AccountSetup
from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.mail.notifier import MailNotifier
from desktop.controllers.mail.server_finder import ServerFinder
from desktop.controllers.maintenance import UpdateChecker
from desktop.controllers.sections import Sections
from desktop.controllers.webmail import WebmailChoice, problem_with
from desktop.core.model import Export
from desktop.core.providers import Provider
from desktop.qt.browser import Browser, open_path
from desktop.qt.settings import Settings
from desktop.qt.system import TrayAvailability
from desktop.qt.theme import Theme
from desktop.widgets.about_dialog import AboutDialog
from desktop.widgets.actions import Actions
from desktop.widgets.mail_dialog import MailDialog
from desktop.widgets.main_window import MainWindow
from desktop.widgets.more_settings import export_file_dialog
from desktop.widgets.restore_dialog import RestoreDialog
from desktop.widgets.settings_dialog import SettingsDialog
from desktop.widgets.webmail_dialog import WebmailDialog


def show(dialog: QDialog) -> None:
    """Show a dialog that is gone once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def connect_webmail_dialog(
    webmail: WebmailChoice, actions: Actions, theme: Theme, window: MainWindow
) -> None:
    """Which webmail is the user's."""

    def ask() -> None:
        dialog = WebmailDialog(webmail.services, problem_with, theme, window)
        dialog.webmail_chosen.connect(webmail.choose)
        dialog.rejected.connect(webmail.postpone)
        show(dialog)

    webmail.choice_wanted.connect(ask)
    actions.choose_webmail.triggered.connect(ask)


def connect_account_dialog(
    mailbox: Mailbox, providers: tuple[Provider, ...], notifier: MailNotifier,
    finder: ServerFinder, webmail: WebmailChoice, browser: Browser, settings: Settings,
    actions: Actions, theme: Theme, window: MainWindow,
) -> None:  # fmt: skip
    """Whose mail is counted, and how new mail is told."""

    def ask() -> None:
        setup = AccountSetup(mailbox, providers)
        dialog = MailDialog(setup.advise, theme, window.dialog_parent())
        setup.setParent(dialog)
        form = dialog.form
        form.search_wanted.connect(finder.find)
        finder.found.connect(form.set_found)
        form.page_wanted.connect(browser.open)
        form.webmail_wanted.connect(partial(webmail.choose, address=""))
        dialog.set_notification_preferences(
            notifies=settings.mail_notifies, shows_headers=settings.mail_shows_headers
        )
        setup.progress_changed.connect(dialog.set_busy)
        setup.message_changed.connect(dialog.set_answer)
        setup.saved.connect(dialog.on_saved)
        setup.shown.connect(dialog.set_accounts)
        dialog.account_chosen.connect(setup.choose)
        dialog.test_wanted.connect(setup.test)
        dialog.save_wanted.connect(setup.save)
        dialog.cancel_wanted.connect(setup.cancel)
        dialog.removal_wanted.connect(setup.remove)
        dialog.removal_wanted.connect(dialog.accept)
        dialog.notifies_chosen.connect(notifier.set_enabled)
        dialog.sender_and_subject_chosen.connect(notifier.set_shows_headers)
        show(dialog)
        setup.start()

    mailbox.account_wanted.connect(ask)
    notifier.account_wanted.connect(ask)
    actions.mail_account.triggered.connect(ask)


def connect_settings_dialog(
    settings: Settings, sections: Sections, webmail: WebmailChoice, mailbox: Mailbox,
    update_checker: UpdateChecker, tray_availability: TrayAvailability,
    start_at_login: StartAtLogin, restorer: CopyRestorer, exporter: Exporter, actions: Actions,
    theme: Theme, window: MainWindow,
) -> None:  # fmt: skip
    """All settings; those of the start say what the system has, not what was asked for."""

    def ask() -> None:
        dialog = SettingsDialog(theme, window)
        dialog.set_values(settings, webmail.name(), mailbox.name)
        dialog.offer_releases(is_offered=update_checker.is_offered)
        dialog.value_chosen.connect(settings.store_value)
        dialog.webmail_wanted.connect(actions.choose_webmail.trigger)
        dialog.mail_account_wanted.connect(actions.mail_account.trigger)
        dialog.own_sources_wanted.connect(sections.open_own_list)
        mailbox.account_changed.connect(dialog.set_mail_address)
        webmail.changed.connect(dialog.on_webmail_changed)
        tray_availability.changed.connect(dialog.startup.set_tray_available)
        dialog.startup.set_tray_available(tray_availability.check())
        start_at_login.changed.connect(dialog.startup.set_autostart)
        dialog.startup.autostart_chosen.connect(start_at_login.set_enabled)
        start_at_login.update()
        dialog.more.restore_wanted.connect(partial(_ask_for_copy, restorer, theme, dialog))
        dialog.more.export_wanted.connect(partial(_ask_for_file, exporter, dialog))
        restorer.restored.connect(dialog.more.say)
        restorer.restored.connect(dialog.refresh)
        webmail.named.connect(dialog.set_webmail_name)
        exporter.said.connect(dialog.more.say)
        show(dialog)

    actions.settings.triggered.connect(ask)


def _ask_for_copy(restorer: CopyRestorer, theme: Theme, settings_dialog: QDialog) -> None:
    dialog = RestoreDialog(theme, settings_dialog)
    restorer.listed.connect(dialog.set_copies)
    restorer.restored.connect(dialog.accept)
    restorer.failed.connect(dialog.set_problem)
    dialog.restore_wanted.connect(restorer.restore)
    show(dialog)
    restorer.list()


def _ask_for_file(exporter: Exporter, settings_dialog: QDialog, ending: str) -> None:
    dialog = export_file_dialog(ending, settings_dialog)
    dialog.fileSelected.connect(partial(exporter.export, Export(ending)))
    show(dialog)


def connect_about_dialog(
    help_report: HelpReport, folder: Path, actions: Actions, theme: Theme, window: MainWindow
) -> None:
    """What the program is, where it keeps its files, and what to send to who helps."""

    def open_folder() -> None:
        open_path(folder)

    def ask() -> None:
        dialog = AboutDialog(__version__, folder, theme, window)
        dialog.folder_wanted.connect(open_folder)
        dialog.help_wanted.connect(help_report.copy)
        help_report.copied.connect(dialog.on_copied)
        show(dialog)

    actions.about.triggered.connect(ask)
