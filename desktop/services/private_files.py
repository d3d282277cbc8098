"""Makes the files of a profile the user's own business: what somebody reads is nobody else's.

New files are made so (0600, folders 0700). This closes those of earlier versions, and what was
put there by hand. Windows keeps profiles apart by itself.
"""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

log = logging.getLogger(__name__)

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
# How the names of all that the program keeps begin.
_OWN = (
    "library", "cache", "settings", "bronnen", "instance", "backups", "zeelandnet-desktop",
    ".settings", ".instance",
)  # fmt: skip


def make_private(folder: Path) -> None:
    """Take from others what they may do with the program's own files, and its own folder."""
    if os.name != "posix":
        return
    try:
        entries = list(os.scandir(folder))
        for entry in entries:
            if entry.name.startswith(_OWN):
                for path in _within(entry):
                    _close(path)
        is_ours = all(entry.name.startswith(_OWN) for entry in entries)
        if is_ours and not folder.stat().st_mode & _OTHERS_WRITE:
            _close(folder)
    except OSError as error:
        log.warning("the profile cannot be made private: %s", error.strerror)


def _within(entry: os.DirEntry[str]) -> Iterator[Path]:
    """Yield an entry and, of a folder, what it holds; no link is followed."""
    if entry.is_symlink():
        return
    yield Path(entry.path)
    if entry.is_dir():
        for inner in os.scandir(entry.path):
            yield from _within(inner)


def _close(path: Path) -> None:
    state = path.stat()
    if state.st_mode & _OTHERS and state.st_uid == os.getuid():
        path.chmod(state.st_mode & ~_OTHERS & 0o7777)
