"""A sentence for the user, with at most one thing to do about it."""

from enum import Enum
from typing import NamedTuple


class NoticeAction(Enum):
    """What the button on a notice does."""

    NONE = "none"
    OPEN_LOG = "open-log"
    RETRY = "retry"
    COPY_ADDRESS = "copy-address"
    OPEN_FOLDER = "open-folder"
    OPEN_ADDRESS = "open-address"


class Notice(NamedTuple):
    """One calm sentence.

    Attributes:
        key: Notices of one key replace each other.
        text: Plain text in the user's language.
        action, action_text: What the button does and says; "" for no button.
        subject: What the action is about: an address or a path.
    """

    key: str
    text: str
    action: NoticeAction = NoticeAction.NONE
    action_text: str = ""
    subject: str = ""
