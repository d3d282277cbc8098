"""Nobody else on the computer reads what the profile holds."""

import os
from pathlib import Path

import pytest

from desktop.services.private_files import make_private

pytestmark = pytest.mark.linux(reason="Windows has no such modes")
NAMES = (
    "library.sqlite", "cache.sqlite", "cache.sqlite-wal", "settings.ini", "instance.lock",
    "bronnen.toml", "zeelandnet-desktop.log",
)  # fmt: skip


def profile(folder: Path, mode: int = 0o755) -> Path:
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
        (folder / name).chmod(0o644)
    copy = folder / "backups" / "library-0001.sqlite"
    copy.parent.mkdir()
    copy.write_text("x", encoding="utf-8")
    folder.chmod(mode)
    return folder


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def is_closed(folder: Path) -> bool:
    found = [path for path in folder.rglob("*") if path.name.startswith((*NAMES, "library-"))]
    return len(found) > len(NAMES) and not any(mode(path) & 0o077 for path in found)


def test_folders_and_files_of_an_earlier_version_are_closed(tmp_path: Path) -> None:
    folder = profile(tmp_path / "profiel")

    make_private(folder)

    assert (mode(folder), mode(folder / "backups"), is_closed(folder)) == (0o700, 0o700, True)
    assert mode(folder / "library.sqlite") == 0o600


def test_a_folder_that_holds_other_things_stays_open(tmp_path: Path) -> None:
    folder = profile(tmp_path / "map")
    (folder / "brief.odt").write_text("x", encoding="utf-8")
    (folder / "brief.odt").chmod(0o644)

    make_private(folder)

    assert (mode(folder), mode(folder / "brief.odt"), is_closed(folder)) == (0o755, 0o644, True)


def test_a_folder_that_others_may_write_to_stays_open(tmp_path: Path) -> None:
    folder = profile(tmp_path / "gedeeld", 0o775)

    make_private(folder)

    assert (mode(folder), is_closed(folder)) == (0o775, True)


def test_links_lead_nowhere(tmp_path: Path) -> None:
    folder, elsewhere = profile(tmp_path / "profiel"), tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "library.sqlite").write_text("x", encoding="utf-8")
    (elsewhere / "library.sqlite").chmod(0o644)
    (folder / "library-link").symlink_to(elsewhere / "library.sqlite")
    (folder / "backups" / "map").symlink_to(elsewhere)

    make_private(folder)

    assert mode(elsewhere / "library.sqlite") == 0o644


def test_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    make_private(tmp_path / "weg")


def test_a_mode_that_is_stricter_already_stays(tmp_path: Path) -> None:
    folder = profile(tmp_path / "profiel")
    (folder / "bronnen.toml").chmod(0o400)

    make_private(folder)

    assert mode(folder / "bronnen.toml") == 0o400
    assert os.access(folder, os.W_OK)
