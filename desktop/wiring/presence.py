"""What is connected for the program as a guest of the desktop: tray, badge, later launches."""

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.controllers.mail_words import mail_line, mail_tip
from desktop.core.errors import AutostartFailed
from desktop.core.mail import FINAL_STATUSES, MailState, MailStatus, indicator_of
from desktop.qt.autostart import Autostart, AutostartState
from desktop.qt.profile_lock import ProfileLock
from desktop.qt.settings import Settings
from desktop.qt.single_instance import LaunchCommand, SingleInstance
from desktop.qt.system import Badge, TrayAvailability
from desktop.widgets.settings_dialog import SettingsDialog, StartupSettings
from desktop.widgets.tray import Tray
from desktop.wiring.mail import MailWiring
from desktop.wiring.window import Face
from desktop.wiring.work import Works, WorkWiring


class Presence(QObject):
    """Keeps the program within reach, and lets it go out of sight only while it is.

    `autostart` is the entry that starts the program at login; None where there is to be
    none: it starts the program on the profile of the system, so another has no say in it.
    """

    def __init__(
        self,
        face: Face,
        works: Works,
        work: WorkWiring,
        mail: MailWiring,
        lock: ProfileLock,
        *,
        autostart: Autostart | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._works = works
        self._work = work
        self._mail = mail
        self._instance = SingleInstance(lock, self)
        self._tray = Tray(self)
        self._tray_availability = TrayAvailability(parent=self)
        self._badge = Badge()
        self._autostart = autostart
        self._is_to_vanish = False
        self._connect_tray()
        self._connect_window()
        self._connect_mail()
        self._instance.command_received.connect(self._on_command)

    def begin(self) -> None:
        """Be there for later launches, and in the tray as soon as there is one."""
        window = self._face.window
        self._is_to_vanish = window.isMinimized()
        if not window.isVisible() and not self._tray_availability.check():
            window.show_again()  # the tray went away in the meantime
        self._tray_availability.start()
        self._instance.listen()

    def stop(self) -> None:
        """Be gone: the next launch is to wait for the end."""
        self._instance.stop()
        self._tray_availability.stop()
        self._tray.stop()

    def _connect_tray(self) -> None:
        tray = self._tray
        tray.webmail_wanted.connect(self._open_webmail)
        tray.compose_wanted.connect(self._compose)
        tray.check_wanted.connect(self._check_mail)
        tray.notifications_chosen.connect(self._on_notifications)
        tray.window_wanted.connect(self._face.window.show_again)
        tray.settings_wanted.connect(self._open_settings)
        tray.quit_wanted.connect(QApplication.quit)
        tray.message_opened.connect(self._mail.open_told)
        self._tray_availability.appeared.connect(self._on_tray)
        self._tray_availability.disappeared.connect(self._on_no_tray)

    def _connect_window(self) -> None:
        window = self._face.window
        window.goes_to_tray = self._stays
        window.put_away.connect(self._on_put_away)
        window.shown_again.connect(self._on_shown_again)
        self._work.settings_opened.connect(self._on_settings_opened)
        self._face.settings.changed.connect(self._on_setting)
        # There the window has to be seen: a question, or an address to copy.
        self._works.webmail.choice_wanted.connect(window.show_again)
        self._works.webmail.not_opened.connect(window.show_again)

    def _connect_mail(self) -> None:
        self._works.mailbox.changed.connect(self._say_mail)
        # What was "14:02" is "gisteren" once.
        self._face.minute_clock.ticked.connect(self._say_mail)
        if not sys.platform.startswith("linux"):
            self._mail.show_message = self._tray.show_message
        self._tray.set_notifies(self._face.settings.mail_notifies)
        self._say_mail()

    # Later launches

    def _on_command(self, command: LaunchCommand) -> None:
        match command:
            case LaunchCommand.SHOW:
                self._face.window.show_again()
            case LaunchCommand.WEBMAIL:
                self._open_webmail()
            case LaunchCommand.COMPOSE:
                self._compose()

    # Going out of sight and coming back

    def _stays(self) -> bool:
        return self._face.settings.closes_to_tray and self._tray_availability.check()

    def _on_put_away(self) -> None:
        # With no window left Qt would end the program.
        QApplication.setQuitOnLastWindowClosed(False)
        self._face.window.article.report_position()
        self._face.settings.store.sync()

    def _on_shown_again(self) -> None:
        QApplication.setQuitOnLastWindowClosed(True)

    def _on_tray(self) -> None:
        self._tray.appear()
        window = self._face.window
        if self._is_to_vanish and window.isMinimized():
            self._on_put_away()
            window.hide()
        self._is_to_vanish = False

    def _on_no_tray(self) -> None:
        self._tray.vanish()
        if not self._face.window.isVisible():
            self._face.window.show_again()

    # Mail

    def _open_webmail(self) -> None:
        if self._has_answer():
            self._works.webmail.open()

    def _compose(self) -> None:
        if self._has_answer():
            self._works.webmail.compose()

    def _has_answer(self) -> bool:
        """Return whether the webmail is known, or nothing else is being asked."""
        return self._works.webmail.current() is not None or not self._is_asking()

    def _is_asking(self) -> bool:
        """Return whether a dialog is open, and show it."""
        is_asking = QApplication.activeModalWidget() is not None
        if is_asking:
            self._face.window.show_again()
        return is_asking

    def _check_mail(self) -> None:
        state = self._works.mailbox.state
        if state is not None and state.status in FINAL_STATUSES:
            if self._is_asking():
                return
            self._face.window.show_again()  # a password will be asked for
        self._mail.check()

    def _on_notifications(self, notifies: bool) -> None:
        self._face.settings.mail_notifies = notifies

    def _say_mail(self) -> None:
        state, now = self._works.mailbox.state, self._face.clock()
        line, tip = mail_line(state, now), mail_tip(state, now)
        self._tray.set_mail(indicator_of(state), line, tip)
        self._badge.show(known_unread(state))

    # Settings

    def _open_settings(self) -> None:
        if not self._is_asking():
            self._face.window.show_again()
            self._face.window.actions_.settings.trigger()

    def _on_setting(self, key: str) -> None:
        if key == Settings.language.key:
            self._tray.retranslate()
            self._say_mail()
        elif key == Settings.mail_notifies.key:
            self._tray.set_notifies(self._face.settings.mail_notifies)

    def _on_settings_opened(self, dialog: SettingsDialog) -> None:
        PresenceSettings(dialog.startup, self._tray_availability, self._face)
        if self._autostart is None:
            dialog.startup.leave_out_autostart()
        else:
            AutostartSettings(dialog.startup, self._face, self._autostart)


class PresenceSettings(QObject):
    """Connects the switches of an open settings dialog, and ends with them."""

    def __init__(self, switches: StartupSettings, host: TrayAvailability, face: Face) -> None:
        super().__init__(switches)
        self._switches = switches
        self._tray_availability = host
        switches.set_values(face.settings)
        host.appeared.connect(self._say_tray)
        host.disappeared.connect(self._say_tray)
        host.check()
        self._say_tray()

    def _say_tray(self) -> None:
        self._switches.set_tray_available(self._tray_availability.is_available)


class AutostartSettings(QObject):
    """Connects the switch for the login, and ends with it."""

    def __init__(self, switches: StartupSettings, face: Face, autostart: Autostart) -> None:
        super().__init__(switches)
        self._switches = switches
        self._notices = face.notices
        self._autostart = autostart
        switches.autostart_chosen.connect(self._on_chosen)
        self._say()

    def _on_chosen(self, is_on: bool) -> None:
        try:
            if is_on:
                self._autostart.turn_on()
            else:
                self._autostart.turn_off()
        except AutostartFailed as error:
            self._notices.on_error(error)
        self._say()

    def _say(self) -> None:
        """Show what the system has, not what was asked for."""
        try:
            state = self._autostart.state()
        except AutostartFailed as error:
            self._notices.on_error(error)
            state = AutostartState.OFF
        self._switches.set_autostart(
            is_on=state is AutostartState.ON, is_blocked=state is AutostartState.BLOCKED
        )


def known_unread(state: MailState | None) -> int:
    """Return how many unread messages there are for certain, 0 if that is not known."""
    is_known = state is not None and state.status is MailStatus.COUNTED
    return (state.unread or 0) if state is not None and is_known else 0
