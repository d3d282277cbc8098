"""The document by which a provider tells mail programs where its mail is.

Anybody can have written it: it is small, names no entities, and what it says is only proposed.
Source: https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat
"""

from typing import Any

from desktop.core.mail import IMAP_PORT, InvalidAccount, MailAccount
from desktop.core.mail_address import address_parts, mailbox_name, own_account
from desktop.core.urls import is_private_host

MOST_BYTES = 65_536
_MOST_SERVERS = 20
_PASSWORDS = frozenset({"password-cleartext", "password-encrypted", "plain", "secure"})


def autoconfig_urls(domain: str) -> tuple[str, ...]:
    """Return where the document of a domain can be, without the name of who asks."""
    return (
        f"https://autoconfig.{domain}/mail/config-v1.1.xml",
        f"https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml",
    )


def parse_autoconfig(body: bytes, address: str) -> MailAccount | None:
    """Return the account of `address` as the document has it, None if it names no fit server."""
    # Loads 30 ms of libxml2: only for who asks for it.
    from lxml import etree

    if len(body) > MOST_BYTES:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or root.getroottree().docinfo.doctype:
        return None
    servers = [one for one in root.iter("incomingServer") if one.get("type") == "imap"]
    accounts = (_account(server, address) for server in servers[:_MOST_SERVERS])
    return next(filter(None, accounts), None)


def _account(server: Any, address: str) -> MailAccount | None:
    """Return the account at one server, None unless it is counted by TLS with a password."""

    def text(name: str) -> str:
        return (server.findtext(name) or "").strip()

    ways = {(way.text or "").strip().lower() for way in server.findall("authentication")}
    is_fit = (text("port"), text("socketType").upper()) == (str(IMAP_PORT), "SSL")
    if not is_fit or (ways and not ways & _PASSWORDS):
        return None
    local, domain = address_parts(address)
    name = mailbox_name(local)
    user = text("username") or "%EMAILADDRESS%"
    for place, value in (
        ("%EMAILADDRESS%", f"{name}@{domain}"),
        ("%EMAILLOCALPART%", name),
        ("%EMAILDOMAIN%", domain),
    ):
        user = user.replace(place, value)
    host = text("hostname").replace("%EMAILDOMAIN%", domain)
    try:
        account = own_account(address, host, user)
    except InvalidAccount:
        return None
    return None if is_private_host(account.server) else account
