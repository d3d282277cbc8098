"""How long the event loop stands still, told by a timer that is late."""

import statistics
import time

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 5
LIMIT_MS = 50


class Pulse(QObject):
    """A timer that notes how late it is.

    Attributes:
        gaps_ms: Between one beat and the next.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def take(self) -> list[float]:
        """Return the gaps since the last time."""
        taken, self.gaps_ms = self.gaps_ms, []
        return taken

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last) * 1000)
        self._last = now


def say(name: str, gaps: list[float]) -> None:
    """Print the longest gap against its limit."""
    print(
        f"{name}: longest {max(gaps):.0f} ms (at most {LIMIT_MS}), median"
        f" {statistics.median(gaps):.1f} ms, {sum(g > LIMIT_MS for g in gaps)} above the limit"
    )
