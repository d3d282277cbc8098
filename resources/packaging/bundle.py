"""What belongs in a bundle and what does not: read by build.spec, and checked after it.

Run: python -m resources.packaging.bundle FOLDER; prints the largest files, fails with what
should not be there.
"""

import sys
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/local/lib/")
SHOWN = 12
MB = 1_000_000


@cache
def table() -> dict[str, Any]:
    """Return what bundle.toml says."""
    return tomllib.loads((HERE / "bundle.toml").read_text(encoding="utf-8"))


def modules_left_out(platform: str = sys.platform) -> list[str]:
    """Return the Python modules that a bundle for a system does without."""
    entries = (e for e in table()["module"] if platform in e.get("platforms", (platform,)))
    named = (name for entry in entries for name in entry["names"])
    # From 3.12 on Python has it no more, and PyInstaller gives setuptools' own that name.
    return [name for name in named if name != "distutils" or name in sys.stdlib_module_names]


def is_named(path: str, patterns: Iterable[str]) -> bool:
    """Return whether a path inside the bundle matches one of `patterns`."""
    plain = path.replace("\\", "/")
    return any(fnmatchcase(plain, pattern) for pattern in patterns)


def is_left_out(path: str) -> bool:
    """Return whether the table keeps this path out of a bundle."""
    return any(is_named(path, entry["paths"]) for entry in table()["file"])


def is_module_left_out(path: str) -> bool:
    """Return whether the table keeps the module that lies at this path out of a bundle."""
    place = Path(path)
    name = ".".join((*place.parts[:-1], place.name.partition(".")[0]))
    return any(f"{name}.".startswith(f"{left_out}.") for left_out in modules_left_out())


def is_of_the_system(path: str, source: str) -> bool:
    """Return whether a library collected from `source` is left to the system on Linux."""
    if not source.startswith(SYSTEM_FOLDERS):
        return False
    return not is_named(Path(path).name, table()["system"]["carried"])


def kept(entries: Iterable[tuple[str, str, str]], platform: str) -> list[tuple[str, str, str]]:
    """Return those of PyInstaller's (path, source, kind) entries that belong in a bundle."""
    is_linux = platform.startswith("linux")
    found = []
    for path, source, kind in entries:
        # A link is as good as what it leads to: "libQt6Core.so.6" -> "PySide6/Qt/lib/...".
        target = source if kind == "SYMLINK" else path
        if is_left_out(path) or is_left_out(target):
            continue
        if is_linux and kind == "BINARY" and is_of_the_system(path, source):
            continue
        found.append((path, source, kind))
    return sorted(found)


def files_of(folder: Path) -> dict[str, int]:
    """Return each file's path below `folder` and its size in bytes; links count nothing."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def faults_of(files: dict[str, int]) -> list[str]:
    """Return what is wrong with a bundle of these files, [] if nothing is."""
    limits = table()["limits"]
    faults = []
    for path, size in files.items():
        inside = path.partition("_internal/")[2] or path
        if is_left_out(inside) or is_module_left_out(inside):
            faults.append(f"{path} is to be left out")
        if size > limits["large_kb"] * 1000 and not is_named(inside, limits["large"]):
            faults.append(f"{path} has {size / MB:.1f} MB and is not among the large files")
    whole = sum(files.values())
    if whole > limits["unpacked_mb"] * MB:
        faults.append(f"{whole / MB:.1f} MB in all, allowed are {limits['unpacked_mb']}")
    return faults


def main() -> int:
    """Check the bundle named on the command line and return the exit code."""
    files = files_of(Path(sys.argv[1]))
    for path, size in sorted(files.items(), key=lambda entry: -entry[1])[:SHOWN]:
        print(f"{size / MB:6.1f} MB  {path}")
    print(f"{sum(files.values()) / MB:6.1f} MB  in {len(files)} files")
    faults = faults_of(files)
    for fault in faults:
        print(f"FAULT: {fault}", file=sys.stderr)
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
