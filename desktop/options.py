"""What can be asked of the program when it starts."""

from pathlib import Path
from typing import Final, NamedTuple

OWN_SOURCES: Final = "bronnen.toml"  # the user's own list, in the profile folder
READ_FEEDS: Final = "--read-feeds"  # alone: be a process for `desktop.services.feed_process`


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
    headlines: str | None = None  # print the list of this section, "" for that of all
    read: str | None = None  # print the article at this address
    json: bool = False  # print as JSON
    read_only: bool = False  # leave the profile alone: another program has it
    install_desktop_entry: bool = False  # put the program in the menu of a Linux desktop

    @property
    def is_system_profile(self) -> bool:
        """Return whether everything is kept where the system wants it."""
        return self.profile is None and not self.demo

    def profile_in(self, place: Path) -> Path:
        """Return the folder for everything that is kept; `place` is where the system wants it."""
        if self.profile is not None:
            return self.profile.expanduser().absolute()
        return place / "demo" if self.demo else place

    @property
    def is_for_terminal(self) -> bool:
        """Return whether something is to be done in a terminal, without a window."""
        return self.is_reading or self.install_desktop_entry

    @property
    def is_reading(self) -> bool:
        """Return whether news is to be printed."""
        return self.headlines is not None or self.read is not None
