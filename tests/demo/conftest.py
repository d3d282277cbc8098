"""A running server of the embedded edition, its clock in the test's hand."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from desktop.demo.edition import Edition, load_edition
from desktop.demo.server import DemoServer

OPENED_AT = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.present = OPENED_AT

    def __call__(self) -> datetime:
        return self.present

    def pass_minutes(self, minutes: int) -> None:
        self.present += timedelta(minutes=minutes)


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(edition: Edition, clock: Clock) -> Iterator[DemoServer]:
    demo = DemoServer(edition, clock)
    serving = threading.Thread(target=demo.serve)
    serving.start()
    yield demo
    demo.stop()
    serving.join(timeout=10)
    assert not serving.is_alive()
