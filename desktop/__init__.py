"""ZeelandNet Desktop: foreign news and webmail in one calm native window."""

import sys

__version__ = "0.1.0"
APPLICATION_ID = "nl.zeelandnet.Desktop"
DISPLAY_NAME = "ZeelandNet Desktop"
ORGANISATION = "ZeelandNet"
APPLICATION_NAME = "ZeelandNetDesktop"  # no blank: badges on the task bar fail with one
USER_AGENT = f"{APPLICATION_NAME}/{__version__} (+https://www.zeelandnet.nl/)"
IS_FROZEN = bool(getattr(sys, "frozen", False))  # set by PyInstaller in the programs it makes
