"""The installer for Windows, run by Wine: installed, upgraded while the program runs, removed.

What it installs is a stand-in, Wine's own notepad: the program itself is built on Windows only.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop import APPLICATION_ID, APPLICATION_NAME, __version__
from resources.packaging.windows.package import make_installer
from tests.end_to_end.session_bus import require
from tests.end_to_end.waiting import insist, wait_until
from tests.end_to_end.x_session import XSession, end

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="Windows has it for real"),
]

PROGRAM = "zeelandnet-desktop.exe"
UNINSTALLER = r"^un\.exe$"  # the copy of itself that it goes on in
# Wine of Debian runs programs of 64 bits; makensis makes others unless it is told.
TARGET = "amd64-unicode"
ANSWER_WAIT_S = 120
UNINSTALL_KEY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{APPLICATION_ID}"
SETTINGS_KEY = rf"HKCU\Software\ZeelandNet\{APPLICATION_NAME}"
RUN_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"


class Windows:
    """A computer with Windows, as Wine plays it, on the screen of an X session."""

    def __init__(self, folder: Path, x_session: XSession) -> None:
        self._x_session = x_session
        self._environment = {
            **x_session.environment,
            "WINEPREFIX": str(folder / "prefix"),
            "WINEDEBUG": "-all",
            # Neither .NET nor a browser is asked for, and nothing is put into menus here.
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
        }
        self._users = folder / "prefix" / "drive_c" / "users"

    @property
    def home(self) -> Path:
        """Return the folder of the one user."""
        (home,) = (path for path in self._users.iterdir() if path.name != "Public")
        return home

    @property
    def place(self) -> Path:
        """Return where the program is installed."""
        return self.home / "AppData" / "Local" / "Programs" / "ZeelandNet Desktop"

    def run(self, *command: object) -> "subprocess.CompletedProcess[str]":
        """Run a program of Windows to its end."""
        return subprocess.run(
            ["wine", *map(str, command)],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=ANSWER_WAIT_S,
        )

    @contextmanager
    def running(self, program: Path) -> Iterator["subprocess.Popen[bytes]"]:
        """Start a program of Windows; it is ended with the block."""
        with subprocess.Popen(
            ["wine", str(program)],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                yield process
            finally:
                end(process)

    def registry(self, key: str) -> str:
        """Return the values of a key, "" if there is no such key."""
        done = self.run("reg", "query", key)
        return "" if done.returncode else done.stdout

    def uninstall(self) -> int:
        """Remove the program silently and return the exit code."""
        # Without the second argument it would go on in a copy of itself.
        inside = rf"C:\users\{self.home.name}\AppData\Local\Programs\ZeelandNet Desktop"
        return self.run(self.place / "uninstall.exe", "/S", f"_?={inside}").returncode

    def count_windows(self, program: str) -> int:
        """Return how many windows a program shows, message boxes among them."""
        return len(
            self._x_session.run("xdotool", "search", "--onlyvisible", "--class", program).split()
        )

    def wait_windows(self, program: str) -> None:
        """Wait until a program shows a window."""
        wait_until(lambda: self.count_windows(program) > 0, f"a window of {program}", seconds=20)

    def press_until(self, holds: Callable[[], bool], key: str) -> None:
        """Press a key, again if need be, until it has had its effect."""
        insist(lambda: self._x_session.press(key), holds, key)

    def menu(self) -> Path:
        """Return where its entry in the Start menu is."""
        folder = self.home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu"
        return folder / "Programs" / "ZeelandNet Desktop.lnk"

    def shut_down(self) -> None:
        """End everything that runs there."""
        command = ["wineserver", "--kill", "--wait"]
        subprocess.run(command, env=self._environment, check=False, timeout=ANSWER_WAIT_S)


@pytest.fixture(scope="module")
def windows(
    x_session_of: Callable[..., XSession], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Windows]:
    require({"wine": "wine", "wineserver": "wine64", "makensis": "nsis"})
    windows = Windows(tmp_path_factory.mktemp("wine"), x_session_of())
    try:
        windows.run("wineboot", "-i")
        yield windows
    finally:
        windows.shut_down()


@pytest.fixture
def installer(windows: Windows, tmp_path: Path) -> Path:
    """Return an installer of a program that stays until its window is closed."""
    bundle = tmp_path / "bundle"
    (bundle / "_internal" / "resources").mkdir(parents=True)
    (bundle / "_internal" / "resources" / "één naam met spaties.txt").write_text("stand-in")
    drive = next(path for path in windows.home.parents if path.name == "drive_c")
    shutil.copy(drive / "windows" / "notepad.exe", bundle / PROGRAM)
    return make_installer(bundle, tmp_path / "dist", TARGET)


@pytest.fixture
def installed(windows: Windows, installer: Path) -> Iterator[Path]:
    """Return the program's folder after a silent installation; it is removed afterwards."""
    assert windows.run(installer, "/S").returncode == 0
    yield windows.place
    shutil.rmtree(windows.place, ignore_errors=True)


