"""Opening addresses in the user's own browser or mail program, and the program's own files."""

import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment, QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices

log = logging.getLogger(__name__)

# A frozen program points the loader at its own libraries; a browser must not inherit that.
LOADER_VARIABLES = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
# PyInstaller's own, by which a bundle started from the browser would take itself for a part.
STARTER_VARIABLES = "_PYI_"
# Some mail programs take "attach" as well, which sends a file of the user's along.
MAIL_FIELDS = frozenset({"to", "cc", "bcc", "subject", "body", "in-reply-to"})


def open_address(url: str) -> bool:
    """Open `url` outside the program; False if nothing on this machine answers.

    Only http, https and mailto are opened, and no address that carries a user name.
    """
    address = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not is_openable(address):
        log.warning("refused to open an address of scheme %r", address.scheme())
        return False
    log.info("opening %s in the browser", address.host() or address.scheme())
    if is_frozen_on_linux():
        return open_with_clean_environment(address)
    return QDesktopServices.openUrl(address)


def open_path(path: Path) -> bool:
    """Show a file or folder of the program's own with what the system has for it."""
    address = QUrl.fromLocalFile(str(path))
    if is_frozen_on_linux():
        return open_with_clean_environment(address)
    return QDesktopServices.openUrl(address)


def is_openable(address: QUrl) -> bool:
    """Return whether `address` may leave the program."""
    if not address.isValid() or address.userInfo():
        return False
    if address.scheme() == "mailto":
        fields = QUrlQuery(address).queryItems(QUrl.ComponentFormattingOption.FullyDecoded)
        return all(name.lower() in MAIL_FIELDS for name, _ in fields)
    return address.scheme() in ("http", "https") and bool(address.host())


def is_frozen_on_linux() -> bool:
    """Return whether this is an installed bundle whose loader variables must not leak."""
    return bool(getattr(sys, "frozen", False)) and sys.platform.startswith("linux")


def open_with_clean_environment(address: QUrl) -> bool:
    """Open `address` through xdg-open with the environment the user's session has."""
    process = QProcess()
    process.setProgram("xdg-open")
    process.setArguments([address.toString(QUrl.ComponentFormattingOption.FullyEncoded)])
    process.setProcessEnvironment(session_environment())
    started, _ = process.startDetached()
    return started


def session_environment() -> QProcessEnvironment:
    """Return the environment as it was before the bundle changed it."""
    environment = QProcessEnvironment.systemEnvironment()
    for name in LOADER_VARIABLES:
        original = os.environ.get(f"{name}_ORIG")
        if original:
            environment.insert(name, original)
        else:
            environment.remove(name)
    for name in environment.keys():  # noqa: SIM118 - no dictionary
        if name.startswith(STARTER_VARIABLES):
            environment.remove(name)
    return environment
