"""The smaller tables of ICU are tables that ICU reads."""

import importlib.util
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from resources.packaging.bundle import table
from resources.packaging.linux.icu_data import items_of, trimmed, write_smaller_library

HEAD = struct.pack("<H", 32) + b"\xda\x27" + bytes(28)
# Run with the smaller library in the place of Qt's own.
CHILD = """
from PySide6.QtCore import QCollator, QDateTime, QLocale, QTimeZone
collator = QCollator(QLocale("nl_NL"))
words = sorted(["zee", "Zwin", "écluse", "ei", "eb", "Eede"], key=collator.sortKey)
print(" ".join(words), QLocale("nl_NL").toUpper("straße ijs"))
moment = QDateTime.fromSecsSinceEpoch(1_700_000_000, QTimeZone(b"Europe/Amsterdam"))
print(moment.timeZone().displayName(moment, QTimeZone.NameType.LongName, QLocale("nl_NL")))
print(any("SMALLER" in line for line in open("/proc/self/maps")))
print(sum("libicudata" in line and "PySide6" in line for line in open("/proc/self/maps")))
"""


def package(items: dict[str, bytes]) -> bytes:
    """Return common data of ICU with these items, whose sizes are multiples of 16."""
    names = b"".join(name.encode() + b"\0" for name in items)
    names += bytes(-(4 + 8 * len(items) + len(names)) % 16)
    entries, place = b"", 4 + 8 * len(items)
    body = place + len(names)
    for name, content in items.items():
        entries += struct.pack("<II", place, body)
        place += len(name) + 1
        body += len(content)
    return HEAD + struct.pack("<I", len(items)) + entries + names + b"".join(items.values())


def test_only_what_matches_is_kept_and_unchanged() -> None:
    items = {
        "icudt73l/en.res": b"e" * 32,
        "icudt73l/ja.res": b"j" * 48,
        "icudt73l/nl.res": b"n" * 16,
    }

    smaller = trimmed(package(items), ["nl.res", "en.res"])

    assert items_of(smaller, len(HEAD)) == [
        ("icudt73l/en.res", b"e" * 32),
        ("icudt73l/nl.res", b"n" * 16),
    ]
    assert smaller[: len(HEAD)] == HEAD


def test_everything_kept_gives_the_same_items() -> None:
    items = {"icudt73l/coll/root.res": b"r" * 16, "icudt73l/nl.res": b"n" * 32}

    assert items_of(trimmed(package(items), ["*"]), len(HEAD)) == list(items.items())


@pytest.mark.linux(reason="only Qt for Linux brings ICU")
@pytest.mark.skipif(shutil.which("ld") is None, reason="binutils are missing")
def test_qt_sorts_and_names_dutch_with_the_smaller_library(tmp_path: Path) -> None:
    found = importlib.util.find_spec("PySide6")
    assert found is not None
    assert found.origin is not None
    (library,) = (Path(found.origin).parent / "Qt" / "lib").glob("libicudata.so.*")
    smaller = tmp_path / "SMALLER" / library.name

    write_smaller_library(library, smaller, table()["icu"]["keep"])

    assert smaller.stat().st_size < library.stat().st_size / 10
    whole = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, check=True
    )
    small = subprocess.run(
        [sys.executable, "-c", CHILD],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"LD_PRELOAD": str(smaller)},
    )
    assert small.stdout.splitlines()[:2] == whole.stdout.splitlines()[:2]
    assert small.stdout.splitlines()[2:] == ["True", "0"]
    assert "Midden-Europese" in small.stdout
