"""`--install-desktop-entry`: the program in the menu of a Linux desktop, for this user.

A package of the system brings its entry along; a program that came through pipx or uv does not.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop import APPLICATION_ID
from desktop.assets import resource
from desktop.catalogue import translator
from desktop.options import Options
from desktop.qt.autostart import exec_value, installed_file
from desktop.terminal.profile import data_folder, language_of
from desktop.terminal.session import MISUSED, tell
from desktop.terminal.words import Terminal

NAME = "zeelandnet-desktop"


def print_installation(options: Options) -> int:
    """Put the entry and its icons in place, print where, and return the exit code."""
    words = Terminal(translator(language_of(options)))
    if not sys.platform.startswith("linux"):
        tell(words.only_linux())
        return MISUSED
    share = data_folder(os.environ, Path.home())
    entry = install(share, command_of(sys.argv[0], os.environ))
    print(words.entry_installed(entry, share / "icons" / "hicolor"))
    return 0


def install(share: Path, command: tuple[str, ...]) -> Path:
    """Write the entry that runs `command`, and its icons, below `share`; raises OSError."""
    text = resource(f"{APPLICATION_ID}.desktop").read_text(encoding="utf-8")
    text = text.replace(f"Exec={NAME}", f"Exec={exec_value(command)}")
    entry = share / "applications" / f"{APPLICATION_ID}.desktop"
    for drawing in resource("icons", "app").glob(f"{NAME}*"):
        size = drawing.stem.removeprefix(NAME).lstrip("-")
        folder = share / "icons" / "hicolor" / (f"{size}x{size}" if size else "scalable") / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(drawing, folder / f"{APPLICATION_ID}{drawing.suffix}")
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(text, encoding="utf-8")
    return entry


def command_of(started: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return what starts this program: its file, the command that was typed, or Python with it."""
    installed = installed_file(environment)
    if installed is not None:
        return (str(installed),)
    found = shutil.which(started)
    if Path(started).name == NAME and found:
        return (str(Path(found).absolute()),)
    return (sys.executable, "-m", "desktop")
