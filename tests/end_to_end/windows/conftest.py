"""Windows' own Python, see `environment`, and a user of Windows who begins anew."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end.windows.computer import Computer
from tests.end_to_end.windows.environment import Places, make_new_user
from tests.end_to_end.x_session import XSession

# Holds the window at twice its size.
SCREEN = (2600, 1700)


@pytest.fixture(scope="session")
def places() -> Places:
    """Return the environment that `make windows-test` has made."""
    folder = os.environ.get("ZEELANDNET_WINDOWS")
    if not folder:
        pytest.skip("needs Windows' Python: make windows-test")
    return Places(Path(folder))


@pytest.fixture(scope="module")
def computer(places: Places, x_session_of: Callable[..., XSession]) -> Iterator[Computer]:
    """Return a computer whose user has never used the program, for one file of tests."""
    computer = Computer(places, x_session_of(SCREEN))
    computer.shut_down()
    make_new_user(places)
    try:
        computer.open_desktop()
        yield computer
    finally:
        computer.shut_down()
