"""What PySide6 leaves out at first is there when it is asked for."""

import subprocess
import sys

import pytest

from desktop.qt.lazy_pyside import LAZY, import_pyside, lazy_getattr

# Each line leads into another part of what is loaded lazily: words of errors, help, signatures.
QUESTIONS = """
import PySide6.support.signature
from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
application = QApplication([])
widget = QWidget()
button = QPushButton()
questions = [
    lambda: QObject(3),
    lambda: QTimer.singleShot(1, 3),
    lambda: widget.setGeometry("a"),
    lambda: widget.resize(1, 2, 3, 4),
    lambda: widget.nonsense,
    lambda: QLabel(nonsense=1),
    lambda: QLabel("x", wordWrap="y"),
    lambda: QRect("a", 1, 2, 3),
    lambda: Qt.AlignmentFlag("x"),
    lambda: button.clicked.connect(3),
    lambda: button.clicked.emit(1, 2, 3),
    lambda: QObject.setParent.__doc__,
    lambda: PySide6.support.signature.get_signature(QTimer.start),
    lambda: PySide6.support.signature.lib.tool.build_brace_pattern(1, ","),
    lambda: PySide6.support.signature.mapping.nonsense,
]
for question in questions:
    try:
        print(question())
    except Exception as error:
        print(type(error).__name__, error)
"""
LAZILY = "from desktop.qt.lazy_pyside import import_pyside; import_pyside()\n"
LOADED = """
import PySide6.support.signature as signature
parts = [signature.mapping, signature.parser, signature.lib.tool]
print([part.__name__ for part in parts if "__getattr__" not in vars(part)])
"""


def answers(program: str) -> str:
    """Return what a Python program of its own prints, first lines first."""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return run.stdout


def test_errors_help_and_signatures_are_those_of_an_ordinary_import() -> None:
    ordinary = answers("import PySide6.QtCore\n" + QUESTIONS)
    assert "Supported signatures" in ordinary
    assert answers(LAZILY + QUESTIONS) == ordinary


def test_nothing_lazy_is_run_while_nobody_asks() -> None:
    assert answers(LAZILY + LOADED).strip() == "[]"
    assert "mapping" in answers("import PySide6.QtCore\n" + LOADED)
    switched_off = "import desktop.qt.lazy_pyside as lazy; lazy.IS_LAZY = False\n"
    assert "mapping" in answers(switched_off + LAZILY + LOADED)


def test_imports_and_compiling_are_left_as_they_were() -> None:
    before = "import builtins; before = builtins.compile, builtins.__import__\n"
    after = "print((builtins.compile, builtins.__import__) == before)"
    assert answers(before + LAZILY + after).strip() == "True"


def test_what_stood_for_a_module_gives_way_to_it() -> None:
    used = "import sys, tempfile; print(tempfile.__file__ == sys.modules['tempfile'].__file__)"
    assert answers("import shiboken6; print(hasattr(shiboken6, 'tempfile'))").strip() == "True"
    kept = "import shiboken6; print(type(shiboken6.tempfile).__name__, 'random' in sys.modules)\n"
    assert answers(LAZILY + "import sys\n" + kept).split() == ["LazyModule", "False"]
    late_use = "import shiboken6; print(shiboken6.tempfile.gettempdir())\n"
    assert answers(LAZILY + late_use + used).split()[1] == "True"


def test_a_second_import_changes_nothing() -> None:
    import PySide6.QtCore

    before = PySide6.QtCore.QObject
    import_pyside()
    assert PySide6.QtCore.QObject is before


def test_what_others_put_into_a_module_outlives_its_filling() -> None:
    filename = "shibokensupport/signature/lib/tool.py"
    assert filename in LAZY
    module: dict[str, object] = {"given": "kept"}
    source = b"given = 'made'\nown = given * 2"
    module["__getattr__"] = fill = lazy_getattr(module, source, filename)
    assert fill("own") == "mademade"
    assert module["given"] == "kept"
    with pytest.raises(AttributeError):
        lazy_getattr({"__getattr__": None}, b"", filename)("missing")
