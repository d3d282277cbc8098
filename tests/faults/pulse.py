"""How long the window stood still, whatever else the machine has to do."""

import time

from PySide6.QtCore import QObject, Qt, QTimer

from tests.faults.program import waited_for_core_s

TICK_MS = 5
# What a loop of Python takes on the machine for which the limits hold; on a slower one, or one
# that computes for others too, they are so much wider.
LOOP_COUNT, LOOP_MS = 2_000_000, 31.0
# So long a wait is no matter of other processes, but of a lock or of a slow disk.
WAIT_MS = 1_000
SUSPECT_MS = 50  # of a shorter gap it does not matter how fast the machine is just now


class Pulse(QObject):
    """Notes the longest time between two beats of the event loop.

    What counts is the time that the program itself computed meanwhile, in any thread: the window
    may have waited for one. On a machine that others use as well, the clock says too much.

    Attributes:
        longest_ms: So far, on the machine for which the limits hold.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last = _clocks_s()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = _clocks_s()
        passed_ms, computed_ms = (
            (new - old) * 1000 for new, old in zip(now, self._last, strict=True)
        )
        gap_ms = passed_ms if passed_ms > WAIT_MS else min(passed_ms, computed_ms)
        if gap_ms > max(self.longest_ms, SUSPECT_MS):
            gap_ms /= slowness()
            now = _clocks_s()  # what that took is no gap
        self.longest_ms = max(self.longest_ms, gap_ms)
        self._last = now


def _clocks_s() -> tuple[float, float]:
    return time.perf_counter() - waited_for_core_s(), time.process_time()


def slowness() -> float:
    """Return how many times slower than the machine of `LOOP_MS` this one is, 1 at least."""
    begun_s = time.thread_time()
    sum(range(LOOP_COUNT))
    return max(1.0, (time.thread_time() - begun_s) * 1000 / LOOP_MS)
