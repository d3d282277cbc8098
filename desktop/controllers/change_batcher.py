"""What refreshes altered, no more often than the list can follow."""

import operator

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.model import Changes

BATCH_MS = 400
MOST_AT_ONCE = 400  # articles: more would keep the list from being painted


class ChangeBatcher(QObject):
    """Passes changes on at once, and then as much at a time as the list can follow."""

    changed = Signal(object)  # Changes: all that was altered since the last time

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._batch = Changes()
        self._pause = QTimer(self, interval=BATCH_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)

    def add(self, changes: Changes) -> None:
        """Pass `changes` on, now or after the pause, which is shorter where much comes."""
        self._batch = Changes(*map(operator.add, self._batch, changes))
        if not self._pause.isActive() or sum(map(len, self._batch)) >= MOST_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Pass on what there is; the pause begins anew."""
        batch, self._batch = self._batch, Changes()
        if batch:
            self._pause.start()
            self.changed.emit(batch)
