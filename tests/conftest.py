"""Every test runs on a small screen in memory, in one zone and locale, and asks only loopback."""

import math
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.open_files import closed_first
from tests.screen import OFFSCREEN
from tests.server import Server, running

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.qt.i18n import Translations

# Before anything imports Qt or reads the clock.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("ZEELANDNET_TEST_PLATFORM", OFFSCREEN)
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("QT_STYLE_OVERRIDE", None)
if os.name == "nt":
    # The screen in memory looks for fonts in Qt's own folder otherwise, which has none.
    os.environ["QT_QPA_FONTDIR"] = str(Path(os.environ["SYSTEMROOT"]) / "Fonts")
    os.environ.pop("TZ", None)
else:
    os.environ["TZ"] = "Europe/Amsterdam"
    time.tzset()

# A shell that runs the tests in the background has it ignored, which programs would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test fails for the time that it takes: the machine may be busy with others.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# Mark -> whether what it names is here, and why its tests are skipped where it is not.
SYSTEMS = {
    "linux": (sys.platform.startswith("linux"), "for Linux alone"),
    "posix": (os.name == "posix", "not for Windows"),
    "windows": (sys.platform == "win32", "for Windows alone"),
    "macos": (sys.platform == "darwin", "for macOS alone"),
    "closed_folders": (os.name == "posix" and os.geteuid() != 0, "no folder is closed to it"),
}
# So that no process is left alone with one of them in the end.
LONGEST = {"faults", "end_to_end", "test_second_launch.py", "test_corpus.py"}
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is for another system, and begin with the files that take longest."""
    items.sort(key=lambda item: not LONGEST.intersection(item.path.parts))
    for item in items:
        for name, (is_here, reason) in SYSTEMS.items():
            mark = item.get_closest_marker(name)
            if mark is not None and not is_here:
                item.add_marker(pytest.mark.skip(reason=mark.kwargs.get("reason", reason)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes `-n auto` is: one in three waits for a program to do something."""
    return math.ceil(1.5 * (os.cpu_count() or 1))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of third-party test data, or skip where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip(f"the third-party corpus is not at {CORPUS}")
    return CORPUS


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a server on this machine that is stopped with the test."""
    with running() as server:
        yield server


@pytest.fixture
def translations(qapp: "QApplication") -> "Iterator[Translations]":
    """Return what changes the language of the window, Dutch at first and in the end."""
    from desktop.qt.i18n import Translations

    translations = Translations(qapp)
    translations.use("nl")
    yield translations
    translations.use("nl")


@pytest.fixture(autouse=True)
def nothing_is_moved_that_is_open(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fail where this process moves or removes a file that it has open, as Windows does."""
    if SYSTEMS["linux"][0] and request.node.get_closest_marker("posix") is None:
        for name in ("rename", "replace", "unlink", "remove"):
            monkeypatch.setattr(os, name, closed_first(getattr(os, name)))


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test that looks up or connects to an address outside this machine."""
    import socket

    real_connect = socket.socket.connect
    real_lookup = socket.getaddrinfo

    def connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple):
            # TEST-NET-1 (RFC 5737) is nobody's: asking for the way to it sends nothing.
            is_here = str(address[0]).startswith(("127.", "192.0.2.")) or address[0] == "::1"
            assert is_here, address
        real_connect(self, address)  # type: ignore[arg-type]

    def lookup(host: object, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name.startswith("127.") or name in ("localhost", "::1", "None"):
            return real_lookup(host, *args, **kwargs)  # type: ignore[arg-type]
        raise socket.gaierror(socket.EAI_NONAME, f"{name} is outside this machine")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return
