"""What can be asked of the program when it starts."""

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """The command line."""

    profile: Path | None = None  # folder for everything that is kept; None: the system's place
    demo: bool = False
    minimized: bool = False  # begin without a window in the way
    webmail: bool = False
    compose: bool = False  # open the webmail's page for a new message
    screenshot: Path | None = None
    self_test: bool = False
    sources: Path | None = None  # in place of the shipped list of sources
