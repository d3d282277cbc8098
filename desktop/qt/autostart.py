"""Starting with the user's session: an entry where each system looks for one.

What is in place is read back each time, never remembered: the user can change it
behind the program's back, in the system's own settings.
"""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Protocol

from desktop import APPLICATION_ID, DISPLAY_NAME, IS_FROZEN
from desktop.core.errors import AutostartFailed

if sys.platform == "win32":
    import winreg

log = logging.getLogger(__name__)

ARGUMENTS = ("--minimized",)
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
# Where Task Manager and the Settings of Windows note what the user switched off there.
APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
# Windows leaves longer values out.
LONGEST_RUN_CHARS = 260
# In any value of a desktop entry, and inside the quotes of an Exec value before that.
_ENTRY_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})
LAUNCHD_TIMEOUT_S = 5
# Older systems say "true".
_SWITCHED_OFF = re.compile(rf'"{re.escape(APPLICATION_ID)}" => (?:disabled|true)\b')
_QUOTED_ESCAPES = str.maketrans({char: "\\" + char for char in '"`$\\'})


class AutostartState(Enum):
    """Whether the program starts with the session."""

    OFF = "off"  # also when an entry starts another copy of the program
    ON = "on"
    BLOCKED = "blocked"  # there is an entry, but the user switched it off in the system


class Autostart(Protocol):
    """An entry of one system. Each method raises AutostartFailed when it cannot be done."""

    def state(self) -> AutostartState:
        """Return what the system would do at the next login."""

    def turn_on(self) -> None:
        """Write the entry; what is switched off in the settings of Windows stays off."""

    def turn_off(self) -> None:
        """Remove the entry, if there is one."""


class Registry(Protocol):
    """Values below HKEY_CURRENT_USER."""

    def read(self, key: str, name: str) -> str | bytes | None:
        """Return a value, None if there is none."""

    def write(self, key: str, name: str, value: str) -> None:
        """Set a text."""

    def remove(self, key: str, name: str) -> None:
        """Delete a value, if it is there."""


def system_autostart() -> Autostart:
    """Return the entry of the system that the program runs on."""
    command = program_command(installed_file(os.environ))
    if sys.platform == "win32":
        return RunValue(WindowsRegistry(), command)
    if sys.platform == "darwin":
        return LaunchAgent(launch_agent_file(Path.home()), command, launchd_services)
    return XdgEntry(xdg_entry_file(os.environ, Path.home()), command)


def program_command(installed: Path | None, executable: str = sys.executable) -> tuple[str, ...]:
    """Return what starts this program, see `installed_file`, without a window in the way."""
    if installed is None:
        return (windowless(executable), "-m", "desktop", *ARGUMENTS)
    return (str(installed), *ARGUMENTS)


def installed_file(
    environment: Mapping[str, str], *, executable: str = sys.executable, is_frozen: bool = IS_FROZEN
) -> Path | None:
    """Return the file of an installed program, None for one that runs from source.

    An AppImage is unpacked somewhere else at each start: it names itself in $APPIMAGE.
    """
    return Path(environment.get("APPIMAGE") or executable) if is_frozen else None


def windowless(executable: str) -> str:
    """Return the interpreter that opens no console, on Windows; else the same."""
    path = Path(executable)
    silent = path.with_name("pythonw.exe")
    return str(silent) if path.name.lower() == "python.exe" and silent.exists() else executable


