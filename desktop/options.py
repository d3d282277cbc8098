"""What can be asked of the program when it starts."""

from pathlib import Path
from typing import NamedTuple


class Options(NamedTuple):
    """The command line.

    Attributes:
        profile: Folder for everything that is kept; None for the system's place.
        demo: Run on the embedded edition.
        minimized: Begin without a window in the way.
        webmail: Open the webmail at once.
        compose: Open the webmail's page for a new message at once.
        screenshot: Write a picture of the window there and stop.
        self_test: Check that every part is there and stop.
        sources: List of sources to use instead of the shipped one.
    """

    profile: Path | None = None
    demo: bool = False
    minimized: bool = False
    webmail: bool = False
    compose: bool = False
    screenshot: Path | None = None
    self_test: bool = False
    sources: Path | None = None
