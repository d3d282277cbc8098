"""A smaller libicudata for the bundle: ICU's own tables, for the languages of the window only.

Qt for Linux brings all languages, characters sets and countries of ICU, 32 MB. Qt asks it
for the order of words, for capitals and for names of time zones, so that what is kept is
named in bundle.toml. The format is that of ICU's "common data" (icu4c/source/common/ucmndata.h).
"""

import struct
import subprocess
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

_MAGIC = b"\xda\x27"
_ALIGNMENT = 16
_SOURCE = """
    .section .rodata
    .globl {symbol}
    .type {symbol}, %object
    .size {symbol}, {size}
    .balign 16
{symbol}:
    .incbin "{data}"
    .section .note.GNU-stack, "", %progbits
"""


def write_smaller_library(source: Path, target: Path, keep: Iterable[str]) -> None:
    """Write to `target` the library `source` with only those tables that match `keep`."""
    symbol, data = read_data(source)
    folder = target.parent
    folder.mkdir(parents=True, exist_ok=True)
    table, program, item = folder / "icu.dat", folder / "icu.s", folder / "icu.o"
    smaller = trimmed(data, keep)
    table.write_bytes(smaller)
    text = _SOURCE.format(symbol=symbol, size=len(smaller), data=table.name)
    program.write_text(text, encoding="ascii")
    subprocess.run(["as", "-o", item.name, program.name], cwd=folder, check=True)
    link = ["ld", "-shared", "-z", "noexecstack", "--build-id=none", "-s"]
    name = ["-soname", source.name, "-o", target.name]
    subprocess.run([*link, *name, item.name], cwd=folder, check=True)


def read_data(library: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of the one symbol that libicudata exports."""
    command = ["readelf", "-W", "--dyn-syms", str(library)]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    fields = next(line.split() for line in listing.splitlines() if line.endswith("_dat"))
    start, size = int(fields[1], 16), int(fields[2], 0)
    content = library.read_bytes()
    # Linked so that the place in the file is the address; the magic number says whether it is.
    data = content[start : start + size]
    if data[2:4] != _MAGIC:
        raise ValueError(f"{library.name}: no data of ICU where {fields[-1]} should be")
    return fields[-1], data


def trimmed(data: bytes, keep: Iterable[str]) -> bytes:
    """Return a package of common data with only those items whose names match `keep`."""
    patterns = tuple(keep)
    (head,) = struct.unpack_from("<H", data)
    items = [item for item in items_of(data, head) if is_kept(item[0], patterns)]
    names = b"".join(name.encode() + b"\0" for name, _ in items)
    place_of_name = 4 + 8 * len(items)
    place = aligned(place_of_name + len(names))
    entries, bodies = [], []
    for name, body in items:
        entries.append(struct.pack("<II", place_of_name, place))
        body += bytes(aligned(len(body)) - len(body))
        bodies.append(body)
        place_of_name += len(name) + 1
        place += len(body)
    contents = struct.pack("<I", len(items)) + b"".join(entries) + names
    contents += bytes(aligned(len(contents)) - len(contents))
    return data[:head] + contents + b"".join(bodies)


def items_of(data: bytes, head: int) -> list[tuple[str, bytes]]:
    """Return the items of a package in their order: name, such as "icudt73l/nl.res", and bytes."""
    (count,) = struct.unpack_from("<I", data, head)
    entries = list(struct.iter_unpack("<II", data[head + 4 : head + 4 + 8 * count]))
    ends = [place for _, place in entries[1:]] + [len(data) - head]
    items = []
    for (name, start), end in zip(entries, ends, strict=True):
        stop = data.index(b"\0", head + name)
        items.append((data[head + name : stop].decode(), data[head + start : head + end]))
    return items


def is_kept(name: str, patterns: Iterable[str]) -> bool:
    """Return whether an item is wanted; the first part of its name is ICU's version."""
    inside = name.partition("/")[2]
    return any(fnmatchcase(inside, pattern) for pattern in patterns)


def aligned(size: int) -> int:
    """Return `size` rounded up to where the next item may begin."""
    return -(-size // _ALIGNMENT) * _ALIGNMENT
