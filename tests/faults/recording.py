"""What a process asked of the disk, in order, and what a power cut may leave of it.

strace records every write, rename and sync. What was synced before the cut is there; of the rest
each write may have reached the disk or not, and the names of files are those of some moment
between the last sync and the cut: file systems journal them in order, and a sync writes out the
journal.
"""

import codecs
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.faults.trials import NotPossible

ROOT = Path(__file__).resolve().parents[2]
_CALLS = (
    "openat,write,pwrite64,ftruncate,truncate,fsync,fdatasync,rename,renameat,renameat2,unlink,"
    "unlinkat,mkdir,linkat,link,lseek,copy_file_range,sendfile,close"
)
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (\d+)(<.*)?\Z", re.DOTALL)
_SECTOR_BYTES = 512  # written whole or not at all
_WAYS = ("nothing", "all", "some")  # of what was not synced


class Call(NamedTuple):
    """One thing that was asked: of the file `number`, or the name `path`."""

    kind: str  # write, cut, sync, name, remove, folder, said
    number: int = 0
    path: str = ""
    offset: int = 0
    data: bytes = b""


class Recording:
    """The calls of a process that ran in the folder `root`, and what was there before.

    Attributes:
        calls: In order.
        contents: What each file held at first.
    """

    def __init__(self, root: Path) -> None:
        self.calls: list[Call] = []
        self.contents: dict[int, bytes] = {}
        self._root = f"{root}/"
        self._numbers = count(1)
        self._names: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._places: dict[str, int] = {}
        for path in root.rglob("*"):
            if path.is_file():
                number = self._names[str(path)] = next(self._numbers)
                self.contents[number] = path.read_bytes()
        self.first_names = dict(self._names)
        self.first_folders = [str(path) for path in root.rglob("*") if path.is_dir()]

    def add(self, line: str) -> None:
        """Add what a line of strace's says."""
        match = _LINE.match(line)
        if match is None:  # an error, or the end
            return
        words = [_plain(word) for word in match[2].split(", ")]
        handle = words[0].partition("<")[0]
        getattr(self, f"_{match[1].rstrip('264')}", self._other)(match[1], handle, words, match[3])

    def _other(self, call: str, _handle: str, words: list[str], _result: str) -> None:
        assert not any(word.startswith(self._root) for word in words), f"{call} is not recorded"

    def _openat(self, _call: str, _handle: str, words: list[str], result: str) -> None:
        self._open.pop(result, None)
        self._places[result] = 0
        path = _path(words[0], words[1])
        if not f"{path}/".startswith(self._root):
            return
        if "O_TMPFILE" in words[2]:
            self._open[result] = next(self._numbers)
        elif path in self._names:
            self._open[result] = self._names[path]
            if "O_TRUNC" in words[2]:
                self.calls.append(Call("cut", self._open[result]))
        elif "O_CREAT" in words[2]:
            self._open[result] = self._names[path] = next(self._numbers)
            self.calls.append(Call("name", self._open[result], path))
        else:
            self._open[result] = 0  # a folder
        if "O_APPEND" in words[2]:
            raise AssertionError(f"appending to {path} is not recorded")

    def _close(self, _call: str, handle: str, _words: list[str], _result: str) -> None:
        self._open.pop(handle, None)

    def _write(self, _call: str, handle: str, words: list[str], result: str) -> None:
        data = words[1].encode("latin-1")[: int(result)]
        if handle == "1":
            self.calls.append(Call("said", data=data))
        elif handle in self._open:
            offset = self._places[handle]
            self._places[handle] += len(data)
            self.calls.append(Call("write", self._open[handle], offset=offset, data=data))

    def _pwrite(self, _call: str, handle: str, words: list[str], _result: str) -> None:
        if handle in self._open:
            data, offset = words[1].encode("latin-1"), int(words[3])
            self.calls.append(Call("write", self._open[handle], offset=offset, data=data))

    def _lseek(self, _call: str, handle: str, _words: list[str], result: str) -> None:
        self._places[handle] = int(result)

    def _ftruncate(self, _call: str, handle: str, words: list[str], _result: str) -> None:
        if handle in self._open:
            self.calls.append(Call("cut", self._open[handle], offset=int(words[1], 0)))

    def _fsync(self, _call: str, handle: str, _words: list[str], _result: str) -> None:
        if handle in self._open:
            self.calls.append(Call("sync", self._open[handle]))

    _fdatasync = _fsync

    def _rename(self, _call: str, _handle: str, words: list[str], _result: str) -> None:
        source, target = _paths(words)
        if target.startswith(self._root) and source in self._names:
            number = self._names[target] = self._names.pop(source)
            # One change of the journal: the name that goes stands in `data`.
            self.calls.append(Call("name", number, target, data=source.encode()))

    _renameat = _rename

    def _linkat(self, _call: str, _handle: str, words: list[str], _result: str) -> None:
        source, target = _paths(words)
        handle = source.removeprefix("/proc/self/fd/")
        if target.startswith(self._root):
            number = self._names[target] = self._open.get(handle) or self._names[source]
            self.calls.append(Call("name", number, target))

    def _unlink(self, _call: str, _handle: str, words: list[str], _result: str) -> None:
        path = _paths(words)[0]
        if self._names.pop(path, 0):
            self.calls.append(Call("remove", path=path))

    _unlinkat = _unlink

    def _mkdir(self, _call: str, _handle: str, words: list[str], _result: str) -> None:
        if words[0].startswith(self._root):
            self.calls.append(Call("folder", path=words[0]))

    def cuts(self) -> list[int]:
        """Return before which calls to cut: each sync, and what follows one or was said."""
        told = ("sync", "said")
        places = [n for n, call in enumerate(self.calls) if call.kind in told]
        return sorted({*places, *(n + 1 for n in places)})

    def said_before(self, cut: int) -> list[str]:
        """Return the lines that were printed before a cut."""
        text = b"".join(call.data for call in self.calls[:cut] if call.kind == "said")
        return text.decode().splitlines()

    def leave(self, cut: int, way: str, chance: random.Random, target: Path) -> None:
        """Make in `target` what is on the disk after the power was cut before the call `cut`."""
        calls = self.calls[:cut]
        last_sync = max((n for n, call in enumerate(calls) if call.kind == "sync"), default=-1)
        journal_end = {"nothing": last_sync + 1, "all": cut}.get(
            way, chance.randint(last_sync + 1, cut)
        )
        names, folders = dict(self.first_names), list(self.first_folders)
        for call in calls[:journal_end]:
            if call.kind == "name":
                names.pop(call.data.decode(), None)
                names[call.path] = call.number
            elif call.kind == "remove":
                names.pop(call.path, None)
            elif call.kind == "folder":
                folders.append(call.path)
        for folder in ["", *(folder.removeprefix(self._root) for folder in folders)]:
            (target / folder).mkdir(parents=True, exist_ok=True)
        for path, number in names.items():
            content = self._content(number, calls, way, chance)
            (target / path.removeprefix(self._root)).write_bytes(content)

    def _content(self, number: int, calls: list[Call], way: str, chance: random.Random) -> bytes:
        mine = [(n, call) for n, call in enumerate(calls) if call.number == number]
        synced = max((n for n, call in mine if call.kind == "sync"), default=-1)
        content = bytearray(self.contents.get(number, b""))
        for n, call in mine:
            if n > synced and (way == "nothing" or (way == "some" and chance.random() < 0.5)):
                continue
            is_torn = n > synced and way == "some" and chance.random() < 0.3
            if call.kind == "cut":
                content[call.offset :] = bytes(max(0, call.offset - len(content)))
            elif call.kind == "write":
                sectors = len(call.data) // _SECTOR_BYTES
                end = chance.randint(0, sectors) * _SECTOR_BYTES if is_torn else len(call.data)
                content.extend(bytes(max(0, call.offset - len(content))))
                content[call.offset : call.offset + end] = call.data[:end]
        return bytes(content)


