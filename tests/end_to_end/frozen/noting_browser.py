"""A stand-in for xdg-open that notes what it is given and all that it finds in its environment."""

from pathlib import Path

# The notes on the environment come last, and as a whole.
SCRIPT = """#!/bin/sh
printf "%s\\n" "$@" >>"$HOME/opened"
env >"$HOME/environment.new"
mv "$HOME/environment.new" "$HOME/environment"
"""


def notes(home: Path) -> Path:
    """Return the file that is there as soon as the browser was started."""
    return home / "environment"


def noted_environment(home: Path) -> dict[str, str]:
    """Return the environment that the browser found."""
    lines = notes(home).read_text(encoding="utf-8").splitlines()
    return dict(line.partition("=")[::2] for line in lines)
