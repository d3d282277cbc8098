"""Paths of the files that ship with the program, the same from source and when frozen."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
# A wheel carries resources inside the package; a checkout and a frozen program beside it.
_RESOURCES = _HERE / "resources" if (_HERE / "resources").is_dir() else _HERE.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a shipped file, e.g. `resource("icons", "light", "mail.svg")`."""
    return _RESOURCES.joinpath(*parts)


def program_folder() -> Path:
    """Return the folder that the package `desktop` lies in."""
    return _HERE.parent
