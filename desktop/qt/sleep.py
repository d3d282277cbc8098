"""Tells when the machine has woken up, where the system says so: Linux with systemd.

QtDBus and not jeepney: hearing a signal needs no thread of its own with it. The watch of
the clocks (`desktop.mail.monitor`) notices the same some seconds later, on any system.
"""

import logging
import sys

from PySide6.QtCore import SLOT, QObject, Signal, Slot

from desktop.qt.tasks import Tasks

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = "org.freedesktop.login1.Manager"
MEMBER = "PrepareForSleep"


class Sleep(QObject):
    """Hears logind.

    Signals:
        ended(): the machine is awake again.
    """

    ended = Signal()

    def start(self, tasks: Tasks, *, system: str = sys.platform) -> None:
        """Listen from now on. The bus is asked in a thread: it may take its time to answer."""
        if system.startswith("linux"):
            tasks.keep_running(self._listen, name="sleep")

    def _listen(self) -> None:
        # Of no use elsewhere, nor before the first paint.
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        slot = SLOT("follow(bool)")  # text, although the stubs say bytes
        heard = bus.isConnected() and bus.connect(
            SERVICE,
            PATH,
            INTERFACE,
            MEMBER,
            self,
            slot,  # type: ignore[call-overload]
        )
        if not heard:
            log.info("the system does not tell when it has slept")

    @Slot(bool)
    def follow(self, is_beginning: bool) -> None:
        if not is_beginning:
            self.ended.emit()
