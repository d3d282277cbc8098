"""Builds the program and its packages twice and says which files differ.

Run: python -m resources.packaging.reproducible; takes two builds, some three minutes.
"""

import filecmp
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]


def build(folder: Path) -> Path:
    """Build everything anew into `folder` and return where it is."""
    dist = folder / "dist"
    places = [f"DIST={dist}", f"WORK={folder / 'work'}"]
    done = subprocess.run(
        ["make", "package", "sbom", *places], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return dist


def differences(one: Path, other: Path) -> Iterator[str]:
    """Yield what is not the same below two folders: a path, and what is the matter with it."""
    names = {path.relative_to(one) for path in one.rglob("*")}
    others = {path.relative_to(other) for path in other.rglob("*")}
    yield from (f"{name}: only in one" for name in sorted(names ^ others))
    for name in sorted(names & others):
        first, second = one / name, other / name
        if first.is_symlink() or second.is_symlink():
            if not (first.is_symlink() and second.is_symlink()):
                yield f"{name}: a link in one"
            elif first.readlink() != second.readlink():
                yield f"{name}: leads elsewhere"
        elif first.is_file() and not filecmp.cmp(first, second, shallow=False):
            yield f"{name}: other bytes"
        elif first.stat().st_mode != second.stat().st_mode:
            yield f"{name}: another mode"


def main() -> int:
    """Compare two builds and return the exit code."""
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        found = list(differences(build(Path(one)), build(Path(other))))
    print("\n".join(found) or "Both builds are the same to the byte.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
