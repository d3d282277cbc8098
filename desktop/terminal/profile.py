"""Where the profile and its settings lie, found without Qt.

The places are those of QStandardPaths and QSettings; `tests/terminal/test_profile.py` compares.
"""

import os
import sys
from collections.abc import Mapping
from configparser import ConfigParser, Error
from pathlib import Path
from typing import Final

from desktop import APPLICATION_NAME, ORGANISATION
from desktop.options import Options

_DUTCH: Final = "nl"


def profile_folder(options: Options) -> Path:
    """Return the folder for everything that is kept; it need not exist."""
    return options.profile_in(_local_data() / ORGANISATION / APPLICATION_NAME)


def language_of(options: Options) -> str:
    """Return the language that was chosen in the window, Dutch where none was."""
    folder = _folder(os.environ, "XDG_CONFIG_HOME", Path.home() / ".config")
    file = folder / ORGANISATION / f"{APPLICATION_NAME}.conf"
    if not options.is_system_profile:
        file = profile_folder(options) / "settings.ini"
    settings = ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    try:
        settings.read(file, encoding="utf-8")
    except (Error, OSError, UnicodeDecodeError):
        return _DUTCH
    return settings.get("appearance", "language", fallback=_DUTCH)


def data_folder(environment: Mapping[str, str], home: Path) -> Path:
    """Return where programs of a Linux desktop keep a user's data."""
    return _folder(environment, "XDG_DATA_HOME", home / ".local" / "share")


def _local_data() -> Path:
    if sys.platform == "win32":
        return _folder(os.environ, "LOCALAPPDATA", Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return data_folder(os.environ, Path.home())


def _folder(environment: Mapping[str, str], variable: str, otherwise: Path) -> Path:
    """Return the folder that the environment names; one that is not absolute does not count."""
    named = Path(environment.get(variable, ""))
    return named if named.is_absolute() else otherwise
