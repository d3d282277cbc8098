"""When the watch counts, waits, connects anew and gives up; time is told by the test."""

import gc
import socket
import threading
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from desktop.core.mail import Baseline
from desktop.core.mail_states import MailState, MailStatus
from desktop.mail.monitor import Environment, Intervals, MailboxMonitor, inbox_opener
from tests.end_to_end.waiting import wait_until
from tests.mail.builders import ACCOUNT, PASSWORD, FakeTime, Running, monitoring, trusting
from tests.mail.hostile_server import (
    CLOSE,
    SILENCE,
    WITHOUT_IDLE,
    Answer,
    HostileServer,
    Turns,
    hostile,
)
from tests.open_files import count_handles

HOUR_S = 3600.0
BUSY: dict[str, Answer] = {"greeting": (b"* BYE [UNAVAILABLE] later\r\n",)}


class Simulated:
    """A watch that runs on `FakeTime` until that ends it."""

    def __init__(self, *, hours: float) -> None:
        self._running: Running | None = None
        self._is_following = threading.Event()
        self.time = FakeTime(ends_after_s=hours * HOUR_S, stop=self._stop)
        self.environment = Environment(
            self.time.now, self.time.monotonic, self.time.wait, lambda: 0.5
        )

    def follow(self, running: Running) -> None:
        self._running = running
        self._is_following.set()
        assert running.ends_within(30)

    def _stop(self) -> None:
        self._is_following.wait()
        assert self._running
        self._running.stop()


def simulate(server: HostileServer, good: Path, simulated: Simulated) -> Running:
    with monitoring(server.port, trusting(good), environment=simulated.environment) as running:
        simulated.follow(running)
    return running


def waits_s(running: Running) -> list[float]:
    """Return how long was waited after each failure, where every attempt fails."""
    attempts_s, failures_s = running.moments_s[::2], running.moments_s[1::2]
    return [then - failed for failed, then in zip(failures_s, attempts_s[1:], strict=False)]


def counts(running: Running) -> int:
    return sum(state.status is MailStatus.COUNTED for state in running.states)


@pytest.mark.parametrize("answers", [{}, WITHOUT_IDLE], ids=["with IDLE", "without IDLE"])
def test_mail_is_counted_every_five_minutes_on_one_connection(
    answers: dict[str, Answer], good: Path
) -> None:
    simulated = Simulated(hours=1)
    with hostile(good, answers) as server:
        running = simulate(server, good, simulated)

    moments = [
        s.counted_at for s in running.states if s.counted_at and s.status is MailStatus.COUNTED
    ]
    gaps_s = [(b - a).total_seconds() for a, b in pairwise(moments)]
    assert len(moments) >= 12
    assert max(gaps_s) <= 300
    assert min(gaps_s) >= 200
    assert server.connections == 1
    assert len(server.commands(b"AUTHENTICATE")) == 1


def test_a_server_that_refuses_is_asked_less_and_less(good: Path) -> None:
    simulated = Simulated(hours=1)
    with hostile(good, BUSY) as server:
        running = simulate(server, good, simulated)

    assert server.connections == 8  # at 0, 5, 20, 80, 380, 1280, 2180 and 3080 s
    assert waits_s(running)[:7] == pytest.approx([5, 15, 60, 300, 900, 900, 900])
    assert {state.status for state in running.states[1:]} == {MailStatus.OFFLINE}


@pytest.mark.parametrize(("random", "expected_s"), [(0.0, 4.0), (0.5, 5.0), (1.0, 6.0)])
def test_retries_are_spread_by_a_fifth(random: float, expected_s: float, good: Path) -> None:
    simulated = Simulated(hours=0.002)
    simulated.environment = simulated.environment._replace(random=lambda: random)
    with hostile(good, BUSY) as server:
        running = simulate(server, good, simulated)

    assert waits_s(running)[0] == pytest.approx(expected_s)


