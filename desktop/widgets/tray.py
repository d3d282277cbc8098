"""The icon in the tray and its menu. All that the menu holds is also in the window.

The icon is an envelope, and its shape says how things stand with the mail. The drawings are
`resources/icons/tray`, made by `resources/icons/draw_icons.py`; only the number on one of them
is drawn here.
"""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QCursor, QFont, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from desktop import DISPLAY_NAME
from desktop.assets import resource
from desktop.core.mail_states import Indicator, IndicatorKind
from desktop.widgets.parts import MOST_ACCOUNTS, set_lines

# What panels ask for, at the densities there are: 16 to 64, and twice that.
SIZES_PX = (16, 20, 22, 24, 28, 32, 36, 40, 44, 48, 64, 96, 128)
GRIDS_PX = (16, 20, 22, 24)  # there are drawings of these sizes, their edges on whole pixels
NUMBER_TOP = 5 / 16  # of the size; the disc behind the number reaches to the corner
NUMBER_WIDTH, MANY_WIDTH = 11 / 16, 14 / 16

# There a click can open the menu itself: the place of the mouse is known. On a Mac the
# system does so, on Wayland nobody but the panel can.
MENU_PLATFORMS = frozenset({"xcb", "windows"})


class Tray(QObject):
    """What is in the tray, whether or not there is one now."""

    webmail_wanted = Signal()
    compose_wanted = Signal()
    check_wanted = Signal()
    notifications_chosen = Signal(bool)  # whether new mail is told
    window_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()
    message_opened = Signal()  # the user clicked what `show_message` showed

    def __init__(self, parent: QObject | None = None, *, system: str = sys.platform) -> None:
        super().__init__(parent)
        self._system = system
        self._indicator = Indicator(IndicatorKind.NO_ACCOUNT)
        self._tip = DISPLAY_NAME
        self._icon: QSystemTrayIcon | None = None
        self.menu = QMenu()
        self._lines = [self.menu.addAction("") for _ in range(MOST_ACCOUNTS)]
        self._below_line = self.menu.addSeparator()
        self._webmail = self._action(self.webmail_wanted)
        self._compose = self._action(self.compose_wanted)
        self._check = self._action(self.check_wanted)
        self._notifications = self._action(self.notifications_chosen)
        self._notifications.setCheckable(True)
        self.menu.addSeparator()
        self._window = self._action(self.window_wanted)
        self._settings = self._action(self.settings_wanted)
        self.menu.addSeparator()
        self._quit = self._action(self.quit_wanted)
        self.set_mail_lines([])
        self.retranslate()

    def set_mail_lines(self, lines: Sequence[str]) -> None:
        """Say how the count of mail stands, a line for each mailbox, and quote no message."""
        set_lines(self._lines, lines)
        for part in (self._below_line, self._check, self._notifications):
            part.setVisible(bool(lines))

    def set_mail(self, indicator: Indicator, tip: str) -> None:
        """Show the count of mail on the icon; without words while there is none."""
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
        self._webmail.setText(self.tr("Webmail openen"))
        self._compose.setText(self.tr("Nieuw bericht"))
        self._check.setText(self.tr("Nu controleren"))
        self._notifications.setText(self.tr("Meldingen"))
        self._window.setText(self.tr("Venster tonen"))
        self._settings.setText(self.tr("Instellingen…"))
        self._quit.setText(self.tr("Afsluiten"))

    def stop(self) -> None:
        """Take icon and menu away."""
        self.vanish()
        self.menu.deleteLater()

    def _action(self, wanted: SignalInstance) -> QAction:
        action = self.menu.addAction("")
        # Qt for macOS would move some into the program's own menu by their names.
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(wanted)
        return action

    def _picture(self, indicator: Indicator) -> QIcon:
        return tray_icon(indicator, is_mask=self._system == "darwin")

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """Open the menu at a plain click too; few people know the right button."""
        if reason is not QSystemTrayIcon.ActivationReason.Trigger:
            return
        if QApplication.platformName() in MENU_PLATFORMS:
            self.menu.popup(QCursor.pos())
        elif self._system != "darwin":
            self.window_wanted.emit()


def tray_icon(indicator: Indicator, *, is_mask: bool = False) -> QIcon:
    """Return the picture in every size; as a mask only its shape counts (macOS)."""
    icon = QIcon()
    for size_px in SIZES_PX:
        icon.addPixmap(tray_pixmap(indicator, size_px, is_mask=is_mask))
    icon.setIsMask(is_mask)
    return icon


def tray_pixmap(indicator: Indicator, size_px: int, *, is_mask: bool = False) -> QPixmap:
    """Return the picture in one size, on a transparent ground."""
    fitting = (grid for grid in GRIDS_PX if size_px % grid == 0)
    folder = "mask" if is_mask else str(next(fitting, GRIDS_PX[-1]))
    many = "-many" if len(indicator.text) > 1 else ""
    path = resource("icons", "tray", folder, f"{indicator.kind.value}{many}.svg")
    pixmap = QIcon(str(path)).pixmap(QSize(size_px, size_px), 1.0)
    if indicator.text:
        draw_number(pixmap, indicator.text, is_mask=is_mask)
    return pixmap


def draw_number(pixmap: QPixmap, text: str, *, is_mask: bool) -> None:
    """Draw `text` onto the disc of a picture; through it in a mask."""
    size = pixmap.width()
    left = 1 - (MANY_WIDTH if len(text) > 1 else NUMBER_WIDTH)
    box = QRectF(QPointF(round(left * size), round(NUMBER_TOP * size)), QPointF(size, size))
    font = QFont()
    font.setBold(True)
    font.setPixelSize(max(1, round(box.height() * 0.86)))
    glyphs = QPainterPath()
    glyphs.addText(0, 0, font, text)
    glyphs.translate(box.center() - glyphs.boundingRect().center())
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_mask:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillPath(glyphs, Qt.GlobalColor.white)
