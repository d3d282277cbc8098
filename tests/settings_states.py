"""What may have become of the settings of a profile: each state damages `settings.ini`.

After each of `DAMAGES` the program starts, and either has the choices of before or says that
it has not. `EDITS` are no damage: somebody or an earlier version of the program wrote them.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.special_files import make_link, make_pipe

FILE = "settings.ini"
MakeState = Callable[[Path], object]


def replaced(data: bytes) -> MakeState:
    """Return what puts `data` in the place of the settings."""
    return lambda folder: (folder / FILE).write_bytes(data)


def altered(change: Callable[[bytes], bytes]) -> MakeState:
    """Return what changes the bytes of the settings."""

    def make(folder: Path) -> None:
        file = folder / FILE
        file.write_bytes(change(file.read_bytes()))

    return make


def flipped(text: bytes, bit: int = 0) -> MakeState:
    """Return what flips a bit of the last byte of `text`, where it stands first."""

    def change(data: bytes) -> bytes:
        at = data.index(text) + len(text) - 1
        return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]

    return altered(change)


def instead(make: Callable[[Path], object]) -> MakeState:
    """Return what puts something that is no file in the place of the settings."""

    def change(folder: Path) -> None:
        (folder / FILE).unlink()
        make(folder / FILE)

    return change


def full_folder(path: Path) -> None:
    """A folder that is not empty."""
    path.mkdir()
    (path / "bestand").write_text("hier stond al iets", encoding="utf-8")


DAMAGES: dict[str, MakeState] = {
    "gone": lambda folder: (folder / FILE).unlink(),
    "empty": replaced(b""),
    "NULs": replaced(bytes(512)),
    "as many NULs": altered(lambda data: bytes(len(data))),
    "a line end": replaced(b"\n"),
    "blanks": replaced(b"   \r\n\t\n"),
    "text": replaced(b"Lieve oma, het gaat goed met ons.\nTot zondag!\n"),
    "a page": replaced(b"<!DOCTYPE html><html><body>404</body></html>"),
    "binary": replaced(bytes(range(256)) * 8),
    "a database": replaced(b"SQLite format 3\0" + bytes(4096)),
    "a picture": replaced(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "settings of another program": replaced(b"[General]\nvolume=7\n[window]\nwidth=900\n"),
    "utf-16": altered(lambda data: data.decode().encode("utf-16")),
    "utf-16, big end first": altered(lambda data: data.decode().encode("utf-16-be")),
    "utf-32": altered(lambda data: data.decode().encode("utf-32")),
    "a half": altered(lambda data: data[: len(data) // 2]),
    "a third, NULs": altered(lambda data: data[: len(data) // 3].ljust(len(data), b"\0")),
    "the last line gone": altered(lambda data: data[: data.rstrip().rindex(b"\n") + 1]),
    "the head gone": altered(lambda data: data[len(data) // 2 :]),
    "NULs before it": altered(lambda data: bytes(64) + data[64:]),
    "NULs after it": altered(lambda data: data + bytes(512)),
    "garbage amid it": altered(lambda data: data[:60] + b"\xff\xfe\x00\x80" * 8 + data[92:]),
    "bytes that are no text": altered(lambda data: data.replace(b"=", b"=\xff", 2)),
    "a bit of a section": flipped(b"[appear"),
    "a bit of a key": flipped(b"langu"),
    "a bit of a choice": flipped(b"language=e"),
    "a bit of a number": flipped(b"size_percent=15"),
    "a bit of an equals sign": flipped(b"language="),
    "a high bit": flipped(b"language=e", 7),
    "a bit of an address": flipped(b"webmail=zee"),
    "ten megabytes": altered(lambda data: data + b"; " + b"x" * 10_000_000),
    "a folder": instead(Path.mkdir),
    "a full folder": instead(full_folder),
    "a pipe": instead(make_pipe),
    "a link to itself": instead(lambda path: make_link(path, path.name)),
    "a link to nothing": instead(lambda path: make_link(path, "nergens/settings.ini")),
    "a link to the void": instead(lambda path: make_link(path, "/dev/null")),
    "a link to what never ends": instead(lambda path: make_link(path, "/dev/zero")),
}

EDITS: dict[str, MakeState] = {
    "another size": altered(lambda data: data.replace(b"size_percent=150", b"size_percent=200")),
    "other line ends": altered(lambda data: data.replace(b"\n", b"\r\n")),
    "written anew": replaced(b"[appearance]\nsize_percent=200\nlanguage=en\n"),
    "a remark": altered(lambda data: data + b"; van mij\n"),
}


def without_rest(folder: Path) -> None:
    """Take away all but the settings themselves: no copy is left."""
    for path in folder.iterdir():
        if path.name != FILE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
