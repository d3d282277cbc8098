"""The settings as text in memory: read at the start, written by a thread of their own.

Form and place are those of QSettings, which is never asked to write in that place. For that
it takes a lock beside the file, on whatever thread it runs: 30 s for a lock that was left
behind, and for ever where the disk is full. Reading takes none (QConfFileSettingsPrivate::
syncConfFile in qtbase/src/corelib/io/qsettings.cpp). So it writes into a folder that was just
made, and what it wrote is put in place. Each file has a twin, from which damage is mended.

Windows and macOS keep the settings of programs in the registry and in a property list. No lock
of a file is waited for there, and the system mends them: `NativePlace` leaves them to it.
"""

import logging
import os
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import QSettings

from desktop.core.errors import StoreFailed
from desktop.storage.connections import file_errors
from desktop.threads import Executor

log = logging.getLogger(__name__)

CHECKSUM = "checksum"  # of all the others; a file that was edited has a wrong one, or none
LARGEST_BYTES = 4_000_000
_SCRATCH = ".settings-"  # a folder, for as long as it takes to write

Values = dict[str, object]  # text, but for what strangers stored
IsValid = Callable[[str, object], bool]


class SettingsDamage(NamedTuple):
    """What is told of settings that were damaged."""

    aside: Path | None  # where the damaged ones are now; None for nowhere
    is_restored: bool  # from a good copy; else they begin anew


class Place(Protocol):
    """Where settings are kept; both methods are for the thread that saves."""

    def save(self, values: Values) -> None:
        """Write `values` there. Raises StoreFailed."""

    def mend_copy(self) -> None:
        """Make what the settings are restored from good again. Raises StoreFailed."""


class SettingsStore:
    """Every value by its key. For the GUI thread, which waits nowhere but in `sync` and `stop`.

    Without `start_saving` only `sync` writes; without a place nothing is written at all.
    """

    def __init__(self, values: Values, place: Place | None, *, is_saved: bool = True) -> None:
        self._values = values
        self._saved = dict(values) if is_saved else None
        self._place = place
        self._executor: Executor | None = None
        self._failed: Callable[[StoreFailed], None] = _log_failure
        self._is_pending = False

    def value(self, key: str) -> object:
        """Return what is stored under `key`, None for nothing."""
        return self._values.get(key)

    def set_value(self, key: str, text: str) -> None:
        """Store `text`; half a character, which no file can hold, becomes a question mark."""
        self._values[key] = text.encode(errors="replace").decode()
        self._submit()

    def remove(self, key: str) -> None:
        """Forget what is stored under `key`."""
        self._values.pop(key, None)
        self._submit()

    def stored_keys(self) -> list[str]:
        """Return every key that has a value."""
        return sorted(self._values)

    def start_saving(self, executor: Executor, failed: Callable[[StoreFailed], None]) -> None:
        """Have each change written by `executor`, where `failed` is called as well; once."""
        if self._place is not None and self._executor is None:
            self._executor = executor
            self._failed = failed
            self._is_pending = True
            executor.submit(self._save_first)

    def sync(self) -> None:
        """Write what is not written yet, in this thread."""
        values = dict(self._values)  # in one step, whatever the GUI thread does
        if self._place is None or values == self._saved:
            return
        try:
            self._place.save(values)
        except StoreFailed as error:
            self._failed(error)
        else:
            self._saved = values

    def stop(self) -> None:
        """Have the last changes written, and wait for them."""
        self._submit()
        if self._executor is not None:
            self._executor.stop()
            self._executor = None

    def _submit(self) -> None:
        if self._executor is not None and not self._is_pending:
            self._is_pending = True
            self._executor.submit(self._save_latest)

    def _save_latest(self) -> None:
        self._is_pending = False  # what changes from here on is written once more
        self.sync()

    def _save_first(self) -> None:
        self._save_latest()
        if self._place is not None:
            with suppress(StoreFailed):  # there are the settings themselves
                self._place.mend_copy()


class FilePlace:
    """A file in QSettings' form, with its twin beside it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def save(self, values: Values) -> None:
        """Write both files, one after the other, each of them whole or not at all."""
        from desktop.storage.durable import write_whole  # as `shutil`: what a start does without

        with file_errors(self._path):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _scratch_in(self._path.parent) as scratch:
                data = _to_ini(values, scratch)
            write_whole(Path(os.path.realpath(self._path)), data)  # a link stays one
            write_whole(twin_of(self._path), data)

    def mend_copy(self) -> None:
        """Make the twin again where it is not one."""
        from desktop.storage.durable import write_whole  # as `shutil`: what a start does without

        twin = twin_of(self._path)
        with file_errors(twin):
            data = self._path.read_bytes() if self._path.is_file() else b""
            if data and not (twin.is_file() and twin.read_bytes() == data):
                write_whole(twin, data)


class NativePlace:
    """Where Windows and macOS keep the settings of programs."""

    def save(self, values: Values) -> None:
        """Bring the system's settings up to date."""
        store = _native_settings()
        for key in set(store.allKeys()) - set(values):
            store.remove(key)
        for key, value in values.items():
            store.setValue(key, value)
        store.sync()

    def mend_copy(self) -> None:
        """Leave it to the system."""


