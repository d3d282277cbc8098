"""A monitor that runs beside the test, and time that passes as told."""

import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.core.mail import MailAccount
from desktop.core.mail_states import MailState, MailStatus
from desktop.mail.monitor import Environment, Intervals, MailboxMonitor, inbox_opener

ACCOUNT = MailAccount("jan@example.nl", "127.0.0.1", "jan")
PASSWORD = "geheim"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def trusting(*certificates: Path) -> ssl.SSLContext:
    """Return a context that trusts these certificates and no others."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for path in certificates:
        context.load_verify_locations(path.with_name("public.pem"))
    return context


class Running:
    """A monitor in a thread of its own.

    Attributes:
        states: All that it told, in order.
        moments_s: When it told each, on the monitor's own clock.
    """

    def __init__(
        self,
        monitor: MailboxMonitor,
        states: list[MailState],
        moments_s: list[float],
        told: threading.Condition,
    ) -> None:
        self.states = states
        self.moments_s = moments_s
        self.stop, self.wake, self.check = monitor.stop, monitor.wake, monitor.check
        self._told = told
        self._thread = threading.Thread(target=monitor.run, daemon=True)
        self._thread.start()

    def wait_for(
        self, wanted: Callable[[MailState], bool], *, timeout_s: float = 10.0, after: int = 0
    ) -> MailState:
        """Return the first state from number `after` on that is `wanted`."""
        end_s = time.monotonic() + timeout_s
        with self._told:
            while True:
                for state in self.states[after:]:
                    if wanted(state):
                        return state
                assert self._told.wait(max(0.0, end_s - time.monotonic())), self.states[after:]

    def counted(self, unread: int, *, timeout_s: float = 10.0, after: int = 0) -> MailState:
        """Return the first state that says so many unread."""
        return self.wait_for(
            lambda state: state.status is MailStatus.COUNTED and state.unread == unread,
            timeout_s=timeout_s,
            after=after,
        )

    def ends_within(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()


@contextmanager
def monitoring(
    port: int,
    context: ssl.SSLContext,
    *,
    account: MailAccount = ACCOUNT,
    password: str = PASSWORD,
    answer_s: float = 5.0,
    intervals: Intervals | None = None,
    environment: Environment | None = None,
    **options: Any,
) -> Iterator[Running]:
    """Run a monitor for the length of a `with` block."""
    states: list[MailState] = []
    moments_s: list[float] = []
    monotonic = (environment or Environment()).monotonic
    told = threading.Condition()

    def on_state(state: MailState) -> None:
        with told:
            moments_s.append(monotonic())
            states.append(state)
            told.notify_all()

    monitor = MailboxMonitor(
        account,
        password,
        on_state,
        open_inbox=inbox_opener(lambda: context, port=port, connect_s=answer_s, answer_s=answer_s),
        intervals=intervals,
        environment=environment,
        **options,
    )
    running = Running(monitor, states, moments_s, told)
    try:
        yield running
    finally:
        running.stop()
        assert running.ends_within(5)


class FakeTime:
    """Time that passes only while somebody waits, and as fast as it can.

    Attributes:
        waited_s: How long was waited in all.
        at: What happens when so many seconds were waited: second -> call.
    """

    def __init__(self, *, ends_after_s: float, stop: Callable[[], None]) -> None:
        self.waited_s = 0.0
        self.at: dict[float, Callable[[], None]] = {}
        self._asleep_s = 0.0
        self._ends_after_s = ends_after_s
        self._stop = stop

    def now(self) -> datetime:
        return START + timedelta(seconds=self.waited_s + self._asleep_s)

    def monotonic(self) -> float:
        return self.waited_s

    def sleep_through(self, seconds: float) -> None:
        """Let the machine sleep: only the wall clock goes on."""
        self._asleep_s += seconds

    def wait(self, seconds: float, connection: socket.socket | None) -> None:
        if connection is not None and select.select([connection], [], [], 0)[0]:
            # As slow as a second's hundredth: a wait that ends at once would never end.
            self.waited_s += 0.01
            return
        self.waited_s += seconds
        for moment_s in [moment_s for moment_s in self.at if moment_s <= self.waited_s]:
            self.at.pop(moment_s)()
        if self.waited_s >= self._ends_after_s:
            self._stop()
