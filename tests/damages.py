"""Every way in which the files of a profile can be damaged: a name, and what does it.

`DAMAGES` maps each name to a function of a profile folder that no program has open. A damage
to what is not there, such as a log, does nothing; `crash` leaves the logs as a crash does.
"""

import io
import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.special_files import make_link, make_pipe

Damage = Callable[[Path], None]

FILES = ("library.sqlite", "cache.sqlite")
COPIES = "backups"
PAGE = 4096
HEADER = 100


def crash(folder: Path) -> None:
    """Leave each database with a log that was never emptied, as a crash does."""
    for name in FILES:
        path = folder / name
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            (cookie,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute(f"PRAGMA user_version = {cookie}")
            log = path.with_name(f"{name}-wal")
            kept, content = log.read_bytes(), path.read_bytes()
        path.write_bytes(content)
        log.write_bytes(kept)


def flip(name: str, offset: int, mask: int) -> Damage:
    """Flip the bits `mask` of the byte at `offset`, from the end if negative."""

    def damage(folder: Path) -> None:
        path = folder / name
        if path.is_file() and path.stat().st_size:
            content = bytearray(path.read_bytes())
            content[offset % len(content)] ^= mask
            path.write_bytes(content)

    return damage


def fill(name: str, first_page: float, pages: int, byte: int | None) -> Damage:
    """Fill pages with one byte, None for noise; a first page below 1 is a share of the file."""

    def damage(folder: Path) -> None:
        path = folder / name
        if not path.is_file():
            return
        content = bytearray(path.read_bytes())
        count = len(content) // PAGE
        page = int(first_page * count) if 0 < first_page < 1 else int(first_page)
        start, end = page * PAGE, min((page + pages) * PAGE, len(content))
        if start < end:
            noise = random.Random(f"{name}{page}").randbytes(end - start)
            content[start:end] = noise if byte is None else bytes([byte]) * (end - start)
            path.write_bytes(content)

    return damage


def cut(name: str, size: float) -> Damage:
    """Cut a file to `size` bytes, to that share of it below 1, by that many if negative."""

    def damage(folder: Path) -> None:
        path = folder / name
        if path.is_file():
            length = path.stat().st_size
            os.truncate(path, int(length * size if 0 < size < 1 else size % length or size))

    return damage


def lengthen(name: str, count: int) -> Damage:
    """Put `count` bytes of noise at the end of a file."""

    def damage(folder: Path) -> None:
        if (folder / name).is_file():
            with (folder / name).open("ab") as file:
                file.write(random.Random(count).randbytes(count))

    return damage


def remove(path: Path) -> None:
    """Remove whatever is at `path`."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def replace(name: str, make: Callable[[Path], object]) -> Damage:
    """Put what `make` makes in the place of a file."""

    def damage(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        remove(path)
        make(path)

    return damage


def put_nothing(_: Path) -> None:
    """Leave a place empty."""


def put_text(path: Path) -> None:
    path.write_text("Dit is geen database.\n" * 400)


def put_noise(path: Path) -> None:
    path.write_bytes(random.Random(path.name).randbytes(40_000))


def put_zip(path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("brief.txt", "Beste buren, " * 900)
    path.write_bytes(archive.getvalue())


def put_page(path: Path) -> None:
    path.write_text("<!DOCTYPE html><title>Inloggen</title><p>Log eerst in.</p>" * 60)


def put_folder(path: Path) -> None:
    path.mkdir()
    (path / "iets").write_text("anders")


def put_link_to_folder(path: Path) -> None:
    make_link(path, path.parent)


def put_foreign(version: int, statement: str) -> Callable[[Path], None]:
    """Return what makes a database of another program."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version}")

    return make


