"""The program as a guest of the desktop: in the tray, at login, for later launches."""

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.webmail import WebmailChoice
from desktop.qt.autostart import Autostart, AutostartState
from desktop.qt.settings import Settings
from desktop.qt.single_instance import LaunchCommand
from desktop.qt.system import TrayAvailability
from desktop.qt.tasks import Tasks

# macOS itself activates a program that starts, in view or not.
SETTLED_MS = 3000


class Window(Protocol):
    """What the main window is to this module."""

    def isVisible(self) -> bool: ...  # noqa: N802
    def isMinimized(self) -> bool: ...  # noqa: N802
    def show_again(self) -> None: ...
    def withdraw(self) -> None: ...


class DesktopIntegration(QObject):
    """Keeps the program within reach, and lets it go out of sight only while it is."""

    settings_wanted = Signal()  # the window is in view, for the settings

    def __init__(
        self,
        window: Window,
        tray_availability: TrayAvailability,
        webmail: WebmailChoice,
        mailbox: Mailbox,
        settings: Settings,
        parent: QObject | None = None,
        *,
        system: str = sys.platform,
    ) -> None:
        super().__init__(parent)
        self._system = system
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
        if self._system == "darwin":
            QTimer.singleShot(SETTLED_MS, self, self._follow_dock)

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

    def _follow_dock(self) -> None:
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        """Come back at a click on the icon in the Dock, which Qt tells in no other way."""
        if state is Qt.ApplicationState.ApplicationActive and not self._window.isVisible():
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
    the system, so another has no say in it. The system is asked off the GUI thread.
    """

    changed = Signal(object)  # AutostartState | None: what the system has, not what was asked for
    failed = Signal(object)  # AutostartFailed: it could not be read or changed

    def __init__(
        self, autostart: Autostart | None, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._autostart = autostart
        self._tasks = tasks

    def set_enabled(self, is_enabled: bool) -> None:
        """Start at login, or no longer."""
        if self._autostart is not None:
            change = self._autostart.turn_on if is_enabled else self._autostart.turn_off
            self._run(lambda _: change(), lambda _: None)
        self.update()

    def update(self) -> None:
        """Tell how it stands now."""
        if self._autostart is None:
            self.changed.emit(None)
        else:
            ask = self._autostart.state
            self._run(lambda _: ask(), self.changed.emit, instead=AutostartState.OFF)

    def _run(
        self,
        step: Callable[[object], AutostartState | None],
        done: Callable[[AutostartState | None], None],
        *,
        instead: AutostartState | None = None,
    ) -> None:
        """Do `step` after those before it; where it fails, `instead` is how it stands."""

        def on_failure(error: Exception) -> None:
            self.failed.emit(error)
            done(instead)

        # The executor that does one thing after another, to the end.
        lane = self._tasks.database
        self._tasks.run(None, (lane, step), owner=self, done=done, failed=on_failure)
