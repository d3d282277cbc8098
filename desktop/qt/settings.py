"""Every setting the application keeps: its key, type, default and check.

Values are stored as text in QSettings' form (`settings_store`) and decoded here, because
QSettings hands back `"false"` (truthy) for a stored False and 0 for a number it cannot read.
A value that does not decode counts as absent and is logged once.
"""

import logging
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Generic, TypeVar, overload

from PySide6.QtCore import QObject, QSettings, Signal

from desktop.qt.settings_store import SettingsDamage, SettingsStore, open_file, open_native

log = logging.getLogger(__name__)
T = TypeVar("T")


class ColourMode(Enum):
    """What the user asked the window to look like."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    SEPIA = "sepia"
    CONTRAST = "contrast"


class Language(Enum):
    """What the window speaks."""

    DUTCH = "nl"
    ENGLISH = "en"


class ReadWhen(Enum):
    """When an article that the user has opened counts as read."""

    AT_ONCE = "at_once"
    SOON = "soon"
    AT_END = "at_end"
    BY_HAND = "by_hand"


class Keep(Enum):
    """For how long articles are kept after their arrival."""

    MONTH = "month"
    YEAR = "year"
    ALWAYS = "always"


def flag(text: str) -> bool:
    """Return the bool that was stored as yes or no."""
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither 'yes' nor 'no'")
    return text == "yes"


def between(low: int, high: int) -> Callable[[str], int]:
    """Return a decoder for whole numbers from `low` to `high`."""

    def decode(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError(f"{text} is not in {low}..{high}")
        return number

    return decode


def text_of(value: object) -> str:
    """Return `value` as it is stored."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, bytes):
        return value.hex()
    return str(value.value if isinstance(value, Enum) else value)


class Setting(Generic[T]):
    """One setting, read and written as an attribute of `Settings`."""

    def __init__(self, key: str, default: T, *, decode: Callable[[str], T]) -> None:
        self.key = key
        self.default = default
        self.decode = decode

    @overload
    def __get__(self, settings: None, owner: type) -> "Setting[T]": ...
    @overload
    def __get__(self, settings: "Settings", owner: type | None = None) -> T: ...
    def __get__(self, settings: "Settings | None", owner: type | None = None) -> "T | Setting[T]":
        if settings is None:
            return self
        stored = settings.store.value(self.key)
        if stored is None:
            return self.default
        try:
            return self.decoded(stored)
        except ValueError as error:
            log.warning("setting %s ignored: %s", self.key, error)
            settings.store.remove(self.key)
            return self.default

    def __set__(self, settings: "Settings", value: T) -> None:
        if value != self.__get__(settings):
            settings.store.set_value(self.key, text_of(value))
            settings.changed.emit(self.key)

    def decoded(self, stored: object) -> T:
        """Return the value that is stored as `stored`; raises ValueError for what is none."""
        if not isinstance(stored, str):  # QSettings reads some texts as lists and flags
            raise ValueError(f"{stored!r} is no text")
        return self.decode(stored)


# Of the text, as they can be chosen.
SIZES_PERCENT = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250)
_size = between(SIZES_PERCENT[0], SIZES_PERCENT[-1])


class Settings(QObject):
    """The user's choices. Construct once, in `app.py`; pass values, not this, to services."""

    changed = Signal(str)  # key of the setting that changed

    webmail = Setting("mail/webmail", "", decode=str)  # a service's id; "" until chosen
    webmail_address = Setting("mail/webmail_address", "", decode=str)  # for "custom"
    mail_accounts = Setting("mail/accounts", "", decode=str)  # see desktop.mail.accounts
    mail_notifies = Setting("mail/notifications", default=True, decode=flag)
    mail_shows_headers = Setting("mail/sender_and_subject", default=False, decode=flag)
    colour_mode = Setting("appearance/colours", ColourMode.SYSTEM, decode=ColourMode)
    size_percent = Setting("appearance/size_percent", 100, decode=_size)
    has_serif = Setting("appearance/serif", default=False, decode=flag)
    language = Setting("appearance/language", Language.DUTCH, decode=Language)
    refresh_minutes = Setting("news/refresh_minutes", 15, decode=between(5, 1440))
    read_when = Setting("news/read_when", ReadWhen.SOON, decode=ReadWhen)
    keep = Setting("news/keep", Keep.YEAR, decode=Keep)
    sections = Setting("session/sections", "", decode=str)  # one a line
    closes_to_tray = Setting("presence/close_to_tray", default=False, decode=flag)
    begins_in_tray = Setting("presence/begin_in_tray", default=False, decode=flag)
    tells_of_releases = Setting("releases/tell", default=False, decode=flag)
    releases_asked_at = Setting("releases/asked_at", "", decode=str)  # ISO 8601
    releases_version = Setting("releases/version", "", decode=str)  # the newest announced
    releases_etag = Setting("releases/etag", "", decode=str)
    releases_last_modified = Setting("releases/last_modified", "", decode=str)
    section = Setting("session/section", "", decode=str)
    article = Setting("session/article", 0, decode=between(0, 2**63 - 1))
    geometry = Setting("session/geometry", b"", decode=bytes.fromhex)
    splitter = Setting("session/splitter", b"", decode=bytes.fromhex)

    def __init__(self, store: SettingsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store

    def store_value(self, key: str, value: object) -> None:
        """Store a value under the key of its setting."""
        setattr(self, self.names()[key], value)

    def store_window(self, geometry: bytes, splitter: bytes) -> None:
        """Keep place and sizes of the window."""
        self.geometry = geometry
        self.splitter = splitter

    @classmethod
    def is_valid(cls, key: str, stored: object) -> bool:
        """Return whether there is such a setting, and `stored` is a value for it."""
        setting = getattr(cls, cls.names().get(key, ""), None)
        try:
            return isinstance(setting, Setting) and setting.decoded(stored) is not None
        except ValueError:
            return False

    @classmethod
    def names(cls) -> dict[str, str]:
        """Return the name of every setting by its key."""
        return {s.key: name for name, s in vars(cls).items() if isinstance(s, Setting)}


def open_store(
    folder: Path | None, *, is_read_only: bool = False
) -> tuple[SettingsStore, SettingsDamage | None]:
    """Return the store to use, and what is to be told of damage that was mended.

    With a `folder` the settings live in it as `settings.ini`, otherwise where the
    system keeps the settings of programs. `is_read_only`: nothing is ever written there.
    """
    if folder is not None:
        return open_file(folder / "settings.ini", Settings.is_valid, is_read_only=is_read_only)
    if sys.platform in ("win32", "darwin"):
        return open_native(is_read_only=is_read_only), None
    path = Path(QSettings().fileName())
    return open_file(path, Settings.is_valid, is_read_only=is_read_only)
