"""The program as a guest of the desktop: in the tray, at login, for later launches."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.webmail import WebmailChoice
from desktop.core.errors import AutostartFailed
from desktop.qt.autostart import Autostart, AutostartState
from desktop.qt.settings import Settings
from desktop.qt.single_instance import LaunchCommand
from desktop.qt.system import TrayAvailability


class Window(Protocol):
    """What the main window is to this module."""

    def isVisible(self) -> bool: ...  # noqa: N802
    def isMinimized(self) -> bool: ...  # noqa: N802
    def show_again(self) -> None: ...
    def withdraw(self) -> None: ...


class DesktopIntegration(QObject):
    """Keeps the program within reach, and lets it go out of sight only while it is.

    Signals:
        settings_wanted(): the window is in view, for the settings.
    """

    settings_wanted = Signal()

    def __init__(
        self,
        window: Window,
        tray_availability: TrayAvailability,
        webmail: WebmailChoice,
        mailbox: Mailbox,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._tray_availability = tray_availability
        self._webmail = webmail
        self._mailbox = mailbox
        self._settings = settings
        self._is_to_withdraw = False

    def start(self) -> None:
        """Be in the tray as soon as there is one; without one, the window has to be in view."""
        self._is_to_withdraw = self._window.isMinimized()
        if not self._window.isVisible() and not self._tray_availability.check():
            self._window.show_again()  # the tray went away in the meantime
        self._tray_availability.start()

    def on_command(self, command: LaunchCommand) -> None:
        """Do what another launch of the program asks for."""
        actions = {
            LaunchCommand.SHOW: self._window.show_again,
            LaunchCommand.WEBMAIL: self.open_webmail,
            LaunchCommand.COMPOSE: self.compose,
        }
        actions[command]()

    # Going out of sight and coming back

    def stays_in_tray(self) -> bool:
        """Return whether the window is only put away when the user closes it."""
        return self._settings.closes_to_tray and self._tray_availability.check()

    def on_put_away(self) -> None:
        """Go on without a window: with none left Qt would end the program."""
        QGuiApplication.setQuitOnLastWindowClosed(False)
        self._settings.store.sync()

    def on_shown_again(self) -> None:
        """End with the window again."""
        QGuiApplication.setQuitOnLastWindowClosed(True)

    def on_tray_appeared(self) -> None:
        """Leave a window that began minimised to the tray."""
        if self._is_to_withdraw and self._window.isMinimized():
            self._window.withdraw()
        self._is_to_withdraw = False

    def on_tray_vanished(self) -> None:
        """Do not leave the program out of reach."""
        if not self._window.isVisible():
            self._window.show_again()

    # What the tray offers

    def open_webmail(self) -> None:
        """Open the webmail, unless its choice would have to wait for another dialog."""
        if self._has_answer():
            self._webmail.open()

    def compose(self) -> None:
        """Open the page for a new message, under the same condition."""
        if self._has_answer():
            self._webmail.compose()

    def check_mail(self) -> None:
        """Count now; where a password has to be entered, in the window."""
        if self._mailbox.needs_account:
            if self._is_asking():
                return
            self._window.show_again()
        self._mailbox.check_or_ask()

    def open_settings(self) -> None:
        """Show the settings, unless another dialog is open."""
        if not self._is_asking():
            self._window.show_again()
            self.settings_wanted.emit()

    def _has_answer(self) -> bool:
        """Return whether the webmail is known, or nothing else is being asked."""
        return self._webmail.current() is not None or not self._is_asking()

    def _is_asking(self) -> bool:
        """Return whether a dialog is open, and show it."""
        is_asking = QGuiApplication.modalWindow() is not None
        if is_asking:
            self._window.show_again()
        return is_asking


class StartAtLogin(QObject):
    """The start of the program when the user logs in.

    `autostart` is None where there is to be none: it starts the program on the profile of
    the system, so another has no say in it.

    Signals:
        changed(AutostartState | None): what the system has, not what was asked for.
        failed(AutostartFailed): it could not be read or changed.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, autostart: Autostart | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._autostart = autostart

    def set_enabled(self, is_enabled: bool) -> None:
        """Start at login, or no longer."""
        try:
            if self._autostart is not None:
                (self._autostart.turn_on if is_enabled else self._autostart.turn_off)()
        except AutostartFailed as error:
            self.failed.emit(error)
        self.update()

    def update(self) -> None:
        """Tell how it stands now."""
        try:
            state = self._autostart.state() if self._autostart is not None else None
        except AutostartFailed as error:
            self.failed.emit(error)
            state = AutostartState.OFF
        self.changed.emit(state)
