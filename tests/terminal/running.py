"""The program in a process of its own, in a terminal's stead."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from desktop.core.model import Source, SourceState
from desktop.net.fetch import Fetcher
from desktop.services.update_feed import update_feed
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.storage.builders import open_store

ROOT = Path(__file__).resolve().parents[2]
BUSY_S = 60  # on a machine that has much else to do


def command(*arguments: object, home: Path, **variables: str) -> dict[str, Any]:
    """Return how the program is run, with nothing of this machine's settings."""
    keep = {name: os.environ[name] for name in ("PATH", "TZ", "SYSTEMROOT") if name in os.environ}
    return {
        "args": [sys.executable, "-m", "desktop", *map(str, arguments)],
        "cwd": ROOT,
        "env": {
            **keep,
            "HOME": str(home),
            "USERPROFILE": str(home),
            "LC_ALL": "C.UTF-8",
            **variables,
        },
        "stdin": DEVNULL,
        "encoding": "utf-8",
    }


@contextmanager
def window_on(profile: Path, url: str) -> Iterator[tuple[ArticleWriter, ArticleReader]]:
    """Hold a profile with what the source "bron-1" at `url` has, as a window does."""
    now = datetime.now(UTC)
    source = Source("bron-1", "Bron 1", url, "Buitenland")
    with open_store(profile, now) as (writer, reader), closing(Fetcher("test")) as fetcher:
        writer.save(update_feed(source, SourceState(source.id), fetcher, now))
        yield writer, reader