def put_utf16(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA encoding = 'UTF-16le'")
        connection.execute("CREATE TABLE kaarten (naam TEXT)")


def put_small_pages(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("CREATE TABLE kaarten (naam TEXT)")


OTHER_KINDS: dict[str, Callable[[Path], object]] = {
    "nothing": put_nothing,
    "0 bytes": lambda path: path.write_bytes(b""),
    "1 byte": lambda path: path.write_bytes(b"S"),
    "zeros": lambda path: path.write_bytes(bytes(50_000)),
    "noise": put_noise,
    "text": put_text,
    "a web page": put_page,
    "a ZIP": put_zip,
    "the name of the format alone": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another's database": put_foreign(0, "CREATE TABLE kaarten (naam TEXT)"),
    "another's database of version 3": put_foreign(3, "CREATE TABLE kaarten (naam TEXT)"),
    "another's database of version 99": put_foreign(99, "CREATE TABLE kaarten (naam TEXT)"),
    "another's stars": put_foreign(2, "CREATE TABLE stars (id INTEGER PRIMARY KEY, ster TEXT)"),
    "another's articles": put_foreign(3, "CREATE TABLE articles (id INTEGER, title BLOB)"),
    "a view of that name": put_foreign(3, "CREATE VIEW stars AS SELECT 1 AS id"),
    "a database in UTF-16": put_utf16,
    "a database of small pages": put_small_pages,
    "an empty folder": Path.mkdir,
    "a folder": put_folder,
    "a dead link": lambda path: make_link(path, "nergens"),
    "a link to itself": lambda path: make_link(path, path.name),
    "a link to a folder": put_link_to_folder,
    "a link to no end of zeros": lambda path: make_link(path, "/dev/zero"),
    "a link to nowhere": lambda path: make_link(path, "/dev/null"),
    "a pipe": make_pipe,
}
if os.name == "nt":
    for kind in [kind for kind in OTHER_KINDS if "link" in kind or "pipe" in kind]:
        del OTHER_KINDS[kind]


def all_of(*damages: Damage) -> Damage:
    def damage(folder: Path) -> None:
        for each in damages:
            each(folder)

    return damage


def each_copy(spoil: Callable[[Path], object]) -> Damage:
    """Do something to every file of every copy."""

    def damage(folder: Path) -> None:
        for path in sorted((folder / COPIES).rglob("*")):
            if path.is_file():
                spoil(path)

    return damage


def newest_copy(spoil: Callable[[Path], object]) -> Damage:
    """Do something to the files of the last copy by name."""

    def damage(folder: Path) -> None:
        files = [path for path in (folder / COPIES).rglob("*") if path.is_file()]
        for path in [path for path in files if path.parent == max(files).parent][-1:]:
            spoil(path)

    return damage


def header_damages(name: str) -> dict[str, Damage]:
    """Return two damages to each byte of the header: one bit, and every bit of it."""
    single = {
        f"{name}: bit {offset % 8} of byte {offset}": flip(name, offset, 1 << offset % 8)
        for offset in range(HEADER)
    }
    whole = {f"{name}: byte {offset}": flip(name, offset, 0xFF) for offset in range(HEADER)}
    return single | whole


def content_damages(name: str) -> dict[str, Damage]:
    """Return damages to schema, pages and length."""
    found: dict[str, Damage] = {}
    for place in range(100, PAGE, 137):
        found[f"{name}: byte {place} of the first page"] = flip(name, place, 1 << place % 8)
    chance = random.Random(name)
    for number in range(30):
        place = chance.randrange(PAGE, 2**31)
        found[f"{name}: a bit somewhere, {number}"] = flip(name, place, 1 << place % 8)
    for page in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0.3, 0.5, 0.7, 0.9):
        for kind, byte in (("zeros", 0), ("noise", None), ("ones", 255)):
            found[f"{name}: {kind} in page {page}"] = fill(name, page, 1, byte)
    for kind, byte in (("zeros", 0), ("noise", None)):
        found[f"{name}: {kind} in the second half"] = fill(name, 0.5, 10**6, byte)
        found[f"{name}: {kind} but for the first page"] = fill(name, 1, 10**6, byte)
        found[f"{name}: {kind} in ten pages"] = fill(name, 2, 10, byte)
    for size in (15, 99, 100, 511, 2048, 4095, 4096, 8192, 0.1, 0.5, 0.99, -1, -4096):
        found[f"{name}: cut to {size}"] = cut(name, size)
    for count in (1, 100, PAGE, 50_000):
        found[f"{name}: {count} bytes more"] = lengthen(name, count)
    return found


def neighbour_damages(name: str) -> dict[str, Damage]:
    """Return damages to what SQLite keeps beside a database."""
    found: dict[str, Damage] = {}
    for ending in ("-wal", "-shm", "-journal"):
        for kind in ("0 bytes", "noise", "zeros", "text", "an empty folder", "a folder"):
            found[f"{name}{ending}: {kind}"] = replace(name + ending, OTHER_KINDS[kind])
        for kind in ("a dead link", "a pipe"):
            if kind in OTHER_KINDS:
                found[f"{name}{ending}: {kind}"] = replace(name + ending, OTHER_KINDS[kind])
    log = f"{name}-wal"
    for offset in (0, 4, 8, 16, 24, 33, 40, 48, 60, 200, 2000, -1):
        damage = all_of(crash, flip(log, offset, 0x10))
        found[f"{log}: byte {offset} after a crash"] = damage
    found[f"{log}: gone after a crash"] = all_of(crash, replace(log, put_nothing))
    found[f"{log}: cut after a crash"] = all_of(crash, cut(log, 0.5))
    for kind in ("nothing", "0 bytes", "zeros", "noise", "a ZIP", "a folder"):
        damage = all_of(crash, replace(name, OTHER_KINDS[kind]))
        found[f"{log}: a log beside {kind}"] = damage
    found[f"{log}: noise in the header of its file"] = all_of(crash, fill(name, 0, 1, None))
    return found


def copy_damages() -> dict[str, Damage]:
    """Return damages to the copies, alone and with the library."""
    library, *_ = FILES
    spoilers = {
        "noise": put_noise,
        "text": put_text,
        "nothing": lambda path: path.write_bytes(b""),
        "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
        "half": lambda path: os.truncate(path, path.stat().st_size // 2),
        "a bad page": lambda path: fill(path.name, 1, 1, None)(path.parent),
        "a flipped version": lambda path: flip(path.name, 63, 4)(path.parent),
        "folders": lambda path: (path.unlink(), path.mkdir()),
    }
    blows = {
        "whole": put_nothing,
        "without its first page": fill(library, 0, 1, 0),
        "with a bit in its header": flip(library, 47, 2),
        "with a bad page": fill(library, 3, 1, None),
        "cut to half": cut(library, 0.5),
        "gone": replace(library, OTHER_KINDS["nothing"]),
        "noise": replace(library, put_noise),
    }
    found: dict[str, Damage] = {}
    for what, spoil in spoilers.items():
        for blow, damage in blows.items():
            found[f"copies: all {what}, library {blow}"] = all_of(each_copy(spoil), damage)
            found[f"copies: newest {what}, library {blow}"] = all_of(newest_copy(spoil), damage)
    for kind in ("nothing", "text", "an empty folder", "a dead link", "a link to itself", "a pipe"):
        if kind in OTHER_KINDS:
            for blow in ("whole", "without its first page", "gone"):
                damage = all_of(replace(COPIES, OTHER_KINDS[kind]), blows[blow])
                found[f"copies: {kind}, library {blow}"] = damage
    return found


def leftover_damages() -> dict[str, Damage]:
    """Return what an interrupted repair, or anybody, may leave under the program's names."""
    names = (
        "library.restored.sqlite",
        "library.building.sqlite",
        "library.salvage.sqlite",
        "cache.damaged",
    )
    library, *_ = FILES
    found: dict[str, Damage] = {}
    for name in names:
        for kind in ("0 bytes", "noise", "text", "a folder", "another's database"):
            damage = replace(name, OTHER_KINDS[kind])
            found[f"{name}: {kind}"] = damage
            found[f"{name}: {kind}, library damaged"] = all_of(damage, fill(library, 0, 1, 0))
    return found


def damages() -> dict[str, Damage]:
    found: dict[str, Damage] = {}
    for name in FILES:
        found |= header_damages(name) | content_damages(name) | neighbour_damages(name)
        found |= {f"{name}: {kind}": replace(name, put) for kind, put in OTHER_KINDS.items()}
    for kind in ("zeros", "noise", "text", "a ZIP", "0 bytes", "a folder"):
        both = all_of(*(replace(name, OTHER_KINDS[kind]) for name in FILES))
        found[f"both: {kind}"] = both
        found[f"everything: {kind}"] = all_of(both, each_copy(put_noise))
    return found | copy_damages() | leftover_damages()


DAMAGES = damages()
