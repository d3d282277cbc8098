"""What the user types in to have mail counted."""

from typing import NamedTuple


class MailEntry(NamedTuple):
    """Texts as they were typed, unchecked.

    Attributes:
        address: The mail address, or the name before the @.
        password: "" for the one that is kept.
        server, user: "" where the server follows from the address.
    """

    address: str
    password: str
    server: str = ""
    user: str = ""

    def __repr__(self) -> str:
        """Say nothing of it: this may end in a log."""
        return "MailEntry()"