def test_it_installs_for_one_user_without_a_question(windows: Windows, installed: Path) -> None:
    assert (installed / PROGRAM).exists()
    assert (installed / "_internal" / "resources" / "één naam met spaties.txt").exists()
    assert windows.menu().exists()
    told = windows.registry(UNINSTALL_KEY)
    assert __version__ in told
    assert "ZeelandNet Desktop" in told
    assert not windows.registry(UNINSTALL_KEY.replace("HKCU", "HKLM"))


def test_an_upgrade_ends_the_running_program_and_leaves_nothing_of_the_older_one(
    windows: Windows, installed: Path, installer: Path
) -> None:
    (installed / "_internal" / "of-before.txt").write_text("gone with the upgrade")

    with windows.running(installed / PROGRAM) as running:
        windows.wait_windows(PROGRAM)
        done = windows.run(installer, "/S")
        running.wait(10)

    assert done.returncode == 0
    assert not (installed / "_internal" / "of-before.txt").exists()
    assert (installed / PROGRAM).exists()


@pytest.fixture
def made(windows: Windows) -> Path:
    """Return what the user made, which is all that is left of the program in the profile."""
    made = windows.home / "AppData" / "Local" / "ZeelandNet" / APPLICATION_NAME / "library.sqlite"
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text("stars")
    windows.run("reg", "add", SETTINGS_KEY, "/v", "size", "/d", "110", "/f")
    return made


def test_removal_leaves_what_the_user_made_and_what_others_put_there(
    windows: Windows, installed: Path, made: Path
) -> None:
    others = installed / "van-iemand-anders.txt"
    others.write_text("stays")
    windows.run("reg", "add", RUN_KEY, "/v", APPLICATION_ID, "/d", "x", "/f")
    assert APPLICATION_ID in windows.registry(RUN_KEY)

    code = windows.uninstall()

    assert code == 0
    assert [path.name for path in installed.iterdir()] == [others.name]
    assert made.exists()
    assert "110" in windows.registry(SETTINGS_KEY)
    assert not windows.menu().exists()
    assert not windows.registry(UNINSTALL_KEY)
    assert APPLICATION_ID not in windows.registry(RUN_KEY)


@pytest.mark.parametrize(("answer", "is_kept"), [("Return", True), ("y", False)])
def test_who_removes_it_by_hand_is_asked_about_what_he_made(
    windows: Windows, installed: Path, made: Path, answer: str, is_kept: bool
) -> None:
    """Enter alone answers "no"."""
    with windows.running(installed / "uninstall.exe"):
        windows.wait_windows(UNINSTALLER)
        windows.press_until(lambda: windows.count_windows(UNINSTALLER) == 2, "Return")
        windows.press_until(lambda: windows.count_windows(UNINSTALLER) == 1, answer)
        # "Close" is there as soon as everything is gone.
        windows.press_until(lambda: windows.count_windows(UNINSTALLER) == 0, "Return")

    assert not (installed / PROGRAM).exists()
    assert made.exists() is is_kept
    assert made.parent.parent.exists() is is_kept
    assert bool(windows.registry(SETTINGS_KEY)) is is_kept
