"""The package on a bare Debian whose screen is Wayland's.

There a window comes to the front only by a token from whom the user clicked: the
program needs one from the launcher, and its browser one from the program.
"""

import json
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from desktop import APPLICATION_ID
from desktop.qt.single_instance import TOKEN_VARIABLE
from tests.end_to_end.frozen import noting_browser
from tests.end_to_end.frozen.bare_debian import BareDebian
from tests.end_to_end.waiting import insist, wait_until
from tests.end_to_end.x_session import end

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(900)]

HOME = "/home/reader"
WEBMAIL = "https://webmail.zeelandnet.nl/"
CONFIGURATION = "output HEADLESS-1 resolution 1366x768\nfocus_on_window_activation focus\n"
SESSION = {
    "PATH": f"{HOME}/bin:/usr/sbin:/usr/bin",
    "HOME": HOME,
    "LC_ALL": "C.UTF-8",
    "XDG_RUNTIME_DIR": f"{HOME}/run",
    "XDG_SESSION_TYPE": "wayland",
    "LD_LIBRARY_PATH": "/of/the/user",
}
BROWSER = f"[Desktop Entry]\nType=Application\nName=Browser\nExec={HOME}/bin/xdg-open %u\n"
BROWSER_IS_SET = "[Default Applications]\nx-scheme-handler/https=browser.desktop\n"
COMPOSITOR = {
    "WLR_BACKENDS": "headless",
    "WLR_LIBINPUT_NO_DEVICES": "1",
    "WLR_RENDERER": "pixman",
}


class WaylandSession:
    """The session of a user of the bare system, who is not root, on a screen in memory."""

    def __init__(self, debian: BareDebian, processes: ExitStack, output: Path) -> None:
        self.home = debian.root / HOME.lstrip("/")
        self._debian = debian
        self._processes = processes
        self._output = output
        self._session = dict(SESSION)
        write(self.home / "sway", CONFIGURATION)
        write(self.home / "bin" / "xdg-open", noting_browser.SCRIPT, mode=0o755)
        # Only where a browser is set is it one that can come to the front.
        write(self.home / ".local/share/applications/browser.desktop", BROWSER)
        write(self.home / ".config/mimeapps.list", BROWSER_IS_SET)
        (self.home / "run").mkdir(mode=0o700)
        made = debian.run("sh", "-c", f"useradd reader && chown -R reader:reader {HOME}")
        assert made.returncode == 0, made.stderr
        self.start("sway", "-c", f"{HOME}/sway", **COMPOSITOR)
        self._session["WAYLAND_DISPLAY"] = self._wait_socket("wayland-?").name
        control = self._wait_socket("sway-ipc.*.sock")
        self._session["SWAYSOCK"] = f"{HOME}/run/{control.name}"

    def start(self, *command: str, **variables: str) -> "subprocess.Popen[bytes]":
        """Start a program in the session."""
        with self._output.open("ab") as sink:
            process = subprocess.Popen(
                self._command(command),
                env=self._session | variables,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._processes.callback(end, process)
        return process

    def press(self, *keys: str) -> None:
        """Press keys as `wtype` names them."""
        # Its keyboard is a new one: the window has to hear of that first, and to keep it until
        # the compositor was asked for a token, which the window with the keyboard gets alone.
        typed = self._command(["wtype", "-s", "500", *keys, "-s", "2000"])
        subprocess.run(typed, env=self._session, check=True)

    def window_in_front(self) -> int:
        """Return the number of the process whose window has the keyboard, 0 for none."""
        command = self._command(["swaymsg", "-r", "-t", "get_tree"])
        answer = subprocess.run(command, env=self._session, check=True, stdout=subprocess.PIPE)
        found = [node["pid"] for node in nodes(json.loads(answer.stdout)) if node["focused"]]
        return found[0] if found else 0

    def opened(self) -> tuple[str, dict[str, str]]:
        """Return the address that was opened last, and the environment its browser found."""
        wait_until(noting_browser.notes(self.home).exists, "the browser")
        return self._take_notes()

    def opened_by(self, *keys: str) -> tuple[str, dict[str, str]]:
        """Return the same for keys that are pressed until the window hears them."""
        insist(lambda: self.press(*keys), noting_browser.notes(self.home).exists, "the browser")
        return self._take_notes()

    def _take_notes(self) -> tuple[str, dict[str, str]]:
        environment = noting_browser.noted_environment(self.home)
        noting_browser.notes(self.home).unlink()
        addresses = (self.home / "opened").read_text(encoding="utf-8").splitlines()
        return addresses[-1], environment

    def _command(self, command: "tuple[str, ...] | list[str]") -> list[str]:
        become = ["setpriv", "--reuid=reader", "--regid=reader", "--clear-groups", "--"]
        return self._debian.command(*become, *command)

    def _wait_socket(self, pattern: str) -> Path:
        def sockets() -> list[Path]:
            return list((self.home / "run").glob(pattern))

        return wait_until(sockets, pattern, seconds=30)[0]


def write(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Write a file that may be in a new folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def nodes(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the windows of sway's tree."""
    if "pid" in tree:
        yield tree
    for inner in (*tree["nodes"], *tree["floating_nodes"]):
        yield from nodes(inner)


@pytest.fixture
def x_session(debian: BareDebian, deb: Path, tmp_path: Path) -> Iterator[WaylandSession]:
    debian.install(deb)
    tools = debian.run("apt-get", "install", "-y", "--no-install-recommends", "sway", "wtype")
    assert tools.returncode == 0, tools.stderr
    with ExitStack() as processes:
        yield WaylandSession(debian, processes, tmp_path / "output")


def test_program_and_browser_come_to_the_front(
    x_session: WaylandSession, debian: BareDebian
) -> None:
    program = shlex.split(debian.desktop_entry(APPLICATION_ID)[""])
    for profile in ("mine", "other"):
        write(x_session.home / profile / "settings.ini", "[mail]\nwebmail=zeelandnet\n")
    debian.run("chown", "-R", "reader:reader", HOME)
    mine = [*program, "--demo", "--profile", f"{HOME}/mine"]

    first = x_session.start(*mine)
    wait_until(lambda: x_session.window_in_front() == first.pid, "a window", seconds=30)
    address, environment = x_session.opened_by("-M", "ctrl", "m", "-m", "ctrl")
    assert address == WEBMAIL
    assert environment["LD_LIBRARY_PATH"] == "/of/the/user"
    assert not [name for name in environment if name.startswith("_PYI")]
    token = environment[TOKEN_VARIABLE]

    other = x_session.start(*program, "--demo", "--profile", f"{HOME}/other")
    wait_until(lambda: x_session.window_in_front() == other.pid, "another window", seconds=30)
    # Without a window that has the keyboard the program has no token of its own to give.
    second = x_session.start(*mine, "--webmail", **{TOKEN_VARIABLE: "of-the-launcher"})
    assert second.wait(20) == 0
    address, environment = x_session.opened()
    assert (address, environment[TOKEN_VARIABLE]) == (WEBMAIL, "of-the-launcher")
    assert x_session.window_in_front() == other.pid

    third = x_session.start(*mine, **{TOKEN_VARIABLE: token})
    assert third.wait(20) == 0
    wait_until(lambda: x_session.window_in_front() == first.pid, "the first window in front")
    for process in (first, other):
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
