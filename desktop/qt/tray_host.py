"""Whether the desktop has a tray: it may come after the program, go, and come back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

FIRST_LOOK_MS = 2000  # panels start at login like the program itself
LOOK_EVERY_MS = 60_000


class TrayHost(QObject):
    """Looks whether there is a tray.

    An icon that was made without one never appears: one is made at `came`, each time.

    Attributes:
        is_there: Whether there was a tray at the last look.

    Signals:
        came(): there is a tray now.
        went(): there is none any more.
    """

    came = Signal()
    went = Signal()

    def __init__(
        self,
        is_available: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_available = is_available
        self.is_there = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look_again)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start(FIRST_LOOK_MS)

    def look(self) -> bool:
        """Return whether there is a tray at this moment, and tell if that is news."""
        is_there = self._is_available()
        if is_there != self.is_there:
            self.is_there = is_there
            (self.came if is_there else self.went).emit()
        return is_there

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look_again(self) -> None:
        self.look()
        self._timer.start(LOOK_EVERY_MS)
