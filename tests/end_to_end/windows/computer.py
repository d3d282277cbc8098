"""A computer with Windows, as Wine plays it, on the screen of an X session."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import psutil

from tests.end_to_end.waiting import wait_until
from tests.end_to_end.windows.environment import Places
from tests.end_to_end.x_session import XSession, end

ANSWER_WAIT_S = 180
LAST_WORDS_S = 2
FIND_TRAY = """
import ctypes, sys
sys.exit(not ctypes.windll.user32.FindWindowW("Shell_TrayWnd", None))
"""


class Done(NamedTuple):
    """What came of a program."""

    returncode: int
    stdout: str


class Started:
    """A program of Windows that runs.

    Attributes:
        process: Of Wine, which ends with the program and with its code.
    """

    def __init__(self, process: "subprocess.Popen[bytes]", output: int) -> None:
        self.process = process
        self._said = bytearray()
        # Read all along: a pipe that is full would stop it.
        self._reader = Thread(target=self._read, args=(output,), daemon=True)
        self._reader.start()

    def said(self) -> str:
        """Return what it printed so far."""
        return self._said.decode(errors="replace").replace("\r\n", "\n")

    def all_said(self) -> str:
        """Return what it printed, once it has ended."""
        # Not to the end of the pipe: what it started may hold on to that.
        self._reader.join(LAST_WORDS_S)
        return self.said()

    def _read(self, output: int) -> None:
        while said := os.read(output, 65536):
            self._said += said
        os.close(output)


class Computer:
    """Windows with one user.

    Attributes:
        home: The user's folder.
        x_session: Where its windows are.
    """

    def __init__(self, places: Places, x_session: XSession) -> None:
        self.x_session = x_session
        self._places = places
        # Windows' programs read it as well, and think that its summer is America's.
        zone = {"TZ": x_session.environment["TZ"]}
        self._environment = {**x_session.environment, **places.variables, **zone}
        self._helpers: list[subprocess.Popen[bytes]] = []

    @property
    def home(self) -> Path:
        """Return the folder of the one user."""
        users = self._places.drive / "users"
        (home,) = (path for path in users.iterdir() if path.name != "Public")
        return home

    @property
    def local(self) -> Path:
        """Return where Windows keeps what belongs to programs of this user."""
        return self.home / "AppData" / "Local"

    def boot(self) -> None:
        """Make Windows ready where nobody has done so yet."""
        assert self.run("wineboot", "-i").returncode == 0

    def open_desktop(self) -> None:
        """Start what holds the tray; otherwise the first program would, and take it along."""
        self._helpers.append(
            subprocess.Popen(
                ["wine", "explorer.exe", "/desktop"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        looks = (self._places.python / "python.exe", "-c", FIND_TRAY)
        wait_until(lambda: self.run(*looks).returncode == 0, "a tray", seconds=60)

    def run(self, *command: object, seconds: float = ANSWER_WAIT_S, **variables: str) -> Done:
        """Run a program of Windows to its end; what it left running does not count."""
        with self.running(*command, variables=variables) as started:
            code = started.process.wait(seconds)
            return Done(code, started.all_said())

    @contextmanager
    def running(
        self, *command: object, variables: Mapping[str, str] | None = None
    ) -> Iterator[Started]:
        """Start a program of Windows; it is ended with the block."""
        output, end_of_program = os.pipe()  # of files Windows' Python makes nothing
        process = subprocess.Popen(
            ["wine", *map(str, command)],
            env=self._environment | dict(variables or {}),
            stdin=subprocess.PIPE,
            stdout=end_of_program,
            stderr=end_of_program,
            start_new_session=True,
        )
        os.close(end_of_program)
        assert process.stdin is not None
        with process.stdin:
            try:
                yield Started(process, output)
            finally:
                end(process)

    def registry(self, key: str) -> str:
        """Return the values of a key, "" if there is no such key."""
        done = self.run("reg", "query", key)
        return "" if done.returncode else done.stdout

    def set_registry(self, key: str, name: str, value: str, *, kind: str = "REG_SZ") -> None:
        """Write a value."""
        done = self.run("reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f")
        assert done.returncode == 0, done.stdout

    def remove_registry(self, key: str, name: str) -> None:
        """Delete a value."""
        self.run("reg", "delete", key, "/v", name, "/f")

    def window_ids(self, program: str) -> list[str]:
        """Return the numbers in X of the windows that a program shows, message boxes too."""
        found = self.x_session.run("xdotool", "search", "--onlyvisible", "--class", program)
        return found.split()

    def count_windows(self, program: str) -> int:
        """Return how many windows a program shows, message boxes among them."""
        return len(self.window_ids(program))

    def does_run(self, program: str) -> bool:
        """Return whether a program runs, by the name of its file; case does not count."""
        # The tasklist of Wine 8 lists nothing.
        names = (process.info["name"] for process in psutil.process_iter(["name"]))
        return any((name or "").lower() == program for name in names)

    def close_windows(self, program: str, *, seconds: float = 60) -> None:
        """Close every window of a program as its cross does, and wait until they are gone."""
        deadline = time.monotonic() + seconds
        while windows := self.window_ids(program):
            assert time.monotonic() < deadline, f"{program} stays"
            self.x_session.run("xdotool", "windowactivate", "--sync", windows[-1])
            self.x_session.press("alt+F4")
            with suppress(AssertionError):
                wait_until(lambda: not self.window_ids(program), program, seconds=4)

    def wait_windows(self, program: str, *, seconds: float = ANSWER_WAIT_S) -> None:
        """Wait until a program shows a window."""
        shows = f"a window of {program}"
        wait_until(lambda: self.count_windows(program) > 0, shows, seconds=seconds)

    def press_until(
        self, holds: Callable[[], bool], key: str, *, seconds: float = ANSWER_WAIT_S
    ) -> None:
        """Press a key, again and again if need be, until it has had its effect."""
        deadline = time.monotonic() + seconds
        while True:
            self.x_session.press(key)
            with suppress(AssertionError):
                wait_until(holds, key, seconds=4)
                return
            assert time.monotonic() < deadline, f"nothing came of it: {key}"

    def end_session(self) -> None:
        """Let every program end, as Windows does when its user logs out."""
        self.run("wineboot", "--end-session")

    def shut_down(self) -> None:
        """End everything that runs there."""
        for helper in self._helpers:
            end(helper)
        subprocess.run(
            ["wineserver", "--kill"], env=self._environment, check=False, timeout=ANSWER_WAIT_S
        )
        subprocess.run(
            ["wineserver", "--wait"], env=self._environment, check=False, timeout=ANSWER_WAIT_S
        )
