"""The program on Windows' own Python, seen from outside."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.core.errors import StoreFailed
from desktop.qt.process import ProfileLock
from desktop.qt.settings import Settings, open_store
from desktop.storage.prepare import prepare
from desktop.threads import ThreadExecutor
from resources.packaging.check_picture import SIZE, fault_of
from tests.end_to_end.waiting import wait_until
from tests.end_to_end.windows.computer import Computer, Started
from tests.end_to_end.windows.environment import Places, windows_path

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(400)]

PYTHON_WINDOW = "python.exe"
PERSONALIZE = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
DESKTOP = r"HKCU\Control Panel\Desktop"
WAIT_S = 120
WEBMAIL = "https://webmail.zeelandnet.nl"
CHECKS = [
    "window",
    "icons",
    "translations",
    "store",
    "demo",
    "page",
    "libraries",
    "keyring",
    "tray",
]
Run = Callable[..., AbstractContextManager[Started]]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return a folder for a profile that nobody used yet."""
    return tmp_path / "profiel"


@pytest.fixture
def program(computer: Computer, places: Places, profile: Path, sources: Path) -> Run:
    """Return what runs the program in `profile`, on stories of this machine."""
    given = (
        "-m",
        "desktop",
        "--profile",
        windows_path(profile),
        "--sources",
        windows_path(sources),
    )

    @contextmanager
    def run(*arguments: object) -> Iterator[Started]:
        with computer.running(places.python / "python.exe", *given, *arguments) as started:
            yield started

    return run


@pytest.fixture
def picture(
    computer: Computer, places: Places, profile: Path, tmp_path: Path
) -> Callable[[], QImage]:
    """Return what makes a picture of the window on its embedded edition."""

    def take() -> QImage:
        path = tmp_path / "venster.png"
        given = ("-m", "desktop", "--demo", "--profile", windows_path(profile))
        shot = ("--screenshot", windows_path(path))
        done = computer.run(places.python / "python.exe", *given, *shot)
        assert done.returncode == 0, done.stdout
        return QImage(str(path))

    return take


def settle_in(profile: Path, **choices: object) -> None:
    """Make a profile whose user has chosen something before."""
    profile.mkdir()
    store, _ = open_store(profile)
    settings = Settings(store)
    for name, value in choices.items():
        setattr(settings, name, value)
    failures: list[StoreFailed] = []
    store.start_saving(ThreadExecutor("settings", count=1, waits_on_shutdown=True), failures.append)
    store.stop()
    assert failures == []


def log_of(profile: Path) -> str:
    """Return what the program noted in its log, "" before it did."""
    log = profile / "zeelandnet-desktop.log"
    return log.read_text(encoding="utf-8") if log.exists() else ""


def colours(picture: QImage) -> Counter[int]:
    """Return how often each colour stands in every third row and column of a picture."""
    return Counter(
        picture.pixel(x, y) & 0xFFFFFF
        for y in range(0, picture.height(), 3)
        for x in range(0, picture.width(), 3)
    )


def lightness(colour: int) -> int:
    return sum(colour >> shift & 0xFF for shift in (0, 8, 16)) // 3


def test_the_self_test_finds_every_part(computer: Computer, places: Places) -> None:
    done = computer.run(places.python / "python.exe", "-m", "desktop", "--self-test")

    told = dict(re.findall(r"^(\w[\w ]*): (.*?)\r?$", done.stdout, re.MULTILINE))
    assert done.returncode == 0, done.stdout
    assert set(CHECKS) <= set(told)
    assert "WinVault" in told["keyring"]


def test_the_window_is_drawn(picture: Callable[[], QImage]) -> None:
    assert fault_of(picture()) == ""


def test_windows_set_to_dark_gets_a_dark_window(
    computer: Computer, picture: Callable[[], QImage]
) -> None:
    computer.set_registry(PERSONALIZE, "AppsUseLightTheme", "0", kind="REG_DWORD")
    try:
        drawn = picture()
    finally:
        computer.remove_registry(PERSONALIZE, "AppsUseLightTheme")

    ((paper, _),) = colours(drawn).most_common(1)
    assert lightness(paper) < 80


def test_a_screen_of_192_dots_an_inch_gets_everything_twice_as_large(
    computer: Computer, picture: Callable[[], QImage]
) -> None:
    computer.set_registry(DESKTOP, "LogPixels", "192", kind="REG_DWORD")
    try:
        drawn = picture()
    finally:
        computer.remove_registry(DESKTOP, "LogPixels")

    assert (drawn.width(), drawn.height()) == (2 * SIZE[0], 2 * SIZE[1])


def test_a_second_launch_brings_the_window_of_the_first_back(
    computer: Computer, program: Run, profile: Path
) -> None:
    settle_in(profile, closes_to_tray=True)
    with program() as first:
        computer.wait_windows(PYTHON_WINDOW)
        wait_until(lambda: "refreshing" in log_of(profile), "news", seconds=WAIT_S)
        computer.close_windows(PYTHON_WINDOW)
        with program() as second:
            assert second.process.wait(WAIT_S) == 0
        computer.wait_windows(PYTHON_WINDOW)

        assert first.process.poll() is None
    assert "another launch asks for: show" in log_of(profile)


def test_webmail_opens_in_the_browser_of_the_user(
    computer: Computer, program: Run, profile: Path
) -> None:
    settle_in(profile, webmail="zeelandnet")
    with program("--webmail"):
        opened = wait_until(computer.x_session.opened_addresses, "a browser", seconds=WAIT_S)

    assert opened[0].startswith(WEBMAIL)


def test_the_end_of_the_session_leaves_the_profile_whole(
    computer: Computer, program: Run, profile: Path
) -> None:
    """Windows ends a program as soon as it has heard of it."""
    with program() as running:
        computer.wait_windows(PYTHON_WINDOW)
        wait_until(lambda: "refreshing" in log_of(profile), "news", seconds=WAIT_S)

        computer.end_session()

        running.process.wait(WAIT_S)
    assert (profile / "library.sqlite").exists()
    assert prepare(profile, datetime.now(UTC)).events == ()
    assert ProfileLock(profile).acquire()
