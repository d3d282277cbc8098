"""One notification at a time, by the means that the system has for it.

On Linux that is D-Bus (`notification_bus`): `QSystemTrayIcon.showMessage` would send the
text unescaped and without a button, and hear other programs' clicks. Elsewhere, and where
there is no bus, it is `showMessage`, which the caller hands in.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.qt.activation import use_token
from desktop.qt.notification_bus import Look, Note, NotificationBus
from desktop.qt.tasks import Tasks


class Notifications(QObject):
    """Shows notifications; each takes the place of the one before.

    Attributes:
        show_message: Shows title and body where there is no D-Bus; may be replaced.

    Signals:
        opened(): the user clicked the notification or its button. Only of those over
            D-Bus: what is shown by `show_message` has its own way of telling.
    """

    opened = Signal()

    def __init__(
        self,
        tasks: Tasks,
        show_message: Callable[[str, str], None],
        look: Look,
        *,
        system: str = sys.platform,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.show_message = show_message
        self._look = look
        self._has_bus = system.startswith("linux")
        self._bus: NotificationBus | None = None

    def show(self, title: str, body: str) -> None:
        """Show a notification; both texts are plain."""
        if not self._has_bus:
            self.show_message(title, body)
            return
        if self._bus is None:
            self._bus = self._started_bus()
        self._bus.show(Note(title, body))

    def close_shown(self) -> None:
        """Take the notification away: what it told of has been seen."""
        if self._bus is not None:
            self._bus.close_shown()

    def stop(self) -> None:
        """Take the notification away and show no more."""
        if self._bus is not None:
            bus, self._bus = self._bus, None
            bus.stop()

    def _started_bus(self) -> NotificationBus:
        def on_opened(token: str) -> None:
            self._tasks.post(self, lambda: self._on_opened(token))

        bus = NotificationBus(self._look, on_opened)

        def run() -> None:
            bus.run()
            self._tasks.post(self, lambda: self._on_end(bus))

        self._tasks.keep_running(run, name="notifications")
        return bus

    def _on_opened(self, token: str) -> None:
        use_token(token)
        self.opened.emit()

    def _on_end(self, bus: NotificationBus) -> None:
        """Show by other means what the bus could not; the next one tries the bus again."""
        if self._bus is bus:
            self._bus = None
            for note in bus.undelivered():
                self.show_message(note.title, note.body)
