"""An AppImage holds the program and what desktops look for, behind the runtime that was named."""

import hashlib
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop import APPLICATION_ID
from resources.packaging.linux.appimage import RUNTIMES, Runtime, make_app_image, trusted
from tests.packaging.app_image import RUNTIME, unpacked

BUILT = datetime(2026, 11, 20, tzinfo=UTC)
NEEDS_SQUASHFS = pytest.mark.skipif(
    shutil.which("mksquashfs") is None, reason="Debian package missing: squashfs-tools"
)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    (folder / "_internal").mkdir(parents=True)
    program = folder / "zeelandnet-desktop"
    shutil.copy("/bin/echo", program)
    (folder / "_internal" / "een naam met spaties.txt").write_text("stand-in")
    return folder


@NEEDS_SQUASHFS
def test_it_holds_the_program_behind_the_runtime(bundle: Path, tmp_path: Path) -> None:
    image = make_app_image(bundle, tmp_path / "dist", RUNTIME, BUILT)

    tree = unpacked(image, tmp_path / "unpacked")
    said = subprocess.run([str(tree / "AppRun"), "ja"], capture_output=True, text=True, check=True)
    assert image.read_bytes().startswith(RUNTIME)
    assert image.stat().st_mode & 0o111
    assert said.stdout == "ja\n"
    assert (tree / f"{APPLICATION_ID}.desktop").read_text().startswith("[Desktop Entry]")
    assert (tree / ".DirIcon").read_bytes().startswith(b"\x89PNG")


@NEEDS_SQUASHFS
def test_two_of_one_bundle_are_the_same_to_the_byte(bundle: Path, tmp_path: Path) -> None:
    one = make_app_image(bundle, tmp_path / "one", RUNTIME, BUILT)
    (bundle / "_internal" / "een naam met spaties.txt").touch()
    other = make_app_image(bundle, tmp_path / "other", RUNTIME, BUILT)

    assert one.read_bytes() == other.read_bytes()


def test_only_the_runtime_that_was_named_is_taken() -> None:
    wanted = Runtime("https://example.org/runtime", hashlib.sha256(RUNTIME).hexdigest())

    assert trusted(RUNTIME, wanted) == RUNTIME
    with pytest.raises(ValueError, match=r"https://example\.org/runtime"):
        trusted(RUNTIME + b"x", wanted)


def test_runtimes_are_fetched_encrypted_and_by_their_version() -> None:
    assert all(runtime.url.startswith("https://") for runtime in RUNTIMES.values())
    assert not [runtime.url for runtime in RUNTIMES.values() if "continuous" in runtime.url]
    assert {len(runtime.sha256) for runtime in RUNTIMES.values()} == {64}
