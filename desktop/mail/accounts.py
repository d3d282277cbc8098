"""Mail accounts: which server holds the mail of an address, and accounts as the settings' text.

Pure, and without passwords.
"""

import json
import re
from collections.abc import Iterable
from enum import Enum
from typing import Any, NamedTuple

from desktop.core.mail import AccountReason, Baseline, InvalidAccount, KeptAccount, MailAccount
from desktop.core.sources import toml_tables

# RFC 5321 section 4.5.3.1.3: a path of 256, brackets included.
LONGEST_ADDRESS_CHARS = 254
LONGEST_HOST_CHARS = 253
_LARGEST_NUMBER = 2**32 - 1  # RFC 3501 section 9, nz-number
_ADDRESS_PART = re.compile(r"[!-?A-~]+")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# Some providers' user names hold blanks.
_USER = re.compile(r"[ -~]*[!-~][ -~]*")


class UserName(Enum):
    """What a provider takes for a user name."""

    LOCAL = "local"  # what stands before the @
    ADDRESS = "address"


class MailServer(NamedTuple):
    """A known server; `domains` are the ends of the addresses it serves, in small letters."""

    domains: tuple[str, ...]
    server: str
    user: UserName


def parse_servers(text: str) -> tuple[MailServer, ...]:
    """Return the `[[server]]` entries of the list that ships with the program."""
    return tuple(
        MailServer(tuple(table["domains"]), table["server"], UserName(table["user"]))
        for table in toml_tables(text, "server")
    )


def known_account(address: str, servers: tuple[MailServer, ...]) -> MailAccount:
    """Return the account of a mail address at one of `servers`.

    A name without a domain belongs to the first of them. Raises InvalidAccount, with UNKNOWN
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
    raise InvalidAccount(AccountReason.UNKNOWN)


def own_account(address: str, server: str, user: str = "") -> MailAccount:
    """Return the account that was typed in; without `user` the address is the user name.

    Raises InvalidAccount.
    """
    local, domain = _parts(address.strip())
    user = user.strip() or f"{local}@{domain}"
    if len(user) > LONGEST_ADDRESS_CHARS:
        raise InvalidAccount(AccountReason.LENGTH)
    if not _USER.fullmatch(user):
        raise InvalidAccount(AccountReason.CHARACTERS)
    host = host_name(server)
    if host is None:
        raise InvalidAccount(AccountReason.SERVER)
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


def parse_accounts(text: str) -> tuple[KeptAccount, ...]:
    """Return the accounts that `text` holds; what is damaged is left out."""
    try:
        entries = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return ()
    return tuple(filter(None, map(_account, entries))) if isinstance(entries, list) else ()


def accounts_text(accounts: Iterable[KeptAccount]) -> str:
    """Return the accounts as text; "" for none."""
    entries = [
        {**account._asdict(), **(baseline._asdict() if baseline else {})}
        for account, baseline in accounts
    ]
    return json.dumps(entries) if entries else ""


def _parts(address: str) -> tuple[str, str]:
    """Return what stands before and after the @, the latter in small letters."""
    if not address:
        raise InvalidAccount(AccountReason.EMPTY)
    if len(address) > LONGEST_ADDRESS_CHARS:
        raise InvalidAccount(AccountReason.LENGTH)
    local, at, typed = address.rpartition("@")
    domain = host_name(typed)
    if not at or not _ADDRESS_PART.fullmatch(local) or domain is None:
        raise InvalidAccount(AccountReason.CHARACTERS)
    return local, domain


def _account(entry: Any) -> KeptAccount | None:
    if not isinstance(entry, dict):
        return None
    address, server, user = (entry.get(name) for name in ("address", "server", "user"))
    if not (isinstance(address, str) and isinstance(server, str) and isinstance(user, str)):
        return None
    try:
        account = own_account(address, server, user)
    except InvalidAccount:
        return None
    return KeptAccount(account, _baseline(entry.get("uid_validity"), entry.get("newest_uid")))


def _baseline(uid_validity: Any, newest_uid: Any) -> Baseline | None:
    numbers = (uid_validity, newest_uid)
    is_good = all(type(number) is int and 0 <= number <= _LARGEST_NUMBER for number in numbers)
    return Baseline(uid_validity, newest_uid) if is_good else None