@pytest.mark.parametrize("answers", [{}, WITHOUT_IDLE], ids=["with IDLE", "without IDLE"])
def test_a_machine_that_slept_connects_anew_within_five_seconds(
    answers: dict[str, Answer], good: Path
) -> None:
    simulated = Simulated(hours=0.5)
    simulated.time.at[600.0] = lambda: simulated.time.sleep_through(2 * HOUR_S)
    with hostile(good, answers) as server:
        running = simulate(server, good, simulated)

    woke = running.states[0].since + timedelta(seconds=600.0 + 2 * HOUR_S)
    assert server.connections == 2
    first = next(s for s in running.states if s.counted_at and s.counted_at >= woke)
    assert first.counted_at is not None
    assert first.counted_at - woke <= timedelta(seconds=5)


def test_a_clock_that_is_set_back_connects_anew(good: Path) -> None:
    simulated = Simulated(hours=0.5)
    simulated.time.at[600.0] = lambda: simulated.time.sleep_through(-HOUR_S)
    with hostile(good) as server:
        simulate(server, good, simulated)

    assert server.connections == 2


def test_a_machine_that_wakes_does_not_wait_for_the_next_retry(good: Path) -> None:
    simulated = Simulated(hours=0.6)
    simulated.time.at[1400.0] = lambda: simulated.time.sleep_through(HOUR_S)
    with hostile(good, BUSY) as server:
        simulate(server, good, simulated)

    # 0, 5, 20, 80, 380, 1280, then anew from 1400 on: 1400, 1405, 1420, 1480, 1780.
    assert server.connections == 11


def test_a_connection_that_held_is_made_anew_at_once(good: Path) -> None:
    simulated = Simulated(hours=0.5)
    with hostile(good) as server:
        simulated.time.at[600.0] = server.drop_all
        running = simulate(server, good, simulated)

    assert server.connections == 2
    assert {state.status for state in running.states} == {MailStatus.COUNTING, MailStatus.COUNTED}
    assert all(state.unread == 3 for state in running.states[1:])


def test_eight_hours_of_hourly_drops_leave_nothing_behind(good: Path) -> None:
    process = psutil.Process()
    simulated = Simulated(hours=8)
    with hostile(good) as server:
        for hour in range(1, 8):
            simulated.time.at[hour * HOUR_S] = server.drop_all
        gc.collect()
        threads, handles = threading.active_count(), count_handles()
        memory_bytes = process.memory_info().rss
        running = simulate(server, good, simulated)
        gc.collect()

        assert server.connections == 8
        assert counts(running) >= 96
        assert len(server.commands(b"AUTHENTICATE")) == 8
        # The server's last connections may take a moment to end.
        wait_until(lambda: threading.active_count() <= threads + 1, "no thread left")
        wait_until(lambda: count_handles() <= handles + 1, "no handle left")
        assert process.memory_info().rss - memory_bytes < 10_000_000


def test_the_user_is_answered_at_once(good: Path) -> None:
    with hostile(good) as server, monitoring(server.port, trusting(good)) as running:
        running.counted(3)
        told = len(running.states)
        running.check()

        assert running.counted(3, timeout_s=1, after=told)
    assert server.connections == 1


def test_the_user_need_not_wait_for_a_retry(good: Path) -> None:
    never_again = Intervals(pace=1000.0)
    turns: dict[str, Answer] = {"greeting": Turns(((b"* BYE later\r\n",), (b"* OK hi\r\n",)))}
    with (
        hostile(good, turns) as server,
        monitoring(server.port, trusting(good), intervals=never_again) as running,
    ):
        running.wait_for(lambda state: state.status is MailStatus.OFFLINE)
        running.check()

        assert running.counted(3, timeout_s=2).error is None


def test_who_asks_the_moment_a_failure_is_told_is_heard(good: Path) -> None:
    turns: dict[str, Answer] = {"greeting": Turns(((b"* BYE later\r\n",), (b"* OK hi\r\n",)))}
    with hostile(good, turns) as server:
        states: list[MailState] = []

        def on_state(state: MailState) -> None:
            states.append(state)
            if state.status is MailStatus.OFFLINE:
                watch.check()
            elif state.status is MailStatus.COUNTED:
                watch.stop()

        context = trusting(good)
        watch = MailboxMonitor(
            ACCOUNT,
            PASSWORD,
            on_state,
            open_inbox=inbox_opener(lambda: context, port=server.port, connect_s=5, answer_s=5),
            intervals=Intervals(pace=1000.0),
        )
        watch.run()

    assert states[-1].unread == 3


