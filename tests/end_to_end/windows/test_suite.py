"""The tests of the program, run by Windows' own Python."""

import re

import pytest

from tests.end_to_end.windows.computer import Computer
from tests.end_to_end.windows.environment import Places

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(1500)]

# All that needs no widgets. Those of `tests/widgets` and `tests/wiring` take some minutes more.
FOLDERS = [
    "core",
    "feeds",
    "net",
    "mail",
    "services",
    "storage",
    "demo",
    "terminal",
    "qt",
    "windows",
    "reading",
]
# On Windows' own windows; all others on Qt's screen in memory, as everywhere.
ON_SCREEN = {"windows"}
COUNTED = re.compile(r"^\d+ passed.*", re.MULTILINE)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_tests_pass_on_windows(computer: Computer, places: Places, folder: str) -> None:
    given = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "120", f"tests/{folder}")
    screen = {"ZEELANDNET_TEST_PLATFORM": "windows"} if folder in ON_SCREEN else {}

    done = computer.run(places.python / "python.exe", *given, seconds=1400, **screen)

    assert done.returncode == 0, done.stdout
    counted = COUNTED.search(done.stdout)
    assert counted
    print(f"tests/{folder} on Windows: {counted[0]}")
    print(*(line for line in done.stdout.splitlines() if line.startswith("SKIPPED")), sep="\n")
