"""The kinds of fault, in the order of the README's table. A new one is a module named here."""

from importlib import import_module

from tests.faults.trials import Kind

KINDS = (
    "kills",
    "powercuts",
    "disks",
    "damages",
    "locks",
    "clocks",
    "closings",
    "sources",
    "hostile",
    "day",
)
# They take longest, and so begin first.
FIRST = ("damages", "closings")
# They measure time or memory, and so want the machine for themselves.
ALONE = frozenset({"sources", "hostile", "day"})


def load(name: str) -> Kind:
    """Return the kind of the module `name`."""
    kind: Kind = import_module(f"tests.faults.{name}").KIND
    return kind
