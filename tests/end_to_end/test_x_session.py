"""The screen that the other tests stand on."""

import os
import signal
from pathlib import Path

import pytest

from tests.end_to_end.waiting import wait_until
from tests.end_to_end.x_session import XSession

pytestmark = pytest.mark.end_to_end


def test_a_window_manager_that_ended_is_started_again(
    x_session: XSession, capsys: pytest.CaptureFixture[str]
) -> None:
    (before,) = openboxes(x_session)
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: before not in openboxes(x_session), "the end of openbox")

    assert x_session.run("xdotool", "get_num_desktops").strip()

    assert openboxes(x_session) != []
    assert "openbox has ended with -9" in capsys.readouterr().out
    assert x_session.is_whole()


def openboxes(x_session: XSession) -> list[int]:
    """Return the numbers of the window managers on this screen."""
    screen = f"DISPLAY={x_session.environment['DISPLAY']}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_one = (folder / "comm").read_text() == "openbox\n"
            if is_one and screen in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:  # it has ended meanwhile
            continue
    return found
