"""A prepared profile folder, opened the way the program opens it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a profile folder whose two files are ready."""
    # SQLite's addresses give each of these signs a meaning; Windows takes no question mark.
    profile = tmp_path / ("profile #1%3f" if sys.platform == "win32" else "profile #1%3f?")
    prepare(profile, NOW)
    return profile


@pytest.fixture
def writer(folder: Path) -> Iterator[ArticleWriter]:
    writer = ArticleWriter(folder, clock=NOW.timestamp)
    yield writer
    writer.stop()


@pytest.fixture
def reader(folder: Path) -> Iterator[ArticleReader]:
    reader = ArticleReader(folder)
    yield reader
    reader.close()
