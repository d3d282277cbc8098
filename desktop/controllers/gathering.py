"""What many sources change within a moment, handed over in one go."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.model import Changes

PAUSE_MS = 400


class Gathering(QObject):
    """Passes changes on at once, and then no more often than the list can follow.

    Signals:
        changed(Changes): all that was altered since the last time.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered = Changes()
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.hand_over)

    def take(self, changes: Changes) -> None:
        """Pass `changes` on, now or after the pause."""
        self._gathered = Changes(
            new=(*self._gathered.new, *changes.new),
            updated=(*self._gathered.updated, *changes.updated),
            removed=(*self._gathered.removed, *changes.removed),
        )
        if not self._pause.isActive():
            self.hand_over()

    def hand_over(self) -> None:
        """Pass on what there is; the pause begins anew."""
        gathered, self._gathered = self._gathered, Changes()
        if gathered:
            self._pause.start()
            self.changed.emit(gathered)
