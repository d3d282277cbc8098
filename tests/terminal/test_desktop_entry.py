"""`--install-desktop-entry`: a program that no package brought is in the menu as well."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.terminal.desktop_entry import command_of, install
from desktop.terminal.profile import data_folder
from tests.terminal.running import command

pytestmark = pytest.mark.linux(reason="only Linux has desktop entries")
ENTRY = "applications/nl.zeelandnet.Desktop.desktop"


def exec_lines(share: Path) -> list[str]:
    lines = (share / ENTRY).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("Exec=")]


def test_each_line_of_the_entry_starts_this_program(tmp_path: Path) -> None:
    install(tmp_path, ("/home/an na/.local/bin/zeelandnet-desktop",))

    program = 'Exec="/home/an na/.local/bin/zeelandnet-desktop"'
    assert exec_lines(tmp_path) == [program, f"{program} --webmail", f"{program} --compose"]


def test_the_menu_has_the_icon_at_every_size(tmp_path: Path) -> None:
    install(tmp_path, ("/zee",))

    icons = {path.relative_to(tmp_path / "icons/hicolor") for path in tmp_path.rglob("apps/*")}
    assert {Path("48x48/apps/nl.zeelandnet.Desktop.png"),
            Path("scalable/apps/nl.zeelandnet.Desktop.svg")} <= icons  # fmt: skip


def test_an_entry_of_before_is_replaced(tmp_path: Path) -> None:
    install(tmp_path, ("/old/zee",))

    install(tmp_path, ("/new/zee",))

    assert exec_lines(tmp_path)[0] == 'Exec="/new/zee"'


@pytest.mark.parametrize(
    ("configured", "place"),
    [
        ("/data/jan", "/data/jan"),
        ("data", "/home/jan/.local/share"),
        ("", "/home/jan/.local/share"),
    ],
)
def test_the_entry_goes_where_the_desktop_looks(configured: str, place: str) -> None:
    assert data_folder({"XDG_DATA_HOME": configured}, Path("/home/jan")) == Path(place)


def test_the_program_is_what_was_typed_or_python_with_it(tmp_path: Path) -> None:
    typed = tmp_path / "bin" / "zeelandnet-desktop"
    typed.parent.mkdir()
    typed.write_text("#!/bin/sh\n")
    typed.chmod(0o755)

    assert command_of(str(typed), {}) == (str(typed),)
    assert command_of("/x/desktop/__main__.py", {}) == (sys.executable, "-m", "desktop")


def test_it_says_where_the_entry_is_and_the_entry_is_valid(tmp_path: Path) -> None:
    done = subprocess.run(
        **command("--install-desktop-entry", home=tmp_path), capture_output=True, timeout=60
    )

    share = tmp_path / ".local" / "share"
    assert (done.returncode, done.stderr) == (0, "")
    assert str(share / ENTRY) in done.stdout
    if checker := shutil.which("desktop-file-validate"):
        checked = subprocess.run([checker, share / ENTRY], capture_output=True, encoding="utf-8")
        assert (checked.returncode, checked.stdout) == (0, "")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("in the way")

    done = subprocess.run(
        **command("--install-desktop-entry", home=tmp_path), capture_output=True, timeout=60
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
