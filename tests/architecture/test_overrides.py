"""No exception leaves a method that Qt calls: each override of Qt's has the guard on it."""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from desktop.qt import overrides

ROOT = Path(__file__).resolve().parents[2]
GUARD = overrides.safe_override.__name__
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "desktop").rglob("*.py")
    if "PySide6" in path.read_text(encoding="utf-8")
)
PLANTED = """
from PySide6.QtCore import QAbstractListModel, QObject, Signal
from PySide6.QtWidgets import QWidget
from desktop.qt.overrides import safe_override

class Model(QAbstractListModel):
    def rowCount(self, parent=None):
        return 0

    @safe_override(None)
    def data(self, index, role=0):
        return None

    def article_at(self, row):
        return None

class Pane(QWidget):
    clicked = Signal()

    @property
    def width_px(self):
        return 0

    def showEvent(self, event):
        class Watcher(QObject):
            def eventFilter(self, watched, event):
                return False

class Low(Pane):
    @safe_override
    def paintEvent(self, event):
        pass

class Plain:
    def data(self):
        return None

class Mixin:
    def closeEvent(self, event):
        pass

class Mixed(Mixin, QWidget):
    pass
"""


def qt_names(kind: type) -> set[str]:
    """Return the methods that a class, or one that inherits from it, has from Qt."""
    lines = [kind.__mro__, *(heir.__mro__ for heir in heirs(kind))]
    bases = {base for line in lines for base in line if base.__module__.startswith("PySide6.")}
    return {
        name
        for base in bases
        for name, value in vars(base).items()
        if name[0].islower() and inspect.isroutine(value)
    }


def heirs(kind: type) -> Iterator[type]:
    """Return every class of ours that inherits from a class of ours."""
    if not kind.__module__.startswith(("PySide6.", "builtins")):
        for heir in kind.__subclasses__():
            yield heir
            yield from heirs(heir)


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def names_from_qt(node: ast.ClassDef, module: ModuleType) -> set[str]:
    """Return what a class that may stand inside a function has from Qt."""
    kind = getattr(module, node.name, None)
    if isinstance(kind, type):
        return qt_names(kind)
    bases = [eval(ast.unparse(base), vars(module)) for base in node.bases]
    return set().union(*(qt_names(base) for base in bases if isinstance(base, type)))


def is_guarded(method: ast.FunctionDef) -> bool:
    """Return whether the guard is on a method, with the value that Qt gets when it fails."""
    return any(
        isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == GUARD
        for decorator in method.decorator_list
    )


def unguarded(source: str, module: ModuleType) -> list[str]:
    """Return the overrides of Qt's methods that an exception could leave."""
    found = []
    for node in classes(ast.parse(source)):
        names = names_from_qt(node, module)
        found += [
            f"{node.name}.{method.name}"
            for method in node.body
            if isinstance(method, ast.FunctionDef)
            and method.name in names
            and not is_guarded(method)
        ]
    return found


def test_the_check_finds_what_is_planted() -> None:
    module = ModuleType("planted")
    exec(compile(PLANTED, "planted", "exec"), vars(module))

    assert unguarded(PLANTED, module) == [
        "Model.rowCount",
        "Pane.showEvent",
        "Low.paintEvent",
        "Mixin.closeEvent",
        "Watcher.eventFilter",
    ]


@pytest.mark.parametrize("name", MODULES)
def test_no_exception_leaves_an_override(name: str) -> None:
    for each in MODULES:  # a class may be mixed into one of another module
        importlib.import_module(each)
    module = sys.modules[name]
    source = Path(str(sys.modules[name].__file__)).read_text(encoding="utf-8")

    assert unguarded(source, module) == []
