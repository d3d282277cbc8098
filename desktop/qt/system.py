"""The desktop around the program, for after its first paint: network, sleep, tray, badge."""

import logging
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import SLOT, QEventLoop, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QSystemTrayIcon

from desktop.qt.tasks import Tasks

log = logging.getLogger(__name__)

FIRST_TRAY_CHECK_MS = 2000  # panels start at login like the program itself
TRAY_CHECK_MS = 60_000
LOGIND = "org.freedesktop.login1"
LOGIND_PATH = "/org/freedesktop/login1"
LOGIND_INTERFACE = "org.freedesktop.login1.Manager"
LOGIND_SIGNAL = "PrepareForSleep"


class Network(QObject):
    """The system's own view of the network."""

    went_online = Signal()  # there is a network again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_online = True
        self._loop: QEventLoop | None = None

    def start(self, tasks: Tasks) -> None:
        """Listen from now on. A thread asks the system: some take their time, or never answer."""
        tasks.run_in_own_thread(partial(self._listen, tasks), name="network state")

    def stop(self) -> None:
        """Listen no more."""
        if self._loop is not None:
            self._loop.quit()

    def has_network(self) -> bool:
        """Return False only when the system is sure that there is none; for any thread."""
        return self._is_online

    def set_reachability(self, reachability: QNetworkInformation.Reachability) -> None:
        """Take over what the system says, and tell when there is a network again."""
        was_online = self._is_online
        self._is_online = reachability != QNetworkInformation.Reachability.Disconnected
        if self._is_online and not was_online:
            self.went_online.emit()

    def _listen(self, tasks: Tasks) -> None:
        def tell(reachability: QNetworkInformation.Reachability) -> None:
            tasks.call_in_gui_thread(self, partial(self.set_reachability, reachability))

        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            information = QNetworkInformation.instance()
            information.reachabilityChanged.connect(tell)
            tell(information.reachability())
            self._loop = QEventLoop()  # what the system sends comes to the thread that asked
            self._loop.exec()
        else:
            log.info("the system does not tell whether there is a network")


class ResumeMonitor(QObject):
    """Tells when the machine has woken up, where the system says so: Linux with systemd.

    QtDBus and not jeepney: receiving a signal needs no thread of its own with it. Mail
    compares clocks (`desktop.mail.monitor`) and notices the same some seconds later, on any system.
    """

    resumed = Signal()  # the machine is awake again

    def start(self, tasks: Tasks, *, system: str = sys.platform) -> None:
        """Listen from now on. The bus is asked in a thread: it may take its time to answer."""
        if system.startswith("linux"):
            tasks.run_in_own_thread(self._listen, name="resume")

    def _listen(self) -> None:
        # Of no use elsewhere.
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        slot: Any = SLOT("on_prepare_for_sleep(bool)")  # text, although the stubs say bytes
        is_connected = bus.isConnected() and bus.connect(
            LOGIND, LOGIND_PATH, LOGIND_INTERFACE, LOGIND_SIGNAL, self, slot
        )
        if not is_connected:
            log.info("the system does not tell when it has slept")

    @Slot(bool)
    def on_prepare_for_sleep(self, is_beginning: bool) -> None:
        """Take over logind's signal, which comes before and after sleeping."""
        if not is_beginning:
            self.resumed.emit()


class TrayAvailability(QObject):
    """Whether the desktop has a tray: it may come after the program, go, and come back.

    An icon that was made without one never appears: one is made at each `appeared`.
    """

    changed = Signal(bool)  # whether there is a tray now
    appeared = Signal()  # there is a tray now
    disappeared = Signal()  # there is none any more

    def __init__(
        self,
        is_tray_available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_tray_available = is_tray_available
        self._was_available = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._check_again)

    def start(self) -> None:
        """Check from now on."""
        self._timer.start(FIRST_TRAY_CHECK_MS)

    def check(self) -> bool:
        """Return whether there is a tray at this moment, and tell if that is news."""
        is_available = self._is_tray_available()
        if is_available != self._was_available:
            self._was_available = is_available
            self.changed.emit(is_available)
            (self.appeared if is_available else self.disappeared).emit()
        return is_available

    def stop(self) -> None:
        """Check no more."""
        self._timer.stop()

    def _check_again(self) -> None:
        self.check()
        self._timer.start(TRAY_CHECK_MS)


class Badge:
    """The number on the program's icon in the task bar or dock, where the system has one.

    On Linux it is a message over D-Bus that some docks listen to. Qt sends none if the
    application's name holds a blank or hyphen, or if there is no desktop file's name.
    """

    def __init__(self) -> None:
        self._shown = 0

    def show(self, number: int) -> None:
        """Show `number` if it is another one than before; 0 shows none."""
        application = QGuiApplication.instance()
        if number != self._shown and isinstance(application, QGuiApplication):
            self._shown = number
            application.setBadgeNumber(number)
