"""One clock for all that shows an age."""

from pytestqt.qtbot import QtBot

from desktop.controllers.minute_clock import MinuteClock
from tests.builders import Clock


def test_it_ticks_as_each_minute_begins(clock: Clock, qtbot: QtBot) -> None:
    clock.now = clock.now.replace(second=59, microsecond=900_000)
    minute_clock = MinuteClock(clock)
    ticks: list[int] = []
    minute_clock.ticked.connect(lambda: ticks.append(1))

    minute_clock.start()
    qtbot.waitUntil(lambda: len(ticks) == 2, timeout=2000)  # the clock stands still


def test_it_waits_for_the_minute(clock: Clock, qtbot: QtBot) -> None:
    clock.now = clock.now.replace(second=58, microsecond=0)
    minute_clock = MinuteClock(clock)

    minute_clock.start()

    with qtbot.assertNotEmitted(minute_clock.ticked, wait=400):
        pass
