"""What is kept out of a bundle, and that it is noticed when something slips back in."""

import ast
from pathlib import Path

import pytest

from resources.packaging.bundle import (
    faults_of,
    is_left_out,
    kept,
    modules_left_out,
    table,
)

LINUX = "linux"
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("kind", ["module", "file"])
def test_everything_left_out_has_a_reason_and_a_size(kind: str) -> None:
    for entry in table()[kind]:
        assert len(entry["why"]) > 10, entry
        assert entry["saves_mb"] >= 0


def imported_by_the_program() -> set[str]:
    names: set[str] = set()
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                names.update({f"{node.module}", *(f"{node.module}.{a.name}" for a in node.names)})
    return names


@pytest.mark.parametrize("platform", [LINUX, "win32", "darwin"])
def test_nothing_that_the_program_imports_is_left_out(platform: str) -> None:
    imported = imported_by_the_program()

    assert not [
        module
        for module in modules_left_out(platform)
        for name in imported
        if name == module or name.startswith(f"{module}.")
    ]


def test_what_encrypts_passwords_on_their_way_comes_along_where_the_keyring_asks_for_it() -> None:
    assert "cryptography" not in modules_left_out(LINUX)
    assert {"cryptography", "cffi"} <= set(modules_left_out("win32"))


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/translations/qt_nl.qm",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6\\plugins\\imageformats\\qtiff.dll",
        "babel/locale-data/zh_Hant.dat",
        "babel/locale-data/nl_BE.dat",
        "resources/packaging/bundle.toml",
        "resources/icons/draw_icons.py",
        "resources/demo/pictures/README.md",
    ],
)
def test_is_left_out(path: str) -> None:
    assert is_left_out(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/networkinformation/libqnetworkmanager.so",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "babel/locale-data/root.dat",
        "babel/locale-data/nl.dat",
        "babel/locale-data/en.dat",
        "resources/i18n/zeelandnet_en.qm",
        "resources/i18n/zeelandnet_en.ts",
        "resources/icons/app/zeelandnet-desktop.svg",
        "resources/sources.toml",
    ],
)
def test_is_kept(path: str) -> None:
    assert not is_left_out(path)


def test_a_link_goes_with_what_it_leads_to() -> None:
    link = ("libQt6OpenGL.so.6", "PySide6/Qt/lib/libQt6OpenGL.so.6", "SYMLINK")

    assert kept([link], LINUX) == []


def test_a_library_of_the_system_stays_with_the_system_on_linux_alone() -> None:
    entry = ("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6", "BINARY")

    assert kept([entry], LINUX) == []
    assert kept([entry], "darwin") == [entry]


def test_a_library_that_desktops_need_not_have_is_carried() -> None:
    entry = ("libxcb-cursor.so.0", "/lib/x86_64-linux-gnu/libxcb-cursor.so.0", "BINARY")

    assert kept([entry], LINUX) == [entry]


def test_entries_are_sorted_so_that_two_builds_are_the_same() -> None:
    entries = [("b.py", "/src/b.py", "DATA"), ("a.py", "/src/a.py", "DATA")]

    assert kept(entries, LINUX) == sorted(entries)


def test_a_good_bundle_has_no_fault() -> None:
    files = {
        "zeelandnet-desktop": 100_000,
        "_internal/PySide6/Qt/lib/libQt6Core.so.6": 7_000_000,
        "_internal/lxml/etree.cpython-311-x86_64-linux-gnu.so": 5_000_000,
    }

    assert faults_of(files) == []


@pytest.mark.parametrize(
    ("path", "size", "fault"),
    [
        ("_internal/PySide6/Qt/lib/libQt6Charts.so.6", 2_000_000, "not among the large files"),
        ("_internal/PySide6/Qt/translations/qt_nl.qm", 10, "to be left out"),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", 900_000_000, "MB in all"),
        ("_internal/asyncio/events.pyc", 10, "to be left out"),
        ("_internal/lxml/objectify.cpython-311-x86_64-linux-gnu.so", 10, "to be left out"),
    ],
)
def test_what_slips_back_in_is_named(path: str, size: int, fault: str) -> None:
    (found,) = faults_of({path: size})

    assert fault in found