def record(program: str, profile: Path) -> Recording:
    """Run Python code on a profile, its argument; what it prints says what it acknowledges."""
    if shutil.which("strace") is None:
        raise NotPossible("strace is not installed")
    recording, log = Recording(profile), profile.with_name("strace.txt")
    command = ["strace", "-s", "99999999", "-xx", "-y", "-o", str(log), "-e", f"trace={_CALLS}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*command, sys.executable, "-c", program, str(profile)],
        capture_output=True, env=environment, check=False,
    )  # fmt: skip
    if not log.exists() or b"PTRACE" in done.stderr or b"ptrace" in done.stderr:
        raise NotPossible("strace may not trace here")
    assert done.returncode == 0, done.stderr.decode()
    for line in log.read_text("ascii").splitlines():
        recording.add(line)
    return recording


def states(recording: Recording, chance: random.Random) -> Iterator[tuple[int, str, float]]:
    """Return cut, way and seed of every state that is to be tried."""
    for cut in recording.cuts():
        for way in _WAYS:
            yield cut, way, chance.random()


def _plain(word: str) -> str:
    """Return a word of strace's with what it has in quotes as text, a byte a letter."""
    if not word.startswith('"'):
        return word
    return codecs.escape_decode(word.strip('".'))[0].decode("latin-1")


def _paths(words: list[str]) -> list[str]:
    """Return the paths that a call names, alone or each behind the folder that it is in."""
    paths, folder = [], ""
    for word in words:
        if word.endswith(">"):
            folder = word
        elif folder or word.startswith("/"):
            paths.append(_path(folder, word))
            folder = ""
    return paths


def _path(folder: str, name: str) -> str:
    if name.startswith("/"):
        return name
    shown = codecs.escape_decode(folder.partition("<")[2].rstrip(">"))[0].decode()
    return f"{shown}/{name}"
