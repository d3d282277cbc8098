"""What a start may find in the place of its lock: leftovers, copies and strangers.

With none of `STATES` does anybody hold the profile, so that the program starts as ever.
"""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from tests.special_files import make_dead_socket, make_link, make_pipe

LOCK = "instance.lock"
SOCKET = "instance.socket"
SETTINGS_LOCK = "settings.ini.lock"
GONE_PID = 2**22 + 1  # above the largest that Linux gives
MakeState = Callable[[Path], object]


def content(data: bytes, name: str = LOCK, *, mode: int = 0o644) -> MakeState:
    """Return what leaves a file with `data`."""

    def make(folder: Path) -> None:
        (folder / name).write_bytes(data)
        (folder / name).chmod(mode)

    return make


def named_process(
    pid: object, name: str = LOCK, *, host: str | None = None, program: str = "python"
) -> MakeState:
    """Return what leaves the file that names a process, as Qt's own lock does."""
    lines = (pid, program, socket.gethostname() if host is None else host, "b" * 32, "c" * 32)
    return content("".join(f"{line}\n" for line in lines).encode(), name)


def link(target: str, name: str = LOCK) -> MakeState:
    """Return what leaves a symbolic link to `target`, seen from the folder."""
    return lambda folder: make_link(folder / name, target)


def subfolder(name: str = LOCK, *, inside: str = "", mode: int = 0o755) -> MakeState:
    """Return what leaves a folder of that name, with a file in it or not."""

    def make(folder: Path) -> None:
        (folder / name).mkdir()
        if inside:
            (folder / name / inside).write_text("hier stond al iets", encoding="utf-8")
        (folder / name).chmod(mode)

    return make


def fifo(name: str = LOCK) -> MakeState:
    """Return what leaves a pipe: who opens it the plain way waits for ever."""
    return lambda folder: make_pipe(folder / name)


def dead_socket(name: str) -> MakeState:
    """Return what leaves a socket that nobody listens at."""
    return lambda folder: make_dead_socket(folder / name)


def dated(seconds: int) -> MakeState:
    """Return what leaves an empty file of that moment."""

    def make(folder: Path) -> None:
        (folder / LOCK).touch()
        os.utime(folder / LOCK, (seconds, seconds))

    return make


def hard_link(folder: Path) -> None:
    """The lock file is that of a copied profile too."""
    other = folder.parent / f"{folder.name}-kopie"
    other.mkdir(exist_ok=True)
    (other / LOCK).write_text("1\n", encoding="utf-8")
    os.link(other / LOCK, folder / LOCK)


def sparse(folder: Path) -> None:
    """A gigabyte that takes no room."""
    (folder / LOCK).touch()
    os.truncate(folder / LOCK, 2**30)


def no_folder(folder: Path) -> None:
    """The whole profile is gone."""
    shutil.rmtree(folder)


def linked_folder(folder: Path) -> None:
    """The profile lies elsewhere, behind a link."""
    elsewhere = folder.rename(folder.parent / f"{folder.name}-elders")
    make_link(folder, elsewhere)


def dangling_folder(folder: Path) -> None:
    """The profile is a link to what is not there."""
    shutil.rmtree(folder)
    make_link(folder, folder.parent / "nergens" / "profiel")


def file_for_folder(folder: Path) -> None:
    """A file stands where the profile should be."""
    shutil.rmtree(folder)
    folder.write_text("geen map", encoding="utf-8")


def with_mode(mode: int) -> MakeState:
    """Return what takes rights on the folder away; root keeps them all the same."""
    return lambda folder: folder.chmod(mode)


