"""Questions to the name service beyond that for an address, answered within their time.

QDnsLookup asks in a thread of its own and comes with QtNetwork, which the program has anyway:
no resolver of its own, and no further package.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QDnsLookup, QHostAddress

from desktop.core.mail_address import host_name

LIMIT_MS = 2500
_MOST_RECORDS = 20
Answer = Callable[[list[str]], None]


class NameService:
    """Hands over the hosts that offer something, best first; [] where none do, or none is told."""

    def __init__(self, *, server: QHostAddress | None = None, port: int = 53) -> None:
        """Ask the system's name server, or another one."""
        self._server = server
        self._port = port

    def ask_service(self, name: str, port: int, answer: Answer, parent: QObject) -> None:
        """Ask for the hosts of a service by its `name` (RFC 2782), those at `port` alone."""

        def hosts(lookup: QDnsLookup) -> list[str]:
            return [record.target() for record in lookup.serviceRecords() if record.port() == port]

        self._ask(QDnsLookup.Type.SRV, name, hosts, answer, parent)

    def ask_exchangers(self, domain: str, answer: Answer, parent: QObject) -> None:
        """Ask for the hosts that take the mail of `domain` in."""

        def hosts(lookup: QDnsLookup) -> list[str]:
            return [record.exchange() for record in lookup.mailExchangeRecords()]

        self._ask(QDnsLookup.Type.MX, domain, hosts, answer, parent)

    def _ask(
        self,
        kind: QDnsLookup.Type,
        name: str,
        hosts: Callable[[QDnsLookup], list[str]],
        answer: Answer,
        parent: QObject,
    ) -> None:
        lookup = QDnsLookup(kind, name, parent)
        if self._server is not None:
            lookup.setNameserver(self._server, self._port)

        def on_finished() -> None:
            found = hosts(lookup)[:_MOST_RECORDS]
            lookup.deleteLater()
            answer([host for host in map(host_name, found) if host])

        lookup.finished.connect(on_finished)
        QTimer.singleShot(LIMIT_MS, lookup, lookup.abort)
        lookup.lookup()
