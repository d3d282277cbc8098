"""The .deb, compressed as dpkg-deb itself cannot."""

import shutil
import subprocess
from pathlib import Path

import pytest

from resources.packaging.linux.package import write_compressed

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="package missing: dpkg")
CONTROL = "Package: p\nVersion: 1\nArchitecture: all\nMaintainer: m <m@p.invalid>\nDescription: p\n"


@pytest.mark.parametrize("size", [0, 1, 10_000])
def test_a_compressed_package_holds_what_the_loose_one_held(tmp_path: Path, size: int) -> None:
    tree, loose, small = (tmp_path / name for name in ("tree", "loose.deb", "small.deb"))
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(CONTROL)
    (tree / "file").write_bytes(b"\xe8" * size)
    tree.chmod(0o755)
    dpkg_deb("-Znone", "--build", str(tree), str(loose))

    write_compressed(loose, small)

    assert small.stat().st_size < loose.stat().st_size
    for question in ("--contents", "--info", "--fsys-tarfile"):
        assert shorn(dpkg_deb(question, str(small))) == shorn(dpkg_deb(question, str(loose)))


def dpkg_deb(*arguments: str) -> bytes:
    """Return what dpkg-deb answers."""
    return subprocess.run(["dpkg-deb", *arguments], check=True, capture_output=True).stdout


def shorn(answer: bytes) -> bytes:
    """Return an answer without the size of the file itself."""
    return b"\n".join(line for line in answer.split(b"\n") if b" size " not in line)
