"""An X screen whose pixels can be read without asking anybody, and the moment they are complete.

Xvfb keeps its screen in a file. It is looked at every few milliseconds from outside, so that
one stamp counts for every program, whatever it is made of: a window is complete once 98 % of
the pixels that its start changes are as they will stay.
"""

import mmap
import os
import signal
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from tests.end_to_end.waiting import wait_until

WIDTH, HEIGHT = 1366, 768
EVERY_ROW = 6  # of the rows, one in so many is looked at
LOOK_EVERY_S = 0.002
COMPLETE = 0.98
KINDLY_S = 3
ALIKE = 0.01  # of the screen may differ, and it is still the empty one
LEAST_PIXELS = 0.15  # of the screen; less is no window
_XWD_HEAD = ">25I"


class Start(NamedTuple):
    """What a start took.

    Attributes:
        first_ms: Until something of the window was there.
        complete_ms: Until it was complete.
        memory_mb: Of the process and its children, shared memory counted by share (PSS).
    """

    first_ms: float
    complete_ms: float
    memory_mb: float


class Screen:
    """A screen with a window manager and a message bus; use it in a `with`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[Any]] = []
        (folder / "runtime").mkdir(mode=0o700)
        self.environment = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "TZ": "Europe/Amsterdam",
            "XDG_RUNTIME_DIR": str(folder / "runtime"),
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "1",
        }

    def __enter__(self) -> "Screen":
        reading, writing = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        server = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        self._run([*server, "-fbdir", str(self._folder)], pass_fds=(writing,))
        with os.fdopen(reading) as answer:
            os.close(writing)
            self.environment["DISPLAY"] = f":{answer.readline().strip()}"
        self._run(["openbox", "--sm-disable"])
        bus = self._folder / "bus"
        self._run(["dbus-daemon", "--session", "--nofork", f"--address=unix:path={bus}"])
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
        wait_until(bus.exists, "a message bus")
        wait_until(self._has_window_manager, "a window manager")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in reversed(self._processes):
            end(process)

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        settled_s: float,
        picture: Path | None = None,
    ) -> Start:
        """Start a program, watch the screen until it has been running for `settled_s`, end it."""
        with self._pixels() as pixels:
            before = pixels.rows()
            frames: list[tuple[float, bytes]] = []
            begin = time.monotonic()
            process = self._run(command, **environment)
            while (now := time.monotonic()) < begin + settled_s:
                rows = pixels.rows()
                if not frames or rows != frames[-1][1]:
                    frames.append((now - begin, rows))
                time.sleep(LOOK_EVERY_S)
            memory_mb = pss_mb(process.pid)
            if picture is not None:
                self.picture(picture)
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {process.returncode}")
            self._end_kindly(process)
            self._processes.remove(process)
            wait_until(lambda: is_alike(pixels.rows(), before), "an empty screen", seconds=20)
        first_s, complete_s = moments(before, frames)
        return Start(first_s * 1000, complete_s * 1000, memory_mb)

    def picture(self, path: Path) -> None:
        """Write a picture of the screen as it is."""
        path.parent.mkdir(parents=True, exist_ok=True)
        command = ["import", "-window", "root", str(path)]
        subprocess.run(command, env=self.environment, check=True)

    @contextmanager
    def _pixels(self) -> Iterator["Pixels"]:
        with (
            (self._folder / "Xvfb_screen0").open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            yield Pixels(content)

    def _run(
        self, command: Sequence[str], pass_fds: tuple[int, ...] = (), **more: str
    ) -> "subprocess.Popen[Any]":
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env={**self.environment, **more},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
                start_new_session=True,
            )
        self._processes.append(process)
        return process

    def _end_kindly(self, process: "subprocess.Popen[Any]") -> None:
        """End a program by its key, as its user would: some ask questions after a signal."""
        subprocess.run(["xdotool", "key", "ctrl+q"], env=self.environment, check=False)
        with suppress(subprocess.TimeoutExpired):
            process.wait(KINDLY_S)
        end(process)

    def _has_window_manager(self) -> bool:
        command = ["xdotool", "get_num_desktops"]
        done = subprocess.run(command, env=self.environment, capture_output=True, check=False)
        return bool(done.stdout.strip())


class Pixels:
    """The screen's memory, in the format of xwd."""

    def __init__(self, content: mmap.mmap) -> None:
        head = struct.unpack_from(_XWD_HEAD, content)
        self._content = content
        self._line_bytes = head[12]
        self._start = head[0] + head[19] * 12  # the colour map stands between

    def rows(self) -> bytes:
        """Return the bytes of the rows that are looked at."""
        step, line = EVERY_ROW * self._line_bytes, self._line_bytes
        starts = range(self._start, self._start + HEIGHT * line, step)
        return b"".join(self._content[start : start + line] for start in starts)


def moments(before: bytes, frames: Sequence[tuple[float, bytes]]) -> tuple[float, float]:
    """Return when something was there and when the window was complete."""
    last = frames[-1][1]
    changed = different(before, last)
    if changed < LEAST_PIXELS * len(last):
        raise RuntimeError("no window came")
    limit = (1 - COMPLETE) * changed
    first = next(at for at, rows in frames if different(before, rows) > 0.02 * changed)
    complete = frames[-1][0]
    for at, rows in reversed(frames):
        if different(rows, last) > limit:
            break
        complete = at
    return first, complete


def different(one: bytes, other: bytes) -> int:
    """Return in how many bytes two frames differ."""
    size = len(one)
    difference = int.from_bytes(one, "little") ^ int.from_bytes(other, "little")
    return size - difference.to_bytes(size, "little").count(0)


def is_alike(one: bytes, other: bytes) -> bool:
    """Return whether two frames show the same."""
    return different(one, other) <= ALIKE * len(one)


def pss_mb(process_id: int) -> float:
    """Return the memory of a session's processes in MB, each shared page by its share."""
    total_kb = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) != process_id:
                continue
            for line in (folder / "smaps_rollup").read_text(encoding="ascii").splitlines():
                total_kb += int(line.split()[1]) if line.startswith("Pss:") else 0
        except OSError:
            continue  # it has just ended
    return total_kb / 1024


def end(process: "subprocess.Popen[Any]") -> None:
    """End a process and what it started."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, request)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                continue
