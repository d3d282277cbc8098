"""The one clock that everything follows which shows an age or a time of the day."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.ages import seconds_to_next_tick


class MinuteClock(QObject):
    """Ticks as each minute begins.

    Signals:
        ticked(): a minute has begun.
    """

    ticked = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Tick from the next minute on."""
        self._timer.start(round(seconds_to_next_tick(self._clock()) * 1000) + 50)

    def _tick(self) -> None:
        self.ticked.emit()
        self.start()
