"""A source on this machine, and what runs the program on it to its end."""

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.feed_server import serve_feed, source_entry, source_list, stories
from tests.server import Server
from tests.terminal.running import BUSY_S, command

How = Callable[..., dict[str, Any]]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def sources(server: Server, tmp_path: Path) -> Path:
    """Return a list of one source with three articles."""
    return source_list(tmp_path, source_entry(1, serve_feed(server, stories(3))))


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return where the profile of `run` would be; nobody has made it yet."""
    return tmp_path / "profile"


@pytest.fixture
def how(profile: Path, tmp_path: Path) -> How:
    """Return what tells `subprocess` how to run it, with these arguments and variables."""
    return partial(command, "--profile", profile, home=tmp_path)


@pytest.fixture
def run(how: How) -> Run:
    """Return what runs the program to its end, with these arguments and variables."""

    def run(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(**how(*arguments, **variables), capture_output=True, timeout=BUSY_S)

    return run
