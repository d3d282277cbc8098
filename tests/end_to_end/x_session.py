"""An X session of its own for the program: screen, window manager, message bus, a home.

Nothing of it is shared with the machine's own session or with another run: display
number and bus are free ones, and every file lies under one folder.
"""

import json
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.end_to_end.waiting import wait_until

SYSTEM_PYTHON = "/usr/bin/python3"
SCREEN_READER = Path(__file__).with_name("screen_reader.py")
BUS_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
# What is needed, and the Debian package that brings it.
PACKAGES = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "tint2": "tint2",
    "dbus-daemon": "dbus",
    "dbus-send": "dbus",
    BUS_LAUNCHER: "at-spi2-core",
}
# Notes what it is asked to open, one address a line.
BROWSER = '#!/bin/sh\nprintf "%s\\n" "$@" >>"$HOME/opened"\n'
STOP_WAIT_S = 5


def missing_packages() -> list[str]:
    """Return the Debian packages that are not installed, [] if nothing is missing."""
    missing = [package for name, package in PACKAGES.items() if shutil.which(name) is None]
    reads = [SYSTEM_PYTHON, "-c", "import pyatspi"]
    if shutil.which(SYSTEM_PYTHON) is None or subprocess.run(reads, capture_output=True).returncode:
        missing.append("python3-pyatspi")
    return missing