def test_another_network_means_another_connection(good: Path) -> None:
    with hostile(good) as server, monitoring(server.port, trusting(good)) as running:
        running.counted(3)
        running.wake()
        server.wait_until(lambda: len(server.commands(b"UID SEARCH")) == 2)

        assert MailStatus.OFFLINE not in {state.status for state in running.states}
    assert server.connections == 2


HANGING: list[tuple[str, dict[str, Answer], bytes]] = [
    ("in IDLE", {}, b"IDLE"),
    ("between two counts", WITHOUT_IDLE, b"UID SEARCH"),
    ("before the next attempt", BUSY, b""),
    ("for a greeting", {"greeting": (SILENCE,)}, b""),
    ("for the login", {"AUTHENTICATE": (SILENCE,)}, b"AUTHENTICATE"),
    ("for the count", {"UID SEARCH": (b"* SEARCH 1", SILENCE)}, b"UID SEARCH"),
    ("for IDLE", {"IDLE": (SILENCE,)}, b"IDLE"),
]


@pytest.mark.parametrize(("answers", "awaited"), [case[1:] for case in HANGING],
                         ids=[case[0] for case in HANGING])  # fmt: skip
def test_the_watch_ends_within_a_second_wherever_it_waits(
    answers: dict[str, Answer], awaited: bytes, good: Path
) -> None:
    with (
        hostile(good, answers) as server,
        monitoring(server.port, trusting(good), answer_s=20) as running,
    ):
        server.wait_until(
            lambda: bool(server.greeted and (server.commands(awaited) or not awaited))
        )
        running.stop()

        assert running.ends_within(1)


def test_the_watch_ends_within_a_second_while_nobody_shakes_hands(good: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        with monitoring(listener.getsockname()[1], trusting(good), answer_s=20) as running:
            connection, _ = listener.accept()
            running.stop()

            assert running.ends_within(1)
        connection.close()


def test_a_watch_that_is_stopped_before_it_began_does_nothing(good: Path) -> None:
    with hostile(good) as server:
        with monitoring(server.port, trusting(good)) as running:
            running.stop()
            assert running.ends_within(1)

        assert server.commands(b"UID SEARCH") == []


def test_the_first_count_ever_makes_nothing_new(good: Path) -> None:
    with hostile(good) as server, monitoring(server.port, trusting(good)) as running:
        state = running.counted(3)

    assert state.new == 0
    assert state.baseline == Baseline(7, 29)


def test_mail_that_came_since_the_last_run_is_new(good: Path) -> None:
    with (
        hostile(good) as server,
        monitoring(server.port, trusting(good), baseline=Baseline(7, 4)) as running,
    ):
        state = running.counted(3)

    assert state.new == 2
    assert state.arrivals == ()


@pytest.mark.parametrize(
    "answer", [(b"<tag> NO not now\r\n",), (b"* garbage\r\n<tag> what\r\n",), (CLOSE,)]
)
def test_mail_is_counted_though_its_headers_cannot_be_had(answer: Answer, good: Path) -> None:
    with (
        hostile(good, {"UID FETCH": answer}) as server,
        monitoring(
            server.port, trusting(good), baseline=Baseline(7, 4), asks_headers=True
        ) as running,
    ):
        state = running.counted(3)

    assert (state.new, state.arrivals, state.baseline) == (2, (), Baseline(7, 29))
    assert len(server.commands(b"UID FETCH")) == 1


def test_a_mailbox_made_anew_makes_nothing_new(good: Path) -> None:
    with (
        hostile(good) as server,
        monitoring(server.port, trusting(good), baseline=Baseline(6, 1)) as running,
    ):
        state = running.counted(3)

    assert state.new == 0
    assert state.baseline == Baseline(7, 29)


def test_mail_read_elsewhere_is_not_new_when_it_is_unread_again(good: Path) -> None:
    searches: dict[str, Answer] = {
        "UID SEARCH": Turns(
            ((b"* SEARCH 3\r\n<tag> OK x\r\n",), (b"* SEARCH 3 29\r\n<tag> OK x\r\n",))
        )
    }
    with hostile(good, searches) as server, monitoring(server.port, trusting(good)) as running:
        running.counted(1)
        running.check()
        state = running.counted(2)

    assert state.new == 0
