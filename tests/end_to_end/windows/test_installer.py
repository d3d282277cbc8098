"""The installer for Windows, run by Wine: installed, upgraded while the program runs, removed.

`make windows-package-test` has built the program on Windows' own Python. Elsewhere its place is
taken by a stand-in, Wine's own notepad.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop import APPLICATION_ID, APPLICATION_NAME, __version__
from resources.packaging.check_picture import fault_of
from resources.packaging.windows.package import make_installer
from tests.end_to_end.session_bus import require
from tests.end_to_end.waiting import wait_until
from tests.end_to_end.windows.computer import ANSWER_WAIT_S, Computer
from tests.end_to_end.windows.environment import Places, make_new_user, windows_path
from tests.end_to_end.x_session import XSession

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.long,
    pytest.mark.timeout(3000),
    pytest.mark.linux(reason="Windows has it for real: prove.ps1"),
]

PROGRAM = "zeelandnet-desktop.exe"
UNINSTALLER = r"^un\.exe$"  # the copy of itself that it goes on in
# Wine of Debian runs programs of 64 bits; makensis makes others unless it is told.
TARGET = "amd64-unicode"
SCREEN = (1366, 860)  # holds the window, frame and all
BUILD_WAIT_S = 2400
UNINSTALL_KEY = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{APPLICATION_ID}"
SETTINGS_KEY = rf"HKCU\Software\ZeelandNet\{APPLICATION_NAME}"
RUN_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"


def place(windows: Computer) -> Path:
    """Return where the program is installed."""
    return windows.local / "Programs" / "ZeelandNet Desktop"


def uninstall(windows: Computer) -> int:
    """Remove the program silently, as Windows' settings do, and return the exit code.

    What it returns from goes on in a copy of itself, since no program can remove itself.
    """
    done = windows.run(place(windows) / "uninstall.exe", "/S")
    removed = "the end of the removal"
    wait_until(lambda: not windows.does_run("un.exe"), removed, seconds=ANSWER_WAIT_S)
    return done.returncode


def menu(windows: Computer) -> Path:
    """Return where its entry in the Start menu is."""
    folder = windows.home / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu"
    return folder / "Programs" / "ZeelandNet Desktop.lnk"


@pytest.fixture(scope="module")
def python() -> Places | None:
    """Return Windows' own Python where the program itself is to be tested, else None."""
    folder = os.environ.get("ZEELANDNET_WINDOWS")
    return Places(Path(folder)) if folder else None


@pytest.fixture(scope="module")
def windows(
    python: Places | None,
    x_session_of: Callable[..., XSession],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Computer]:
    """Return a computer on which nothing of the program is installed."""
    require({"wine": "wine", "wineserver": "wine64", "makensis": "nsis"})
    windows = Computer(python or Places(tmp_path_factory.mktemp("wine")), x_session_of(SCREEN))
    windows.shut_down()
    try:
        if python is None:
            windows.boot()
        else:
            make_new_user(python)
            windows.open_desktop()
        yield windows
    finally:
        windows.shut_down()


