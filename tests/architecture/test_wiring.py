"""The wiring connects and decides nothing: read `DECISIONS` for what it may not hold.

It does not know who builds what it joins, so each function names that as its parameters.
An attribute may be given to what is joined (`window.goes_to_tray = …`), never to `self`: a
module of functions has no state.
"""

import ast
from pathlib import Path

import pytest

WIRING = Path(__file__).resolve().parents[2] / "desktop" / "wiring"
DECISIONS = (
    ast.If, ast.IfExp, ast.Match, ast.For, ast.AsyncFor, ast.While, ast.comprehension,
    ast.BoolOp, ast.Compare, ast.Try, ast.Lambda, ast.Global, ast.Nonlocal,
)  # fmt: skip
BUILDERS = ("desktop.app", "desktop.background", "desktop.foreground")


def decisions(source: str) -> list[str]:
    """Return what in `source` decides or keeps state, as "line: kind"."""
    found = []
    for node in ast.walk(ast.parse(source)):
        is_negation = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        is_state = isinstance(node, ast.Name) and node.id == "self"
        if isinstance(node, DECISIONS) or is_negation or is_state:
            found.append(f"{getattr(node, 'lineno', '')}: {type(node).__name__}")
    return found


def builders(source: str) -> list[str]:
    """Return what `source` imports, anywhere in it, of the modules that build the program."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            package = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names += [f"{package}{alias.name}" for alias in node.names]
    return [name for name in names if name.startswith(BUILDERS)]


@pytest.mark.parametrize("path", sorted(WIRING.rglob("*.py")), ids=lambda path: path.name)
def test_the_wiring_decides_nothing(path: Path) -> None:
    assert decisions(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "if a:\n    b()",
        "b(1 if a else 2)",
        "match a:\n    case 1:\n        b()",
        "for a in b:\n    a()",
        "while a:\n    b()",
        "b([a for a in c])",
        "b(x for x in c)",
        "b(a or c)",
        "b(a and c)",
        "b(not a)",
        "b(a == c)",
        "b(a is None)",
        "try:\n    a()\nexcept ValueError:\n    b()",
        "a.connect(lambda: b())",
        "class A:\n    def f(self):\n        self.n = 1",
    ],
)
def test_a_decision_is_noticed(planted: str) -> None:
    assert decisions(planted)


def test_what_only_connects_is_left_alone() -> None:
    source = "def connect(a, b):\n    a.changed.connect(b.update)\n    a.is_seen = b.is_seen"

    assert decisions(source) == []


@pytest.mark.parametrize("path", sorted(WIRING.rglob("*.py")), ids=lambda path: path.name)
def test_the_wiring_takes_what_it_joins_as_parameters(path: Path) -> None:
    assert builders(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "import desktop.foreground",
        "from desktop import background",
        "def connect():\n    from desktop.app import Program",
    ],
)
def test_who_builds_the_program_is_noticed(planted: str) -> None:
    assert builders(planted)
