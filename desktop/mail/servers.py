"""Which server holds the mail of an address: the known ones, and those typed in. Pure."""

import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from desktop.core.errors import BadSource, SourceFault
from desktop.core.mail import AccountFault, BadAccount, MailAccount
from desktop.core.sources import entry_name, parse_tables

# RFC 5321 section 4.5.3.1.3: a path of 256, brackets included.
LONGEST_ADDRESS_CHARS = 254
LONGEST_HOST_CHARS = 253
_ADDRESS_PART = re.compile(r"[!-?A-~]+")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# Some providers' user names hold blanks.
_USER = re.compile(r"[ -~]*[!-~][ -~]*")


class UserName(Enum):
    """What a provider takes for a user name."""

    LOCAL = "local"  # what stands before the @
    ADDRESS = "address"


class MailServer(NamedTuple):
    """A known server.

    Attributes:
        domains: The ends of the addresses that it serves, in small letters.
        server: Host name.
        user: How its user names are made.
    """

    domains: tuple[str, ...]
    server: str
    user: UserName


class ServerList(NamedTuple):
    """The servers of one file, and the entries that cannot be used."""

    servers: tuple[MailServer, ...] = ()
    faults: tuple[BadSource, ...] = ()


def parse_servers(text: str, file: Path) -> ServerList:
    """Return the `[[server]]` entries of a TOML text; `file` only names it in faults."""
    tables, fault = parse_tables(text, file, key="server")
    servers: list[MailServer] = []
    faults = [fault] if fault else []
    for number, table in enumerate(tables, start=1):
        found = _server(table)
        if isinstance(found, MailServer):
            servers.append(found)
        else:
            faults.append(BadSource(file, entry_name(table, number), found.value))
    return ServerList(tuple(servers), tuple(faults))


def known_account(address: str, servers: tuple[MailServer, ...]) -> MailAccount:
    """Return the account of a mail address at one of `servers`.

    A name without a domain belongs to the first of them. Raises BadAccount, with UNKNOWN
    where the address is good but none of the servers holds its mail.
    """
    address = address.strip()
    if servers and address and "@" not in address:
        address = f"{address}@{servers[0].domains[0]}"
    local, domain = _parts(address)
    for server in servers:
        if domain in server.domains:
            user = local if server.user is UserName.LOCAL else f"{local}@{domain}"
            return MailAccount(f"{local}@{domain}", server.server, user)
    raise BadAccount(AccountFault.UNKNOWN)


def own_account(address: str, server: str, user: str = "") -> MailAccount:
    """Return the account that was typed in; without `user` the address is the user name.

    Raises BadAccount.
    """
    local, domain = _parts(address.strip())
    user = user.strip() or f"{local}@{domain}"
    if len(user) > LONGEST_ADDRESS_CHARS:
        raise BadAccount(AccountFault.LENGTH)
    if not _USER.fullmatch(user):
        raise BadAccount(AccountFault.CHARACTERS)
    host = host_name(server)
    if host is None:
        raise BadAccount(AccountFault.SERVER)
    return MailAccount(f"{local}@{domain}", host, user)


def host_name(text: str) -> str | None:
    """Return a host name as the network knows it ("mail.example.nl"), None if `text` is none.

    A scheme, a port or a path makes it none: the way in is always the same.
    """
    text = text.strip().rstrip(".").lower()
    try:
        host = text.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = host.split(".")
    is_good = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return host if is_good and len(host) <= LONGEST_HOST_CHARS else None


def _parts(address: str) -> tuple[str, str]:
    """Return what stands before and after the @, the latter in small letters."""
    if not address:
        raise BadAccount(AccountFault.EMPTY)
    if len(address) > LONGEST_ADDRESS_CHARS:
        raise BadAccount(AccountFault.LENGTH)
    local, at, typed = address.rpartition("@")
    domain = host_name(typed)
    if not at or not _ADDRESS_PART.fullmatch(local) or domain is None:
        raise BadAccount(AccountFault.CHARACTERS)
    return local, domain


def _server(table: Any) -> MailServer | SourceFault:
    """Return the server that an entry describes, or what is wrong with it."""
    if not isinstance(table, Mapping):
        return SourceFault.TYPE
    domains, server, user = (table.get(key) for key in ("domains", "server", "user"))
    if not domains or not server or not user:
        return SourceFault.MISSING
    if not isinstance(domains, list) or not all(isinstance(name, str) for name in domains):
        return SourceFault.TYPE
    if not isinstance(server, str) or user not in [kind.value for kind in UserName]:
        return SourceFault.TYPE
    host, ends = host_name(server), [host_name(name) for name in domains]
    if host is None or None in ends:
        return SourceFault.ADDRESS
    return MailServer(tuple(name for name in ends if name), host, UserName(user))
