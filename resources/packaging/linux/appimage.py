"""Makes an AppImage of the built program: one file that runs where it lies.

Run: python -m resources.packaging.linux.appimage BUNDLE FOLDER [--runtime FILE]

An AppImage is a small program, the runtime, with a file system behind it that it mounts
(AppImage specification, type 2). The runtime is fetched once and is taken only if it is the
one that is named here. The times of all files are SOURCE_DATE_EPOCH.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.request import urlopen

from desktop import APPLICATION_ID, __version__
from resources.packaging.bundle import MB
from resources.packaging.changelog import read_releases
from resources.packaging.linux.package import PLACE, home_page, settle
from resources.packaging.linux.tree import NAME, add_desktop_files

ICON_PX = 256
ANSWER_WAIT_S = 60


class Runtime(NamedTuple):
    """What stands before the file system.

    Attributes:
        url: Where one version of it is for ever.
        sha256: Of its bytes, in hexadecimal digits.
    """

    url: str
    sha256: str


RUNTIMES = {
    "x86_64": Runtime(
        "https://github.com/AppImage/type2-runtime/releases/download/20251108/runtime-x86_64",
        "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d",
    ),
}


def main() -> int:
    """Make the AppImage named on the command line and return the exit code."""
    parser = argparse.ArgumentParser(prog="resources.packaging.linux.appimage")
    parser.add_argument("bundle", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runtime", type=Path, help="a file, instead of fetching it")
    options = parser.parse_args()
    wanted = RUNTIMES.get(os.uname().machine)
    if wanted is None:
        print(f"There is no runtime for {os.uname().machine}", file=sys.stderr)
        return 1
    try:
        found = options.runtime.read_bytes() if options.runtime else fetch(wanted.url)
        runtime = trusted(found, wanted)
    except (OSError, ValueError) as error:
        print(f"No runtime for the AppImage: {error}", file=sys.stderr)
        return 1
    built = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    target = make_app_image(options.bundle, options.folder, runtime, built)
    print(f"{target.stat().st_size / MB:6.1f} MB  {target.name}")
    return 0


def fetch(url: str) -> bytes:
    """Return what is at an address of RUNTIMES. Raises OSError."""
    with urlopen(url, timeout=ANSWER_WAIT_S) as answer:  # noqa: S310 - an address of ours
        return bytes(answer.read())


def trusted(content: bytes, wanted: Runtime) -> bytes:
    """Return `content` if it is the runtime `wanted`. Raises ValueError."""
    found = hashlib.sha256(content).hexdigest()
    if found != wanted.sha256:
        raise ValueError(f"{wanted.url}: its sum is {found}, not {wanted.sha256}")
    return content


def make_app_image(bundle: Path, folder: Path, runtime: bytes, built: datetime) -> Path:
    """Write the AppImage of `bundle` into `folder` and return its path."""
    target = folder / f"{NAME}-{__version__}-{os.uname().machine}.AppImage"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        tree, system = Path(name) / "tree", Path(name) / "system"
        write_tree(bundle, tree, built)
        options = ["-noappend", "-root-owned", "-no-progress", "-quiet", "-comp", "zstd"]
        when = {**os.environ, "SOURCE_DATE_EPOCH": str(int(built.timestamp()))}
        subprocess.run(["mksquashfs", str(tree), str(system), *options], env=when, check=True)
        target.write_bytes(runtime + system.read_bytes())
    target.chmod(0o755)
    return target


def write_tree(bundle: Path, tree: Path, built: datetime) -> None:
    """Write what is mounted: the program, and at the top what the specification asks for."""
    shutil.copytree(bundle, tree / PLACE, symlinks=True)
    share = tree / "usr" / "share"
    add_desktop_files(share, read_releases(), built=built, page=home_page())
    (tree / "AppRun").symlink_to(f"{PLACE}/{NAME}")
    entry = f"{APPLICATION_ID}.desktop"
    (tree / entry).symlink_to(f"usr/share/applications/{entry}")
    icon = f"{APPLICATION_ID}.png"
    size = f"{ICON_PX}x{ICON_PX}"
    (tree / icon).symlink_to(f"usr/share/icons/hicolor/{size}/apps/{icon}")
    (tree / ".DirIcon").symlink_to(icon)
    settle(tree, built)


if __name__ == "__main__":
    sys.exit(main())
