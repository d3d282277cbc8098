"""A prepared profile folder, opened the way the program opens it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage.database import prepare
from desktop.storage.queries import Queries
from desktop.storage.writes import Writes
from tests.storage.builders import NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a profile folder whose two files are ready."""
    profile = tmp_path / "profile #1?"  # SQLite's addresses give both signs a meaning
    prepare(profile, NOW)
    return profile


@pytest.fixture
def writes(folder: Path) -> Iterator[Writes]:
    writes = Writes(folder, clock=NOW.timestamp)
    yield writes
    writes.stop()


@pytest.fixture
def queries(folder: Path) -> Iterator[Queries]:
    queries = Queries(folder)
    yield queries
    queries.close()
