"""A store, a clock, an internet and tasks without threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.qt.settings import Settings, open_store
from desktop.qt.tasks import Tasks
from desktop.storage.database import prepare
from desktop.storage.queries import Queries
from desktop.storage.writes import Writes
from tests.builders import NOW, Clock
from tests.controllers.press import Press, Store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    prepare(tmp_path, NOW)
    store = Store(tmp_path, Queries(tmp_path), Writes(tmp_path, clock=NOW.timestamp))
    yield store
    store.queries.close()
    store.writes.stop()


@pytest.fixture
def tasks(qapp: object) -> Tasks:
    return Tasks.immediate()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(open_store(tmp_path)[0])
