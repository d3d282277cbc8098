"""Files that are on the disk when a function returns, and there as a whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from desktop.storage.connections import clear

UNFINISHED = ".unfinished"


def flush(path: Path) -> None:
    """Wait until the disk has `path`, and the folder its name."""
    _flush_file(path)
    _flush_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or, after a power cut or OSError, not at all."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        clear(unfinished)
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(content)
        _flush_file(unfinished)
        unfinished.replace(path)
        _flush_folder(path.parent)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    if os.name == "posix":  # Windows opens no folders and has no need to
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
