"""Program and tests run on Windows, macOS and Linux alike."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# These programs are for the Linux that has an X screen, see `tests/end_to_end`.
LINUX_ONLY = ("end_to_end", "benchmarks")
POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
# Windows answers from 1970 to 3000, and raises an OSError for what a feed may well say.
RAISING = {"fromtimestamp", "utcfromtimestamp", "localtime", "gmtime", "mktime", "ctime"}


def modules() -> list[Path]:
    tests = (ROOT / "tests").rglob("*.py")
    return [
        *sorted((ROOT / "desktop").rglob("*.py")),
        *(path for path in sorted(tests) if path.parts[len(ROOT.parts) + 1] not in LINUX_ONLY),
    ]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(statements: list[ast.stmt]) -> Iterator[str]:
    """Yield what is imported by them themselves, not within a function or under a condition."""
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from (name.name for name in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield statement.module or ""


def test_every_module_can_be_imported_on_windows() -> None:
    assert [path for path in modules() if set(imported(tree_of(path).body)) & POSIX_MODULES] == []


def test_no_moment_goes_through_the_clock_of_the_system() -> None:
    """`desktop.core.moments` is the way from and to seconds."""
    for path in (ROOT / "desktop").rglob("*.py"):
        calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
        named = [(call, ast.unparse(call.func).rpartition(".")[2]) for call in calls]

        assert [name for _, name in named if name in RAISING] == [], path
        assert all(c.args or c.keywords for c, name in named if name == "astimezone"), path
