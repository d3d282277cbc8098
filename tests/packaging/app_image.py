"""An AppImage whose runtime does nothing: what is behind it is unpacked instead of mounted."""

import subprocess
from pathlib import Path

# Anything that is executed before the file system would do here.
RUNTIME = b"\x7fELF stand-in".ljust(4096, b"\0")


def unpacked(image: Path, target: Path) -> Path:
    """Unpack the file system behind RUNTIME to `target` and return it."""
    command = ["unsquashfs", "-no-progress", "-offset", str(len(RUNTIME)), "-dest", str(target)]
    subprocess.run([*command, str(image)], check=True, capture_output=True)
    return target