class XSession:
    """A screen on which programs run.

    Attributes:
        folder: Everything that belongs to this session; `home` is in it.
        environment: For programs that are to run here.
    """

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.folder = folder
        self.home = folder / "home"
        self._helpers: list[subprocess.Popen[Any]] = []
        self._window_manager: subprocess.Popen[bytes] | None = None
        self._screen_reader: subprocess.Popen[str] | None = None
        self.environment = self._clean_environment()
        self._install_browser()
        try:
            self._open(size)
        except BaseException:
            self.close()
            raise

    def start(
        self, *command: str, output: Path, pass_fds: tuple[int, ...] = ()
    ) -> "subprocess.Popen[bytes]":
        """Start a process here that ends with the session."""
        with output.open("ab") as sink:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._helpers.append(process)
        return process

    def dismiss(self, process: "subprocess.Popen[bytes]") -> None:
        """End a process that was started here; the x_session is whole without it."""
        end(process)
        self._helpers.remove(process)

    def run(self, *command: str, **variables: str) -> str:
        """Run a command here to its end and return what it printed."""
        self._keep_window_manager()
        environment = {**self.environment, **variables}
        done = subprocess.run(command, env=environment, capture_output=True, timeout=20)
        return done.stdout.decode()

    def look(self, process_id: int) -> str:
        """Return what a screen reader sees of a process: see `screen_reader.py`."""
        return self._ask(str(process_id))

    def heard(self) -> list[tuple[str, str]]:
        """Return what a screen reader was told since it was last asked, in order.

        ("says", words) is an announcement; (role, name) came to have the keyboard.
        """
        return [(role, name) for role, name in json.loads(self._ask("heard"))]

    def _ask(self, question: str) -> str:
        reader = self._screen_reader
        assert reader is not None
        assert reader.stdin is not None
        assert reader.stdout is not None
        print(question, file=reader.stdin, flush=True)
        return reader.stdout.readline()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by their X names: "Down", "ctrl+f"."""
        self.run("xdotool", "key", "--delay", "30", *keys)

    def type_text(self, text: str) -> None:
        """Type letters."""
        self.run("xdotool", "type", "--delay", "20", text)

    def click(self, x: int, y: int, *, button: int = 1) -> None:
        """Press and let go a button of the mouse at a place on the screen."""
        self.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def box_of(self, window: str) -> tuple[int, int, int, int]:
        """Return left, top, width and height of a window by its number in X, zeros if gone."""
        told = self.run("xdotool", "getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=") for line in told)
        left, top, width, height = (int(values.get(k, 0)) for k in ("X", "Y", "WIDTH", "HEIGHT"))
        return left, top, width, height

    def screenshot(self, path: Path) -> Path:
        """Write a picture of the whole screen to `path`, a PNG, and return it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-window", "root", str(path))
        return path

    def opened_addresses(self) -> list[str]:
        """Return what the browser was asked to open, in order."""
        notes = self.home / "opened"
        return notes.read_text().splitlines() if notes.exists() else []

    def forget_opened(self) -> None:
        """Begin a new list of opened addresses."""
        (self.home / "opened").unlink(missing_ok=True)

    def is_whole(self) -> bool:
        """Return whether everything that belongs to the session still runs."""
        return all(process.poll() is None for process in self._helpers)

    def close(self) -> None:
        """End every process that was started here, the newest first."""
        for process in reversed(self._helpers):
            end(process)
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
        self._helpers.clear()

    def _clean_environment(self) -> dict[str, str]:
        runtime, programs = self.folder / "runtime", self.folder / "bin"
        for folder in (self.home, runtime, programs):
            folder.mkdir(parents=True)
        runtime.chmod(0o700)
        return {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "LC_ALL": "C.UTF-8",
            "TZ": "Europe/Amsterdam",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }

    def _install_browser(self) -> None:
        browser = self.folder / "bin" / "xdg-open"
        browser.write_text(BROWSER)
        browser.chmod(0o755)

    def _open(self, size: tuple[int, int]) -> None:
        log = self.folder / "x_session.log"
        screen = f"{size[0]}x{size[1]}x24"
        number = self._told_by(
            "Xvfb", "-displayfd", "{}", "-screen", "0", screen, "-nolisten", "tcp"
        )
        self.environment["DISPLAY"] = f":{number}"
        self._start_window_manager()
        bus = self._told_by("dbus-daemon", "--session", "--nofork", "--print-address={}")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus
        self.start(BUS_LAUNCHER, "--launch-immediately", output=log)
        # Whoever asks before it is there has a second one started, and this one ends.
        wait_until(self._has_screen_reader_bus, "the bus of screen readers")
        wait_until(self._has_window_manager, "a window manager")
        self._screen_reader = self._start_screen_reader()

    def _start_window_manager(self) -> None:
        log = self.folder / "x_session.log"
        self._window_manager = self.start("openbox", "--sm-disable", output=log)

    def _keep_window_manager(self) -> None:
        """Start it again where it has ended, and say so: no window comes to the front without."""
        ended = self._window_manager
        if ended is not None and ended.poll() is not None:
            print(f"openbox has ended with {ended.returncode} and is started again")
            self._helpers.remove(ended)
            self._start_window_manager()
            wait_until(self._has_window_manager, "a window manager")

    def _start_screen_reader(self) -> "subprocess.Popen[str]":
        with (self.folder / "x_session.log").open("ab") as log:
            reader = subprocess.Popen(
                [SYSTEM_PYTHON, str(SCREEN_READER)],
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._helpers.append(reader)
        return reader

    def _told_by(self, *command: str) -> str:
        """Start a process and return the line it writes to the descriptor put for "{}"."""
        reading, writing = os.pipe()
        with os.fdopen(reading, encoding="utf-8") as answer:
            filled = [part.format(writing) for part in command]
            self.start(*filled, output=self.folder / "x_session.log", pass_fds=(writing,))
            os.close(writing)
            line = answer.readline().strip()
        assert line, (self.folder / "x_session.log").read_text(errors="replace")
        return line

    def _has_screen_reader_bus(self) -> bool:
        bus = "org.freedesktop.DBus"
        asked = ("--print-reply", f"--dest={bus}", "/", f"{bus}.NameHasOwner")
        return "true" in self.run("dbus-send", "--session", *asked, "string:org.a11y.Bus")

    def _has_window_manager(self) -> bool:
        return bool(self.run("xdotool", "get_num_desktops").strip())


def end(process: "subprocess.Popen[Any]", *, wait_s: float = STOP_WAIT_S) -> None:
    """End a process with what it started, by force if it does not go.

    One that has ended is left alone: the system may have given its number to another.
    """
    for request in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, request)  # it leads a group of its own
            with suppress(subprocess.TimeoutExpired):
                process.wait(wait_s)
