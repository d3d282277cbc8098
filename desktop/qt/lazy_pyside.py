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

# The switch: without it PySide6 is imported as by any program, 60 ms of a core later.
IS_LAZY: Final = True
# Each with the names that the library takes from the module itself, past `__getattr__`.
LAZY: Final[dict[str, tuple[str, ...]]] = {
    "shibokensupport/signature/errorhandler.py": (),
    "shibokensupport/signature/layout.py": (),
    "shibokensupport/signature/lib/enum_sig.py": (),
    "shibokensupport/signature/lib/pyi_generator.py": (),
    "shibokensupport/signature/lib/tool.py": (),
    "shibokensupport/signature/mapping.py": ("update_mapping",),
    "shibokensupport/signature/parser.py": (),
}
STUB: Final = (
    "from desktop.qt.lazy_pyside import lazy_getattr\n"
    "__getattr__ = lazy_getattr(globals(), 'source', {!r})"
)
# Of Python's own; with what they load in turn they take 3 ms.
UNUSED: Final = ("tempfile", "textwrap")


def import_pyside() -> None:
    """Import PySide6; to be called before anything else does so.

    Where PySide6 is put together in another way, or has been imported already, this is an
    ordinary import.
    """
    if not IS_LAZY:
        import PySide6.QtCore
    ordinary_compile, ordinary_import = builtins.compile, builtins.__import__

    def compile_lazily(source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        if filename not in LAZY:
            return ordinary_compile(source, filename, mode, *rest, **named)
        stub = ordinary_compile(STUB.format(filename), filename, mode)
        return stub.replace(co_consts=tuple(source if c == "source" else c for c in stub.co_consts))

    builtins.compile = compile_lazily
    try:
        with lazy_modules():
            import PySide6.QtCore  # noqa: F401 - loaded for the others
    finally:
        builtins.compile = ordinary_compile
        builtins.__import__ = ordinary_import


class LazyModule(ModuleType):
    """A module that is loaded when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import system asks for these
            raise AttributeError(name)
        unload(self)
        return getattr(import_module(self.__name__), name)


@contextmanager
def lazy_modules() -> Iterator[None]:
    """Let `UNUSED` modules be imported lazily; who imports them later gets the modules."""
    present = [LazyModule(name) for name in UNUSED if name not in sys.modules]
    sys.modules.update({module.__name__: module for module in present})
    try:
        yield
    finally:
        for module in present:
            unload(module)


def unload(module: LazyModule) -> None:
    """Let the next import of what `module` stands for find the module itself."""
    if sys.modules.get(module.__name__) is module:
        del sys.modules[module.__name__]


def lazy_getattr(module: dict[str, Any], source: bytes, filename: str) -> Callable[[str], Any]:
    """Return a `__getattr__` that runs a module's source when a first name is missing."""
    names = LAZY[filename]

    def fill(name: str) -> Any:
        if name.startswith("__"):  # the import system asks for these
            raise AttributeError(name)
        for given_name in ("__getattr__", *names):
            del module[given_name]
        given = dict(module)  # what others have put into the module counts more
        exec(compile(source, filename, "exec"), module)  # noqa: S102 - PySide6's own source
        module.update(given)
        try:
            return module[name]
        except KeyError:
            raise AttributeError(name) from None

    for name in names:
        module[name] = lambda *arguments, name=name: fill(name)(*arguments)
    return fill
