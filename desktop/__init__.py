"""ZeelandNet Desktop: foreign news and webmail in one calm native window."""

__version__ = "0.1.0"
APPLICATION_ID = "nl.zeelandnet.Desktop"
DISPLAY_NAME = "ZeelandNet Desktop"
APPLICATION_NAME = "ZeelandNetDesktop"  # no blank: badges on the task bar fail with one