@pytest.fixture(scope="module")
def bundle(
    python: Places | None, windows: Computer, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the program as one folder, or a stand-in that stays until its window is closed."""
    folder = tmp_path_factory.mktemp("bundle")
    if python is not None:
        bundle = build(windows, python, folder)
    else:
        bundle = folder / "stand-in"
        (bundle / "_internal" / "resources").mkdir(parents=True)
        drive = next(path for path in windows.home.parents if path.name == "drive_c")
        shutil.copy(drive / "windows" / "notepad.exe", bundle / PROGRAM)
    (bundle / "_internal" / "resources" / "één naam met spaties.txt").write_text("comes along")
    return bundle


def build(windows: Computer, python: Places, folder: Path) -> Path:
    """Build the program as the release does, and return its folder."""
    places = ("--distpath", windows_path(folder / "dist"), "--workpath", windows_path(folder / "w"))
    command = ("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, "build.spec")
    done = windows.run(python.python / "python.exe", *command, seconds=BUILD_WAIT_S)
    assert done.returncode == 0, done.stdout
    return folder / "dist" / "zeelandnet-desktop"


@pytest.fixture(scope="module")
def installer(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the installer."""
    return make_installer(bundle, tmp_path_factory.mktemp("dist"), TARGET)


@pytest.fixture
def installed(windows: Computer, installer: Path) -> Iterator[Path]:
    """Return the program's folder after a silent installation; it is removed afterwards."""
    assert windows.run(installer, "/S").returncode == 0
    yield place(windows)
    shutil.rmtree(place(windows), ignore_errors=True)


@pytest.fixture
def real(python: Places | None) -> None:
    """Skip where a stand-in takes the place of the program."""
    if python is None:
        pytest.skip("needs the program for Windows: make windows-package-test")


@pytest.fixture
def arguments(python: Places | None) -> tuple[str, ...]:
    """Return what the program is started with, so that it asks nobody for news."""
    return () if python is None else ("--demo",)


def test_it_installs_for_one_user_without_a_question(windows: Computer, installed: Path) -> None:
    assert (installed / PROGRAM).exists()
    assert (installed / "_internal" / "resources" / "één naam met spaties.txt").exists()
    assert menu(windows).exists()
    told = windows.registry(UNINSTALL_KEY)
    assert __version__ in told
    assert "ZeelandNet Desktop" in told
    assert not windows.registry(UNINSTALL_KEY.replace("HKCU", "HKLM"))


@pytest.mark.usefixtures("real")
def test_the_installed_program_has_every_part(windows: Computer, installed: Path) -> None:
    assert windows.run(installed / PROGRAM, "--self-test").returncode == 0


@pytest.mark.usefixtures("real")
def test_the_installed_program_draws_its_window(
    windows: Computer, installed: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "venster.png"

    done = windows.run(installed / PROGRAM, "--demo", "--screenshot", windows_path(picture))

    assert done.returncode == 0
    assert fault_of(QImage(str(picture))) == ""


def test_who_clicks_through_the_installer_gets_the_program(
    windows: Computer, installer: Path
) -> None:
    with windows.running(installer):
        windows.wait_windows(installer.name)
        windows.press_until(lambda: windows.count_windows(PROGRAM) > 0, "Return", seconds=240)

        assert (place(windows) / PROGRAM).exists()
        windows.close_windows(PROGRAM)
    assert uninstall(windows) == 0


def test_an_upgrade_ends_the_running_program_and_leaves_nothing_of_the_older_one(
    windows: Computer, installed: Path, installer: Path, arguments: tuple[str, ...]
) -> None:
    (installed / "_internal" / "of-before.txt").write_text("gone with the upgrade")

    with windows.running(installed / PROGRAM, *arguments) as running:
        windows.wait_windows(PROGRAM)
        done = windows.run(installer, "/S")
        running.process.wait(10)

    assert done.returncode == 0
    assert not (installed / "_internal" / "of-before.txt").exists()
    assert (installed / PROGRAM).exists()


@pytest.fixture
def made(windows: Computer) -> Path:
    """Return what the user made, which is all that is left of the program in the profile."""
    made = windows.local / "ZeelandNet" / APPLICATION_NAME / "library.sqlite"
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text("stars")
    windows.set_registry(SETTINGS_KEY, "size", "110")
    return made


def test_removal_leaves_what_the_user_made_and_what_others_put_there(
    windows: Computer, installed: Path, made: Path
) -> None:
    others = installed / "van-iemand-anders.txt"
    others.write_text("stays")
    windows.set_registry(RUN_KEY, APPLICATION_ID, "x")
    assert APPLICATION_ID in windows.registry(RUN_KEY)

    code = uninstall(windows)

    assert code == 0
    assert [path.name for path in installed.iterdir()] == [others.name]
    assert made.exists()
    assert "110" in windows.registry(SETTINGS_KEY)
    assert not menu(windows).exists()
    assert not windows.registry(UNINSTALL_KEY)
    assert APPLICATION_ID not in windows.registry(RUN_KEY)


@pytest.mark.parametrize(("answer", "is_kept"), [("Return", True), ("y", False)])
def test_who_removes_it_by_hand_is_asked_about_what_he_made(
    windows: Computer, installed: Path, made: Path, answer: str, is_kept: bool
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
