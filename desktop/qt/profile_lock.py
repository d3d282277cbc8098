"""Which program holds a profile: the first part of "one instance", and all that a start needs.

What a second launch says to the first is in `single_instance`.
"""

import logging
from pathlib import Path

from PySide6.QtCore import QLockFile

log = logging.getLogger(__name__)

LOCK_FILE = "instance.lock"


class ProfileLock:
    """A lock on a profile folder, which is made if need be.

    Attributes:
        folder: The profile.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = QLockFile(str(folder / LOCK_FILE))
        # A program runs for days: only a process that is gone makes a lock stale.
        self._lock.setStaleLockTime(0)

    def acquire(self) -> bool:
        """Return whether no other program holds the profile; never waits."""
        if self._lock.tryLock(0):
            return True
        if not self.folder.exists():
            return self._acquire_new()
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        # A folder that cannot be written to keeps nobody from reading the news.
        log.warning("the profile cannot be locked: %s", self._lock.error().name)
        return True

    def release(self) -> None:
        """Let go of the profile."""
        self._lock.unlock()

    def _acquire_new(self) -> bool:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True  # told later, by whoever wants to keep something there
        return self.folder.is_dir() and self.acquire()
