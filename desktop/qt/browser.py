"""Opening addresses in the user's own browser or mail program, and the program's own files."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, QUrlQuery, Signal
from PySide6.QtGui import QDesktopServices

log = logging.getLogger(__name__)

# Some mail programs take "attach" as well, which sends a file of the user's along.
MAIL_FIELDS = frozenset({"to", "cc", "bcc", "subject", "body", "in-reply-to"})


class Browser(QObject):
    """The user's browser or mail program.

    Signals:
        failed(str): nothing on this machine answers for this address.
    """

    failed = Signal(str)

    def open(self, url: str) -> bool:
        """Open `url`, see `open_address`; tell if that failed."""
        is_opened = open_address(url)
        if not is_opened:
            self.failed.emit(url)
        return is_opened


def open_address(url: str) -> bool:
    """Open `url` outside the program; False if nothing on this machine answers.

    Only http, https and mailto are opened, and no address that carries a user name.
    """
    address = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not is_openable(address):
        log.warning("refused to open an address of scheme %r", address.scheme())
        return False
    log.info("opening %s in the browser", address.host() or address.scheme())
    return QDesktopServices.openUrl(address)


def open_path(path: Path) -> bool:
    """Show a file or folder of the program's own with what the system has for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def is_openable(address: QUrl) -> bool:
    """Return whether `address` may leave the program."""
    if not address.isValid() or address.userInfo():
        return False
    if address.scheme() == "mailto":
        fields = QUrlQuery(address).queryItems(QUrl.ComponentFormattingOption.FullyDecoded)
        return all(name.lower() in MAIL_FIELDS for name, _ in fields)
    return address.scheme() in ("http", "https") and bool(address.host())