def open_native(*, is_read_only: bool = False) -> SettingsStore:
    """Return the settings that the system keeps for the program."""
    store = _native_settings()
    values = {key: store.value(key) for key in store.allKeys()}
    return SettingsStore(values, None if is_read_only else NativePlace())


def open_file(
    path: Path, is_valid: IsValid, *, is_read_only: bool = False
) -> tuple[SettingsStore, SettingsDamage | None]:
    """Return the settings in the file `path`, and what is to be told of damage.

    `is_valid`: whether a key is one of the program's, with a value that can be read.
    """
    place = None if is_read_only else FilePlace(path)
    found = read_ini(path)
    if found is not None and found.is_whole:
        return SettingsStore(found.values, place), None
    twin = read_ini(twin_of(path))
    good = twin if twin is not None and twin.is_whole else None
    if found is not None and _is_edited(found, good, is_valid):
        return SettingsStore(found.values, place, is_saved=False), None
    if good is None and not os.path.lexists(path):  # the first start
        return SettingsStore({}, place), None
    aside = None if is_read_only else _set_aside(path)
    damage = SettingsDamage(aside, is_restored=good is not None)
    left = {} if found is None else found.values
    values = good.values if good else {key: left[key] for key in left if is_valid(key, left[key])}
    return SettingsStore(values, place, is_saved=not values), damage


class FoundSettings(NamedTuple):
    """What a file holds. `is_whole`: as it was written; None where no checksum tells."""

    values: Values
    is_whole: bool | None
    data: bytes


def read_ini(path: Path) -> FoundSettings | None:
    """Return what a file of QSettings holds, None where it is none: a pipe, NULs, UTF-16."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
            return None
        data = path.read_bytes()
        data.decode()
    except (OSError, UnicodeDecodeError):
        return None
    store = QSettings(str(path), QSettings.Format.IniFormat)
    values = {key: store.value(key) for key in store.allKeys()}
    if b"\0" in data or not values or store.status() is not QSettings.Status.NoError:
        return None
    checksum = values.pop(CHECKSUM, None)
    is_whole = None if checksum is None else checksum == _checksum_of(values)
    return FoundSettings(values, is_whole, data)


def twin_of(path: Path) -> Path:
    """Return where the twin of a file of settings is."""
    return path.with_suffix(f".good{path.suffix}")


def _is_edited(found: FoundSettings, good: FoundSettings | None, is_valid: IsValid) -> bool:
    """Return whether settings that are not as they were written are so by somebody's will.

    An edit leaves every key in place, alters more than one bit, and gives values that can be
    read. What has no checksum was written by hand, or before there was one.
    """
    if good is None:
        is_older = found.is_whole is None
        return is_older and any(is_valid(*pair) for pair in found.values.items())
    changed = [pair for pair in found.values.items() if pair[1] != good.values.get(pair[0])]
    is_complete = found.is_whole is None or good.values.keys() <= found.values.keys()
    is_rotten = _differ_by_a_bit(found.data, good.data)
    return is_complete and not is_rotten and all(is_valid(*pair) for pair in changed)


def _differ_by_a_bit(one: bytes, other: bytes) -> bool:
    if len(one) != len(other):
        return False
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True)) == 1


def _checksum_of(values: Values) -> str:
    texts = [f"{key}={value}" for key, value in sorted(values.items()) if isinstance(value, str)]
    return f"{zlib.crc32(chr(10).join(texts).encode()):08x}"


def _set_aside(path: Path) -> Path | None:
    """Move damaged settings out of the way; return where to, None for what holds nothing."""
    aside = path.with_suffix(f".damaged{path.suffix}")
    try:
        is_empty = path.is_file() and not path.stat().st_size
        path.replace(aside)
    except OSError as error:
        log.warning("damaged settings stay where they are: %s", error)
        return None
    log.warning("damaged settings set aside as %s", aside.name)
    return None if is_empty else aside


@contextmanager
def _scratch_in(folder: Path) -> Iterator[Path]:
    """Make a folder within `folder` for a while, and take away those that were left behind."""
    import shutil  # takes 4 ms of a start, and nothing is written before the window is there

    for left in folder.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    scratch = folder / f"{_SCRATCH}{os.getpid()}-{time.monotonic_ns()}"
    scratch.mkdir(mode=0o700)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _to_ini(values: Values, scratch: Path) -> bytes:
    """Return `values` in QSettings' form; raises OSError."""
    # A name of its own: QSettings remembers what a file held.
    file = scratch / "new.ini"
    store = QSettings(str(file), QSettings.Format.IniFormat)
    for key, value in {CHECKSUM: _checksum_of(values), **values}.items():
        store.setValue(key, value)
    store.sync()
    if store.status() is not QSettings.Status.NoError:
        raise OSError("the settings could not be written")
    return file.read_bytes()


def _native_settings() -> QSettings:
    """Return the program's own, without what others set for all programs."""
    store = QSettings()
    store.setFallbacksEnabled(False)
    return store


def _log_failure(error: StoreFailed) -> None:
    log.warning("settings not saved: %s", error)
