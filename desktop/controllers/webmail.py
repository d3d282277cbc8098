"""The webmail that is the user's: asked once, opened in the browser ever after."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.controllers.notices import describe
from desktop.core.errors import InvalidAddress
from desktop.core.webmail import CUSTOM, Webmail, check_custom_address
from desktop.qt.settings import Settings

translate = QCoreApplication.translate


class WebmailChoice(QObject):
    """Knows which webmail to open."""

    choice_wanted = Signal()  # none is chosen, or one that is no longer offered
    opened = Signal()  # a browser took the address of a webmail
    changed = Signal()  # another webmail is the user's now
    named = Signal(str)  # what the user's webmail is called
    other_offered = Signal(bool)  # whether there is one to open beside the user's own

    def __init__(
        self,
        services: Sequence[Webmail],
        settings: Settings,
        open_address: Callable[[str, Callable[[], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.services = tuple(services)
        self._settings = settings
        self._open_address = open_address
        self._is_open_wanted = False

    def current(self) -> Webmail | None:
        """Return the user's webmail, None if it must be asked."""
        if self._settings.webmail != CUSTOM:
            return next((s for s in self.services if s.id == self._settings.webmail), None)
        try:
            address = check_custom_address(self._settings.webmail_address)
        except InvalidAddress:
            return None
        return Webmail(CUSTOM, address.removeprefix("https://").partition("/")[0], address)

    def name(self) -> str:
        """Return the name of the user's webmail, or words that ask for it."""
        current = self.current()
        return current.name if current else translate("Webmail", "Kies je webmail…")

    def start(self) -> None:
        """Tell which webmail there is, and whether there is another one to open."""
        self.named.emit(self.name())
        is_offered = self.other() is not None and self.current() is not None
        self.other_offered.emit(is_offered)

    def other(self) -> Webmail | None:
        """Return the first of the services to be asked about that is not the user's own."""
        chosen = self.current()
        asked = (service for service in self.services if service.description)
        return next((s for s in asked if chosen is None or s.id != chosen.id), None)

    def open(self) -> None:
        """Open the user's webmail; ask first if it is not known."""
        webmail = self.current()
        if webmail is None:
            self._is_open_wanted = True
            self.choice_wanted.emit()
        else:
            self._open(webmail.url)

    def open_other(self) -> None:
        """Open the webmail that is not the user's own."""
        other = self.other()
        if other is not None:
            self._open(other.url)

    def compose(self) -> None:
        """Open the page for a new message, or the inbox where that page is not known."""
        webmail = self.current()
        if webmail is None:
            self.open()
        else:
            self._open(webmail.compose_url or webmail.url)

    def choose(self, service_id: str, address: str) -> None:
        """Make a service, or with "custom" an address, the user's webmail."""
        if service_id == CUSTOM:
            self._settings.webmail_address = check_custom_address(address)
        self._settings.webmail = service_id
        self.changed.emit()
        self.start()
        if self._is_open_wanted:
            self._is_open_wanted = False
            self.open()

    def postpone(self) -> None:
        """Ask again next time."""
        self._is_open_wanted = False

    def _open(self, url: str) -> None:
        self._open_address(url, self.opened.emit)


def problem_with(address: str) -> str:
    """Return what is wrong with the address of a webmail, "" if nothing is."""
    try:
        check_custom_address(address)
    except InvalidAddress as error:
        return describe(error)
    return ""
