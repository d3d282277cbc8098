"""What this process has open; Windows moves and removes no such file."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil


def closed_first(act: Callable[..., None]) -> Callable[..., None]:
    """Return `act` of `os`, which refuses what Windows would: a file that is open here."""

    def act_if_closed(path: str | Path, *rest: object, **folders: int | None) -> None:
        folder = folders.get("dir_fd")
        place = Path.cwd() if folder is None else Path(f"/proc/self/fd/{folder}").readlink()
        assert str(place / os.fsdecode(path)) not in open_files(), f"{path} is open"
        act(path, *rest, **folders)

    return act_if_closed


def open_files() -> set[str]:
    """Return the paths of what this process has open, on Linux."""
    paths = set()
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            paths.add(str(entry.readlink()))
    return paths


def files_open_in(folder: Path) -> set[str]:
    """Return the paths below `folder`, and itself, that this process has open, on Linux."""
    return {path for path in open_files() if path == str(folder) or path.startswith(f"{folder}/")}


def count_handles() -> int:
    """Return how many files and sockets this process has open, on any system."""
    process = psutil.Process()
    return process.num_handles() if sys.platform == "win32" else process.num_fds()
