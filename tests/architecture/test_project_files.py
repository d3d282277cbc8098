"""What the documents say is what the tree holds."""

import ast
import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.widgets.actions import Actions

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "desktop"
PACKAGES = sorted(path.parent for path in PROGRAM.rglob("__init__.py"))
KEY_ROW = re.compile(r"^\| ((?:Ctrl|Alt|Shift|F\d|[A-Z], [A-Z]).*?) \|", re.MULTILINE)
NAMED_PART = re.compile(r"`([a-z_]+(?:/|\.py))`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def dependencies() -> set[str]:
    project = tomllib.loads(text_of("pyproject.toml"))
    lines = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *chain.from_iterable(project["dependency-groups"].values()),
    ]
    return {re.split(r"[<>=;\[ ]", line, maxsplit=1)[0] for line in lines}


def test_the_readme_has_the_keys_that_the_window_has(qapp: object, qtbot: QtBot) -> None:
    parent = QAction()
    named = {portable(key) for row in KEY_ROW.findall(text_of("README.md"))
             for key in re.split(r", | or ", row)}  # fmt: skip

    keys = {
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in Actions(parent).all()
        for key in action.shortcuts()
    }
    for path in (PROGRAM / "widgets").glob("*.py"):
        found = re.findall(r'QShortcut\(QKeySequence\("([^"]+)"', path.read_text("utf-8"))
        keys.update(portable(key) for key in found)

    assert named == keys


@pytest.mark.parametrize("name", sorted(dependencies()))
def test_contributing_says_why_there_is_each_dependency(name: str) -> None:
    assert f"**{name}**" in text_of("CONTRIBUTING.md")


def test_the_newest_version_of_the_changelog_is_the_programs() -> None:
    versions = re.findall(r"^## \[?(\d+\.\d+\.\d+)", text_of("CHANGELOG.md"), re.MULTILINE)

    assert versions[0] == __version__


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_package_says_what_it_is_for(folder: Path) -> None:
    module = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))

    assert ast.get_docstring(module)


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for path in PROGRAM.rglob("*.py")}

    assert folders == set(PACKAGES)


def test_the_page_on_the_program_names_its_parts_and_no_others() -> None:
    there = {path.name for path in PROGRAM.glob("*.py")} - {"__init__.py"}
    there |= {f"{path.name}/" for path in PACKAGES if path.parent == PROGRAM}
    beside = {f"{path.name}/" for path in ROOT.iterdir() if path.is_dir()}

    named = set(NAMED_PART.findall(text_of("desktop/README.md")))

    assert named - beside == there


def test_the_page_on_the_program_names_modules_that_exist() -> None:
    rows = re.findall(r"^\| `([a-z_]+)/` \| (.*) \|$", text_of("desktop/README.md"), re.MULTILINE)

    missing = [
        f"{package}/{module}"
        for package, what in rows
        for module in re.findall(r"`([a-z_0-9]+)`", what)
        if not any((PROGRAM / package).rglob(f"{module}.py"))
        and not (PROGRAM / package / module).is_dir()
    ]

    assert not missing


def test_the_page_on_the_program_names_every_module() -> None:
    rows = dict(
        re.findall(r"^\| `([a-z_]+)/` \| (.*) \|$", text_of("desktop/README.md"), re.MULTILINE)
    )

    missing = [
        path.relative_to(PROGRAM).as_posix()
        for package, what in rows.items()
        for path in sorted((PROGRAM / package).rglob("*.py"))
        if path.name != "__init__.py" and f"`{path.stem}`" not in what
    ]

    assert len(rows) == len({path.name for path in PACKAGES if path.parent == PROGRAM})
    assert missing == []


def test_the_paths_that_the_documents_name_exist() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "desktop/README.md"):
        links = re.findall(r"\]\(([^)#:]+)\)", text_of(name))

        missing = [link for link in links if not ((ROOT / name).parent / link).exists()]

        assert not missing, name


def test_the_modules_that_the_documents_name_exist() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "desktop/README.md"):
        named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", text_of(name))

        missing = [m for m in named if not ((ROOT / m).exists() or (PROGRAM / m).exists())]

        assert not missing, name