class EntryFile:
    """An entry that is a file of its own."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def turn_off(self) -> None:
        with system_errors(str(self._file)), suppress(NotADirectoryError):
            self._file.unlink(missing_ok=True)

    def _read(self) -> bytes:
        """Return what is in the file, nothing if there is no such file."""
        with system_errors(str(self._file)), suppress(FileNotFoundError, NotADirectoryError):
            return self._file.read_bytes()
        return b""

    def _replace(self, content: bytes) -> None:
        """Write the file whole or not at all."""
        draft = self._file.with_name(f".{self._file.name}.new")
        with system_errors(str(self._file)):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(content)
            draft.replace(self._file)


class XdgEntry(EntryFile):
    """A desktop entry in the autostart folder (freedesktop.org's autostart specification)."""

    def __init__(self, file: Path, command: Sequence[str]) -> None:
        super().__init__(file)
        self._exec = exec_value(command)

    def state(self) -> AutostartState:
        fields = entry_fields(self._read().decode("utf-8", "replace"))
        if fields.get("Exec") != self._exec:
            return AutostartState.OFF
        # GNOME's and others' settings switch an entry off with either.
        is_hidden = fields.get("Hidden", "false").lower() == "true"
        is_enabled = fields.get("X-GNOME-Autostart-enabled", "true").lower() == "true"
        return AutostartState.BLOCKED if is_hidden or not is_enabled else AutostartState.ON

    def turn_on(self) -> None:
        self._replace(entry_text(self._exec).encode())


class RunValue:
    """A value that Windows runs at login."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        self._line = run_line(command)

    def state(self) -> AutostartState:
        if self._registry.read(RUN_KEY, APPLICATION_ID) != self._line:
            return AutostartState.OFF
        approval = self._registry.read(APPROVED_KEY, APPLICATION_ID)
        # Twelve bytes, the first of them odd when the user switched it off.
        is_blocked = isinstance(approval, bytes) and bool(approval) and approval[0] % 2 == 1
        return AutostartState.BLOCKED if is_blocked else AutostartState.ON

    def turn_on(self) -> None:
        if len(self._line) > LONGEST_RUN_CHARS:
            raise AutostartFailed(RUN_KEY, f"{len(self._line)} characters are too many")
        self._registry.write(RUN_KEY, APPLICATION_ID, self._line)

    def turn_off(self) -> None:
        self._registry.remove(RUN_KEY, APPLICATION_ID)


class LaunchAgent(EntryFile):
    """A property list that launchd of macOS loads at login."""

    def __init__(
        self, file: Path, command: Sequence[str], services: Callable[[], str] = lambda: ""
    ) -> None:
        """`services` returns what launchd says of those that the user switched off."""
        super().__init__(file)
        self._command = list(command)
        self._services = services

    def state(self) -> AutostartState:
        fields = self._fields()
        if fields.get("ProgramArguments") != self._command or fields.get("RunAtLoad") is not True:
            return AutostartState.OFF
        is_off = fields.get("Disabled") is True or _SWITCHED_OFF.search(self._services())
        return AutostartState.BLOCKED if is_off else AutostartState.ON

    def turn_on(self) -> None:
        # macOS runs a program that was never moved out of its download from a passing place.
        if "/AppTranslocation/" in self._command[0]:
            raise AutostartFailed(str(self._file), "the program has no place of its own yet")
        import plistlib  # see `_fields`

        fields = {
            "Label": APPLICATION_ID,
            "ProgramArguments": self._command,
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        self._replace(plistlib.dumps(fields))

    def _fields(self) -> dict[str, object]:
        # Brings the XML parser, which the window does without.
        import plistlib
        from xml.parsers.expat import ExpatError

        try:
            fields = plistlib.loads(self._read())
        except (ExpatError, ValueError, LookupError, OverflowError) as error:
            if self._file.exists():
                log.warning("launch agent cannot be read: %s", type(error).__name__)
            return {}
        return fields if isinstance(fields, dict) else {}


def xdg_entry_file(environment: Mapping[str, str], home: Path) -> Path:
    """Return where the entry belongs; a relative XDG_CONFIG_HOME counts as none."""
    configured = Path(environment.get("XDG_CONFIG_HOME", ""))
    folder = configured if configured.is_absolute() else home / ".config"
    return folder / "autostart" / f"{APPLICATION_ID}.desktop"


def launch_agent_file(home: Path) -> Path:
    """Return where the property list belongs."""
    return home / "Library" / "LaunchAgents" / f"{APPLICATION_ID}.plist"


def launchd_services() -> str:
    """Return which services of this user launchd leaves out, "" where it does not say.

    What System Settings switch off under Login Items is noted there, not in the property list.
    """
    command = ["/bin/launchctl", "print-disabled", f"gui/{os.getuid()}"]
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(  # noqa: S603 - nothing in it comes from outside
            command, capture_output=True, timeout=LAUNCHD_TIMEOUT_S, check=False
        )
        return done.stdout.decode("utf-8", "replace")
    return ""


def exec_value(command: Sequence[str]) -> str:
    """Return `command` as the Exec value of a desktop entry.

    Quoted, then escaped as every value is (Desktop Entry Specification, "The Exec key").
    """
    # GLib looks for a program whose name still has the doubled "%" in it.
    command = ("/usr/bin/env", *command) if "%" in command[0] else command
    quoted = (f'"{part.translate(_QUOTED_ESCAPES)}"' for part in command)
    return " ".join(quoted).replace("%", "%%").translate(_ENTRY_ESCAPES)


def entry_text(exec_line: str) -> str:
    """Return the whole desktop entry."""
    return f"""\
[Desktop Entry]
Type=Application
Name={DISPLAY_NAME}
Exec={exec_line}
Icon={APPLICATION_ID}
Terminal=false
X-GNOME-Autostart-enabled=true
"""


def entry_fields(text: str) -> dict[str, str]:
    """Return the keys and values of the main group of a desktop entry, still escaped."""
    fields: dict[str, str] = {}
    is_main = False
    for line in text.split("\n"):
        if line.startswith("["):
            is_main = line.strip() == "[Desktop Entry]"
        elif is_main and not line.startswith("#"):
            key, equals, value = line.partition("=")
            if equals:
                fields[key.strip()] = value.strip()
    return fields


def run_line(command: Sequence[str]) -> str:
    """Return `command` as Windows reads it, the program always in quotes.

    Without them Windows would try "C:\\Program.exe" first.
    """
    program, *arguments = command
    return f'"{program}" {subprocess.list2cmdline(arguments)}'.rstrip()


@contextmanager
def system_errors(place: str) -> Iterator[None]:
    """Raise what the system says about `place` as AutostartFailed."""
    try:
        yield
    except OSError as error:
        raise AutostartFailed(place, str(error.strerror)) from error


if sys.platform == "win32":

    class WindowsRegistry:
        """Values below HKEY_CURRENT_USER of the user who is logged in."""

        def read(self, key: str, name: str) -> str | bytes | None:
            with system_errors(key), suppress(FileNotFoundError):
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value, _ = winreg.QueryValueEx(opened, name)
                return value if isinstance(value, str | bytes) else None
            return None

        def write(self, key: str, name: str, value: str) -> None:
            with system_errors(key), winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

        def remove(self, key: str, name: str) -> None:
            user, access = winreg.HKEY_CURRENT_USER, winreg.KEY_SET_VALUE
            with (
                system_errors(key),
                suppress(FileNotFoundError),
                winreg.OpenKey(user, key, 0, access) as opened,
            ):
                winreg.DeleteValue(opened, name)