STATES: dict[str, MakeState] = {
    "nothing": lambda _folder: None,
    "empty": content(b""),
    "a NUL": content(b"\0"),
    "a page of NULs": content(bytes(4096)),
    "text": content(b"dit is geen slot\n"),
    "binary": content(bytes(range(256)) * 4),
    "utf-16": content("12\npython\n".encode("utf-16")),
    "a megabyte": content(b"x" * 1_000_000),
    "a gigabyte": sparse,
    "a line end": content(b"\n"),
    "many lines": content(b"\n" * 10_000),
    "half of one": content(b"123"),
    "not readable": content(b"", mode=0o000),
    "not writable": content(b"", mode=0o444),
    "executable": content(b"#!/bin/sh\n", mode=0o755),
    "reused pid": named_process(os.getpid()),
    "reused pid of ours": named_process(os.getpid(), program="zeelandnet-desktop"),
    "pid of the system": named_process(1, program="systemd"),
    "parent's pid": named_process(os.getppid()),
    "pid that is gone": named_process(GONE_PID),
    "pid 0": named_process(0),
    "negative pid": named_process(-1),
    "huge pid": named_process(10**40),
    "pid in words": named_process("twaalf"),
    "another machine": named_process(os.getpid(), host="zolder"),
    "another machine, pid gone": named_process(GONE_PID, host="zolder"),
    "no machine": named_process(os.getpid(), host=""),
    "machine with blanks": named_process(os.getpid(), host="de pc van Jan\x00"),
    "of the year 1970": dated(0),
    "of the year 2100": dated(4_102_444_800),
    "folder": subfolder(),
    "folder with a file": subfolder(inside="bestand"),
    "folder without rights": subfolder(mode=0o000),
    "link to itself": link(LOCK),
    "link to nothing": link("nergens"),
    "link to no folder": link("nergens/ook/niet"),
    "link to the void": link("/dev/null"),
    "link to the library": link("library.sqlite"),
    "link to a folder": link(".."),
    "hard link": hard_link,
    "pipe": fifo(),
    "socket": dead_socket(LOCK),
    "settings lock, empty": content(b"", SETTINGS_LOCK),
    "settings lock, NULs": content(bytes(64), SETTINGS_LOCK),
    "settings lock, reused pid": named_process(os.getpid(), SETTINGS_LOCK),
    "settings lock, another machine": named_process(os.getpid(), SETTINGS_LOCK, host="zolder"),
    "settings lock, not readable": content(b"", SETTINGS_LOCK, mode=0o000),
    "settings lock, folder": subfolder(SETTINGS_LOCK, inside="bestand"),
    "settings lock, link to itself": link(SETTINGS_LOCK, SETTINGS_LOCK),
    "settings lock, pipe": fifo(SETTINGS_LOCK),
    "dead socket": dead_socket(SOCKET),
    "socket is a file": content(b"", SOCKET),
    "socket is a folder": subfolder(SOCKET, inside="bestand"),
    "socket is a link to nothing": link("nergens", SOCKET),
    "socket is a pipe": fifo(SOCKET),
    "no folder": no_folder,
    "folder behind a link": linked_folder,
    "folder behind a dangling link": dangling_folder,
    "file for a folder": file_for_folder,
    "folder not writable": with_mode(0o555),
    "folder not readable": with_mode(0o333),
    "folder without any rights": with_mode(0o000),
}


def give_rights_back(folder: Path) -> None:
    """Let what is in `folder` be deleted again."""
    for path in [folder, *(folder.rglob("*") if folder.is_dir() else ())]:
        if path.exists() and not path.is_symlink():
            path.chmod(0o755)


def runtime(path: str | None, mode: int = 0o700) -> Callable[[Path], dict[str, str | None]]:
    """Return what makes a runtime folder `path` within a folder, and names it."""

    def make(folder: Path) -> dict[str, str | None]:
        if path is None:
            return {"XDG_RUNTIME_DIR": None}
        place = folder / path
        if mode:
            place.mkdir(parents=True, exist_ok=True)
            place.chmod(mode)
        return {"XDG_RUNTIME_DIR": str(place)}

    return make


# What the environment may say: a function of a folder of its own, which returns the variables
# to set; None for one to be taken away.
RUNTIMES: dict[str, Callable[[Path], dict[str, str | None]]] = {
    "there": runtime("run"),
    "not set": runtime(None),
    "empty": lambda _folder: {"XDG_RUNTIME_DIR": ""},
    "not there": runtime("nergens", mode=0),
    "not writable": runtime("run", mode=0o555),
    "without any rights": runtime("run", mode=0o000),
    "too long": runtime("map/" * 40),
    "relative": lambda _folder: {"XDG_RUNTIME_DIR": "run"},
    "a file": lambda _folder: {"XDG_RUNTIME_DIR": __file__},
    "no folder for what passes": lambda folder: {
        "XDG_RUNTIME_DIR": None, "TMPDIR": str(folder / "nergens"),
    },
}  # fmt: skip
