"""The program as a process, seen through the bus of screen readers."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from tests.end_to_end.element import Element, element_of
from tests.end_to_end.waiting import BUSY_S, wait_until
from tests.end_to_end.x_session import XSession, end

ARTICLE = "document frame"  # the role of the article
WIDEST_ICON = 64
ROOT = Path(__file__).resolve().parents[2]


def tested_command() -> list[str]:
    """Return what starts the program: from source, unless an installed one is to be tested."""
    named = os.environ.get("ZEELANDNET_TEST_COMMAND")
    return shlex.split(named) if named else [sys.executable, "-m", "desktop"]


class RunningProgram:
    """One run of the program on an X session.

    Attributes:
        process: The process; its exit code is in it.
        output: What it printed, both streams.
    """

    def __init__(
        self,
        x_session: XSession,
        arguments: Sequence[str],
        *,
        output: Path,
        environment: Mapping[str, str],
        wrapper: Sequence[str] = (),
        command: Sequence[str] = (),
    ) -> None:
        self.x_session = x_session
        self.output = output
        with output.open("wb") as sink:
            self.process = subprocess.Popen(
                [*wrapper, *(command or tested_command()), *arguments],
                cwd=ROOT,
                env={**x_session.environment, **environment},
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    # What is there

    def windows(self) -> tuple[Element, ...]:
        """Return the windows as a screen reader sees them now."""
        seen = self.x_session.look(self.process.pid)
        return tuple(element_of(window) for window in json.loads(seen))

    def elements(self) -> list[Element]:
        """Return every part of every window, in order."""
        return [element for window in self.windows() for element in window.all()]

    def find(self, role: str, name: str = "") -> Element | None:
        """Return the first part in view of this role whose name holds `name`."""
        for element in self.elements():
            if element.role == role and name in element.name and element.is_shown():
                return element
        return None

    def wait_for(self, role: str, name: str = "", *, seconds: float = BUSY_S) -> Element:
        """Return a part as `find` does, once it is there."""
        return self.wait(lambda: self.find(role, name), f"{role} “{name}”", seconds=seconds)

    def wait_gone(self, role: str, name: str) -> None:
        """Wait until no such part is in view any more."""
        self.wait(lambda: self.find(role, name) is None, f"no {role} “{name}”")

    def wait_focus(self, role: str, name: str = "", *, seconds: float = BUSY_S) -> Element:
        """Return the part that has the keyboard, once it is of this role and name."""

        def focused() -> Element | None:
            found = [e for e in self.elements() if e.role == role and name in e.name]
            return next((e for e in found if "focused" in e.states), None)

        return self.wait(focused, f"the keyboard at {role} “{name}”", seconds=seconds)

    def wait_active(self) -> None:
        """Wait until a part of it has the keyboard."""
        self.wait(lambda: any("focused" in e.states for e in self.elements()), "the keyboard")

    def wait_read(self, text: str, *, seconds: float = BUSY_S) -> Element:
        """Return the article once `text` can be read in it."""

        def article() -> Element | None:
            found = self.find(ARTICLE, "Artikel")
            return found if found is not None and text in found.text else None

        return self.wait(article, f"an article with “{text}”", seconds=seconds)

    def wait(self, look: Callable[[], object], what: str, *, seconds: float = BUSY_S) -> object:
        """Wait as `wait_until` does; what the program said belongs to the failure."""

        def looked() -> object:
            assert self.process.poll() is None, f"the program ended: {self.printed()}"
            return look()

        try:
            return wait_until(looked, what, seconds=seconds)
        except AssertionError as error:
            shown = [f"{e.role}: {e.name}" for e in self.elements() if e.name and e.is_shown()]
            error.add_note("\n".join([*shown, self.printed()]))
            raise

    def titles(self) -> list[str]:
        """Return the rows of the list as they are read aloud."""
        lists = [e for e in self.elements() if e.role == "list" and e.name]
        return [row.name for shown in lists for row in shown.children]

    def status(self) -> str:
        """Return every label in view, a line each; the status line is one of them."""
        shown = [e for e in self.elements() if e.role == "label" and e.is_shown()]
        return "\n".join(e.name for e in shown)

    def printed(self) -> str:
        """Return what the program printed so far, without Qt's remarks on the screen reader."""
        remarks = ("AtSpiAdaptor", "qt.accessibility.atspi")
        lines = self.output.read_text(errors="replace").splitlines()
        return "\n".join(line for line in lines if not any(mark in line for mark in remarks))

    def memory_mb(self) -> float:
        """Return what the process holds in memory, in MB."""
        return psutil.Process(self.process.pid).memory_info().rss / 1_000_000

    # What is done to it

    def window_ids(self) -> list[str]:
        """Return the numbers in X of the windows and menus in view; not that of a tray icon."""
        search = ("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid))
        found = self.x_session.run(*search).split()
        return [window for window in found if self.x_session.box_of(window)[2] > WIDEST_ICON]

    def window_id(self) -> str:
        """Return the main window's number in X."""
        return str(self.wait(lambda: self.window_ids()[-1:], "a window")[0])

    def resize(self, width: int, height: int, *, scale: int = 1) -> None:
        """Give the window another size in pixels of the screen and wait until it has it.

        `scale` is the screen's density: Qt tells screen readers sizes without it.
        """
        self.x_session.run("xdotool", "windowsize", self.window_id(), str(width), str(height))

        def has_size() -> bool:
            box = self.windows()[0].box
            return box is not None and box[2:] == (width // scale, height // scale)

        self.wait(has_size, f"a window of {width} x {height}")

    def click(self, element: Element) -> None:
        """Click in the middle of a part."""
        self.x_session.click(*element.centre())

    def close_window(self) -> int:
        """Close the window as its cross does and return the exit code."""
        self.wait(self._is_in_front, "a window in front")  # until then the keys go elsewhere
        self.x_session.press("alt+F4")
        return self.process.wait(BUSY_S)

    def _is_in_front(self) -> bool:
        return self.x_session.run("xdotool", "getactivewindow").strip() in self.window_ids()

    def terminate(self) -> int:
        """Ask the process to end, as the system does when it shuts down; return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(BUSY_S)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(BUSY_S)

    def freeze(self) -> None:
        """Stop it as a laptop's lid does."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self.process.pid, signal.SIGCONT)

    def end(self) -> None:
        """End it, whatever state it is in."""
        if self.process.poll() is None:
            self.thaw()
        end(self.process)
