"""The icon in the tray and its menu. All that the menu holds is also in the window."""

import sys

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QCursor, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop import DISPLAY_NAME
from desktop.core.mail import Indicator, IndicatorKind
from desktop.widgets.tray_icon import tray_icon

# There a click can open the menu itself: the place of the mouse is known. On a Mac the
# system does so, on Wayland nobody but the panel can.
MENU_PLATFORMS = frozenset({"xcb", "windows"})


class Tray(QObject):
    """What is in the tray, whether or not there is one now.

    Signals:
        webmail_wanted(), compose_wanted(), check_wanted(): see the menu.
        notifications_chosen(bool): whether new mail is told.
        window_wanted(), settings_wanted(), quit_wanted(): see the menu.
        message_opened(): the user clicked what `show_message` showed.
    """

    webmail_wanted = Signal()
    compose_wanted = Signal()
    check_wanted = Signal()
    notifications_chosen = Signal(bool)
    window_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()
    message_opened = Signal()

    def __init__(self, parent: QObject | None = None, *, system: str = sys.platform) -> None:
        super().__init__(parent)
        self._system = system
        self._indicator = Indicator(IndicatorKind.NO_ACCOUNT)
        self._tip = DISPLAY_NAME
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu()
        self._line = self.menu.addAction("")
        self._line.setEnabled(False)
        self._below_line = self.menu.addSeparator()
        self._webmail = self._action(self.webmail_wanted)
        self._compose = self._action(self.compose_wanted)
        self._check = self._action(self.check_wanted)
        self._notifications = self.menu.addAction("")
        self._notifications.setCheckable(True)
        self._notifications.triggered.connect(self.notifications_chosen)
        self.menu.addSeparator()
        self._window = self._action(self.window_wanted)
        self._settings = self._action(self.settings_wanted)
        # Qt for macOS would move them into the program's own menu by their names.
        for action in (self._window, self._settings):
            action.setMenuRole(QAction.MenuRole.NoRole)
        self.menu.addSeparator()
        self._quit = self._action(self.quit_wanted)
        self._quit.setMenuRole(QAction.MenuRole.NoRole)
        self.set_mail(self._indicator, "", "")
        self.retranslate()

    def set_mail(self, indicator: Indicator, line: str, tip: str) -> None:
        """Show how it stands with the mail; `line` and `tip` say so, "" while none is counted.

        Neither holds anything from a letter.
        """
        self._line.setText(line.replace("&", "&&"))
        for part in (self._line, self._below_line, self._check, self._notifications):
            part.setVisible(bool(line))
        self._tip = f"{DISPLAY_NAME}\n{tip}" if tip else DISPLAY_NAME
        if self._icon is not None:
            self._icon.setToolTip(self._tip)
            if indicator != self._indicator:
                self._icon.setIcon(self._picture(indicator))
        self._indicator = indicator

    def set_notifies(self, notifies: bool) -> None:
        """Tick whether new mail is told."""
        self._notifications.setChecked(notifies)

    def appear(self) -> None:
        """Put a new icon in the tray, which must be there: a former one may be lost."""
        self.vanish()
        icon = QSystemTrayIcon(self._picture(self._indicator), self)
        icon.setToolTip(self._tip)
        icon.setContextMenu(self.menu)
        icon.activated.connect(self._on_activated)
        # On Linux it is emitted for other programs' messages as well, up to Qt 6.12.
        if not self._system.startswith("linux"):
            icon.messageClicked.connect(self.message_opened)
        icon.show()
        self._icon = icon

    def vanish(self) -> None:
        """Have no icon any more."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def show_message(self, title: str, body: str) -> None:
        """Show a notification of the system's, where there is an icon to show it at.

        Not on Linux: there Qt would send it unescaped, see `desktop.qt.notifications`.
        """
        if self._icon is not None and not self._system.startswith("linux"):
            self._icon.showMessage(title, body, self._icon.icon())

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        for action, text in (
            (self._webmail, self.tr("Webmail openen")),
            (self._compose, self.tr("Nieuw bericht")),
            (self._check, self.tr("Nu controleren")),
            (self._notifications, self.tr("Meldingen")),
            (self._window, self.tr("Venster tonen")),
            (self._settings, self.tr("Instellingen…")),
            (self._quit, self.tr("Afsluiten")),
        ):
            action.setText(text)

    def stop(self) -> None:
        """Take icon and menu away."""
        self.vanish()
        self.menu.deleteLater()

    def _action(self, wanted: SignalInstance) -> QAction:
        action = self.menu.addAction("")
        action.triggered.connect(wanted)
        return action

    def _picture(self, indicator: Indicator) -> QIcon:
        return tray_icon(indicator, is_mask=self._system == "darwin")

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """Open the menu at a plain click too; few people know the right button."""
        if reason is not QSystemTrayIcon.ActivationReason.Trigger:
            return
        if QGuiApplication.platformName() in MENU_PLATFORMS:
            self.menu.popup(QCursor.pos())
        elif self._system != "darwin":
            self.window_wanted.emit()
