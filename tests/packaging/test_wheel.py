"""The wheel in an environment of its own, as pipx and `uv tool` install it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = "Scripts" if sys.platform == "win32" else "bin"
NAME = "zeelandnet-desktop"
UV = Path(sys.executable).with_name("uv.exe" if sys.platform == "win32" else "uv")


def run(*command: object, home: Path, **variables: object) -> str:
    """Return what a command prints; nothing of this checkout is in its way."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "UV_CACHE_DIR", "XDG_CACHE_HOME")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    own = {"XDG_DATA_HOME": home, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **variables}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=home,
        env={**environment, **{name: str(value) for name, value in own.items()}},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an environment's programs; all comes from what `make setup` fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    run(
        UV, "sync", "--project", ROOT, "--python", sys.executable,
        "--locked", "--offline", "--no-dev", "--no-editable", "--reinstall-package", NAME,
        home=folder, UV_PROJECT_ENVIRONMENT=folder,
    )  # fmt: skip
    return folder / BIN


def test_every_part_is_in_the_wheel(programs: Path, tmp_path: Path) -> None:
    said = run(programs / NAME, "--self-test", home=tmp_path)

    assert "FAILED" not in said


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has desktop entries")
def test_the_menu_starts_what_pipx_installed(programs: Path, tmp_path: Path) -> None:
    run(programs / NAME, "--install-desktop-entry", home=tmp_path)

    entry = tmp_path / "applications" / "nl.zeelandnet.Desktop.desktop"
    assert f'Exec="{programs / NAME}"' in entry.read_text(encoding="utf-8")
