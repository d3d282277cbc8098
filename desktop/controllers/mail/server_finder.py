"""Finds the mail server of a domain that is not known, and says whose it is."""

import logging
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.core.mail import IMAP_PORT, MailAccount
from desktop.core.mail_address import address_parts
from desktop.core.providers import (
    MailAdvice,
    Provider,
    advise,
    advise_by_exchanger,
    provider_of_server,
)
from desktop.core.urls import is_private_host
from desktop.qt.dns import NameService
from desktop.qt.tasks import Tasks

log = logging.getLogger(__name__)


class ServerFinder(QObject):
    """Asks the name service first (RFC 6186), then the domain itself.

    None of it proves anything: what is found is for the user to see.

    Signals:
        found(str, MailAdvice | None): for this address; None if nothing was.
    """

    found = Signal(str, object)

    def __init__(
        self,
        providers: Sequence[Provider],
        tasks: Tasks,
        search: Callable[[str], MailAccount | None],
        names: NameService | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._providers = providers
        self._tasks = tasks
        self._search = search
        self._names = names or NameService()

    def find(self, address: str) -> None:
        """Look for the server of `address`."""
        _, domain = address_parts(address)
        answer = partial(self._on_hosts, address)
        self._names.ask_service(f"_imaps._tcp.{domain}", IMAP_PORT, answer, self)

    def _on_hosts(self, address: str, hosts: list[str]) -> None:
        public = [host for host in hosts if not is_private_host(host)]
        if public:
            account = advise(address, self._providers).account
            self._tell(address, account._replace(server=public[0]))
        else:
            _, domain = address_parts(address)
            self._names.ask_exchangers(domain, partial(self._on_exchangers, address), self)

    def _on_exchangers(self, address: str, hosts: list[str]) -> None:
        advice = advise_by_exchanger(address, hosts, self._providers)
        if advice is not None:
            self.found.emit(address, advice)
            return
        self._tasks.run(
            address,
            (self._tasks.foreground, self._search),
            owner=self,
            done=partial(self._tell, address),
            failed=partial(self._on_failure, address),
        )

    def _tell(self, address: str, account: MailAccount | None) -> None:
        advice = None
        if account is not None:
            provider = provider_of_server(account.server, self._providers)
            advice = MailAdvice(account, provider)
        self.found.emit(address, advice)

    def _on_failure(self, address: str, error: Exception) -> None:
        log.error("looking for a mail server", exc_info=error)
        self.found.emit(address, None)
