"""What lies in the place of a lock, what the environment says, and other programs that hold it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests import lock_states
from tests.faults.profiles import STARS, options_for, used_profile
from tests.faults.program import run_program
from tests.faults.trials import Kind, Trial

ROOT = Path(__file__).resolve().parents[2]
# The profile itself is gone, or elsewhere: nothing of it can be shown.
WITHOUT_PROFILE = {
    "no folder",
    "folder behind a dangling link",
    "file for a folder",
}


def start_in(state: str, folder: Path) -> None:
    """Start where somebody or something left that state."""
    profile = used_profile(folder / "profile")
    (profile / lock_states.LOCK).unlink()
    lock_states.STATES[state](profile)
    try:
        seen = run_program(options_for(profile))
    finally:
        lock_states.give_rights_back(profile)
    seen.assert_started()
    assert not seen.dialogs, seen.dialogs
    assert seen.stars >= STARS or state in WITHOUT_PROFILE, "stars are not shown"


def start_with_runtime(state: str, folder: Path) -> None:
    """Start where the environment names that place for sockets."""
    profile = used_profile(folder / "profile")
    variables = lock_states.RUNTIMES[state](folder)

    def set_variables() -> None:
        for name, value in variables.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    seen = run_program(options_for(profile), before=set_variables)
    lock_states.give_rights_back(folder)
    seen.assert_started()
    assert seen.stars >= STARS, "stars are not shown"


def start_beside(state: str, folder: Path) -> None:
    """Start while another program holds the profile: one that answers, hangs, or was killed."""
    profile = used_profile(folder / "profile")
    command = [sys.executable, "-m", "desktop", "--profile", str(profile)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as other:
        wait_until_it_listens(other, profile)
        if state != "answers":
            other.send_signal(signal.SIGKILL if state == "was killed" else signal.SIGSTOP)
        if state == "was killed":
            other.wait()
        seen = run_program(options_for(profile))
        other.send_signal(signal.SIGCONT)
        other.terminate()
        ended = other.wait(20)
    if state == "answers":
        assert seen.exit_code == 0, seen
        assert seen.window_s is None, "a second window"
        assert ended == 0
    elif state == "was killed":
        seen.assert_started()
    else:
        assert seen.window_s is not None, "nothing says that the other one does not answer"
        assert "Traceback" not in seen.printed, seen.printed


def wait_until_it_listens(other: "subprocess.Popen[bytes]", profile: Path) -> None:
    ends_at_s = time.monotonic() + 20
    while time.monotonic() < ends_at_s and other.poll() is None:
        log = profile / "zeelandnet-desktop.log"
        if (profile / "library.sqlite-wal").exists() and log.exists():
            time.sleep(1)  # it listens some ms after it has opened the store
            return
        time.sleep(0.05)


def trials(_chance: random.Random) -> Iterator[Trial]:
    for state in lock_states.STATES:
        yield Trial(state, partial(start_in, state))
    for state in lock_states.RUNTIMES:
        yield Trial(f"folder for sockets: {state}", partial(start_with_runtime, state))
    for state in ("answers", "was killed", "hangs"):
        yield Trial(f"another program {state}", partial(start_beside, state))


KIND = Kind(
    "locks",
    "Leftovers of locks lie there, or another program holds the profile and hangs",
    trials,
    short=8,
)
