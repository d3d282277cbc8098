"""Imports PySide6 without the half of it that a running program does not use.

`import PySide6` compiles some 110 kB of its own Python source at every start: what writes
`.pyi` files, help texts and the words of a `TypeError`. That is half of its time, since the
source lies in a zip file inside a library, where no compiled code is kept. Here these
modules begin empty and fill themselves when one of their names is first asked for.

It also loads parts of Python's library for them, which are had in the same way, and puts a
hook before every later import, for `from __feature__ import …`, which reads the source of each
imported module. The program has no use for it.
"""

import builtins
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any, Final

# Each with the names that the library takes from the module itself, past `__getattr__`.
LATE: Final[dict[str, tuple[str, ...]]] = {
    "shibokensupport/signature/errorhandler.py": (),
    "shibokensupport/signature/layout.py": (),
    "shibokensupport/signature/lib/enum_sig.py": (),
    "shibokensupport/signature/lib/pyi_generator.py": (),
    "shibokensupport/signature/lib/tool.py": (),
    "shibokensupport/signature/mapping.py": ("update_mapping",),
    "shibokensupport/signature/parser.py": (),
}
STUB: Final = (
    "from desktop.qt.lean_pyside import late; __getattr__ = late(globals(), 'source', {!r})"
)
# Of Python's own; with what they load in turn they take 3 ms.
UNUSED: Final = ("tempfile", "textwrap")


def import_pyside() -> None:
    """Import PySide6; to be called before anything else does so.

    Where PySide6 is put together in another way, or has been imported already, this is an
    ordinary import.
    """
    ordinary_compile, ordinary_import = builtins.compile, builtins.__import__

    def compile_late(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        if filename not in LATE:
            return ordinary_compile(source, filename, mode, *rest, **named)
        stub = ordinary_compile(STUB.format(filename), filename, mode)
        return stub.replace(co_consts=tuple(source if c == "source" else c for c in stub.co_consts))

    builtins.compile = compile_late
    try:
        with stand_ins():
            import PySide6.QtCore  # noqa: F401 - loaded for the others
    finally:
        builtins.compile = ordinary_compile
        builtins.__import__ = ordinary_import


class StandIn(ModuleType):
    """Stands for a module that is loaded when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system asks for these
            raise AttributeError(name)
        dismiss(self)
        return getattr(import_module(self.__name__), name)


@contextmanager
def stand_ins() -> Iterator[None]:
    """Have `UNUSED` modules imported as stand-ins; who imports them later gets the modules."""
    present = [StandIn(name) for name in UNUSED if name not in sys.modules]
    sys.modules.update({module.__name__: module for module in present})
    try:
        yield
    finally:
        for module in present:
            dismiss(module)


def dismiss(stand_in: StandIn) -> None:
    """Let the next import of what `stand_in` stands for find the module itself."""
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]


def late(module: dict[str, Any], source: bytes, filename: str) -> Callable[[str], Any]:
    """Return a `__getattr__` that runs a module's source when a first name is missing."""
    stand_ins = LATE[filename]

    def fill(name: str) -> Any:
        if name.startswith("__"):  # the import system asks for these
            raise AttributeError(name)
        for stand_in in ("__getattr__", *stand_ins):
            del module[stand_in]
        given = dict(module)  # what others have put into the module counts more
        exec(compile(source, filename, "exec"), module)  # noqa: S102 - PySide6's own source
        module.update(given)
        try:
            return module[name]
        except KeyError:
            raise AttributeError(name) from None

    for name in stand_ins:
        module[name] = lambda *arguments, name=name: fill(name)(*arguments)
    return fill
