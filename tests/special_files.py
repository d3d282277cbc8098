"""Files of kinds that not every system and user can make: a test that needs one is skipped."""

import os
import socket
from pathlib import Path

import pytest


def make_pipe(path: Path) -> None:
    """Put a pipe at `path`: who opens it the plain way waits for ever."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("Windows keeps no pipes among files")
    os.mkfifo(path)


def make_link(path: Path, target: str | Path) -> None:
    """Put a symbolic link at `path`, to what need not be there."""
    try:
        path.symlink_to(target, target_is_directory=Path(target).is_dir())
    except OSError as error:
        pytest.skip(f"this user may make no links: {error}")


def make_dead_socket(path: Path) -> None:
    """Put a socket at `path` that nobody listens at."""
    if not hasattr(socket, "AF_UNIX"):
        pytest.skip("Windows' Python knows no sockets among files")
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have some 100 bytes
    try:
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(path.name)
    finally:
        os.chdir(here)
