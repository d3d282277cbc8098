"""Which server counts the mail of a domain that no list knows: what it says of itself, or tries.

Nobody is logged in, and no name leaves the program: a domain is asked about, not an address.
"""

import logging
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.core.errors import FetchFailed
from desktop.core.mail import IMAP_PORT, MailAccount
from desktop.core.providers import advise
from desktop.mail.autoconfig import autoconfig_urls, parse_autoconfig
from desktop.net.fetch import Fetcher, Kind, Request, Response

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    import socket

CUSTOMARY = ("imap", "mail")
ANSWER_S = 4.0
Greets = Callable[[str], bool]  # whether a host is a mail server that proves who it is


def find_mail_server(address: str, *, fetcher: Fetcher, greets: Greets) -> MailAccount | None:
    """Return the likely account of `address`, None if nothing was found.

    Blocks, for some 15 seconds where no host answers.
    """
    likely = advise(address, ()).account
    for url in autoconfig_urls(likely.domain):
        account = _told_at(url, address, fetcher)
        if account is not None:
            return account
    for name in CUSTOMARY:
        host = f"{name}.{likely.domain}"
        if greets(host):
            return likely._replace(server=host)
    return None


def greeting_check(
    contexts: Callable[[], ssl.SSLContext],
    connect: "Callable[..., socket.socket] | None" = None,
) -> Greets:
    """Return what tells whether a host greets as a mail server over TLS, at home perhaps."""

    def greets(host: str) -> bool:
        # Brings urllib3, which who knows his server does without.
        from desktop.net.connecting import open_connection

        opens = connect or open_connection
        try:
            with opens(host, IMAP_PORT, seconds=ANSWER_S, refuses_private=False) as plain:
                plain.settimeout(ANSWER_S)
                with contexts().wrap_socket(plain, server_hostname=host) as secure:
                    return secure.recv(4) == b"* OK"
        except (OSError, ValueError) as error:
            log.info("no mail server: %s", type(error).__name__)
            return False

    return greets


def _told_at(url: str, address: str, fetcher: Fetcher) -> MailAccount | None:
    request = Request(url, Kind.MAIL_SETTINGS, is_found=True, is_urgent=True, is_brief=True)
    try:
        answer = fetcher.fetch(request)
    except FetchFailed as error:
        log.info("no mail settings: %s", error.reason.value)
        return None
    return parse_autoconfig(answer.body, address) if isinstance(answer, Response) else None
