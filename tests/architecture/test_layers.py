"""Imports point downwards only; the core side stays free of Qt and threads.

Read `LAYERS` from top to bottom: a package may import anything below its own
line, and nothing on it or above it. Packages on one line do not know each other.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "desktop"

LAYERS = [
    {"__main__"},
    {"self_test", "screenshot", "command_line"},
    {"app", "terminal"},
    {"background", "second_launch"},
    {"foreground"},
    {"wiring"},
    {"widgets", "controllers"},
    {"models"},
    {"qt"},
    {"services", "demo"},
    {"net", "feeds", "storage", "mail"},
    {"reading"},
    {"core"},
    {"catalogue"},
    {"assets", "logs", "options", "threads"},
]
RANK = {name: i for i, line in enumerate(LAYERS) for name in line}
QT_FREE = {
    "core",
    "net",
    "feeds",
    "reading",
    "storage",
    "mail",
    "services",
    "demo",
    "assets",
    "catalogue",
    "logs",
    "options",
    "terminal",
    "command_line",
    "threads",
}
THREADS = {"threading", "concurrent", "multiprocessing", "asyncio", "_thread"}
MAKES_THREADS = {"threads"}
# What fetches, keeps and counts knows nothing of how an article is made of markup.
KNOWS_NO_MARKUP = {"net", "storage", "mail"}
WIDGET_SIDE = {"widgets", "models"}
NOT_IN_WIDGETS = {
    "requests", "sqlite3", "keyring", "imaplib",
    "desktop.net", "desktop.storage", "desktop.feeds", "desktop.mail", "desktop.services",
}  # fmt: skip


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imported(path: Path) -> set[str]:
    """Absolute dotted names imported anywhere in `path`, functions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


FILES = {module_name(p): p for p in sorted(ROOT.rglob("*.py")) if p != ROOT / "__init__.py"}


@pytest.mark.parametrize("module", FILES)
def test_imports_point_downwards(module: str) -> None:
    layer = module.split(".")[0]
    assert layer in RANK, f"desktop.{layer} is in no layer: add it to LAYERS on purpose"
    for name in imported(FILES[module]):
        root, _, rest = name.partition(".")
        if layer in WIDGET_SIDE:
            head = ".".join(name.split(".")[:2]) if root == "desktop" else root
            assert head not in NOT_IN_WIDGETS, f"desktop.{module} reaches past the controllers"
        if root == "desktop" and rest:
            target = rest.split(".")[0]
            if target != layer and target in RANK:
                assert RANK[layer] < RANK[target], f"desktop.{module} may not import {name}"
                if target == "reading":
                    assert layer not in KNOWS_NO_MARKUP, f"desktop.{module} reads markup"
        elif root in {"PySide6", "shiboken6"}:
            assert layer not in QT_FREE, f"desktop.{module} imports Qt"
        elif root in THREADS:
            assert module in MAKES_THREADS, f"desktop.{module} makes threads: use desktop.threads"


def test_no_import_cycles() -> None:
    graph = {m: set() for m in FILES}
    for module, path in FILES.items():
        for name in imported(path):
            if name.startswith("desktop."):
                for target in (name[8:], name[8:].rpartition(".")[0]):
                    if target in FILES and target != module:
                        graph[module].add(target)
                        break
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for target in graph[module]:
                visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())
